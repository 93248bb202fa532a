import json

import pytest
import typer
from typer.testing import CliRunner

from dedup.errors import SettingsError
from scoring.desk.rules import explain, explain_signal, find_signal, rules
from scoring.settings import SignalSettings
from scoring.signals import ALL

app = typer.Typer()
app.command()(rules)
app.command()(explain)


def test_rules_lists_every_signal() -> None:
    """One line a signal: code, points, severity, title."""
    lines = CliRunner().invoke(app, ["rules"]).stdout.splitlines()

    assert [line[:6] for line in lines] == [signal.code for signal in ALL]


def test_rules_as_json_hold_every_page() -> None:
    """The form has a schema's name and the same signals."""
    content = json.loads(CliRunner().invoke(app, ["rules", "--format", "json"]).stdout)

    assert content["schema"] == "copydesk.rules/1"
    assert [rule["code"] for rule in content["rules"]] == [signal.code for signal in ALL]


@pytest.mark.parametrize("signal", ALL, ids=lambda signal: signal.code)
def test_a_page_tells_what_why_and_by_which_standard(signal: object) -> None:
    """Every signal can be explained, with its examples."""
    page = explain_signal(signal, SignalSettings())  # type: ignore[arg-type]

    assert "Fires:" in page
    assert "Stays silent:" in page
    assert "Standard:" in page


def test_explain_takes_a_code_in_any_case() -> None:
    """People type att104."""
    assert "ATT104: anonymous source" in CliRunner().invoke(app, ["explain", "att104"]).stdout


def test_an_unknown_code_is_an_error_that_names_the_nearest() -> None:
    """A slip is answered with what was meant."""
    with pytest.raises(SettingsError, match="ATT104"):
        find_signal("ATT1O4")

"""`copydesk attributions` as people and programs read it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dedup.errors import CorpusError
from scoring.desk.attributions.attributing import attribute_files
from scoring.desk.attributions.command import attributions
from scoring.settings import Settings

app = typer.Typer()
app.command()(attributions)
STORY = "LOWMERE - The pool will be closed, mayor Jan Holt told AFP on Friday. “It leaks,” he said.\n\nIt rained.\n"


@pytest.fixture
def item(tmp_path: Path) -> str:
    """Return the path of an item with two attributions."""
    path = tmp_path / "pool.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def test_the_text_form_shows_each_attribution_below_the_text(item: str) -> None:
    """Source, resolved name, cue, kind and relay stand on one line."""
    shown = CliRunner().invoke(app, [item]).stdout

    assert "“It leaks,” he said." in shown
    assert "mayor Jan Holt = Jan Holt (named individual) told [indirect] through AFP (agency)" in shown
    assert "he = Jan Holt (named individual) said [direct]" in shown


def test_jsonl_holds_spans_as_pairs(item: str) -> None:
    """One item a line; pairs of code points point into the text."""
    [line] = CliRunner().invoke(app, [item, "--format", "jsonl"]).stdout.splitlines()
    row = json.loads(line)

    assert row["id"].endswith("pool.txt")
    first, second = row["attributions"]
    assert [STORY[start:end] for start, end in first["content"]] == ["The pool will be closed"]
    assert [STORY[start:end] for start, end in second["cue"]] == ["said"]
    assert second["source_type"] == "named_individual"


def test_json_names_its_schema(item: str) -> None:
    """Programs know what they read."""
    assert json.loads(CliRunner().invoke(app, [item, "--format", "json"]).stdout)["schema"] == "copydesk.attributions/1"


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """Nothing to read is said, not passed over."""
    with pytest.raises(CorpusError):
        list(attribute_files([str(tmp_path / "none.txt")], Settings()))

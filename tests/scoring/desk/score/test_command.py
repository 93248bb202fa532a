import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dedup.errors import CorpusError
from scoring.desk.score.command import score
from scoring.desk.score.rating import rate_files
from scoring.settings import Settings

app = typer.Typer()
app.command()(score)
STORY = (
    "LOWMERE - The pool of Lowmere will be closed in June, mayor Jan Holt said on Friday. “It leaks,” he said.\n\n"
    "A senior official said the repair would take two years.\n\n" + "The town has two bridges and a harbour. " * 12
)


@pytest.fixture
def item(tmp_path: Path) -> str:
    """Return the path of an item with a named and an unnamed source."""
    path = tmp_path / "pool.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def test_score_prints_a_waterfall_and_what_would_raise_it(item: str) -> None:
    """Each step shows points, code, reason and the words it rests on."""
    shown = CliRunner().invoke(app, [item]).stdout

    assert "attribution" in shown
    assert "ATT104" in shown
    assert "“A senior official”" in shown
    assert "What would raise it" in shown
    assert "name the source in paragraph 2" in shown


def test_a_long_reason_hangs_below_its_first_words(item: str) -> None:
    """What is wrapped begins where the reason does, right of points and codes."""
    quote = (
        "“Nobody has told the people of the lower town that the pool would be empty for all of the long hot summer.”"
    )
    Path(item).write_text(f"{STORY}\n\n{quote} It was quiet after that.", encoding="utf-8")
    lines = CliRunner().invoke(app, [item]).stdout.splitlines()
    place = next(place for place, line in enumerate(lines) if "QUO405" in line)

    assert lines[place + 1].startswith(" " * (lines[place].index("QUO405") + len("QUO405  ")))


def test_score_as_json_holds_scores_steps_and_advice(item: str) -> None:
    """The form has a schema's name; offsets are those of the file's text."""
    content = json.loads(CliRunner().invoke(app, [item, "--format", "json"]).stdout)
    [receipt] = content["items"]
    [step] = [step for step in receipt["steps"] if step["code"] == "ATT104"]

    assert content["schema"] == "copydesk.score/1"
    assert STORY[step["start"] : step["end"]] == "A senior official"
    assert receipt["credibility"] == 6
    assert receipt["advice"]


def test_a_missing_file_is_an_error_of_the_corpus(tmp_path: Path) -> None:
    """The command line turns it into one line and exit code 2."""
    with pytest.raises(CorpusError):
        rate_files([str(tmp_path / "none.txt")], Settings())

"""People overrule what the texts say, in a file that is read strictly."""

from pathlib import Path

import polars as pl
import pytest

from dedup.errors import SettingsError
from dedup.registry import builtin
from dedup.tables import ITEMS
from scoring.desk.decisions import find_decisions
from scoring.settings import Settings

DECIDED = """
[[no_copies]]
a = "b.txt"
b = "a.txt"
reason = "two reports on one press conference"

[[owner]]
outlet = "Quay Herald"
owner = "Norden Verlag"
reason = "imprint, May 2031"

[[content]]
line = "And then it rained."
reason = "a refrain"
"""


def archive(folder: Path, text: str) -> str:
    """Return the path of an archive with these decisions."""
    (folder / ".copydesk").mkdir()
    (folder / ".copydesk" / "decisions.toml").write_text(text, encoding="utf-8")
    (folder / "2031").mkdir()
    return str(folder / "2031")


def test_decisions_are_found_above_the_corpus(tmp_path: Path) -> None:
    """A folder of the archive obeys the archive's file; pairs are put in order."""
    decisions = find_decisions([archive(tmp_path, DECIDED)])

    assert decisions.pairs.no_copies == {("a.txt", "b.txt")}
    assert decisions.override(Settings()).boilerplate.content == ("And then it rained.",)
    owned = decisions.registry(builtin()).look_up("Quay Herald")
    assert owned is not None
    assert owned.owner == "Norden Verlag"


def test_unused_decisions_are_told(tmp_path: Path) -> None:
    """Each decision that meets nothing has a sentence; those that do have none."""
    decisions = find_decisions([archive(tmp_path, DECIDED)])
    items = pl.DataFrame([{"item": "a.txt", "outlet": "The Quay Herald", "text": "And THEN it rained."}], schema=ITEMS)

    (told,) = decisions.unused([items])
    assert "a.txt and b.txt" in told
    assert len(list(decisions.unused([]))) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[copies]]\na = "x"\nb = "y"\n', "reason"),
        ('[[coppies]]\na = "x"\nb = "y"\nreason = ""\n', "unknown table"),
        ("copies = [", "not readable as TOML"),
    ],
)
def test_a_wrong_file_is_an_error_that_says_where(tmp_path: Path, text: str, message: str) -> None:
    """Nothing decided is passed over in silence."""
    corpus = archive(tmp_path, text)

    with pytest.raises(SettingsError, match=message) as caught:
        find_decisions([corpus])
    assert "decisions.toml" in str(caught.value)

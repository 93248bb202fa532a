"""The signals on whole archives: the project's seeds with their gold, and the articles that may stand beside it."""

import re
from functools import cache
from pathlib import Path

import pytest

from scoring.desk.score.rating import rate_files
from scoring.desk.score.receipts import Receipt, Step
from scoring.settings import Settings
from tests.seeds_gold import read_gold

ENOUGH = 36  # of the 40 pairs

MUST = {
    "000": "PRV301 PRV302 PRV309 ATT112 ATT107:experts SRC202:media SRC203:media ATT111:quoted MET601 DAT501 DAT503:27",
    "001": "ATT109:Qassemi ATT107:reports SRC202:Monitor SRC210 DAT501 DAT503 MET601",
    "002": (
        "MET604:min MET604:@The MET604:Iran PRV307 ATT112:Getty ATT108:agencies SRC202:Tasnim SRC202:AFP ATT104:American "
        "ATT107:Western ATT107:Hawks SRC205:close DAT501 DAT502 MET601"
    ),
    "003": "SRC203:media SRC209 DAT501 DAT503 MET601 MET602 MET603",
    "004": (
        "PRV301 PRV302 PRV309 MET604:Navigation MET604:• ATT112 SRC202:Islamic SRC202:Interfax SRC202:TASS SRC211:immediate "
        "QUO407 DAT503:8 MET601"
    ),
}
SILENT = {
    "000": "DAT502 PRV304 ATT104",
    "001": "ATT104 PRV304",
    "002": "PRV304",
    "003": "PRV304",
    "004": "PRV304 SRC217",
}


@cache
def _rate(folder: Path) -> dict[str, Receipt]:
    return {receipt.item: receipt for receipt in rate_files([str(folder)], Settings())}


def _told(receipt: Receipt, code: str) -> list[Step]:
    return [step for step in receipt.steps if step.code == code and step.is_told]


def _is_held_against(step: Step) -> bool:
    return step.outcome == "fail" or step.severity != "none"


def _touches(step: Step, words: str | None) -> bool:
    """Return whether the step points at the words, or the words are not told."""
    if words is None or step.evidence is None:
        return words is None
    return not set(re.findall(r"\w+", words)).isdisjoint(re.findall(r"\w+", step.evidence))


def test_the_seeds_gold_is_met(seeds: Path) -> None:
    """Every finding that the gold asks for is printed with its words."""
    rated = _rate(seeds)
    missed = {
        (row["item"], row["code"])
        for row in read_gold("findings")
        if row["outcome"] == "must"
        and not any(_touches(step, row.get("text")) for step in _told(rated[row["item"]], row["code"]))
    }

    assert missed == set()


def test_nothing_is_held_against_the_seeds_that_the_gold_calls_silent(seeds: Path) -> None:
    """False alarms matter most."""
    rated = _rate(seeds)
    false = [
        (row["item"], row["code"], step.reason)
        for row in read_gold("findings")
        if row["outcome"] == "silent"
        for step in _told(rated[row["item"]], row["code"])
        if _is_held_against(step)
    ]

    assert false == []


def test_the_better_sourced_of_two_is_rated_higher(seeds: Path) -> None:
    """The pairs were written before any weight was known."""
    rated = _rate(seeds)
    right = 0
    for pair in read_gold("preferences"):
        better, worse = rated[pair["better"]], rated[pair["worse"]]
        wanted = ("attribution", "sourcing") if pair["on"] == "both" else (pair["on"],)
        scores = [[getattr(one, f"{name}_score") or 0.0 for name in wanted] for one in (better, worse)]
        right += sum(scores[0]) > sum(scores[1])

    assert right >= ENOUGH


@pytest.mark.parametrize("number", sorted(MUST))
def test_the_articles_yield_what_a_reader_finds(shared: Path, number: str) -> None:
    """Each finding is printed with its words, and nothing of what a reader would not hold against the item."""
    [receipt] = [one for name, one in _rate(shared / "seeds").items() if Path(name).name.startswith(number)]
    missed = []
    for entry in MUST[number].split():
        code, _, words = entry.partition(":")
        if not any(words in (step.evidence or "") for step in _told(receipt, code)):
            missed.append(entry)
    false = [code for code in SILENT[number].split() if any(map(_is_held_against, _told(receipt, code)))]

    assert (missed, false) == ([], [])


def test_the_articles_are_two_stories_and_one_that_stands_alone(shared: Path) -> None:
    """Two accounts of one meeting, two of one statement; the fifth has its event to itself."""
    story_of = {Path(name).name[:3]: receipt.story for name, receipt in _rate(shared / "seeds").items()}

    assert story_of["000"] == story_of["003"] != story_of["001"] == story_of["002"]
    assert None not in {story_of["000"], story_of["001"]}
    assert story_of["004"] is None

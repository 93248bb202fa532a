"""The lexicons of cues hold together."""

import pytest

from dedup.lexicon import read_table
from scoring.attribution.cues import LANGUAGES, PREPOSITIONS, read_cues
from scoring.attribution.inflection import verb_forms

TAKES = {
    "clause",
    "that",
    "quote",
    "thing",
    "naming",
    "portrait",
    "figure",
    "person",
    "to",
    "source",
    "after",
    "subject",
    "paper",
    "plea",
} | PREPOSITIONS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_takes_what_the_finder_knows(lang: str) -> None:
    """A misspelt frame would silently never match."""
    for entry in read_table(f"cues_{lang}"):
        takes = entry["takes"]

        assert isinstance(takes, list)
        assert set(takes) <= TAKES
        assert entry["part"] in {"verb", "noun", "adjective", "phrase"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_lists_are_sorted_and_without_doubles(lang: str) -> None:
    """Each class lists its words once, in order."""
    for name in (f"cues_{lang}", f"grammar_{lang}"):
        for entry in read_table(name):
            words = entry["words"]

            assert isinstance(words, list)
            assert words == sorted(set(words))


def test_english_knows_more_than_four_hundred_cues() -> None:
    """The verbs alone pass the mark."""
    verbs = {word for entry in read_table("cues_en") if entry["part"] == "verb" for word in _words(entry["words"])}

    assert len(verbs) > 400
    assert all(form in read_cues("en").openers for form in verb_forms("allege"))


def test_classes_of_one_word_are_joined() -> None:
    """A verb that stands in two classes takes what both take."""
    assert {"clause", "to"} <= read_cues("en").singles["hoped"]["verb"].takes


def _words(field: object) -> list[str]:
    return [str(word) for word in field] if isinstance(field, list) else []

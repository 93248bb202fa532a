from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.phrases import compile_phrase, find_phrases, holds_phrase
from scoring.signals.rows import ItemRow, SpanRow
from tests.strategies import texts

LEXICONS = [
    "anonymity_reasons", "corrections", "disclosed_ties", "hedges", "not_verified", "passive_quotes", "plural_media",
    "response_sought", "rote_reasons", "unnamed_media", "weasel_phrases",
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("did not ... respond", "it did not respond", True),
        ("did not ... respond", "it did not, on friday, at once respond", True),
        ("did not ... respond", "it did not come, and nobody else in town could respond", False),
        ("news agency/agencies", "two news agencies", True),
        ("report*", "a reporter", True),
        ("report", "a reporter", False),
        ("no comment", "no\ncomment", True),
    ],
)
def test_an_entry_matches_words_gaps_choices_and_endings(entry: str, text: str, *, found: bool) -> None:
    """The small language of the lexicons does what its page says."""
    assert bool(compile_phrase(entry).pattern.search(text)) == found


def test_phrases_are_found_whatever_the_quote_marks_case_and_spaces() -> None:
    """Offsets are those of the original text."""
    text = "It DIDN’T\u00a0respond."
    [span] = find_phrases(Dossier(ItemRow("a", text)), "response_sought")

    assert text[span.start : span.end] == "DIDN’T\u00a0respond"


def test_masked_phrases_are_passed_over() -> None:
    """Furniture says nothing about the story."""
    text = "Reportedly, he left."

    assert find_phrases(Dossier(ItemRow("a", text)), "hedges") == [Span(0, 10)]
    assert find_phrases(Dossier(ItemRow("a", text), spans=(SpanRow(Span(0, 20), "furniture"),)), "hedges") == []


@pytest.mark.parametrize("name", LEXICONS)
def test_every_entry_matches_itself(name: str) -> None:
    """No entry is written so that it can never be found."""
    from dedup.lexicon import read_lines

    for entry in read_lines(name):
        plain = " ".join(piece.split("/")[0].removesuffix("*") for piece in entry.split() if piece != "...")
        assert holds_phrase(plain, name), entry


@given(texts(), st.sampled_from(LEXICONS))
def test_found_phrases_lie_within_the_text_and_apart(text: str, name: str) -> None:
    """Spans are in order, not empty, and share nothing."""
    spans = find_phrases(Dossier(ItemRow("a", text)), name)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))

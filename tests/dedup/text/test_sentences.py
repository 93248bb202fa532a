"""Sentences end where a reader sees them end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.sentences import sentences


def split(text: str) -> list[str]:
    """Return the words of every sentence of `text`."""
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Osk met Sen. Moor in the U.S. Senate.",
        "J. R. Penhallow of Washington, D.C., left at 3 p.m. Monday.",
        "They met on Dec. 3 near St. Ives.",
        "Am 5. März kam Dr. Thomsen z.B. nach Ansel.",
        '"Why?" she asked.',
        "The toll was 3.5 million.",
        "A line that is\nwrapped in lower case.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(whole: str) -> None:
    """Abbreviations, initials, ordinals, decimals and wrapped lines keep a sentence whole."""
    assert [whole] == split(whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The port closed.", ["He left the U.S.", "The port closed."]),
        ("«Oui.» Il part !", ["«Oui.»", "Il part !"]),
        ("“I went. I saw,” she said. Why?", ["“I went.", "I saw,” she said.", "Why?"]),
        ("Headline without a stop\nNext line.", ["Headline without a stop", "Next line."]),
        ("¿Vienes? ¡Sí! Claro.", ["¿Vienes?", "¡Sí!", "Claro."]),
        (" \n\n ", []),
        ("", []),
    ],
)
def test_sentences_end_at_marks_and_lines(text: str, expected: list[str]) -> None:
    """Final marks with their closing quote marks, and line breaks, end a sentence."""
    assert expected == split(text)


@given(st.text(alphabet="aB.!?\n \"”“'…5", max_size=80))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    """The sentences stand in order, do not overlap, and leave out blanks alone."""
    spans = sentences(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join(text.split()) == "".join("".join(split(text)).split())

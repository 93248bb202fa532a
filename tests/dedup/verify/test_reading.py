"""Numbers, quotes and transcripts as verification reads them."""

import pytest
from hypothesis import given

from dedup.text.words import words
from dedup.verify.reading import NUMBER, QUOTED, read
from tests.strategies import news_texts


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "we won" and left.', [2, 3]),
        ("Er sagte: „Wir gehen“ und ging.", [2, 3]),
        ("Il dit « on part » puis part.", [2, 3]),
        ("Er sagte »wir gehen« und ging.", [2, 3]),
        ("''We won,'' he said", [0, 1]),
        ("“First.\n\nSecond paragraph", [0]),
        ("“First.\n\n“Second,” he said", [0, 1]),
        ('a 5" pipe and a 6" pipe', []),
        ("PRESIDENT LEE: We won.\nThe room fell silent.", [2, 3]),
        ("Q: Who won?\nA: We did.", [1, 2, 4, 5]),
        ("Then he said: nobody won", []),
    ],
)
def test_quoted_words_are_told(text: str, quoted: list[int]) -> None:
    """Words in double marks of any style, and the lines of a transcript, are quoted."""
    assert [place for place, flag in enumerate(read(text).flags) if flag & QUOTED] == quoted


@pytest.mark.parametrize("number", ["7", "5th", "2,000", "٣", "۱۲"])
def test_words_that_begin_with_a_digit_are_numbers(number: str) -> None:
    """A digit of any of the common scripts begins a number."""
    assert all(flag & NUMBER for flag in read(number).flags)


@given(news_texts())
def test_a_reading_has_a_flag_for_each_word(text: str) -> None:
    """All four sequences belong to the same words."""
    reading = read(text)

    assert {len(words(text))} == {len(part) for part in (reading.hashes, reading.starts, reading.ends, reading.flags)}

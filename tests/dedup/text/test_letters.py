"""What one character is to the words around it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.letters import BREAK, LONE, N_FOLDED, SILENT, UNREAD, WORDLESS, fold_letter, is_unspaced, letter_table


@given(st.characters(exclude_categories=["Cs"]))
def test_folding_gives_one_character_and_is_idempotent(char: str) -> None:
    """A folded letter is a single character that folds to itself."""
    folded = fold_letter(char)

    assert len(folded) == 1
    assert fold_letter(folded) == folded


@given(st.characters(max_codepoint=N_FOLDED - 1, exclude_categories=["Cs"]))
def test_the_table_says_what_the_function_says(char: str) -> None:
    """The kernels' table and the readable function agree on every character."""
    folded = fold_letter(char)
    entry = int(letter_table()[ord(char)])

    if folded in {BREAK, SILENT}:
        assert entry == (WORDLESS if folded == BREAK else UNREAD)
    else:
        assert entry == ord(folded) + int(LONE) * is_unspaced(folded)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("É", "e"),
        ("ß", "s"),
        ("Ё", "е"),
        ("ي", "ی"),
        ("۵", "5"),
        ("５", "5"),
        ("𝐁", "b"),
        ("字", "字"),
        ("한", "한"),
        ("ि", "ि"),
    ],
)
def test_case_accents_width_and_keyboards_are_folded_away(written: str, folded: str) -> None:
    """Letters that a copy may write in another way fold to one."""
    assert fold_letter(written) == folded


@pytest.mark.parametrize("char", ["\u0301", "\u200c", "\u00ad", "\ufe0f", "\u0640", "\U000e0101", "\u064e"])
def test_marks_and_joiners_are_silent(char: str) -> None:
    """What stands inside a word without being read does not end it."""
    assert fold_letter(char) == SILENT, unicodedata.name(char, "?")


@pytest.mark.parametrize("char", ["'", "’", "-", "\u00a0", "🙂", "_", "ʼ"])
def test_signs_end_a_word(char: str) -> None:
    """Signs and apostrophes of every kind end a word."""
    assert fold_letter(char) == BREAK

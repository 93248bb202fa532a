"""Text of items cannot act on a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from scoring.desk.terminal import safe, shorten


@given(st.text())
def test_no_control_character_survives(text: str) -> None:
    """Escapes, line breaks and direction overrides become blanks, and the length stays."""
    clean = safe(text)

    assert len(clean) == len(text)
    assert not [char for char in clean if unicodedata.category(char).startswith("C") and char.isascii()]
    assert not set(clean) & {"\x1b", "\n", "\r", "\u202e", "\u2066", "\x07"}


@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_shortened_text_keeps_its_bound(text: str, n_chars: int) -> None:
    """A cut text is never longer than asked."""
    assert len(shorten(text, n_chars)) <= n_chars

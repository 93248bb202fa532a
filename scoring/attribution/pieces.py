"""The pieces that texts are cut into, each worked out when first met: its word, its tag, what it can be to the rules.

A text repeats itself and others, so that one look-up a piece takes the place of folding, tagging and noting it.
"""

from functools import cache
from typing import NamedTuple

from scoring.attribution.media import may_name_medium
from scoring.attribution.notes import NAMES_MEDIUM, notes_of
from scoring.attribution.tags import tag_of

MAX_KEPT = 1 << 17  # pieces of a large archive; about 30 MB
SILENT = frozenset({"", '"', "#"})  # tags of blanks, quote marks and numbers, which are of no medium's name
MAX_CHARS = 64  # of a piece that is kept: longer ones are hardly met twice


class Piece(NamedTuple):
    """A token by itself: folded, its tag and note, and its length without the blanks before it; all empty for blanks."""

    word: str
    tag: str
    note: int
    n_chars: int


class _Pieces(dict[str, Piece]):
    """The pieces of one language by what the text has, the blanks before them included."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.notes = notes_of(lang)

    def __missing__(self, written: str) -> Piece:
        """Work out a piece, and keep a short one; a store that has met too many starts anew."""
        raw = written.strip()
        word = raw.lower().replace("’", "'")
        tag = tag_of(raw, word, self.lang) if raw else ""
        note = self.notes.get(word, 0)
        if not (word.isalpha() and word.isascii()) and tag not in SILENT and may_name_medium(word):
            note |= NAMES_MEDIUM
        found = Piece(word, tag, note, len(raw))
        if len(written) <= MAX_CHARS:
            if len(self) >= MAX_KEPT:
                self.clear()
            self[written] = found
        return found


@cache
def pieces_of(lang: str) -> _Pieces:
    """Return the pieces of a language, by the piece as written.

    >>> pieces_of("en")[" told"]
    Piece(word='told', tag='e', note=1, n_chars=4)
    """
    return _Pieces(lang)

"""The pieces that texts are cut into, each worked out when first met: its word, its tag, what it can be to the rules.

A text repeats itself and others, so that one look-up a piece takes the place of folding, tagging and noting it.
"""

from functools import cache

from scoring.attribution.media import may_name_medium
from scoring.attribution.notes import NAMES_MEDIUM, notes_of
from scoring.attribution.tags import tag_of

MAX_KEPT = 1 << 17  # pieces of a large archive; about 30 MB
BLANKS = ("", "", 0)
SILENT = frozenset('".')  # tags of quote marks and stops, which tell no medium
MAX_CHARS = 64  # of a piece that is kept: longer ones are hardly met twice


Piece = tuple[str, str, int]  # the folded word, as long as it is written without the blanks before it, its tag and note


class _Pieces(dict[str, Piece]):
    """The pieces of one language by what the text has, the blanks before them included."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.notes = notes_of(lang)

    def __missing__(self, written: str) -> Piece:
        """Work out a piece, and keep a short one; a store that has met too many starts anew."""
        raw = written.strip()
        if raw.isalnum() and raw.isascii():
            word = raw.lower()
            found = word, tag_of(raw, word, self.lang), self.notes.get(word, 0)
        else:
            found = self._work_out(raw, is_apart=raw != written)
        if len(written) <= MAX_CHARS:
            if len(self) >= MAX_KEPT:
                self.clear()
            self[written] = found
        return found

    def _work_out(self, raw: str, *, is_apart: bool) -> Piece:
        """Return a piece of more than plain letters or digits, or of blanks alone; `is_apart` where blanks stand before it."""
        if not raw:
            return BLANKS
        word = raw.replace("İ", "I").lower().replace("’", "'")  # the one letter that has two small ones
        tag, note = tag_of(raw, word, self.lang), self.notes.get(word, 0)
        is_mark_apart = len(raw) == 1 and is_apart
        if tag not in SILENT and not is_mark_apart and may_name_medium(word):
            note |= NAMES_MEDIUM
        return word, tag, note


@cache
def pieces_of(lang: str) -> _Pieces:
    """Return the pieces of a language, by the piece as written.

    >>> pieces_of("en")[" told"]
    ('told', 'e', 1)
    """
    return _Pieces(lang)

"""Fold text to one form for comparing, with a way back to the original offsets.

Each character, with the accents that follow it, is folded on its own: Unicode's compatibility form (NFKC), no case,
one kind of space, quote mark, apostrophe and dash, and no invisible characters. So the map back needs no search.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from dedup.tables import Span

_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
_APOSTROPHES = "\u0060\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_KINDS = {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_DASHES, "-"), "\t": " "}

_ACCENT = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("(?s:.)[\u0300-\u036f]{0,8}")


class _Table(dict[int, str]):
    """What each code point folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        """Fold one code point and keep the result."""
        folded = self[code] = _fold_piece(chr(code))
        return folded


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is where the i-th folded character begins in the original.

    `offsets` has one entry more than the folded text: the original's length.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the original that folds to `text[start:end]`.

        Characters that fold to several are taken whole.

        >>> fold("Stra\u00dfe 7").span(0, 5)
        Span(start=0, end=5)
        """
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        last = self.offsets[end - 1]
        while end < len(self.text) and self.offsets[end] == last:
            end += 1
        return Span(self.offsets[start], self.offsets[end])


def fold(text: str) -> Folded:
    """Return `text` folded, with the original offset of each character.

    >>> fold("\u201cNo\u00a0\u2013 no\u201d").text
    '"no - no"'
    """
    folded = fold_str(text)
    if len(folded) == len(text) and not _ACCENT.search(text) and all(len(_TABLE[ord(char)]) == 1 for char in set(text)):
        return Folded(folded, range(len(text) + 1))
    starts = chain.from_iterable([start] * len(piece) for start, piece in _pieces(text))
    return Folded(folded, (*starts, len(text)))


def fold_str(text: str) -> str:
    """Return `text` folded, when no offsets are needed.

    >>> fold_str("L\u2019\u00c9T\u00c9")
    "l'\u00e9t\u00e9"
    """
    if text.isascii():
        return text.lower().replace("\t", " ").replace("`", "'")
    if _ACCENT.search(text):
        return "".join(piece for _, piece in _pieces(text))
    return text.translate(_TABLE)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield each character with its accents: where it starts, and what it folds to."""
    for match in _ACCENTED.finditer(text):
        piece = match.group()
        yield match.start(), _TABLE[ord(piece)] if len(piece) == 1 else _fold_piece(piece)


def _fold_piece(piece: str) -> str:
    """Return the folded form of one character with its accents."""
    if piece in _KINDS:
        return _KINDS[piece]
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece).casefold())
    return "".join(_fold_character(char) for char in folded)


def _fold_character(char: str) -> str:
    """Return a character in its one kind: nothing for an invisible one, a space for any space."""
    category = unicodedata.category(char)
    if category == "Cf":  # soft hyphens, zero-width characters, marks of direction
        return ""
    return " " if category == "Zs" else _KINDS.get(char, char)


_TABLE = _Table()

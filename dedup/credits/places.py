"""Places of datelines: where the words before an agency's bracket begin, and which of them are the place."""

import re
from functools import cache

from dedup.lexicon import read_lines
from dedup.names import fold_name

MAX_PLACE_CHARS = 80  # "TURNBERRY/GLASGOW, Scotland, July 14" has 36; OCR adds noise in front
MAX_NAME_CHARS = 40  # of the place alone
MAX_NOISE_WORDS = 1  # lower-case words that no date explains

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = (". ", "! ", "? ", ": ", "\u201d ", "\u00bb ", "... ")
_PLACE_END = re.compile(r"[,\d(\[\uff08\u3010=\n\u2014\u2013\u2015]|--| -|\.(?=\s{0,2}(?:[\d(\u2014\u2013-]|$))")


def place_start(text: str, line_start: int, end: int) -> int | None:
    """Return where the place and date before a bracket begin, or None when what stands there is a sentence.

    >>> place_start("It rained. PARIS, 3 mai (AFP)", 0, 24), place_start("He saw it on the hill (AFP)", 0, 22)
    (0, None)
    """
    start = max(line_start, end - MAX_PLACE_CHARS)
    before = text[start:end]
    if start > line_start:
        start += max(before.rfind(mark) + len(mark) for mark in _MARKS) if ". " in before else 0
        before = text[start:end]
    lower = [word for word in _WORD.findall(before) if word[0].islower() and fold_name(word) not in _dating()]
    return start if len(lower) <= MAX_NOISE_WORDS else None


def place_name(opening: str) -> str | None:
    """Return the place that the words of a dateline open with, without region and date; None when they hold none.

    >>> place_name("PORT ANSEL, Corrin, March 4 "), place_name("ST. LOUIS May 3 - "), place_name("12. \u2014 ")
    ('PORT ANSEL', 'ST. LOUIS', None)
    """
    bare = opening.lstrip(" \u00a0([\uff08\u3010")
    end = _PLACE_END.search(bare)
    words = (bare[: end.start()] if end else bare).split()
    while words and fold_name(words[-1]) in _months():
        del words[-1]
    name = " ".join(words).strip(" .,:;-")
    is_named = name[:1].isalpha() and not name[0].islower() and len(name) <= MAX_NAME_CHARS
    return name if is_named and fold_name(name) not in _labels() else None


@cache
def _labels() -> frozenset[str]:
    """Return what stands before a dash and is no place, folded: "EXCLUSIVE", "Correction"."""
    return frozenset(fold_name(label) for name in ("correction_labels", "story_labels") for label in read_lines(name))


@cache
def _months() -> frozenset[str]:
    """Return the names of months and days, folded."""
    return frozenset(read_lines("months"))


@cache
def _dating() -> frozenset[str]:
    """Return the lower-case words that datelines hold."""
    return _months() | frozenset("le la de du den der an am i im sur sous er of del h".split())

"""Quotes of a text in every style of quote mark, told from apostrophes, and their shape.

Knows “English”, „German“, »inverted«, «French», ‹small›, 「Japanese」, ”Swedish”, "straight", ''doubled'', ``TeX'',
‘single’ and 'straight single' marks and paragraphs that a dash opens. A quote that its paragraph leaves open ends
there, and goes on where the next paragraph begins with the same mark: the convention of newspapers (The Chicago Manual
of Style, 17th edition, 13.30).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dedup.tables import Span

CLOSERS = {
    "“": {"”", '"', "“"}, "„": {"“", "”", '"'}, "‟": {"”"}, "«": {"»"}, "»": {"«", "»"}, "‹": {"›"}, "›": {"‹", "›"},
    "「": {"」"}, "『": {"』"}, "”": {"”"}, '"': {'"', "”"}, "''": {"''"}, "``": {"''"}, "‘": {"’"}, "‚": {"‘", "’"},
    "'": {"'"}, "—": set(), "―": set(),
}  # fmt: skip
CERTAIN = frozenset("“„‟«»‹›「『")  # marks that open a quote even where it is never closed
SINGLE = frozenset("‘‚'")
DASHES = frozenset("—―")
MARK = re.compile(r"[“”„‟«»‹›「」『』\"‘’‚'`—―\n](?!(?<=\w['’])\w)(?:(?<=')'{0,2}|(?<=`)`|(?<!`))")  # no "it's"
ELISION = re.compile(r"['‘](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|bout\b|round\b|n\b)", re.IGNORECASE)
TERMINATORS = frozenset(".!?…:,;。！？\"”“’'»«)-–—")
MAX_LOOKAHEAD = 16  # marks that are tried as the end of a quote in single marks
MAX_BLANKS = 40  # blanks and line breaks between two paragraphs
FINAL = frozenset(".!?…,")
UTTERANCE_WORDS = 5  # shorter quotes without a final mark are words quoted, not speech


class Quote(NamedTuple):  # made more quickly than a frozen dataclass
    """One quote: `text[start:end]` with its marks, `inner` without them.

    `is_closed` tells whether its paragraph closes it; `continues` whether it goes on from the quote before it; `shape`
    is "utterance" (somebody speaks), "fragment" (some words of somebody, or words held at arm's length), or "title".
    """

    start: int
    end: int
    inner: Span
    is_closed: bool
    continues: bool
    shape: str


class _Opened(NamedTuple):
    """An opening mark that waits for its end."""

    start: int
    mark: str
    continues: bool


def quotes(text: str) -> list[Quote]:
    """Return the outermost quotes of `text` in order; quotes within quotes are part of the outer one.

    >>> [text[q.start:q.end] for text in ["''It’s ‘so’,'' he said. “No"] for q in quotes(text)]
    ["''It’s ‘so’,''", '“No']
    >>> quotes("the '90s bands' music")
    []
    """
    marks = list(MARK.finditer(text))
    found: list[Quote] = []
    opened: _Opened | None = None
    for place, mark in enumerate(marks):
        sign = mark[0]
        if opened is None:
            opened = _open(text, marks, place, found) if sign in CLOSERS else None
        elif sign == "\n":
            opened = _leave(text, mark.start(), opened, found)
        elif sign in CLOSERS[opened.mark] and _closes(text, mark, opened.mark):
            found.append(_quote(text, opened, mark.start(), mark.end()))
            opened = None
    _leave(text, len(text), opened, found)
    return found


def _open(text: str, marks: Sequence[re.Match[str]], place: int, found: Sequence[Quote]) -> _Opened | None:
    """Return the quote that the mark at `place` opens, or None where it opens none."""
    mark = marks[place]
    sign, start = mark[0], mark.start()
    before, after = text[start - 1 : start], text[mark.end() : mark.end() + 1]
    if not after or before.isalnum():
        return None
    if sign in DASHES:
        return _Opened(start, sign, continues=False) if _begins_paragraph(text, start) else None
    if after.isspace() and after not in "\u00a0\u202f" and sign not in "«»":
        return None
    if sign in SINGLE and not _has_single_end(text, marks, place):
        return None
    return _Opened(start, sign, continues=bool(found) and _goes_on(text, found[-1], sign, start))


def _goes_on(text: str, quote: Quote, sign: str, start: int) -> bool:
    """Return whether the mark `sign` at `start` takes up `quote`, which its paragraph left open."""
    return (
        not quote.is_closed
        and text.startswith(sign, quote.start)
        and start - quote.end < MAX_BLANKS
        and not text[quote.end : start].strip()
    )


def _begins_paragraph(text: str, start: int) -> bool:
    """Return whether only blanks stand between `start` and the line's beginning."""
    return not text[max(0, start - 4) : start].rpartition("\n")[2].strip() and (
        start == 0 or "\n" in text[max(0, start - 4) : start]
    )


def _has_single_end(text: str, marks: Sequence[re.Match[str]], place: int) -> bool:
    """Return whether a mark soon after the single mark at `place` can close it, and it is no apostrophe."""
    sign = marks[place][0]
    if ELISION.match(text, marks[place].start()):
        return False
    for mark in marks[place + 1 : place + MAX_LOOKAHEAD]:
        if mark[0] == "\n":
            return False
        if mark[0] in CLOSERS[sign] and _closes(text, mark, sign):
            return True
    return False


def _closes(text: str, mark: re.Match[str], opener: str) -> bool:
    """Return whether `mark` stands where the mark that ends a quote opened by `opener` can stand."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if opener in SINGLE:
        return not before.isspace() and not after.isalnum()
    return opener not in "“»›" or mark[0] not in "“»›" or not after.isalnum()


def _leave(text: str, end: int, opened: _Opened | None, found: list[Quote]) -> _Opened | None:
    """Return the quote that is still open after the line break at `end`; one that the paragraph ends is added."""
    if opened is None or not _ends_paragraph(text, end):
        return opened
    if opened.mark in CERTAIN or opened.mark in DASHES or _begins_paragraph(text, opened.start):
        inner_end = opened.start + len(text[opened.start : end].rstrip())
        found.append(_quote(text, opened, inner_end, inner_end))
    return None


def _ends_paragraph(text: str, end: int) -> bool:
    """Return whether the line break at `end` ends a paragraph and not only a line of wrapped text."""
    if end == len(text) or text[end + 1 : end + 2] in {"", "\n"}:
        return True
    before = text[max(0, end - 4) : end].rstrip()
    return before[-1:] in TERMINATORS or not text[end + 1].islower()


def _quote(text: str, opened: _Opened, inner_end: int, end: int) -> Quote:
    """Return the quote from `opened` to `end`, whose words end at `inner_end`."""
    inner = Span(opened.start + len(opened.mark), max(inner_end, opened.start + len(opened.mark)))
    is_closed = end > inner_end or opened.mark in DASHES
    words = text[inner.start : inner.end].strip()
    return Quote(opened.start, max(end, inner.end), inner, is_closed, opened.continues, _shape(words))


def _shape(words: str) -> str:
    """Return what a quote of `words` looks like: utterance, fragment or title."""
    if words[-1:] in FINAL and len(words.split(maxsplit=1)) > 1:
        return "utterance"
    parts = words.split(maxsplit=40)
    long_parts = [part for part in parts if len(part) > 3 and part[0].isalpha()]  # noqa: PLR2004
    if len(parts) > 1 and long_parts and all(part[0].isupper() for part in (parts[0], *long_parts)):
        return "title"
    return "utterance" if len(parts) >= UTTERANCE_WORDS and words[0].isupper() else "fragment"

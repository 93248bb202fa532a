"""A text with its spans marked in place: who speaks, through whom, what is furniture, where a signal fired.

Spans overlap freely. The text is cut at every boundary and each piece carries the classes of all spans over it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from scoring.desk.report.visible import cut_mark, show


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of a text and why it is marked; a `flag` is printed after it."""

    start: int
    end: int
    name: str  # source, cue, quote, said, relay, furniture ...; the CSS class
    flag: str = ""  # the code of the signal that fired here


def mark_text(text: str, marks: Iterable[Mark], limit: int, start: int = 0, end: int | None = None) -> Markup:
    """Return `text[start:end]` as HTML with its marks, cut after `limit` characters.

    >>> str(mark_text("He said no", [Mark(0, 2, "source"), Mark(3, 7, "cue", "ATT109")], 100))
    '<span class="source">He</span> <span class="cue">said</span><sup class="flag">ATT109</sup> no'
    """
    stop = len(text) if end is None else min(end, len(text))
    last = min(stop, start + limit)
    kept = [mark for mark in marks if mark.start < last and mark.end > start and mark.start < mark.end]
    pieces = [_piece(text, span) for span in _cuts(kept, start, last)]
    if last < stop:
        pieces.append(cut_mark(stop - last))
    return Markup("").join(pieces)


def _cuts(marks: Sequence[Mark], start: int, end: int) -> Iterable[tuple[int, int, list[Mark]]]:
    """Yield each stretch between two boundaries, with the marks over it."""
    opening, closing = defaultdict(list), defaultdict(list)
    for mark in sorted(marks):
        opening[max(mark.start, start)].append(mark)
        closing[min(mark.end, end)].append(mark)
    bounds = sorted({start, end, *opening, *closing})
    live: list[Mark] = []
    for at, following in pairwise(bounds):
        live = [mark for mark in live if mark.end > at] + opening[at]
        yield at, following, list(live)


def _piece(text: str, stretch: tuple[int, int, list[Mark]]) -> Markup:
    """Return one stretch as HTML, followed by the flags of the marks that end with it."""
    start, end, live = stretch
    names = " ".join(sorted({mark.name for mark in live if mark.name}))
    shown = show(text[start:end], end - start)
    piece = Markup('<span class="{}">{}</span>').format(names, shown) if names else shown
    flags = sorted({mark.flag for mark in live if mark.flag and mark.end == end})
    return piece + Markup("").join(Markup('<sup class="flag">{}</sup>').format(flag) for flag in flags)

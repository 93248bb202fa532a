"""Captions: the words over or under a picture, told by the credit that closes them.

A picture travels with its caption to papers that share nothing else, so captions are no part of the story to compare.
"""

import re
from collections.abc import Iterator

import polars as pl

from dedup.tables import SPANS, Span

MAX_CAPTION_CHARS = 600  # an agency's longest ones; a longer line is a text without line breaks

# A caption outlives its story, so it gives the year; or it says who stands where, or was cut short by the page.
_CAPTION = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:left|right|cent(?:er|re)|links|rechts|gauche|droite|izquierda|derecha)\b ?[,.)]"
    r"|\bfile (?:photo|picture|image)|\bArchivbild|\bpictured\b|\.\.\. ?more$",
    re.IGNORECASE,
)


def caption_spans(items: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    r"""Return SPANS of kind caption: what the picture credits of CREDITS close, on their line or just above it.

    >>> from dedup.tables import CREDITS
    >>> items = pl.DataFrame({"item": ["a"], "text": ["Flood\nA street in Lind on May 3, 2031.\n[Getty]\nIt rained."]})
    >>> credited = pl.DataFrame([("a", "photo", "Getty Images", "getty", 0, 39, 46)], schema=CREDITS, orient="row")
    >>> caption_spans(items, credited).select("start", "end").rows()
    [(6, 38)]
    """
    photos = credited.filter(pl.col("kind") == "photo").select("item", "start", "end").unique(maintain_order=True)
    texts = photos.join(items.select("item", "text"), on="item", maintain_order="left")
    rows = [
        (item, span.start, span.end, "caption", None)
        for item, start, end, text in texts.drop_nulls("start").iter_rows()
        for span in _find_captions(text, Span(start, end))
    ]
    return pl.DataFrame(rows, schema=SPANS, orient="row").unique(maintain_order=True)


def _find_captions(text: str, credit: Span) -> Iterator[Span]:
    """Yield the caption that a credit closes, and the same one once more where a page prints it twice."""
    line = _line_before(text, credit.end)
    if text[credit.end : credit.end + 1] not in {"", "\n"} or line.n_chars > MAX_CAPTION_CHARS:
        return
    if line.start < credit.start:
        yield Span(line.start, credit.start)
        return
    above = _line_before(text, max(0, line.start - 1))
    words = text[above.start : above.end]
    if above.n_chars <= MAX_CAPTION_CHARS and _CAPTION.search(words):
        yield above
        twin = _line_before(text, max(0, above.start - 1))
        if text[twin.start : twin.end] == words:
            yield twin


def _line_before(text: str, end: int) -> Span:
    """Return the last line before `end` that is not blank, stripped; empty where there is none."""
    end = len(text[:end].rstrip())
    start = text.rfind("\n", 0, end) + 1
    return Span(end - len(text[start:end].lstrip()), end)

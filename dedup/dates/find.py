"""Gather all dates that each item offers, rank them, and say what each is: published, modified, captured, mentioned.

Metadata comes first, then words that say so ("Posted", "Aktualisiert"), then lines that are little but a date, then
the dateline. A caption's date, a tweet's, or one inside a sentence is only mentioned.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

from dedup.dates.written import ARABIC, DATE, LATIN_DATE, WrittenDate, read_dates
from dedup.lexicon import read_lines, read_table
from dedup.tables import DATES

_CUE_CHARS = 48  # before a date, in which a word says what it is
_MAX_LINE_CHARS = 90  # a line that is little but a date, its byline included
_HEAD_CHARS, _FOOT_CHARS = 1_500, 300  # where such lines stand
_MAX_OTHER_WORDS = 6  # beside the date, in such a line: a byline or a section
_BREAK = re.compile(r"[\n\r\u2028]|[ \t\u00a0]{3}")
_DATELINE = re.compile(r"[ ,(]{0,3}(?:[A-Z][\w.-]{0,20}[ /]?){0,3}[)\]]? ?[)\]]?,? ?(?:--?|[–—]|:) ?")
_PLACE = re.compile(r"(?:[^\W\d_][\w.'’-]{1,24}[ ,/]{1,2}){1,5}(?:[(][^()]{1,30}[)][ ,]{0,2})?[(]?")
_TIME = re.compile(
    r"(?: at| um| à| a las|,| -| –| —)? ?\d{1,2}[:.h ]{1,3}\d\d"
)  # what shows a day without year to be a stamp
_WORD = re.compile(r"[^\W\d_]{2,40}")
_STAMP_WORDS = frozenset(
    "am pm et edt est pdt pst gmt bst cet utc uhr um at on by the ist cst cdt mez mesz à le el la las h".split()
)
_CREDITED = (")", "]")  # ends a caption with its credit
_RANKS = ("published", "said", "line", "dateline", "modified", "captured", "mentioned")


class _Offer(NamedTuple):
    """A date with its standing: lower is better."""

    standing: int
    kind: str
    date: str
    precision: str
    start: int | None
    end: int | None
    evidence: str


def find_dates(items: pl.DataFrame) -> pl.DataFrame:
    r"""Return DATES, sorted by item and rank.

    >>> from dedup.tables import ITEMS
    >>> items = pl.DataFrame([{"item": "a", "text": "Storm ahead\n3 May 2021\nOn 1 May it rained."}], schema=ITEMS)
    >>> find_dates(items).select("date", "kind", "rank").rows()
    [('2021-05-03', 'published', 0), ('--05-01', 'mentioned', 1)]
    """
    columns = ["item", "text", "lang", "published", "published_evidence", "modified", "captured"]
    frame = items.select(*columns, _extract_dates(items["text"]).alias("hits"))
    told = pl.col("published").is_not_null() | pl.col("modified").is_not_null() | pl.col("captured").is_not_null()
    rows = []
    for item, *fields in frame.filter(told | (pl.col("hits").list.len() > 0)).iter_rows():
        for rank, offer in enumerate(sorted(_offers(*fields), key=_order)):
            rows.append((item, offer.date, offer.precision, offer.kind, rank, offer.start, offer.end, offer.evidence))
    return pl.DataFrame(rows, schema=DATES, orient="row").sort("item", "rank", maintain_order=True)


def _extract_dates(texts: pl.Series) -> pl.Series:
    """Return the words that may be dates, in order; only a text with Arabic letters is read with all of them in mind."""
    is_wide = texts.str.len_bytes() != texts.str.len_chars()
    is_arabic = _only(texts, is_wide).str.contains(ARABIC)
    latin, arabic = _only(texts, ~is_arabic).str.extract_all(LATIN_DATE), _only(texts, is_arabic).str.extract_all(DATE)
    return arabic.zip_with(is_arabic, latin)


def _only(texts: pl.Series, is_asked: pl.Series) -> pl.Series:
    """Return `texts` where they are asked for, else empty ones, which are read at no cost."""
    return texts.zip_with(is_asked, pl.Series([""]))


def _order(offer: _Offer) -> tuple[int, bool, int]:
    """Return the key by which offers are ranked: standing, then whether the year is known, then place."""
    return offer.standing, offer.date.startswith("--"), offer.start or 0


def _offers(
    text: str,
    lang: str | None,
    published: str | None,
    published_evidence: str | None,
    modified: str | None,
    captured: str | None,
    hits: list[str],
) -> Iterator[_Offer]:
    """Yield what one item offers."""
    told = (
        ("published", published, published_evidence or "published"),
        ("modified", modified, "modified"),
        ("captured", captured, "captured"),
    )
    for kind, date, evidence in told:
        if date:
            yield _Offer(_RANKS.index(kind), kind, date, _precision_of(date), None, None, evidence)
    for found in read_dates(text, hits, lang):
        standing, kind = _judge(text, found)
        span = found.span
        words = text[span.start : span.end]
        yield _Offer(_RANKS.index(standing), kind, found.date, found.precision, span.start, span.end, words)


def _judge(text: str, found: WrittenDate) -> tuple[str, str]:
    """Return the standing and the kind of a date in the text."""
    start, end = found.span.start, found.span.end
    at_head, at_foot = start < _HEAD_CHARS, start > len(text) - _FOOT_CHARS
    if not (at_head or at_foot) or found.precision in {"month", "year"}:
        return "mentioned", "mentioned"
    before = _BREAK.split(text[max(0, start - _MAX_LINE_CHARS) : start])[-1]
    after = _BREAK.split(text[end : end + _MAX_LINE_CHARS], maxsplit=1)[0]
    said = _said(before, text[max(0, start - _CUE_CHARS) : start])
    if said:
        return ("said" if said == "published" else said), said
    if at_head and _DATELINE.match(after) and (not before.strip() or _PLACE.fullmatch(before.lstrip())):
        return "dateline", "dateline"
    if _is_stamp(before, after) and (found.has_year or _TIME.match(after)):
        opened = _BREAK.split(text[max(0, start - _CUE_CHARS) : start].rstrip())[-1].endswith(":")
        return ("mentioned", "mentioned") if opened else ("line", "published")
    return "mentioned", "mentioned"


def _said(line: str, window: str) -> str | None:
    """Return the kind that words before a date give it: those of its line, or of a line of their own just above."""
    if '"' in line or "“" in line:
        return None
    near = line if line.strip() else _BREAK.split(window.rstrip())[-1]
    folded = near.lower()
    held = [(folded.rfind(word), kind) for word, kind in _cues().items() if word in folded]
    return max(held)[1] if held and len(_WORD.findall(folded)) <= _MAX_OTHER_WORDS else None


def _is_stamp(before: str, after: str) -> bool:
    """Return whether a line is little but its date: no sentence, no caption, no event's day, no signature under a quote."""
    line = f"{before.strip()} {after.strip()}".strip()
    if len(line) > _MAX_LINE_CHARS or line.endswith(_CREDITED) or line.startswith(("-", "–", "—")) or "(@" in line:
        return False
    if line.rstrip().endswith((".", "!", "?")) and not line.rstrip().lower().endswith((".m.", "uhr.")):
        return False
    others = [word for word in _WORD.findall(line) if word.lower() not in _STAMP_WORDS]
    if len(others) > _MAX_OTHER_WORDS or sum(map(str.islower, others)) > 1:
        return False
    return {*map(str.lower, others)}.isdisjoint(read_lines("date_events"))


@cache
def _cues() -> dict[str, str]:
    """Return the words that say what a date is."""
    return {
        word: str(entry["kind"])
        for entry in read_table("date_cues")
        for word in (entry["words"] if isinstance(entry["words"], list) else [])
    }


def _precision_of(date: str) -> str:
    """Return how precise an ISO date is.

    >>> _precision_of("2018-07-15T10:00:00Z"), _precision_of("2018-07-15"), _precision_of("2018-07"), _precision_of("2018")
    ('second', 'day', 'month', 'year')
    """
    if "T" in date:
        return "second"
    return {4: "year", 7: "month"}.get(len(date), "day")

"""Quotes of a batch of items, read off their attributions: one row a quote, from its first fragment to its last.

A sentence that prints a quote in pieces is taken with the words between them: a fragment alone says too little to be
known again in another translation. A long fragment stands for itself as well.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from dedup.tables import Span, schema
from dedup.text.quotes import quotes

SAID = schema(
    {
        "item": pl.String,
        "speaker": pl.String,  # as resolved by the attribution; null when nobody is named
        "published": pl.String,  # ISO 8601 date of the item
        "lang": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "text": pl.String,  # text[start:end], marks at its edges left out
    }
)

MIN_WORDS = 4  # shorter fragments are words, not utterances
MIN_WORDS_ALONE = 8  # of one fragment of a quote in pieces


def collect_quotes(items: pl.DataFrame, attributions: pl.DataFrame) -> pl.DataFrame:
    """Return SAID for a batch of ITEMS and its ATTRIBUTIONS, in the order of the items."""
    quoted = attributions.filter(pl.col("kind").is_in(["direct", "mixed"]) & pl.col("is_speech"))
    by_item = {key[0]: rows for key, rows in quoted.group_by("item", maintain_order=True)}
    rows = [
        {"item": item, "published": published, "lang": lang, **row}
        for item, published, lang, text in items.select("item", "published", "lang", "text").iter_rows()
        if item in by_item
        for row in _quotes_of(text, by_item[item].iter_rows(named=True))
    ]
    return pl.DataFrame(rows, schema=SAID)


def count_quotes(said: pl.DataFrame) -> dict[str, int]:
    """Return the number of quotes of each item in SAID; fragments count with the quote that they are part of.

    >>> count_quotes(pl.DataFrame({"item": ["a", "a", "a"], "start": [0, 0, 50], "end": [40, 20, 70]}))
    {'a': 2}
    """
    ordered = said.sort("item", "start", "end", descending=[False, False, True])
    is_part = pl.col("start") < pl.col("end").cum_max().shift(1).over("item").fill_null(0)
    counts = ordered.filter(~is_part).group_by("item", maintain_order=True).len()
    return dict(counts.iter_rows())


def _quotes_of(text: str, attributions: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield speaker, offsets and words of each quote that is long enough, once."""
    inner = [quote.inner for quote in quotes(text)]
    seen: set[Span] = set()
    for row in attributions:
        contents = [Span(span["start"], span["end"]) for span in _spans(row["content_spans"])]
        fragments = [quote for quote in inner if any(quote.overlaps(content) for content in contents)]
        for said in _utterances(text, fragments):
            if said not in seen:
                seen.add(said)
                words = text[said.start : said.end]
                yield {"speaker": _speaker(row), "start": said.start, "end": said.end, "text": words}


def _utterances(text: str, fragments: list[Span]) -> Iterator[Span]:
    """Yield the stretch from the first fragment to the last, and each fragment that says enough by itself."""
    if not fragments:
        return
    whole = Span(fragments[0].start, fragments[-1].end)
    if len(text[whole.start : whole.end].split()) >= MIN_WORDS:
        yield whole
    for fragment in fragments if len(fragments) > 1 else ():
        if len(text[fragment.start : fragment.end].split()) >= MIN_WORDS_ALONE:
            yield fragment


def _speaker(row: dict[str, object]) -> object:
    """Return the speaker's name; a source that was not resolved to a name is nobody in particular."""
    source = row["source"]
    is_name = isinstance(source, str) and any(char.isupper() for char in source[1:])
    return row["source_name"] or (source if is_name else None)


def _spans(value: object) -> list[dict[str, int]]:
    return value if isinstance(value, list) else []

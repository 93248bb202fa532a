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
        "is_guess": pl.Boolean,  # whether the item says "he" and names the speaker nowhere near, so that it may be another
        "published": pl.String,  # ISO 8601 date of the item
        "lang": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "text": pl.String,  # text[start:end], marks at its edges left out
    }
)

MAX_GAP_CHARS = 120  # between two fragments of one sentence
MIN_WORDS = 4  # shorter fragments are words, not utterances
UNNAMED = frozenset({"unnamed_individual", "unnamed_group"})
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
NEAR_CHARS = 400  # two or three sentences, over which a reader knows who "he" is
MIN_WORDS_ALONE = 8  # of one fragment of a quote in pieces, or of a quote without a speaker


def collect_quotes(items: pl.DataFrame, attributions: pl.DataFrame) -> pl.DataFrame:
    """Return SAID for a batch of ITEMS and its ATTRIBUTIONS, in the order of the items."""
    speech = attributions.filter(pl.col("kind").is_in(["direct", "mixed"]) & pl.col("is_speech"))
    by_item = {key[0]: frame.rows(named=True) for key, frame in speech.group_by("item", maintain_order=True)}
    rows = [
        {"item": item, "published": published, "lang": lang, **row}
        for item, published, lang, text in items.select("item", "published", "lang", "text").iter_rows()
        for row in _quotes_of(text, by_item.get(item, []))
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
    """Yield speaker, offsets and words of each quote that is long enough, once; those that nobody is given come last."""
    marked = quotes(text)
    inner = [quote.inner for quote in marked]
    seen: set[Span] = set()
    for row in attributions:
        contents = [Span(span["start"], span["end"]) for span in _spans(row["content_spans"])]
        fragments = [quote for quote in inner if any(quote.overlaps(content) for content in contents)]
        told = [Span(span["start"], span["end"]) for span in (*_spans(row["cue_spans"]), *_spans(row["source_spans"]))]
        for said in _utterances(text, fragments, told):
            if said not in seen:
                seen.add(said)
                yield _said(text, said, _speaker(row), is_guess=_is_guess(text[: said.start], row))
    for quote in marked:
        is_given = quote.shape != "utterance" or any(quote.inner.overlaps(said) for said in seen)
        if not is_given and len(text[quote.inner.start : quote.inner.end].split()) >= MIN_WORDS_ALONE:
            yield _said(text, quote.inner, None)


def _said(text: str, said: Span, speaker: object, *, is_guess: bool = False) -> dict[str, object]:
    words = text[said.start : said.end]
    return {"speaker": speaker, "is_guess": is_guess, "start": said.start, "end": said.end, "text": words}


def _utterances(text: str, fragments: list[Span], told: list[Span]) -> Iterator[Span]:
    """Yield each run of fragments of one sentence with the words between, and each fragment that says enough alone.

    No run reaches over what is `told` of the speaker: "he said".
    """
    runs: list[list[Span]] = []
    for fragment in fragments:
        between = Span(runs[-1][-1].end, fragment.start) if runs else fragment
        is_told = any(span.overlaps(between) for span in told)
        if runs and not is_told and _goes_on(text[between.start : between.end]):
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    for run in runs:
        whole = Span(run[0].start, run[-1].end)
        if len(text[whole.start : whole.end].split()) >= MIN_WORDS:
            yield whole
        for fragment in run if len(run) > 1 else ():
            if len(text[fragment.start : fragment.end].split()) >= MIN_WORDS_ALONE:
                yield fragment


def _goes_on(between: str) -> bool:
    """Return whether the words between two fragments belong to their sentence, and are few.

    >>> _goes_on('" any group that seeks to "'), _goes_on('," he said. "')
    (True, False)
    """
    return (
        len(between) <= MAX_GAP_CHARS
        and "\n" not in between
        and not any(stop in between for stop in (". ", "! ", "? "))
    )


def _speaker(row: dict[str, object]) -> object:
    """Return the speaker's name; a source that was not resolved to a name is nobody in particular."""
    if row["source_type"] in UNNAMED:
        return None
    for name in (row["source_name"], row["source"]):
        if isinstance(name, str) and any(char.isupper() for char in name) and name.lower() not in PRONOUNS:
            return name
    return None


def _is_guess(before: str, row: dict[str, object]) -> bool:
    """Return whether a pronoun stands for a speaker whose last name is not among the words just `before` the quote."""
    surname = str(row["source_name"] or "").rpartition(" ")[2]
    return str(row["source"]).lower() in PRONOUNS and surname not in before[-NEAR_CHARS:]


def _spans(value: object) -> list[dict[str, int]]:
    return value if isinstance(value, list) else []

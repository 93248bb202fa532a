"""Read the credits of a batch: which texts are worth which reader, and the rows they yield."""

import re
from collections.abc import Collection, Iterable
from functools import cache

import polars as pl

from dedup.credits.bylines import author_credits, find_bylines
from dedup.credits.captions import caption_spans
from dedup.credits.credit import Credit, find_brackets
from dedup.credits.datelines import find_datelines
from dedup.credits.features import find_features
from dedup.credits.labels import find_labelled
from dedup.credits.notices import cues, find_notices
from dedup.credits.photos import find_photos
from dedup.credits.sign_offs import find_sign_offs, imply_house
from dedup.credits.tags import find_tags
from dedup.registry import Registry, builtin
from dedup.tables import CREDITS, SPANS, Span

HEAD_CHARS = 3_000  # bylines stand above the text; galleries and furniture may push them this far down
HEAD_LINES = 40

_MAX_LOOKED_FOR = 100  # words, up to which polars looks for all at twice the speed
_SPAN_KINDS = {"byline": "byline", "dateline": "dateline", "notice": "notice", "photo": "caption"}


def find_credits(items: pl.DataFrame, spans: pl.DataFrame, registry: Registry | None = None) -> pl.DataFrame:
    """Return the CREDITS of a batch, in the order of its items and of their text; one row a name.

    `spans` are the marked SPANS: inside furniture a name is still a credit, a place or "staff" alone is a page's label.
    Rows of one expression share its offsets; those read in the `author` field have none.

    >>> items = pl.DataFrame({"item": ["a"], "text": ["BERLIN (AP) \u2014 Talks began."], "lang": ["en"], "author": [None]})
    >>> find_credits(items, SPANS.to_frame()).select("kind", "name_id", "start", "end").row(0)
    ('dateline', None, 0, 13)
    """
    known = registry or builtin()
    found = [
        (item, credit)
        for item, text, lang, author, present in _prepared(items).iter_rows()
        for credit in (*author_credits(author, known), *read_credits(text, lang, known, present or ()))
    ]
    furniture = _furniture(spans, {item for item, _ in found})
    rows = [
        _row(item, credit)
        for item, credit in found
        if credit.names_maker or not _lies_in(credit.span, furniture.get(item, ()))
    ]
    return pl.DataFrame(rows, schema=CREDITS, orient="row")


def _prepared(items: pl.DataFrame) -> pl.DataFrame:
    """Return item, text, lang, author and the cues that the text holds, null for none.

    One scan tells which few texts hold any cue; only those are scanned for which.
    """
    lower = items.select(
        "item", "text", _column(items, "lang"), _column(items, "author"), lower=pl.col("text").str.to_lowercase()
    ).with_row_index("row")
    cued = lower.filter(pl.col("lower").str.contains(_any_cue()))
    parts = [list(cues()[first : first + _MAX_LOOKED_FOR]) for first in range(0, len(cues()), _MAX_LOOKED_FOR)]
    held = [pl.col("lower").str.extract_many(part, overlapping=True) for part in parts]
    present = cued.select("row", present=pl.concat_list(held).list.unique())
    return lower.join(present, on="row", how="left", maintain_order="left").drop("row", "lower")


@cache
def _any_cue() -> str:
    """Return a pattern for any of the cues."""
    return "|".join(map(re.escape, cues()))


def _furniture(spans: pl.DataFrame, items: Iterable[str]) -> dict[str, list[Span]]:
    """Return the furniture of each of the `items`."""
    is_asked = pl.col("item").is_in(pl.Series([*items], dtype=pl.String).implode())
    found: dict[str, list[Span]] = {}
    for item, start, end in spans.filter(is_asked, kind="furniture").select("item", "start", "end").iter_rows():
        found.setdefault(item, []).append(Span(start, end))
    return found


def _lies_in(span: Span, others: Collection[Span]) -> bool:
    """Return whether one of the others holds the whole span."""
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _column(items: pl.DataFrame, name: str) -> pl.Expr:
    """Return a column of text, null where the batch has none."""
    return pl.col(name).cast(pl.String) if name in items.columns else pl.lit(None, pl.String).alias(name)


def read_credits(
    text: str, lang: str | None, registry: Registry, present: Collection[str] | None = None
) -> list[Credit]:
    r"""Return the credits of one text, in its order; `present` are the cues that it holds, None for any.

    >>> [c.kind for c in read_credits("By Ann Lee, Reuters\nKABUL (Reuters) - Talks began.", "en", builtin())]
    ['byline', 'byline', 'dateline', 'agency']
    """
    head = head_lines(text)
    held = cues() if present is None else present
    notices = find_notices(text, held, registry) + find_sign_offs(text, held, registry)
    brackets = find_brackets(text)
    photos = find_photos(text, head, brackets, registry)
    datelines = find_datelines(text, lang, head, brackets, registry) + find_tags(text, lang, registry)
    bylines = [*find_bylines(text, head, registry), *find_labelled(text, head, registry)]
    bylines += find_features(text, head, registry)
    if not (held or notices or datelines or bylines or photos):
        return []
    found = notices
    for more in (datelines, bylines, photos):
        taken = [credit.span for credit in found]
        found = found + [credit for credit in more if not any(credit.span.overlaps(span) for span in taken)]
    distinct = dict.fromkeys([*found, *imply_house(found, text, held, registry)])
    return sorted(distinct, key=lambda credit: (credit.span, credit.kind, credit.place_in_chain or 0))


def head_lines(text: str) -> list[Span]:
    """Return the first lines of a text, stripped, empty ones left out."""
    spans = []
    start = 0
    for line in text[:HEAD_CHARS].split("\n", HEAD_LINES)[:HEAD_LINES]:
        bare = line.strip()
        if bare:
            begin = start + line.index(bare[0])
            spans.append(Span(begin, begin + len(bare)))
        start += len(line) + 1
    return spans


def _row(item: str, credit: Credit) -> tuple[str, str, str | None, str | None, int | None, int | None, int | None]:
    """Return a credit as a row of CREDITS."""
    start, end = (credit.span.start, credit.span.end) if credit.span.n_chars else (None, None)
    return item, credit.kind, credit.name, credit.name_id, credit.place_in_chain, start, end


def credit_spans(items: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    """Return the SPANS that credits cover, one an expression, and captions, so that no sketch is made of them.

    >>> items = pl.DataFrame({"item": ["a"], "text": ["Talks. (Ann Lee/AFP) They went on."]})
    >>> credited = pl.DataFrame([("a", "photo", "AFP", "afp", 1, 7, 20)], schema=CREDITS, orient="row")
    >>> credit_spans(items, credited).row(0)
    ('a', 7, 20, 'caption', None)
    """
    covered = (
        credited.drop_nulls("start")
        .select(
            "item",
            "start",
            "end",
            kind=pl.col("kind").replace_strict(_SPAN_KINDS, default="credit", return_dtype=pl.String),
        )
        .unique(maintain_order=True)
        .with_columns(line=pl.lit(None, pl.String))
        .match_to_schema(SPANS)
    )
    return pl.concat([covered, caption_spans(items, credited)])

"""Attributions of a batch of items: table in, table out."""

import polars as pl

from dedup.tables import Span
from scoring.attribution.attribution import Attribution, attribute
from scoring.settings import AttributionSettings
from scoring.tables import ATTRIBUTIONS

COLUMNS = tuple(name for name in ATTRIBUTIONS if name != "item")
MASKING = ("furniture", "notice", "credit", "caption", "byline", "dateline")


def find_attributions(items: pl.DataFrame, spans: pl.DataFrame, settings: AttributionSettings) -> pl.DataFrame:
    """Return the ATTRIBUTIONS of a batch of ITEMS; what lies inside furniture, notices, credits or captions is left out.

    >>> from dedup.tables import ITEMS, SPANS
    >>> items = pl.DataFrame([{"item": "a", "text": "Osk said he would go."}], schema=ITEMS)
    >>> find_attributions(items, SPANS.to_frame(), AttributionSettings()).select("item", "source", "cue").rows()
    [('a', 'Osk', 'said')]
    """
    masked = masked_spans(items, spans)
    rows = [
        {"item": item, **_row(found)}
        for item, lang, outlet, text in items.select("item", "lang", "outlet", "text").iter_rows()
        for found in attribute(text[: settings.max_item_chars], lang, masked.get(item, ()), outlet)
    ]
    return pl.DataFrame(rows, schema=ATTRIBUTIONS)


def masked_spans(items: pl.DataFrame, spans: pl.DataFrame) -> dict[str, list[Span]]:
    """Return, by item, the spans that are nobody's speech: furniture, notices, credits, captions, bylines, datelines."""
    found: dict[str, list[Span]] = {}
    chosen = spans.filter(pl.col("kind").is_in(MASKING) & pl.col("item").is_in(items["item"].implode()))
    for item, start, end in chosen.select("item", "start", "end").iter_rows():
        found.setdefault(item, []).append(Span(start, end))
    return found


def _row(found: Attribution) -> dict[str, object]:
    """Return one row of ATTRIBUTIONS, without the item."""
    return {name: _cell(getattr(found, name)) for name in COLUMNS}


def _cell(value: object) -> object:
    """Return a field as polars takes it: spans as records."""
    return [{"start": span.start, "end": span.end} for span in value] if isinstance(value, tuple) else value

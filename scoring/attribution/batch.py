"""Attributions of a batch of items: table in, table out."""

import polars as pl

from dedup.tables import Span
from scoring.attribution.attribution import Attribution, attribute
from scoring.settings import AttributionSettings
from scoring.tables import ATTRIBUTIONS

COLUMNS = tuple(name for name in ATTRIBUTIONS if name != "item")
FLAT = dict.fromkeys(("row", "start", "end"), pl.UInt32)
MASKING = ("furniture", "notice", "credit", "caption", "byline", "dateline")


def find_attributions(items: pl.DataFrame, spans: pl.DataFrame, settings: AttributionSettings) -> pl.DataFrame:
    """Return the ATTRIBUTIONS of a batch of ITEMS; what lies inside furniture, notices, credits or captions is left out.

    >>> from dedup.tables import ITEMS, SPANS
    >>> items = pl.DataFrame([{"item": "a", "text": "Osk said he would go."}], schema=ITEMS)
    >>> find_attributions(items, SPANS.to_frame(), AttributionSettings()).select("item", "source", "cue").rows()
    [('a', 'Osk', 'said')]
    """
    masked = masked_spans(items, spans)
    owners: list[str] = []
    found: list[Attribution] = []
    for item, lang, outlet, text in items.select("item", "lang", "outlet", "text").iter_rows():
        attributions = attribute(text[: settings.max_item_chars], lang, masked.get(item, ()), outlet)
        owners += [item] * len(attributions)
        found += attributions
    columns: dict[str, list[str] | pl.Series] = {"item": owners}
    for name in COLUMNS:
        cells = [getattr(attribution, name) for attribution in found]
        columns[name] = _span_lists(cells) if name.endswith("_spans") else cells
    return pl.DataFrame(columns, schema=ATTRIBUTIONS)


def masked_spans(items: pl.DataFrame, spans: pl.DataFrame) -> dict[str, list[Span]]:
    """Return, by item, the spans that are nobody's speech: furniture, notices, credits, captions, bylines, datelines."""
    found: dict[str, list[Span]] = {}
    chosen = spans.filter(pl.col("kind").is_in(MASKING) & pl.col("item").is_in(items["item"].implode()))
    for item, start, end in chosen.select("item", "start", "end").iter_rows():
        found.setdefault(item, []).append(Span(start, end))
    return found


def _span_lists(rows: list[tuple[Span, ...]]) -> pl.Series:
    """Return the spans of each row as a column: built flat and gathered by row, since polars reads nested records slowly."""
    flat = {
        "row": [number for number, spans in enumerate(rows) for _ in spans],
        "start": [span.start for spans in rows for span in spans],
        "end": [span.end for spans in rows for span in spans],
    }
    gathered = pl.DataFrame(flat, schema=FLAT).group_by("row", maintain_order=True).agg(pl.struct("start", "end"))
    every = pl.DataFrame({"row": range(len(rows))}, schema_overrides=FLAT)
    return every.join(gathered, on="row", how="left", maintain_order="left")["start"].fill_null([])

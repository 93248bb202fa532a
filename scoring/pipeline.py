"""The whole street: dedup's, then attributions, stories, quotes, signals and ratings. What `scan` calls.

Start reading code here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import polars as pl

from dedup.engines import Engine, Parts
from dedup.pipeline import Traced, trace_items
from scoring import attribution
from scoring.settings import Settings

Whole = Literal["copies", "provenance", "everything"]


@dataclass(frozen=True, slots=True)
class Rated:
    """What the whole street found; the upper tables are None where it ended earlier."""

    traced: Traced
    attributions: Parts | None = None


def rate_corpus(
    batches: Iterable[tuple[pl.DataFrame, pl.DataFrame]], engine: Engine, settings: Settings, only: Whole
) -> Rated:
    """Return every table of the street for `batches` of ITEMS and their METADATA."""
    if only != "everything":
        return Rated(trace_items(batches, engine, settings, only))
    traced = trace_items(batches, engine, settings, "provenance")
    attribute = partial(attribute_batch, settings=settings)
    (attributions,) = engine.map_items(("attributions",), attribute, traced.items, traced.spans)
    return Rated(traced, attributions)


def attribute_batch(items: pl.DataFrame, spans: pl.DataFrame, settings: Settings) -> tuple[pl.DataFrame]:
    """Return the batch's ATTRIBUTIONS."""
    return (attribution.find_attributions(items, spans, settings.attribution),)

"""The lower street, walked once: items to reprints.

Only this file and the engines know the order of the stages. Two passes read the items: the first tallies their lines,
the second masks what repeats, reads credits and dates, and sketches the rest; after that only paired items are opened.
Rooms that the short street passes by are opened where the long one enters them: their patterns take a quarter of a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import polars as pl

from dedup import sketch
from dedup.engines import Engine, Parts
from dedup.registry import Registry
from dedup.settings import NO_DECISIONS, PairDecisions, Settings
from dedup.tables import CLUSTERS, CREDITS, DATES, LINES, MATCHES, REPRINTS, SPANS

Part = Literal["copies", "provenance"]
"""Where the street may end: `copies` after the clusters, without boilerplate; `provenance` after the reprints."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the corpus: the users' registry of outlets, what they have decided of pairs, learned lines."""

    registry: Registry | None = None  # None: the one that the package brings
    pairs: PairDecisions = NO_DECISIONS
    lines: pl.DataFrame | None = None  # LINES of the archive's index; None: learned from the corpus


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Traced:
    """What the lower street found; tables of many rows are kept in parts."""

    items: Parts
    metadata: Parts
    lines: pl.DataFrame
    spans: Parts
    credits: Parts
    dates: Parts
    matches: pl.DataFrame
    clusters: pl.DataFrame
    reprints: pl.DataFrame


def trace_items(
    batches: Iterable[tuple[pl.DataFrame, pl.DataFrame]],
    engine: Engine,
    settings: Settings,
    only: Part = "provenance",
    known: Known = NOTHING_KNOWN,
) -> Traced:
    """Return every table of the lower street for `batches` of ITEMS and their METADATA."""
    if only == "copies":
        return trace_copies(batches, engine, settings, known)
    raw, metadata = engine.keep(("raw", "metadata"), batches)
    lines = known.lines
    cut: tuple[Parts, ...] = (raw,)
    if lines is None:
        tallies, units = engine.map_items(("tallies", "units"), tally_batch, raw)
        lines, cut = engine.learn(tallies, settings.boilerplate), (raw, units)
    examine = partial(examine_units, lines=lines, settings=settings, registry=known.registry)
    items, spans, credited, dated, sketches, declared = engine.map_items(
        ("items", "spans", "credits", "dates", "sketches", "declared"), examine, *cut
    )
    matches, grouped = engine.match(items, spans, sketches, settings, known.pairs)
    traced = engine.trace((items, spans, credited, dated), matches, grouped, settings.provenance)
    matched = pl.concat([matches["item_a"], matches["item_b"]]).unique()
    alone = [part.filter(~pl.col("item").is_in(matched.implode())) for part in declared]
    reprints = pl.concat([traced, *alone]).sort("item", "origin", "kind", "notice_start")
    return Traced(items, metadata, lines, spans, credited, dated, matches, grouped, reprints)


def trace_copies(
    batches: Iterable[tuple[pl.DataFrame, pl.DataFrame]], engine: Engine, settings: Settings, known: Known
) -> Traced:
    """Return the tables of the short street, which ends at the clusters: each item is read once, and nothing is masked.

    Of items that hang together each is compared with the one that has most matches, as a cluster needs; pairs among the
    others tell who copied whom, which this street does not ask.
    """
    settings = replace(settings, candidates=replace(settings.candidates, max_complete=2))
    survey = partial(survey_batch, settings=settings)
    items, metadata, sketches = engine.sweep(("items", "metadata", "sketches"), survey, batches)
    empty = (SPANS.to_frame(), CREDITS.to_frame(), DATES.to_frame())
    spans, credited, dated = engine.keep(("spans", "credits", "dates"), [empty])
    matches, grouped = engine.match(items, spans, sketches, settings, known.pairs)
    return Traced(items, metadata, LINES.to_frame(), spans, credited, dated, matches, grouped, REPRINTS.to_frame())


def survey_batch(
    items: pl.DataFrame, metadata: pl.DataFrame, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the batch's ITEMS and METADATA as they are, and its SKETCHES."""
    return items, metadata, sketch.sketch_items(items, SPANS.to_frame(), settings.sketch)


def tally_batch(items: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the batch's LINE_TALLIES, and of its units what marking needs."""
    from dedup import boilerplate

    units = boilerplate.cut_units(items)
    return boilerplate.tally_units(items, units), boilerplate.keep_units(units)


def examine_units(
    items: pl.DataFrame,
    units: pl.DataFrame | None = None,
    *,
    lines: pl.DataFrame,
    settings: Settings,
    registry: Registry | None,
) -> tuple[pl.DataFrame, ...]:
    """Return what `examine_batch` does, for items that were cut into `units` already, or were not."""
    return examine_batch(items, lines, settings, registry, units)


def examine_batch(
    items: pl.DataFrame,
    lines: pl.DataFrame,
    settings: Settings,
    registry: Registry | None = None,
    units: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, ...]:
    """Return the batch's items completed, its SPANS, CREDITS, DATES and SKETCHES, and the REPRINTS that each item declares."""
    from dedup import boilerplate, credits, dates, provenance  # noqa: A004 - the field's word

    marked = boilerplate.mark_lines(items, lines, settings.boilerplate, units)
    credited = credits.find_credits(items, marked, registry)
    dated = dates.find_dates(items)
    spans = pl.concat([marked, credits.credit_spans(items, credited)]).sort("item", "start", "end", "kind")
    outlets = credits.name_outlets(items, spans, lines, credited)
    completed = complete_items(items, outlets, credited, dated)
    sketches = sketch.sketch_items(items, spans, settings.sketch)
    unmatched = (MATCHES.to_frame(), CLUSTERS.to_frame(), settings.provenance)
    declared = provenance.trace_reprints(completed, spans, credited, dated, *unmatched)
    return completed, spans, credited, dated, sketches, declared


def complete_items(
    items: pl.DataFrame, outlets: pl.DataFrame, credited: pl.DataFrame, dated: pl.DataFrame
) -> pl.DataFrame:
    """Return `items` with outlet, publication date, dateline and author read from their texts where metadata is silent."""
    best_dates = (
        dated.filter(pl.col("kind") == "published")
        .sort("rank")
        .unique("item", keep="first", maintain_order=True)
        .select("item", found_date="date", found_date_evidence="evidence")
    )
    placed = credited.filter((pl.col("kind") != "dateline") | pl.col("name_id").is_null())  # a lead-in names no place
    named = [_first_words(placed, kind, column) for kind, column in (("dateline", "dateline"), ("byline", "author"))]
    whole = items.join(
        outlets.rename({"outlet": "found_outlet", "outlet_evidence": "found_evidence"}), on="item", how="left"
    )
    for frame in (best_dates, *named):
        whole = whole.join(frame, on="item", how="left", maintain_order="left")
    undated, unnamed = pl.col("published").is_null(), pl.col("outlet").is_null()
    return whole.with_columns(
        outlet=pl.coalesce("outlet", "found_outlet"),
        outlet_evidence=pl.when(unnamed).then("found_evidence").otherwise("outlet_evidence"),
        published=pl.coalesce("published", "found_date"),
        published_evidence=pl.when(undated).then("found_date_evidence").otherwise("published_evidence"),
        dateline=pl.coalesce("dateline", "found_dateline"),
        author=pl.coalesce("author", "found_author"),
    ).select(items.columns)


def _first_words(credited: pl.DataFrame, kind: str, column: str) -> pl.DataFrame:
    """Return, for each item, the name of its first credit of `kind`."""
    return (
        credited.filter((pl.col("kind") == kind) & pl.col("name").is_not_null())
        .sort("start")
        .unique("item", keep="first", maintain_order=True)
        .select("item", pl.col("name").alias(f"found_{column}"))
    )

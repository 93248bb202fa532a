"""Verify, complete, cluster and trace in buckets: each holds the rows that its stage function needs, and nothing else.

Pairs are verified in buckets of neighbouring pairs, so that no story, however often it was copied, fills one. Clusters
and reprints are made in buckets of whole components: connected components only partition the matches.
"""

from collections.abc import Sequence
from functools import partial

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from dedup import candidates, clusters, provenance, verify
from dedup.engines.spark.parts import FolderParts
from dedup.engines.spark.shuffles import Drawn, Frames, spread
from dedup.settings import PairDecisions, ProvenanceSettings, Settings, VerifySettings
from dedup.tables import CLUSTERS, CREDITS, DATES, ITEMS, MATCHES, PAIRS, SPANS

ITEMS_A_BUCKET = 2_000  # with their texts and matches some tens of megabytes
TEXT = ("item", "text")
DATED = ("item", "sha256", "published", "captured")


def ends_of(table: FolderParts, number: int) -> pl.DataFrame:
    """Return part, item_a, item_b and method of a part of PAIRS or MATCHES."""
    return table.read(number, ("item_a", "item_b", "method")).with_columns(part=pl.lit(number, pl.Int64))


def ids_of(table: FolderParts, number: int) -> pl.DataFrame:
    """Return in which part each item of a table stands."""
    return table.read(number, ("item",)).with_columns(part=pl.lit(number, pl.Int64))


def wanted_by_pairs(ends: DataFrame, places: DataFrame) -> DataFrame:
    """Return the items that each bucket of pairs asks for; a bucket has the number of its part."""
    both = f.explode(f.array("item_a", "item_b")).alias("item")
    return ends.select(f.col("part").alias("bucket"), both).distinct().join(places, "item")


def drawn_texts(items: FolderParts, spans: FolderParts) -> Sequence[Drawn]:
    """Return what is compared: texts, and what is masked in them."""
    return (Drawn("items", items, TEXT), Drawn("spans", spans))


def verify_bucket(
    pairs: FolderParts,
    made: FolderParts,
    settings: VerifySettings,
    decisions: PairDecisions,
    bucket: int,
    frames: Frames,
) -> pl.DataFrame:
    """Write the MATCHES of a bucket of pairs."""
    spans = frames.get("spans", SPANS.to_frame())
    matches = verify.verify_pairs(pairs.read(bucket), frames["items"], spans, settings, decisions)
    made.write(bucket, matches)
    return _done(bucket, matches)


def complete(edges: DataFrame, components: DataFrame, settings: Settings, n_tasks: int) -> DataFrame:
    """Return the PAIRS that the matches of each component suggest; `edges` are those matches (item_a, item_b, method)."""
    hubs = components.select(f.col("item").alias("item_a"), "hub")
    gathered = edges.join(hubs, "item_a").repartition(n_tasks, "hub").select("item_a", "item_b", "method")
    return spread(gathered, partial(_complete, settings), "item_a string, item_b string, method string")


def _complete(settings: Settings, edges: pl.DataFrame) -> pl.DataFrame:
    return candidates.complete_pairs(edges, settings.candidates)


def cluster_bucket(
    tables: tuple[FolderParts, FolderParts], settings: Settings, decisions: PairDecisions, bucket: int, frames: Frames
) -> pl.DataFrame:
    """Write the MATCHES and CLUSTERS of the components of a bucket."""
    parts = [frames[name] for name in ("verified", "completed", "decided") if name in frames]
    matches = pl.concat([MATCHES.to_frame(), *parts]).sort("item_a", "item_b")
    grouped = clusters.cluster_items(frames["items"], matches, settings.clusters, decisions)
    for table, frame in zip(tables, (matches, grouped), strict=True):
        table.write(bucket, frame)
    return _done(bucket, matches)


def trace_bucket(
    tables: tuple[FolderParts, FolderParts, FolderParts], settings: ProvenanceSettings, bucket: int, frames: Frames
) -> pl.DataFrame:
    """Write the REPRINTS of the components of a bucket; `tables` are MATCHES, CLUSTERS, and the one to write."""
    matches, grouped, made = tables
    schemas = {"items": ITEMS, "spans": SPANS, "credits": CREDITS, "dates": DATES}
    held = [frames.get(name, schema.to_frame()) for name, schema in schemas.items()]
    related = [table.read(bucket) if table.holds(bucket) else empty for table, empty in _related(matches, grouped)]
    reprints = provenance.trace_reprints(held[0], held[1], held[2], held[3], related[0], related[1], settings)
    made.write(bucket, reprints)
    return _done(bucket, reprints)


def verify_decided(
    items: pl.DataFrame, spans: pl.DataFrame, settings: VerifySettings, decisions: PairDecisions
) -> pl.DataFrame:
    """Return the MATCHES of the pairs that somebody called copies."""
    return verify.verify_pairs(PAIRS.to_frame(), items, spans, settings, decisions)


def _related(matches: FolderParts, grouped: FolderParts) -> tuple[tuple[FolderParts, pl.DataFrame], ...]:
    return ((matches, MATCHES.to_frame()), (grouped, CLUSTERS.to_frame()))


def _done(bucket: int, rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row of DONE."""
    return pl.DataFrame({"number": [bucket], "n_rows": [rows.height]}, schema={"number": pl.Int64, "n_rows": pl.Int64})

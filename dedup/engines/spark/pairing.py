"""Pairs by shuffled joins: postings are sorted by key over all tasks, and each task links the carriers in its range.

A sort cuts a key that very many items carry into several ranges, so no task holds more than its share: the ends of each
range are joined afterwards. Links and thresholds are those of `candidates`.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np
import polars as pl
from pyspark import StorageLevel, TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from dedup.candidates.links import HALF, LOW, is_heard, link_carriers, share_enough
from dedup.candidates.snippets import CARRIED, find_holders, find_snippets, pair_holders
from dedup.engines.spark.parts import FolderParts
from dedup.engines.spark.shuffles import each, fetch, spread
from dedup.settings import CandidateSettings, Settings
from dedup.tables import PAIRS, SPANS

POSTINGS_A_TASK = 2_000_000  # a key and an id each: about 200 MB with the sort
PAIRS_A_BUCKET = 4_096  # with their texts some tens of megabytes

POSTINGS = "is_band boolean, key long, item string"
LINKS = "is_band boolean, item_a string, item_b string, n long, key long, place long"
COUNTED = "item_a string, item_b string, n_shared long, fewest long"
SHINGLES = "key long, item string"
METHODS = "item_a string, item_b string, method string"


def find_pairs(session: SparkSession, sketches: FolderParts, settings: CandidateSettings) -> DataFrame:
    """Return item_a, item_b and method of the PAIRS among SKETCHES."""
    numbers = sketches.numbers()
    sizes = each(session, numbers, partial(_sizes, sketches), "item string, size long, n_postings long")
    n_postings = sizes.agg(f.sum("n_postings")).head()
    n_tasks = 1 + ((n_postings[0] if n_postings else 0) or 0) // POSTINGS_A_TASK
    postings = each(session, numbers, partial(_postings, sketches), POSTINGS)
    ranges = postings.repartitionByRange(n_tasks, "is_band", "key", "item").sortWithinPartitions(
        "is_band", "key", "item"
    )
    linked = spread(ranges, partial(_link_task, settings.max_carriers), LINKS).persist(StorageLevel.DISK_ONLY)
    ends = linked.where("key is not null").collect()
    rows = [row.asDict() for row in ends]
    across = list(link_ends(rows, settings.max_carriers))
    links = linked.where("key is null").select("is_band", "item_a", "item_b", "n")
    if across:
        links = links.union(session.createDataFrame(across, "is_band boolean, item_a string, item_b string, n long"))
    return _choose(links, sizes.select("item", "size"), settings)


def add_holders(
    session: SparkSession, pairs: DataFrame, tables: tuple[FolderParts, ...], settings: Settings
) -> DataFrame:
    """Return `pairs` and those of snippets with the items that hold them; `tables` are ITEMS, SPANS and SKETCHES.

    The driver and every task know all snippets, which are a few words each; of shingles that too many hold, no holder
    is sent.
    """
    items, spans, sketches = tables
    drawn = each(session, sketches.numbers(), partial(_snippets, sketches, settings), SHINGLES)
    snippets = _unsigned(fetch(drawn))
    if snippets.is_empty():
        return pairs
    found = each(session, items.numbers(), partial(_holders, items, spans, snippets, settings), SHINGLES)
    found.persist(StorageLevel.DISK_ONLY)
    few = found.groupBy("key").count().where(f.col("count") <= settings.candidates.max_holders).select("key")
    holders = _unsigned(fetch(found.join(few, "key").select("key", "item")))
    found.unpersist()
    paired = pair_holders(snippets, [holders], settings.candidates)
    held = session.createDataFrame(paired.rows(), METHODS)
    return pairs.union(held).groupBy("item_a", "item_b").agg(f.min("method").alias("method"))  # "held" sorts last


def write_pairs(pairs: DataFrame, table: FolderParts) -> int:
    """Write PAIRS in order, one part a bucket of pairs to verify; return their number."""
    held = pairs.persist(StorageLevel.DISK_ONLY)
    n_pairs: int = held.count()
    n_buckets = 1 + n_pairs // PAIRS_A_BUCKET
    ranges = held.repartitionByRange(n_buckets, "item_a", "item_b").sortWithinPartitions("item_a", "item_b")
    spread(ranges, partial(_write_bucket, table), "number long").collect()
    held.unpersist()
    return n_pairs


def _sizes(sketches: FolderParts, number: int) -> pl.DataFrame:
    """Return the number of fingerprints and of postings of each item of a part."""
    part = sketches.read(number, ("item", "bands", "fingerprints"))
    n_bands, size = pl.col("bands").list.len(), pl.col("fingerprints").list.len()
    return part.select("item", size=size.cast(pl.Int64), n_postings=(n_bands + size).cast(pl.Int64))


def _postings(sketches: FolderParts, number: int) -> pl.DataFrame:
    """Return a row for each band key and each fingerprint of each item of a part."""
    part = sketches.read(number, ("item", "bands", "fingerprints"))
    columns = ((True, "bands"), (False, "fingerprints"))
    return pl.concat(
        part.select(is_band=pl.lit(is_band), key=column, item="item")
        .filter(pl.col("key").list.len() > 0)
        .explode("key")
        .with_columns(pl.col("key").cast(pl.UInt64).reinterpret(signed=True))
        for is_band, column in columns
    )


def _snippets(sketches: FolderParts, settings: Settings, number: int) -> pl.DataFrame:
    """Return the shingles of the snippets of a part."""
    part = sketches.read(number, ("item", "n_shingles", "fingerprints"))
    return _signed(find_snippets(part, settings.sketch, settings.candidates))


def _holders(
    items: FolderParts, spans: FolderParts, snippets: pl.DataFrame, settings: Settings, number: int
) -> pl.DataFrame:
    """Return which items of a part hold shingles of snippets."""
    texts = items.read(number, ("item", "text"))
    masked = spans.read(number) if spans.holds(number) else SPANS.to_frame()
    return _signed(find_holders(texts, masked, snippets, settings.sketch, settings.candidates))


def _signed(carried: pl.DataFrame) -> pl.DataFrame:
    """Return CARRIED with keys as Spark has them."""
    return carried.with_columns(pl.col("key").reinterpret(signed=True))


def _unsigned(carried: pl.DataFrame) -> pl.DataFrame:
    """Return CARRIED with keys as they are."""
    return carried.with_columns(pl.col("key").reinterpret(signed=False)).cast(CARRIED)


def _link_task(max_carriers: int, postings: pl.DataFrame) -> pl.DataFrame:
    return link_range(postings, _place(), max_carriers)


def link_range(postings: pl.DataFrame, place: int, max_carriers: int) -> pl.DataFrame:
    """Return LINKS: those of the keys inside a sorted range, counted, and what is left of its first and last key."""
    groups = postings.with_columns(group=pl.struct("is_band", "key").rle_id())
    is_end = pl.col("group").is_in([0, groups["group"].max() or 0])
    parts = [_links(rows, max_carriers) for _, rows in groups.filter(~is_end).group_by("is_band")]
    for _, rows in groups.filter(is_end).group_by("group", maintain_order=True):
        left = rows if rows.height <= max_carriers else rows[[0, -1]]
        if rows.height > max_carriers:
            parts.append(_links(rows, max_carriers))
        ends = left.select("is_band", item_a="item", item_b=pl.lit(None, pl.String), n=rows.height, key="key")
        parts.append(ends.with_columns(place=pl.lit(place, pl.Int64)).cast({"n": pl.Int64}))
    names = [column.split()[0] for column in LINKS.split(", ")]
    kinds = {
        "is_band": pl.Boolean,
        "item_a": pl.String,
        "item_b": pl.String,
        "n": pl.Int64,
        "key": pl.Int64,
        "place": pl.Int64,
    }
    return pl.concat([pl.DataFrame(schema=kinds), *(part.select(names) for part in parts)])


def _links(rows: pl.DataFrame, max_carriers: int) -> pl.DataFrame:
    """Return the links between the carriers of keys that are whole, or surely common, each with its count."""
    items = rows["item"].unique().sort()
    carriers = items.search_sorted(rows["item"]).to_numpy().astype(np.uint32)
    links, _ = link_carriers(rows["key"].to_numpy().view(np.uint64), carriers, max_carriers)
    counted = pl.Series("link", links).value_counts(name="n")
    low, high = counted["link"].to_numpy() >> HALF, counted["link"].to_numpy() & LOW
    nothing = pl.lit(None, pl.Int64)
    return pl.DataFrame({"item_a": items.gather(low), "item_b": items.gather(high), "n": counted["n"]}).select(
        pl.lit(rows["is_band"][0]).alias("is_band"),
        "item_a",
        "item_b",
        pl.col("n").cast(pl.Int64),
        key=nothing,
        place=nothing,
    )


def link_ends(
    ends: list[dict[str, int | str | bool]], max_carriers: int
) -> Iterator[tuple[object, object, object, int]]:
    """Yield the links of keys at the ends of ranges: of all carriers, or between ranges where a key is common and heard."""
    groups: dict[tuple[object, object], list[dict[str, int | str | bool]]] = {}
    for row in sorted(ends, key=lambda row: (row["is_band"], row["key"], str(row["item_a"]))):
        groups.setdefault((row["is_band"], row["key"]), []).append(row)
    for (is_band, key), rows in groups.items():
        n_carriers = sum({row["place"]: int(row["n"]) for row in rows}.values())
        if n_carriers <= max_carriers:
            yield from ((is_band, rows[0]["item_a"], row["item_a"], 1) for row in rows[1:])
            continue
        if not is_heard(np.array([key], np.int64).view(np.uint64))[0]:
            continue
        for one, other in pairwise(rows):
            is_linked = one["place"] == other["place"] and int(one["n"]) > max_carriers
            if not is_linked:
                yield is_band, one["item_a"], other["item_a"], 1


def _choose(links: DataFrame, sizes: DataFrame, settings: CandidateSettings) -> DataFrame:
    """Return the pairs that share a band, and those that share enough fingerprints."""
    n_bands = f.sum(f.when(f.col("is_band"), f.col("n")).otherwise(0)).alias("n_bands")
    n_shared = f.sum(f.when(f.col("is_band"), 0).otherwise(f.col("n"))).alias("n_shared")
    counted = links.groupBy("item_a", "item_b").agg(n_bands, n_shared)
    alike = counted.where("n_bands > 0").select("item_a", "item_b", f.lit("bands").alias("method"))
    sized = counted.where("n_bands = 0")
    for end in ("item_a", "item_b"):
        sized = sized.join(sizes.select(f.col("item").alias(end), f.col("size").alias(f"size_{end}")), end)
    fewest = f.least("size_item_a", "size_item_b").alias("fewest")
    weighed = sized.select("item_a", "item_b", "n_shared", fewest)
    return alike.union(spread(weighed, partial(_enough, settings), "item_a string, item_b string, method string"))


def _enough(settings: CandidateSettings, weighed: pl.DataFrame) -> pl.DataFrame:
    enough = share_enough(weighed["n_shared"].to_numpy(), weighed["fewest"].to_numpy(), settings)
    return weighed.filter(pl.Series(enough, dtype=pl.Boolean)).with_columns(method=pl.lit("fingerprints"))


def _write_bucket(table: FolderParts, pairs: pl.DataFrame) -> pl.DataFrame:
    """Write one range of pairs as the part of its number."""
    number = _place()
    if not pairs.is_empty() or number == 0:
        table.write(number, pairs.cast(PAIRS))
    return pl.DataFrame({"number": [number]})


def _place() -> int:
    """Return the number of the partition that this task works on."""
    context = TaskContext.get()
    return context.partitionId() if context else 0

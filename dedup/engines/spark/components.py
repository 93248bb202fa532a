"""Which items hang together, however many there are: connected components by stars.

Large-star and small-star in turn (Kiveris et al. 2014): every round sends each edge once and leaves at most as many, so
messages stay linear; rounds grow with the logarithm of the items. Before the first, each task replaces its share of the
edges by stars on its own, which is most of the work where components are small. Edges that fit into one task need no
round at all.
"""

from collections.abc import Callable

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from dedup.candidates.groups import label_groups, number_items
from dedup.engines.spark.shuffles import spread

EDGES_A_TASK = 1_000_000  # two ids each: about 200 MB
STARS = "item string, hub string"  # hub < item, or the same where an item is a hub itself

Keep = Callable[[DataFrame], DataFrame]
"""Writes a table and returns it as read again, so that a lost worker costs one round at most."""


def find_components(edges: DataFrame, keep: Keep, edges_a_task: int = EDGES_A_TASK) -> DataFrame:
    """Return `item` and `hub`, the lowest item that it hangs together with, for all items of `edges` (item_a, item_b)."""
    kept = keep(edges.select("item_a", "item_b"))
    n_tasks = 1 + kept.count() // edges_a_task
    stars = spread(kept.repartition(n_tasks), _contract, STARS)
    if n_tasks == 1:
        return keep(stars)
    stars = keep(stars.where("item != hub").distinct())
    state = None
    while state != (state := _state_of(stars)):
        stars = keep(_small_star(_large_star(stars)))
    hubs = stars.select(f.col("hub").alias("item"), "hub")
    return keep(stars.union(hubs).distinct())


def _contract(edges: pl.DataFrame) -> pl.DataFrame:
    """Return a star for each group of items that hang together by these edges."""
    items, rows_a, rows_b = number_items(edges)
    return pl.DataFrame({"item": items, "hub": items.gather(label_groups(rows_a, rows_b, len(items)))})


def _large_star(stars: DataFrame) -> DataFrame:
    """Link every larger neighbour of an item to the smallest of its neighbours and itself."""
    turned = stars.select(f.col("hub").alias("item"), f.col("item").alias("hub"))
    both = stars.union(turned)
    least = both.groupBy("item").agg(f.least("item", f.min("hub")).alias("least"))
    return both.where("hub > item").join(least, "item").select(f.col("hub").alias("item"), f.col("least").alias("hub"))


def _small_star(stars: DataFrame) -> DataFrame:
    """Link an item and all its smaller neighbours to the smallest of them."""
    least = stars.groupBy("item").agg(f.min("hub").alias("least"))
    moved = stars.join(least, "item").select(f.col("hub").alias("item"), f.col("least").alias("hub"))
    return moved.union(least.select("item", f.col("least").alias("hub"))).where("item != hub").distinct()


def _state_of(stars: DataFrame) -> tuple[int, int]:
    """Return what tells two sets of edges apart: their number, and the bits of their hashes added up."""
    row = stars.agg(f.count("*"), f.bit_xor(f.xxhash64("item", "hub"))).head()
    return (row[0], row[1] or 0) if row else (0, 0)

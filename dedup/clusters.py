"""Cluster items round centres: an item joins by its own verified overlap with the centre, never through a third.

Star clustering (Aslam, Pelekhov and Rus 2004): the item that overlaps most with all its matches is a centre, and takes
the matches that are free and share enough with it; then the next. Matches drift from version to version, and so no
cluster grows by drifting along with them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.settings import NO_DECISIONS, ClusterSettings, PairDecisions
from dedup.tables import CLUSTERS, HELD

COPIES = ("duplicate", "contained", "partial")
ID_CHARS = 12  # 48 bits: two of a million clusters collide once in 500 archives
LAST = "~"  # sorts after every date


@dataclass(frozen=True, slots=True)
class _Overlaps:
    """The copies of each item: those of the i-th id are the entries [bounds[i], bounds[i + 1]), the greatest share first."""

    ids: pl.Series  # sorted
    bounds: NDArray[np.int64]
    others: NDArray[np.int64]
    shares: NDArray[np.float64]  # of the shorter of the two
    order: NDArray[np.int64]  # of the items, the most overlapping first; of equals, the lower id


@dataclass(frozen=True, slots=True)
class _Star:
    """A centre, and the entries of its members among its copies."""

    centre: int
    members: list[int]


def cluster_items(
    items: pl.DataFrame, matches: pl.DataFrame, settings: ClusterSettings, decisions: PairDecisions = NO_DECISIONS
) -> pl.DataFrame:
    """Return the CLUSTERS of at least two items, sorted by cluster, centre first.

    `items` holds at least the items of MATCHES, each with its `sha256` or its `text`. Pairs that `decisions` holds apart never stand in one cluster.

    >>> from dedup.tables import ITEMS, MATCHES
    >>> items = pl.DataFrame([{"item": item, "text": item} for item in "abc"], schema=ITEMS)
    >>> pair = {"item_a": "a", "item_b": "b", "relation": "duplicate", "share": 0.9}
    >>> clusters = cluster_items(items, pl.DataFrame([pair], schema=MATCHES), ClusterSettings())
    >>> clusters.select("item", "role", "cluster").rows()
    [('a', 'centre', 'ca978112ca1b'), ('b', 'member', 'ca978112ca1b')]
    """
    overlaps = _find_overlaps(matches, settings.join)
    stars = sorted(_choose_stars(overlaps, decisions), key=lambda star: star.centre)
    centres = np.array([star.centre for star in stars], np.int64)
    entries = np.array([entry for star in stars for entry in star.members], np.int64)
    clusters = np.array([place for place, star in enumerate(stars) for _ in star.members], np.int64)
    places = np.concatenate([np.arange(len(stars)), clusters])
    ids = overlaps.ids.gather(np.concatenate([centres, overlaps.others[entries]]))
    frame = pl.DataFrame(
        {
            "item": ids,
            "cluster": _name_clusters(places, ids, items).gather(places),
            "role": np.repeat(["centre", "member"], [len(stars), len(entries)]),
            "similarity": np.concatenate([np.ones(len(stars)), overlaps.shares[entries]]),
        },
        schema=CLUSTERS,
    )
    return frame.sort("cluster", pl.col("role") == "member", "item")


def merge_clusters(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return the CLUSTERS of several groups of items as those of all: names that several groups gave are numbered anew.

    No item stands in two groups.

    >>> parts = [pl.DataFrame([(item, "ca978112ca1b", "centre", 1.0)], schema=CLUSTERS, orient="row") for item in "ba"]
    >>> merge_clusters(parts).select("item", "cluster").rows()
    [('a', 'ca978112ca1b'), ('b', 'ca978112ca1b-2')]
    """
    numbered = [part.with_columns(group=pl.lit(group)) for group, part in enumerate((CLUSTERS.to_frame(), *parts))]
    whole = pl.concat(numbered, how="vertical_relaxed").with_columns(text=pl.col("cluster").str.head(ID_CHARS))
    centres = whole.filter(pl.col("role") == "centre").sort("item")
    place = pl.int_range(1, pl.len() + 1).over("text")
    name = pl.when(place == 1).then("text").otherwise(pl.format("{}-{}", "text", place))
    names = centres.select("group", "cluster", name=name)
    named = whole.join(names, on=["group", "cluster"]).with_columns(cluster="name")
    return named.select(CLUSTERS.names()).cast(CLUSTERS).sort("cluster", pl.col("role") == "member", "item")


def _find_overlaps(matches: pl.DataFrame, join: float) -> _Overlaps:
    """Return the copies of each item that share at least `join` with it; who merely holds a snippet is no copy of it."""
    merely_holds = pl.col("method").eq_missing(HELD) & (pl.col("relation") != "duplicate")
    is_copy = pl.col("relation").is_in(COPIES) & (pl.col("share") >= join) & ~merely_holds
    copies = matches.select("item_a", "item_b", "share", "relation", "method").filter(is_copy)
    ids = pl.concat([copies["item_a"], copies["item_b"]]).unique().sort()
    rows_a, rows_b = (ids.search_sorted(copies[end]).to_numpy().astype(np.int64) for end in ("item_a", "item_b"))
    ends, others = np.stack([rows_a, rows_b], axis=1).ravel(), np.stack([rows_b, rows_a], axis=1).ravel()
    shares = np.repeat(copies["share"].to_numpy().astype(np.float64), 2)
    totals = np.bincount(ends, shares, len(ids)).round(4)  # added in the order of matches, whatever the platform
    entries = pl.DataFrame({"end": ends, "share": shares, "other": others})
    by_share = entries.select(pl.arg_sort_by("end", "share", "other", descending=[False, True, False])).to_series()
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(ends, minlength=len(ids)))])
    return _Overlaps(
        ids, bounds, others[by_share.to_numpy()], shares[by_share.to_numpy()], np.argsort(-totals, stable=True)
    )


def _choose_stars(overlaps: _Overlaps, decisions: PairDecisions) -> list[_Star]:
    """Return the clusters, the most overlapping centre first."""
    apart = _find_apart(overlaps.ids, decisions)
    bounds, others = overlaps.bounds.tolist(), overlaps.others.tolist()
    is_taken = bytearray(len(overlaps.ids))
    found = []
    for centre in overlaps.order.tolist():
        if is_taken[centre]:
            continue
        chosen, entries = [centre], []
        for entry in range(bounds[centre], bounds[centre + 1]):
            item = others[entry]
            if not is_taken[item] and (item not in apart or apart[item].isdisjoint(chosen)):
                chosen.append(item)
                entries.append(entry)
        if entries:
            found.append(_Star(centre, entries))
            for item in chosen:
                is_taken[item] = True
    return found


def _find_apart(ids: pl.Series, decisions: PairDecisions) -> Mapping[int, set[int]]:
    """Return for each item, by its place among `ids`, those that somebody decided are no copies of it."""
    named = {item for pair in decisions.no_copies for item in pair}
    places = {item: place for place, item in enumerate(ids) if item in named} if named else {}
    apart: dict[int, set[int]] = {}
    for a, b in decisions.no_copies:
        if a in places and b in places:
            apart.setdefault(places[a], set()).add(places[b])
            apart.setdefault(places[b], set()).add(places[a])
    return apart


def _name_clusters(places: NDArray[np.int64], members: pl.Series, items: pl.DataFrame) -> pl.Series:
    """Return a name for each cluster: the hash of its earliest item's text, numbered in order where several begin with one.

    The i-th of `members` stands in cluster `places[i]`.
    """
    dates = items.select("item", date=pl.coalesce("published", "captured", pl.lit(LAST)))
    dated = pl.DataFrame({"place": places, "item": members}).join(dates, on="item")
    firsts = dated.sort("place", "date", "item").unique("place", keep="first", maintain_order=True)
    hashed = firsts.join(_hash_items(items, firsts["item"]), on="item", maintain_order="left")
    number = pl.int_range(1, pl.len() + 1).over("text")
    name = pl.when(number == 1).then("text").otherwise(pl.format("{}-{}", "text", number))
    return hashed.select(text=pl.col("sha256").str.head(ID_CHARS)).select(name=name)["name"]


def _hash_items(items: pl.DataFrame, wanted: pl.Series) -> pl.DataFrame:
    """Return (item, sha256) of the text of each item in `wanted`, computed only where `items` lacks it."""
    chosen = items.filter(pl.col("item").is_in(wanted.implode()))
    if "sha256" in chosen.columns and not chosen["sha256"].has_nulls():
        return chosen.select("item", "sha256")
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in chosen["text"]]
    return chosen.select("item", sha256=pl.Series(hashes, dtype=pl.String))

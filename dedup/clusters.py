"""Cluster items round centres: an item joins by its own verified overlap with the centre, never through a third.

Star clustering (Aslam, Pelekhov and Rus 2004): the item that overlaps most with all its matches is a centre, and takes
the matches that are free and share enough with it; then the next. Matches drift from version to version, and so no
cluster grows by drifting along with them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from dedup.settings import NO_DECISIONS, ClusterSettings, PairDecisions
from dedup.tables import CLUSTERS, HELD

COPIES = ("duplicate", "contained", "partial")
ID_CHARS = 12  # 48 bits: two of a million clusters collide once in 500 archives
LAST = "~"  # sorts after every date

Neighbours = Mapping[str, Mapping[str, float]]
"""For each item its copies, and the share of the shorter of the two that is in both."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A centre and what its members share with it; the centre is none of the members."""

    centre: str
    members: Mapping[str, float]


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
    neighbours = _find_neighbours(matches, settings.join)
    found = sorted(_choose_stars(neighbours, decisions), key=lambda cluster: cluster.centre)
    names = _name_clusters(found, items)
    rows = [row for cluster, name in zip(found, names, strict=True) for row in _rows(cluster, name)]
    frame = pl.DataFrame(rows, schema=CLUSTERS, orient="row")
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


def _find_neighbours(matches: pl.DataFrame, join: float) -> dict[str, dict[str, float]]:
    """Return the copies of each item that share at least `join` with it; who merely holds a snippet is no copy of it."""
    merely_holds = pl.col("method").eq_missing(HELD) & (pl.col("relation") != "duplicate")
    copies = matches.filter(pl.col("relation").is_in(COPIES) & (pl.col("share") >= join) & ~merely_holds)
    neighbours: dict[str, dict[str, float]] = {}
    for a, b, share in copies.select("item_a", "item_b", "share").iter_rows():
        neighbours.setdefault(a, {})[b] = share
        neighbours.setdefault(b, {})[a] = share
    return neighbours


def _choose_stars(neighbours: Neighbours, decisions: PairDecisions) -> list[_Cluster]:
    """Return the clusters, the most overlapping centre first; of equals, the lower id."""
    centres = sorted(neighbours, key=lambda item: (-round(sum(neighbours[item].values()), 4), item))
    apart = _find_apart(decisions)
    taken: set[str] = set()
    found = []
    for centre in centres:
        if centre in taken:
            continue
        members: dict[str, float] = {}
        for item, share in sorted(neighbours[centre].items(), key=lambda pair: (-pair[1], pair[0])):
            is_apart = any(other == centre or other in members for other in apart.get(item, ()))
            if item not in taken and not is_apart:
                members[item] = share
        if members:
            taken |= {centre, *members}
            found.append(_Cluster(centre, members))
    return found


def _find_apart(decisions: PairDecisions) -> Mapping[str, list[str]]:
    """Return for each item those that somebody decided are no copies of it."""
    apart: dict[str, list[str]] = {}
    for a, b in decisions.no_copies:
        apart.setdefault(a, []).append(b)
        apart.setdefault(b, []).append(a)
    return apart


def _name_clusters(clusters: Iterable[_Cluster], items: pl.DataFrame) -> list[str]:
    """Return a name for each cluster: the hash of its earliest item's text, numbered in order where several begin with one."""
    dates = pl.coalesce("published", "captured", pl.lit(LAST))
    dated = dict(items.select("item", dates).iter_rows())
    firsts = [min((cluster.centre, *cluster.members), key=lambda item: (dated[item], item)) for cluster in clusters]
    hashes = _hash_items(items, firsts)
    names: list[str] = []
    used: dict[str, int] = {}
    for first in firsts:
        name = hashes[first][:ID_CHARS]
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name}-{used[name]}")
    return names


def _hash_items(items: pl.DataFrame, wanted: Iterable[str]) -> dict[str, str]:
    """Return the hash of the text of each item in `wanted`, computed only where `items` lacks it."""
    chosen = items.join(pl.DataFrame({"item": list(wanted)}, schema={"item": pl.String}), on="item", how="semi")
    if "sha256" in chosen.columns and not chosen["sha256"].has_nulls():
        return dict(chosen.select("item", "sha256").iter_rows())
    return {item: hashlib.sha256(text.encode()).hexdigest() for item, text in chosen.select("item", "text").iter_rows()}


def _rows(cluster: _Cluster, name: str) -> list[tuple[str, str, str, float]]:
    """Return the rows of CLUSTERS of one cluster."""
    members = [(item, name, "member", share) for item, share in cluster.members.items()]
    return [(cluster.centre, name, "centre", 1.0), *members]

"""Find the pairs of items that are worth a look, by two joins whose cost is linear in the number of items.

Items that share a band key are alike as a whole (Indyk and Motwani 1998); items that share winnowed fingerprints have a
passage in common, however long the rest. Keys are partitioned by their high bits, and with more postings than the
budget holds the partitions are joined in several passes over the sketches, which may stay on disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.candidates.groups import find_groups
from dedup.candidates.links import HALF, LOW, count_links, link_carriers
from dedup.settings import CandidateSettings
from dedup.tables import PAIRS

PARTITION_BITS = 10  # of a million items a partition's table still fits into the processor's second cache
POSTING_BYTES = 20  # key and carrier, and the link that it may give
FEW = 50_000  # postings up to which the twin is faster than loading numba

Numbers = NDArray[np.uint32]
Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the joins will cost: links are an upper bound of the pairs to verify."""

    n_items: int
    n_postings: int
    n_links: int
    n_chained: int  # keys so common that their carriers are chained


def find_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame], settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS among SKETCHES, given whole or in parts, sorted; the order of items changes nothing.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> find_pairs(sketches, CandidateSettings()).rows()
    [('a', 'b', 'bands')]
    """
    parts = [sketches] if isinstance(sketches, pl.DataFrame) else sketches
    items, ranks = _rank_items(parts)
    alike, _ = count_links(_join(parts, "bands", ranks, settings).links)
    shared, n_shared = count_links(_join(parts, "fingerprints", ranks, settings).links)
    enough = share_enough(n_shared, _fewest(parts, ranks, shared), settings)
    sharing = np.setdiff1d(shared[enough], alike, assume_unique=True)
    links = np.concatenate([alike, sharing])
    pairs = pl.DataFrame(
        {
            "item_a": items.gather(links >> HALF),
            "item_b": items.gather(links & LOW),
            "method": np.repeat(["bands", "fingerprints"], [len(alike), len(sharing)]),
        },
        schema=PAIRS,
    )
    return pairs.sort("item_a", "item_b")


def share_enough(
    n_shared: NDArray[np.int64], fewest: NDArray[np.int64], settings: CandidateSettings
) -> NDArray[np.bool_]:
    """Return whether pairs with `n_shared` fingerprints in common, of the `fewest` that one of the two has, are worth a look.

    >>> share_enough(np.array([1, 1, 2]), np.array([1, 10, 10]), CandidateSettings())
    array([ True, False,  True])
    """
    needed = np.maximum(settings.min_shared, np.ceil(settings.min_share * fewest))
    enough: NDArray[np.bool_] = n_shared >= np.minimum(fewest, needed)
    return enough


def expected_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame], settings: CandidateSettings) -> Expected:
    """Return what the joins over SKETCHES will cost, before any text is compared.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> expected_pairs(sketches, CandidateSettings())
    Expected(n_items=3, n_postings=6, n_links=1, n_chained=0)
    """
    parts = [sketches] if isinstance(sketches, pl.DataFrame) else sketches
    items, ranks = _rank_items(parts)
    joins = [_join(parts, column, ranks, settings) for column in ("bands", "fingerprints")]
    return Expected(
        len(items),
        sum(join.n_postings for join in joins),
        sum(len(join.links) for join in joins),
        sum(join.n_chained for join in joins),
    )


def complete_pairs(matches: pl.DataFrame, settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS among items that MATCHES link with each other, but that no join has proposed, sorted.

    Of up to `max_complete` items that hang together every pair is worth a look; of more, each with the one that has most
    matches. So the number of pairs stays linear, and a cluster's centre has been compared with all who may join it.

    >>> from dedup.tables import MATCHES
    >>> rows = [{"item_a": "a", "item_b": item, "relation": "partial"} for item in "bc"]
    >>> complete_pairs(pl.DataFrame(rows, schema=MATCHES), CandidateSettings()).rows()
    [('b', 'c', 'linked')]
    """
    links = list(matches.select("item_a", "item_b").iter_rows())
    proposed = [pair for group in find_groups(links) for pair in _pair_group(group, settings.max_complete)]
    missing = sorted(set(proposed) - set(links))
    return pl.DataFrame([(a, b, "linked") for a, b in missing], schema=PAIRS, orient="row")


def _pair_group(group: Mapping[str, int], max_complete: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs to look at among items that hang together; `group` holds the number of links of each."""
    if len(group) <= max_complete:
        yield from combinations(sorted(group), 2)
        return
    hub = min(group, key=lambda item: (-group[item], item))
    yield from ((min(hub, item), max(hub, item)) for item in group if item != hub)


@dataclass(frozen=True, slots=True)
class _Join:
    """All links of one join."""

    links: Keys
    n_postings: int
    n_chained: int


def _rank_items(parts: Iterable[pl.DataFrame]) -> tuple[pl.Series, list[Numbers]]:
    """Return the ids in order, and for each part the place of each of its items among them."""
    ids = [part["item"] for part in parts]
    whole = pl.concat(ids) if ids else pl.Series("item", [], pl.String)
    order = whole.arg_sort().to_numpy()
    ranks = np.empty(len(order), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    bounds = np.cumsum([len(part) for part in ids])
    return whole.gather(order), np.split(ranks, bounds[:-1]) if ids else []


def _fewest(parts: Iterable[pl.DataFrame], ranks: Sequence[Numbers], links: Keys) -> NDArray[np.int64]:
    """Return for each link the number of fingerprints of the item that has fewer."""
    n_fingerprints = np.zeros(sum(map(len, ranks)), np.int64)
    for part, numbers in zip(parts, ranks, strict=True):
        n_fingerprints[numbers] = part["fingerprints"].list.len().to_numpy()
    fewest: NDArray[np.int64] = np.minimum(n_fingerprints[links >> HALF], n_fingerprints[links & LOW])
    return fewest


def _join(parts: Sequence[pl.DataFrame], column: str, ranks: Sequence[Numbers], settings: CandidateSettings) -> _Join:
    """Return the links between the items that share a value in the list column `column`."""
    n_postings = sum(int(part[column].list.len().sum()) for part in parts)
    if n_postings <= FEW:
        keys, carriers = _postings(parts, column, ranks)
        links, n_chained = link_carriers(keys, carriers, settings.max_carriers)
        return _Join(links, n_postings, n_chained)
    joined = list(_join_partitions(parts, column, ranks, settings))
    return _Join(np.concatenate([links for links, _ in joined]), n_postings, sum(n_chained for _, n_chained in joined))


def _postings(parts: Iterable[pl.DataFrame], column: str, ranks: Sequence[Numbers]) -> tuple[Keys, Numbers]:
    """Return the postings of all parts."""
    keys = [np.zeros(0, np.uint64)] + [_flat(part[column])[0] for part in parts]
    carriers = [np.zeros(0, np.uint32)]
    carriers += [
        np.repeat(numbers, part[column].list.len().to_numpy()) for part, numbers in zip(parts, ranks, strict=True)
    ]
    return np.concatenate(keys), np.concatenate(carriers)


def _flat(lists: pl.Series) -> tuple[Keys, NDArray[np.int64]]:
    """Return the values of a list column end to end, and where each row begins, with the last row's end."""
    ends = np.zeros(len(lists) + 1, np.int64)
    np.cumsum(lists.list.len().to_numpy(), out=ends[1:])
    return lists.list.explode(empty_as_null=False).cast(pl.UInt64).to_numpy(), ends


def _join_partitions(
    parts: Sequence[pl.DataFrame], column: str, ranks: Sequence[Numbers], settings: CandidateSettings
) -> Iterator[tuple[Keys, int]]:
    """Yield the links of each partition and the number of its chained keys; one pass over the parts fills the budget."""
    from dedup.candidates import kernel

    shift = np.uint64(64 - PARTITION_BITS)
    sizes = np.zeros(1 << PARTITION_BITS, np.int64)
    for part in parts:
        kernel.count_partitions(_flat(part[column])[0], shift, sizes)
    for first, last in _passes(sizes, settings.budget_mb * 1_000_000 // POSTING_BYTES):
        places = np.full(len(sizes), -1)
        places[first:last] = np.cumsum(sizes[first:last]) - sizes[first:last]
        n_postings = int(sizes[first:last].sum())
        keys, carriers = np.empty(n_postings, np.uint64), np.empty(n_postings, np.uint32)
        for part, numbers in zip(parts, ranks, strict=True):
            kernel.scatter_postings(*_flat(part[column]), numbers, shift, places, keys, carriers)
        for partition in range(first, last):
            span = slice(places[partition] - sizes[partition], places[partition])
            links = np.empty(sizes[partition], np.uint64)
            n_links, n_chained = kernel.link_carriers(keys[span], carriers[span], settings.max_carriers, links)
            yield links[:n_links].copy(), n_chained


def _passes(sizes: NDArray[np.int64], budget: int) -> Iterator[tuple[int, int]]:
    """Yield runs of partitions (first, past the last) that hold at most `budget` postings, or one partition each."""
    first = 0
    for partition in range(1, len(sizes) + 1):
        if partition == len(sizes) or sizes[first : partition + 1].sum() > budget:
            yield first, partition
            first = partition

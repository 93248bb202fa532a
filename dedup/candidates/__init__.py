"""Find the pairs of items that are worth a look, by two joins whose cost is linear in the number of items.

Items that share a band key are alike as a whole (Indyk and Motwani 1998); items that share winnowed fingerprints have a
passage in common, however long the rest; for an item too short to be sure of that there is `candidates.snippets`. Keys
are partitioned by their high bits, and with more postings than the budget holds the partitions are joined in several
passes over the sketches, which may stay on disk.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.candidates.completion import complete_pairs
from dedup.candidates.links import HALF, LOW, count_links, link_carriers, share_enough
from dedup.candidates.sketches import Sketches, as_parts
from dedup.settings import CandidateSettings
from dedup.tables import PAIRS
from dedup.text.buffers import frozen, to_numbers

__all__ = ["Expected", "complete_pairs", "expected_pairs", "find_pairs"]

MAX_PARTITION_BITS = 14
PARTITION_POSTINGS = 8_192  # about: their table fits into the processor's second cache
POSTING_BYTES = 15  # key and carrier, and the link that one in three gives
FEW_ROWS = 500  # of a part
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


def find_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches, settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS among SKETCHES, given whole or in parts, sorted; the order of items changes nothing.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> find_pairs(sketches, CandidateSettings()).rows()
    [('a', 'b', 'bands')]
    """
    parts = as_parts(sketches)
    items, ranks = _rank_items(parts)
    alike, _ = count_links(_join(parts, "bands", ranks, settings).links)
    joined = _join(parts, "fingerprints", ranks, settings)
    shared, n_shared = count_links(joined.links)
    fewest = np.minimum(joined.n_keys[shared >> HALF], joined.n_keys[shared & LOW])
    sharing = np.setdiff1d(shared[share_enough(n_shared, fewest, settings)], alike, assume_unique=True)
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


def expected_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches, settings: CandidateSettings) -> Expected:
    """Return what the joins over SKETCHES will cost, before any text is compared.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> expected_pairs(sketches, CandidateSettings())
    Expected(n_items=3, n_postings=6, n_links=1, n_chained=0)
    """
    parts = as_parts(sketches)
    items, ranks = _rank_items(parts)
    joins = [_join(parts, column, ranks, settings) for column in ("bands", "fingerprints")]
    return Expected(
        len(items),
        sum(int(join.n_keys.sum()) for join in joins),
        sum(len(join.links) for join in joins),
        sum(join.n_chained for join in joins),
    )


@dataclass(frozen=True, slots=True)
class _Join:
    """All links of one join, and how many keys each item carries, by its place in the order of ids."""

    links: Keys
    n_keys: NDArray[np.int64]
    n_chained: int


def _rank_items(parts: Sketches) -> tuple[pl.Series, list[Numbers]]:
    """Return the ids in order, and for each part the place of each of its items among them."""
    ids = [
        pl.Series(part.to_list(), dtype=pl.String) for part in parts.column("item")
    ]  # else all columns stay in memory
    whole = pl.concat(ids) if ids else pl.Series("item", [], pl.String)
    ranks = np.arange(len(whole), dtype=np.uint32)
    if not whole.is_sorted():
        order = whole.arg_sort().to_numpy()
        ranks[order] = ranks.copy()
        whole = whole.gather(order)
    bounds = np.cumsum([len(part) for part in ids])
    return whole, np.split(ranks, bounds[:-1]) if ids else []


def _join(parts: Sketches, column: str, ranks: Sequence[Numbers], settings: CandidateSettings) -> _Join:
    """Return the links between the items that share a value in the list column `column`."""
    n_keys = np.zeros(sum(map(len, ranks)), np.int64)
    sizes, finest = np.zeros(1 << MAX_PARTITION_BITS, np.int64), np.uint64(64 - MAX_PARTITION_BITS)
    for part, numbers in zip(parts.column(column), ranks, strict=True):
        keys, ends = _flat(part)
        n_keys[numbers] = np.diff(ends)
        sizes += np.bincount((keys >> finest).view(np.int64), minlength=len(sizes))
    if n_keys.sum() <= FEW:
        links, n_chained = link_carriers(*_postings(parts, column, ranks), settings.max_carriers)
        return _Join(links, n_keys, n_chained)
    sizes = _merge_partitions(sizes)
    passes = [sizes * is_held for is_held in _passes(sizes, settings.budget_mb * 1_000_000 // POSTING_BYTES)]
    n_postings = max(int(held.sum()) for held in passes)
    room = np.empty(n_postings, np.uint64), np.empty(n_postings, np.uint32), np.empty(n_postings, np.uint64)
    found = [_join_partitions(parts, column, ranks, held, settings.max_carriers, room) for held in passes]
    return _Join(np.concatenate([links for links, _ in found]), n_keys, sum(n_chained for _, n_chained in found))


def _postings(parts: Sketches, column: str, ranks: Sequence[Numbers]) -> tuple[Keys, Numbers]:
    """Return the postings of all parts."""
    keys, carriers = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
    for part, numbers in zip(parts.column(column), ranks, strict=True):
        values, ends = _flat(part)
        keys.append(values)
        carriers.append(np.repeat(numbers, np.diff(ends)))
    return np.concatenate(keys), np.concatenate(carriers)


def _flat(lists: pl.Series) -> tuple[Keys, NDArray[np.int64]]:
    """Return the values of a list column end to end, and where each row begins, with the last row's end.

    Of many rows nothing is copied; for a few pyarrow is not loaded.
    """
    if len(lists) > FEW_ROWS:
        arrow: Any = lists.cast(pl.List(pl.UInt64)).rechunk().to_arrow()
        return frozen(to_numbers(arrow.values, np.uint64)), frozen(to_numbers(arrow.offsets, np.int64))
    ends = np.zeros(len(lists) + 1, np.int64)
    np.cumsum(lists.list.len().to_numpy(), out=ends[1:])
    return frozen(lists.list.explode(empty_as_null=False).cast(pl.UInt64).to_numpy()), frozen(ends)


def _join_partitions(
    parts: Sketches,
    column: str,
    ranks: Sequence[Numbers],
    sizes: NDArray[np.int64],
    max_carriers: int,
    room: tuple[Keys, Numbers, Keys],
) -> tuple[Keys, int]:
    """Return the links of the partitions that have a size, and the number of their chained keys; one pass over the parts.

    `room` is for the keys and carriers of all their postings, and for as many links.
    """
    from dedup.candidates import kernel

    shift = np.uint64(64 - (len(sizes) - 1).bit_length())
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    places = np.where(sizes > 0, bounds[:-1], -1)
    keys, carriers, links = room
    for part, numbers in zip(parts.column(column), ranks, strict=True):
        kernel.scatter_postings(*_flat(part), numbers, shift, places, keys, carriers)
    half = int(np.searchsorted(bounds, bounds[-1] // 2))
    halves = (bounds[: half + 1], links), (bounds[half:], links[bounds[half] :])
    with ThreadPoolExecutor(len(halves)) as pool:
        linked = pool.map(lambda part: kernel.link_partitions(keys, carriers, part[0], max_carriers, part[1]), halves)
        counts = list(linked)
    kept = [room[:n_links] for (_, room), (n_links, _) in zip(halves, counts, strict=True)]
    return np.concatenate(kept), sum(n_chained for _, n_chained in counts)


def _merge_partitions(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sizes of as many partitions, a power of two, as leave each about PARTITION_POSTINGS.

    >>> _merge_partitions(np.array([5_000, 3_000, 9_000, 1_000])).tolist()
    [8000, 10000]
    """
    wanted = max(1, round(sizes.sum() / PARTITION_POSTINGS))
    n_partitions = min(len(sizes), 1 << (wanted - 1).bit_length())
    merged: NDArray[np.int64] = sizes.reshape(n_partitions, -1).sum(axis=1)
    return merged


def _passes(sizes: NDArray[np.int64], budget: int) -> Iterator[NDArray[np.bool_]]:
    """Yield which partitions each pass holds: at most `budget` postings, or one partition."""
    first = 0
    for partition in range(1, len(sizes) + 1):
        if partition == len(sizes) or sizes[first : partition + 1].sum() > budget:
            numbers = np.arange(len(sizes))
            yield (first <= numbers) & (numbers < partition)
            first = partition

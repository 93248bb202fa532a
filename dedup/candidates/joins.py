"""One join: the links between all items that share a value of a list column of SKETCHES, in bounded memory.

Keys are partitioned by their high bits. With more postings than the budget holds, the partitions are joined in several
passes over the sketches, which may stay on disk; links are counted as they come, since there are many of each.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.candidates.links import count_links, link_carriers
from dedup.candidates.sketches import Sketches
from dedup.settings import CandidateSettings
from dedup.text.buffers import frozen, to_numbers

MAX_PARTITION_BITS = 14
PARTITION_POSTINGS = 8_192  # about: their table fits into the processor's second cache
N_LANES = 2  # threads that scatter; every second part is a lane's own, and so is its place in each partition
N_TOGETHER = 8 * N_LANES  # parts that are at hand at once
POSTING_BYTES = 8  # half of a key and its carrier; links take the place of postings
FEW_ROWS = 500  # of a part
FEW = 50_000  # postings up to which the twin is faster than loading numba

Numbers = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Join:
    """The links of one join and what they weigh; items are named by their places in the order of ids."""

    links: Keys  # distinct, in no order
    n_shared: Counts  # by each link, the keys that make it
    n_keys: Counts  # of each item
    n_chained: int  # keys so common that their carriers are chained


class Joiner:
    """Joins SKETCHES by one column after the other; the room for postings is made once, since fresh memory is dear."""

    def __init__(self, sketches: Sketches, settings: CandidateSettings) -> None:
        self.items, self._ranks = _rank_items(sketches)
        self._sketches = sketches
        self._settings = settings
        self._room = np.empty(0, np.uint64)

    def join(self, column: str) -> Join:
        """Return the links between the items that share a value in the list column `column`."""
        n_keys, sizes = self._measure(column)
        if n_keys.sum() <= FEW:
            links, n_chained = link_carriers(*self._postings(column), self._settings.max_carriers)
            return Join(*count_links(links), n_keys, n_chained)
        sizes = _merge_partitions(sizes)
        passes = _split_passes(sizes.sum(axis=0), self._settings.budget_mb * 1_000_000 // POSTING_BYTES)
        found = [self._join_partitions(column, sizes, held) for held in passes]
        room = self._make_room(sum(len(links) for links, _ in found))
        counted = count_passes([links for links, _ in found], room)
        return Join(*counted, n_keys, sum(n_chained for _, n_chained in found))

    def _parts(self, column: str) -> Iterator[tuple[Keys, Counts, Numbers]]:
        """Yield the keys of each part end to end, where each item's begin and end, and the items' places."""
        for part, numbers in zip(self._sketches.column(column), self._ranks, strict=True):
            yield *_flat(part), numbers

    def _measure(self, column: str) -> tuple[Counts, Counts]:
        """Return how many keys each item carries, and what each lane has of the finest partitions, (N_LANES, n)."""
        n_keys, sizes = np.zeros(len(self.items), np.int64), np.zeros((N_LANES, 1 << MAX_PARTITION_BITS), np.int64)
        for place, (keys, ends, numbers) in enumerate(self._parts(column)):
            n_keys[numbers] = np.diff(ends)
            _size_partitions(keys, sizes[place % N_LANES])
        return n_keys, sizes

    def _postings(self, column: str) -> tuple[Keys, Numbers]:
        """Return the postings of all parts."""
        parts = [(keys, np.repeat(numbers, np.diff(ends))) for keys, ends, numbers in self._parts(column)]
        keys, carriers = zip((np.zeros(0, np.uint64), np.zeros(0, np.uint32)), *parts, strict=True)
        return np.concatenate(keys), np.concatenate(carriers)

    def _join_partitions(self, column: str, sizes: Counts, held: slice) -> tuple[Keys, int]:
        """Return the links of the partitions that are `held`, by one pass over the parts, and the number of chained keys."""
        from dedup.candidates import kernel

        n_bits = (sizes.shape[1] - 1).bit_length()
        bounds = _bounds(sizes[:, held].sum(axis=0))
        postings, places = self._make_room(int(bounds[-1])), bounds[:-1] + _bounds(sizes[:, held])[:-1]
        self._scatter(column, n_bits, held.start, places, postings)
        half = int(np.searchsorted(bounds, bounds[-1] // 2))
        halves = bounds[: half + 1], bounds[half:]
        with ThreadPoolExecutor(len(halves)) as pool:
            link = partial(kernel.link_partitions, postings, max_carriers=self._settings.max_carriers, n_bits=n_bits)
            linked = list(pool.map(link, halves))
        links = [postings[half[0] : half[0] + n_links] for half, (n_links, _) in zip(halves, linked, strict=True)]
        return frozen(np.concatenate(links)), sum(n_chained for _, n_chained in linked)

    def _scatter(self, column: str, n_bits: int, first: int, places: Counts, postings: Keys) -> None:
        """Put the postings of the partitions from `first` into `postings`; `places` (N_LANES, n) is where each lane goes on."""
        from dedup.candidates import kernel

        def run_lane(lane: int, parts: Sequence[tuple[Keys, Counts, Numbers]]) -> None:
            for part in parts[lane::N_LANES]:
                kernel.scatter_postings(*part, n_bits, first, places[lane], postings)

        coming = self._parts(column)
        with ThreadPoolExecutor(N_LANES) as pool:
            while parts := list(islice(coming, N_TOGETHER)):
                list(pool.map(run_lane, range(N_LANES), repeat(parts)))

    def _make_room(self, n_postings: int) -> Keys:
        """Return room for postings; what is not written costs nothing."""
        if n_postings > len(self._room):
            self._room = np.empty(max(n_postings, self._settings.budget_mb * 1_000_000 // POSTING_BYTES), np.uint64)
        return self._room


def count_passes(found: Sequence[Keys], room: Keys) -> tuple[Keys, Counts]:
    """Return the distinct ones of the links that the passes found, in no order, and how often each was.

    There is `room` for all of them. Links are scattered by hash before they are counted, so that each
    table fits into the processor's cache: sorting them all takes six times as long.
    """
    from dedup.candidates import kernel

    n_bits = max(1, sum(map(len, found)) // PARTITION_POSTINGS).bit_length()
    shift, sizes = np.uint64(64 - n_bits), np.zeros(1 << n_bits, np.int64)
    for part in found:
        kernel.size_partitions(part, shift, kernel.SPREAD, sizes)
    bounds = _bounds(sizes)
    places = bounds[:-1].copy()
    for part in found:
        kernel.scatter_links(part, shift, places, room)
    n_shared = np.empty(bounds[-1], np.uint32)
    n = kernel.count_partitions(room, bounds, n_shared)
    return room[:n].copy(), n_shared[:n].astype(np.int64)


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


def _flat(lists: pl.Series) -> tuple[Keys, Counts]:
    """Return the values of a list column end to end, and where each row begins, with the last row's end.

    Of many rows nothing is copied; for a few pyarrow is not loaded.
    """
    if len(lists) > FEW_ROWS:
        arrow: Any = lists.cast(pl.List(pl.UInt64)).rechunk().to_arrow()
        return frozen(to_numbers(arrow.values, np.uint64)), frozen(to_numbers(arrow.offsets, np.int64))
    ends = np.zeros(len(lists) + 1, np.int64)
    np.cumsum(lists.list.len().to_numpy(), out=ends[1:])
    return frozen(lists.list.explode(empty_as_null=False).cast(pl.UInt64).to_numpy()), frozen(ends)


def _size_partitions(keys: Keys, sizes: Counts) -> None:
    """Add the number of keys of each of the finest partitions to `sizes`."""
    finest = np.uint64(64 - MAX_PARTITION_BITS)
    if len(keys) <= FEW:
        sizes += np.bincount((keys >> finest).view(np.int64), minlength=len(sizes))
        return
    from dedup.candidates import kernel

    kernel.size_partitions(keys, finest, np.uint64(1), sizes)


def _merge_partitions(sizes: Counts) -> Counts:
    """Return the sizes of as many partitions, a power of two, as leave each about PARTITION_POSTINGS.

    >>> _merge_partitions(np.array([5_000, 3_000, 9_000, 1_000])).tolist()
    [8000, 10000]
    """
    wanted = max(1, round(sizes.sum() / PARTITION_POSTINGS))
    n_partitions = min(sizes.shape[-1], 1 << (wanted - 1).bit_length())
    merged: Counts = sizes.reshape(*sizes.shape[:-1], n_partitions, -1).sum(axis=-1)
    return merged


def _split_passes(sizes: Counts, budget: int) -> Iterator[slice]:
    """Yield which partitions each pass holds: at most `budget` postings, or one partition.

    >>> list(_split_passes(np.array([3, 3, 3, 9, 1]), 6))
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None), slice(4, 5, None)]
    """
    bounds, first = _bounds(sizes), 0
    for partition in range(1, len(bounds)):
        if partition == len(sizes) or bounds[partition + 1] - bounds[first] > budget:
            yield slice(first, partition)
            first = partition


def _bounds(sizes: Counts) -> Counts:
    """Return where each of the partitions begins, and where the last one ends."""
    return np.concatenate([np.zeros((1, *sizes.shape[1:]), np.int64), np.cumsum(sizes, axis=0)])

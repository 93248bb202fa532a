"""Postings packed into buckets: which items carry a key, in eight bytes a posting.

A key is cut to its upper 40 bits: among the hundred million keys of a million items a stranger then shares one key in
two hundred look-ups by chance, and never the two that make a neighbour. The keys of a bucket agree in their upper bits,
so that the lower ones fit into 32; a bucket is those, sorted, and behind them their carriers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

KEY_BITS = 40
MIN_BITS = 8  # of a bucket's number: the rest of a key must fit into 32 bits
MAX_BITS = 24
POSTINGS_A_BUCKET = 256  # two kilobytes: a few to the page

Keys = NDArray[np.uint64]
Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Bucket:
    """The postings of neighbouring keys; `first` is the least key that belongs here.

    `near` holds the first carriers of each key, which a look-up reads; `beyond` those of keys so common that the rest
    of their carriers would only slow it down.
    """

    first: int
    near: bytes
    beyond: bytes | None


def short_keys(keys: Keys) -> Keys:
    """Return the upper 40 bits of 64-bit keys.

    >>> short_keys(np.array([1 << 63], np.uint64)).tolist() == [1 << 39]
    True
    """
    return keys >> np.uint64(64 - KEY_BITS)


def choose_bits(n_postings: int) -> int:
    """Return the bits of a bucket's number that make buckets of about POSTINGS_A_BUCKET.

    >>> choose_bits(10), choose_bits(100_000_000)
    (8, 19)
    """
    return min(MAX_BITS, max(MIN_BITS, (max(1, n_postings) // POSTINGS_A_BUCKET).bit_length()))


def first_key(key: int, bits: int) -> int:
    """Return the least key of the bucket of `key` (short).

    >>> first_key((3 << 32) + 5, 8) == 3 << 32
    True
    """
    return key >> (KEY_BITS - bits) << (KEY_BITS - bits)


def fill_buckets(keys: Keys, numbers: Numbers, bits: int, cap: int) -> Iterator[Bucket]:
    """Yield the buckets of all postings, given as short keys and carriers, sorted by both, by first key.

    >>> [bucket.first for bucket in fill_buckets(np.array([5, 1 << 33], np.uint64), np.array([1, 1], np.uint32), 8, 50)]
    [0, 8589934592]
    """
    is_near = _rank_in_key(keys) < cap
    width = np.uint64(KEY_BITS - bits)
    starts = np.flatnonzero(np.diff(keys >> width, prepend=np.uint64(1 << 63))).tolist()
    for start, end in pairwise([*starts, len(keys)]):
        first = first_key(int(keys[start]), bits)
        rests, carriers, near = (
            (keys[start:end] - np.uint64(first)).astype("<u4"),
            numbers[start:end],
            is_near[start:end],
        )
        beyond = None if near.all() else _pack(rests[~near], carriers[~near])
        yield Bucket(first, _pack(rests[near], carriers[near]), beyond)


def _rank_in_key(keys: Keys) -> NDArray[np.int64]:
    """Return for each posting, sorted by key, how many of the same key stand before it."""
    places = np.arange(len(keys))
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    ranks: NDArray[np.int64] = places - np.maximum.accumulate(np.where(is_first, places, 0))
    return ranks


def _pack(rests: NDArray[np.uint32], carriers: Numbers) -> bytes:
    return rests.tobytes() + carriers.astype("<u4").tobytes()


def unpack(first: int, packed: bytes) -> tuple[Keys, Numbers]:
    """Return the short keys and carriers of a packed half of a bucket.

    >>> (bucket,) = fill_buckets(np.array([9], np.uint64), np.array([4], np.uint32), 8, 50)
    >>> [part.tolist() for part in unpack(bucket.first, bucket.near)]
    [[9], [4]]
    """
    values = np.frombuffer(packed, "<u4")
    half = len(values) // 2
    return values[:half].astype(np.uint64) + np.uint64(first), values[half:].astype(np.uint32)


def find_carriers(first: int, packed: bytes, key: int) -> Numbers:
    """Return the carriers of `key`, ascending, in a packed half of a bucket.

    >>> (bucket,) = fill_buckets(np.array([9, 9], np.uint64), np.array([4, 7], np.uint32), 8, 50)
    >>> find_carriers(bucket.first, bucket.near, 9).tolist()
    [4, 7]
    """
    values = np.frombuffer(packed, "<u4")
    half = len(values) // 2
    rest = np.uint32(key - first)
    start, end = values[:half].searchsorted(rest, "left"), values[:half].searchsorted(rest, "right")
    return values[half + start : half + end]

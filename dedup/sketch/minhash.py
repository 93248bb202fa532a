"""MinHash values and their band keys: the numpy twin, for a handful of items, and the constants both twins share.

The values are those that `datasketch.MinHash(scheme="affine32")` computes from the low 32 bits of the same shingle
hashes (Broder 1997; datasketch 2.0): value k is the least a_k * x + b_k modulo 2^32 over all shingles x.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

SEED = 1  # datasketch's
EMPTY = np.uint32(0xFFFFFFFF)  # the value of a text without words
MIX_1, MIX_2 = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)  # MurmurHash3's 32-bit finaliser
BAND_MIX, BAND_SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(31)  # as for words: `text.words.MIX`


@cache
def permutations(n_values: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the odd factors and the offsets of datasketch's permutations, each of shape (n_values,), read-only.

    >>> [int(part[0]) for part in permutations(128)]
    [3582191691, 214548472]
    """
    random = np.random.RandomState(SEED)  # the generator that datasketch seeds
    factors = random.randint(0, 1 << 31, n_values, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    offsets = random.randint(0, 1 << 32, n_values, dtype=np.uint32)
    factors.setflags(write=False)
    offsets.setflags(write=False)
    return factors, offsets


def minhash_values(shingles: NDArray[np.uint64], n_values: int) -> NDArray[np.uint32]:
    """Return the MinHash values, shape (n_values,), of 64-bit shingle hashes; all EMPTY where there are none.

    >>> minhash_values(np.array([7], np.uint64), 2)
    array([1143669496, 2705891044], dtype=uint32)
    """
    if not len(shingles):
        return np.full(n_values, EMPTY)
    factors, offsets = permutations(n_values)
    mixed = shingles.astype(np.uint32)
    mixed ^= mixed >> np.uint32(16)
    mixed *= MIX_1
    mixed ^= mixed >> np.uint32(13)
    mixed *= MIX_2
    mixed ^= mixed >> np.uint32(16)
    values: NDArray[np.uint32] = (mixed[:, None] * factors + offsets).min(axis=0)
    return values


def band_keys(values: NDArray[np.uint32], n_bands: int, n_rows: int) -> NDArray[np.uint64]:
    """Return the 64-bit key of each band of `n_rows` values, shape (n_bands,); bands differ in their keys.

    >>> keys = band_keys(np.array([1, 2, 1, 2], np.uint32), n_bands=2, n_rows=2)
    >>> bool(keys[0] == keys[1])
    False
    """
    keys = np.arange(1, n_bands + 1, dtype=np.uint64)
    for column in values[: n_bands * n_rows].reshape(n_bands, n_rows).T.astype(np.uint64):
        keys = (keys ^ column) * BAND_MIX
        keys ^= keys >> BAND_SHIFT
    return keys


def choose_bands(n_values: int, threshold: float) -> tuple[int, int]:
    """Return the number of bands and of values in each that suit a resemblance of `threshold`.

    The widest bands of which one at least agrees, for CATCH of the pairs that resemble each other just so.

    >>> choose_bands(128, 0.7), choose_bands(128, 0.5)
    ((25, 5), (42, 3))
    """
    for n_rows in range(n_values, 1, -1):
        n_bands = n_values // n_rows
        if 1 - (1 - threshold**n_rows) ** n_bands >= CATCH:
            return n_bands, n_rows
    return n_values, 1


CATCH = 0.95  # a pair well above the threshold is caught almost surely; one at it may be left to the fingerprints

"""The sketch compiled: one pass an item, from bytes to MinHash values, band keys and winnowed fingerprints.

The twins are `sketch.minhash` and `sketch.winnowing`; the words and shingles come from `text.kernel`.
"""

import numpy as np

from dedup.sketch import minhash, winnowing
from dedup.text.compiled import compiled, inlined
from dedup.text.kernel import hash_words, roll_shingles

U64, I64, U32 = np.uint64, np.int64, np.uint32
MIX_1, MIX_2 = U32(minhash.MIX_1), U32(minhash.MIX_2)
BAND_MIX, BAND_SHIFT = U64(minhash.BAND_MIX), U64(minhash.BAND_SHIFT)
EMPTY = U32(minhash.EMPTY)
BRIEF = I64(winnowing.BRIEF)
LOW_32 = U64(0xFFFFFFFF)


@inlined
def _mix_32(shingle):
    """Return the low half of a shingle's hash through MurmurHash3's finaliser."""
    x = U32(shingle & LOW_32)
    x = U32((x ^ (x >> U32(16))) * MIX_1)
    x = U32((x ^ (x >> U32(13))) * MIX_2)
    return U32(x ^ (x >> U32(16)))


@compiled
def keep_distinct(hashes, n_hashes, slots, distinct):
    """Copy the distinct ones of `hashes[:n_hashes]` to `distinct` in order and return their number.

    `slots` (uint64) is room for an open hash table, at least twice `n_hashes` and a power of two in length.
    """
    bits = I64(1)
    while (I64(1) << bits) < 2 * n_hashes:
        bits += 1
    n_slots, shift = I64(1) << bits, U64(64 - bits)
    slots[:n_slots] = U64(0)
    n = I64(0)
    for i in range(n_hashes):
        value = hashes[i] | U64(1)  # 0 marks a free slot
        slot = I64(value >> shift)
        while slots[slot] != U64(0) and slots[slot] != value:
            slot = (slot + 1) & (n_slots - 1)
        if slots[slot] == U64(0):
            slots[slot] = value
            distinct[n] = hashes[i]
            n += 1
    return n


@compiled
def take_least(shingles, n_shingles, factors, offsets, values):
    """Fill `values` (uint32) with the MinHash values of `shingles[:n_shingles]`.

    Four shingles at a time share one reading of the values; the last one stands in where fewer are left.
    """
    values[:] = EMPTY
    last = n_shingles - 1
    for i in range(0, n_shingles, 4):
        a, b = _mix_32(shingles[i]), _mix_32(shingles[min(i + 1, last)])
        c, d = _mix_32(shingles[min(i + 2, last)]), _mix_32(shingles[min(i + 3, last)])
        for k in range(len(values)):
            factor, offset = factors[k], offsets[k]
            least_ab = min(U32(factor * a + offset), U32(factor * b + offset))
            least_cd = min(U32(factor * c + offset), U32(factor * d + offset))
            values[k] = min(values[k], least_ab, least_cd)


@compiled
def key_bands(values, n_rows, keys):
    """Fill `keys` (uint64) with the key of each band of `n_rows` values."""
    for band in range(len(keys)):
        key = U64(band + 1)
        for row in range(n_rows):
            key = (key ^ U64(values[band * n_rows + row])) * BAND_MIX
            key ^= key >> BAND_SHIFT
        keys[band] = key


@compiled
def winnow(shingles, n_shingles, window, minima, fingerprints):
    """Fill `fingerprints` with the least shingle of each window, sorted and distinct, and return their number.

    The minima of windows of 1, 2, 4 ... shingles make those of `window` without a branch; `minima` is room for them.
    """
    minima[:n_shingles] = shingles[:n_shingles]
    n, width = I64(n_shingles), I64(1)
    while n_shingles > BRIEF * window and width < window:
        step = min(width, window - width)
        n -= step
        for i in range(n):
            minima[i] = min(minima[i], minima[i + step])
        width += step
    n_kept = I64(0)
    for i in range(n):
        n_kept -= i > 0 and minima[i] == minima[i - 1]
        fingerprints[n_kept] = minima[i]
        n_kept += 1
    fingerprints[:n_kept].sort()
    n_distinct = I64(0)
    for i in range(n_kept):
        n_distinct -= i > 0 and fingerprints[i] == fingerprints[i - 1]
        fingerprints[n_distinct] = fingerprints[i]
        n_distinct += 1
    return n_distinct


@compiled
def sketch_texts(buffer, offsets, letters, factors, shifts, shape, values, keys, counts, fingerprints, ends):
    """Sketch every text of a batch and return the number of fingerprints.

    `shape` holds words a shingle, window, values a band. Row i of `values` (n, n_values), `keys` (n, n_bands) and
    `counts` (n,) belongs to text i, and so does `fingerprints[ends[i - 1]:ends[i]]`, sorted; the latter array has room
    for one fingerprint in every two bytes, and one a text.
    """
    n_words, window, n_rows = shape[0], shape[1], shape[2]
    longest = I64(0)
    for i in range(len(offsets) - 1):
        longest = max(longest, offsets[i + 1] - offsets[i])
    room = longest // 2 + 2
    hashes, shingles, distinct = np.empty(room, U64), np.empty(room, U64), np.empty(room, U64)
    starts, stops, slots = np.empty(room, I64), np.empty(room, I64), np.empty(8 * room, U64)
    n_fingerprints = I64(0)
    for i in range(len(offsets) - 1):
        n_hashes = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes, starts, stops)
        n_shingles = roll_shingles(hashes, n_hashes, n_words, shingles)
        counts[i] = keep_distinct(shingles, n_shingles, slots, distinct)
        take_least(distinct, counts[i], factors, shifts, values[i])
        key_bands(values[i], n_rows, keys[i])
        n_fingerprints += winnow(shingles, n_shingles, window, distinct, fingerprints[n_fingerprints:])
        ends[i] = n_fingerprints
    return n_fingerprints

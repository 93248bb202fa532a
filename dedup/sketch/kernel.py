"""The sketch compiled: one pass an item, from bytes to MinHash values, band keys and winnowed fingerprints.

The twins are `sketch.minhash` and `sketch.winnowing`; the words and shingles come from `text.kernel`. Places are
unsigned wherever it tells: of a signed one numba asks each time whether it counts from the end.
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
MAX_PLACE = I64(0xFFFFFFFF)
ONE = U64(1)


@inlined
def _mix_32(shingle):
    """Return the low half of a shingle's hash through MurmurHash3's finaliser."""
    x = U32(shingle & LOW_32)
    x = U32((x ^ (x >> U32(16))) * MIX_1)
    x = U32((x ^ (x >> U32(13))) * MIX_2)
    return U32(x ^ (x >> U32(16)))


@compiled
def keep_distinct(hashes, n_hashes, slots, n_before, kept):
    """Copy each of `hashes[:n_hashes]` where it first stands to `kept`, and return their number.

    `slots` (uint32) is an open hash table of places, sixteen a hash: so few are taken that hardly one is met. It is never
    cleared: places are counted on from `n_before`, the hashes that were there before, and lower ones are theirs.
    """
    n_slots, before, n_kept = ONE, U64(n_before), U64(0)
    while n_slots < U64(8 * n_hashes):
        n_slots <<= ONE
    mask = n_slots - ONE
    for i in range(U64(n_hashes)):
        slot = hashes[i] & mask  # the lower bits, since the least of windows have much the same upper ones
        while U64(slots[slot]) > before and hashes[U64(slots[slot]) - before - ONE] != hashes[i]:
            slot = (slot + ONE) & mask
        kept[n_kept] = hashes[i]
        n_kept += U64(U64(slots[slot]) <= before)
        slots[slot] = before + i + ONE
    return I64(n_kept)


@compiled
def take_least(shingles, n_shingles, factors, offsets, mixed, values):
    """Fill `values` (uint32) with the MinHash values of `shingles[:n_shingles]`.

    Eight shingles at a time share one reading of the values; the last one stands in where fewer are left. `mixed`
    (uint32) has room for seven more than there are.
    """
    values[:] = EMPTY
    for i in range(U64(n_shingles)):
        mixed[i] = _mix_32(shingles[i])
    mixed[n_shingles : n_shingles + 7] = mixed[max(n_shingles, 1) - 1]
    for i in range(U64(0), U64(n_shingles), U64(8)):
        a, b, c, d = mixed[i], mixed[i + U64(1)], mixed[i + U64(2)], mixed[i + U64(3)]
        e, f, g, h = mixed[i + U64(4)], mixed[i + U64(5)], mixed[i + U64(6)], mixed[i + U64(7)]
        for k in range(len(values)):
            factor, offset = factors[k], offsets[k]
            least_ab = min(U32(factor * a + offset), U32(factor * b + offset))
            least_cd = min(U32(factor * c + offset), U32(factor * d + offset))
            least_ef = min(U32(factor * e + offset), U32(factor * f + offset))
            least_gh = min(U32(factor * g + offset), U32(factor * h + offset))
            values[k] = min(values[k], least_ab, least_cd, least_ef, least_gh)


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
def winnow(shingles, n_shingles, window, minima):
    """Put the least shingle of each window in front of `minima`, one of a run, and return their number.

    The minima of windows of 1, 2, 4 ... shingles make those of `window` without a branch. `minima` (uint64) has room for
    each shingle.
    """
    minima[:n_shingles] = shingles[:n_shingles]
    n, width = I64(n_shingles), I64(1)
    while n_shingles > BRIEF * window and width < window:
        step = min(width, window - width)
        n -= step
        earlier, later = minima[:n], minima[step : step + n]
        for i in range(n):
            earlier[i] = min(earlier[i], later[i])
        width += step
    n_runs = U64(0)
    for i in range(U64(max(n, 1) - 1)):
        minima[n_runs] = minima[i]
        n_runs += U64(minima[i] != minima[i + ONE])
    if n > 0:
        minima[n_runs] = minima[n - 1]
        n_runs += ONE
    return I64(n_runs)


@compiled
def sketch_texts(buffer, offsets, letters, factors, shifts, shape, keys, counts, fingerprints, ends):
    """Sketch every text of a batch and return the number of fingerprints.

    `shape` holds words a shingle, window, values a band. Row i of `keys` (n, n_bands) and `counts` (n,) belongs to
    text i, and so does `fingerprints[ends[i - 1]:ends[i]]`, the latter array having room for one fingerprint in every
    two bytes, and one a text.
    """
    n_words, window, n_rows = shape[0], shape[1], shape[2]
    longest = I64(0)
    for i in range(len(offsets) - 1):
        longest = max(longest, offsets[i + 1] - offsets[i])
    room = longest // 2 + 2
    hashes, shingles, scratch = np.empty(room, U64), np.empty(room, U64), np.empty(room, U64)
    slots, mixed, values = np.zeros(16 * room, U32), np.empty(room + 8, U32), np.empty(len(factors), U32)
    n_fingerprints, n_before = I64(0), I64(0)
    for i in range(len(offsets) - 1):
        n_hashes = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes, None, None)
        n_shingles = roll_shingles(hashes, n_hashes, n_words, shingles)
        take_least(shingles, n_shingles, factors, shifts, mixed, values)
        key_bands(values, n_rows, keys[i])
        if n_before + n_shingles > MAX_PLACE:
            slots[:], n_before = U32(0), I64(0)
        counts[i] = n_shingles
        n_minima = winnow(shingles, n_shingles, window, scratch)
        n_fingerprints += keep_distinct(scratch, n_minima, slots, n_before, fingerprints[n_fingerprints:])
        n_before += n_minima
        ends[i] = n_fingerprints
    return n_fingerprints

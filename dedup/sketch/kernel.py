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
ONE = U64(1)


@inlined
def _mix_32(shingle):
    """Return the low half of a shingle's hash through MurmurHash3's finaliser."""
    x = U32(shingle & LOW_32)
    x = U32((x ^ (x >> U32(16))) * MIX_1)
    x = U32((x ^ (x >> U32(13))) * MIX_2)
    return U32(x ^ (x >> U32(16)))


@compiled
def count_distinct(hashes, n_hashes, slots):
    """Return how many of `hashes[:n_hashes]` are distinct.

    `slots` (uint32) is room for an open hash table of places, sixteen a hash: so few are taken that hardly one is met,
    which costs less than to clear a smaller table and search it longer.
    """
    bits = ONE
    while (ONE << bits) < U64(8 * n_hashes):
        bits += ONE
    mask, shift, n_distinct = (ONE << bits) - ONE, U64(64) - bits, U64(0)
    slots[: I64(mask) + 1] = U32(0)
    for i in range(U64(n_hashes)):
        slot = hashes[i] >> shift
        while slots[slot] != U32(0) and hashes[U64(slots[slot]) - ONE] != hashes[i]:
            slot = (slot + ONE) & mask
        n_distinct += U64(slots[slot] == U32(0))
        slots[slot] = i + ONE
    return I64(n_distinct)


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
def winnow(shingles, n_shingles, window, minima, places, fingerprints):
    """Fill `fingerprints` with the least shingle of each window, sorted and distinct, and return their number.

    The minima of windows of 1, 2, 4 ... shingles make those of `window` without a branch. `minima` (uint64) and `places`
    (uint32) are room, for each shingle and for four times as many.
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
    for i in range(U64(n)):
        minima[n_runs] = minima[i]
        n_runs += U64(i + ONE == U64(n) or minima[i] != minima[i + ONE])
    return _sort_distinct(minima, n_runs, width, places, fingerprints)


@compiled
def _sort_distinct(values, n_values, width, places, out):
    """Fill `out` with the distinct ones of `values[:n_values]`, ascending, and return their number.

    Hashes are spread evenly: by their first bits each goes to within a few places of its own (Isaac and Singleton 1956,
    "Sorting by address calculation"), and is inserted there. The least of `width` hashes crowd at the low end, nearly all
    below 4 / `width` of the range, and share all places but one. `places` has room for four times as many as values.
    """
    bits = ONE
    while (ONE << bits) < U64(2) * n_values:
        bits += ONE
    shift, last, n_before = U64(64) - bits, (ONE << bits) - ONE, U32(0)
    while width > 4:
        width >>= 1
        shift -= ONE
    places[: I64(last) + 1] = U32(0)
    for i in range(n_values):
        places[min(values[i] >> shift, last)] += U32(1)
    for place in range(last + ONE):
        places[place], n_before = n_before, n_before + places[place]
    for i in range(n_values):
        own = min(values[i] >> shift, last)
        out[U64(places[own])] = values[i]
        places[own] += U32(1)
    for i in range(n_values):
        value, place = out[i], i
        while place > U64(0) and out[place - ONE] > value:
            out[place] = out[place - ONE]
            place -= ONE
        out[place] = value
    return _drop_repeated(out, n_values)


@compiled
def _drop_repeated(values, n_values):
    """Keep one of each of the sorted `values[:n_values]`, and return their number."""
    n = U64(0)
    for i in range(n_values):
        values[n] = values[i]
        n += U64(i + ONE == n_values or values[i] != values[i + ONE])
    return I64(n)


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
    hashes, shingles, scratch = np.empty(room, U64), np.empty(room, U64), np.empty(room, U64)
    starts, stops, slots = np.empty(room, I64), np.empty(room, I64), np.empty(16 * room, U32)
    places = np.empty(4 * room, U32)
    n_fingerprints = I64(0)
    for i in range(len(offsets) - 1):
        n_hashes = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes, starts, stops)
        n_shingles = roll_shingles(hashes, n_hashes, n_words, shingles)
        counts[i] = count_distinct(shingles, n_shingles, slots)
        take_least(shingles, n_shingles, factors, shifts, values[i])
        key_bands(values[i], n_rows, keys[i])
        n_fingerprints += winnow(shingles, n_shingles, window, scratch, places, fingerprints[n_fingerprints:])
        ends[i] = n_fingerprints
    return n_fingerprints

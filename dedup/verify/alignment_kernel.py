"""Where two texts agree, compiled: what `verify.alignment` says, by a hash table over the shingles of one of them."""

import numpy as np

from dedup.text.compiled import compiled, inlined
from dedup.verify import alignment

U64, I64, I32 = np.uint64, np.int64, np.int32  # tables are narrow, so that they stay in the first cache
ONE, FREE = U64(1), I32(-1)
MAX_PLACES = I64(alignment.MAX_PLACES)
MIX = U64(0x9E3779B97F4A7C15)


@compiled
def fill_table(shingles, n_shingles, n_bits, slots, firsts, later):
    """Fill the hash table of a text's shingles and return how many are distinct.

    `firsts` holds the first place of a slot's shingle, or -1; `later` the next place of the same shingle, or -1.
    """
    mask, shift, n_distinct = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits), I64(0)
    firsts[: I64(mask) + 1] = FREE
    for i in range(U64(n_shingles)):
        place = U64(n_shingles) - ONE - i
        shingle = shingles[place]
        slot = (shingle * MIX) >> shift
        while firsts[slot] != FREE and slots[slot] != shingle:
            slot = (slot + ONE) & mask
        n_distinct += firsts[slot] == FREE
        later[place] = firsts[slot]
        slots[slot] = shingle
        firsts[slot] = I32(place)
    return n_distinct


@inlined
def _find(shingle, n_bits, slots, firsts):
    """Return the slot of a shingle, or that of none (its first place is -1)."""
    mask = (ONE << U64(n_bits)) - ONE
    slot = (shingle * MIX) >> U64(64 - n_bits)
    while firsts[slot] != FREE and slots[slot] != shingle:
        slot = (slot + ONE) & mask
    return slot


@compiled
def look_up(shingles, n_shingles, n_bits, slots, firsts, stamp, stamps, found):
    """Fill `found` with the slot of each shingle, or -1, and return how many distinct ones stand in the table.

    A slot's entry in `stamps` that equals `stamp` says that it was met before; so nothing need be cleared.
    """
    n = I64(0)
    for i in range(U64(n_shingles)):
        slot = _find(shingles[i], n_bits, slots, firsts)
        found[i] = FREE
        if firsts[slot] != FREE:
            found[i] = I32(slot)
            n += stamps[slot] != stamp
            stamps[slot] = stamp
    return n


@compiled
def find_runs(a, b, width, found, firsts, later, stamp, stamps, runs):
    """Fill `runs` (a, b, words) as the twin's `find_runs` does and return their number.

    `found` holds the slot of each shingle of a; a slot whose entry in `stamps` equals `stamp` has been taken.
    """
    n, i, next_b = I64(0), I64(0), I64(0)
    while i <= len(a) - width:
        slot = found[i]
        j = firsts[slot] if slot >= 0 and stamps[slot] != stamp else I64(-1)
        best, length, n_tried = I64(-1), I64(0), I64(0)
        while j >= 0 and n_tried < MAX_PLACES:
            size = I64(0)
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            is_nearer = abs(j - next_b) < abs(best - next_b) or (abs(j - next_b) == abs(best - next_b) and j > best)
            if size >= width and (size > length or (size == length and is_nearer)):
                best, length = j, size
            n_tried += 1
            j = later[j]
        if best < 0:
            i += 1
            continue
        runs[n, 0], runs[n, 1], runs[n, 2] = i, best, length
        for k in range(i, i + length - width + 1):
            stamps[found[k]] = stamp
        n, i, next_b = n + 1, i + length, best + length
    return n


@compiled
def count_in_order(a, b, row):
    """Return the length of the longest common subsequence of two short stretches of words; `row` is room."""
    row[: len(b) + 1] = 0
    for i in range(len(a)):
        diagonal = I64(0)
        for j in range(len(b)):
            above = row[j + 1]
            row[j + 1] = diagonal + 1 if a[i] == b[j] else max(above, row[j])
            diagonal = above
    return row[len(b)]


@compiled
def join_runs(a, b, runs, n_runs, max_gap, least, row, passages):
    """Fill `passages` (a_start, a_end, b_start, b_end, words that agree, first run, past the last) and return their number.

    Passages of fewer than `least` words are dropped.
    """
    n, first = I64(0), I64(0)
    while first < n_runs:
        n_equal, last = runs[first, 2], first
        while last + 1 < n_runs:
            a_end, b_end = runs[last, 0] + runs[last, 2], runs[last, 1] + runs[last, 2]
            a_next, b_next = runs[last + 1, 0], runs[last + 1, 1]
            if a_next - a_end > max_gap or b_next < b_end or b_next - b_end > max_gap:
                break
            n_equal += runs[last + 1, 2] + count_in_order(a[a_end:a_next], b[b_end:b_next], row)
            last += 1
        a_end, b_end = runs[last, 0] + runs[last, 2], runs[last, 1] + runs[last, 2]
        if min(a_end - runs[first, 0], b_end - runs[first, 1]) >= least:
            passages[n, 0], passages[n, 1] = runs[first, 0], a_end
            passages[n, 2], passages[n, 3] = runs[first, 1], b_end
            passages[n, 4], passages[n, 5], passages[n, 6] = n_equal, first, last + 1
            n += 1
        first = last + 1
    return n


@compiled
def bits_for(n):
    """Return the bits that number the slots of a table for `n` shingles, at most half full."""
    bits = I64(2)
    while (I64(1) << bits) < 2 * n:
        bits += 1
    return bits

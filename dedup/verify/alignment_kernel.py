"""Where two texts agree, compiled: what `verify.alignment` says, by a hash table over the shingles of one of them.

A run is followed word by word, and the shingles in it are known from the other text; only those beside runs are looked
up, of which most stand nowhere.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.text.blocks_kernel import count_bits
from dedup.text.compiled import compiled, inlined
from dedup.verify import alignment

U64, I64, I32, U8 = np.uint64, np.int64, np.int32, np.uint8  # tables are narrow, so that they stay in the first cache
ONE, ALL, NONE = U64(1), ~U64(0), I32(-1)
ROW_BITS = I64(64)
MAX_PLACES = I64(alignment.MAX_PLACES)
MET, TAKEN = U8(1), U8(2)


class Table(NamedTuple):
    """Where the shingles of a text stand; -1 is nowhere. Of a text that repeats none, the slots say it all."""

    slots: NDArray[np.int32]  # the first place of the shingle that hashes to a slot
    firsts: NDArray[np.int32]  # of each place, the first one of the same shingle
    later: NDArray[np.int32]  # of each place, the next one of the same shingle
    lasts: NDArray[np.int32]  # of the first place of a shingle, the last one


@compiled
def make_table(n_shingles):
    """Return a table with room for texts of up to `n_shingles`."""
    room = n_shingles + 1
    return Table(np.empty(I64(1) << bits_for(room), I32), np.empty(room, I32), np.empty(room, I32), np.empty(room, I32))


@compiled
def fill_slots(shingles, slots):
    """Fill the slots of a text's table and return how many of its shingles are distinct."""
    n_bits = bits_for(len(shingles))
    mask, shift, n_distinct = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits), I64(0)
    slots[: I64(1) << n_bits] = NONE
    for place in range(U64(len(shingles))):
        slot = _find(shingles[place], shingles, shift, mask, slots)
        first = slots[slot]
        slots[slot] = I32(place) if first == NONE else first
        n_distinct += first == NONE
    return n_distinct


@compiled
def chain_places(shingles, table):
    """Fill what the table says beside its slots: where each shingle stands again."""
    n_bits = bits_for(len(shingles))
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    for place in range(U64(len(shingles))):
        first = table.slots[_find(shingles[place], shingles, shift, mask, table.slots)]
        table.firsts[place], table.later[place] = first, NONE
        if first != I32(place):
            table.later[table.lasts[first]] = I32(place)
        table.lasts[first] = I32(place)


@inlined
def _find(shingle, shingles, shift, mask, slots):
    """Return the slot of a shingle, or that of none; a shingle is mixed well enough for its high bits to name a slot."""
    slot = shingle >> shift
    while slots[slot] != NONE and shingles[U64(slots[slot])] != shingle:
        slot = (slot + ONE) & mask
    return slot


@compiled
def find_runs(a, b, shingles_a, shingles_b, table, met, runs):
    """Fill `runs` (a, b, words) as the twin's `find_runs` does; return their number, and that of the distinct shingles shared.

    `table` is that of b. `met` says of the first place of each shingle of b whether it was MET in a, and TAKEN by a run.
    """
    n_a, width, n_bits = len(shingles_a), len(a) - len(shingles_a) + 1, bits_for(len(shingles_b))
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    met[: len(shingles_b)] = 0
    n, n_common, i, a_end, b_end = I64(0), I64(0), I64(0), I64(0), I64(0)
    while i < n_a:
        shingle = shingles_a[U64(i)]
        first = I64(table.slots[_find(shingle, shingles_b, shift, mask, table.slots)])
        i += 1
        if first < 0:
            continue
        n_common += met[first] == 0
        is_taken = met[first] & TAKEN != 0
        met[first] |= MET
        if is_taken or i <= a_end:
            continue
        start, length = _choose_place(a, b, i - 1, first, b_end, table.later)
        if length < width:
            continue  # two shingles with one hash
        runs[n, 0], runs[n, 1], runs[n, 2] = i - 1, start, length
        for place in range(start, start + length - width + 1):
            n_common += met[table.firsts[place]] == 0
            met[table.firsts[place]] = MET | TAKEN
        n, a_end, b_end = n + 1, i - 1 + length, start + length
        i += length - width
    return n, n_common


@compiled
def find_lone_runs(a, b, shingles_a, shingles_b, slots, runs):
    """Do what `find_runs` does for two texts that repeat no shingle: each has one place at most, and is met once."""
    n_a, width, n_bits = len(shingles_a), len(a) - len(shingles_a) + 1, bits_for(len(shingles_b))
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    n, n_common, i, a_end = I64(0), I64(0), I64(0), I64(0)
    while i < n_a:
        start = I64(slots[_find(shingles_a[U64(i)], shingles_b, shift, mask, slots)])
        i += 1
        if start < 0:
            continue
        n_common += 1
        if i <= a_end:
            continue
        length = _extend(a, b, i - 1, start)
        if length < width:
            continue  # two shingles with one hash
        runs[n, 0], runs[n, 1], runs[n, 2] = i - 1, start, length
        n, a_end, n_common = n + 1, i - 1 + length, n_common + length - width
        i += length - width
    return n, n_common


@inlined
def _extend(a, b, i, j):
    """Return how many words are equal from word `i` of a and `j` of b."""
    size, room = U64(0), U64(min(len(a) - i, len(b) - j))
    while size < room and a[U64(i) + size] == b[U64(j) + size]:
        size += ONE
    return I64(size)


@inlined
def _choose_place(a, b, i, first, next_b, later):
    """Return the place of b where the longest run from place `i` of a begins, of equals the nearest to `next_b`; and its words."""
    best, longest, n_tried, place = I64(-1), I64(0), I64(0), first
    while place >= 0 and n_tried < MAX_PLACES:
        size = _extend(a, b, i, place)
        gap, least = abs(place - next_b), abs(best - next_b)
        if size > longest or (size == longest and (gap < least or (gap == least and place > best))):
            best, longest = place, size
        n_tried += 1
        place = I64(later[place])
    return best, longest


@compiled
def count_in_order(a, a_start, a_end, b, b_start, b_end, rows):
    """Return the length of the longest common subsequence of words [a_start, a_end) and [b_start, b_end).

    A row of the table takes a bit a word of b (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"); a bit of
    `rows` is cleared where the length grows.
    """
    n_rows = (b_end - b_start + ROW_BITS - 1) // ROW_BITS
    rows[:n_rows] = ALL
    for i in range(a_start, a_end):
        carry = U64(0)
        for r in range(n_rows):
            first = b_start + r * ROW_BITS
            equal = U64(0)
            for j in range(min(b_end - first, ROW_BITS)):
                equal |= U64(a[i] == b[first + j]) << U64(j)
            row, met = rows[r], rows[r] & equal
            total = row + met
            rows[r] = (total + carry) | (row - met)
            carry = U64(total < row) | U64(total + carry < total)
    n = U64(0)
    for r in range(n_rows):
        n += count_bits(~rows[r])
    return I64(n)


@inlined
def count_in_row(a, a_start, a_end, b, b_start, b_end):
    """Return what `count_in_order` does for up to 64 words of b."""
    row = ALL
    for i in range(U64(a_start), U64(a_end)):
        equal, bit = U64(0), ONE
        for j in range(U64(b_start), U64(b_end)):
            equal |= bit * U64(a[i] == b[j])
            bit <<= ONE
        met = row & equal
        row = (row + met) | (row - met)
    return I64(count_bits(~row))


@compiled
def join_runs(a, b, runs, n_runs, max_gap, least, rows, passages):
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
            n_equal += runs[last + 1, 2]
            if b_next - b_end <= ROW_BITS:
                n_equal += count_in_row(a, a_end, a_next, b, b_end, b_next)
            else:
                n_equal += count_in_order(a, a_end, a_next, b, b_end, b_next, rows)
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
    """Return the bits that number the slots of a table for `n` shingles, at most an eighth full: hardly one meets another."""
    bits = I64(2)
    while (I64(1) << bits) < 8 * n:
        bits += 1
    return bits

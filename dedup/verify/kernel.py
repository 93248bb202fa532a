"""Verification compiled: many pairs compared, as `verify.measures` says; the kernels beside it read, align and count.

A pair costs time in proportion to its words: a hash table over the shingles of b finds where each stretch of a stands.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.text.compiled import compiled
from dedup.text.kernel import roll_shingles
from dedup.verify.alignment_kernel import chain_places, fill_slots, find_lone_runs, find_runs, join_runs, make_table
from dedup.verify.measures_kernel import (
    LONGEST_GAP,
    count_differing,
    measure_form,
    measure_passages,
)
from dedup.verify.reading_kernel import UNCOUNTED, make_shelf, place_passages, put_texts, take_text

U64, I64, U8 = np.uint64, np.int64, np.uint8
N_FIELDS, N_PLACES = 15, 4


@compiled
def group_texts(rows_a, rows_b, n_texts):
    """Return for each text the lowest one that it hangs together with by the pairs rows_a[i], rows_b[i]."""
    lowest = np.arange(n_texts)
    for i in range(len(rows_a)):
        a, b = rows_a[i], rows_b[i]
        while lowest[a] != a:
            lowest[a] = lowest[lowest[a]]
            a = lowest[a]
        while lowest[b] != b:
            lowest[b] = lowest[lowest[b]]
            b = lowest[b]
        lowest[max(a, b)] = min(a, b)
    for text in range(n_texts):
        lowest[text] = lowest[lowest[text]]
    return lowest


class Room(NamedTuple):
    """What is filled anew for each pair, with room for the longest text."""

    shingles_a: NDArray[np.uint64]
    shingles_b: NDArray[np.uint64]
    slots_a: NDArray[np.int32]
    runs: NDArray[np.int64]
    passages: NDArray[np.int64]
    met: NDArray[np.uint8]
    marks: NDArray[np.uint8]
    rows: NDArray[np.uint64]


@compiled
def _make_room(n, max_gap):
    """Return room for texts of up to `n` words."""
    shingles, tables = (np.empty(n, U64), np.empty(n, U64)), (np.empty((n + 1, 3), I64), np.empty((n + 1, 7), I64))
    marks, n_rows = (np.empty(n + 1, U8), np.empty(n + 1, U8)), max(max_gap, LONGEST_GAP) // 64 + 1
    return Room(*shingles, make_table(n).slots, *tables, *marks, np.empty(n_rows, U64))


@compiled
def compare_pairs(buffer, offsets, letters, rows_a, rows_b, limits):
    """Compare texts rows_a[i] and rows_b[i] for every i; return the fields of `Compared`.

    A text is read where it is first met. Pairs that have one b after the other share its table, and the distinct
    shingles of an a are counted once.
    """
    n_words, max_gap, min_words = limits[0], limits[1], limits[2]
    longest = np.diff(offsets).max() // 2 + 1
    shelf, room, table, n_used = make_shelf(offsets), _make_room(longest, max_gap), make_table(longest), I64(0)
    filled, filled_width, is_chained, distinct_b = I64(-1), I64(0), False, I64(0)  # what is in the table
    measured, last = np.zeros((len(rows_a), N_FIELDS), np.int32), np.zeros(len(rows_a), I64)
    places, similarity = np.empty((4 * len(rows_a) + 64, N_PLACES), I64), np.empty(4 * len(rows_a) + 64, np.float32)
    n_kept = I64(0)
    for i in range(len(rows_a)):
        row_a, row_b, measure, runs, passages = rows_a[i], rows_b[i], measured[i], room.runs, room.passages
        n_used = put_texts(buffer, offsets, letters, n_words, row_a, row_b, n_used, shelf)
        a, shingles_a, flags_a = take_text(row_a, n_words, shelf)
        b, shingles_b, flags_b = take_text(row_b, n_words, shelf)
        width = min(n_words, len(a), len(b))
        is_short = width < n_words
        if is_short:
            shingles_a = room.shingles_a[: roll_shingles(a, len(a), max(width, 1), room.shingles_a)]
            shingles_b = room.shingles_b[: roll_shingles(b, len(b), max(width, 1), room.shingles_b)]
        if row_b != filled or width != filled_width:
            filled, filled_width, is_chained, distinct_b = row_b, width, False, fill_slots(shingles_b, table.slots)
            if not is_short:
                shelf.n_distinct[row_b] = distinct_b
        distinct_a = shelf.n_distinct[row_a]
        if is_short or distinct_a == UNCOUNTED:
            distinct_a = fill_slots(shingles_a, room.slots_a)
            if not is_short:
                shelf.n_distinct[row_a] = distinct_a
        measure[0], measure[2], measure[4] = len(a), shelf.n_unquoted[row_a], distinct_a
        measure[1], measure[3], measure[5] = len(b), shelf.n_unquoted[row_b], distinct_b
        if distinct_a == len(shingles_a) and distinct_b == len(shingles_b):
            n_runs, measure[6] = find_lone_runs(a, b, shingles_a, shingles_b, table.slots, runs)
        else:
            if not is_chained:
                chain_places(shingles_b, table)
                is_chained = True
            n_runs, measure[6] = find_runs(a, b, shingles_a, shingles_b, table, room.met, runs)
        shorter = min(len(a), len(b))
        least = min(min_words, shorter, (shorter + n_words) // 2)
        n_passages = join_runs(a, b, runs, n_runs, max_gap, least, room.rows, passages)
        measure_passages(flags_a, flags_b, runs, passages, n_passages, room.marks, measure)
        measure[11] = count_differing(a, b, flags_a, flags_b, runs, passages, n_passages, max_gap, room.rows)
        measure_form(a, b, flags_a, flags_b, room.rows, measure)
        if n_kept + n_passages > len(similarity):
            places = np.concatenate((places, np.empty((len(places) + n_passages, N_PLACES), I64)))
            similarity = np.concatenate((similarity, np.empty(len(similarity) + n_passages, np.float32)))
        for p in range(n_passages):
            passage = passages[p]
            similarity[n_kept + p] = 2 * passage[4] / (passage[1] - passage[0] + passage[3] - passage[2])
        place_passages(buffer, offsets, row_a, passages[:n_passages, :2], shelf, places[n_kept:, :2])
        place_passages(buffer, offsets, row_b, passages[:n_passages, 2:4], shelf, places[n_kept:, 2:])
        n_kept += n_passages
        last[i] = n_kept
    return measured, last, places[:n_kept], similarity[:n_kept]

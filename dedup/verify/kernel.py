"""Verification compiled: many pairs compared, as `verify.measures` says; the kernels beside it read, align and count.

A pair costs time in proportion to its words: a hash table over the shingles of b finds where each stretch of a stands.
"""

import numpy as np

from dedup.text.compiled import compiled
from dedup.text.kernel import roll_shingles
from dedup.verify.alignment_kernel import fill_table, find_runs, join_runs, make_table
from dedup.verify.measures_kernel import (
    LONGEST_GAP,
    count_differing,
    count_unquoted,
    is_ascii,
    measure_form,
    measure_passages,
    to_characters,
)

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


@compiled
def _describe_texts(buffer, offsets, flags, bounds, unquoted, ascii_only):
    """Fill `unquoted` with each text's words outside quotes, and `ascii_only`."""
    for i in range(len(bounds) - 1):
        unquoted[i] = count_unquoted(flags[bounds[i] : bounds[i + 1]])
        ascii_only[i] = is_ascii(buffer[offsets[i] : offsets[i + 1]])


@compiled
def compare_pairs(buffer, offsets, hashes, starts, ends, flags, bounds, rows_a, rows_b, limits):
    """Compare texts rows_a[i] and rows_b[i] of a reading for every i; return the fields of `Compared`.

    Pairs that have one b after the other share its table, and the distinct shingles of an a are counted once.
    """
    n_words, max_gap, min_words = limits[0], limits[1], limits[2]
    n_texts, longest = len(bounds) - 1, I64(0)
    for i in range(n_texts):
        longest = max(longest, bounds[i + 1] - bounds[i])
    table, table_a = make_table(longest), make_table(longest)
    shingles_a, shingles_b, n_b = np.empty(longest, U64), np.empty(longest, U64), I64(0)
    unquoted, ascii_only = np.empty(n_texts, I64), np.empty(n_texts, np.bool_)
    _describe_texts(buffer, offsets, flags, bounds, unquoted, ascii_only)
    distinct, distinct_b = np.full(n_texts, -1), I64(0)
    filled, filled_width = I64(-1), I64(0)  # the text and the shingles in the table
    runs, passages = np.empty((longest + 1, 3), I64), np.empty((longest + 1, 7), I64)
    met, marks = np.empty(longest + 1, U8), np.empty(longest + 1, U8)
    rows = np.empty(max(max_gap, LONGEST_GAP) // 64 + 1, U64)
    measured, last = np.zeros((len(rows_a), N_FIELDS), I64), np.zeros(len(rows_a), I64)
    places, similarity = np.empty((4 * len(rows_a) + 64, N_PLACES), I64), np.empty(4 * len(rows_a) + 64, np.float32)
    n_kept = I64(0)
    for i in range(len(rows_a)):
        row_a, row_b, measure = rows_a[i], rows_b[i], measured[i]
        a, flags_a = hashes[bounds[row_a] : bounds[row_a + 1]], flags[bounds[row_a] : bounds[row_a + 1]]
        b, flags_b = hashes[bounds[row_b] : bounds[row_b + 1]], flags[bounds[row_b] : bounds[row_b + 1]]
        width = min(n_words, len(a), len(b))
        measure[0], measure[1] = len(a), len(b)
        measure[2], measure[3] = unquoted[row_a], unquoted[row_b]
        n_a = roll_shingles(a, len(a), max(width, 1), shingles_a)
        if row_b != filled or width != filled_width:
            filled, filled_width = row_b, width
            n_b = roll_shingles(b, len(b), max(width, 1), shingles_b)
            distinct_b = fill_table(shingles_b, n_b, table)
            distinct[row_b] = distinct_b if width == n_words else distinct[row_b]
        measure[4], measure[5] = distinct[row_a], distinct_b
        if width < n_words or measure[4] < 0:
            measure[4] = fill_table(shingles_a, n_a, table_a)
            distinct[row_a] = measure[4] if width == n_words else I64(-1)
        n_passages = I64(0)
        if width > 0:
            n_runs, measure[6] = find_runs(a, b, shingles_a, shingles_b, n_a, n_b, table, met, runs)
            shorter = min(len(a), len(b))
            least = min(min_words, shorter, (shorter + n_words) // 2)
            n_passages = join_runs(a, b, runs, n_runs, max_gap, least, rows, passages)
        measure_passages(flags_a, flags_b, runs, passages, n_passages, marks, measure)
        if n_kept + n_passages > len(similarity):
            places = np.concatenate((places, np.empty((len(places) + n_passages, N_PLACES), I64)))
            similarity = np.concatenate((similarity, np.empty(len(similarity) + n_passages, np.float32)))
        for p in range(n_passages):
            passage, place = passages[p], places[n_kept + p]
            place[0], place[1] = starts[bounds[row_a] + passage[0]], ends[bounds[row_a] + passage[1] - 1]
            place[2], place[3] = starts[bounds[row_b] + passage[2]], ends[bounds[row_b] + passage[3] - 1]
            similarity[n_kept + p] = 2 * passage[4] / (passage[1] - passage[0] + passage[3] - passage[2])
        if not ascii_only[row_a]:
            to_characters(buffer[offsets[row_a] :], places[n_kept : n_kept + n_passages, :2])
        if not ascii_only[row_b]:
            to_characters(buffer[offsets[row_b] :], places[n_kept : n_kept + n_passages, 2:])
        n_kept += n_passages
        measure[11] = count_differing(a, b, flags_a, flags_b, runs, passages, n_passages, max_gap, rows)
        measure_form(a, b, flags_a, flags_b, rows, measure)
        last[i] = n_kept
    return measured, last, places[:n_kept], similarity[:n_kept]

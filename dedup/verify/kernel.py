"""Verification compiled: many pairs compared, as `verify.measures` says, and read and aligned by the kernels beside it.

A pair costs time in proportion to its words: a hash table over the shingles of b finds where each stretch of a stands.
"""

import numpy as np

from dedup.text.compiled import compiled
from dedup.text.kernel import roll_shingles
from dedup.verify import measures, reading
from dedup.verify.alignment_kernel import bits_for, count_in_order, fill_table, find_runs, join_runs, look_up

U64, I64, I32, U8 = np.uint64, np.int64, np.int32, np.uint8
NUMBER, QUOTED = U8(reading.NUMBER), U8(reading.QUOTED)
SLOT_GAP, SLOT_SIMILARITY = I64(measures.SLOT_GAP), measures.SLOT_SIMILARITY
MAX_FORM_WORDS, FORM_NUMBERS = I64(measures.MAX_FORM_WORDS), I64(measures.FORM_NUMBERS)
N_FIELDS, N_PLACES = 15, 4


@compiled
def _count_code_points(text, end, is_ascii):
    """Return how many characters the first `end` bytes hold."""
    n_tails = I64(0)
    if not is_ascii:
        for i in range(end):
            n_tails += (text[i] & 0xC0) == 0x80
    return end - n_tails


@compiled
def _is_ascii(text):
    """Return whether all bytes are ASCII."""
    sum_of_bits = U8(0)
    for byte in text:
        sum_of_bits |= byte
    return sum_of_bits < 0x80


@compiled
def _count_numbers(words, flags, start, end, others, others_start, others_end):
    """Return how many numbers stand in words [start, end) that are not among the others; digits side by side are one."""
    n, was_number = I64(0), False
    for i in range(start, end):
        is_number = flags[i] & NUMBER != 0
        j = others_start
        while is_number and j < others_end:
            is_number = words[i] != others[j]
            j += 1
        n += is_number and not was_number
        was_number = is_number
    return n


@compiled
def _measure_runs(a, b, flags_a, flags_b, runs, passage, marks, measure):
    """Add the narration, the agreeing numbers and the covered words of one passage to `measure` (fields 7 to 10)."""
    for r in range(passage[5], passage[6]):
        a_start, b_start, size = runs[r, 0], runs[r, 1], runs[r, 2]
        for k in range(size):
            if (flags_a[a_start + k] | flags_b[b_start + k]) & QUOTED == 0:
                measure[9] += marks[b_start + k] & 2 == 0
                marks[b_start + k] |= U8(2)
        measure[10] += _count_numbers(a, flags_a, a_start, a_start + size, b, 0, 0)
    measure[7] += passage[1] - passage[0]
    for j in range(passage[2], passage[3]):
        measure[8] += marks[j] & 1 == 0
        marks[j] |= U8(1)


@compiled
def _differ_between(a, b, flags_a, flags_b, gap, max_gap, row):
    """Return how many numbers differ in one gap between runs (a_start, a_end, b_start, b_end)."""
    a_size, b_size = gap[1] - gap[0], gap[3] - gap[2]
    longest = max(a_size, b_size)
    if b_size < 0 or longest > SLOT_GAP:
        return I64(0)
    if longest > max_gap:
        n_equal = count_in_order(a[gap[0] : gap[1]], b[gap[2] : gap[3]], row)
        if 2 * n_equal / (a_size + b_size) < SLOT_SIMILARITY:
            return I64(0)
    return min(
        _count_numbers(a, flags_a, gap[0], gap[1], b, gap[2], gap[3]),
        _count_numbers(b, flags_b, gap[2], gap[3], a, gap[0], gap[1]),
    )


@compiled
def _count_differing(a, b, flags_a, flags_b, runs, passages, n_passages, max_gap, row):
    """Return how many numbers between the runs of all passages stand where the other text has another number."""
    total, a_end, b_end = I64(0), I64(0), I64(0)
    for p in range(n_passages):
        for r in range(passages[p, 5], passages[p, 6]):
            total += _differ_between(a, b, flags_a, flags_b, (a_end, runs[r, 0], b_end, runs[r, 1]), max_gap, row)
            a_end, b_end = runs[r, 0] + runs[r, 2], runs[r, 1] + runs[r, 2]
    return total + _differ_between(a, b, flags_a, flags_b, (a_end, I64(len(a)), b_end, I64(len(b))), max_gap, row)


@compiled
def _measure_form(a, b, flags_a, flags_b, row, measure):
    """Fill the last three fields of `measure` (12 to 14) where both texts are bulletins."""
    numbers_a, numbers_b, new_a, new_b = I64(0), I64(0), I64(0), I64(0)
    if max(len(a), len(b)) > MAX_FORM_WORDS:
        return
    blind_a, blind_b = a.copy(), b.copy()
    for i in range(len(a)):
        if flags_a[i] & NUMBER:
            numbers_a, blind_a[i] = numbers_a + 1, U64(0)
            new_a += not _holds(b, a[i])
    for j in range(len(b)):
        if flags_b[j] & NUMBER:
            numbers_b, blind_b[j] = numbers_b + 1, U64(0)
            new_b += not _holds(a, b[j])
    if min(numbers_a, numbers_b) >= FORM_NUMBERS:
        measure[12] = count_in_order(blind_a, blind_b, row)
        measure[13], measure[14] = min(numbers_a, numbers_b), min(new_a, new_b)


@compiled
def _holds(words, word):
    """Return whether `word` is among `words`."""
    for other in words:  # noqa: SIM110 - numba knows no generators
        if other == word:
            return True
    return False


@compiled
def _count_unquoted(flags):
    """Return the number of words outside quotes."""
    n = I64(0)
    for flag in flags:
        n += flag & QUOTED == 0
    return n


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
def _describe_texts(buffer, offsets, hashes, flags, bounds, n_words, shingles, unquoted, ascii_only):
    """Fill `shingles` in step with the words, `unquoted` with each text's words outside quotes, and `ascii_only`."""
    for i in range(len(bounds) - 1):
        words = hashes[bounds[i] : bounds[i + 1]]
        roll_shingles(words, len(words), n_words, shingles[bounds[i] :])
        unquoted[i] = _count_unquoted(flags[bounds[i] : bounds[i + 1]])
        ascii_only[i] = _is_ascii(buffer[offsets[i] : offsets[i + 1]])


@compiled
def compare_pairs(buffer, offsets, hashes, starts, ends, flags, bounds, rows_a, rows_b, limits):
    """Compare texts rows_a[i] and rows_b[i] of a reading for every i; return the fields of `Compared`.

    Pairs that have one b after the other share its table, and the distinct shingles of an a are counted once.
    """
    n_words, max_gap, min_words = limits[0], limits[1], limits[2]
    n_texts, longest = len(bounds) - 1, I64(0)
    for i in range(n_texts):
        longest = max(longest, bounds[i + 1] - bounds[i])
    room = I64(1) << bits_for(longest + 1)
    short_a, short_b, slots = np.empty(longest + 1, U64), np.empty(longest + 1, U64), np.empty(room, U64)
    firsts, later, stamps = np.empty(room, I32), np.empty(longest + 1, I32), np.full(room, I32(-1))
    slots_a, firsts_a, later_a = np.empty(room, U64), np.empty(room, I32), np.empty(longest + 1, I32)
    found, unquoted, ascii_only = np.empty(longest + 1, I32), np.empty(n_texts, I64), np.empty(n_texts, np.bool_)
    shingles = np.empty(len(hashes), U64)
    _describe_texts(buffer, offsets, hashes, flags, bounds, n_words, shingles, unquoted, ascii_only)
    distinct, distinct_b, bits_b = np.full(n_texts, -1), I64(0), I64(0)
    filled, filled_width = I64(-1), I64(0)  # the text and the shingles in the table
    runs, passages = np.empty((longest + 1, 3), I64), np.empty((longest + 1, 7), I64)
    marks, row = np.empty(longest + 1, U8), np.empty(max(max_gap, SLOT_GAP, MAX_FORM_WORDS) + 2, I64)
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
        shingles_a, n_a = shingles[bounds[row_a] : bounds[row_a + 1]], len(a) - n_words + 1
        if width < n_words:
            shingles_a, n_a = short_a, roll_shingles(a, len(a), max(width, 1), short_a)
        if row_b != filled or width != filled_width:
            shingles_b, n_b = shingles[bounds[row_b] : bounds[row_b + 1]], len(b) - n_words + 1
            if width < n_words:
                shingles_b, n_b = short_b, roll_shingles(b, len(b), max(width, 1), short_b)
            bits_b, filled, filled_width = bits_for(n_b), row_b, width
            distinct_b = fill_table(shingles_b, n_b, bits_b, slots, firsts, later)
            distinct[row_b] = distinct_b if width == n_words else distinct[row_b]
        measure[4], measure[5] = distinct[row_a], distinct_b
        if width < n_words or measure[4] < 0:
            measure[4] = fill_table(shingles_a, n_a, bits_for(n_a), slots_a, firsts_a, later_a)
            distinct[row_a] = measure[4] if width == n_words else I64(-1)
        measure[6] = look_up(shingles_a, n_a, bits_b, slots, firsts, 2 * i, stamps, found)
        n_passages = I64(0)
        if width > 0 and measure[6] > 0:
            n_runs = find_runs(a, b, width, found, firsts, later, 2 * i + 1, stamps, runs)
            shorter = min(len(a), len(b))
            least = min(min_words, shorter, (shorter + n_words) // 2)
            n_passages = join_runs(a, b, runs, n_runs, max_gap, least, row, passages)
        marks[: len(b)] = 0
        if n_kept + n_passages > len(similarity):
            places = np.concatenate((places, np.empty((len(places) + n_passages, N_PLACES), I64)))
            similarity = np.concatenate((similarity, np.empty(len(similarity) + n_passages, np.float32)))
        text_a, text_b = buffer[offsets[row_a] :], buffer[offsets[row_b] :]
        for p in range(n_passages):
            passage = passages[p]
            _measure_runs(a, b, flags_a, flags_b, runs, passage, marks, measure)
            a_first, a_last = starts[bounds[row_a] + passage[0]], ends[bounds[row_a] + passage[1] - 1]
            b_first, b_last = starts[bounds[row_b] + passage[2]], ends[bounds[row_b] + passage[3] - 1]
            places[n_kept, 0] = _count_code_points(text_a, a_first, ascii_only[row_a])
            places[n_kept, 1] = _count_code_points(text_a, a_last, ascii_only[row_a])
            places[n_kept, 2] = _count_code_points(text_b, b_first, ascii_only[row_b])
            places[n_kept, 3] = _count_code_points(text_b, b_last, ascii_only[row_b])
            similarity[n_kept] = 2 * passage[4] / (passage[1] - passage[0] + passage[3] - passage[2])
            n_kept += 1
        measure[11] = _count_differing(a, b, flags_a, flags_b, runs, passages, n_passages, max_gap, row)
        _measure_form(a, b, flags_a, flags_b, row, measure)
        last[i] = n_kept
    return measured, last, places[:n_kept], similarity[:n_kept]

"""What aligned texts share, counted and compiled: what `verify.measures` says of their runs and passages."""

import numpy as np

from dedup.text.compiled import compiled, inlined
from dedup.verify import measures, reading
from dedup.verify.alignment_kernel import count_in_order

U64, I64, U8 = np.uint64, np.int64, np.uint8
NUMBER, QUOTED = U8(reading.NUMBER), U8(reading.QUOTED)
SLOT_GAP, SLOT_SIMILARITY = I64(measures.SLOT_GAP), measures.SLOT_SIMILARITY
MAX_FORM_WORDS, FORM_NUMBERS = I64(measures.MAX_FORM_WORDS), I64(measures.FORM_NUMBERS)
LONGEST_GAP = max(SLOT_GAP, MAX_FORM_WORDS)  # words that are compared in order, beside those that the settings ask for


@compiled
def measure_passages(flags_a, flags_b, runs, passages, n_passages, marks, measure):
    """Fill the covered words, the narration and the agreeing numbers of all passages (fields 7 to 10 of `measure`)."""
    b_end, is_in_order, n_narration, n_numbers = I64(0), True, I64(0), I64(0)
    for p in range(n_passages):
        passage = passages[p]
        measure[7] += passage[1] - passage[0]
        measure[8] += passage[3] - passage[2]
        is_in_order = is_in_order and passage[2] >= b_end
        b_end = passage[3]
        is_plain = not (_holds_flags(flags_a, passage[0], passage[1]) or _holds_flags(flags_b, passage[2], passage[3]))
        for r in range(passage[5], passage[6]):
            if is_plain:
                n_narration += runs[r, 2]
                continue
            narration, numbers = _measure_run(flags_a, flags_b, U64(runs[r, 0]), U64(runs[r, 1]), U64(runs[r, 2]))
            n_narration, n_numbers = n_narration + narration, n_numbers + numbers
    measure[9], measure[10] = n_narration, n_numbers
    if not is_in_order:
        measure[8], measure[9] = _measure_marks(flags_a, flags_b, runs, passages, n_passages, marks)


@inlined
def _measure_run(flags_a, flags_b, a_start, b_start, size):
    """Return how many words of one run are quoted on neither side, and its numbers; digits side by side are one."""
    n_narration, n_numbers = I64(0), I64(flags_a[a_start] & NUMBER)
    for k in range(size):
        n_narration += (flags_a[a_start + k] | flags_b[b_start + k]) & QUOTED == 0
    for place in range(a_start + U64(1), a_start + size):
        n_numbers += flags_a[place] & ~flags_a[place - U64(1)] & NUMBER
    return n_narration, n_numbers


@inlined
def _holds_flags(flags, start, end):
    """Return whether any word in [start, end) is a number or quoted; compiled, many are asked at once."""
    is_found = False
    for place in range(U64(start), U64(end)):
        is_found |= flags[place] != 0
    return is_found


@compiled
def _measure_marks(flags_a, flags_b, runs, passages, n_passages, marks):
    """Return how many words of b stand in passages, and how many of them are narration; `marks` is room for each word.

    Each counts once, however often a repeats it.
    """
    marks[: len(flags_b)] = 0
    n_covered, n_narration = I64(0), I64(0)
    for p in range(n_passages):
        for r in range(passages[p, 5], passages[p, 6]):
            for k in range(runs[r, 2]):
                i, j = runs[r, 0] + k, runs[r, 1] + k
                if (flags_a[i] | flags_b[j]) & QUOTED == 0:
                    n_narration += marks[j] & 2 == 0
                    marks[j] |= U8(2)
        for j in range(passages[p, 2], passages[p, 3]):
            n_covered += marks[j] & 1 == 0
            marks[j] |= U8(1)
    return n_covered, n_narration


@compiled
def _count_unlike(words, flags, start, end, others, others_start, others_end):
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
def _differ_between(a, b, flags_a, flags_b, gap, max_gap, rows):
    """Return how many numbers differ in one gap between runs (a_start, a_end, b_start, b_end)."""
    a_start, a_end, b_start, b_end = gap
    longest = max(a_end - a_start, b_end - b_start)
    if a_start >= a_end or b_start >= b_end or longest > SLOT_GAP:
        return I64(0)
    n_unlike = _count_unlike(a, flags_a, a_start, a_end, b, b_start, b_end)
    if n_unlike == 0:
        return I64(0)
    if longest > max_gap:
        n_equal = count_in_order(a, a_start, a_end, b, b_start, b_end, rows)
        if 2 * n_equal / (a_end - a_start + b_end - b_start) < SLOT_SIMILARITY:
            return I64(0)
    return min(n_unlike, _count_unlike(b, flags_b, b_start, b_end, a, a_start, a_end))


@compiled
def count_differing(a, b, flags_a, flags_b, runs, passages, n_passages, max_gap, rows):
    """Return how many numbers between the runs of all passages stand where the other text has another number."""
    total, a_end, b_end = I64(0), I64(0), I64(0)
    for p in range(n_passages):
        for r in range(passages[p, 5], passages[p, 6]):
            if _holds_flags(flags_a, a_end, runs[r, 0]) and _holds_flags(flags_b, b_end, runs[r, 1]):
                total += _differ_between(a, b, flags_a, flags_b, (a_end, runs[r, 0], b_end, runs[r, 1]), max_gap, rows)
            a_end, b_end = runs[r, 0] + runs[r, 2], runs[r, 1] + runs[r, 2]
    return total + _differ_between(a, b, flags_a, flags_b, (a_end, I64(len(a)), b_end, I64(len(b))), max_gap, rows)


@compiled
def measure_form(a, b, flags_a, flags_b, rows, measure):
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
        measure[12] = count_in_order(blind_a, 0, len(blind_a), blind_b, 0, len(blind_b), rows)
        measure[13], measure[14] = min(numbers_a, numbers_b), min(new_a, new_b)


@compiled
def _holds(words, word):
    """Return whether `word` is among `words`."""
    for other in words:  # noqa: SIM110 - numba knows no generators
        if other == word:
            return True
    return False

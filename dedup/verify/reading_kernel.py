"""Reading for comparison compiled: what `verify.reading` says of a text, for a whole batch.

Marks are looked for between words alone, and most words have one blank between them.
"""

import numpy as np

from dedup.text.compiled import compiled, inlined
from dedup.text.kernel import hash_words
from dedup.verify import reading

U64, I64, U8 = np.uint64, np.int64, np.uint8
NUMBER, QUOTED = U8(reading.NUMBER), U8(reading.QUOTED)
MAX_SPEAKER_WORDS = I64(reading.MAX_SPEAKER_WORDS)
NO_MARK, STRAIGHT, DOUBLED, LEFT, RIGHT, CURLY, CLOSING, LOW = 0, 1, 2, 3, 4, 5, 6, 7  # the last three as in Unicode
BLANKS_AND_BRACKETS, DASH_ENDS = (0x20, 0x09, 0x0A, 0x0D, 0x28, 0x5B), (0x93, 0x94)


@compiled
def read_texts(buffer, offsets, letters):
    """Read all texts: hashes, starts, ends (bytes) and flags of their words; text i has words bounds[i] to [i + 1]."""
    n_texts = len(offsets) - 1
    room = (offsets[n_texts] - offsets[0]) // 2 + n_texts + 1
    hashes, flags = np.empty(room, U64), np.empty(room, U8)
    starts, ends = np.empty(room, I64), np.empty(room, I64)
    bounds = np.zeros(n_texts + 1, I64)
    for i in range(n_texts):
        n = bounds[i]
        n_words = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes[n:], starts[n:], ends[n:])
        bounds[i + 1] = n + n_words
        text = buffer[offsets[i] : offsets[i + 1]]
        _flag_words(text, n_words, starts[n:], ends[n:], flags[n:])
    last = bounds[n_texts]
    return hashes[:last], starts[:last], ends[:last], flags[:last], bounds


@compiled
def _flag_words(text, n_words, starts, ends, flags):
    """Fill `flags` with the twin's NUMBER and QUOTED; places are in bytes."""
    mark, is_line, end, line_first = I64(NO_MARK), False, I64(0), I64(0)
    for place in range(n_words):
        is_blank = starts[place] == end + 1 and text[end] == 0x20 and place > 0
        mark, is_new = (mark, False) if is_blank else _read_gap(text, end, starts[place], mark, place == 0)
        if is_new:
            is_line, line_first = False, I64(place)
        flags[place] = QUOTED if mark != NO_MARK or is_line else U8(0)
        end = ends[place]
        if _begins_number(text, starts[place]):
            flags[place] |= NUMBER
        is_short = place - line_first < MAX_SPEAKER_WORDS
        if is_short and end < len(text) and text[end] == 0x3A:
            is_line = is_line or _in_capitals(text, starts, ends, line_first, place)


@compiled
def _read_gap(text, start, end, mark, is_first):
    """Return the quote mark open after the bytes between two words, and whether a new line begins there."""
    is_new = is_first
    for i in range(start, end):
        if text[i] == 0x0A:
            is_new = True
    if is_new:
        mark = I64(NO_MARK)
    i = start
    while i < end:
        byte, size = text[i], 1
        if byte == 0x0A:
            mark = I64(NO_MARK)
        elif byte == 0x22:
            mark = I64(STRAIGHT) if _may_open(text, start, i, is_first) else I64(NO_MARK)
        elif byte == 0x27 and i + 1 < end and text[i + 1] == 0x27:
            mark, size = I64(DOUBLED) if _may_open(text, start, i, is_first) else I64(NO_MARK), 2
        elif byte == 0xC2 and (text[i + 1] == 0xAB or text[i + 1] == 0xBB):
            mark, size = _turn(mark, I64(LEFT) if text[i + 1] == 0xAB else I64(RIGHT)), 2
        elif byte == 0xE2 and text[i + 1] == 0x80 and 0x9C <= text[i + 2] <= 0x9E:
            mark, size = _turn(mark, I64(CURLY + text[i + 2] - 0x9C)), 3
        i += size
    return mark, is_new


@compiled
def _turn(mark, sign):
    """Return the mark open after one that opens quotes in one language and closes them in another."""
    if sign == RIGHT:
        return I64(RIGHT) if mark == NO_MARK else I64(NO_MARK)
    if sign == CLOSING or (mark == LOW and sign == CURLY) or (mark == RIGHT and sign == LEFT):
        return I64(NO_MARK)
    return sign


@compiled
def _may_open(text, start, i, is_first):
    """Return whether a straight mark at byte `i` opens a quote: after a blank, a bracket or a dash, or first of all."""
    if i == start:
        return is_first
    before = text[i - 1]
    if before in BLANKS_AND_BRACKETS:
        return True
    if before == 0xA0:
        return i - start >= 2 and text[i - 2] == 0xC2
    return before in DASH_ENDS and i - start >= 3 and text[i - 2] == 0x80 and text[i - 3] == 0xE2


@inlined
def _begins_number(text, start):
    """Return whether the word at byte `start` begins with a digit: Latin, Arabic or Persian."""
    byte = text[start]
    if byte < 0x80:
        return 0x30 <= byte <= 0x39
    return (byte == 0xD9 and 0xA0 <= text[start + 1] <= 0xA9) or (byte == 0xDB and 0xB0 <= text[start + 1] <= 0xB9)


@compiled
def _in_capitals(text, starts, ends, first, last):
    """Return whether the words from `first` to `last` each hold a capital and no small letter, in ASCII."""
    for place in range(first, last + 1):
        has_capital = False
        for i in range(starts[place], ends[place]):
            if 0x61 <= text[i] <= 0x7A:
                return False
            has_capital = has_capital or 0x41 <= text[i] <= 0x5A
        if not has_capital:
            return False
    return True

"""Reading for comparison compiled: what `verify.reading` says of a text, kept for the pairs that follow.

Marks are looked for between words alone, and only where the text has bytes that may be one: most words have one blank
between them, or a comma and a blank.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.text.compiled import compiled, inlined
from dedup.text.kernel import hash_words, roll_shingles
from dedup.verify import reading

U64, I64, I32, U8 = np.uint64, np.int64, np.int32, np.uint8
NUMBER, QUOTED = U8(reading.NUMBER), U8(reading.QUOTED)
MAX_SPEAKER_WORDS = I64(reading.MAX_SPEAKER_WORDS)
NO_MARK, STRAIGHT, DOUBLED, LEFT, RIGHT, CURLY, CLOSING, LOW = 0, 1, 2, 3, 4, 5, 6, 7  # the last three as in Unicode
BLANKS_AND_BRACKETS, DASH_ENDS = (0x20, 0x09, 0x0A, 0x0D, 0x28, 0x5B), (0x93, 0x94)
KEPT = I64(16_384)  # words that wait for later pairs: they and their shingles take half of a megabyte's cache
UNREAD, UNCOUNTED = I64(-1), I64(-1)
BLOCK = U64(32)  # bytes that are searched at once, and then one by one


class Shelf(NamedTuple):
    """The texts read last, their words one text after the other; and what is known of each text."""

    hashes: NDArray[np.uint64]
    shingles: NDArray[np.uint64]  # where a word begins one
    starts: NDArray[np.int32]  # of each word, in bytes from its text's first
    ends: NDArray[np.int32]
    flags: NDArray[np.uint8]
    firsts: NDArray[np.int64]  # of each text, its first word on the shelf; UNREAD where it is not there
    lasts: NDArray[np.int64]  # past its last word
    n_unquoted: NDArray[np.int64]  # its words outside quotes
    n_distinct: NDArray[np.int64]  # its distinct shingles, or UNCOUNTED
    is_ascii: NDArray[np.bool_]


@compiled
def make_shelf(offsets):
    """Return a shelf with room for all texts; of most of it no use is made, and memory is taken where it is used."""
    n_texts = len(offsets) - 1
    room = (offsets[n_texts] - offsets[0]) // 2 + n_texts + 1
    words = np.empty(room, U64), np.empty(room, U64), np.empty(room, I32), np.empty(room, I32), np.empty(room, U8)
    bounds = np.full(n_texts, UNREAD), np.empty(n_texts, I64)
    return Shelf(*words, *bounds, np.empty(n_texts, I64), np.full(n_texts, UNCOUNTED), np.empty(n_texts, np.bool_))


@compiled
def put_texts(buffer, offsets, letters, n_words, row_a, row_b, n_used, shelf):
    """Put two texts on the shelf, whose first `n_used` words are taken, unless they are there; return the words taken then.

    Where neither is there, the pairs before them hung together without them: the shelf may be cleared.
    """
    if shelf.firsts[row_a] == UNREAD and shelf.firsts[row_b] == UNREAD and n_used > KEPT:
        shelf.firsts[:], n_used = UNREAD, I64(0)
    for row in (row_a, row_b):
        if shelf.firsts[row] == UNREAD:
            shelf.firsts[row], shelf.lasts[row] = (
                n_used,
                n_used + _read_text(buffer, offsets, letters, n_words, row, n_used, shelf),
            )
            n_used = shelf.lasts[row]
    return n_used


@compiled
def _read_text(buffer, offsets, letters, n_words, row, first, shelf):
    """Read a text onto the shelf, from word `first`, and return how many words it has."""
    text, hashes = buffer[offsets[row] : offsets[row + 1]], shelf.hashes[first:]
    starts, ends = shelf.starts[first:], shelf.ends[first:]
    n = hash_words(buffer, offsets[row], offsets[row + 1], letters, hashes, starts, ends)
    roll_shingles(hashes, n, n_words, shelf.shingles[first:])
    shelf.n_unquoted[row] = flag_words(text, n, starts, ends, shelf.flags[first:])
    shelf.is_ascii[row] = _is_ascii(text)
    return n


@inlined
def take_text(row, n_words, shelf):
    """Return the words of a text on the shelf, its shingles where it has as many words, and its flags."""
    first, last = shelf.firsts[row], shelf.lasts[row]
    return shelf.hashes[first:last], shelf.shingles[first : max(first, last - n_words + 1)], shelf.flags[first:last]


@compiled
def place_passages(buffer, offsets, row, passages, shelf, places):
    """Fill `places` with where each of a text's passages [first word, past its last) starts and ends, in code points."""
    first = shelf.firsts[row]
    for p in range(len(passages)):
        places[p, 0], places[p, 1] = shelf.starts[first + passages[p, 0]], shelf.ends[first + passages[p, 1] - 1]
    if not shelf.is_ascii[row]:
        _to_characters(buffer[offsets[row] :], places[: len(passages)])


@compiled
def _count_characters(text, start, end):
    """Return how many characters bytes [start, end) hold; less than 0 where the end comes first."""
    n_tails = I64(0)
    for i in range(min(start, end), max(start, end)):
        n_tails += (text[i] & 0xC0) == 0x80
    return end - start - (n_tails if start < end else -n_tails)


@compiled
def _to_characters(text, places):
    """Turn places in bytes into places in code points, going on from one to the next."""
    n_bytes, n_characters = I64(0), I64(0)
    for i in range(len(places)):
        for k in range(places.shape[1]):
            n_characters += _count_characters(text, n_bytes, places[i, k])
            n_bytes, places[i, k] = places[i, k], n_characters


@compiled
def _is_ascii(text):
    """Return whether all bytes are ASCII."""
    is_beyond = False
    for byte in text:
        is_beyond |= byte >= 0x80
    return not is_beyond


@compiled
def flag_words(text, n_words, starts, ends, flags):
    """Fill `flags` with the twin's NUMBER and QUOTED, and return how many words are not QUOTED; places are in bytes.

    Words before the next sign are as the one before them.
    """
    mark, is_line, is_quoted, sign, end = I64(NO_MARK), False, False, I64(0), I64(0)
    line_first, n_quoted = I64(0), I64(0)
    for place in range(U64(n_words)):
        before, end = end, I64(ends[place])
        if end < sign:
            flags[place] = QUOTED * U8(is_quoted)
            n_quoted += is_quoted
            continue
        mark, is_new = _read_gap(text, before, I64(starts[place]), mark, place == 0)
        if is_new:
            is_line, line_first = False, I64(place)
        is_quoted = mark != NO_MARK or is_line
        flags[place] = QUOTED * U8(is_quoted) | NUMBER * U8(_begins_number(text, I64(starts[place])))
        n_quoted += is_quoted
        if end < len(text) and text[end] == 0x3A and I64(place) - line_first < MAX_SPEAKER_WORDS:
            is_line = is_line or _in_capitals(text, starts, ends, line_first, I64(place))
            is_quoted = is_quoted or is_line
        sign = _next_sign(text, end)
    return n_words - n_quoted


@compiled
def _next_sign(text, start):
    """Return where the next byte stands, from `start`, that a mark, a number, a colon or the end of a line may begin with."""
    i, size = U64(start), U64(len(text))
    while i + BLOCK <= size:
        has_sign = False
        for k in range(BLOCK):
            has_sign |= _is_sign(text[i + k])
        if has_sign:
            break
        i += BLOCK
    while i < size and not _is_sign(text[i]):
        i += U64(1)
    return I64(i)


@inlined
def _is_sign(byte):
    """Return whether a byte begins a mark, a digit of any script, a colon, or is a line's end."""
    return (
        (byte == 0x0A)
        | (byte == 0x22)
        | (byte == 0x27)
        | ((byte >= 0x30) & (byte <= 0x3A))
        | (byte == 0xC2)
        | (byte == 0xE2)
        | (byte == 0xD9)
        | (byte == 0xDB)
    )


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
    tail = text[start + U64(1)]
    return (byte == 0xD9 and 0xA0 <= tail <= 0xA9) or (byte == 0xDB and 0xB0 <= tail <= 0xB9)


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

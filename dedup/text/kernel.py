"""Words and shingles compiled, over the UTF-8 bytes of a whole batch: what `text.words` says, some hundred times faster.

Plain ASCII, nearly all of most news, is hashed eight bytes at a time in one machine word (Lamport 1975, "Multiple byte
processing with full-word instructions"), and where words end is told for 64 bytes at once; any other character, and the
rest of a word that has one, goes through the table of `text.letters`.
Import this module only where many items wait: numba takes half a second to load.
"""

import numpy as np

from dedup.text import letters as alphabet
from dedup.text import words as twin
from dedup.text.blocks_kernel import BLOCK, map_letters
from dedup.text.compiled import compiled, inlined, trailing_zeros

U64, I64 = np.uint64, np.int64
MIX, FINISH, SPREAD = U64(twin.MIX), U64(twin.FINISH), U64(twin.SPREAD)
LOWER = U64(0x2020202020202020)  # the bit between A and a in each of eight bytes, set in every digit as well
BYTE, WORD_BYTES = U64(8), I64(8)
ONE, NONE, ALL = U64(1), U64(0), ~U64(0)
S29, S32 = U64(29), U64(32)
LONE, CODE = I64(alphabet.LONE), I64((1 << 21) - 1)
WORDLESS, UNREAD = I64(alphabet.WORDLESS), I64(alphabet.UNREAD)
N_FOLDED, HAN_END = I64(alphabet.N_FOLDED), I64(alphabet.HAN_END)
PLAIN = np.uint8(0x80)  # bytes below it are ASCII
TAGS, TAGS_END = I64(alphabet.TAGS.start), I64(alphabet.TAGS.stop)


@inlined
def _load(buffer, place):
    """Return the eight bytes from `place` as one little-endian number; LLVM makes one load of them."""
    i = U64(place)
    low = (
        U64(buffer[i])
        | U64(buffer[i + U64(1)]) << U64(8)
        | U64(buffer[i + U64(2)]) << U64(16)
        | U64(buffer[i + U64(3)]) << U64(24)
    )
    high = (
        U64(buffer[i + U64(4)])
        | U64(buffer[i + U64(5)]) << U64(8)
        | U64(buffer[i + U64(6)]) << U64(16)
        | U64(buffer[i + U64(7)]) << U64(24)
    )
    return low | high << S32


@inlined
def _hash_plain(buffer, place, size):
    """Return the hash of the word of `size` ASCII letters or digits from `place`, at least one; 8 more bytes may be read."""
    value = NONE
    while size > WORD_BYTES:
        value = _mix(value, _load(buffer, place) | LOWER)
        place, size = place + WORD_BYTES, size - WORD_BYTES
    chunk = (_load(buffer, place) | LOWER) & (ALL >> (BYTE * U64(WORD_BYTES - size)))
    return _mix(value, chunk) * FINISH


@inlined
def _mix(value, chunk):
    """Return the word's hash with eight more bytes in it."""
    value = (value ^ chunk) * MIX
    return value ^ (value >> S32)


@inlined
def _decode(buffer, i):
    """Return the character at byte `i` and its length in bytes; the buffer holds valid UTF-8."""
    byte = I64(buffer[i])
    if byte < 0x80:
        return byte, I64(1)
    if byte < 0xE0:
        return (byte & 0x1F) << 6 | (I64(buffer[i + 1]) & 0x3F), I64(2)
    tail = (I64(buffer[i + 1]) & 0x3F) << 6 | (I64(buffer[i + 2]) & 0x3F)
    if byte < 0xF0:
        return (byte & 0x0F) << 12 | tail, I64(3)
    return (byte & 0x07) << 18 | tail << 6 | (I64(buffer[i + 3]) & 0x3F), I64(4)


@inlined
def _encode(code):
    """Return the UTF-8 bytes of a character, the first one lowest, and their number."""
    c = U64(code)
    if code < 0x80:
        return c, I64(1)
    last = U64(0x80) | (c & U64(0x3F))
    if code < 0x800:
        return U64(0xC0) | c >> U64(6) | last << U64(8), I64(2)
    middle = U64(0x80) | (c >> U64(6) & U64(0x3F))
    if code < 0x10000:
        return U64(0xE0) | c >> U64(12) | middle << U64(8) | last << U64(16), I64(3)
    second = U64(0x80) | (c >> U64(12) & U64(0x3F))
    return U64(0xF0) | c >> U64(18) | second << U64(8) | middle << U64(16) | last << U64(24), I64(4)


@inlined
def _push(value, chunk, fill, code):
    """Return the state of a word's hash with one more character: hash, bytes that wait, their number."""
    packed, size = _encode(code)
    chunk |= packed << (BYTE * U64(fill))
    if fill + size < WORD_BYTES:
        return value, chunk, fill + size
    rest = fill + size - WORD_BYTES
    return _mix(value, chunk), packed >> (BYTE * U64(size - rest)), rest


@inlined
def _close(value, chunk, fill):
    """Return the finished hash of a word."""
    if fill > 0:
        value = _mix(value, chunk)
    return value * FINISH


@inlined
def _entry(letters, code):
    """Return what the table, or the rule beyond it, says of a character."""
    if code < N_FOLDED:
        return I64(letters[code])
    if code < HAN_END:
        return code | LONE
    return UNREAD if TAGS <= code < TAGS_END else WORDLESS


@inlined
def _hash_lone(code, before, far_before):
    """Return the hash of an unspaced character read with the two before it (0 where there is none)."""
    value, chunk, fill = U64(0), U64(0), I64(0)
    if far_before > 0:
        value, chunk, fill = _push(value, chunk, fill, far_before)
    if before > 0:
        value, chunk, fill = _push(value, chunk, fill, before)
    value, chunk, fill = _push(value, chunk, fill, code)
    return _close(value, chunk, fill)


@inlined
def _hash_block(buffer, place, start, n, hashes, starts, ends):
    """Hash the words that end among the 64 bytes from `place`, n of the text's being hashed; return n and the bytes passed.

    Bytes are passed up to the first word that may go on, or the first character beyond ASCII: none, where it comes first.
    """
    alnum, beyond = map_letters(buffer, U64(place))
    n_plain = I64(trailing_zeros(beyond))
    plain = ALL >> U64(BLOCK - n_plain)
    alnum &= plain
    firsts, stops = alnum & ~(alnum << ONE), alnum << ONE & ~alnum & plain
    while stops != NONE:
        first, stop = I64(trailing_zeros(firsts)), I64(trailing_zeros(stops))
        hashes[U64(n)] = _hash_plain(buffer, place + first, stop - first)
        if starts is not None:
            starts[U64(n)], ends[U64(n)] = place + first - start, place + stop - start
        n += 1
        firsts, stops = firsts & (firsts - ONE), stops & (stops - ONE)
    return n, min(I64(trailing_zeros(firsts)), n_plain)


@compiled
def hash_words(buffer, start, end, letters, hashes, starts, ends):
    """Hash the words of `buffer[start:end]` and return their number.

    Fills `hashes` (uint64) with `twin.hash_word` of each, `starts` and `ends` (int64) with where it stands, in bytes
    from `start`; who does not ask for that gives None for both. All have room for one word in every two bytes and one more.
    """
    n, i, n_buffer = I64(0), I64(start), I64(len(buffer))
    value, chunk, fill = U64(0), U64(0), I64(0)
    word_start, before, far_before = I64(-1), I64(0), I64(0)  # word_start < 0: between words
    while i < end:
        if word_start < 0 and i + BLOCK <= end and i + BLOCK + WORD_BYTES <= n_buffer and buffer[U64(i)] < PLAIN:
            before, far_before = I64(0), I64(0)
            n, n_done = _hash_block(buffer, i, start, n, hashes, starts, ends)
            if n_done > 0:
                i += n_done
                continue
        code, size = _decode(buffer, i)
        entry = _entry(letters, code)
        if entry == UNREAD:
            i += size
            continue
        if word_start >= 0 and (entry == WORDLESS or entry & LONE):
            hashes[n] = _close(value, chunk, fill)
            if starts is not None:
                starts[n], ends[n] = word_start - start, i - start
            n, word_start = n + 1, I64(-1)
            value, chunk, fill = U64(0), U64(0), I64(0)
        if entry & LONE:
            letter = entry & CODE
            hashes[n] = _hash_lone(letter, before, far_before)
            if starts is not None:
                starts[n], ends[n] = i - start, i + size - start
            n, before, far_before = n + 1, letter, before
        else:
            before, far_before = I64(0), I64(0)
            if entry != WORDLESS:
                if word_start < 0:
                    word_start = i
                value, chunk, fill = _push(value, chunk, fill, entry)
        i += size
    if word_start >= 0:
        hashes[n] = _close(value, chunk, fill)
        if starts is not None:
            starts[n], ends[n] = word_start - start, end - start
        n += 1
    return n


@compiled
def roll_shingles(hashes, n_hashes, n_words, shingles):
    """Fill `shingles` with `twin.hash_shingles` of the first `n_hashes` word hashes and return their number.

    One word of all shingles after the other, since eight are multiplied at once; one rolling into the next would wait
    for it.
    """
    if n_hashes == 0:
        return I64(0)
    width = min(I64(n_words), I64(n_hashes))
    n_shingles = U64(I64(n_hashes) - width + 1)
    for i in range(n_shingles):
        shingles[i] = hashes[i]
    for place in range(1, width):
        words = hashes[place:]
        for i in range(n_shingles):
            shingles[i] = shingles[i] * FINISH + words[i]
    for i in range(n_shingles):
        mixed = (shingles[i] ^ (shingles[i] >> S32)) * SPREAD
        shingles[i] = mixed ^ (mixed >> S29)
    return I64(n_shingles)

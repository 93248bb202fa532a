"""Sixty-four bytes at a time: what each is, a bit for each, as the processor's wide registers tell it in a few steps.

The compiler finds no such step in a loop over bytes, so it is written in LLVM's own terms, and suits any processor.
"""

import numpy as np
from llvmlite import ir

from dedup.text.compiled import compiled, intrinsic, types

U64, I64 = np.uint64, np.int64
BLOCK = I64(64)
ONE, NONE = U64(1), U64(0)
BYTES = ir.VectorType(ir.IntType(8), int(BLOCK))
BITS = ir.IntType(int(BLOCK))
BLANK, BEYOND = np.uint8(0x20), np.uint8(0x80)
TOP_BITS, LATER = np.uint8(0xC0), np.uint8(0x80)  # of a byte that begins no character: 10xxxxxx


def _load(context, builder, buffer_type, buffer, place):
    """Return the bytes of a block that begins at byte `place` of a uint8 array."""
    array = context.make_array(buffer_type)(context, builder, buffer)
    block = builder.load(builder.bitcast(builder.gep(array.data, [place]), BYTES.as_pointer()))
    block.align = 1
    return block


def _all(byte):
    """Return a block of one byte."""
    return ir.Constant(BYTES, [byte] * int(BLOCK))


@intrinsic
def map_letters(_typing, buffer, place):
    """Return which of the 64 bytes from `place` (uint64) are ASCII letters or digits, and which are beyond ASCII."""

    def build(context, builder, signature, values):
        block = _load(context, builder, signature.args[0], *values)
        lower = builder.or_(block, _all(0x20))
        is_letter = builder.icmp_unsigned("<", builder.sub(lower, _all(ord("a"))), _all(26))
        is_digit = builder.icmp_unsigned("<", builder.sub(block, _all(ord("0"))), _all(10))
        is_beyond = builder.icmp_unsigned(">=", block, _all(0x80))
        maps = [builder.bitcast(told, BITS) for told in (builder.or_(is_letter, is_digit), is_beyond)]
        return context.make_tuple(builder, signature.return_type, maps)

    return types.UniTuple(types.uint64, 2)(buffer, place), build


@intrinsic
def map_characters(_typing, buffer, place):
    """Return which of the 64 bytes from `place` (uint64) are above a blank, begin a character, are ASCII, are NUL."""

    def build(context, builder, signature, values):
        block = _load(context, builder, signature.args[0], *values)
        is_inked = builder.icmp_unsigned(">", block, _all(0x20))
        is_first = builder.icmp_signed(">", block, _all(0xBF - 0x100))  # all but 10xxxxxx
        is_ascii, is_nul = builder.icmp_unsigned("<", block, _all(0x80)), builder.icmp_unsigned("==", block, _all(0))
        maps = [builder.bitcast(told, BITS) for told in (is_inked, is_first, is_ascii, is_nul)]
        return context.make_tuple(builder, signature.return_type, maps)

    return types.UniTuple(types.uint64, 4)(buffer, place), build


@intrinsic
def count_bits(_typing, bits):
    """Return how many bits of a uint64 are set."""

    def build(_context, builder, _signature, values):
        return builder.ctpop(values[0])

    return types.uint64(bits), build


@compiled
def measure_texts(buffer, offsets, n_words, n_chars, are_plain):
    """Fill in, for each text `buffer[offsets[i]:offsets[i + 1]]`, what `corpus.measures` says of it."""
    for i in range(len(n_words)):
        place, end = offsets[i], offsets[i + 1]
        words, chars, last = NONE, NONE, NONE  # whether the byte before is in a run
        plain, nul = NONE, NONE  # bytes of ink in ASCII, and of NUL
        while place + BLOCK <= end:
            inked, first, ascii_, zero = map_characters(buffer, U64(place))
            words += count_bits(inked & ~(inked << ONE | last))
            chars += count_bits(first)
            last = inked >> U64(BLOCK - 1)
            plain, nul = plain | (inked & ascii_), nul | zero
            place += BLOCK
        for j in range(U64(place), U64(end)):
            byte = buffer[j]
            is_inked = U64(byte > BLANK)
            words += is_inked & ~last
            chars += U64(byte & TOP_BITS != LATER)
            last = is_inked
            plain, nul = plain | (is_inked & U64(byte < BEYOND)), nul | U64(byte == 0)
        n_words[i], n_chars[i], are_plain[i] = words, chars, plain != NONE and nul == NONE

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
def map_inked(_typing, buffer, place):
    """Return which of the 64 bytes from `place` (uint64) are above a blank, those beyond ASCII among them."""

    def build(context, builder, signature, values):
        block = _load(context, builder, signature.args[0], *values)
        return builder.bitcast(builder.icmp_unsigned(">", block, _all(0x20)), BITS)

    return types.uint64(buffer, place), build


@intrinsic
def count_bits(_typing, bits):
    """Return how many bits of a uint64 are set."""

    def build(_context, builder, _signature, values):
        return builder.ctpop(values[0])

    return types.uint64(bits), build


@compiled
def count_blank_words(buffer, offsets, counts):
    """Fill `counts` with the number of runs of bytes above a blank in each text `buffer[offsets[i]:offsets[i + 1]]`."""
    for i in range(len(counts)):
        place, end = offsets[i], offsets[i + 1]
        n, last = NONE, NONE  # whether the byte before is in a run
        while place + BLOCK <= end:
            inked = map_inked(buffer, U64(place))
            n += count_bits(inked & ~(inked << ONE | last))
            last = inked >> U64(BLOCK - 1)
            place += BLOCK
        for j in range(U64(place), U64(end)):
            is_inked = U64(buffer[j] > ord(" "))
            n += is_inked & ~last
            last = is_inked
        counts[i] = n

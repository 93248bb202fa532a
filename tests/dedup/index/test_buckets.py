"""Packed postings give back what was packed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.index.buckets import KEY_BITS, MIN_BITS, fill_buckets, find_carriers, first_key, unpack

KEYS = st.one_of(st.integers(0, 20), st.integers(0, (1 << KEY_BITS) - 1), st.just((1 << KEY_BITS) - 1))
POSTINGS = st.sets(st.tuples(KEYS, st.integers(0, (1 << 32) - 1)), max_size=40).map(sorted)


@given(postings=POSTINGS, bits=st.integers(MIN_BITS, 24), cap=st.integers(1, 4))
def test_postings_come_back(postings: list[tuple[int, int]], bits: int, cap: int) -> None:
    """Near and beyond together hold every posting once; the near ones are the first carriers of each key, in order."""
    keys = np.array([key for key, _ in postings], np.uint64)
    numbers = np.array([number for _, number in postings], np.uint32)
    buckets = list(fill_buckets(keys, numbers, bits, cap))
    held = [
        pair
        for bucket in buckets
        for half in filter(None, (bucket.near, bucket.beyond))
        for pair in zip(*(part.tolist() for part in unpack(bucket.first, half)), strict=True)
    ]
    by_first = {bucket.first: bucket for bucket in buckets}

    assert sorted(held) == postings
    assert len(by_first) == len(buckets)
    for key in {key for key, _ in postings}:
        carriers = [number for other, number in postings if other == key]
        bucket = by_first[first_key(key, bits)]
        assert find_carriers(bucket.first, bucket.near, key).tolist() == carriers[:cap]
        assert find_carriers(bucket.first, bucket.beyond or b"", key).tolist() == carriers[cap:]

"""Hashes and word counts over one buffer."""

import hashlib
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus import measures
from dedup.text.blocks_kernel import count_blank_words
from tests.strategies import texts


@given(st.lists(texts(max_words=9), max_size=9))
def test_words_are_counted_alike_by_numpy_and_by_the_kernel(drawn: list[str]) -> None:
    """Both give the runs of bytes above a blank, at a text's first and last byte as well."""
    encoded = [text.encode() for text in drawn]
    offsets = np.cumsum([0, *map(len, encoded)])
    raw = np.frombuffer(b"".join(encoded), np.uint8)
    counts = np.empty(len(encoded), np.uint32)
    count_blank_words(raw, offsets, counts)

    assert [len(re.findall(rb"[^\x00-\x20]+", text)) for text in encoded] == counts.tolist()
    assert counts.tolist() == measures.count_words(memoryview(b"".join(encoded)), offsets.tolist())


def test_many_texts_are_counted_as_few_are() -> None:
    """Beyond a few hundred the kernel counts."""
    text = b" one two\n three "
    offsets = [len(text) * i for i in range(measures.FEW + 2)]

    assert measures.count_words(memoryview(text * (measures.FEW + 1)), offsets) == [3] * (measures.FEW + 1)
    assert measures.hash_texts(memoryview(text), [0, 4]) == [hashlib.sha256(text[:4]).hexdigest()]

"""Hashes and counts over one buffer."""

import hashlib
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus import measures
from dedup.text import blocks_kernel
from dedup.text.buffers import frozen
from tests.strategies import texts

NULS = st.sampled_from(["", "", "\0", " ", "\x7f", "\u00a0"])


@given(st.lists(st.tuples(NULS, texts(max_words=40), NULS).map("".join), max_size=9))
def test_texts_are_measured_alike_by_the_twin_and_by_the_kernel(drawn: list[str]) -> None:
    """Both give the runs of bytes above a blank, at a text's first and last byte as well, and its code points."""
    encoded = [text.encode() for text in drawn]
    buffer, offsets = b"".join(encoded), np.cumsum([0, *map(len, encoded)])
    n = len(drawn)
    found = measures.Measures(np.empty(n, np.uint32), np.empty(n, np.uint32), np.empty(n, np.bool_))
    blocks_kernel.measure_texts(np.frombuffer(buffer, np.uint8), frozen(offsets), *found)

    assert found.n_words.tolist() == [len(re.findall(rb"[^\x00-\x20]+", text)) for text in encoded]
    assert found.n_chars.tolist() == [len(text) for text in drawn]
    assert found.are_plain.tolist() == [bool(re.search("[!-\x7f]", text)) and "\0" not in text for text in drawn]
    for column, twin in zip(found, measures.measure_texts(memoryview(buffer), offsets), strict=True):
        assert column.tolist() == twin.tolist()


def test_many_texts_are_measured_as_few_are() -> None:
    """Beyond a few hundred the kernel counts."""
    text = " one tw\u00f6\n three ".encode()
    n = measures.FEW + 1
    found = measures.measure_texts(memoryview(text * n), len(text) * np.arange(n + 1))

    assert [set(column.tolist()) for column in found] == [{3}, {len(text) - 1}, {True}]
    assert measures.hash_texts(memoryview(text), [0, 4]) == [hashlib.sha256(text[:4]).hexdigest()]

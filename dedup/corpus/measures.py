"""Hashes and counts of many texts, taken over one UTF-8 buffer without making a string of any."""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dedup.text.buffers import frozen

FEW = 512  # texts up to which the twin is faster than loading numba
INK = re.compile(rb"[!-\x7f]")


class Measures(NamedTuple):
    """What is counted of n texts, each of shape (n,).

    A word is a run of anything but white space and control characters of ASCII. A text with ink in ASCII and without NUL
    is plain: surely one that can be an item; of another more is to be asked.
    """

    n_words: npt.NDArray[np.uint32]
    n_chars: npt.NDArray[np.uint32]  # code points
    are_plain: npt.NDArray[np.bool_]


def hash_texts(buffer: memoryview, offsets: Sequence[int]) -> list[str]:
    """Return the SHA-256 of each text in hex; text i is `buffer[offsets[i]:offsets[i + 1]]`, in UTF-8.

    >>> hash_texts(memoryview(b"Rain"), [0, 4])[0][:8]
    'a6d20aa6'
    """
    sha256 = hashlib.sha256
    return [sha256(buffer[start:end]).hexdigest() for start, end in pairwise(offsets)]


def measure_texts(buffer: memoryview, offsets: npt.NDArray[np.int64]) -> Measures:
    """Return the measures of each text; text i is `buffer[offsets[i]:offsets[i + 1]]`, in UTF-8.

    >>> [column.tolist() for column in measure_texts(memoryview("Né là. Sun".encode()), np.array([0, 8, 12]))]
    [[2, 1], [6, 4], [True, True]]
    """
    n_texts = len(offsets) - 1
    measures = Measures(np.empty(n_texts, np.uint32), np.empty(n_texts, np.uint32), np.empty(n_texts, np.bool_))
    if n_texts > FEW:
        from dedup.text import blocks_kernel

        blocks_kernel.measure_texts(np.frombuffer(buffer, np.uint8), frozen(offsets), *measures)
        return measures
    for i, (start, end) in enumerate(pairwise(offsets.tolist())):
        text = bytes(buffer[start:end])
        measures.n_words[i], measures.n_chars[i] = count_words(text), len(text.decode())
        measures.are_plain[i] = INK.search(text) is not None and b"\0" not in text
    return measures


def count_words(text: bytes) -> int:
    """Return how many words a text in UTF-8 has.

    >>> count_words(b"Rain fell. Sun")
    3
    """
    is_inked = np.frombuffer(text, np.uint8) > ord(" ")
    return int(np.count_nonzero(is_inked[1:] > is_inked[:-1]) + np.count_nonzero(is_inked[:1]))

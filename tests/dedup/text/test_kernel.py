"""The compiled words and shingles against their readable twin."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.text import kernel
from dedup.text.letters import letter_table
from dedup.text.words import hash_shingles, hash_word, words
from tests.strategies import texts


def hash_in(buffer: bytes, start: int, end: int) -> tuple[NDArray[np.uint64], list[int], list[int]]:
    """Return the kernel's hashes and places of the words of `buffer[start:end]`."""
    letters = np.frombuffer(buffer, np.uint8)
    room = len(buffer) + 2
    hashes, starts, ends = np.zeros(room, np.uint64), np.zeros(room, np.int64), np.zeros(room, np.int64)
    n = kernel.hash_words(letters, start, end, letter_table(), hashes, starts, ends)
    return hashes[:n], starts[:n].tolist(), ends[:n].tolist()


@given(texts() | st.text(max_size=70))
@example("")
@example("word")
@example("a" * 63 + " " + "b" * 64 + " " + "c" * 65)
@example("éabcdefgh ijklmnoé")
@example("新华社 news 电a字")
@example("مي\u200cخواهم ١٢٣")
@example("🙂\ufe0f a\u0301b\u00adc ''")
def test_the_kernel_agrees_with_its_twin(text: str) -> None:
    """Hashes are equal, and places too, once counted in bytes."""
    text = text.encode("utf-8", "ignore").decode()
    encoded = text.encode()
    hashes, starts, ends = hash_in(encoded, 0, len(encoded))
    expected = words(text)

    assert [hash_word(word.folded) for word in expected] == hashes.tolist()
    assert [len(text[: word.start].encode()) for word in expected] == starts
    assert [len(text[: word.end].encode()) for word in expected] == ends


@given(st.text("aZ9 .\n'é新\u0301", min_size=60, max_size=260))
@example("x" * 200)
@example("x" * 63 + " " + "y" * 64 + "." + "z" * 140)
@example(("x" * 63 + "é") * 4)
def test_blocks_of_64_bytes_agree_with_the_twin_at_their_edges(text: str) -> None:
    """Words that end, go on or meet another script at a block's edge are hashed whole."""
    expected = words(text)
    hashes, starts, ends = hash_in(text.encode(), 0, len(text.encode()))

    assert [hash_word(word.folded) for word in expected] == hashes.tolist()
    assert [len(text[: word.start].encode()) for word in expected] == starts
    assert [len(text[: word.end].encode()) for word in expected] == ends


@given(texts(max_words=12), texts(max_words=12), texts(max_words=12))
def test_neighbours_in_the_buffer_change_nothing(before: str, text: str, after: str) -> None:
    """A text's words are the same wherever it stands in a batch."""
    parts = [part.encode() for part in (before, text, after)]
    start = len(parts[0])
    hashes, starts, _ = hash_in(b"".join(parts), start, start + len(parts[1]))
    alone, starts_alone, _ = hash_in(parts[1], 0, len(parts[1]))

    assert alone.tolist() == hashes.tolist()
    assert starts_alone == starts


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20), st.integers(1, 7))
def test_shingles_roll_as_they_are_hashed_one_by_one(hashes: list[int], n_words: int) -> None:
    """The rolling hash equals the polynomial computed afresh."""
    shingles = np.zeros(len(hashes) + 1, np.uint64)
    n = kernel.roll_shingles(np.array(hashes, np.uint64), len(hashes), n_words, shingles)

    assert hash_shingles(hashes, n_words) == shingles[:n].tolist()


@pytest.mark.parametrize("size", range(56, 73))
def test_words_of_every_length_about_a_machine_word_agree(size: int) -> None:
    """Runs of letters that end at, before and after a multiple of eight bytes hash as the twin's."""
    text = "x" * size + "é" + "y" * (size - 50)
    encoded = text.encode()

    assert [hash_word(words(text)[0].folded)] == hash_in(encoded, 0, len(encoded))[0].tolist()

"""Words, their hashes and shingles: the readable twin."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.text.letters import SILENT, fold_letter
from dedup.text.words import LOOK_BACK, hash_shingles, hash_word, words
from tests.strategies import texts


@given(texts())
def test_words_stand_in_order_and_do_not_overlap(text: str) -> None:
    """Places rise, lie within the text, and hold at least one character."""
    found = words(text)
    edges = [edge for word in found for edge in (word.start, word.end)]

    assert edges == sorted(edges)
    assert all(0 <= word.start < word.end <= len(text) for word in found)


@given(texts())
def test_a_word_ends_with_what_is_written_at_its_place(text: str) -> None:
    """The folded word is its letters folded, perhaps after the characters that an unspaced one is read with."""
    for word in words(text):
        written = "".join(fold_letter(char) for char in text[word.start : word.end]).replace(SILENT, "")

        assert word.folded.endswith(written)
        assert len(word.folded) - len(written) <= LOOK_BACK


@given(texts("ascii", "accented", "cyrillic"))
def test_case_does_not_matter(text: str) -> None:
    """Shouting changes no word, where capitals have one letter for one."""
    text = text.replace("ß", "s")

    assert [word.folded for word in words(text)] == [word.folded for word in words(text.upper())]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12), st.integers(1, 6))
def test_there_is_one_shingle_for_each_run_of_words(hashes: list[int], n_words: int) -> None:
    """A text of n words has n - k + 1 shingles, but one where it is shorter, and none where it is empty."""
    expected = max(1, len(hashes) - n_words + 1) if hashes else 0

    assert len(hash_shingles(hashes, n_words)) == expected


def test_words_that_differ_hash_differently() -> None:
    """A hundred thousand words collide nowhere in 64 bits, whatever their length."""
    many = {f"{stem}{number}" for stem in ("", "a", "verylongword", "ж") for number in range(25_000)}

    assert len({hash_word(word) for word in many}) == len(many)

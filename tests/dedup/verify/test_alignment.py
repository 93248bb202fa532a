"""Runs of equal words and the passages they make up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, LCSseq

from dedup.text.words import hash_shingles
from dedup.verify import alignment_kernel
from dedup.verify.alignment import covered, find_runs, join_runs
from tests.strategies import NearCopy, near_copies

hashes = st.lists(st.integers(0, 6), max_size=30)
ROW = 64  # words that one row of bits has room for


@given(hashes, hashes, st.integers(1, 4))
def test_runs_are_equal_maximal_and_apart(a: list[int], b: list[int], n_words: int) -> None:
    """Each run holds equal words, cannot be longer at its end, and overlaps no other in a."""
    runs = find_runs(a, b, n_words)
    ends = [run.a + run.n_words for run in runs]

    assert all(a[run.a : run.a + run.n_words] == b[run.b : run.b + run.n_words] for run in runs)
    assert all(run.n_words >= n_words for run in runs)
    assert all(end <= run.a for end, run in zip(ends, runs[1:], strict=False))
    for run in runs:
        assert a[run.a + run.n_words :][:1] != b[run.b + run.n_words :][:1] or run.a + run.n_words == len(a)


@given(hashes, hashes, st.integers(1, 4))
def test_the_kernel_finds_the_runs_of_its_twin(a: list[int], b: list[int], n_words: int) -> None:
    """And as many distinct shingles as the sets have in common."""
    width = min(n_words, len(a), len(b)) or 1
    shingles_a, shingles_b = (np.array(hash_shingles(side, width), np.uint64) for side in (a, b))
    table, met = alignment_kernel.make_table(len(b)), np.empty(len(b) + 1, np.uint8)
    runs = np.empty((len(a) + 1, 3), np.int64)
    sides = np.array(a, np.uint64), np.array(b, np.uint64), shingles_a, shingles_b
    n_distinct = alignment_kernel.fill_slots(shingles_b, table.slots)
    alignment_kernel.chain_places(shingles_b, table)
    n_runs, n_common = alignment_kernel.find_runs(*sides, table, met, runs)

    assert [(run.a, run.b, run.n_words) for run in find_runs(a, b, width)] == [tuple(run) for run in runs[:n_runs]]
    assert len(set(shingles_b)) == n_distinct
    assert len(set(shingles_a) & set(shingles_b)) == n_common


@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(1, 3))
def test_texts_that_repeat_nothing_have_the_same_runs_by_their_slots_alone(
    a: list[int], b: list[int], n_words: int
) -> None:
    """The shorter way finds what the longer one does."""
    shingles_a, shingles_b = (np.array(hash_shingles(side, n_words), np.uint64) for side in (a, b))
    table, met = alignment_kernel.make_table(len(b)), np.empty(len(b) + 1, np.uint8)
    runs, lone_runs = np.zeros((2, len(a) + 1, 3), np.int64)
    sides = np.array(a, np.uint64), np.array(b, np.uint64), shingles_a, shingles_b
    alignment_kernel.fill_slots(shingles_b, table.slots)
    alignment_kernel.chain_places(shingles_b, table)
    counts = alignment_kernel.find_runs(*sides, table, met, runs)

    assert alignment_kernel.find_lone_runs(*sides, table.slots, lone_runs) == counts
    assert lone_runs.tolist() == runs.tolist()


long_hashes = st.one_of(st.lists(st.integers(0, 9), max_size=8), st.lists(st.integers(0, 9), min_size=60, max_size=140))


@given(long_hashes, long_hashes)
def test_the_kernel_counts_in_order_as_rapidfuzz_does(a: list[int], b: list[int]) -> None:
    """Within one row of 64 words, at its edge, and over several."""
    sides = np.array(a, np.uint64), 0, len(a), np.array(b, np.uint64), 0, len(b)

    assert alignment_kernel.count_in_order(*sides, np.empty(3, np.uint64)) == LCSseq.similarity(a, b)
    assert len(b) > ROW or alignment_kernel.count_in_row(*sides) == LCSseq.similarity(a, b)


@given(hashes, hashes, st.integers(1, 4), st.integers(0, 6))
def test_the_similarity_of_a_passage_is_that_of_its_words(
    a: list[int], b: list[int], n_words: int, max_gap: int
) -> None:
    """No passage claims more than rapidfuzz finds between its two sides, and one run is wholly alike."""
    for passage in join_runs(a, b, find_runs(a, b, n_words), max_gap):
        left, right = a[passage.a_start : passage.a_end], b[passage.b_start : passage.b_end]

        assert 0 < passage.similarity <= Indel.normalized_similarity(left, right) + 1e-9


@given(near_copies())
def test_all_that_edits_left_alone_in_runs_is_found(copy: NearCopy) -> None:
    """Every word that stands in a run of five unedited words is covered."""
    a, b = copy.original.split(), copy.copy.split()
    numbers = {word: i for i, word in enumerate(dict.fromkeys([*a, *b]))}
    left, right = [numbers[word] for word in a], [numbers[word] for word in b]
    shared = {tuple(right[j : j + 5]) for j in range(len(right) - 4)}
    expected = {i + k for i in range(len(left) - 4) if tuple(left[i : i + 5]) in shared for k in range(5)}
    found = {run.a + k for run in find_runs(left, right, 5) for k in range(run.n_words)}

    assert expected == found


def test_a_caption_shown_twice_is_taken_once() -> None:
    """What a repeats is aligned at its first place alone."""
    caption = [1, 2, 3, 4, 5, 6]

    assert len(find_runs([*caption, 9, *caption], [8, *caption], 5)) == 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_places_covered_twice_count_once(spans: list[tuple[int, int]]) -> None:
    """The cover is the size of the union."""
    spans = [(min(pair), max(pair)) for pair in spans]

    assert covered(spans) == len({place for start, end in spans for place in range(start, end)})

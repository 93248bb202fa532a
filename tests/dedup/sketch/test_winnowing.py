"""Winnowed fingerprints."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.sketch.winnowing import winnow

hashes = st.lists(st.integers(0, 50), max_size=40)


@given(hashes, st.integers(1, 9))
def test_fingerprints_are_distinct_and_from_the_text(shingles: list[int], window: int) -> None:
    """Fingerprints are shingles of the text, each once; a text with words has at least one."""
    fingerprints = winnow(shingles, window)

    assert len(fingerprints) == len(set(fingerprints))
    assert set(fingerprints) <= set(shingles)
    assert bool(fingerprints) == bool(shingles)


@given(hashes, hashes, hashes, st.lists(st.integers(0, 50), min_size=9, max_size=20))
def test_a_shared_run_that_fills_a_window_leaves_a_shared_fingerprint(
    before: list[int], after: list[int], other: list[int], run: list[int]
) -> None:
    """Whatever stands around it, a run as long as the window is hit in both texts: the guarantee of winnowing."""
    long = list(range(51, 51 + 4 * len(run)))

    assert set(winnow(before + long + run + after, len(run))) & set(winnow(other + long[::-1] + run, len(run)))

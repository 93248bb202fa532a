"""Sketches of items: the kernel against its twins, masks, and laws."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup.sketch
from dedup.settings import SketchSettings
from dedup.sketch import kernel, sketch_items, sketch_texts
from dedup.sketch.minhash import minhash_values, permutations
from dedup.tables import SKETCHES, SPANS
from tests.strategies import texts

settings = st.builds(
    SketchSettings, n_words=st.integers(1, 6), n_values=st.sampled_from((8, 128)), window=st.integers(1, 9)
)


@given(st.lists(texts() | st.sampled_from(["", " ", "word", "a" * 64]), min_size=1, max_size=6), settings)
def test_the_kernel_agrees_with_its_twins(drawn: list[str], chosen: SketchSettings) -> None:
    """Keys, counts and fingerprints are the same, whichever computes them."""
    few = dedup.sketch._sketch_few(pl.Series(drawn), chosen)
    many = dedup.sketch._sketch_many(pl.Series(drawn), chosen)

    for field in few.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(few, field), getattr(many, field))


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), st.sampled_from((1, 8, 48, 128)))
def test_the_kernel_takes_the_least_as_its_twin_does(drawn: list[int], n_values: int) -> None:
    """Each MinHash value is the same, of any number of shingles, none among them."""
    shingles, values = np.array(drawn, np.uint64), np.empty(n_values, np.uint32)
    kernel.take_least(
        np.append(shingles, np.uint64(0)),
        len(drawn),
        *permutations(n_values),
        np.empty(len(drawn) + 8, np.uint32),
        values,
    )

    assert values.tolist() == minhash_values(shingles, n_values).tolist()


@given(st.lists(st.lists(st.integers(0, 20), max_size=30), max_size=6))
def test_a_table_that_is_never_cleared_tells_each_list_its_distinct_hashes(lists: list[list[int]]) -> None:
    """What stands in the table of the lists before is nothing to the next, up to the last place that can be counted."""
    slots, n_before = np.zeros(512, np.uint32), kernel.MAX_PLACE - sum(map(len, lists))
    for hashes in lists:
        kept = np.zeros(len(hashes) + 1, np.uint64)
        n_kept = kernel.keep_distinct(np.array(hashes, np.uint64), len(hashes), slots, n_before, kept)
        n_before += len(hashes)

        assert kept[:n_kept].tolist() == list(dict.fromkeys(hashes))


@given(st.lists(texts(max_words=20), max_size=5))
def test_a_sketch_does_not_depend_on_its_batch(drawn: list[str]) -> None:
    """Items sketched together have the sketches that each has alone."""
    items = pl.DataFrame(
        {"item": [str(i) for i in range(len(drawn))], "text": drawn}, schema={"item": pl.String, "text": pl.String}
    )
    together = sketch_items(items, SPANS.to_frame(), SketchSettings())
    apart = [sketch_items(items[i : i + 1], SPANS.to_frame(), SketchSettings()) for i in range(len(items))]

    assert together.equals(pl.concat([SKETCHES.to_frame(), *apart]))


def test_masked_words_leave_no_trace() -> None:
    """Furniture in the middle of a text is as if it were not there."""
    items = pl.DataFrame(
        {"item": ["a", "b"], "text": ["The ferry sank. READ ALSO Nobody was hurt.", "The ferry sank. Nobody was hurt."]}
    )
    spans = pl.DataFrame({"item": ["a"], "start": [16], "end": [25]})
    masked, plain = sketch_items(items, spans, SketchSettings()).drop("item").rows()

    assert masked == plain


def test_an_item_of_furniture_alone_has_no_shingles() -> None:
    """All masked, nothing is left: no shingle, no fingerprint."""
    items = pl.DataFrame({"item": ["a"], "text": ["Subscribe now!"]})
    sketches = sketch_items(items, pl.DataFrame({"item": ["a"], "start": [0], "end": [14]}), SketchSettings())

    assert sketches.select("n_shingles", pl.col("fingerprints").list.len()).row(0) == (0, 0)


@pytest.mark.parametrize("n_words", [4, 5, 6])
def test_a_text_about_a_shingle_long_has_at_least_one(n_words: int) -> None:
    """A text shorter than a shingle is one shingle."""
    text = " ".join("abcdefgh"[:n_words])

    assert sketch_texts(pl.Series([text]), SketchSettings()).n_shingles.tolist() == [max(1, n_words - 4)]

"""Texts as bytes, and masked."""

import polars as pl
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.buffers import mask, mask_texts, to_utf8
from tests.strategies import texts


@given(st.lists(texts(max_words=5), max_size=6), st.integers(0, 3))
def test_bytes_are_those_of_the_texts(drawn: list[str], skipped: int) -> None:
    """Each text is found between its offsets, in a slice of a longer column as well."""
    utf8 = to_utf8(pl.Series(drawn, dtype=pl.String)[skipped:])
    found = [utf8.buffer[utf8.offsets[i] : utf8.offsets[i + 1]].tobytes().decode() for i in range(len(utf8))]

    assert drawn[skipped:] == found
    assert not utf8.buffer.flags.writeable


@given(st.lists(texts(max_words=9).map("a longer text: {}".format), max_size=6), st.integers(0, 3), st.booleans())
def test_texts_that_lie_end_to_end_are_read_where_they_are(drawn: list[str], skipped: int, is_shuffled: bool) -> None:
    """As Arrow reads them from a file; in another order they are copied, and are the same."""
    read = pl.Series(pa.array(drawn, pa.large_string()))[skipped:]
    read = read.reverse() if is_shuffled else read
    utf8 = to_utf8(read)
    found = [utf8.buffer[utf8.offsets[i] : utf8.offsets[i + 1]].tobytes().decode() for i in range(len(utf8))]

    assert read.to_list() == found


@given(texts(max_words=10), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 20)), max_size=4))
def test_masking_keeps_every_offset(text: str, drawn: list[tuple[int, int]]) -> None:
    """Outside the spans nothing changes, inside all is blank, and the length stays."""
    spans = [(min(start, len(text)), min(start + size, len(text))) for start, size in drawn]
    masked = mask(text, [start for start, _ in spans], [end for _, end in spans])
    inside = {place for start, end in spans for place in range(start, end)}

    assert len(masked) == len(text)
    assert all(masked[place] == (" " if place in inside else char) for place, char in enumerate(text))


def test_items_without_spans_keep_their_text() -> None:
    """Only the carriers of spans are rewritten, and in their own place."""
    items = pl.DataFrame({"item": ["a", "b", "c"], "text": ["one two", "three", "four five"]})
    spans = pl.DataFrame({"item": ["c", "z"], "start": [0, 0], "end": [4, 9]})

    assert mask_texts(items, spans).to_list() == ["one two", "three", "     five"]

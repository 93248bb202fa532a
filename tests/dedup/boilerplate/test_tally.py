import polars as pl

from dedup.boilerplate.tally import MAX_LINE_CHARS, tally_lines
from dedup.tables import ITEMS, LINE_TALLIES


def _tally(text: str) -> pl.DataFrame:
    """Return LINE_TALLIES of one item."""
    return tally_lines(pl.DataFrame([{"item": "a", "outlet": "The Post", "text": text}], schema=ITEMS))


def test_a_line_counts_once_an_item() -> None:
    """A button printed ten times, or a stamp with other numbers, is one row."""
    assert _tally("Share\n" * 10 + "Picture 1\nPicture 2")["line"].to_list() == ["Share", "Picture 1"]


def test_long_lines_keep_their_hash_only() -> None:
    """What is too long for furniture still tells carriers apart, without its words."""
    row = _tally("word " * MAX_LINE_CHARS).row(0, named=True)

    assert row["line"] is None
    assert row["words"] is not None


def test_inner_sentences_keep_no_words() -> None:
    """A sentence in the middle of a long paragraph has neither pattern nor words of its own."""
    tallies = _tally(
        " ".join(
            f"Sentence {'abcdefghijklmnopqrstuvwxyz'[n]} of a rather long paragraph was printed here."
            for n in range(26)
            for _ in "ab"
        )
    )
    inner = tallies.filter(~pl.col("is_edge") & ~pl.col("is_line"))

    assert inner.height > 0
    assert inner["pattern"].null_count() == inner["line"].null_count() == inner.height


def test_nothing_gives_the_schema() -> None:
    """No items and empty items give no rows."""
    assert tally_lines(ITEMS.to_frame()).schema == LINE_TALLIES
    assert _tally("").schema == LINE_TALLIES

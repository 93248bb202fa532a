"""Gather the tallies of a corpus in memory: hashes of all lines, the words of those that may be furniture."""

from collections.abc import Iterable, Iterator

import polars as pl

from dedup.boilerplate.naming import names_owner
from dedup.boilerplate.tally import MIN_SENTENCE_CHARS
from dedup.tables import LINE_TALLIES


def gather_tallies(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return all LINE_TALLIES of `parts`, items by their hash, without the words of a line that one item alone carries.

    Short lines keep theirs, since their length counts, and those that may name an owner.

    Raises:
        TypeError: `parts` can be walked only once.

    >>> tallies = pl.DataFrame([{"item": "a", "line": "A line that nobody else will ever print."}], schema=LINE_TALLIES)
    >>> gather_tallies([tallies])["line"].to_list()
    [None]
    """
    if isinstance(parts, Iterator):  # its second walk would find nothing
        raise TypeError("tallies are walked twice: hand in parts that can be walked again, such as a list")
    empty = LINE_TALLIES.to_frame()["pattern"]
    patterns = pl.concat([empty, *(part["pattern"] for part in parts)]).sort()
    repeated = patterns.filter(patterns == patterns.shift()).unique()
    hashed = LINE_TALLIES.to_frame().with_columns(item=pl.lit(None, pl.UInt64))
    return pl.concat([hashed, *(_forget(part, repeated) for part in parts)])


def _forget(part: pl.DataFrame, repeated: pl.Series) -> pl.DataFrame:
    """Return `part` with the words of those of its lines alone that are `repeated`, short, or name an owner."""
    line = pl.col("line")
    is_kept = pl.col("pattern").is_in(repeated.implode()) | (line.str.len_chars() < MIN_SENTENCE_CHARS) | names_owner()
    trimmed = part.with_columns(item=pl.col("item").hash(), line=pl.when(is_kept).then("line"))
    words = trimmed["line"].to_arrow(compat_level=pl.CompatLevel.oldest())  # a copy, which lets go of the other words
    return trimmed.with_columns(line=pl.Series(words, dtype=pl.String))

"""Note, for each line and sentence of a batch, who carries it and where it stands."""

import polars as pl

from dedup.boilerplate.units import cut_units
from dedup.tables import LINE_TALLIES

MIN_SENTENCE_CHARS = 40  # shorter ones are shared by chance and tell no carriers apart
MAX_LINE_CHARS = 600  # the longest legal notices; a longer line is no furniture but still tells carriers apart


def tally_lines(items: pl.DataFrame) -> pl.DataFrame:
    r"""Return LINE_TALLIES: one row a distinct line or sentence of each item.

    >>> from dedup.tables import ITEMS
    >>> row = {"item": "a", "outlet": "The Post", "text": "Menu\nIt rained. It stopped."}
    >>> tally_lines(pl.DataFrame([row], schema=ITEMS))["line"].to_list()
    ['Menu', 'It rained. It stopped.', 'It rained.', 'It stopped.']
    """
    return tally_units(items, cut_units(items))


def tally_units(items: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Return the LINE_TALLIES of `units`, all UNITS of the `items`."""
    is_patterned, size = pl.col("pattern").is_not_null(), pl.col("unit").str.len_chars()
    return (
        units.with_columns(items["outlet"].gather(units["row"]))
        .with_columns(
            pattern=pl.when(is_patterned).then(pl.col("pattern").hash()),
            words=pl.col("unit").hash(),
            line_pattern=pl.col("line_pattern").hash(),
            line=pl.when(is_patterned & (size <= MAX_LINE_CHARS)).then("unit"),
        )
        .filter(is_patterned | (size >= MIN_SENTENCE_CHARS))
        .with_columns(key=pl.coalesce("pattern", "words"))
        .unique(["row", "key"], keep="first", maintain_order=True)
        .select(LINE_TALLIES.names())
        .cast(LINE_TALLIES)
    )

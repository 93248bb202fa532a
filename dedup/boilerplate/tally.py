"""Note, for each line and sentence of a batch, who carries it and where it stands."""

import polars as pl

from dedup.boilerplate.units import cut_units
from dedup.tables import LINE_TALLIES

MAX_LINE_CHARS = 600  # the longest legal notices; a longer line is no furniture but still tells carriers apart
EDGE_TOP, EDGE_BOTTOM = 6, 8  # sentences; mastheads are short, footers longer


def tally_lines(items: pl.DataFrame) -> pl.DataFrame:
    r"""Return LINE_TALLIES: one row a distinct line or sentence of each item.

    >>> from dedup.tables import ITEMS
    >>> row = {"item": "a", "outlet": "The Post", "text": "Menu\nIt rained. It stopped."}
    >>> tally_lines(pl.DataFrame([row], schema=ITEMS))["line"].to_list()
    ['Menu', 'It rained. It stopped.', 'It rained.', 'It stopped.']
    """
    units = cut_units(items)
    place = pl.col("is_leaf").cum_sum().over("row") - pl.col("is_leaf")
    n_places = pl.col("is_leaf").sum().over("row")
    return (
        units.with_columns(is_edge=(place < EDGE_TOP) | (place >= n_places - EDGE_BOTTOM))
        .join(items.select("item", "outlet"), on="item", how="left", maintain_order="left")
        .with_columns(
            pattern=pl.col("pattern").hash(),
            line_pattern=pl.col("line_pattern").hash(),
            line=pl.when(pl.col("unit").str.len_chars() <= MAX_LINE_CHARS).then("unit"),
        )
        .select(LINE_TALLIES.names())
        .unique(["item", "pattern"], keep="first", maintain_order=True)
        .cast(LINE_TALLIES)
    )

"""Name what was learned: the kind of each line, and the outlet that owns it.

A line's owner is the outlet that it names itself, else the one whose items carry it, else the one that its carriers'
other lines name.
"""

import polars as pl

from dedup.boilerplate.grammar import learned_kind, owner_of, owner_words
from dedup.boilerplate.units import add_patterns
from dedup.tables import LINES

_MAX_NAMING_BYTES = 300  # of a line that names its owner, though only one item carries it
MIN_OWNED = 0.75  # share of the carriers whose outlet is known, from which a line is one outlet's


def name_lines(judged: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return LINES of the `judged` lines, and of lines in `rows` (LINE_TALLIES) that name an owner, if only once."""
    short = rows.filter(pl.col("is_line") & (pl.col("line").str.len_bytes() <= _MAX_NAMING_BYTES))
    naming = short.filter(pl.col("line").str.contains_any(owner_words(), ascii_case_insensitive=True))
    forms = pl.concat([judged.select("pattern", "line", "n_items", "outlet", "owned"), _once(naming, judged)])
    named = forms.with_columns(
        owner=pl.Series([owner_of(line) for line in forms["line"]], dtype=pl.String),
        is_learned=pl.col("pattern").is_in(judged["pattern"].implode()),
    ).with_columns(owner=pl.coalesce("owner", pl.when(pl.col("owned") >= MIN_OWNED).then("outlet")))
    kept = named.filter(pl.col("is_learned") | pl.col("owner").is_not_null())
    folded = add_patterns(_share_owners(kept, rows).rename({"pattern": "hash"}), "line")
    return (
        folded.with_columns(kind=pl.Series([learned_kind(pattern) for pattern in folded["pattern"]], dtype=pl.String))
        .select(LINES.names())
        .cast(LINES)
        .sort("pattern", "n_items", descending=[False, True])
        .unique("pattern", keep="first", maintain_order=True)
    )


def _once(naming: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """Return forms of the `naming` rows that were not judged, with no outlet."""
    return (
        naming.join(judged, on="pattern", how="anti")
        .group_by("pattern")
        .agg(line=pl.col("line").sort().mode(maintain_order=True).first(), n_items=pl.len())
        .with_columns(outlet=pl.lit(None, pl.String), owned=pl.lit(None, pl.Float64))
        .sort("pattern")
    )


def _share_owners(named: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return `named` in which a line without owner takes the owner that its carriers' other lines name."""
    carriers = rows.select("pattern", "item").join(named.select("pattern", "owner"), on="pattern")
    naming = carriers.filter(pl.col("owner").is_not_null()).select("item", found="owner").unique()
    found = (
        carriers.filter(pl.col("owner").is_null())
        .join(naming, on="item")
        .group_by("pattern", "found")
        .agg(n_named=pl.col("item").n_unique())
        .sort("pattern", "n_named", "found", descending=[False, True, False])
        .unique("pattern", keep="first", maintain_order=True)
    )
    is_most = pl.col("n_named") >= MIN_OWNED * pl.col("n_items")
    return named.join(found, on="pattern", how="left", maintain_order="left").with_columns(
        owner=pl.coalesce("owner", pl.when(is_most).then("found"))
    )

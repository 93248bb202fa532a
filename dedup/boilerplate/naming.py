"""Name what was learned: the kind of each line, and the outlet that owns it.

A line's owner is the outlet that it names itself, else the one whose items carry it, else the one that its carriers'
other lines name.
"""

import polars as pl

from dedup.boilerplate.grammar import learned_kinds, owner_of, owner_words
from dedup.boilerplate.units import add_patterns
from dedup.tables import LINES

_MAX_NAMING_BYTES = 300  # of a line that names its owner, though only one item carries it
MIN_OWNED = 0.75  # share of the carriers whose outlet is known, from which a line is one outlet's


def name_lines(judged: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return LINES of the `judged` lines, and of lines in `rows` (LINE_TALLIES) that name an owner, if only once."""
    naming = rows.filter(names_owner())
    forms = naming.group_by("pattern").agg(
        line=pl.col("line").sort().mode(maintain_order=True).first(), n_items=pl.len()
    )
    named = find_owners(judged, forms)
    return settle_lines(named, count_owners(rows, named))


def names_owner() -> pl.Expr:
    """Return whether a row of LINE_TALLIES is a whole line that may name an owner."""
    is_short = pl.col("is_line") & (pl.col("line").str.len_bytes() <= _MAX_NAMING_BYTES)
    short = pl.when(is_short).then("line").otherwise(pl.lit(""))  # a null's words would be read all the same
    return short.str.contains_any(owner_words(), ascii_case_insensitive=True)


def find_owners(judged: pl.DataFrame, naming: pl.DataFrame) -> pl.DataFrame:
    """Return the `judged` lines with their `owner`, and those that only name one.

    `naming` holds the most common wording (`line`) and the number (`n_items`) of each pattern among the rows of which
    `names_owner` holds.
    """
    once = naming.join(judged, on="pattern", how="anti").with_columns(
        outlet=pl.lit(None, pl.String), owned=pl.lit(None, pl.Float64)
    )
    columns = ("pattern", "line", "n_items", "outlet", "owned")
    forms = pl.concat([judged.select(columns), once.select(columns).sort("pattern")], how="vertical_relaxed")
    named = forms.with_columns(
        owner=pl.Series([owner_of(line) for line in forms["line"]], dtype=pl.String),
        is_learned=pl.col("pattern").is_in(judged["pattern"].implode()),
    ).with_columns(owner=pl.coalesce("owner", pl.when(pl.col("owned") >= MIN_OWNED).then("outlet")))
    return named.filter(pl.col("is_learned") | pl.col("owner").is_not_null())


def count_owners(rows: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return how many carriers of each line without owner carry another that has one: `pattern`, `found`, `n_named`.

    Counts of two sets of items, each with all its LINE_TALLIES, add up.
    """
    carriers = rows.select("pattern", "item").join(named.select("pattern", "owner"), on="pattern")
    naming = carriers.filter(pl.col("owner").is_not_null()).select("item", found="owner").unique()
    return (
        carriers.filter(pl.col("owner").is_null())
        .join(naming, on="item")
        .group_by("pattern", "found")
        .agg(n_named=pl.col("item").n_unique().cast(pl.Int64))
    )


def settle_lines(named: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """Return LINES of `named`: one without owner takes the one that most of its carriers name, by `count_owners`."""
    found = counted.sort("pattern", "n_named", "found", descending=[False, True, False]).unique(
        "pattern", keep="first", maintain_order=True
    )
    is_most = pl.col("n_named") >= MIN_OWNED * pl.col("n_items")
    kept = named.join(found, on="pattern", how="left", maintain_order="left").with_columns(
        owner=pl.coalesce("owner", pl.when(is_most).then("found"))
    )
    folded = add_patterns(kept.rename({"pattern": "hash"}), "line")
    return (
        folded.with_columns(kind=pl.Series(learned_kinds(folded["pattern"]), dtype=pl.String))
        .select(LINES.names())
        .cast(LINES)
        .sort("pattern", "n_items", descending=[False, True])
        .unique("pattern", keep="first", maintain_order=True)
    )

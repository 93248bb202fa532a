"""Mark what is furniture in each item: learned lines, near-equal ones, the grammar's, and a doubled headline."""

import polars as pl

from dedup.boilerplate.grammar import find_known
from dedup.boilerplate.units import add_patterns, cut_units
from dedup.boilerplate.variants import MIN_CHARS, near_pairs
from dedup.settings import BoilerplateSettings
from dedup.tables import SPANS

_MAX_NEAR_CHARS = 300  # a longer line is compared exactly only
_HEADLINE_LINES = 4  # a headline is doubled within the first lines, if at all
_HEADLINE_CHARS = 20  # a shorter one may be a rubric
_BULLET = "^[-•*·▪►»>–] ?\\S"
_MAX_LISTED_CHARS = 160  # a headline in a list; a longer line is a paragraph


def mark_lines(items: pl.DataFrame, lines: pl.DataFrame, settings: BoilerplateSettings) -> pl.DataFrame:
    r"""Return SPANS of furniture, notices, credits and captions, sorted by item and place.

    Works as well on one item against stored `lines` as on a batch of the corpus that they were learned from.

    >>> from dedup.tables import ITEMS, LINES
    >>> items = pl.DataFrame([{"item": "a", "text": "Share this:\nIt rained."}], schema=ITEMS)
    >>> mark_lines(items, LINES.to_frame(), BoilerplateSettings()).rows()
    [('a', 0, 11, 'furniture', None)]
    """
    units = cut_units(items)
    learned = _match_learned(units, lines, settings.similar)
    known = find_known(units, settings.phrases).rename({"kind": "known_kind"})
    found = (
        units.join(learned, on="pattern", how="left", maintain_order="left")
        .join(known, on="pattern", how="left", maintain_order="left")
        .with_columns(
            kind=pl.coalesce("kind", "known_kind", pl.when(_is_doubled() | _is_listed()).then(pl.lit("furniture")))
        )
        .filter(pl.col("kind").is_not_null() & ~pl.col("pattern").is_in(_patterns(settings.content)))
    )
    whole = found.filter("is_line").select("row", "line_number")
    sentences = found.filter(~pl.col("is_line")).join(whole, on=["row", "line_number"], how="anti")
    return (
        pl.concat([found.filter("is_line"), sentences])
        .select(SPANS.names())
        .cast(SPANS)
        .sort("item", "start", "end", "kind")
    )


def _patterns(lines: tuple[str, ...]) -> list[str]:
    """Return the patterns of `lines`."""
    return add_patterns(pl.DataFrame({"unit": lines}, schema={"unit": pl.String}))["pattern"].to_list()


def _match_learned(units: pl.DataFrame, lines: pl.DataFrame, similar: float) -> pl.DataFrame:
    """Return `pattern`, `kind`, `line` of each distinct pattern in `units` that is learned, or nearly so."""
    patterns = units.select("pattern").unique()
    exact = patterns.join(lines, on="pattern").select("pattern", "kind", "line")
    may_be_near = pl.col("pattern").str.len_bytes().is_between(MIN_CHARS, _MAX_NEAR_CHARS)
    others = (
        units.filter("is_line").select("pattern").unique().filter(may_be_near).join(exact, on="pattern", how="anti")
    )
    near = (
        near_pairs(others, lines, similar)
        .sort("pattern", "n_items", "learned", descending=[False, True, False])
        .unique("pattern", keep="first", maintain_order=True)
        .select("pattern", "kind", "line")
    )
    return pl.concat([exact, near])


def _is_doubled() -> pl.Expr:
    """Return whether a line repeats the item's first line word for word, among its first lines."""
    is_early = pl.col("is_line") & (pl.col("line_number") > 0) & (pl.col("line_number") < _HEADLINE_LINES)
    is_long = pl.col("pattern").str.len_chars() >= _HEADLINE_CHARS
    return is_early & is_long & (pl.col("pattern") == pl.col("pattern").first().over("row"))


def _is_listed() -> pl.Expr:
    """Return whether a line is a bullet of a list that the grammar knows by its heading, such as "Read also"."""
    is_bullet = pl.col("unit").str.contains(_BULLET) & (pl.col("unit").str.len_chars() <= _MAX_LISTED_CHARS)
    opened = pl.when(~is_bullet & pl.col("is_line")).then(pl.col("opens_list").fill_null(value=False))
    return pl.col("is_line") & is_bullet & opened.forward_fill().over("row").fill_null(value=False)

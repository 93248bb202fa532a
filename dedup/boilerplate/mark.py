"""Mark what is furniture in each item: learned lines, near-equal ones, the grammar's, and a doubled headline."""

import polars as pl

from dedup.boilerplate.grammar import find_known
from dedup.boilerplate.units import cut_units, keep_units
from dedup.boilerplate.variants import MIN_CHARS, near_pairs
from dedup.settings import BoilerplateSettings
from dedup.tables import SPANS

_MAX_NEAR_CHARS = 300  # a longer line is compared exactly only, a longer sentence not tried on the grammar
_HEADLINE_LINES = 4  # a headline is doubled within the first lines, if at all
_HEADLINE_CHARS = 20  # a shorter one may be a rubric
_MAX_MASTHEAD_CHARS, _MIN_MASTHEAD_CHARS = 50, 5  # of the name above an item, as written and without blanks
_HANDLE = r"@([\p{L}\p{N}_-]{4,40})"  # of a channel or the domain of a mail address


def mark_lines(
    items: pl.DataFrame, lines: pl.DataFrame, settings: BoilerplateSettings, units: pl.DataFrame | None = None
) -> pl.DataFrame:
    r"""Return SPANS of furniture, notices, credits and captions, sorted by item and place.

    Works as well on one item against stored `lines` as on a batch of the corpus that they were learned from; there the
    `units` that `keep_units` kept spare cutting it again.

    >>> from dedup.tables import ITEMS, LINES
    >>> items = pl.DataFrame([{"item": "a", "text": "Share this:\nIt rained."}], schema=ITEMS)
    >>> mark_lines(items, LINES.to_frame(), BoilerplateSettings()).rows()
    [('a', 0, 11, 'furniture', None)]
    """
    if units is None:
        units = keep_units(cut_units(items, inner=False))
    learned = _match_learned(units, lines, settings.similar)
    may_be_known = pl.col("is_line") | (pl.col("pattern").str.len_bytes() <= _MAX_NEAR_CHARS)
    known = find_known(units.filter(may_be_known), settings.phrases)
    by_grammar = known.join(learned, on="pattern", how="anti").select("pattern", "kind", line=pl.lit(None, pl.String))
    found = units.filter(~pl.col("is_broken_off")).join(pl.concat([learned, by_grammar]), on="pattern")
    formed = _find_formed(units.filter("is_line"), known).join(found, on=["row", "line_number"], how="anti")
    whole = pl.concat([found.filter("is_line"), formed.select(found.columns)])
    sentences = found.filter(~pl.col("is_line")).join(whole, on=["row", "line_number"], how="anti")
    marked = pl.concat([whole, sentences])
    owners = marked.with_columns(items["item"].gather(marked["row"]))
    return owners.select(SPANS.names()).cast(SPANS).sort("item", "start", "end", "kind")


def _match_learned(units: pl.DataFrame, lines: pl.DataFrame, similar: float) -> pl.DataFrame:
    """Return `pattern`, `kind`, `line` of each distinct pattern in `units` that is learned, or nearly so."""
    exact = units.select("pattern").join(lines, on="pattern").select("pattern", "kind", "line").unique()
    may_be_near = pl.col("pattern").str.len_bytes().is_between(MIN_CHARS, _MAX_NEAR_CHARS)
    others = units.filter("is_line", may_be_near).select("pattern").join(exact, on="pattern", how="anti").unique()
    near = (
        near_pairs(others, lines, similar)
        .sort("pattern", "n_items", "learned", descending=[False, True, False])
        .unique("pattern", keep="first", maintain_order=True)
        .select("pattern", "kind", "line")
    )
    return pl.concat([exact, near])


def _find_formed(lines: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that their place gives away: a masthead, a doubled headline, bullets under a known heading."""
    first = lines.filter(pl.col("line_number") == 0).select("row", headline="pattern")
    is_early = pl.col("line_number").is_between(1, _HEADLINE_LINES - 1)
    long = lines.filter(is_early & (pl.col("pattern").str.len_chars() >= _HEADLINE_CHARS)).join(first, on="row")
    doubled = long.filter(pl.col("pattern") == pl.col("headline")).select(lines.columns)
    formed = pl.concat([_find_mastheads(lines), doubled, _find_listed(lines, known.filter("opens_list"))])
    return formed.with_columns(kind=pl.lit("furniture"), line=pl.lit(None, pl.String))


def _find_mastheads(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the first lines that are a name which a channel or an address of the item repeats: "Quay Herald", "@quayherald"."""
    handles = (
        lines.filter(pl.col("pattern").str.contains("@", literal=True))
        .select("row", name=pl.col("pattern").str.extract_all(_HANDLE))
        .explode("name", empty_as_null=True)
        .select("row", name=_squeeze("name"))
    )
    is_short = pl.col("pattern").str.len_chars() <= _MAX_MASTHEAD_CHARS
    first = lines.filter((pl.col("line_number") == 0) & is_short).join(handles, on="row", how="semi")
    named = first.with_columns(name=_squeeze("pattern")).filter(pl.col("name").str.len_chars() >= _MIN_MASTHEAD_CHARS)
    return named.join(handles.unique(), on=["row", "name"], how="semi").select(lines.columns)


def _squeeze(column: str) -> pl.Expr:
    """Return the letters and figures of a folded column, without accents and blanks."""
    return pl.col(column).str.normalize("NFKD").str.replace_all(r"[^\p{L}\p{N}]", "")


def _find_listed(lines: pl.DataFrame, headings: pl.DataFrame) -> pl.DataFrame:
    """Return the bullets of lists that a heading such as "Read also" opens."""
    opening = lines.join(headings.select("pattern"), on="pattern", how="semi").select("row").unique()
    near = lines.join(opening, on="row", how="semi").sort("row", "line_number")
    opens = pl.when(~pl.col("is_bullet")).then(pl.col("pattern").is_in(headings["pattern"].implode()))
    return near.filter(pl.col("is_bullet") & opens.forward_fill().over("row").fill_null(value=False))

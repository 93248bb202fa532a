"""Judge the lines that repeat: which are furniture, of what kind, and whose.

A line must first look like furniture (a label, or prose at the edge of an item, carried mostly by one outlet), then
have unlike carriers. Judged twice: furniture found in the first round no longer makes its carriers alike.
"""

from collections.abc import Iterable

import polars as pl

from dedup.boilerplate.grammar import find_known, learned_kind, owner_of, owner_words
from dedup.boilerplate.units import pattern_of
from dedup.boilerplate.unlike import count_unlike, sentences_of
from dedup.boilerplate.variants import merge_variants
from dedup.settings import BoilerplateSettings
from dedup.tables import LINE_TALLIES, LINES

_MAX_LABEL_WORDS = 10  # a label has no full stop and few words: a button, a heading, a teaser
_MAX_GENERAL_WORDS = 4  # labels that outlets may share by chance of trade: "Advertisement", "Read more"
_MIN_OWNED = 0.75  # share of the carriers whose outlet is known, from which a line is one outlet's
_MAX_RARE = 4  # items; prose that so few carry is a lead that was picked up as often as furniture
_MIN_PROSE_UNLIKE = 0.6  # prose travels with stories more than labels do
_ENDS = r"[.!?…:;\"”’'»)]$"
_QUOTED = "^[\"“„«'‘—–-]"  # a quote, or the signature under one

_N_WORDS = pl.col("line").str.count_matches(r"\S{1,80}")
_STANDS_ALONE = pl.col("alone") > 0.5  # noqa: PLR2004 - most carriers print it as a line of its own
_IS_OWNED = pl.col("owned").fill_null(1.0) >= _MIN_OWNED
_IS_LABEL = _STANDS_ALONE & ~pl.col("line").str.contains(_ENDS) & (_N_WORDS <= _MAX_LABEL_WORDS)


def learn_lines(tallies: pl.DataFrame | Iterable[pl.DataFrame], settings: BoilerplateSettings) -> pl.DataFrame:
    r"""Return LINES: what repeats and is no story, near-equal wordings as one, sorted by pattern.

    `tallies` is one frame of LINE_TALLIES or several.

    >>> from dedup.boilerplate.tally import tally_lines
    >>> from dedup.tables import ITEMS
    >>> texts = ["The bridge is shut for repairs until May, the town says.", "Rain is forecast for all of the coming week."]
    >>> rows = [{"item": text[:10], "text": f"Ask the Post about your garden!\n{text}"} for text in texts]
    >>> learn_lines(tally_lines(pl.DataFrame(rows, schema=ITEMS)), BoilerplateSettings())["line"].to_list()
    ['Ask the Post about your garden!']
    """
    rows = tallies if isinstance(tallies, pl.DataFrame) else pl.concat([LINE_TALLIES.to_frame(), *tallies])
    forms = _describe(rows, settings.min_items)
    known = forms.filter(pl.col("line").is_in(_known_lines(forms).implode()))
    plausible = forms.filter(_may_be_furniture()).join(known, on="pattern", how="anti")
    judged = known
    for _ in range(2):
        judged = pl.concat([known, _judge(rows, plausible, judged["pattern"], settings)])
    return merge_variants(_name(judged, rows), settings.similar)


def _describe(rows: pl.DataFrame, min_items: int) -> pl.DataFrame:
    """Return, for each pattern that repeats, its wording, carriers, place and outlets."""
    repeated = rows.filter(pl.len().over("pattern") >= min_items, pl.col("line").is_not_null())
    outlets = (
        repeated.filter(pl.col("outlet").is_not_null())
        .group_by("pattern", "outlet")
        .agg(n_carried=pl.len())
        .sort("pattern", "n_carried", "outlet", descending=[False, True, False])
        .group_by("pattern", maintain_order=True)
        .agg(outlet=pl.col("outlet").first(), owned=pl.col("n_carried").first() / pl.col("n_carried").sum())
    )
    forms = repeated.group_by("pattern").agg(
        line=pl.col("line").sort().mode(maintain_order=True).first(),
        n_items=pl.len(),
        edge=pl.col("is_edge").mean(),
        alone=pl.col("is_line").mean(),
    )
    return forms.join(outlets, on="pattern", how="left").sort("pattern")


def _known_lines(forms: pl.DataFrame) -> pl.Series:
    """Return the lines of `forms` that the grammar knows whoever carries them."""
    folded = forms.select("line", pattern=pattern_of(pl.col("line")))
    return folded.join(find_known(folded, ()), on="pattern", how="semi")["line"]


def _may_be_furniture() -> pl.Expr:
    """Return whether a line looks like furniture: a label of its own, or prose at the edge."""
    is_prose = _STANDS_ALONE & (pl.col("edge") >= pl.when(_IS_OWNED).then(0.5).otherwise(0.8))
    is_sentence = _IS_OWNED & (_N_WORDS > _MAX_GENERAL_WORDS) & (pl.col("edge") >= 0.8)  # noqa: PLR2004
    is_date = pattern_of(pl.col("line")).str.contains(r"^[#\s.,|-]{1,40}$")
    return (_IS_LABEL | is_prose | is_sentence) & ~pl.col("line").str.contains(_QUOTED) & ~is_date


def _judge(rows: pl.DataFrame, forms: pl.DataFrame, known: pl.Series, settings: BoilerplateSettings) -> pl.DataFrame:
    """Return the rows of `forms` whose carriers are unlike, when `known` furniture is left out of their likeness."""
    carriers = rows.select("pattern", "item").join(forms.select("pattern"), on="pattern", how="semi")
    counted = count_unlike(carriers, sentences_of(rows, known))
    is_general = _IS_LABEL & (_N_WORDS <= _MAX_GENERAL_WORDS)
    least = pl.when(is_general).then(settings.min_unlike).otherwise(_MIN_PROSE_UNLIKE)
    is_sure = is_general | (_IS_OWNED & _STANDS_ALONE)
    least_items = pl.when(is_sure).then(settings.min_items).otherwise(settings.min_items + 1)
    is_rare_prose = ~_IS_LABEL & (pl.col("n_items") <= _MAX_RARE)
    unlike = pl.when(is_rare_prose).then("unlike_strictly").otherwise("unlike")
    is_unlike = (unlike >= least) & (unlike * pl.col("n_items") >= least_items)
    return forms.join(counted, on="pattern").filter(is_unlike).select(forms.columns)


def _name(judged: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return LINES of what was judged furniture, and of lines that name their owner even if they stand alone."""
    naming = rows.filter(pl.col("is_line") & pl.col("line").str.to_lowercase().str.contains_any(owner_words()))
    forms = pl.concat([judged.select("pattern", "line", "n_items", "outlet", "owned"), _once(naming, judged)])
    named = forms.with_columns(
        folded=pattern_of(pl.col("line")),
        owner=pl.col("line").map_elements(owner_of, return_dtype=pl.String, skip_nulls=True),
        is_learned=pl.col("pattern").is_in(judged["pattern"].implode()),
    ).with_columns(owner=pl.coalesce("owner", pl.when(pl.col("owned") >= _MIN_OWNED).then("outlet")))
    kept = _share_owners(named.filter(pl.col("is_learned") | pl.col("owner").is_not_null()), rows)
    kinds = [learned_kind(folded) for folded in kept["folded"]]
    return (
        kept.with_columns(kind=pl.Series(kinds, dtype=pl.String))
        .select("line", pl.col("folded").alias("pattern"), "kind", "owner", "n_items")
        .cast(LINES)
        .sort("pattern")
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
        .join(naming, on="item", how="left")
        .group_by("pattern", "found")
        .agg(n_named=pl.col("item").n_unique())
        .filter(pl.col("found").is_not_null())
        .sort("pattern", "n_named", "found", descending=[False, True, False])
        .unique("pattern", keep="first", maintain_order=True)
    )
    is_most = pl.col("n_named") >= _MIN_OWNED * pl.col("n_items")
    return named.join(found, on="pattern", how="left", maintain_order="left").with_columns(
        owner=pl.coalesce("owner", pl.when(is_most).then("found"))
    )

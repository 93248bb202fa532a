"""Name the relation of each measured pair.

Shares are counted in words of aligned passages, small edits included, so that a lightly rewritten copy still counts as
one. What is shared must be narration: tweets, transcripts and statements are quoted by everyone who reports an event
(Helsinki, 16 July 2018, is full of them). And its numbers must agree: a market or quake bulletin repeats the words of
the last one, and its numbers are the news.
"""

import polars as pl

from dedup.settings import VerifySettings

SHORTER, LONGER = pl.min_horizontal("n_a", "n_b"), pl.max_horizontal("n_a", "n_b")
SHARED = pl.min_horizontal("covered_a", "covered_b")


def relate(measures: pl.DataFrame, settings: VerifySettings) -> pl.DataFrame:
    """Return `measures` (the fields of `Measure`) with resemblance, containments, share, and relation or null.

    >>> same = dict(n_a=90, n_b=90, unquoted_a=90, unquoted_b=90, shingles_a=86, shingles_b=86, common=66,
    ...     covered_a=90, covered_b=90, narration=80, agreeing=2, form=0, numbers=0, renumbered=0,
    ...     passages=[dict(a_start=0, a_end=500, b_start=0, b_end=500, similarity=0.95)])
    >>> measures = pl.DataFrame([same | {"differing": 0}, same | {"differing": 5}])
    >>> relate(measures, VerifySettings())["relation"].to_list()
    ['duplicate', 'template']
    """
    share, share_longer = _ratio(SHARED, SHORTER), _ratio(SHARED, LONGER)
    copy = (
        pl.when(share_longer >= settings.duplicate)
        .then(pl.lit("duplicate"))
        .when(share >= settings.contained)
        .then(pl.lit("contained"))
        .otherwise(pl.lit("partial"))
    )
    relation = (
        pl.when(share * (1 + _similarity()) / 2 < settings.partial)  # of passages, what was edited counts for half
        .then(None)
        .when(_is_template(settings))
        .then(pl.lit("template"))
        .when(_lacks_narration(settings) & (share_longer < settings.duplicate))
        .then(pl.when(2 * pl.col("narration") <= SHARED).then(pl.lit("quote_only")))
        .otherwise(copy)
    )
    relation = pl.when(relation.is_null() & _is_form(settings)).then(pl.lit("template")).otherwise(relation)
    union = pl.col("shingles_a") + pl.col("shingles_b") - pl.col("common")
    return measures.with_columns(
        _ratio(pl.col("common"), union).cast(pl.Float32).alias("resemblance"),
        _ratio(pl.col("common"), pl.col("shingles_a")).cast(pl.Float32).alias("containment_a"),
        _ratio(pl.col("common"), pl.col("shingles_b")).cast(pl.Float32).alias("containment_b"),
        share.cast(pl.Float32).alias("share"),
        relation.alias("relation"),
    )


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Return part / whole, 0 where there is nothing."""
    return pl.when(whole > 0).then(part / whole).otherwise(0.0)


def _similarity() -> pl.Expr:
    """Return the mean similarity of the passages, by their lengths in b."""
    passage = pl.element().struct.field
    n_chars = passage("b_end") - passage("b_start")
    total, alike = (
        pl.col("passages").list.eval(chars).list.sum() for chars in (n_chars, n_chars * passage("similarity"))
    )
    return _ratio(alike, total)


def _is_template(settings: VerifySettings) -> pl.Expr:
    """Return whether enough of the shared numbers differ, and densely enough, for them to be the news."""
    differing, agreeing = pl.col("differing"), pl.col("agreeing")
    return (
        (differing >= 1)
        & (differing >= settings.template_numbers * (differing + agreeing))
        & (differing * settings.template_words >= SHARED)
    )


def _is_form(settings: VerifySettings) -> pl.Expr:
    """Return whether two bulletins are one form filled in twice, with too little in a row for a passage."""
    return (
        (2 * pl.col("form") >= settings.template_form * (pl.col("n_a") + pl.col("n_b")))
        & (pl.col("numbers") > 0)
        & (pl.col("renumbered") >= settings.template_numbers * pl.col("numbers"))
        & (pl.col("renumbered") > 0)
    )


def _lacks_narration(settings: VerifySettings) -> pl.Expr:
    """Return whether too few words of narration are shared; of a very short item, half its narration is enough."""
    own = pl.min_horizontal("unquoted_a", "unquoted_b")
    enough = pl.when(own < 2 * settings.min_narration).then((own / 2).clip(1)).otherwise(settings.min_narration)
    return pl.col("narration") < enough

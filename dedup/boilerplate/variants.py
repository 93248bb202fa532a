"""Join near-equal wordings of one line, and find lines that are near-equal to a learned one.

Only lines of about one length that begin or end alike are compared, so that the cost stays linear.
"""

import polars as pl
from rapidfuzz import fuzz

MIN_CHARS = 24  # shorter lines differ by a word where they differ at all
_KEY_CHARS = 12  # about two words, at the beginning or the end


def merge_variants(lines: pl.DataFrame, similar: float) -> pl.DataFrame:
    """Return LINES in which a line takes kind and owner of the near-equal line that most items carry.

    Every wording keeps its row, since each is matched as it stands.
    """
    pairs = near_pairs(lines.select("pattern"), lines, similar)
    best = (
        pairs.sort("n_items", "learned", descending=[True, False])
        .unique("pattern", keep="first", maintain_order=True)
        .select("pattern", best_kind="kind", best_owner="owner")
    )
    return (
        lines.join(best, on="pattern", how="left", maintain_order="left")
        .with_columns(kind=pl.coalesce("best_kind", "kind"), owner=pl.coalesce("owner", "best_owner"))
        .select(lines.columns)
    )


def near_pairs(units: pl.DataFrame, lines: pl.DataFrame, similar: float) -> pl.DataFrame:
    """Return `pattern` of `units` beside each near-equal line (`learned`, `line`, `kind`, `owner`, `n_items`)."""
    keyed = [_keyed(frame) for frame in (units.select("pattern").unique(), lines.rename({"pattern": "learned"}))]
    sizes = pl.col("pattern").str.len_chars(), pl.col("learned").str.len_chars()
    least = pl.min_horizontal(sizes) * 200 >= similar * pl.sum_horizontal(sizes)  # of the ratio, by lengths alone
    alike = keyed[0].join(keyed[1], on="key").drop("key").filter(least)
    near = alike.unique(["pattern", "learned"]).sort("pattern", "learned")
    scores = [fuzz.ratio(a, b, score_cutoff=similar) for a, b in near.select("pattern", "learned").iter_rows()]
    return near.filter(pl.Series(scores, dtype=pl.Float64) > 0)


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `frame` twice over: keyed by the beginning and by the end of its first column."""
    text = pl.col("pattern" if "pattern" in frame.columns else "learned")
    long = frame.filter(text.str.len_bytes() >= MIN_CHARS)
    first, last = pl.lit("< ") + text.str.head(_KEY_CHARS), text.str.tail(_KEY_CHARS)
    return pl.concat([long.with_columns(key=first), long.with_columns(key=last)])

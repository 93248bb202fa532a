"""How many unlike carriers a line has: the measure that tells furniture from copy.

From each carrier a few sentences are drawn, those of smallest hash, and looked for in the line's other carriers. A
sentence that c carriers hold speaks for a group of c copies; a carrier stands in the largest group that enough of its
sentences speak for, and counts for one over that group's size. So ten reprints of one story count for about one, ten
stories for ten. The cost is linear in lines and carriers, of which a line keeps a bounded number.
"""

import polars as pl

from dedup.boilerplate.tally import MIN_SENTENCE_CHARS

N_DRAWN = 12  # a third is four: enough to tell a copy from a shared quote
MAX_CARRIERS = 64  # of a line, those of smallest hash; more would only refine the share
_COPIED_SHARE = 0.33  # of a carrier's sentences, from which it is a copy


def sentences_of(tallies: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """Return the sentences by which items are compared (`item`, `sentence`, `own`, `of_line`), without `known` furniture.

    `own` is the sentence's pattern, `of_line` that of its line.
    """
    is_long = pl.col("line").is_null() | (pl.col("line").str.len_chars() >= MIN_SENTENCE_CHARS)
    is_known = pl.col("pattern").is_in(known.implode()) | pl.col("line_pattern").is_in(known.implode())
    return tallies.filter(pl.col("is_leaf") & is_long & ~is_known.fill_null(value=False)).select(
        "item", sentence="words", own="pattern", of_line="line_pattern"
    )


def count_unlike(carriers: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return the share of unlike carriers of each pattern of `carriers` (`pattern`, `item`), in (0, 1].

    `unlike` takes carriers for copies that share a third of their sentences, `unlike_strictly` those that share two.

    >>> carriers = pl.DataFrame({"pattern": [7, 7], "item": ["a", "b"]}, schema_overrides={"pattern": pl.UInt64})
    >>> same = {"item": ["a", "b"], "sentence": [1, 1], "own": [1, 1], "of_line": [1, 1]}
    >>> hashes = dict.fromkeys(["sentence", "own", "of_line"], pl.UInt64)
    >>> count_unlike(carriers, pl.DataFrame(same, schema_overrides=hashes)).rows()
    [(7, 0.5, 0.5)]
    """
    chosen = keep_few(carriers)
    held = chosen.join(_draw(sentences.join(chosen, on="item", how="semi")), on="item").filter(
        pl.col("own").ne_missing(pl.col("pattern")) & (pl.col("of_line") != pl.col("pattern"))
    )
    counted = held.join(_count_holders(held, chosen, sentences), on=["pattern", "sentence"], how="left")
    sharing = counted.filter(pl.col("n_holders") > 1)
    return (
        counted.join(sharing, on=["pattern", "item"], how="semi")  # the others share nothing
        .with_columns(n_sharing=pl.col("n_holders").fill_null(1))
        .group_by("pattern", "item")
        .agg(
            third=1 / pl.col("n_sharing").quantile(1 - _COPIED_SHARE, "lower"),
            second=1 / pl.col("n_sharing").top_k(2).last(),
        )
        .join(chosen, on=["pattern", "item"], how="right")
        .group_by("pattern")
        .agg(unlike=pl.col("third").fill_null(1.0).mean(), unlike_strictly=pl.col("second").fill_null(1.0).mean())
        .sort("pattern")
    )


def _draw(sentences: pl.DataFrame) -> pl.DataFrame:
    """Return the sentences of smallest hash of each item."""
    return sentences.filter(pl.col("sentence").rank("ordinal").over("item") <= N_DRAWN)


def keep_few(carriers: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `carriers` with the items of smallest hash, at most `MAX_CARRIERS` a pattern.

    `item` is an id or its hash. The few of a union are the few of its shares' few.
    """
    place = pl.col("item") if carriers.schema["item"] == pl.UInt64 else pl.col("item").hash()
    order = place.rank("ordinal").over("pattern")
    return carriers.filter((pl.len().over("pattern") <= MAX_CARRIERS) | (order <= MAX_CARRIERS))


def _count_holders(held: pl.DataFrame, chosen: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return how many of a pattern's chosen carriers hold each drawn sentence, of those that several items hold."""
    shared = sentences.filter(pl.col("sentence").is_duplicated())  # few: most are told once
    asked = held.join(shared, on="sentence", how="semi").select("pattern", "sentence").unique()
    drawn = shared.select("item", "sentence").join(asked, on="sentence", how="semi").unique()
    repeated = drawn.filter(pl.len().over("sentence") > 1)
    return (
        chosen.join(repeated, on="item")
        .join(asked, on=["pattern", "sentence"], how="semi")
        .group_by("pattern", "sentence")
        .agg(n_holders=pl.len())
    )

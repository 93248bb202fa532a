"""Verify pairs: nothing is a match until its texts have been compared word by word.

The masked texts of each pair are aligned (runs of equal words, joined over small edits into passages), measured, and
their relation is named. Many pairs run through the compiled `verify.kernel`, a handful through its twins, so that
numba is not loaded for them.
"""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.settings import NO_DECISIONS, PairDecisions, VerifySettings
from dedup.tables import HELD, MATCHES, PAIRS
from dedup.text.buffers import mask_texts, to_utf8
from dedup.text.letters import letter_table
from dedup.verify import bulletins
from dedup.verify.compared import FIELDS, PLACES, Compared
from dedup.verify.measures import measure
from dedup.verify.reading import read
from dedup.verify.relations import relate

FEW = 64  # pairs up to which the twins are faster than loading numba
CHUNK = 1_024  # pairs that are read and compared at a time: some ten megabytes
N_THREADS = 2
DECISION = "decision"
COPIES = ("duplicate", "contained", "partial")

Rows = tuple[NDArray[np.int64], NDArray[np.int64]]
"""For each pair, the rows of its two texts."""


def verify_pairs(
    pairs: pl.DataFrame,
    items: pl.DataFrame,
    spans: pl.DataFrame,
    settings: VerifySettings,
    decisions: PairDecisions = NO_DECISIONS,
) -> pl.DataFrame:
    """Return the MATCHES among PAIRS, sorted: pairs that share at least `settings.partial` of the shorter text.

    `items` (item, text) holds at least the items of the pairs, `spans` what is masked in them. Pairs that `decisions`
    calls copies are matches whatever they share, those that it calls none never are.

    >>> items = pl.DataFrame({"item": ["a", "b"], "text": ["The mayor of Lind resigned on Monday."] * 2})
    >>> pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    >>> verify_pairs(pairs, items, spans=pl.DataFrame(), settings=VerifySettings())["relation"].to_list()
    ['duplicate']
    """
    return matches_of(judge_pairs(pairs, items, spans, settings, decisions))


def judge_pairs(
    pairs: pl.DataFrame,
    items: pl.DataFrame,
    spans: pl.DataFrame,
    settings: VerifySettings,
    decisions: PairDecisions = NO_DECISIONS,
) -> pl.DataFrame:
    """Return PAIRS as `measure_pairs` does, and what `decisions` say of them; the relation of those that are no match is null.

    >>> items = pl.DataFrame({"item": ["a", "b"], "text": ["The mayor of Lind resigned.", "Nothing happened in Lind."]})
    >>> pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    >>> decided = PairDecisions(copies=frozenset({("a", "b")}))
    >>> judge_pairs(pairs, items, pl.DataFrame(), VerifySettings(), decided)["relation"].to_list()
    ['duplicate']
    """
    decided = decided_pairs(decisions.copies, items)
    measured = measure_pairs(pl.concat([_without(pairs, decided), decided]), items, spans, settings)
    is_decided = pl.col("method") == DECISION
    judged = _tell_bulletins(measured, items, spans).with_columns(
        relation=pl.when(is_decided).then(pl.lit("duplicate")).otherwise("relation"),
        share=pl.when(is_decided).then(1.0).otherwise("share"),
    )
    return _without(judged, decided_pairs(decisions.no_copies, items))


def _without(pairs: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that are not decided; where nothing is, as in most corpora, no pair is looked up."""
    return pairs if decided.is_empty() else pairs.join(decided, on=["item_a", "item_b"], how="anti")


def _tell_bulletins(measured: pl.DataFrame, items: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Return measured pairs, those of short items called template where names or numbers differ."""
    is_short = pl.max_horizontal("n_a", "n_b") <= bulletins.MAX_WORDS
    short = measured.filter(is_short & pl.col("relation").is_in(COPIES) & (pl.col("resemblance") < 1))
    if short.is_empty():
        return measured
    chosen = items.filter(pl.col("item").is_in(pl.concat([short["item_a"], short["item_b"]]).implode()))
    texts = dict(zip(chosen["item"], mask_texts(chosen, spans), strict=True))
    forms = [
        row
        for row in short.select("item_a", "item_b").iter_rows()
        if bulletins.fills_anew(texts[row[0]], texts[row[1]])
    ]
    found = pl.DataFrame(forms, schema={"item_a": pl.String, "item_b": pl.String}, orient="row").with_columns(
        is_form=True
    )
    named = measured.join(found, on=["item_a", "item_b"], how="left", maintain_order="left")
    relation = pl.when("is_form").then(pl.lit("template")).otherwise("relation")
    return named.with_columns(relation=relation).drop("is_form")


def matches_of(judged: pl.DataFrame) -> pl.DataFrame:
    """Return the MATCHES among judged pairs, sorted.

    >>> matches_of(measure_pairs(PAIRS.to_frame(), pl.DataFrame({"item": [], "text": []}), pl.DataFrame(), VerifySettings())).height
    0
    """
    kept = judged.select(MATCHES.names()).filter(pl.col("relation").is_not_null())
    return kept.cast(MATCHES).sort("item_a", "item_b")


def decided_pairs(pairs: Collection[tuple[str, str]], items: pl.DataFrame) -> pl.DataFrame:
    """Return those of the decided pairs whose items are both at hand, as PAIRS.

    >>> decided_pairs([("a", "b"), ("a", "z")], pl.DataFrame({"item": ["a", "b"]})).rows()
    [('a', 'b', 'decision')]
    """
    if not pairs:
        return PAIRS.to_frame()
    held = items.select("item").unique()
    frame = pl.DataFrame([(a, b, DECISION) for a, b in sorted(pairs)], schema=PAIRS, orient="row")
    return frame.join(held, left_on="item_a", right_on="item", how="semi").join(
        held, left_on="item_b", right_on="item", how="semi"
    )


def measure_pairs(
    pairs: pl.DataFrame, items: pl.DataFrame, spans: pl.DataFrame, settings: VerifySettings
) -> pl.DataFrame:
    """Return PAIRS, sorted, with every field of `Measure`, the columns of MATCHES, and a null relation where none holds.

    >>> items = pl.DataFrame({"item": ["a", "b"], "text": ["The mayor of Lind resigned.", "Nothing happened in Lind."]})
    >>> pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    >>> measure_pairs(pairs, items, pl.DataFrame(), VerifySettings()).select("share", "relation").row(0)
    (0.0, None)
    """
    texts = items.select("item", "text").sort("item")  # hardly any work where they are sorted already
    texts = texts.filter(texts["item"].ne_missing(texts["item"].shift()))
    rows_a, rows_b = (_find_rows(pairs[end], texts["item"]) for end in ("item_a", "item_b"))
    by_id = np.argsort(rows_a * len(texts) + rows_b, stable=True)
    compared = _compare_chunks(texts, (rows_a[by_id], rows_b[by_id]), spans, settings)
    return relate(compared.to_frame(pairs[by_id]), settings)


def nearest_pairs(judged: pl.DataFrame, n_pairs: int) -> pl.DataFrame:
    """Return the `n_pairs` that share most of those that are no match, and the `n_pairs` that share least of the matches.

    Sorted by share, so that whoever reads them sees where copies begin.

    >>> judged = pl.DataFrame({"item_a": list("abcd"), "item_b": list("wxyz"), "share": [0.1, 0.24, 0.3, 0.9]})
    >>> nearest_pairs(judged.with_columns(relation=pl.Series([None, None, "partial", "duplicate"])), 1)["share"].to_list()
    [0.24, 0.3]
    """
    order, is_match = ["share", "item_a", "item_b"], pl.col("relation").is_not_null()
    most, least = judged.filter(~is_match).top_k(n_pairs, by=order), judged.filter(is_match).bottom_k(n_pairs, by=order)
    return pl.concat([most, least]).sort(order)


def split_pairs(pairs: pl.DataFrame, sizes: pl.DataFrame, max_chars: int) -> Iterator[pl.DataFrame]:
    """Yield PAIRS in portions whose items have about `max_chars` characters, those that hang together in one portion.

    `sizes` (item, n_chars) holds the items of the pairs, each once. Whoever reads items in its order has those of the
    first portion first. Items do not hang together by a snippet that they hold: each takes it along.

    >>> pairs = pl.DataFrame({"item_a": ["a", "c"], "item_b": ["b", "d"], "method": ["bands", "bands"]})
    >>> sizes = pl.DataFrame({"item": list("abcd"), "n_chars": [900, 900, 800, 950]})
    >>> [portion.height for portion in split_pairs(pairs, sizes, 10_000)], [portion.height for portion in split_pairs(pairs, sizes, 1_000)]
    ([2], [1, 1])
    """
    if sizes["n_chars"].sum() <= max_chars:
        yield pairs
        return
    from dedup.verify import kernel

    order = sizes.with_row_index("place").sort("item")
    rows_a, rows_b = (_find_rows(pairs[end], order["item"]) for end in ("item_a", "item_b"))
    n_chars, is_held = order["n_chars"].to_numpy(), (pairs["method"] == HELD).to_numpy()
    groups = kernel.group_texts(rows_a[~is_held], rows_b[~is_held], len(order))
    lasts = np.zeros(len(order), np.int64)
    np.maximum.at(lasts, groups, order["place"].to_numpy())
    by_last = np.argsort(lasts, stable=True)
    portion_of = np.empty(len(order), np.int64)
    portion_of[by_last] = np.cumsum(np.bincount(groups, n_chars, len(order))[by_last]) // max_chars
    leading = np.where(is_held & (n_chars[rows_b] > n_chars[rows_a]), rows_b, rows_a)
    portions = portion_of[groups[leading]]
    for portion in np.unique(portions):
        yield pairs.filter(portions == portion)


def _compare_chunks(texts: pl.DataFrame, rows: Rows, spans: pl.DataFrame, settings: VerifySettings) -> Compared:
    """Return what each pair of texts shares, compared by chunks of pairs whose items hang together.

    So a text is hardly ever read for more than one chunk, and the second ones of a chunk's pairs come in order. Two
    chunks are compared at once: the kernels leave the interpreter's lock to others.
    """
    n_pairs = len(rows[0])
    is_few = n_pairs <= FEW
    compare, order = (_compare_few, np.arange(n_pairs)) if is_few else (_compare_many, _order_pairs(*rows, len(texts)))

    def compare_chunk(first: int) -> Compared:
        rows_a, rows_b = (ends[order[first : first + CHUNK]] for ends in rows)
        held, places = np.unique(np.concatenate([rows_a, rows_b]), return_inverse=True)
        return compare(mask_texts(texts[held], spans), (places[: len(rows_a)], places[len(rows_a) :]), settings)

    with ThreadPoolExecutor(N_THREADS) as pool:
        compared = Compared.join(list(pool.map(compare_chunk, range(0, n_pairs, CHUNK))))
    return compared.take(np.argsort(order))


def _order_pairs(rows_a: NDArray[np.int64], rows_b: NDArray[np.int64], n_texts: int) -> NDArray[np.int64]:
    """Return the order of pairs by the group of texts that they belong to, by their second text, and by their first."""
    from dedup.verify import kernel

    groups = kernel.group_texts(rows_a, rows_b, n_texts)
    return np.lexsort((rows_b * n_texts + rows_a, groups[rows_a]))


def _find_rows(ids: pl.Series, items: pl.Series) -> NDArray[np.int64]:
    """Return the place of each id among the sorted `items`."""
    return items.search_sorted(ids).to_numpy().astype(np.int64)


def _compare_few(masked: pl.Series, rows: Rows, settings: VerifySettings) -> Compared:
    """Return what each pair of texts shares, by the readable twins."""
    readings = [read(text) for text in masked]
    measures: list[Sequence[int]] = []
    places: list[Sequence[int]] = []
    similarities: list[float] = []
    ends: list[int] = []
    for i, j in zip(*rows, strict=True):
        a, b = readings[i], readings[j]
        measured, passages = measure(a, b, settings)
        measures.append(astuple(measured))
        for passage in passages:
            places.append(
                (
                    a.starts[passage.a_start],
                    a.ends[passage.a_end - 1],
                    b.starts[passage.b_start],
                    b.ends[passage.b_end - 1],
                )
            )
            similarities.append(passage.similarity)
        ends.append(len(places))
    return Compared(
        np.array(measures, np.int32).reshape(-1, len(FIELDS)),
        np.array(ends, np.int64),
        np.array(places, np.int64).reshape(-1, len(PLACES)),
        np.array(similarities, np.float32),
    )


def _compare_many(masked: pl.Series, rows: Rows, settings: VerifySettings) -> Compared:
    """Return what each pair of texts shares, by the compiled kernel."""
    from dedup.verify import kernel

    utf8 = to_utf8(masked)
    limits = np.array([settings.n_words, settings.max_gap, settings.min_words])
    return Compared(*kernel.compare_pairs(utf8.buffer, utf8.offsets, letter_table(), *rows, limits))

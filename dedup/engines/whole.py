"""The steps that see a whole table at once, done in this process: what the engine for one machine answers with.

Rooms are opened where they are entered, since a scan for copies alone passes some of them by.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

import polars as pl

from dedup.ahead import map_ahead
from dedup.engines import Engine, Parts
from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings
from dedup.tables import NEAREST, SPANS

N_JUDGED = 2  # portions of pairs that are judged side by side


def learn_lines(tallies: Parts, settings: BoilerplateSettings) -> pl.DataFrame:
    """Return the LINES that LINE_TALLIES teach."""
    from dedup import boilerplate

    return boilerplate.learn_lines(tallies, settings)


def match_pairs(
    engine: Engine, tables: tuple[Parts, Parts], pairs: pl.DataFrame, settings: Settings, decisions: PairDecisions
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return MATCHES, CLUSTERS and NEAREST: PAIRS of `tables`, ITEMS and SPANS, are judged, then those that the matches suggest."""
    from dedup import clusters, verify

    items, _ = tables
    pairs = add_decided(engine, items, pairs, decisions)
    paired = pl.concat([pairs["item_a"], pairs["item_b"]])
    about = engine.pick(items, paired, ("item", "n_chars", "sha256", "published", "captured"))
    judged = pl.concat(judge_portions(engine, tables, pairs, about, settings, decisions))
    matches = verify.matches_of(judged)
    nearest = verify.nearest_pairs(judged, settings.verify.n_nearest).select(NEAREST.names())
    return matches, clusters.cluster_items(about, matches, settings.clusters, decisions), nearest


def find_pairs(items: Parts, spans: Parts, sketches: Parts, settings: Settings) -> pl.DataFrame:
    """Return the PAIRS that the joins give, and those of snippets; only where there are some are the texts read again."""
    from dedup import candidates
    from dedup.candidates.snippets import add_holders, find_holders, find_snippets

    pairs = candidates.find_pairs(sketches, settings.candidates)
    snippets = find_snippets(sketches, settings.sketch, settings.candidates)
    if snippets.is_empty():
        return pairs
    texts = map(pl.DataFrame, zip(items.column("item"), items.column("text"), strict=True))
    masked = zip_longest(texts, spans, fillvalue=SPANS.to_frame())  # a short street masks nothing, in one part
    holders = (find_holders(*part, snippets, settings.sketch, settings.candidates) for part in masked)
    return add_holders(pairs, snippets, holders, settings.candidates)


def add_decided(engine: Engine, items: Parts, pairs: pl.DataFrame, decisions: PairDecisions) -> pl.DataFrame:
    """Return PAIRS with those that somebody called copies, where both items are at hand."""
    if not decisions.copies:
        return pairs
    from dedup import verify

    named = pl.Series("item", sorted({item for pair in decisions.copies for item in pair}), pl.String)
    decided = verify.decided_pairs(decisions.copies, engine.pick(items, named, ("item",)))
    return pl.concat([pairs.join(decided, on=["item_a", "item_b"], how="anti"), decided])


def judge_portions(
    engine: Engine,
    tables: tuple[Parts, Parts],
    pairs: pl.DataFrame,
    sizes: pl.DataFrame,
    settings: Settings,
    decisions: PairDecisions,
) -> Iterator[pl.DataFrame]:
    """Yield PAIRS judged, and those that the matches among them suggest, of as many items at a time as the budget has room for.

    `tables` are ITEMS and SPANS; `sizes` (item, n_chars) holds the items of the pairs.
    """
    from dedup import candidates, verify

    items, spans = tables
    apart = PairDecisions(no_copies=decisions.no_copies)
    max_chars = settings.candidates.budget_mb * 500_000 // N_JUDGED  # what is compared takes as much room again
    portions = list(verify.split_pairs(pairs, sizes.select("item", "n_chars"), max_chars))
    paired = [pl.concat([portion["item_a"], portion["item_b"]]) for portion in portions]
    all_texts, all_masks = engine.pick_each(items, paired, ("item", "text")), engine.pick_each(spans, paired)

    def judge(portion: pl.DataFrame, texts: pl.DataFrame, masks: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        judged = verify.judge_pairs(portion, texts, masks, settings.verify, decisions)
        more = candidates.complete_pairs(verify.matches_of(judged), settings.candidates)
        return judged, verify.judge_pairs(more, texts, masks, settings.verify, apart)

    calls = enumerate(zip(portions, all_texts, all_masks, strict=True))
    with ThreadPoolExecutor(N_JUDGED) as pool:
        for _, judged in map_ahead(pool, judge, calls, N_JUDGED - 1):
            yield from judged


def trace_reprints(
    engine: Engine,
    tables: tuple[Parts, Parts, Parts, Parts],
    matches: pl.DataFrame,
    grouped: pl.DataFrame,
    settings: ProvenanceSettings,
) -> pl.DataFrame:
    """Return the REPRINTS of all items that match; `tables` are ITEMS, SPANS, CREDITS and DATES, `grouped` CLUSTERS."""
    from dedup import provenance

    matched = pl.concat([matches["item_a"], matches["item_b"]]).unique()
    items, spans, credited, dated = (engine.pick(table, matched) for table in tables)
    return provenance.trace_reprints(items, spans, credited, dated, matches, grouped, settings)

"""The steps that see a whole table at once, done in this process: what the engine for one machine answers with.

Rooms are opened where they are entered, since a scan for copies alone passes some of them by.
"""

import polars as pl

from dedup.engines import Engine, Parts
from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings
from dedup.tables import NEAREST


def learn_lines(tallies: Parts, settings: BoilerplateSettings) -> pl.DataFrame:
    """Return the LINES that LINE_TALLIES teach."""
    from dedup import boilerplate

    return boilerplate.learn_lines(tallies.whole(), settings)


def match_items(
    engine: Engine, items: Parts, spans: Parts, sketches: Parts, settings: Settings, decisions: PairDecisions
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return MATCHES, CLUSTERS and NEAREST: pairs are found and judged, then those that the matches among them suggest."""
    from dedup import candidates, clusters, verify

    pairs = candidates.find_pairs(sketches, settings.candidates)
    paired = pl.concat([pairs["item_a"], pairs["item_b"], decided_items(decisions)])
    texts = engine.pick(items, paired, ("item", "text", "published", "captured"))
    masks = engine.pick(spans, paired)
    judged = verify.judge_pairs(pairs, texts, masks, settings.verify, decisions)
    more = candidates.complete_pairs(verify.matches_of(judged), settings.candidates)
    others = verify.judge_pairs(more, texts, masks, settings.verify, PairDecisions(no_copies=decisions.no_copies))
    judged = pl.concat([judged, others])
    matches = verify.matches_of(judged)
    nearest = verify.nearest_pairs(judged, settings.verify.n_nearest)
    return (
        matches,
        clusters.cluster_items(texts, matches, settings.clusters, decisions),
        nearest.select(NEAREST.names()),
    )


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


def decided_items(decisions: PairDecisions) -> pl.Series:
    """Return the items of the pairs that somebody called copies, which no join need propose."""
    return pl.Series("item", sorted({item for pair in decisions.copies for item in pair}), pl.String)

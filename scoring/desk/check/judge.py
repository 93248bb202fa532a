"""The pure function beneath the check: a neighbourhood of items in, the signals of the changed ones out."""

from dataclasses import dataclass

import polars as pl

from dedup import clusters, provenance, verify
from dedup.pipeline import Known
from dedup.registry import builtin
from scoring import quotes, signals
from scoring.attribution import find_attributions
from scoring.desk.check.arrival import settle_by_arrival
from scoring.desk.index.neighbours import Examined
from scoring.settings import Settings
from scoring.tables import SIGNALS

PORTION = 512  # items whose dossiers are at hand at a time: some 50 KB each


@dataclass(frozen=True, slots=True)
class Judged:
    """What the check found: SIGNALS of the changed items, and the MATCHES and REPRINTS behind them."""

    signals: pl.DataFrame
    matches: pl.DataFrame
    reprints: pl.DataFrame


def judge(
    examined: Examined,
    changed: frozenset[str],
    arrived: frozenset[str],
    pairs: pl.DataFrame,
    known: Known,
    settings: Settings,
) -> Judged:
    """Return what the signals say of the `changed` items, given the archived ones that `pairs` names beside them.

    `arrived` are the changed items that the archive did not hold before: of two copies without dates they are the later.
    """
    items, spans = examined.items, examined.spans
    matches = verify.verify_pairs(pairs, items, spans, settings.verify, known.pairs)
    concerned = pl.concat([matches["item_a"], matches["item_b"], pl.Series(sorted(changed), dtype=pl.String)]).unique()
    items, spans, credited, dates = (
        _rows_of(table, concerned) for table in (items, spans, examined.credits, examined.dates)
    )
    reprints = settle_by_arrival(
        _trace(items, spans, credited, dates, matches, examined, known, settings), matches, arrived
    )
    attributions = find_attributions(items, spans, settings.attribution)
    registry = known.registry or builtin()
    evidence = signals.Evidence(
        spans=spans,
        credits=credited,
        dates=dates,
        attributions=attributions,
        matches=matches,
        reprints=reprints,
        metadata=examined.metadata,
        quotes=quotes.match_quotes(quotes.collect_quotes(items, attributions)),
        others=items,
        loops=signals.find_loops(reprints),
        affiliations=signals.read_affiliations(registry),
    )
    own = _rows_of(items, pl.Series(sorted(changed), dtype=pl.String))
    judged = [
        signals.judge_items(signals.gather_dossiers(portion, evidence), settings.signals)
        for portion in own.iter_slices(PORTION)
    ]
    return Judged(pl.concat([SIGNALS.to_frame(), *judged]), matches, reprints)


def _trace(
    items: pl.DataFrame,
    spans: pl.DataFrame,
    credited: pl.DataFrame,
    dates: pl.DataFrame,
    matches: pl.DataFrame,
    examined: Examined,
    known: Known,
    settings: Settings,
) -> pl.DataFrame:
    """Return REPRINTS: traced where items match, as declared where they stand alone."""
    grouped = clusters.cluster_items(items, matches, settings.clusters, known.pairs)
    matched = pl.concat([matches["item_a"], matches["item_b"]]).unique()
    own = [_rows_of(table, matched) for table in (items, spans, credited, dates)]
    traced = provenance.trace_reprints(own[0], own[1], own[2], own[3], matches, grouped, settings.provenance)
    alone = examined.declared.filter(~pl.col("item").is_in(matched.implode()))
    return pl.concat([traced, alone]).sort("item", "origin", "kind", "notice_start")


def _rows_of(table: pl.DataFrame, items: pl.Series) -> pl.DataFrame:
    return table.filter(pl.col("item").is_in(items.implode()))

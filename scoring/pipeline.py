"""The whole street: dedup's, then attributions, stories, quotes, signals and ratings. What `scan` calls.

Start reading code here. The upper floor's rooms are opened where they are entered: a scan for copies ends before them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import polars as pl

from dedup.engines import Beside, Engine, Parts
from dedup.pipeline import NOTHING_KNOWN, Known, Traced, trace_items
from dedup.registry import Registry, builtin
from dedup.tables import METADATA
from scoring.settings import Settings

if TYPE_CHECKING:
    from scoring import signals

Only = Literal["copies", "provenance", "everything"]
"""Where the street ends: after the clusters, after the reprints, or after the ratings."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What the whole street found; the upper tables are None where it ended earlier."""

    traced: Traced
    attributions: Parts | None = None
    stories: pl.DataFrame | None = None
    quotes: pl.DataFrame | None = None
    signals: Parts | None = None
    ratings: Parts | None = None


def rate_corpus(
    batches: Iterable[tuple[pl.DataFrame, pl.DataFrame]],
    engine: Engine,
    settings: Settings,
    only: Only = "everything",
    known: Known = NOTHING_KNOWN,
) -> Rated:
    """Return every table of the street for `batches` of ITEMS and their METADATA."""
    if only != "everything":
        return Rated(trace_items(batches, engine, settings, only, known))
    from scoring import quotes, signals, stories

    traced = trace_items(batches, engine, settings, "provenance", known)
    hear = partial(hear_batch, settings=settings)
    attributions, said, profiles = engine.map_items(
        ("attributions", "said", "profiles"), hear, traced.items, traced.spans, traced.dates
    )
    all_said = said.whole()
    uttered = quotes.match_quotes(all_said)
    story_of = stories.link_stories(profiles.whole(), uttered, traced.matches, traced.clusters)
    uttered = quotes.join_translations(uttered, all_said, story_of)
    registry = known.registry or builtin()
    told = stories.count_origins(
        story_of,
        traced.clusters,
        traced.reprints,
        attributions.whole(),
        uttered,
        quotes.count_quotes(all_said),
        _owners(traced.items, registry),
    )
    letters = {outlet.name: outlet.reliability for outlet in registry.outlets.values() if outlet.reliability}
    common = signals.Evidence(
        loops=signals.find_loops(traced.reprints), affiliations=signals.read_affiliations(registry)
    )
    judge = partial(judge_batch, common=common, settings=settings, letters=letters)
    tables = (traced.items, traced.spans, traced.credits, traced.dates, attributions)
    edges = _edges_beside(traced, told, uttered, engine)
    signalled, rated = engine.map_items(("signals", "ratings"), judge, *tables, *edges)
    return Rated(traced, attributions, told, uttered, signalled, rated)


def hear_batch(
    items: pl.DataFrame, spans: pl.DataFrame, dates: pl.DataFrame, settings: Settings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the batch's ATTRIBUTIONS, SAID and PROFILES."""
    from scoring import attribution, quotes, stories

    attributed = attribution.find_attributions(items, spans, settings.attribution)
    return attributed, quotes.collect_quotes(items, attributed), stories.profile_items(items, spans, dates)


def judge_batch(  # noqa: PLR0913, PLR0917 - one frame a table
    items: pl.DataFrame,
    spans: pl.DataFrame,
    credited: pl.DataFrame,
    dates: pl.DataFrame,
    attributions: pl.DataFrame,
    matches: pl.DataFrame,
    reprints: pl.DataFrame,
    metadata: pl.DataFrame,
    told: pl.DataFrame,
    uttered: pl.DataFrame,
    others: pl.DataFrame,
    *,
    common: "signals.Evidence",
    settings: Settings,
    letters: dict[str, str],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the batch's SIGNALS and RATINGS; `common` is the evidence that holds for the whole corpus."""
    from scoring import ratings, signals

    evidence = replace(
        common,
        spans=spans,
        credits=credited,
        dates=dates,
        attributions=attributions,
        matches=matches,
        reprints=reprints,
        metadata=metadata,
        stories=told,
        quotes=uttered,
        others=others,
    )
    judged = signals.judge_items(signals.gather_dossiers(items, evidence), settings.signals)
    return judged, ratings.rate_items(items, judged, evidence.stories, settings.signals, letters)


def _edges_beside(traced: Traced, told: pl.DataFrame, uttered: pl.DataFrame, engine: Engine) -> Iterator[Parts]:
    """Yield matches, reprints, named origins, stories, quotes, and the other items named, in step with the items."""
    from scoring import signals

    origins = pl.concat([METADATA.to_frame(), *map(signals.named_origins, traced.metadata)])
    ends = (traced.matches["item_a"], traced.matches["item_b"], traced.reprints["origin"], uttered["item"])
    others = engine.pick(traced.items, pl.concat(ends))
    edges = ((traced.matches, ("item_a", "item_b")), (traced.reprints, ("item", "origin")), (origins, ("item",)))
    for table, columns in edges:
        yield Beside(traced.items, partial(_touching, table, columns))
    for table, group in ((told, "story"), (uttered, "utterance")):
        yield Beside(traced.items, partial(_sharing, table, group))
    yield Beside(traced.items, partial(_named_by, others, traced, uttered))


def _touching(table: pl.DataFrame, columns: tuple[str, ...], items: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `table` that have an item of the batch in one of `columns`."""
    wanted = items["item"].implode()
    return table.filter(pl.any_horizontal(pl.col(column).is_in(wanted) for column in columns))


def _sharing(table: pl.DataFrame, group: str, items: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `table` whose `group` holds an item of the batch."""
    groups = table.filter(pl.col("item").is_in(items["item"].implode()))[group]
    return table.filter(pl.col(group).is_in(groups.unique().implode()))


def _named_by(others: pl.DataFrame, traced: Traced, uttered: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Return the items that the batch's matches, reprints and quotes name."""
    matches = _touching(traced.matches, ("item_a", "item_b"), items)
    reprints = _touching(traced.reprints, ("item", "origin"), items)
    named = (matches["item_a"], matches["item_b"], reprints["origin"], _sharing(uttered, "utterance", items)["item"])
    return others.filter(pl.col("item").is_in(pl.concat(named).unique().implode()))


def _owners(items: Parts, registry: Registry) -> dict[str, str]:
    """Return the owner of each item's outlet where the registry knows it."""
    owners: dict[str, str] = {}
    for part in items:
        for item, outlet in part.select("item", "outlet").iter_rows():
            entry = registry.look_up(outlet) if outlet else None
            if entry and entry.owner:
                owners[item] = entry.owner
    return owners

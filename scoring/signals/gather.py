"""Gather the rows of each item from all tables into dossiers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from dedup.names import fold_name
from dedup.registry import Registry
from dedup.tables import CREDITS, DATES, ITEMS, MATCHES, METADATA, REPRINTS, SPANS
from scoring.signals.dossier import Dossier
from scoring.signals.rows import (
    ITEM_COLUMNS,
    Affiliation,
    AttributionRow,
    CreditRow,
    DateRow,
    ItemRow,
    MatchRow,
    MetadataRow,
    QuoteRow,
    Record,
    ReprintRow,
    SpanRow,
    StoryRow,
)
from scoring.tables import ATTRIBUTIONS, QUOTES, STORIES

Rows = defaultdict[str, list[Record]]
MAX_COMPANIONS = 500  # rows of one story or utterance that a dossier holds: beyond these no verdict changes
TIED = frozenset({"state", "party", "military"})
ORIGIN_FIELDS = frozenset({"is_based_on", "original_source", "syndication_source", "info_source"})
MAX_LOOP_ITEMS = 20  # a longer chain of reprints is no loop that anybody could be blamed for


@dataclass(frozen=True, slots=True)
class Evidence:
    """The tables that dossiers are made from; those of the whole corpus may hold more items than a batch asks for.

    `others` are ITEMS whose dates and outlets stand behind matches and quotes, `loops` come from `find_loops`, `affiliations`
    from the registry, by folded name.
    """

    spans: pl.DataFrame = field(default_factory=SPANS.to_frame)
    credits: pl.DataFrame = field(default_factory=CREDITS.to_frame)
    dates: pl.DataFrame = field(default_factory=DATES.to_frame)
    attributions: pl.DataFrame = field(default_factory=ATTRIBUTIONS.to_frame)
    matches: pl.DataFrame = field(default_factory=MATCHES.to_frame)
    reprints: pl.DataFrame = field(default_factory=REPRINTS.to_frame)
    metadata: pl.DataFrame = field(default_factory=METADATA.to_frame)
    stories: pl.DataFrame = field(default_factory=STORIES.to_frame)
    quotes: pl.DataFrame = field(default_factory=QUOTES.to_frame)
    others: pl.DataFrame = field(default_factory=ITEMS.to_frame)
    loops: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    affiliations: Mapping[str, Affiliation] = field(default_factory=lambda: MappingProxyType({}))


def gather_dossiers(items: pl.DataFrame, evidence: Evidence) -> Iterator[Dossier]:
    """Yield a dossier for each row of ITEMS, in its order.

    >>> items = pl.DataFrame([{"item": "a", "text": "No pool."}], schema=ITEMS)
    >>> [dossier.text for dossier in gather_dossiers(items, Evidence())]
    ['No pool.']
    """
    wanted = items["item"]
    spans, credited, dates = (_by_item(table, wanted) for table in (evidence.spans, evidence.credits, evidence.dates))
    attributions = _by_item(evidence.attributions, wanted)
    matches = _by_end(evidence.matches, ("item_a", "item_b"), wanted)
    reprints = _by_end(evidence.reprints, ("item", "origin"), wanted)
    metadata = _by_item(named_origins(evidence.metadata), wanted)
    stories = _by_companion(evidence.stories, "story", wanted)
    quotes = _by_companion(evidence.quotes, "utterance", wanted)
    others = MappingProxyType(_read_items(evidence.others))
    for row in _read_items(items).values():
        item = row.item
        yield Dossier(
            item=row,
            spans=tuple(map(SpanRow.read, spans[item])),
            credits=tuple(map(CreditRow.read, credited[item])),
            dates=tuple(map(DateRow.read, dates[item])),
            attributions=tuple(map(AttributionRow.read, attributions[item])),
            matches=tuple(MatchRow.read(record, item) for record in matches[item]),
            reprints=tuple(map(ReprintRow.read, reprints[item])),
            metadata=tuple(map(MetadataRow.read, metadata[item])),
            loop=evidence.loops.get(item, ()),
            story=tuple(map(StoryRow.read, stories[item])),
            quotes=tuple(map(QuoteRow.read, quotes[item])),
            others=others,
            affiliations=evidence.affiliations,
        )


def _read_items(items: pl.DataFrame) -> dict[str, ItemRow]:
    rows = items.select(ITEM_COLUMNS).iter_rows(named=True)
    return {row["item"]: ItemRow.read(row) for row in rows}


def _by_item(table: pl.DataFrame, wanted: pl.Series, key: str = "item") -> Rows:
    """Return the records of the wanted items by item, in the table's order."""
    found: Rows = defaultdict(list)
    for record in table.filter(pl.col(key).is_in(wanted.implode())).iter_rows(named=True):
        found[record[key]].append(record)
    return found


def _by_end(edges: pl.DataFrame, ends: tuple[str, str], wanted: pl.Series) -> Rows:
    """Return the records of edges by the wanted item at either end."""
    found = _by_item(edges, wanted, ends[0])
    for item, records in _by_item(edges, wanted, ends[1]).items():
        found[item] += [record for record in records if record[ends[0]] != item]
    return found


def _by_companion(table: pl.DataFrame, group: str, wanted: pl.Series) -> Rows:
    """Return, by wanted item, the records of all items that share a `group` with it."""
    shared = table.filter(pl.col(group).is_in(table.filter(pl.col("item").is_in(wanted.implode()))[group].implode()))
    members: Rows = defaultdict(list)
    for record in shared.iter_rows(named=True):
        members[record[group]].append(record)
    found: Rows = defaultdict(list)
    for records in members.values():
        for item in dict.fromkeys(record["item"] for record in records):
            found[item] += records[:MAX_COMPANIONS]
    return found


def named_origins(metadata: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of METADATA that name where an item came from.

    >>> rows = [("a", "is_based_on", "Lowmere Post"), ("a", "note", "mojibake")]
    >>> named_origins(pl.DataFrame(rows, schema=METADATA, orient="row"))["value"].to_list()
    ['Lowmere Post']
    """
    return metadata.filter(pl.col("field").is_in(sorted(ORIGIN_FIELDS)))


def read_affiliations(registry: Registry) -> dict[str, Affiliation]:
    """Return what the registry says of outlets tied to a state, a party or an army, by each folded spelling.

    >>> from dedup.registry import builtin
    >>> read_affiliations(builtin())["tass"].kind
    'state'
    """
    return {
        fold_name(name): Affiliation(outlet.control, outlet.citation, outlet.date)
        for outlet in registry.outlets.values()
        if outlet.control in TIED and outlet.citation and outlet.date
        for name in (outlet.name, *outlet.variants)
    }


def find_loops(reprints: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the loop in which each item stands whose declared origins lead back to it, from its least item on.

    >>> edges = [{"item": "a", "origin": "b", "kind": "declared"}, {"item": "b", "origin": "a", "kind": "declared"}]
    >>> find_loops(pl.DataFrame(edges, schema=REPRINTS))["b"]
    ('a', 'b')
    """
    edges: dict[str, list[str]] = defaultdict(list)
    declared = reprints.filter(pl.col("kind") == "declared").select("item", "origin")
    for item, origin in declared.sort("item", "origin").iter_rows():
        edges[item].append(origin)
    loops: dict[str, tuple[str, ...]] = {}
    for item in edges:
        loop = _loop_from(item, edges)
        if loop:
            least = loop.index(min(loop))
            loops[item] = loop[least:] + loop[:least]
    return loops


def _loop_from(item: str, edges: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the shortest way from `item` along `edges` back to it, without the return; empty where there is none."""
    before: dict[str, str] = {}
    row = [item]
    for _ in range(MAX_LOOP_ITEMS):
        step: list[str] = []
        for place in row:
            for origin in edges.get(place, ()):
                if origin == item:
                    return _way(item, place, before)
                if origin not in before:
                    before[origin] = place
                    step.append(origin)
        row = step
    return ()


def _way(item: str, place: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [place]
    while way[-1] != item:
        way.append(before[way[-1]])
    return tuple(reversed(way))

"""Clusters, dates and credits -> the reprint graph: one edge from each item to each work it rests on."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dedup.provenance.edges import NOT_HELD, Kind, Reprint, as_frame
from dedup.provenance.items import Item, Source, read_items
from dedup.provenance.losses import find_losses
from dedup.provenance.predecessors import Predecessor, choose_predecessors, find_candidates
from dedup.provenance.relays import find_relays
from dedup.provenance.verdicts import Verdict, contradict, judge_held
from dedup.settings import ProvenanceSettings

PROVISO = "proviso: a common origin that is not held may lie behind both"


def trace_reprints(
    items: pl.DataFrame,
    spans: pl.DataFrame,
    credited: pl.DataFrame,
    dates: pl.DataFrame,
    matches: pl.DataFrame,
    clusters: pl.DataFrame,
    settings: ProvenanceSettings,
) -> pl.DataFrame:
    """Return REPRINTS: for each item the works it rests on, held or not, sorted by item and origin.

    `items` needs only those that match, stand in a cluster or carry a credit; matches of other items are left out.
    The cost is that of the matches given: nothing else is compared.

    >>> from dedup.tables import CLUSTERS, CREDITS, DATES, ITEMS, MATCHES, SPANS
    >>> empty = [table.to_frame() for table in (ITEMS, SPANS, CREDITS, DATES, MATCHES, CLUSTERS)]
    >>> trace_reprints(*empty, ProvenanceSettings()).height
    0
    """
    related = {*matches["item_a"], *matches["item_b"], *clusters["item"]}
    held = read_items(items, spans, credited, dates, related)
    candidates = find_candidates(held, matches, clusters, settings)
    edges: list[Reprint] = []
    for item in held.values():
        edges.extend(_trace_item(item, candidates.get(item.id, []), settings))
    return as_frame(edges)


def _trace_item(item: Item, candidates: list[Predecessor], settings: ProvenanceSettings) -> Iterator[Reprint]:
    """Yield the edges of one item: what it declares, what it copied without a word, whom it quotes."""
    chosen = choose_predecessors(candidates, settings)
    edges = [_named_edge(item, source, chosen, candidates, settings) for source in item.sources]
    if all(edge.share is not None or source.is_partial for edge, source in zip(edges, item.sources, strict=True)):
        told = {edge.origin for edge in edges}
        others = (one for one in chosen if one.source is None and one.direction.earlier.id not in told)
        edges += [_held_edge(item, one, "missing") for one in others]
    yield from edges
    copied = [passage for edge in edges for passage, _ in edge.passages]
    yield from (_quoted_edge(item, relay) for relay in (*item.digested, *find_relays(item, copied)))


def _named_edge(
    item: Item, source: Source, chosen: list[Predecessor], candidates: list[Predecessor], settings: ProvenanceSettings
) -> Reprint:
    """Return the edge to the work that `source` names: held, not held, or another one that gives it the lie."""
    named = next((one for one in chosen if one.source == source), None)
    if named is not None:
        return _held_edge(item, named, judge_held(named, candidates, settings))
    true_origin = contradict(source.name, candidates) if source.is_notice else None
    if true_origin is not None:
        return _held_edge(item, replace(true_origin, source=source), "inaccurate")
    return _distant_edge(item, source)


def _held_edge(item: Item, chosen: Predecessor, verdict: Verdict) -> Reprint:
    """Return the edge to an origin that is held."""
    direction, overlap, source = chosen.direction, chosen.overlap, chosen.source
    pairs = tuple(zip(overlap.later_passages, overlap.earlier_passages, strict=True))
    return Reprint(
        item=item.id,
        origin=direction.earlier.id,
        kind=_kind(source),
        is_known=direction.is_known,
        evidence=_evidence(item, chosen, verdict),
        verdict=verdict,
        share=overlap.later_share,
        passages=tuple(pairs[number] for number in chosen.passages),
        losses=find_losses(direction.earlier, item),
        declared=source.name if source else None,
        notice=_words(item, source),
        notice_span=source.span if source else None,
    )


def _evidence(item: Item, chosen: Predecessor, verdict: Verdict) -> tuple[str, ...]:
    """Return the reasons for the edge, with what the notice says where the edge belies it, and the proviso."""
    evidence = chosen.direction.evidence
    if chosen.source is None:
        return (*evidence, PROVISO)
    if verdict == "inaccurate" and item.names(chosen.direction.earlier) is None:
        return (*evidence, f"against: declared notice names {chosen.source.name}")
    return evidence


def _distant_edge(item: Item, source: Source) -> Reprint:
    """Return the edge to an origin that is named and not held."""
    words = _words(item, source)
    label = "declared notice" if source.is_notice else f"{source.kind} credit"
    return Reprint(
        item=item.id,
        origin=NOT_HELD + source.name,
        kind=_kind(source),
        is_known=True,
        evidence=(f"{label}: {words or source.name}",),
        verdict="unverifiable",
        declared=source.name,
        notice=words,
        notice_span=source.span,
    )


def _quoted_edge(item: Item, relay: Source) -> Reprint:
    """Return the edge to an outlet through which the item had its story."""
    words = item.words_of(relay.span)
    return Reprint(
        item=item.id,
        origin=NOT_HELD + relay.name,
        kind="quoted",
        is_known=True,
        evidence=(f"quoted: {words}",),
        verdict="unverifiable",
        declared=relay.name,
        notice=words,
        notice_span=relay.span,
    )


def _kind(source: Source | None) -> Kind:
    if source is None:
        return "undeclared"
    return "declared" if source.is_notice else "agency"


def _words(item: Item, source: Source | None) -> str | None:
    """Return the words that name the source, None where metadata alone does."""
    return item.words_of(source.span) or None if source else None

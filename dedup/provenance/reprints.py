"""Clusters, dates and credits -> the reprint graph: one edge from each item to each work it rests on."""

from collections.abc import Iterator

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
    held = read_items(items, spans, credited, dates)
    candidates = find_candidates(held, matches, clusters, settings)
    edges: list[Reprint] = []
    for item in held.values():
        edges.extend(_trace_item(item, candidates.get(item.id, []), settings))
    return as_frame(edges)


def _trace_item(item: Item, candidates: list[Predecessor], settings: ProvenanceSettings) -> Iterator[Reprint]:
    """Yield the edges of one item: what it declares, what it copied without a word, whom it quotes."""
    chosen = choose_predecessors(candidates, settings)
    contradicted = False
    for source in item.sources:
        named = next((one for one in chosen if one.source == source), None)
        if named is not None:
            yield _held_edge(item, named, judge_held(named, candidates, settings))
            continue
        better = contradict(source.name, candidates) if source.is_notice else None
        contradicted |= better is not None
        yield _distant_edge(item, source, better)
    if contradicted or not any(_explains(source, chosen) for source in item.sources):
        yield from (_held_edge(item, one, "missing") for one in chosen if one.source is None)
    for relay in find_relays(item):
        words = item.words_of(relay.span)
        yield Reprint(
            item.id,
            NOT_HELD + relay.name,
            "quoted",
            is_known=True,
            evidence=(f"quoted: {words}",),
            verdict="unverifiable",
            notice=words,
            notice_span=relay.span,
        )


def _explains(source: Source, chosen: list[Predecessor]) -> bool:
    """Return whether `source` stands for a whole text that is not held, so that copies of it prove nothing more."""
    return source.kind != "contribution" and all(one.source != source for one in chosen)


def _held_edge(item: Item, chosen: Predecessor, verdict: Verdict) -> Reprint:
    """Return the edge to an origin that is held."""
    direction, overlap, source = chosen.direction, chosen.overlap, chosen.source
    evidence = direction.evidence if source is not None else (*direction.evidence, PROVISO)
    pairs = tuple(zip(overlap.later_passages, overlap.earlier_passages, strict=True))
    return Reprint(
        item=item.id,
        origin=direction.earlier.id,
        kind=_kind(source),
        is_known=direction.is_known,
        evidence=evidence,
        verdict=verdict,
        share=overlap.later_share,
        passages=tuple(pairs[number] for number in chosen.passages),
        losses=find_losses(direction.earlier, item),
        notice=_words(item, source),
        notice_span=source.span if source else None,
    )


def _distant_edge(item: Item, source: Source, better: Predecessor | None) -> Reprint:
    """Return the edge to an origin that is named and not held; `better` is the held item that contradicts it."""
    words = _words(item, source)
    label = "declared notice" if source.is_notice else f"{source.kind} credit"
    evidence = [f"{label}: {words or source.name}"]
    if better is not None:
        evidence.append(
            f"against: {better.overlap.later_share:.0%} of the text stands in {better.direction.earlier.id}, which is earlier"
        )
    verdict: Verdict = "unverifiable" if better is None else "inaccurate"
    return Reprint(
        item.id,
        NOT_HELD + source.name,
        _kind(source),
        is_known=True,
        evidence=tuple(evidence),
        verdict=verdict,
        notice=words,
        notice_span=source.span,
    )


def _kind(source: Source | None) -> Kind:
    if source is None:
        return "undeclared"
    return "declared" if source.is_notice else "agency"


def _words(item: Item, source: Source | None) -> str | None:
    """Return the words that name the source, None where metadata alone does."""
    return item.words_of(source.span) or None if source else None

"""Each passage of an item goes to its most likely predecessor, not to every holder.

Candidates are ranked once an item: who is named as the source, then who is surely earlier, then who shares most, then
who has the better reasons. Each takes the passages that no one before it explains (a greedy cover, as in passim's
choice of one source a passage, but over reasons instead of dates alone).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dedup.provenance.alignment import align_texts
from dedup.provenance.direction import Direction, Overlap, judge_direction
from dedup.provenance.items import Item, Source
from dedup.provenance.outlets import is_wire, outlet_key, same_outlet
from dedup.settings import ProvenanceSettings
from dedup.tables import Span

SHARE_STEP = 0.03  # two shares closer than this are one: a dateline more or less


COPIES = ("duplicate", "contained", "partial")
MAX_MATES = 4  # versions by one outlet in a cluster that are tried as the origin a notice names


@dataclass(frozen=True, slots=True)
class Predecessor:
    """An item held that another one probably rests on."""

    direction: Direction
    overlap: Overlap  # seen from the later item
    source: Source | None  # where the later item names it
    passages: tuple[int, ...] = ()  # indices of the overlap's passages that go to it

    @property
    def rank(self) -> tuple[bool, bool, float, float, str]:
        """Return the sort key: the most likely predecessor first."""
        known = self.direction.is_known
        steps = round(self.overlap.later_share / SHARE_STEP)
        return (self.source is None, not known, -steps, -self.direction.margin, self.direction.earlier.id)


def find_candidates(
    held: Mapping[str, Item], matches: pl.DataFrame, clusters: pl.DataFrame, settings: ProvenanceSettings
) -> dict[str, list[Predecessor]]:
    """Return, for each item, the items that it may rest on: matched, of another outlet, and not its sibling.

    An item of the same cluster whose outlet it names is one too, though no match joins the two directly.
    """
    found: dict[str, list[Predecessor]] = defaultdict(list)
    for one, other, overlap in _copies(held, matches):
        if not same_outlet(one.outlet, other.outlet) and not are_siblings(one, other):
            for candidate in _both_ways(one, other, overlap, settings):
                found[candidate.direction.later.id].append(candidate)
    for later, earlier in _named_mates(held, clusters, found):
        direction = judge_direction(earlier, later, overlap := align_items(earlier, later), settings)
        if direction.later is later:
            found[later.id].append(Predecessor(direction, overlap, later.names(earlier)))
    return found


def are_siblings(one: Item, other: Item) -> bool:
    """Return whether both items name one origin, which neither of them is: copies of the same, not of each other."""
    named = {outlet_key(source.name) for source in one.sources if source != one.names(other)}
    others = {outlet_key(source.name) for source in other.sources if source != other.names(one)}
    return bool(named & others)


def align_items(earlier: Item, later: Item) -> Overlap:
    """Return what two items share, found by aligning their words."""
    same = [edit for edit in align_texts(earlier.text, later.text) if edit.kind == "same"]
    before, after = tuple(edit.before for edit in same), tuple(edit.after for edit in same)
    n_before, n_after = (sum(span.n_chars for span in spans) for spans in (before, after))
    return Overlap(after, before, n_after / max(1, len(later.text)), n_before / max(1, len(earlier.text)))


def _copies(held: Mapping[str, Item], matches: pl.DataFrame) -> Iterator[tuple[Item, Item, Overlap]]:
    """Yield the matched items that are copies, with their overlap seen from the second."""
    columns = ("item_a", "item_b", "containment_a", "containment_b", "passages")
    for item_a, item_b, share_a, share_b, passages in (
        matches.filter(pl.col("relation").is_in(COPIES)).select(columns).sort("item_a", "item_b").iter_rows()
    ):
        one, other = held.get(item_a), held.get(item_b)
        if one is not None and other is not None:
            spans_a = tuple(Span(passage["a_start"], passage["a_end"]) for passage in passages)
            spans_b = tuple(Span(passage["b_start"], passage["b_end"]) for passage in passages)
            yield one, other, Overlap(spans_b, spans_a, share_b, share_a)


def _both_ways(one: Item, other: Item, overlap: Overlap, settings: ProvenanceSettings) -> Iterator[Predecessor]:
    """Yield the likelier direction of a pair, and the other one too where the earlier item names the later."""
    direction = judge_direction(one, other, overlap, settings)
    if _sheds(direction.earlier, direction.later):
        direction = direction.turned()
    seen = overlap if direction.later is other else overlap.turned()
    yield Predecessor(direction, seen, direction.later.names(direction.earlier))
    source = direction.earlier.names(direction.later)
    if source is not None:
        yield Predecessor(direction.turned(), seen.turned(), source)


def _sheds(earlier: Item, later: Item) -> bool:
    """Return whether the text belongs to an agency that `later` credits and `earlier`, unsigned, does not.

    Whichever was printed first, the one without the credit can't be the origin; the one with it shows where both are from.
    """
    is_credited = any(not source.is_partial and later.names(earlier) != source for source in later.sources)
    return is_credited and not earlier.sources and not earlier.author and not is_wire(earlier.outlet)


def _named_mates(
    held: Mapping[str, Item], clusters: pl.DataFrame, found: Mapping[str, list[Predecessor]]
) -> Iterator[tuple[Item, Item]]:
    """Yield each item with the few of its cluster whose outlet it names and to which no match joins it."""
    mates: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    placed = dict(clusters.select("item", "cluster").sort("item").iter_rows())
    for item_id, cluster in placed.items():
        item = held.get(item_id)
        if item is not None and item.outlet:
            mates[cluster][item.outlet].append(item)
    for item_id, cluster in placed.items():
        item = held.get(item_id)
        joined = {candidate.source for candidate in found.get(item_id, ())}
        for source in item.sources if item is not None else ():
            outlets = (outlet for outlet in mates[cluster] if source not in joined and same_outlet(source.name, outlet))
            for mate in (mate for outlet in outlets for mate in mates[cluster][outlet][:MAX_MATES]):
                if item is not None and mate is not item:
                    yield item, mate


def choose_predecessors(candidates: Iterable[Predecessor], settings: ProvenanceSettings) -> list[Predecessor]:
    """Return the candidates that explain some passage of the item, the likeliest first, each with its passages.

    A candidate that the item names is always kept.
    """
    taken: list[Span] = []
    chosen: list[Predecessor] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.rank):
        spans = candidate.overlap.later_passages
        fresh = tuple(number for number, span in enumerate(spans) if uncovered(span, taken) * 2 > span.n_chars)
        n_chars = sum(uncovered(spans[number], taken) for number in fresh)
        if candidate.source is None and n_chars < settings.min_passage_chars:
            continue
        chosen.append(replace(candidate, passages=fresh))
        taken = merge([*taken, *(spans[number] for number in fresh)])
    return chosen


def uncovered(span: Span, taken: Iterable[Span]) -> int:
    """Return how many code points of `span` lie in none of `taken`, which are sorted and apart.

    >>> uncovered(Span(0, 10), [Span(2, 4), Span(8, 20)])
    6
    """
    return span.n_chars - sum(
        max(0, min(span.end, other.end) - max(span.start, other.start)) for other in taken if span.overlaps(other)
    )


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` sorted, those that touch made one.

    >>> merge([Span(5, 9), Span(0, 2), Span(1, 5)])
    [Span(start=0, end=9)]
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged

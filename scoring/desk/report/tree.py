"""The reprint tree over time: one row an item, a dot at its date, a line down from what it rests on.

Works that are not held stand apart in a lane of their own at the left, items without a date in the next. The place of
a dot is a share of the width, so the drawing stretches with the page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scoring.desk.report.archive import COPYING, Archive, Card

if TYPE_CHECKING:
    from dedup.provenance import Reprint

MAX_ROWS = 80  # beyond, the table below the drawing tells the rest
NOT_HELD_X, UNDATED_X, FIRST_X, LAST_X = 4.0, 14.0, 24.0, 97.0  # percent of the width
MIDDLE_X = (FIRST_X + LAST_X) / 2
NEVER = datetime.max.replace(tzinfo=UTC)
PREFERENCE = ("declared", "undeclared", "agency", "quoted")


@dataclass(frozen=True, slots=True)
class Strand:
    """One drawn edge: from the origin's row, `rise` rows above (or below, if negative), to the item's own."""

    edge: "Reprint"
    rise: int
    path: str  # in a box 1000 wide and 100 high, which is stretched over the rows between


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the drawing; a work that is not held has no card."""

    node: str
    card: Card | None
    x: float  # percent of the width
    depth: int
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The drawing: its rows, the ends of its time axis, and the edges, of which all are in the table."""

    branches: tuple[Branch, ...]
    edges: tuple["Reprint", ...]
    first: str
    last: str
    n_left_out: int


def cluster_tree(archive: Archive, items: Iterable[str]) -> Tree:
    """Return the tree of `items` and of all that they rest on directly as copies."""
    edges = [edge for item in items for edge in archive.edges.get(item, ()) if edge.kind in COPYING]
    return _grow(archive, {*items, *(edge.origin for edge in edges)}, edges)


def origin_tree(archive: Archive, origin: str) -> Tree:
    """Return the tree of everything that rests on `origin`, by whatever kind of edge."""
    edges = archive.resting.get(origin, [])
    return _grow(archive, {origin, *(edge.item for edge in edges)}, edges)


def _grow(archive: Archive, nodes: set[str], edges: Iterable["Reprint"]) -> Tree:
    """Return the drawing of `nodes` joined by `edges`."""
    kept = tuple(sorted(edges, key=lambda edge: (edge.item, PREFERENCE.index(edge.kind), edge.origin)))
    moments = {node: moment for node in nodes if (moment := _moment(archive.cards.get(node)))}
    ordered = list(_order(nodes, kept, moments))
    shown = ordered[:MAX_ROWS]
    rows = {node: row for row, (node, _) in enumerate(shown)}
    places = _places(archive, nodes, moments)
    branches = tuple(
        Branch(node, archive.cards.get(node), places[node], depth, tuple(_strands(node, kept, rows, places)))
        for node, depth in shown
    )
    dated = sorted((moments[node], archive.cards[node].moment) for node in moments)
    ends = (dated[0][1], dated[-1][1]) if dated else ("", "")
    return Tree(branches, kept, *ends, len(ordered) - len(shown))


def _moment(card: Card | None) -> datetime | None:
    """Return when an item was published; local times without a zone are drawn as if they were UTC."""
    from dedup.provenance import read_instant

    instant = read_instant(card.published) if card else None
    if instant is None:
        return None
    return instant.start if instant.start.tzinfo else instant.start.replace(tzinfo=UTC)


def _places(archive: Archive, nodes: Iterable[str], moments: Mapping[str, datetime]) -> dict[str, float]:
    """Return where each node's dot stands, in percent of the width."""
    first, last = min(moments.values(), default=None), max(moments.values(), default=None)
    places = {node: UNDATED_X if node in archive.cards else NOT_HELD_X for node in nodes}
    for node, moment in moments.items():
        span = (last - first).total_seconds() if first and last else 0.0
        share = (moment - first).total_seconds() / span if first and span else None
        places[node] = MIDDLE_X if share is None else round(FIRST_X + (LAST_X - FIRST_X) * share, 2)
    return places


def _order(nodes: set[str], edges: tuple["Reprint", ...], moments: Mapping[str, datetime]) -> Iterator[tuple[str, int]]:
    """Yield each node once with its depth: an origin, then what rests on it, the earliest first."""
    parents: dict[str, str] = {}
    for edge in edges:
        if edge.origin in nodes and edge.item != edge.origin:
            parents.setdefault(edge.item, edge.origin)
    by_time = sorted(nodes, key=lambda node: (moments.get(node, NEVER), node))
    children: dict[str, list[str]] = {}
    for node in by_time:
        if node in parents:
            children.setdefault(parents[node], []).append(node)
    roots = sorted((node for node in by_time if node not in parents), key=lambda node: not node.startswith("origin:"))
    seen: set[str] = set()
    for root in (*roots, *by_time):  # the second round begins the loops, which have no root
        waiting = [(root, 0)]
        while waiting:
            node, depth = waiting.pop()
            if node not in seen:
                seen.add(node)
                yield node, depth
                waiting.extend((child, depth + 1) for child in reversed(children.get(node, [])))


def _strands(
    node: str, edges: tuple["Reprint", ...], rows: Mapping[str, int], places: Mapping[str, float]
) -> Iterator[Strand]:
    """Yield the lines that end at `node`."""
    for edge in edges:
        if edge.item == node and edge.origin in rows and edge.origin != node:
            rise = rows[node] - rows[edge.origin]
            start, end = (0, 100) if rise > 0 else (100, 0)
            yield Strand(edge, rise, f"M{places[edge.origin] * 10:g} {start}V{end}H{places[node] * 10:g}")

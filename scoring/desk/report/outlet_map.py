"""The map of outlets: whose copy at the left, who carries it at the right, a band as thick as the number of items.

Only edges that carry copy count; a source that is quoted is not copied. An outlet that reprints itself is left out.
"""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from scoring.desk.report.anchors import anchor
from scoring.desk.report.archive import COPYING, UNKNOWN_OUTLET, Archive

if TYPE_CHECKING:
    from dedup.provenance import Reprint

Key = TypeVar("Key", bound=Hashable)
MAX_ORIGINS, MAX_CARRIERS = 12, 18  # bars of either side; the rest are drawn as one, and told apart in the table
OTHERS = "others"
GAP, UNIT_SPACE = 10.0, 420.0  # between bars, and shared by all bars of one side, in units of the drawing
MIN_BAR = 9.0  # a bar thinner than its label's letters are high cannot be read
LEFT_X, RIGHT_X = 300.0, 660.0


@dataclass(frozen=True, slots=True)
class Carriage:
    """How many items of `carrier` carry copy of `origin`."""

    origin: str
    is_held: bool
    carrier: str
    n_items: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One outlet on one side of the map."""

    name: str
    is_held: bool
    n_items: int
    top: float
    height: float

    @property
    def link(self) -> str:
        """Return the anchor of the view of the outlet; none for the others in one."""
        return "" if self.name == OTHERS else anchor("outlet", self.name)

    @property
    def middle(self) -> float:
        """Return the height of the label."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Band:
    """The curve from an origin to a carrier."""

    carriage: Carriage
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class OutletMap:
    """The drawing and, as its table, every carriage."""

    origins: tuple[Bar, ...]
    carriers: tuple[Bar, ...]
    bands: tuple[Band, ...]
    carriages: tuple[Carriage, ...]
    height: float


def map_outlets(archive: Archive) -> OutletMap:
    """Return the map of who carries whose copy."""
    carriages = tuple(sorted(_carriages(archive), key=lambda row: (-row.n_items, row.origin, row.carrier)))
    origins = dict(_totals(carriages, _key).most_common(MAX_ORIGINS))
    carriers = dict(_totals(carriages, lambda row: row.carrier).most_common(MAX_CARRIERS))
    drawn = list(_fold(carriages, origins, carriers))
    left, right = _totals(drawn, _key), _totals(drawn, lambda row: (row.carrier, True))
    unit = UNIT_SPACE / max(sum(left.values()), 1)
    sides = tuple(_bars(left, unit)), tuple(_bars(right, unit))
    height = max((bar.top + bar.height for side in sides for bar in side), default=0.0)
    return OutletMap(*sides, tuple(_bands(drawn, *sides, unit)), carriages, round(height + GAP, 1))


def _key(row: Carriage) -> tuple[str, bool]:
    return row.origin, row.is_held


def _carriages(archive: Archive) -> Iterator[Carriage]:
    """Yield each pair of origin and carrier with the number of items between them."""
    items: dict[tuple[str, bool, str], set[str]] = {}
    for edge in copying_edges(archive):
        key = archive.publisher(edge.origin), edge.is_held, archive.publisher(edge.item)
        items.setdefault(key, set()).add(edge.item)
    for (origin, is_held, carrier), found in items.items():
        yield Carriage(origin, is_held, carrier, len(found))


def copying_edges(archive: Archive) -> "Iterator[Reprint]":
    """Yield the edges on which one outlet carries another's copy."""
    for edges in archive.edges.values():
        for edge in edges:
            origin, carrier = archive.publisher(edge.origin), archive.publisher(edge.item)
            if edge.kind in COPYING and (origin != carrier or origin == UNKNOWN_OUTLET):
                yield edge


def _fold(rows: Iterable[Carriage], origins: Container[object], carriers: Container[object]) -> Iterator[Carriage]:
    """Yield `rows` with all but the most copied `origins` as one, and all but the busiest `carriers`."""
    sums: Counter[tuple[str, bool, str]] = Counter()
    for row in rows:
        origin = _key(row) if _key(row) in origins else (OTHERS, True)
        sums[*origin, row.carrier if row.carrier in carriers else OTHERS] += row.n_items
    for key, count in sums.items():
        yield Carriage(*key, count)


def _totals(rows: Iterable[Carriage], key: Callable[[Carriage], Key]) -> "Counter[Key]":
    """Return the items of each origin, or of each carrier, as `key` has it."""
    totals: Counter[Key] = Counter()
    for row in rows:
        totals[key(row)] += row.n_items
    return totals


def _bars(totals: Mapping[tuple[str, bool], int], unit: float) -> Iterator[Bar]:
    """Yield the bars of one side, the largest at the top, the others at the foot."""
    top = 0.0
    for (name, is_held), count in sorted(totals.items(), key=lambda bar: (bar[0][0] == OTHERS, -bar[1], bar[0])):
        height = max(MIN_BAR, count * unit)
        yield Bar(name, is_held, count, round(top, 1), round(height, 1))
        top += height + GAP


def _bands(rows: list[Carriage], origins: tuple[Bar, ...], carriers: tuple[Bar, ...], unit: float) -> Iterator[Band]:
    """Yield the curves; on either side they are stacked in the order of the other side's bars."""
    left = {(bar.name, bar.is_held): bar for bar in origins}
    right = {bar.name: bar for bar in carriers}
    places = {row: (left[_key(row)].top, right[row.carrier].top) for row in rows}
    starts = {key: bar.middle - bar.n_items * unit / 2 for key, bar in left.items()}
    ends = {name: bar.middle - bar.n_items * unit / 2 for name, bar in right.items()}
    for row in sorted(rows, key=lambda row: places[row]):
        width = row.n_items * unit
        start, end = starts[_key(row)] + width / 2, ends[row.carrier] + width / 2
        starts[_key(row)] += width
        ends[row.carrier] += width
        middle = (LEFT_X + RIGHT_X) / 2
        path = f"M{LEFT_X:g} {start:.1f}C{middle:g} {start:.1f} {middle:g} {end:.1f} {RIGHT_X:g} {end:.1f}"
        yield Band(row, path, round(width, 2))

"""Where an archive is weak: how its scores lie, what it rests on, and which detectors spoke.

Both scores are read from different signals. Were they closely correlated, one of them would be measuring the other;
so their correlation (Pearson's r) is printed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from scoring.desk.report.anchors import anchor
from scoring.desk.report.archive import Archive
from scoring.desk.report.item_page import FLAGGED

N_BINS = 10
MAX_LISTED = 25
MAX_DOTS = 2_000  # more would hide each other
MIN_OUTLETS = 3  # from here on "many outlets, one source" is a finding, as in SRC208


@dataclass(frozen=True, slots=True)
class Bin:
    """The values from `low` on, below `low` + the width of a bin."""

    low: int
    high: int
    count: int
    height: float  # percent of the fullest bin


@dataclass(frozen=True, slots=True)
class Histogram:
    """How one figure lies over the rated items, in percent or points from 0 to 100."""

    title: str
    bins: tuple[Bin, ...]
    n_known: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One item by both its scores."""

    item: str
    attribution: float
    sourcing: float


@dataclass(frozen=True, slots=True)
class Count:
    """A name and how often it stands, `share` in percent of the largest."""

    name: str
    count: int
    share: float
    link: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class LoneStory:
    """A story all of whose items rest on one origin."""

    story: str
    origin: str
    origin_link: str
    n_items: int
    outlets: tuple[str, ...]

    @property
    def is_echo(self) -> bool:
        """Return whether many outlets tell what one source said."""
        return len(self.outlets) >= MIN_OUTLETS


@dataclass(frozen=True, slots=True)
class WeakSpots:
    """What the page of weak spots shows."""

    histograms: tuple[Histogram, ...]
    dots: tuple[Dot, ...]
    correlation: float | None
    relied_on: tuple[Count, ...]
    lone_stories: tuple[LoneStory, ...]
    faults: tuple[Count, ...]
    health: tuple[tuple[str, tuple[Count, ...]], ...]


def find_weak_spots(archive: Archive) -> WeakSpots:
    """Return what is weak in `archive`."""
    receipts = list(archive.receipts.values())
    scores = [(row.item, row.attribution_score, row.sourcing_score) for row in receipts]
    dots = [Dot(item, a, s) for item, a, s in scores if a is not None and s is not None]
    coverages = [None if row.coverage is None else 100 * row.coverage for row in receipts]
    return WeakSpots(
        histograms=(
            histogram("Attribution score", [row.attribution_score for row in receipts]),
            histogram("Sourcing score", [row.sourcing_score for row in receipts]),
            histogram("Coverage, percent", coverages),
        ),
        dots=tuple(dots[:MAX_DOTS]),
        correlation=_correlation(dots),
        relied_on=tuple(_relied_on(archive)),
        lone_stories=tuple(_lone_stories(archive)),
        faults=tuple(_faults(archive)),
        health=tuple((name, tuple(counts(fired.items()))) for name, fired in archive.run.health.items()),
    )


def histogram(title: str, values: Iterable[float | None]) -> Histogram:
    """Return how `values` from 0 to 100 lie in bins of ten.

    >>> [bin.count for bin in histogram("x", [0, 5, 100, None]).bins]
    [2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    """
    known = sorted(value for value in values if value is not None)
    width = 100 // N_BINS
    found = Counter(min(int(value // width), N_BINS - 1) for value in known)
    most = max(found.values(), default=1)
    bins = tuple(Bin(at * width, (at + 1) * width, found[at], round(100 * found[at] / most, 1)) for at in range(N_BINS))
    return Histogram(title, bins, len(known), known[len(known) // 2] if known else None)


def counts(entries: Iterable[tuple[str, int]]) -> Iterator[Count]:
    """Yield names with their counts, the largest first, as shares of the largest.

    >>> [count.share for count in counts([("a", 1), ("b", 4)])]
    [100.0, 25.0]
    """
    ordered = sorted(entries, key=lambda entry: (-entry[1], entry[0]))
    most = max((count for _, count in ordered), default=1) or 1
    for name, count in ordered:
        yield Count(name, count, round(100 * count / most, 1))


def _correlation(dots: Sequence[Dot]) -> float | None:
    """Return Pearson's r of both scores; None for too few items, or where one score never changes."""
    try:
        return round(correlation([dot.attribution for dot in dots], [dot.sourcing for dot in dots]), 2)
    except StatisticsError:
        return None


def _relied_on(archive: Archive) -> Iterator[Count]:
    """Yield the ends of all chains with the number of items that rest on each."""
    from dedup.provenance import count_resting

    rows = count_resting(archive.results.read("reprints")).head(MAX_LISTED).rows()
    most = rows[0][2] if rows else 1
    for origin, is_held, count in rows:
        name = archive.cards[origin].name if origin in archive.cards else origin.removeprefix("origin:")
        about = archive.publisher(origin) if is_held else "not held"
        yield Count(name, count, round(100 * count / most, 1), anchor("origin", origin), about)


def _lone_stories(archive: Archive) -> Iterator[LoneStory]:
    """Yield the stories of several items that rest on one origin, those of most outlets first."""
    found = []
    for story, accounts in archive.stories.items():
        origins = {account.origin for account in accounts}
        if len(origins) == 1 and len(accounts) > 1:
            origin = origins.pop()
            outlets = tuple(sorted({archive.publisher(account.item) for account in accounts}))
            link = anchor("item" if origin in archive.cards else "origin", origin)
            found.append(LoneStory(story, _origin_name(archive, origin), link, len(accounts), outlets))
    yield from sorted(found, key=lambda row: (-len(row.outlets), -row.n_items, row.story))


def _origin_name(archive: Archive, origin: str) -> str:
    if origin in archive.cards:
        return f"{archive.cards[origin].publisher}: {archive.cards[origin].name}"
    return f"{origin.removeprefix('origin:')} (not held)"


def _faults(archive: Archive) -> Iterator[Count]:
    """Yield the signals that stand against most items."""
    from scoring.signals import BY_CODE

    fired: Counter[str] = Counter()
    for receipt in archive.receipts.values():
        fired.update({step.code for step in receipt.steps if step.outcome == "fail" and step.severity in FLAGGED})
    for count in counts(fired.items()):
        yield Count(count.name, count.count, count.share, about=BY_CODE[count.name].title)

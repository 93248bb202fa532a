"""A scan as the report reads it: every table once, keyed by what the views ask for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from scoring.desk.report.visible import brief
from scoring.desk.results import Results
from scoring.desk.run import Run

if TYPE_CHECKING:
    import polars as pl

    from dedup.provenance import Reprint
    from scoring.desk.score.receipts import Receipt

Row = TypeVar("Row")
UNKNOWN_OUTLET = "outlet unknown"
COPYING = ("declared", "undeclared", "agency")  # kinds of edges that carry copy; a quotation is none


@dataclass(frozen=True, slots=True)
class Card:
    """What the lists say of an item."""

    item: str
    outlet: str | None = None
    outlet_evidence: str | None = None
    published: str | None = None
    published_evidence: str | None = None
    title: str | None = None
    author: str | None = None
    lang: str | None = None
    n_words: int | None = None
    canonical_url: str | None = None

    @property
    def name(self) -> str:
        """Return the title, or the id of an item without one."""
        return brief(self.title, 110) or brief(self.item, 110)

    @property
    def publisher(self) -> str:
        """Return the outlet, or words that say it is unknown."""
        return brief(self.outlet, 60) or UNKNOWN_OUTLET

    @property
    def day(self) -> str:
        """Return the day of publication, or nothing."""
        return (self.published or "")[:10]

    @property
    def moment(self) -> str:
        """Return day and time of publication as far as they are known."""
        return (self.published or "")[:16].replace("T", " ")


@dataclass(frozen=True, slots=True)
class Match:
    """A verified pair, a row of MATCHES without its passages."""

    item_a: str
    item_b: str
    resemblance: float
    containment_a: float
    containment_b: float
    relation: str


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a cluster."""

    item: str
    cluster: str
    role: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Account:
    """An item of a story, its origin and the tests of its independence."""

    story: str
    item: str
    origin: str
    tests_passed: tuple[str, ...]
    tests_failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A scan's tables, keyed; all mappings are in the order of the tables."""

    run: Run
    results: Results
    cards: Mapping[str, Card]
    edges: Mapping[str, list["Reprint"]]  # by item
    resting: Mapping[str, list["Reprint"]]  # by origin
    matches: Mapping[tuple[str, str], Match]
    clusters: Mapping[str, list[Member]]  # the largest first, each from its centre outwards
    stories: Mapping[str, list[Account]]  # the largest first
    receipts: Mapping[str, "Receipt"]
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    story_of: Mapping[str, str] = field(default_factory=dict)

    def has_pair(self, a: str, b: str) -> bool:
        """Return whether two items are a verified pair."""
        return (min(a, b), max(a, b)) in self.matches

    def publisher(self, node: str) -> str:
        """Return who stands behind a node: the outlet of an item, the name of a work that is not held."""
        return self.cards[node].publisher if node in self.cards else node.removeprefix("origin:")


def read_archive(results: Results) -> Archive:
    """Return the scan in `results`, whole but for the texts."""
    from dedup.provenance import read_edges

    edges = read_edges(results.read("reprints"))
    members = [Member(*row) for row in results.read("clusters").iter_rows()]
    members.sort(key=lambda member: (member.role != "centre", -member.similarity, member.item))
    clusters = _by(members, "cluster")
    stories = _by([_account(row) for row in results.read("stories").iter_rows(named=True)], "story")
    columns = [column.name for column in fields(Match)]
    matches = [Match(*row) for row in results.scan("matches").select(columns).collect().iter_rows()]
    return Archive(
        run=results.run,
        results=results,
        cards=_cards(results),
        edges=_by(edges, "item"),
        resting=_by(edges, "origin"),
        matches={(match.item_a, match.item_b): match for match in matches},
        clusters=_largest_first(clusters),
        stories=_largest_first(stories),
        receipts=_receipts(results),
        cluster_of={member.item: name for name, members in clusters.items() for member in members},
        story_of={account.item: name for name, accounts in stories.items() for account in accounts},
    )


def rows_by(table: "pl.DataFrame", column: str = "item") -> dict[str, "pl.DataFrame"]:
    """Return the rows of `table` for each value of `column`, in the order of the table.

    >>> import polars as pl
    >>> rows_by(pl.DataFrame({"item": ["a", "b", "a"]}))["a"].height
    2
    """
    return {str(key[0]): rows for key, rows in table.group_by(column, maintain_order=True)}


def _cards(results: Results) -> dict[str, Card]:
    columns = [column.name for column in fields(Card)]
    rows = results.scan("items").select(columns).collect().iter_rows()
    return {row[0]: Card(*row) for row in rows}


def _account(row: dict[str, Any]) -> Account:
    passed, failed = (tuple(row[name] or ()) for name in ("tests_passed", "tests_failed"))
    return Account(row["story"], row["item"], row["origin"], passed, failed)


def _receipts(results: Results) -> dict[str, "Receipt"]:
    """Return the receipt of each rated item, by the settings of the scan."""
    from scoring.desk.score.receipts import make_receipts
    from scoring.settings import SignalSettings

    ratings = results.read("ratings")
    if ratings.is_empty():
        return {}
    items = results.scan("items").select("item", "text", "title", "n_words").collect()
    settings = SignalSettings(**results.run.settings.get("signals", {}))  # type: ignore[arg-type]
    made = make_receipts(items, results.read("signals"), ratings, settings)
    return {receipt.item: receipt for receipt in made}


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return dict(found)


def _largest_first(groups: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    return dict(sorted(groups.items(), key=lambda entry: (-len(entry[1]), entry[0])))

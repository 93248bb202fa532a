"""The views of a report, one after the other: the four questions, then clusters, origins, pairs, items and stories.

A view is a section of HTML with an anchor. The first four answer an editor's questions in order; long lists are cut
into several views, the top first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from scoring.desk.report.anchors import anchor, pair_anchor
from scoring.desk.report.archive import Archive, Member, rows_by
from scoring.desk.report.item_page import LEGEND, codes, item_pages
from scoring.desk.report.outlet_map import copying_edges, map_outlets
from scoring.desk.report.pair_page import pair_edges, pair_keys, pair_pages, sides
from scoring.desk.report.press import Press
from scoring.desk.report.tree import cluster_tree, origin_tree
from scoring.desk.report.visible import brief
from scoring.desk.report.weak_spots import find_weak_spots

if TYPE_CHECKING:
    import polars as pl

MAX_LIST = 2_000  # rows of a list in one view
MAX_DRAWN = 3  # clusters whose trees stand on the first view
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class View:
    """One section of the report; `is_front` views answer the questions and stand on the first page."""

    anchor: str
    title: str
    html: Markup
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One view's share of a long list."""

    number: int  # from 1
    n_parts: int
    n_rows: int  # of the whole list

    def link(self, kind: str, step: int = 0) -> str:
        """Return the anchor of the part `step` further on.

        >>> Part(1, 3, 5000).link("pairs"), Part(1, 3, 5000).link("pairs", 1)
        ('pairs', 'pairs/2')
        """
        number = self.number + step
        return kind if number == 1 else f"{kind}/{number}"


def make_views(archive: Archive, excerpt: int) -> Iterator[View]:
    """Yield every view of the report, in order, quoting at most `excerpt` characters of a text in one place."""
    press = Press(archive, excerpt)
    yield from _copies(press)
    yield from _pairs(press)
    yield from _sourcing(press)
    title = "Where is this archive weak?"
    yield View("weak", title, press.print("weak", title=title, spots=find_weak_spots(archive)), is_front=True)
    yield from _clusters(press)
    yield from _origins(press)
    yield from _outlets(press)
    for pair in pair_pages(archive, excerpt):
        title = f"{pair.left.name} / {pair.right.name}"
        yield View(pair_anchor(pair.left.item, pair.right.item), title, press.print("pair", page=pair))
    for page in item_pages(archive, excerpt):
        html = press.print("item", page=page, legend=LEGEND)
        yield View(anchor("item", page.card.item), page.card.name, html)
    yield from _stories(press)


def _copies(press: Press) -> Iterator[View]:
    """Yield the first question: the map of outlets, the largest clusters drawn, all of them listed."""
    title, clusters = "What is copied here, and from whom?", press.archive.clusters
    drawn = [(name, cluster_tree(press.archive, _items(clusters[name]))) for name in list(clusters)[:MAX_DRAWN]]
    chart = map_outlets(press.archive)
    for part, rows in _parts(list(clusters.items())):
        html = press.print("copies", part=part, title=title, clusters=rows, drawn=drawn, map=chart)
        yield View(part.link("copies"), title, html, is_front=part.number == 1)


def _pairs(press: Press) -> Iterator[View]:
    """Yield the second question: every pair, reprints before mere matches."""
    title, archive = "Show me", press.archive
    for part, pairs in _parts(pair_keys(archive)):
        rows = [(*sides(archive, pair), archive.matches.get(pair), pair_edges(archive, pair)) for pair in pairs]
        html = press.print("pairs", part=part, title=title, rows=rows)
        yield View(part.link("pairs"), title, html, is_front=part.number == 1)


def _sourcing(press: Press) -> Iterator[View]:
    """Yield the third question: every item with its scores, the worst sourced first."""
    title, receipts = "How well is this sourced?", press.archive.receipts

    def rank(item: str) -> tuple[bool, float, str]:
        receipt = receipts.get(item)
        scores = [receipt.attribution_score, receipt.sourcing_score] if receipt else []
        known = [score for score in scores if score is not None]
        return not known, sum(known) / max(len(known), 1), item

    for part, items in _parts(sorted(press.archive.cards, key=rank)):
        rows = [(press.archive.cards[item], receipts.get(item), codes(receipts.get(item))) for item in items]
        html = press.print("sourcing", part=part, title=title, rows=rows)
        yield View(part.link("sourcing"), title, html, is_front=part.number == 1)


def _clusters(press: Press) -> Iterator[View]:
    for name, members in press.archive.clusters.items():
        title, tree = f"Cluster of {len(members)} items", cluster_tree(press.archive, _items(members))
        html = press.print("cluster", title=title, name=name, members=members, tree=tree)
        yield View(anchor("cluster", name), title, html)


def _origins(press: Press) -> Iterator[View]:
    for origin in press.archive.resting:
        title = f"Who carries {brief(press.archive.publisher(origin), 80)}?"
        html = press.print("origin", origin=origin, tree=origin_tree(press.archive, origin))
        yield View(anchor("origin", origin), title, html)


def _outlets(press: Press) -> Iterator[View]:
    """Yield a view for each outlet of the map: who carries its copy, whose copy it carries."""
    carried, carrying = defaultdict(list), defaultdict(list)
    for edge in copying_edges(press.archive):
        carried[press.archive.publisher(edge.origin)].append(edge)
        carrying[press.archive.publisher(edge.item)].append(edge)
    for outlet in sorted({*carried, *carrying}):
        content = {"carried": carried.get(outlet, []), "carrying": carrying.get(outlet, [])}
        yield View(anchor("outlet", outlet), outlet, press.print("outlet", outlet=outlet, **content))


def _stories(press: Press) -> Iterator[View]:
    import polars as pl

    told = press.archive.results.scan("quotes").filter(pl.col("story").is_not_null()).sort("utterance", "item")
    quotes = rows_by(told.collect(), "story")
    for story, accounts in press.archive.stories.items():
        title = f"Story of {len(accounts)} items"
        wordings = _wordings(quotes[story]) if story in quotes else []
        html = press.print("story", title=title, story=story, accounts=accounts, quotes=wordings)
        yield View(anchor("story", story), title, html)


def _wordings(quotes: "pl.DataFrame") -> list[list[dict[str, object]]]:
    """Return the utterances that several items print, not all of them alike, each with its wordings."""
    groups = (rows.to_dicts() for rows in rows_by(quotes, "utterance").values())
    return [group for group in groups if any(row["variant"] != "verbatim" for row in group)]


def _items(members: Sequence[Member]) -> list[str]:
    return [member.item for member in members]


def _parts(rows: Sequence[Row]) -> Iterator[tuple[Part, list[Row]]]:
    """Yield a list in parts; an empty list has one."""
    n_parts = max(1, -(-len(rows) // MAX_LIST))
    for at in range(n_parts):
        yield Part(at + 1, n_parts, len(rows)), list(rows[at * MAX_LIST : (at + 1) * MAX_LIST])

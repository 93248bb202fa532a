"""The reprint graph as plain nodes and edges, for the writers that draw it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.desk.results import Results

if TYPE_CHECKING:
    from dedup.provenance import Reprint


@dataclass(frozen=True, slots=True)
class Node:
    """An item on an edge, or a work that is not held."""

    id: str  # an item's id, or "origin:NAME"
    is_held: bool
    outlet: str
    published: str
    title: str

    @property
    def label(self) -> str:
        """Return what the node is called in a drawing: outlet or id, and day, or the name of what is not held."""
        if not self.is_held:
            return f"{self.id.removeprefix('origin:')} (not held)"
        return ", ".join(part for part in (self.outlet or self.id, self.published[:10]) if part)


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes sorted by id, the edges by item and origin."""

    nodes: tuple[Node, ...]
    edges: tuple["Reprint", ...]


def read_graph(results: Results) -> Graph:
    """Return the reprint graph of a scan; items without an edge are left out."""
    from dedup.provenance import read_edges

    edges = read_edges(results.read("reprints").sort("item", "origin", "kind", "notice_start"))
    ids = sorted({edge.item for edge in edges} | {edge.origin for edge in edges})
    rows = results.rows_of("items", *ids).select("item", "outlet", "published", "title").fill_null("")
    held = {
        item: Node(item, is_held=True, outlet=outlet, published=published, title=title)
        for item, outlet, published, title in rows.iter_rows()
    }
    nodes = tuple(held.get(node) or Node(node, is_held=False, outlet="", published="", title="") for node in ids)
    return Graph(nodes, tuple(edges))

import json
from io import BytesIO, StringIO
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prov.model import ProvDocument, ProvEntity

from dedup.provenance import Reprint
from scoring.desk.export.command import write_text
from scoring.desk.export.dot import as_dot
from scoring.desk.export.graph import Graph, Node, read_graph
from scoring.desk.export.graphml import as_graphml
from scoring.desk.export.mermaid import as_mermaid
from scoring.desk.export.prov import as_prov_json
from scoring.desk.export.writers import Preference
from scoring.desk.results import open_results
from tests.scoring.desk.export.drawings import read_dot, read_mermaid

NAMES = st.text(min_size=1, max_size=12)


def graph_of(item: str, origin: str, title: str) -> Graph:
    """Return a graph of one edge."""
    held = Node(item, is_held=True, outlet="The Gazette", published="2025-03-04", title=title)
    distant = Node(f"origin:{origin}", is_held=False, outlet="", published="", title="")
    edge = Reprint(
        item, distant.id, "declared", is_known=True, evidence=("declared notice",), verdict="unverifiable", notice=title
    )
    return Graph((held, distant), (edge,))


def test_networkx_reads_the_graphml(scanned: Path) -> None:
    """Nodes, edges and their attributes arrive."""
    text = write_text(open_results(scanned), "graphml", Preference())

    graph = nx.read_graphml(BytesIO(text.encode()))

    assert set(graph.edges()) == {
        ("a/wire.txt", "origin:Interfax"), ("b/copy.txt", "a/wire.txt"), ("c/third.txt", "b/copy.txt"),
    }  # fmt: skip
    assert graph.nodes["origin:Interfax"]["held"] is False
    assert graph.edges["b/copy.txt", "a/wire.txt"]["share"] == pytest.approx(0.9)


@given(NAMES, NAMES, st.text(max_size=30))
def test_no_name_breaks_the_graphml(item: str, origin: str, title: str) -> None:
    """Control characters, quotes and brackets of items stay inside their fields."""
    graph = nx.read_graphml(BytesIO(as_graphml(graph_of(item, origin, title)).encode("utf-8", "replace")))

    assert graph.number_of_edges() == 1


@given(NAMES, NAMES, st.text(max_size=30))
@example("a\\", '"]', "</title>\n# `")
def test_no_name_breaks_a_drawing(item: str, origin: str, title: str) -> None:
    """A strict reader of either language finds two nodes and the edge between them."""
    graph = graph_of(item, origin, title)

    for nodes, edges in (read_mermaid(as_mermaid(graph)), read_dot(as_dot(graph))):
        assert len(nodes) == 2
        assert [set(edge) for edge in edges] == [nodes]


def test_a_drawing_of_a_scan_is_read_to_the_last_character(scanned: Path) -> None:
    """Both drawings have the nodes and edges of the graph, and DOT their names."""
    results = open_results(scanned)
    graph = read_graph(results)

    nodes, edges = read_dot(write_text(results, "dot", Preference()))

    assert nodes == {node.id for node in graph.nodes}
    assert edges == [(edge.item, edge.origin) for edge in graph.edges]
    drawn = read_mermaid(write_text(results, "mermaid", Preference()))
    assert (len(drawn[0]), len(drawn[1])) == (len(nodes), len(edges))


def test_prov_reads_its_own_document_back(scanned: Path) -> None:
    """Two held copies, one quotation, three items and an origin that is not held."""
    text = write_text(open_results(scanned), "prov-json", Preference())

    document = ProvDocument.deserialize(StringIO(text), format="json")

    assert len(list(document.get_records(ProvEntity))) == 4
    assert len(json.loads(text)["wasDerivedFrom"]) == 3


@given(NAMES, NAMES)
def test_no_name_breaks_the_prov_document(item: str, origin: str) -> None:
    """Names become percent-encoded local parts."""
    text = as_prov_json(graph_of(item, origin, "t"))

    assert len(json.loads(text)["entity"]) == 2


def test_a_work_that_is_not_held_looks_different(scanned: Path) -> None:
    """Dashed in DOT, with round ends in Mermaid."""
    results = open_results(scanned)

    assert '"origin:Interfax" [label="Interfax (not held)", style=dashed];' in write_text(results, "dot", Preference())
    assert '(["Interfax (not held)"])' in write_text(results, "mermaid", Preference())

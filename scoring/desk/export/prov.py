"""The reprint graph in W3C PROV, as PROV-JSON: entities, derivations, and the outlets they are attributed to.

A copy `wasDerivedFrom` its origin, and an item that quotes an outlet `wasQuotedFrom` it. PROV has no words for verdicts
and directions: they are attributes of our own, in the namespace `copydesk`.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from dedup.errors import ExtraMissingError
from scoring.desk.export.graph import Graph, read_graph
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results

if TYPE_CHECKING:
    from dedup.provenance import Reprint

NAMESPACES = {"item": "urn:copydesk:item:", "origin": "urn:copydesk:origin:", "outlet": "urn:copydesk:outlet:",
              "copydesk": "urn:copydesk:terms:"}  # fmt: skip


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one PROV-JSON document.

    Raises:
        ExtraMissingError: the extra `graph` is not installed.
    """
    place.write_text(as_prov_json(read_graph(results)) + "\n", encoding="utf-8")


def as_prov_json(graph: Graph) -> str:
    """Return the graph as a PROV-JSON document."""
    try:
        from prov.model import ProvDocument
    except ImportError as error:
        raise ExtraMissingError(
            "PROV needs the library prov; install it with `pip install 'copydesk[graph]'`"
        ) from error
    document = ProvDocument()
    for prefix, uri in NAMESPACES.items():
        document.add_namespace(prefix, uri)
    for outlet in sorted({node.outlet for node in graph.nodes if node.outlet}):
        document.agent(_name("outlet", outlet), {"prov:label": outlet, "prov:type": "prov:Organization"})
    for node in graph.nodes:
        known = {
            "prov:label": node.title or node.label,
            "copydesk:held": node.is_held,
            "copydesk:published": node.published,
        }
        document.entity(node_name(node.id), [(name, value) for name, value in known.items() if value != ""])
        if node.outlet:
            document.wasAttributedTo(node_name(node.id), _name("outlet", node.outlet))
    for edge in graph.edges:
        relate = document.wasQuotedFrom if edge.kind == "quoted" else document.wasDerivedFrom
        relate(node_name(edge.item), node_name(edge.origin), other_attributes=_attributes(edge))
    return str(document.serialize(indent=2, sort_keys=True))


def node_name(node: str) -> str:
    """Return the qualified name of a node.

    >>> node_name("a folder/item.txt"), node_name("origin:Reuters")
    ('item:a%20folder%2Fitem.txt', 'origin:Reuters')
    """
    prefix, _, name = node.partition(":") if node.startswith("origin:") else ("item", "", node)
    return _name(prefix, name)


def _name(prefix: str, name: str) -> str:
    return f"{prefix}:{quote(name, safe='')}"


def _attributes(edge: "Reprint") -> dict[str, str | float]:
    """Return what PROV has no words for."""
    direction = "known" if edge.is_known else "unclear"
    share = {} if edge.share is None else {"copydesk:share": round(float(edge.share), 4)}
    return {"copydesk:kind": edge.kind, "copydesk:verdict": edge.verdict, "copydesk:direction": direction, **share}

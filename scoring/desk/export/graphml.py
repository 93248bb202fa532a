"""The reprint graph as GraphML, for Gephi, Cytoscape, yEd and networkx."""

import re
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from scoring.desk.export.graph import Graph, read_graph
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results

NODE_KEYS = (("held", "boolean"), ("outlet", "string"), ("published", "string"), ("title", "string"))
EDGE_KEYS = (("kind", "string"), ("verdict", "string"), ("direction", "string"), ("share", "double"), ("evidence", "string"),
             ("notice", "string"))  # fmt: skip
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one directed graph; an edge leads from the reprint to its origin."""
    place.write_text(as_graphml(read_graph(results)), encoding="utf-8")


def as_graphml(graph: Graph) -> str:
    """Return the graph as a GraphML document."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        lines += [
            f'  <key id="{target}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>' for name, kind in keys
        ]
    lines.append('  <graph id="reprints" edgedefault="directed">')
    for node in graph.nodes:
        lines.append(f"    <node id={_quoted(node.id)}>")
        values = {
            "held": str(node.is_held).lower(),
            "outlet": node.outlet,
            "published": node.published,
            "title": node.title,
        }
        lines += [_value("node", name, values[name]) for name, _ in NODE_KEYS if values[name]]
        lines.append("    </node>")
    for number, edge in enumerate(graph.edges):
        lines.append(f'    <edge id="e{number}" source={_quoted(edge.item)} target={_quoted(edge.origin)}>')
        values = {
            "kind": edge.kind,
            "verdict": edge.verdict,
            "direction": "known" if edge.is_known else "unclear",
            "share": "" if edge.share is None else f"{edge.share:.4f}",
            "evidence": "; ".join(edge.evidence),
            "notice": edge.notice or "",
        }
        lines += [_value("edge", name, values[name]) for name, _ in EDGE_KEYS if values[name]]
        lines.append("    </edge>")
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _value(target: str, name: str, value: str) -> str:
    return f'      <data key="{target}_{name}">{escape(_clean(value))}</data>'


def _quoted(value: str) -> str:
    return quoteattr(_clean(value))


def _clean(value: str) -> str:
    """Return `value` with characters that no XML may hold replaced."""
    return FORBIDDEN.sub("\ufffd", value)

"""The reprint graph in Graphviz' DOT language."""

from pathlib import Path

from scoring.desk.export.graph import Graph, read_graph
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results
from scoring.desk.terminal import shorten

STYLES = {"declared": "solid", "agency": "solid", "undeclared": "bold", "quoted": "dotted"}


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one digraph; an arrow leads from the reprint to its origin."""
    place.write_text(as_dot(read_graph(results)), encoding="utf-8")


def as_dot(graph: Graph) -> str:
    """Return the graph as DOT; works that are not held are dashed."""
    lines = ["digraph reprints {", "  rankdir=RL;", "  node [shape=box, fontname=Helvetica];"]
    for node in graph.nodes:
        label = _quoted("\n".join(filter(None, (shorten(node.label, 60), shorten(node.title, 60)))))
        lines.append(f"  {_quoted(node.id)} [label={label}{'' if node.is_held else ', style=dashed'}];")
    for edge in graph.edges:
        label = edge.kind if edge.share is None else f"{edge.kind} {edge.share:.0%}"
        head = "" if edge.is_known else ", dir=none"
        style = STYLES[edge.kind]
        lines.append(f"  {_quoted(edge.item)} -> {_quoted(edge.origin)} [label={_quoted(label)}, style={style}{head}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'

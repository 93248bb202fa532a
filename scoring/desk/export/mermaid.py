"""The reprint graph as a Mermaid flowchart, which a README shows as a picture."""

from pathlib import Path

from scoring.desk.export.graph import Graph, read_graph
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results
from scoring.desk.terminal import shorten

ARROWS = {"declared": "-->", "agency": "-->", "undeclared": "==>", "quoted": "-.->"}
UNCLEAR = {"declared": "---", "agency": "---", "undeclared": "===", "quoted": "-.-"}


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one flowchart; an arrow leads from the reprint to its origin."""
    place.write_text(as_mermaid(read_graph(results)), encoding="utf-8")


def as_mermaid(graph: Graph) -> str:
    """Return the graph as a flowchart; works that are not held have round ends, an unclear direction no head."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart RL"]
    for node in graph.nodes:
        parts = [_escaped(shorten(part, 60)) for part in (node.label, node.title) if part]
        opening, closing = ("[", "]") if node.is_held else ("([", "])")
        lines.append(f'  {names[node.id]}{opening}"{"<br/>".join(parts)}"{closing}')
    for edge in graph.edges:
        arrow = (ARROWS if edge.is_known else UNCLEAR)[edge.kind]
        label = edge.kind if edge.share is None else f"{edge.kind} {edge.share:.0%}"
        lines.append(f'  {names[edge.item]} {arrow}|"{label}"| {names[edge.origin]}')
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """Return `text` with the characters that end a label or begin a tag as entity codes."""
    codes = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;"}
    return "".join(codes.get(char, char) for char in text)

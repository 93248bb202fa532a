"""`copydesk trace`: one item's reprint chain, each edge with its evidence, and who rests on the item."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.desk.results import DEFAULT_FOLDER, InOption, Results, open_results
from scoring.desk.settings import FormatOption
from scoring.desk.terminal import shorten, stdout

if TYPE_CHECKING:
    import polars as pl
    from rich.tree import Tree

    from dedup.provenance import Chain, Reprint

SCHEMA = "copydesk.trace/1"
MAX_LOSSES = 12
MAX_RESTING = 20


def trace(
    item: Annotated[str, typer.Argument(help="An item's id, or a part of one.")],
    folder: InOption = DEFAULT_FOLDER,
    reach: Annotated[
        bool, typer.Option("--reach", help="List instead every held copy, and which still print old words.")
    ] = False,
    form: FormatOption = "text",
) -> None:
    """Show where an item came from: its reprint chain, each edge with its evidence."""
    from scoring.desk.trace.reach import find_reach, print_reach

    results = open_results(folder)
    name = results.find_item(item)
    found = find_reach(results, name) if reach else trace_results(results, name)
    if form == "json":
        sys.stdout.write(json.dumps(found.as_json(), indent=2, ensure_ascii=False) + "\n")
    elif isinstance(found, Trace):
        print_trace(found)
    else:
        print_reach(found)


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything about one item's descent."""

    item: str
    chain: "Chain"
    reprints: "pl.DataFrame"  # the rows of REPRINTS on the chain
    edges: tuple["Reprint", ...]  # the same, as edges
    labels: dict[str, str]  # of the items on the chain: outlet, date, title
    resting: tuple[str, ...]  # items that rest on this one, directly
    loops: tuple[tuple[str, ...], ...]  # loops that the item is part of
    hubs: dict[str, int]  # the ends of the chain, with the number of items of the scan that rest on each

    def as_json(self) -> dict[str, object]:
        """Return the trace as plain values with its schema's name."""
        content: dict[str, object] = {"item": self.item, "roots": self.chain.roots, "chain": asdict(self.chain)}
        content |= {"edges": self.reprints.to_dicts(), "resting": self.resting, "loops": self.loops, "hubs": self.hubs}
        return {"schema": SCHEMA, **content}


def trace_results(results: Results, item: str) -> Trace:
    """Return the trace of `item`, which is an item's id."""
    import polars as pl

    from dedup.provenance import count_resting, find_loops, read_edges, trace_chain

    reprints = results.read("reprints")
    chain = trace_chain(reprints, item)
    nodes = sorted(set(_nodes(chain)))
    rows = reprints.filter(pl.col("item").is_in(nodes))
    resting = reprints.filter(pl.col("origin") == item)["item"].unique().sort().to_list()
    loops = tuple(loop for loop in find_loops(reprints) if item in loop)
    ends = count_resting(reprints).filter(pl.col("origin").is_in(chain.roots)).select("origin", "n_items")
    hubs = dict(ends.iter_rows())
    return Trace(item, chain, rows, tuple(read_edges(rows)), _labels(results, nodes), tuple(resting), loops, hubs)


def print_trace(found: Trace) -> None:
    """Print the chain as a tree, the loops, and who rests on the item."""
    from rich.tree import Tree

    tree = Tree(_label(found, found.item))
    _grow(tree, found, found.chain)
    out = stdout()
    out.print(tree)
    if not found.chain.origins:
        out.print("  No origin is known: no notice, no agency credit, no earlier copy held.")
    for origin, n_items in found.hubs.items():
        if n_items > 1:
            out.print(f"In the end {n_items:,} items rest on {_label(found, origin)}.")
    for loop in found.loops:
        out.print(f"Loop: {' -> '.join((*loop, loop[0]))}")
    if found.resting:
        out.print(f"\n{len(found.resting):,} {'item rests' if len(found.resting) == 1 else 'items rest'} on it:")
        for other in found.resting[:MAX_RESTING]:
            out.print(f"  {shorten(other, 110)}")
        if len(found.resting) > MAX_RESTING:
            out.print(f"  … and {len(found.resting) - MAX_RESTING:,} more")


def _grow(tree: "Tree", found: Trace, chain: "Chain") -> None:
    """Add a branch for each origin of the chain, its evidence and losses as leaves, its own origins below."""
    for origin in chain.origins:
        for edge in found.edges:
            if (edge.item, edge.origin) == (chain.node, origin.node):
                branch = tree.add(_edge_line(found, edge))
                for leaf in _leaves(edge):
                    branch.add(leaf)
                if origin.returns:
                    branch.add("… a loop: this item stands further up already")
                _grow(branch, found, origin)


def _edge_line(found: Trace, edge: "Reprint") -> str:
    """Return what an edge says, in one line."""
    share = f", {edge.share:.0%} of the text" if edge.share is not None else ""
    unclear = "" if edge.is_known else ", direction unclear"
    return f"{edge.kind}: {_label(found, edge.origin)}{share}{unclear} [{edge.verdict}]"


def _leaves(edge: "Reprint") -> Iterator[str]:
    """Yield the lines under an edge: its evidence, then what was lost."""
    for reason in edge.evidence:
        yield f"because  {shorten(reason, 160)}"
    for loss in edge.losses[:MAX_LOSSES]:
        yield f"lost     {loss.what.replace('_', ' ')}: {shorten(loss.text, 140)}"
    if len(edge.losses) > MAX_LOSSES:
        yield f"lost     … and {len(edge.losses) - MAX_LOSSES:,} more"


def _nodes(chain: "Chain") -> Iterator[str]:
    yield chain.node
    for origin in chain.origins:
        yield from _nodes(origin)


def _labels(results: Results, nodes: list[str]) -> dict[str, str]:
    """Return outlet, day and title of each held node."""
    rows: pl.DataFrame = results.rows_of("items", *nodes).select("item", "outlet", "published", "title")
    return {
        item: ", ".join(shorten(value, 70) for value in (outlet, (published or "")[:10], title) if value)
        for item, outlet, published, title in rows.iter_rows()
    }


def _label(found: Trace, node: str) -> str:
    """Return a node as it is printed."""
    if node.startswith("origin:"):
        return f"{shorten(node.removeprefix('origin:'), 80)} (not held)"
    about = found.labels.get(node)
    return shorten(node, 80) + (f" ({about})" if about else "")

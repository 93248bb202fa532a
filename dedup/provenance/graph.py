"""The reprint graph walked: chains up to the first origin, loops, and the origins on which most items rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

MAX_DEPTH = 64  # a chain of reprints longer than this is a loop or a mistake


@dataclass(frozen=True, slots=True)
class Chain:
    """A node of the graph with everything it rests on, drawn as a tree."""

    node: str  # an item's id or "origin:NAME"
    origins: tuple["Chain", ...] = ()
    returns: bool = False  # the node stands further down already: the chain is a loop

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the nodes at the ends of the chain, sorted."""
        if not self.origins:
            return (self.node,)
        return tuple(sorted({root for origin in self.origins for root in origin.roots}))


def trace_chain(reprints: pl.DataFrame, item: str) -> Chain:
    """Return what `item` rests on by REPRINTS, and what that rests on, up to the ends.

    >>> from dedup.tables import REPRINTS
    >>> rows = [{"item": "c", "origin": "b"}, {"item": "b", "origin": "origin:Reuters"}]
    >>> trace_chain(pl.DataFrame(rows, schema=REPRINTS), "c").roots
    ('origin:Reuters',)
    """
    return _walk(_origins(reprints), item, ())


def find_loops(reprints: pl.DataFrame) -> list[tuple[str, ...]]:
    """Return the groups of items that rest on each other in a circle, each sorted, by declared and known edges alone.

    >>> from dedup.tables import REPRINTS
    >>> rows = [{"item": "a", "origin": "b", "kind": "declared"}, {"item": "b", "origin": "a", "kind": "declared"}]
    >>> find_loops(pl.DataFrame(rows, schema=REPRINTS))
    [('a', 'b')]
    """
    firm = (pl.col("kind") != "undeclared") | (pl.col("direction") == "known")
    origins = _origins(reprints.filter(firm))
    return sorted(_circles(origins))


def count_resting(reprints: pl.DataFrame) -> pl.DataFrame:
    """Return the ends of all chains with the number of items that rest on each, by whatever way; the most first.

    Columns: origin, held (bool), n_items.

    >>> from dedup.tables import REPRINTS
    >>> rows = [{"item": "c", "origin": "b"}, {"item": "b", "origin": "origin:Reuters"}]
    >>> count_resting(pl.DataFrame(rows, schema=REPRINTS)).rows()
    [('origin:Reuters', False, 2)]
    """
    origins = _origins(reprints.filter(pl.col("kind").fill_null("") != "quoted"))
    ends: dict[str, int] = defaultdict(int)
    for item in origins:
        for root in _ends(origins, item):
            ends[root] += 1
    rows = [(root, not root.startswith("origin:"), count) for root, count in ends.items()]
    schema = {"origin": pl.String, "held": pl.Boolean, "n_items": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(["n_items", "origin"], descending=[True, False])


def _origins(reprints: pl.DataFrame) -> Mapping[str, list[str]]:
    """Return the origins of each item, sorted, each once."""
    found: dict[str, list[str]] = defaultdict(list)
    for item, origin in reprints.select("item", "origin").unique().sort("item", "origin").iter_rows():
        found[item].append(origin)
    return dict(found)


def _walk(origins: Mapping[str, list[str]], node: str, below: tuple[str, ...]) -> Chain:
    """Return the chain from `node`, given the nodes it was reached through."""
    if node in below or len(below) == MAX_DEPTH:
        return Chain(node, returns=True)
    return Chain(node, tuple(_walk(origins, origin, (*below, node)) for origin in origins.get(node, ())))


def _ends(origins: Mapping[str, list[str]], item: str) -> set[str]:
    """Return the nodes reachable from `item` that rest on nothing themselves; a loop has no end."""
    seen, waiting = {item}, [item]
    while waiting:
        fresh = set(origins.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting.extend(fresh)
    return {node for node in seen - {item} if node not in origins}


def _circles(origins: Mapping[str, list[str]]) -> Iterable[tuple[str, ...]]:
    """Yield the strongly connected groups of more than one node (Kosaraju, two searches without recursion)."""
    citing: dict[str, list[str]] = defaultdict(list)
    for item, named in origins.items():
        for origin in named:
            citing[origin].append(item)
    order = _finished(origins)
    placed: set[str] = set()
    for root in reversed(order):
        group = _reach(citing, root, placed)
        if len(group) > 1:
            yield tuple(sorted(group))


def _finished(origins: Mapping[str, list[str]]) -> list[str]:
    """Return the nodes in the order in which a depth-first search leaves them."""
    seen: set[str] = set()
    order: list[str] = []
    for root in origins:
        stack = [(root, False)]
        while stack:
            node, is_done = stack.pop()
            if is_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((origin, False) for origin in origins.get(node, ()))
    return order


def _reach(citing: Mapping[str, list[str]], root: str, placed: set[str]) -> set[str]:
    """Return the nodes reachable from `root` and not yet placed, and place them."""
    group: set[str] = set()
    waiting = [root] if root not in placed else []
    while waiting:
        node = waiting.pop()
        if node in placed:
            continue
        placed.add(node)
        group.add(node)
        waiting.extend(citing.get(node, ()))
    return group

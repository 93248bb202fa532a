import networkx as nx
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dedup.provenance import count_resting, find_loops, trace_chain
from dedup.tables import REPRINTS

EDGES = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefgxyz")), max_size=14)


def table(edges: list[tuple[str, str]], kind: str = "declared") -> pl.DataFrame:
    """Return REPRINTS with these edges; x, y and z are not held."""
    named = [(item, f"origin:{origin}" if origin in "xyz" else origin) for item, origin in edges if item != origin]
    return pl.DataFrame(
        [{"item": a, "origin": b, "kind": kind, "direction": "unclear"} for a, b in named], schema=REPRINTS
    )


@given(EDGES)
def test_loops_are_the_strong_components_that_networkx_finds(edges: list[tuple[str, str]]) -> None:
    """The oracle is another library."""
    reprints = table(edges)
    graph: nx.DiGraph[str] = nx.DiGraph(list(reprints.select("item", "origin").iter_rows()))
    expected = sorted(tuple(sorted(group)) for group in nx.strongly_connected_components(graph) if len(group) > 1)

    assert find_loops(reprints) == expected


@given(EDGES)
def test_every_chain_ends_and_counts_each_item_once(edges: list[tuple[str, str]]) -> None:
    """However the graph loops."""
    reprints = table(edges)

    for item in reprints["item"].unique():
        assert trace_chain(reprints, item).node == item
    assert all(count <= reprints["item"].n_unique() for count in count_resting(reprints)["n_items"])


def test_undeclared_edges_of_unclear_direction_make_no_loop() -> None:
    """A tie is not an accusation."""
    assert find_loops(table([("a", "b"), ("b", "a")], kind="undeclared")) == []


def test_the_origin_on_which_most_items_rest_comes_first() -> None:
    """By whatever way they rest on it."""
    reprints = table([("a", "b"), ("b", "x"), ("c", "x"), ("d", "y")])

    assert count_resting(reprints).rows() == [("origin:x", False, 3), ("origin:y", False, 1)]


def test_a_loop_is_marked_where_the_chain_returns() -> None:
    """The walk stops there."""
    (origin,) = trace_chain(table([("a", "b"), ("b", "a")]), "a").origins

    assert origin.node == "b"
    assert [(back.node, back.returns) for back in origin.origins] == [("a", True)]

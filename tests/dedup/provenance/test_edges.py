from hypothesis import given
from hypothesis import strategies as st

from dedup.provenance.edges import Reprint, as_frame, read_edges
from dedup.provenance.losses import Loss
from dedup.tables import Span

SPANS = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda pair: Span(pair[0], sum(pair)))
NAMES = st.text(min_size=1, max_size=9)
EDGES = st.builds(
    Reprint,
    item=NAMES,
    origin=st.one_of(NAMES, NAMES.map("origin:{}".format)),
    kind=st.sampled_from(["declared", "undeclared", "quoted", "agency"]),
    is_known=st.booleans(),
    evidence=st.lists(NAMES, max_size=3).map(tuple),
    verdict=st.sampled_from(["accurate", "inaccurate", "missing", "unverifiable"]),
    share=st.sampled_from([None, 0.25, 1.0]),
    passages=st.lists(st.tuples(SPANS, SPANS), max_size=2).map(tuple),
    losses=st.lists(st.builds(Loss, what=st.just("passage"), text=NAMES, span=SPANS), max_size=2).map(tuple),
    declared=st.one_of(st.none(), NAMES),
    notice=st.just("as printed"),
    notice_span=SPANS,
)


@given(st.lists(EDGES, max_size=5))
def test_edges_survive_the_table(edges: list[Reprint]) -> None:
    """What is written is read back, in the table's order."""
    frame = as_frame(edges)

    assert sorted(map(repr, read_edges(frame))) == sorted(map(repr, edges))
    assert frame["item"].is_sorted()

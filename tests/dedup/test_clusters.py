"""Clusters round their centres."""

import hashlib
from random import Random  # noqa: TID251 - hypothesis hands one in

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.clusters import cluster_items
from dedup.errors import SettingsError
from dedup.settings import ClusterSettings, PairDecisions
from dedup.tables import ITEMS, MATCHES

Shares = dict[tuple[str, str], float]


def cluster(
    shares: Shares, dates: dict[str, str] | None = None, decisions: PairDecisions | None = None
) -> pl.DataFrame:
    """Return the CLUSTERS of items linked by these shares; an item's text is its id."""
    ids = sorted({item for pair in shares for item in pair})
    items = pl.DataFrame(
        [{"item": item, "text": item, "published": (dates or {}).get(item)} for item in ids], schema=ITEMS
    )
    rows = [{"item_a": a, "item_b": b, "relation": "partial", "share": share} for (a, b), share in shares.items()]
    return cluster_items(items, pl.DataFrame(rows, schema=MATCHES), ClusterSettings(), decisions or PairDecisions())


pairs = st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda pair: pair[0] < pair[1])
drawn_shares = st.dictionaries(pairs, st.floats(0.25, 1.0), max_size=12)


@given(drawn_shares)
def test_every_member_shares_enough_with_its_centre(shares: Shares) -> None:
    """Whoever joins has a verified share of its own, and nobody stands in two clusters."""
    found = cluster(shares)
    centres = dict(found.filter(pl.col("role") == "centre").select("cluster", "item").iter_rows())

    assert found["item"].is_unique().all()
    for item, name, similarity in (
        found.filter(pl.col("role") == "member").select("item", "cluster", "similarity").iter_rows()
    ):
        pair = (min(item, centres[name]), max(item, centres[name]))

        assert shares[pair] == pytest.approx(similarity, abs=1e-6)
        assert similarity >= ClusterSettings().join


@given(drawn_shares, st.randoms(use_true_random=False))
def test_the_order_of_matches_changes_nothing(shares: Shares, random: Random) -> None:
    """Shuffled matches give the same clusters."""
    shuffled = dict(random.sample(list(shares.items()), len(shares)))

    assert cluster(shares).equals(cluster(shuffled))


def test_a_chain_of_drifting_versions_is_no_single_cluster() -> None:
    """Each version resembles the next, the last no longer the first: it does not join through the others."""
    found = cluster({("a", "b"): 0.8, ("b", "c"): 0.8, ("c", "d"): 0.8, ("d", "e"): 0.8})

    assert found["cluster"].n_unique() == 2


def test_a_cluster_is_named_for_its_earliest_item() -> None:
    """The name is a hash of the earliest text, so that a later item renames nothing."""
    dates = {"a": "2021-03-02", "b": "2021-03-01", "c": "2021-03-09"}
    small = cluster({("a", "b"): 0.9}, dates)
    large = cluster({("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9}, dates)

    assert {hashlib.sha256(b"b").hexdigest()[:12]} == set(small["cluster"]) | set(large["cluster"])


def test_templates_and_quotes_form_no_cluster() -> None:
    """Only copies join."""
    items = pl.DataFrame([{"item": item, "text": item} for item in "abc"], schema=ITEMS)
    rows = [
        {"item_a": "a", "item_b": "b", "relation": "template", "share": 1.0},
        {"item_a": "a", "item_b": "c", "relation": "quote_only", "share": 1.0},
    ]

    assert cluster_items(items, pl.DataFrame(rows, schema=MATCHES), ClusterSettings()).is_empty()


def test_items_decided_apart_stay_apart() -> None:
    """Two members that somebody called no copies of each other never stand in one cluster."""
    decisions = PairDecisions(no_copies=frozenset({("b", "c")}))
    found = cluster({("a", "b"): 0.9, ("a", "c"): 0.8}, decisions=decisions)

    assert found["item"].to_list() == ["a", "b"]


def test_a_pair_cannot_be_decided_twice() -> None:
    """Contradicting decisions are an error that names the pair."""
    pair = frozenset({("a", "b")})

    with pytest.raises(SettingsError, match=r"\('a', 'b'\)"):
        PairDecisions(copies=pair, no_copies=pair)


def test_who_holds_a_snippet_joins_nobody_by_it() -> None:
    """A menu stands in three releases, and makes them no cluster; one that is hardly longer than it is its copy."""
    rows = [("menu", "one", "contained"), ("menu", "three", "contained"), ("menu", "two", "duplicate")]
    matches = pl.DataFrame(
        [dict(zip(MATCHES, (a, b, *[None] * 3, relation, [], "held", 1.0), strict=True)) for a, b, relation in rows],
        schema=MATCHES,
    )
    items = pl.DataFrame([{"item": item, "text": item} for item in ("menu", "one", "three", "two")], schema=ITEMS)

    assert cluster_items(items, matches, ClusterSettings())["item"].to_list() == ["menu", "two"]

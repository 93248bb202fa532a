"""Origins are collapsed until what is left was not shown to depend on the rest."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.tables import CLUSTERS, REPRINTS
from scoring.stories import count_origins
from scoring.tables import ATTRIBUTIONS, QUOTES

STORY = {"a": "s", "b": "s", "c": "s"}
MEDIA = st.none() | st.sampled_from(["Havas", "Tarn News Agency", "Norden"])


def attributed(*rows: tuple[str, str | None]) -> pl.DataFrame:
    """Return ATTRIBUTIONS of (item, relay)."""
    return pl.DataFrame(
        [
            {"item": item, "relay": relay, "relay_type": "agency" if relay else None, "is_speech": True}
            for item, relay in rows
        ],
        schema=ATTRIBUTIONS,
    )


def test_items_without_anything_in_common_are_origins_of_their_own() -> None:
    """Nothing failed, and only the test that could be made is passed."""
    stories = count_origins(STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), attributed(), QUOTES.to_frame(), {}, {})

    assert stories["origin"].n_unique() == 3
    assert stories["tests_passed"].to_list() == [["text"]] * 3
    assert stories["tests_failed"].to_list() == [[]] * 3


def test_reprints_of_one_origin_that_nobody_holds_are_one() -> None:
    """Two outlets that reprint one agency are one origin."""
    edges = [{"item": item, "origin": "origin:Havas", "held": False, "kind": "declared"} for item in ("a", "b")]
    reprints = pl.DataFrame(edges, schema=REPRINTS)
    stories = count_origins(STORY, CLUSTERS.to_frame(), reprints, attributed(), QUOTES.to_frame(), {}, {})

    assert dict(stories.select("item", "origin").iter_rows()) == {"a": "origin:Havas", "b": "origin:Havas", "c": "c"}
    assert stories.filter(item="a")["tests_failed"].to_list() == [["text"]]


def test_one_relay_for_all_speech_is_one_origin() -> None:
    """Two items that heard everybody through one agency rest on that agency."""
    heard = attributed(("a", "the Tarn News Agency"), ("b", "Tarn News Agency"), ("c", None))
    stories = count_origins(STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), heard, QUOTES.to_frame(), {}, {})

    assert stories["origin"].to_list() == ["origin:Tarn News Agency"] * 2 + ["c"]


@pytest.mark.parametrize(
    ("chain", "origin"),
    [
        ("Norden > port officials", "origin:Norden"),
        ("the Tarn News Agency > the ministry", "origin:Tarn News Agency"),
        ("Norden > the Tarn News Agency", "origin:Tarn News Agency"),
        ("Norden > the Tarn News Agency > the ministry", "origin:Tarn News Agency"),
    ],
)
def test_an_item_rests_on_the_medium_nearest_to_the_speaker(chain: str, origin: str) -> None:
    """Officials to whom the medium owes the words are no medium, and no origin."""
    heard = attributed(("a", chain), ("b", None), ("c", None))
    stories = count_origins(STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), heard, QUOTES.to_frame(), {}, {})

    assert stories.filter(item="a")["origin"].to_list() == [origin]


def test_officials_give_no_name_to_media_that_have_none() -> None:
    """A chain that opens with media nobody names has no origin, whoever stands behind them."""
    heard = attributed(("a", "state media > Tarn officials"), ("b", None), ("c", None))
    stories = count_origins(STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), heard, QUOTES.to_frame(), {}, {})

    assert stories.filter(item="a")["origin"].to_list() == ["a"]


def test_a_loop_of_reprints_ends() -> None:
    """A cites B, B cites A: one origin, whatever its name."""
    edges = [
        {"item": "a", "origin": "b", "held": True, "kind": "declared"},
        {"item": "b", "origin": "a", "held": True, "kind": "declared"},
    ]
    stories = count_origins(
        STORY, CLUSTERS.to_frame(), pl.DataFrame(edges, schema=REPRINTS), attributed(), QUOTES.to_frame(), {}, {}
    )

    assert stories["origin"].n_unique() == 2


def test_one_owner_is_one_origin() -> None:
    """Two titles of one publisher do not confirm each other."""
    owners = {"a": "Norden Verlag", "b": "Norden Verlag"}
    stories = count_origins(
        STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), attributed(), QUOTES.to_frame(), {}, owners
    )

    assert stories["origin"].n_unique() == 2
    assert stories.filter(item="c")["tests_failed"].to_list() == [[]]


def test_an_item_that_quotes_only_what_another_prints_rests_on_its_occasion() -> None:
    """One statement in common is one origin where it is all that is quoted, and is none where more is."""
    quotes = pl.DataFrame([{"item": item, "utterance": "u"} for item in ("a", "b")], schema=QUOTES)
    stories = count_origins(STORY, CLUSTERS.to_frame(), REPRINTS.to_frame(), attributed(), quotes, {"a": 1, "b": 4}, {})

    assert dict(stories.select("item", "tests_failed").iter_rows()) == {"a": ["occasion"], "b": [], "c": []}
    assert stories["origin"].n_unique() == 2


def test_the_origin_of_a_cluster_is_the_item_that_its_reprints_name() -> None:
    """A later copy may be the cluster's centre; the wire that the others reprint is their origin, and its own."""
    roles = {"a": "centre", "b": "member", "c": "member"}
    clusters = pl.DataFrame(
        [{"item": item, "cluster": "x", "role": role} for item, role in roles.items()], schema=CLUSTERS
    )
    edges = [{"item": item, "origin": "b", "held": True, "kind": "agency"} for item in ("a", "c")]
    stories = count_origins(
        STORY, clusters, pl.DataFrame(edges, schema=REPRINTS), attributed(), QUOTES.to_frame(), {}, {}
    )

    assert stories["origin"].to_list() == ["b", "b", "b"]


@pytest.mark.parametrize("shared", ["text", "relay", "owner"])
@given(relays=st.tuples(MEDIA, MEDIA, MEDIA), owned=st.tuples(MEDIA, MEDIA, MEDIA))
def test_what_shares_a_text_a_relay_or_an_owner_adds_no_origin(
    shared: str, relays: tuple[str | None, ...], owned: tuple[str | None, ...]
) -> None:
    """Whoever copies an item, hears all through its relay or belongs to its owner corroborates nothing."""
    heard = list(zip("abc", relays, strict=True))
    owners = {item: owner for item, owner in zip("abc", owned, strict=True) if owner}
    edges = [{"item": "d", "origin": "a", "held": True, "kind": "undeclared"}] if shared == "text" else []
    joined = (relays[0] if shared == "relay" else None), (owned[0] if shared == "owner" else None)
    if shared != "text" and joined == (None, None):
        return

    def count(story: dict[str, str], more: list[tuple[str, str | None]], owner: dict[str, str]) -> int:
        reprints = pl.DataFrame(edges if more else [], schema=REPRINTS)
        attributions = attributed(*heard, *more)
        found = count_origins(story, CLUSTERS.to_frame(), reprints, attributions, QUOTES.to_frame(), {}, owners | owner)
        return found["origin"].n_unique()

    after = count(STORY | {"d": "s"}, [("d", joined[0])], {"d": joined[1]} if joined[1] else {})

    assert after <= count(STORY, [], {})

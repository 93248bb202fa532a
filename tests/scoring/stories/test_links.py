"""Accounts of one event are joined; other events of one beat are not."""

import polars as pl
import pytest

from dedup.tables import CLUSTERS, DATES, ITEMS, MATCHES, SPANS
from scoring.stories import link_stories, profile_items
from scoring.tables import QUOTES

FLOOD = "The Orla burst its banks at Kessing on Tuesday and flooded the lower town, where firefighters carried residents out in boats. Mayor Petra Lind said the Kessing dyke had held for ninety years."
FLOOD_TOO = "Boats carried people from the lower town of Kessing after the river Orla broke the old dyke. Petra Lind, the mayor, said nobody had been hurt in the flood."
STRIKE = "Dockers at Port Averil voted to walk out from Friday over shifts. Their union, the Averil Dockers League, said talks with the port had ended without result."


def profiles(*rows: tuple[str, str, str | None]) -> pl.DataFrame:
    """Return PROFILES of (item, text, published)."""
    items = pl.DataFrame([{"item": item, "text": text, "published": day} for item, text, day in rows], schema=ITEMS)
    return profile_items(items, SPANS.to_frame(), DATES.to_frame())


def test_two_accounts_of_one_event_share_a_story() -> None:
    """Names, places and words in common join them; the strike stays out."""
    rows = (("a", FLOOD, None), ("b", FLOOD_TOO, None), ("c", STRIKE, None))
    story_of = link_stories(profiles(*rows), QUOTES.to_frame(), MATCHES.to_frame(), CLUSTERS.to_frame())

    assert story_of["a"] == story_of["b"]
    assert "c" not in story_of


def test_the_same_words_a_year_later_are_another_story() -> None:
    """A window of days keeps the floods of two years apart."""
    rows = (("a", FLOOD, "2030-03-04"), ("b", FLOOD_TOO, "2031-03-04"))

    assert link_stories(profiles(*rows), QUOTES.to_frame(), MATCHES.to_frame(), CLUSTERS.to_frame()) == {}


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_items_changes_nothing(*, reverse: bool) -> None:
    """Stories and their ids depend on the items alone."""
    rows = [("a", FLOOD, "2030-03-04"), ("b", FLOOD_TOO, "2030-03-05"), ("c", STRIKE, None)]
    expected = link_stories(profiles(*rows), QUOTES.to_frame(), MATCHES.to_frame(), CLUSTERS.to_frame())

    assert (
        link_stories(
            profiles(*(reversed(rows) if reverse else rows)), QUOTES.to_frame(), MATCHES.to_frame(), CLUSTERS.to_frame()
        )
        == expected
    )


def test_instances_of_one_template_tell_of_two_events() -> None:
    """A bulletin of today and one of yesterday share words, not a story."""
    matches = pl.DataFrame([{"item_a": "a", "item_b": "b", "relation": "template"}], schema=MATCHES)
    rows = (("a", FLOOD, "2030-03-04"), ("b", FLOOD_TOO, "2030-03-05"))

    assert link_stories(profiles(*rows), QUOTES.to_frame(), matches, CLUSTERS.to_frame()) == {}


def test_a_copy_stands_in_the_story_of_its_centre() -> None:
    """A trimmed copy need not resemble the other accounts by itself."""
    roles = [("a", "centre"), ("d", "member")]
    clusters = pl.DataFrame([{"item": item, "cluster": "x", "role": role} for item, role in roles], schema=CLUSTERS)
    rows = (("a", FLOOD, None), ("b", FLOOD_TOO, None), ("d", "Boats were out in Kessing.", None))
    story_of = link_stories(profiles(*rows), QUOTES.to_frame(), MATCHES.to_frame(), clusters)

    assert len({story_of[item] for item in "abd"}) == 1


def test_no_items_make_no_stories() -> None:
    """Neither an empty corpus nor items without a word or with a date of no calendar stop anything."""
    nothing = QUOTES.to_frame(), MATCHES.to_frame(), CLUSTERS.to_frame()

    assert link_stories(profiles(), *nothing) == {}
    assert link_stories(profiles(("a", "", "2030-02-31"), ("b", "...", None)), *nothing) == {}

import polars as pl
import pytest

from dedup.dates.find import find_dates
from dedup.tables import DATES, ITEMS


def _dates(text: str, **metadata: str) -> list[tuple[str, str]]:
    """Return date and kind of what one item offers, by rank."""
    items = pl.DataFrame([{"item": "a", "text": text, **metadata}], schema=ITEMS)
    return find_dates(items).select("date", "kind").rows()


@pytest.mark.parametrize(
    "line",
    [
        "26 December, 2018",
        "Brian Oakes    |   Wednesday, 26 December 2018 09:00 PM",
        "Posted: 4:29 AM, December 26, 2018",
        "By Ann Lee December 26, 2018",
        "Veröffentlicht am 26.12.2018",
        "Publié le 26 décembre 2018 à 8 h 15",
    ],
)
def test_a_line_that_is_little_but_a_date_is_the_publication(line: str) -> None:
    """A stamp below the headline says when the item was published."""
    assert _dates(f"Rain falls\n{line}\nIt rained on 3 May 2017, they said.")[0] == ("2018-12-26", "published")


@pytest.mark.parametrize(
    "line",
    [
        "Abel Brook speaks in Corrin on Sept. 12, 2020. (Ann Lee/AFP/Getty Images)",
        "Corrin, 12 September 2020 [Getty]",
        "— Abel Brook (@abel) September 12, 2020",
        "The text of the letter follows:\n\nSeptember 12, 2020",
        "WHEN: September 12, 2020",
    ],
)
def test_captions_tweets_letters_and_events_are_only_mentioned(line: str) -> None:
    """A caption's date is never the story's, nor that of a tweet, a letter or an event."""
    assert _dates(f"Rain falls\n{line}\nIt rained.") == [("2020-09-12", "mentioned")]


@pytest.mark.parametrize(
    "line",
    [
        "Announced March 23, 2015",
        "- Harbour wall, announced March 23, 2015",
        "Lind Mill Lane: Awarded 23 March 2015",
        "Jonna Berg, born March 23, 2015",
        "Angekündigt 23. März 2015",
        "Annoncé le 23 mars 2015",
    ],
)
def test_the_day_of_an_event_in_a_list_is_only_mentioned(line: str) -> None:
    """A list of what happened when tells nothing of when it was printed."""
    assert _dates(f"Works of the year\n{line}\nThe walls stand.") == [("2015-03-23", "mentioned")]


def test_a_headline_that_announces_leaves_the_stamp_below_it_alone() -> None:
    """Only words on the line of the date tell whose day it is."""
    assert _dates("New ferry announced\nMarch 23, 2015\nIt sails in May.")[0] == ("2015-03-23", "published")


def test_a_dateline_gives_its_day() -> None:
    """A place and a day before a dash are a dateline, with or without a year."""
    assert _dates("KABUL, July 8 (Lowland News) — It rained.") == [("--07-08", "dateline")]


def test_a_scrape_decides_nothing() -> None:
    """What a crawler saw ranks below the publication, and never becomes it."""
    found = _dates("Rain falls\nUpdated: May 4, 2021", captured="2021-05-09", published="2021-05-03")

    assert found == [("2021-05-03", "published"), ("2021-05-04", "modified"), ("2021-05-09", "captured")]
    assert _dates("It rained.", captured="2021-05-09") == [("2021-05-09", "captured")]


def test_no_items_and_no_dates_give_the_schema() -> None:
    """An empty batch has the columns of DATES."""
    assert find_dates(ITEMS.to_frame()).schema == DATES
    assert _dates("No day at all.") == []


def test_the_order_of_items_changes_nothing() -> None:
    """Dates come sorted by item and rank."""
    items = pl.DataFrame([{"item": name, "text": "Rain\n3 May 2021"} for name in "ba"], schema=ITEMS)

    assert find_dates(items).equals(find_dates(items.reverse()))

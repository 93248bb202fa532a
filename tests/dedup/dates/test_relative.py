import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.dates.relative import relative_days

THURSDAY = dt.date(2018, 12, 27)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on Wednesday", "2018-12-26"),
        ("on Thursday", "2018-12-27"),
        ("last Thursday", "2018-12-20"),
        ("next Friday", "2018-12-28"),
        ("yesterday", "2018-12-26"),
        ("Earlier this year", "2018"),
        ("last week", "2018-W51"),
        ("last month", "2018-11"),
        ("am Mittwoch", "2018-12-26"),
        ("gestern", "2018-12-26"),
        ("mardi dernier", "2018-12-25"),
        ("la semaine dernière", "2018-W51"),
        ("el miércoles", "2018-12-26"),
        ("ayer", "2018-12-26"),
    ],
)
def test_days_resolve_against_the_anchor(text: str, date: str) -> None:
    """A relative day takes its date from the day of writing."""
    (found,) = relative_days(f"It rained {text}.", THURSDAY)

    assert (found.words, found.date) == (text, date)


def test_without_an_anchor_the_day_stays_open() -> None:
    """No known day of writing, no date."""
    assert [day.date for day in relative_days("It rained on Tuesday.", None)] == [None]


def test_a_weekday_with_its_date_is_not_relative() -> None:
    """A day of the week beside a date, or in a newspaper's name, says nothing relative."""
    assert relative_days("On Wednesday, 26 December 2018, the Sunday Times wrote.", THURSDAY) == []


@given(st.dates(dt.date(1900, 1, 8), dt.date(2100, 1, 1)), st.sampled_from(["Monday", "Sunday", "Freitag", "jueves"]))
def test_a_bare_weekday_is_never_more_than_six_days_back(anchor: dt.date, day: str) -> None:
    """News names the days of the week just gone."""
    (found,) = relative_days(f"It rained. {day} was dry.", anchor)

    assert found.date
    assert 0 <= (anchor - dt.date.fromisoformat(found.date)).days <= 6

import datetime as dt
import itertools

import pytest

from dedup.dates.persian import FIRST_YEAR, LAST_YEAR, from_persian


@pytest.mark.parametrize(
    ("persian", "date"),
    [
        ((1357, 11, 22), dt.date(1979, 2, 11)),
        ((1399, 12, 30), dt.date(2021, 3, 20)),
        ((1403, 1, 1), dt.date(2024, 3, 20)),
    ],
)
def test_known_days(persian: tuple[int, int, int], date: dt.date) -> None:
    """Days that history books give in both calendars agree."""
    assert from_persian(*persian) == date


def test_days_follow_each_other_without_gap() -> None:
    """Every day of every year is the day after the one before."""
    days = [
        day
        for year in range(FIRST_YEAR, LAST_YEAR + 1, 7)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := from_persian(year, month, number))
    ]

    assert all((later - earlier).days == 1 or later.month == 3 for earlier, later in itertools.pairwise(days))


def test_days_that_are_none() -> None:
    """A 31st of a short month, a month 13 and a year out of range are no dates."""
    assert from_persian(1400, 7, 31) is from_persian(1400, 13, 1) is from_persian(2025, 1, 1) is None

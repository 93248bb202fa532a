"""The Persian calendar: a solar year from the spring equinox, six months of 31 days, five of 30, the last of 29 or 30.

Leap years follow the 33-year cycle (Birashk 1993), which agrees with the observed equinox from 1178 to 1633, our years
1799 to 2254.
"""

import datetime as dt

_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of a year divided by 33, the remainder
_ANCHOR_YEAR, _ANCHOR = 1400, dt.date(2021, 3, 21)
FIRST_YEAR, LAST_YEAR = 1178, 1633
_LONG_MONTHS, _MONTHS = 6, 12


def from_persian(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian date of a Persian one, or None where that calendar has no such day.

    >>> from_persian(1404, 3, 15)
    datetime.date(2025, 6, 5)
    >>> from_persian(1400, 12, 30) is None
    True
    """
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= _MONTHS or not 1 <= day <= _length(year, month):
        return None
    years = range(_ANCHOR_YEAR, year) if year >= _ANCHOR_YEAR else range(year, _ANCHOR_YEAR)
    days = sum(365 + _is_leap(passed) for passed in years)
    start = _ANCHOR + dt.timedelta(days=days if year >= _ANCHOR_YEAR else -days)
    return start + dt.timedelta(days=sum(_length(year, passed) for passed in range(1, month)) + day - 1)


def _is_leap(year: int) -> bool:
    """Return whether the last month of the year has 30 days."""
    return year % 33 in _LEAP


def _length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    if month < _MONTHS:
        return 31 if month <= _LONG_MONTHS else 30
    return 29 + _is_leap(year)

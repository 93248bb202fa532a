"""Find dates that contradict each other: a day of the week that the date does not fall on, an order that cannot be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.dates.written import WrittenDate, written_dates
from dedup.tables import Span


@dataclass(frozen=True, slots=True)
class WeekdayConflict:
    """A date beside a day of the week that it does not fall on."""

    span: Span
    date: str  # ISO 8601
    written: int  # 1 for Monday to 7 for Sunday
    actual: int


@dataclass(frozen=True, slots=True)
class OrderConflict:
    """Two dates of one item in an order that cannot be."""

    earlier: str  # the date that should not come first, ISO 8601
    later: str
    reason: str


def weekday_conflicts(text: str, lang: str | None = None) -> list[WeekdayConflict]:
    """Return the dates in `text` that do not fall on the day of the week written beside them.

    >>> [(found.date, found.written, found.actual) for found in weekday_conflicts("Wednesday, December 27 2018")]
    [('2018-12-27', 3, 4)]
    """
    return [
        WeekdayConflict(found.span, found.date, found.weekday, actual)
        for found in written_dates(text, lang)
        if found.weekday and found.precision == "day" and found.has_year
        if (actual := dt.date.fromisoformat(found.date).isoweekday()) != found.weekday
    ]


def is_weekday_right(found: WrittenDate) -> bool:
    """Return whether a date falls on the day of the week written beside it, or none is.

    >>> is_weekday_right(written_dates("Wednesday, 26 December 2018")[0])
    True
    """
    if found.weekday is None or found.precision != "day" or not found.has_year:
        return True
    return dt.date.fromisoformat(found.date).isoweekday() == found.weekday


def order_conflicts(dates: Sequence[tuple[str, str]]) -> list[OrderConflict]:
    """Return what cannot be among one item's dates, pairs of kind and ISO date.

    An item is not modified, nor seen by a crawler, before it is published; its dateline is not a later day, nor is the
    day on which it was captured earlier. Times are left out and a day's slack is given, since time zones differ.

    >>> order_conflicts([("published", "2018-07-16"), ("captured", "2018-07-12")])[0].reason
    'captured before it was published'
    """
    days = {kind: day for kind, date in reversed(dates) if (day := _day_of(date))}
    found = []
    for first, second, reason in (
        ("published", "modified", "modified before it was published"),
        ("published", "captured", "captured before it was published"),
        ("dateline", "published", "published before the day of its dateline"),
        ("dateline", "captured", "captured before the day of its dateline"),
    ):
        if first in days and second in days and days[second] < days[first] - dt.timedelta(days=1):
            found.append(OrderConflict(days[second].isoformat(), days[first].isoformat(), reason))
    return found


def _day_of(date: str) -> dt.date | None:
    """Return the day of an ISO date that has one."""
    try:
        return dt.date.fromisoformat(date[:10])
    except ValueError:
        return None

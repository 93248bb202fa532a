"""When an item was published, as far as it is known: an interval as wide as the date's precision.

Two times with a zone are compared in UTC. Where one has none, both are read as wall-clock time: papers print local days.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?)?)?)?")
WIDTHS = {"second": timedelta(0), "day": timedelta(days=1), "month": timedelta(days=31), "year": timedelta(days=366)}


@dataclass(frozen=True, slots=True)
class Instant:
    """A date of known precision: it lies in [start, start + width of the precision]."""

    text: str
    start: datetime
    precision: str  # second, day, month, year

    def is_before(self, other: "Instant", min_hours: float) -> bool:
        """Return whether this date is certainly earlier than `other`, by `min_hours` where both are times.

        >>> day, time = read_instant("2025-03-04"), read_instant("2025-03-05T06:15:00+01:00")
        >>> day.is_before(time, 1.0), time.is_before(day, 1.0)
        (True, False)
        """
        start, other_start = self.start, other.start
        if start.tzinfo is None or other_start.tzinfo is None:
            start, other_start = start.replace(tzinfo=None), other_start.replace(tzinfo=None)
        if self.precision == other.precision == "second":
            return start < other_start and start + timedelta(hours=min_hours) <= other_start
        return start + WIDTHS[self.precision] <= other_start


def read_instant(text: str | None) -> Instant | None:
    """Return the ISO 8601 date `text` with its precision; None when it is missing or no date of the calendar.

    >>> read_instant("2025-03-04").precision, read_instant("2025").precision, read_instant("--01-27"), read_instant(None)
    ('day', 'year', None, None)
    """
    found = ISO.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year, month, day, time, zone = found.groups()
    has_time = time is not None and not (zone is None and time.startswith("00:00"))  # midnight is a day cast to a time
    precision = "second" if has_time else "day" if day else "month" if month else "year"
    stamp = f"{year}-{month or '01'}-{day or '01'}T{time or '00:00'}{(zone or '').replace('Z', '+00:00')}"
    try:
        start = datetime.fromisoformat(stamp)
        return Instant(found[0], start, precision)
    except ValueError:
        return None

"""The dates that an item offers, ranked, with their words; days named relative to one; and dates that contradict.

What the words say is kept apart from what a machine saw: the time of a scrape is a date of its own kind and never
decides when an item was published.
"""

from dedup.dates.conflicts import OrderConflict, WeekdayConflict, order_conflicts, weekday_conflicts
from dedup.dates.find import find_dates
from dedup.dates.relative import RelativeDay, relative_days
from dedup.dates.written import WrittenDate, written_dates

__all__ = [
    "OrderConflict",
    "RelativeDay",
    "WeekdayConflict",
    "WrittenDate",
    "find_dates",
    "order_conflicts",
    "relative_days",
    "weekday_conflicts",
    "written_dates",
]

"""Find days that are named relative to the day of writing, and resolve them where that day is known.

A bare day of the week in news is the last one, the day of writing included; "next" makes it the coming one.
"""

import datetime as dt
import re
from dataclasses import dataclass

from dedup.dates.written import names, numbers, written_dates
from dedup.lexicon import read_table
from dedup.tables import Span


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day, week, month or year named relative to the day of writing."""

    span: Span
    words: str  # as written
    date: str | None  # ISO 8601: "2018-12-26", "2018-W51", "2018-11", "2017"; None where no anchor is known


_CAPITAL = re.compile(
    rf"\b(?:(?P<turn>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n|[Ll]etzten|[Vv]ergangenen|[Nn]ächsten|[Kk]ommenden|[Aa]m|[Dd]iesen) )?"
    rf"(?P<day>{names('day', small=False)})\b(?! (?:Times|Post|Mail|Telegraph|Herald|Express|Independent|Mirror|Star))"
)
_SMALL = re.compile(
    rf"\b(?:(?P<turn>le|ce|el|este|pasado|próximo|el pasado|el próximo) )?(?P<day>{names('day', small=True)})\b"
    rf"(?: (?P<after>dernier|prochain|pasado|próximo)\b)?"
)
_NEXT = frozenset({"next", "nächsten", "kommenden", "próximo", "el próximo", "prochain"})
_STRICT = frozenset({"last", "letzten", "vergangenen", "pasado", "el pasado", "dernier"})
_SHORT = 3  # letters; "Sun" and "Mar" are too often something else


def relative_days(text: str, anchor: dt.date | None) -> list[RelativeDay]:
    """Return the relative days in `text`, in order, resolved against `anchor`, the day of writing, where it is known.

    >>> [(day.words, day.date) for day in relative_days("It rained on Wednesday and last week.", dt.date(2018, 12, 27))]
    [('on Wednesday', '2018-12-26'), ('last week', '2018-W51')]
    """
    taken = [found.span for found in written_dates(text)]
    found = [*_weekdays(text, anchor), *_phrases(text, anchor)]
    free = [day for day in found if not any(day.span.overlaps(span) for span in taken)]
    return sorted(free, key=lambda day: day.span)


def _weekdays(text: str, anchor: dt.date | None) -> list[RelativeDay]:
    """Return the days of the week that stand without a date."""
    found = []
    for match in [*_CAPITAL.finditer(text), *_SMALL.finditer(text)]:
        parts = match.groupdict()
        turn = (parts.get("after") or parts["turn"] or "").lower()
        if len(parts["day"]) > _SHORT:
            number = numbers("day")[parts["day"].lower()]
            date = _nearest(anchor, number, turn).isoformat() if anchor else None
            found.append(RelativeDay(Span(*match.span()), match.group(), date))
    return found


def _nearest(anchor: dt.date, weekday: int, turn: str) -> dt.date:
    """Return the day of that number nearest to `anchor`: the last one, or the coming one after "next"."""
    if turn in _NEXT:
        return anchor + dt.timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)
    back = (anchor.isoweekday() - weekday) % 7
    return anchor - dt.timedelta(days=back or (7 if turn in _STRICT else 0))


def _phrases(text: str, anchor: dt.date | None) -> list[RelativeDay]:
    """Return what the lexicon of phrases finds: yesterday, last week, this month."""
    return [
        RelativeDay(Span(*match.span()), match.group(), _shifted(anchor, unit, shift) if anchor else None)
        for match in _PHRASES.finditer(text)
        for unit, shift in [_UNITS[match.group().lower()]]
    ]


def _shifted(anchor: dt.date, unit: str, shift: int) -> str:
    """Return the day, ISO week, month or year `shift` units from `anchor`."""
    if unit == "day":
        return (anchor + dt.timedelta(days=shift)).isoformat()
    if unit == "week":
        week = (anchor + dt.timedelta(weeks=shift)).isocalendar()
        return f"{week.year}-W{week.week:02}"
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02}"
    return f"{anchor.year + shift}"


def _read_units() -> dict[str, tuple[str, int]]:
    """Return the unit and shift of each phrase, in lower case."""
    units: dict[str, tuple[str, int]] = {}
    for entry in read_table("relative_days"):
        words, shift = entry["words"], entry["shift"]
        if isinstance(words, list) and isinstance(shift, int):
            units |= dict.fromkeys(words, (str(entry["unit"]), shift))
    return units


_UNITS = _read_units()
_PHRASES = re.compile(rf"(?i)\b(?:{'|'.join(sorted(_UNITS, key=lambda words: (-len(words), words)))})\b")

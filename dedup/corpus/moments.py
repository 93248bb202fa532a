"""Dates of a field as ISO 8601, cut to the precision that is written; what is not certain stays unread.

Forms that ISO 8601 knows are checked and kept; the few others are read by dateutil, twice with different defaults, so
that what the words do not say is never made up. A date such as 03/04/2018 has two readings and gets none.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d:?\d\d)?)?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d{1,9})?")
_WORDS = re.compile(r"[A-Za-z]{3}")
_ZONES = {  # hours from UTC: the obsolete zones of RFC 2822 section 4.3, and the European ones that pages print
    "UT": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_YEARS = range(1500, 2100)  # the first newspapers are of 1605
MAX_CHARS = 60  # a date, not a sentence about one


def normalise_date(written: str) -> str | None:
    """Return `written` as ISO 8601, or None where it cannot be read with certainty.

    >>> normalise_date("2018-07-15T07:54:28-04:00"), normalise_date("July 3, 2018"), normalise_date("2018-07")
    ('2018-07-15T07:54:28-04:00', '2018-07-03', '2018-07')
    >>> normalise_date("03/04/2018"), normalise_date("13/04/2018"), normalise_date("last Tuesday")
    (None, '2018-04-13', None)
    """
    written = written.strip()
    if not written or len(written) > MAX_CHARS:
        return None
    return _normalise(written)


@lru_cache(maxsize=4096)
def _normalise(written: str) -> str | None:
    if match := _ISO.fullmatch(written):
        return _checked(*match.groups())
    if match := _COMPACT.fullmatch(written):
        year, month, day, hour, minute, second, zone = match.groups()
        time = f"{hour}:{minute}:{second}" if hour else None
        return _checked(year, month, day, time, zone) or _from_epoch(written)
    return _from_epoch(written) or _from_words(written)


def _checked(year: str, month: str | None, day: str | None, time: str | None, zone: str | None) -> str | None:
    if int(year) not in _YEARS:
        return None
    date = "-".join(part for part in (year, month, day) if part)
    try:
        moment = datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}T{time or '00:00'}{_zone(zone)}")
    except ValueError:
        return None
    return f"{date}T{moment:%H:%M:%S}{_zone(zone)}" if time else date


def _zone(zone: str | None) -> str:
    if zone in {None, "Z", "UTC"}:
        return "Z" if zone else ""
    digits = str(zone).replace(":", "")
    return f"{digits[:3]}:{digits[3:] or '00'}"


def _from_epoch(written: str) -> str | None:
    match = _EPOCH.fullmatch(written)
    if not match:
        return None
    return f"{datetime.fromtimestamp(int(match[1]), UTC):%Y-%m-%dT%H:%M:%S}Z"


def _from_words(written: str) -> str | None:
    numeric = _NUMERIC.search(written)
    day_first = False
    if numeric:
        first, second = int(numeric[1]), int(numeric[3])
        day_first = first > 12 or numeric[2] == "."  # noqa: PLR2004 - only a month ends at 12; dots are day first
        if not day_first and second <= 12 and first != second:  # noqa: PLR2004
            return None
    elif not _WORDS.search(written):
        return None
    return _from_dateutil(written, day_first=day_first)


def _named_zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else None  # noqa: PLR2004 - a day
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None


def _from_dateutil(written: str, *, day_first: bool) -> str | None:
    from dateutil import parser

    try:
        low, high = (
            parser.parse(written, default=default, dayfirst=day_first, tzinfos=_named_zone)
            for default in (datetime(1601, 1, 1, 1, 1, 1), datetime(1602, 2, 2, 2, 2, 2))  # noqa: DTZ001 - no zone is said
        )
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
        return None
    if low.year != high.year or low.year not in _YEARS:
        return None
    if low.month != high.month:
        return f"{low:%Y}"
    if low.day != high.day:
        return f"{low:%Y-%m}"
    if low.hour != high.hour or not re.search(r"\d:\d\d|\d ?[ap]\.?m", written.lower()):
        return f"{low:%Y-%m-%d}"
    return (
        low.replace(second=0 if low.second != high.second else low.second, microsecond=0)
        .isoformat()
        .replace("+00:00", "Z")
    )

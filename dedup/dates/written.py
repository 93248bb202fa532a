"""Find dates as they are written out: "26 December, 2018", "Sept. 12, 2020", "3. Mai 2021", "2018-12-26T10:00Z".

One bounded pattern, without look-around, so that polars can run it over a whole column (`DATE`), and Python over the
few hits, to read their parts. A date without a year is one of its own kind: "--01-27".
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dedup.dates.persian import from_persian
from dedup.lexicon import read_table
from dedup.tables import Span


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text."""

    span: Span
    date: str  # ISO 8601, cut to its precision; "--01-27" for a date without a year
    precision: str  # second, day, month, year
    weekday: int | None  # as written, 1 for Monday to 7; None where no day of the week stands beside it

    @property
    def has_year(self) -> bool:
        """Return whether the year is known."""
        return not self.date.startswith("--")


@cache
def numbers(kind: str) -> dict[str, int]:
    """Return the number of each month (`kind` "month") or day of the week ("day"), by its name in lower case.

    >>> numbers("month")["märz"], numbers("day")["mercredi"]
    (3, 3)
    """
    found: dict[str, int] = {}
    for entry in read_table("calendar"):
        if entry["kind"] == kind and isinstance(entry["number"], int):
            found |= dict.fromkeys([*_words(entry["words"]), *_words(entry["lower"])], entry["number"])
    return found


def names(kind: str, *, small: bool) -> str:
    """Return an alternation of the names of a `kind`: with a capital or all capitals, or those in `small` letters."""
    listed = [
        word
        for entry in read_table("calendar")
        if entry["kind"] == kind
        for word in _words(entry["lower" if small else "words"]) + ([] if small else _words(entry["lower"]))
    ]
    forms = set(listed) if small else {form for word in listed for form in (word.capitalize(), word.upper())}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


def _words(value: object) -> list[str]:
    """Return a field that holds a list."""
    return value if isinstance(value, list) else []


_PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
_CAPITAL, _ANY = names("month", small=False), f"{names('month', small=False)}|{names('month', small=True)}"
_WEEKDAY = rf"(?:\b(?P<weekday>{names('day', small=False)}|{names('day', small=True)})\b\.?,?[ \u00a0]{{1,3}}(?:the |den |le |el )?)?"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"[ \u00a0]{1,3}"
_BEFORE_YEAR = rf"(?:,|\.|,? (?:de|del|of))?{_GAP}"
_TIME = r"[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,6})?(?P<zone>Z|[+-]\d\d:?\d\d)?"
_FORMS = (
    rf"\b(?P<iso_year>{_YEAR})[-/.](?P<iso_month>\d\d)[-/.](?P<iso_day>\d\d)(?:{_TIME})?",
    rf"{_WEEKDAY}\b(?P<m_month>{_CAPITAL})\b\.?{_GAP}(?P<m_day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:{_BEFORE_YEAR}(?P<m_year>{_YEAR}))?",
    rf"{_WEEKDAY}\b(?P<d_day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?{_GAP}(?:de |of )?(?P<d_month>{_ANY})\b(?:\.?{_BEFORE_YEAR}(?P<d_year>{_YEAR}))?",
    rf"\b(?P<y_month>{_ANY})\b\.?,?{_GAP}(?:de |of )?(?P<y_year>{_YEAR})\b",
    rf"\b(?P<p_day>\d{{1,2}}){_GAP}(?P<p_month>{'|'.join(_PERSIAN)}){_GAP}(?P<p_year>\d{{4}})\b",
    rf"{_WEEKDAY}\b(?P<n_first>\d{{1,2}})[./](?P<n_second>\d{{1,2}})[./](?P<n_year>{_YEAR})\b",
)
_PATTERNS = tuple(re.compile(form) for form in _FORMS)
DATE = "|".join(re.sub(r"\(\?P<\w{1,20}>", "(?:", form) for form in _FORMS)
_ANY_DATE = re.compile(DATE)
ARABIC = r"[\u0600-\u06ff]"
LATIN_DATE = DATE.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]")  # for other texts; Unicode's take thrice the time


def written_dates(text: str, lang: str | None = None) -> list[WrittenDate]:
    """Return the dates that stand in `text`, in order; one that no calendar has is left out.

    `lang` (ISO 639-1) tells how "3/4/2019" is meant: in English it may be either, so only its year is known.

    >>> [found.date for found in written_dates("Printed on Wednesday, 26 December, 2018; first seen on January 27.")]
    ['2018-12-26', '--01-27']
    """
    return list(read_dates(text, (match.group() for match in _ANY_DATE.finditer(text)), lang))


def read_dates(text: str, hits: Iterable[str], lang: str | None) -> Iterator[WrittenDate]:
    """Yield the dates of `text` at `hits`, the words that `DATE` found in it, in order."""
    position = 0
    for hit in hits:
        start = text.find(hit, position)
        position = start + len(hit)
        read = _read(hit, lang)
        if read:
            date, precision, weekday = read
            yield WrittenDate(Span(start, position), date, precision, weekday)


@lru_cache(maxsize=1 << 16)
def _read(hit: str, lang: str | None) -> tuple[str, str, int | None] | None:
    """Return date, precision and weekday of one hit."""
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(hit))), None)
    if match is None:
        return None
    parts = match.groupdict()
    weekday = numbers("day").get((parts.get("weekday") or "").lower())
    if parts.get("iso_year"):
        date = _date_of(parts["iso_year"], int(parts["iso_month"]), int(parts["iso_day"]))
        if date and parts["time"]:
            seconds = "" if parts["time"].count(":") > 1 else ":00"
            return f"{date}T{parts['time']}{seconds}{parts['zone'] or ''}", "second", None
    elif parts.get("p_year"):
        day = from_persian(int(parts["p_year"]), _PERSIAN.index(parts["p_month"]) + 1, int(parts["p_day"]))
        date = day.isoformat() if day else None
    elif parts.get("n_year"):
        return _read_numeric(parts, lang, weekday)
    elif parts.get("y_year"):
        return f"{parts['y_year']}-{numbers('month')[parts['y_month'].lower()]:02}", "month", None
    else:
        form = "m" if parts.get("m_month") else "d"
        month = numbers("month")[str(parts[f"{form}_month"]).lower()]
        date = _date_of(parts[f"{form}_year"], month, int(parts[f"{form}_day"]))
    return (date, "day", weekday) if date else None


def _read_numeric(parts: dict[str, str], lang: str | None, weekday: int | None) -> tuple[str, str, int | None] | None:
    """Return what "31.12.2018" says; in English the order of day and month is known only where one is above 12."""
    first, second, year = int(parts["n_first"]), int(parts["n_second"]), parts["n_year"]
    orders = {date for month, day in ((second, first), (first, second)) if (date := _date_of(year, month, day))}
    if len(orders) == 2 and lang == "en":  # noqa: PLR2004 - both orders are dates
        return year, "year", weekday
    date = _date_of(year, second, first) or _date_of(year, first, second)
    return (date, "day", weekday) if date else None


def _date_of(year: str | None, month: int, day: int) -> str | None:
    """Return the ISO form of a day, or None where no calendar has it; a leap year where the year is unknown."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(int(year or 2000), month)[1]:  # noqa: PLR2004 - months
        return None
    return f"{year or '-'}-{month:02}-{day:02}"

"""DAT: when was the item written, and do its dates agree?"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dedup.dates import order_conflicts, relative_days, weekday_conflicts, written_dates
from dedup.dates.written import names, numbers
from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.rows import DateRow
from scoring.signals.signal import Example, Finding, absent, not_applicable, present, signal

NEWS = "The council closed the pool on Friday, mayor Jan Holt said."
DAY_CHARS = 10  # "2024-05-03"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAD_CHARS = 800  # what happened stands in the lead, and is dated from the day of publication
PAIR = 2
WEEKDAY_CHARS = 16  # "Wednesday, den " before a date
ANY_DAY = date(2000, 1, 1)  # to learn which words name a day, and not a week or a month
YESTERDAY = frozenset({"yesterday", "tomorrow", "gestern", "morgen", "hier", "demain", "ayer", "mañana"})
DAY_WORDS = YESTERDAY.union(name for name in numbers("day") if len(name) > len("sun"))
NEAR_CHARS = 50  # round a day of the week, in which its date would stand
HABIT = re.compile(rf" (?:morning|afternoon|evening|night)s\b| (?:in|of) (?:{names('month', small=False)})\b")
FEAST = re.compile(r"\b(?:Ash|Black|Bloody|Cyber|Easter|Fat|Good|Holy|Palm|Super|[Aa]ny|[Ee]ach|[Ee]very|[Oo]ne) $")
VAGUE = frozenset({"today", "heute", "hoy", "aujourd'hui"})  # of any day on which it is read


def _as_day(iso: str | None) -> date | None:
    """Return the day of an ISO date that is exact to the day, else None."""
    if not iso or len(iso) < DAY_CHARS or iso.startswith("-"):
        return None
    try:
        return date.fromisoformat(iso[:DAY_CHARS])
    except ValueError:
        return None


@signal(
    "DAT501",
    "publication date",
    sense="virtue",
    standard="Trust Project; CredWeb 18.5",
    remedy="say when it was published",
    fires=["26 December, 2018\n\n" + NEWS, Example(NEWS, published="2024-05-03")],
    silent=[NEWS, "The pool has been open since June 3, 1968, when mayor Jan Holt swam the first length."],
    reads=False,
)
def date_known(dossier: Dossier) -> Iterator[Finding]:
    """Tell whether a date of publication is given, in the metadata or the text, with its year."""
    if _as_day(dossier.item.published):
        where = next((row.span for row in dossier.dates if row.kind == "published" and row.span), None)
        yield present(f"published on {dossier.item.published} ({dossier.item.published_evidence or 'given'})", where)
    else:
        yield absent("nothing says when it was published")


@signal(
    "DAT502",
    "weekday and date disagree",
    sense="fault",
    standard="Calendar",
    remedy="correct the weekday or the date",
    fires=["The council closed the pool on Wednesday, December 27, 2018, mayor Jan Holt said."],
    silent=["The council closed the pool on Wednesday, December 26, 2018, mayor Jan Holt said.", NEWS],
    reads=False,
)
def weekday_wrong(dossier: Dossier) -> Iterator[Finding]:
    """Find a weekday beside a full date that did not fall on it.

    One of the two is wrong, and the reader cannot tell which. Where a weekday of the lead fits the day of publication,
    the two are said to agree.
    """
    near = [_around(dossier, row) for row in dossier.dates if row.span and len(row.date) >= DAY_CHARS]
    wrong = [(start, conflict) for start, words in near for conflict in weekday_conflicts(words, dossier.item.lang)]
    for start, conflict in wrong:
        span = Span(start + conflict.span.start, start + conflict.span.end)
        yield present(f"{conflict.date} was a {DAY_NAMES[conflict.actual - 1]}", span)
    if wrong:
        return
    right = [
        (start, found) for start, words in near for found in written_dates(words, dossier.item.lang) if found.weekday
    ]
    fits = [Span(start + found.span.start, start + found.span.end) for start, found in right]
    fitting = next(iter(fits), None) or _fitting_day(dossier)
    if fitting:
        yield absent(f"“{dossier.text[fitting.start : fitting.end]}” fits the calendar", fitting)
    else:
        yield not_applicable("no weekday stands beside a full date")


def _around(dossier: Dossier, row: DateRow) -> tuple[int, str]:
    """Return a date with the words beside it, in which its weekday stands, and where they begin."""
    span = row.span or Span(0, 0)
    start = max(0, span.start - WEEKDAY_CHARS)
    return start, dossier.text[start : span.end + WEEKDAY_CHARS]


def _fitting_day(dossier: Dossier) -> Span | None:
    """Return the lead's first day of the week, where it is the day of publication or the day before."""
    published = _as_day(dossier.item.published)
    if published is None:
        return None
    near = {published.isoformat(), (published - timedelta(days=1)).isoformat()}
    days = (day for day in relative_days(dossier.text[:LEAD_CHARS], published) if not dossier.is_masked(day.span.start))
    first = next(days, None)
    return first.span if first and first.date in near else None


@signal(
    "DAT503",
    "day without anchor",
    sense="fault",
    standard="Stylebooks: a weekday needs a date to count from",
    remedy="add the date of publication",
    fires=[NEWS, "The delegation met the minister on January 27 and left, mayor Jan Holt said."],
    silent=[
        Example(NEWS, published="2024-05-03"),
        "The council closed the pool on May 3, 2024, mayor Jan Holt said.",
        "The pool is open on Saturday nights, mayor Jan Holt said.",
        "The pool is closed on Good Friday, mayor Jan Holt said.",
        "The pool closes on the last Friday in August, mayor Jan Holt said.",
        "One Sunday the pool was closed, mayor Jan Holt said.",
        "A sign read “Open today, shut tomorrow”, mayor Jan Holt said.",
    ],
    passes_over=("brief",),
    reads=False,
)
def day_unanchored(dossier: Dossier) -> Iterator[Finding]:
    """Find days that can be told only from a date that the item does not give: "on Tuesday", "January 27".

    In an archive, such a day is any of many.
    """
    if _as_day(dossier.item.published):
        return
    unanchored = [row.span for row in dossier.dates if row.span and row.date.startswith("--")]
    first = next((span for span in sorted(unanchored) if not dossier.is_masked(span.start)), None)
    for span, what in ((first, "has no year"), (_first_day(dossier), "has no date to count from")):
        if span:
            yield present(f"“{dossier.text[span.start : span.end]}” {what}", span)


def _is_any_day(text: str, place: Span) -> bool:
    """Return whether the words name no one day, or not from today: "Saturday nights", "one Sunday", "the last Friday in August"."""
    return (
        HABIT.match(text, place.end) is not None
        or FEAST.search(text, max(0, place.start - 10), place.start) is not None
    )


def _first_day(dossier: Dossier) -> Span | None:
    """Return the first words of the body that name a day relative to the day of writing."""
    for word in dossier.places(DAY_WORDS):
        if dossier.is_masked(word) or dossier.is_quoted(word):  # what is quoted counts from when it was said
            continue
        sentence = dossier.sentence(word)
        start, end = max(sentence.start, word - NEAR_CHARS), min(sentence.end, word + NEAR_CHARS)
        for day in relative_days(dossier.text[start:end], ANY_DAY):
            place = Span(start + day.span.start, start + day.span.end)
            is_day = len(day.date or "") == DAY_CHARS and day.words.lower() not in VAGUE
            if is_day and not _is_any_day(dossier.text, place):
                return place
    return None


@signal(
    "DAT504",
    "date impossible",
    sense="fault",
    standard="Date extraction goes wrong (mediacloud/metadata-lib #103)",
    remedy="correct the date",
    fires=[Example(NEWS, published="2031-05-03", captured="2024-05-04")],
    silent=[Example(NEWS, published="2024-05-03")],
    reads=False,
)
def date_impossible(dossier: Dossier) -> Iterator[Finding]:
    """Find dates in an order that cannot be: captured or modified before it was published."""
    item = dossier.item
    known = [(kind, day) for kind in ("published", "modified", "captured") if (day := getattr(item, kind))]
    if len(known) < PAIR:
        yield not_applicable("there are no two dates to compare")
    for conflict in order_conflicts(known):
        yield present(f"{conflict.reason}: {conflict.earlier}, {conflict.later}")


@signal(
    "DAT505",
    "copy dated before its origin",
    sense="fault",
    standard="Provenance: an origin comes first",
    remedy="correct the date or the origin",
    fires=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + NEWS * 8,
            outlet="Highmere News",
            published="2024-05-02",
            others=(Example(NEWS * 8, outlet="Lowmere Post", published="2024-05-04"),),
        )
    ],
    silent=[Example(NEWS, published="2024-05-03")],
    reads=False,
)
def copy_before_origin(dossier: Dossier) -> Iterator[Finding]:
    """Find reprints that are dated before the item that they name as their origin."""
    own = _as_day(dossier.item.published)
    for row in dossier.reprints:
        origin = dossier.others.get(row.origin)
        theirs = _as_day(origin.published) if origin else None
        if row.item == dossier.item.item and row.kind == "declared" and own and theirs and own < theirs:
            yield present(f"dated {own}, but its origin {theirs}", row.notice_span, other=row.origin)


@signal(
    "DAT506",
    "published and updated confused",
    sense="label",
    standard="Date extraction goes wrong (htmldate #119)",
    fires=[Example("Published 3 May 2024\nUpdated 5 May 2024\n\n" + NEWS, published="2024-05-05")],
    silent=[Example("Published 3 May 2024\nUpdated 5 May 2024\n\n" + NEWS)],
    reads=False,
)
def dates_confused(dossier: Dossier) -> Iterator[Finding]:
    """Tell that the date used as the publication is the one that the text calls an update."""
    used = dossier.item.published
    updated = next(
        (
            row
            for row in dossier.dates
            if row.kind == "modified" and row.span and used and row.date[:DAY_CHARS] == used[:DAY_CHARS]
        ),
        None,
    )
    earlier = next(
        (
            row
            for row in dossier.dates
            if row.kind == "published" and row.span and used and row.date[:DAY_CHARS] < used[:DAY_CHARS]
        ),
        None,
    )
    if updated and earlier:
        yield present(f"{used} is an update; the text gives {earlier.date} as the publication", updated.span)

"""DAT: when was the item written, and do its dates agree?"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dedup.lexicon import read_lines
from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.rows import DateRow
from scoring.signals.signal import Example, Finding, absent, not_applicable, present, signal

NEWS = "The council closed the pool on Friday, mayor Jan Holt said."
DAY_CHARS = 10  # "2024-05-03"
NEAR_CHARS = 14  # between a weekday and the date beside it: "Wednesday, the "
LEAD_CHARS = 800  # what happened stands in the lead, and is dated from the day of publication


@cache
def _weekdays() -> dict[str, int]:
    """Return the number of each weekday's name."""
    pairs = (line.split(" ", 1) for line in read_lines("weekdays"))
    return {name: int(number) for number, name in pairs}


@cache
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(sorted(_weekdays(), key=len, reverse=True))})(?![\w'-])")


def _weekdays_in(dossier: Dossier) -> Iterator[tuple[int, Span]]:
    """Yield the weekdays that the body names: number and place. Short forms count only beside a date."""
    for match in _weekday_pattern().finditer(dossier.folded.text):
        span = dossier.folded.span(*match.span())
        if dossier.text[span.start].isupper() or dossier.item.lang in {"fr", "es"}:
            yield _weekdays()[match[0]], span


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
    days = list(_weekdays_in(dossier))
    beside = [
        (row, *found)
        for row in dossier.dates
        if row.precision in {"day", "second"}
        for found in days
        if _stand_together(dossier, row, found[1])
    ]
    wrong = [(row, span) for row, number, span in beside if (day := _as_day(row.date)) and day.weekday() != number]
    for row, span in wrong:
        whole = Span(min(span.start, row.span.start), max(span.end, row.span.end)) if row.span else span
        yield present(f"{row.date} was no {dossier.text[span.start : span.end]}", whole)
    if not wrong and not beside:
        yield from _lead_agrees(dossier, days)


def _stand_together(dossier: Dossier, row: DateRow, weekday: Span) -> bool:
    """Return whether only a comma, an article or a bracket stands between a weekday and a date."""
    if row.span is None or row.kind in {"modified", "captured"}:
        return False
    if row.span.overlaps(weekday):
        return True
    between = dossier.text[min(weekday.end, row.span.end) : max(weekday.start, row.span.start)]
    return (
        len(between) <= NEAR_CHARS
        and re.fullmatch(r"[\s,.(]{0,4}(?:the|den|le|el|dem)?[\s,.(]{0,3}", between) is not None
    )


def _lead_agrees(dossier: Dossier, days: list[tuple[int, Span]]) -> Iterator[Finding]:
    """Yield that the lead's first weekday is the day of publication or the day before, or that nothing can be compared."""
    published = _as_day(dossier.item.published)
    lead = next(
        (found for found in days if found[1].start < LEAD_CHARS and not dossier.is_masked(found[1].start)), None
    )
    near = {published.weekday(), (published - timedelta(days=1)).weekday()} if published else set()
    if lead and lead[0] in near:
        yield absent(
            f"{dossier.text[lead[1].start : lead[1].end]} fits the publication on {dossier.item.published}", lead[1]
        )
    else:
        yield not_applicable("no weekday stands beside a full date")


@signal(
    "DAT503",
    "day without anchor",
    sense="fault",
    standard="Stylebooks: a weekday needs a date to count from",
    remedy="add the date of publication",
    fires=[NEWS, "The delegation met the minister on January 27 and left, mayor Jan Holt said."],
    silent=[Example(NEWS, published="2024-05-03"), "The council closed the pool on May 3, 2024, mayor Jan Holt said."],
    passes_over=("brief",),
    reads=False,
)
def day_unanchored(dossier: Dossier) -> Iterator[Finding]:
    """Find days that can be told only from a date that the item does not give: "on Tuesday", "January 27".

    In an archive, such a day is any of many.
    """
    if _as_day(dossier.item.published):
        return
    full = [row.span for row in dossier.dates if row.span and not row.date.startswith("--")]
    unanchored = [row.span for row in dossier.dates if row.span and row.date.startswith("--")]
    weekdays = [span for _, span in _weekdays_in(dossier) if span.n_chars > len("tues")]
    free = [span for span in weekdays if not any(_touch(span, other) for other in (*full, *unanchored))]
    for spans, what in ((unanchored, "has no year"), (free, "has no date to count from")):
        first = next((span for span in sorted(spans) if not dossier.is_masked(span.start)), None)
        if first:
            yield present(f"“{dossier.text[first.start : first.end]}” {what}", first)


def _touch(span: Span, other: Span) -> bool:
    return span.start <= other.end + NEAR_CHARS and other.start <= span.end + NEAR_CHARS


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
    """Find publication dates that lie after the day on which the item was captured."""
    published, captured = _as_day(dossier.item.published), _as_day(dossier.item.captured)
    if published is None:
        yield not_applicable("the publication date is not known")
    elif captured and published > captured + timedelta(days=1):
        yield present(f"published on {published}, but captured on {captured} already")


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

"""DAT: when was the item written, and do its dates agree?"""

from collections.abc import Iterator
from datetime import date, timedelta

from dedup.dates import order_conflicts, relative_days, weekday_conflicts, written_dates
from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.signal import Example, Finding, absent, not_applicable, present, signal

NEWS = "The council closed the pool on Friday, mayor Jan Holt said."
DAY_CHARS = 10  # "2024-05-03"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAD_CHARS = 800  # what happened stands in the lead, and is dated from the day of publication
PAIR = 2
ANY_DAY = date(2000, 1, 1)  # to learn which words name a day, and not a week or a month
VAGUE = frozenset({"today", "heute", "hoy", "aujourd'hui"})  # of any day on which it is read
# of any day on which it is read


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
    wrong = weekday_conflicts(dossier.text, dossier.item.lang)
    for conflict in wrong:
        yield present(f"{conflict.date} was a {DAY_NAMES[conflict.actual - 1]}", conflict.span)
    if wrong:
        return
    beside = next(
        (found for found in written_dates(dossier.text, dossier.item.lang) if found.weekday and found.has_year), None
    )
    span = beside.span if beside else _fitting_day(dossier)
    if span:
        yield absent(f"“{dossier.text[span.start : span.end]}” fits the calendar", span)
    else:
        yield not_applicable("no weekday stands beside a full date")


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
    unanchored = [row.span for row in dossier.dates if row.span and row.date.startswith("--")]
    found = relative_days(dossier.text, ANY_DAY)
    days = [day.span for day in found if len(day.date or "") == DAY_CHARS and day.words.lower() not in VAGUE]
    for spans, what in ((unanchored, "has no year"), (days, "has no date to count from")):
        first = next((span for span in sorted(spans) if not dossier.is_masked(span.start)), None)
        if first:
            yield present(f"“{dossier.text[first.start : first.end]}” {what}", first)


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

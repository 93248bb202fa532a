"""Bylines: "By A and B, Reuters", "Von C (dpa)", "JONATHAN D / AP", "Associated Press" alone below the title.

Only lines of the item's head are read, and a line counts only when names are all it holds, but for a date and the
labels of a page; a sentence that opens with "By" does not.
"""

import re
from collections.abc import Iterator, Sequence

from dedup.credits.credit import Credit, outlet_credit
from dedup.credits.people import MAX_LISTED_CHARS, Named, read_names
from dedup.registry import Registry
from dedup.tables import Span

MAX_ALONE_CHARS = 120  # of a byline without "By": longer lines are text
TOP_LINES = 3  # below them a lone name signs a picture

_BY = re.compile(
    r"^(?:[^\n]{0,60}?[\s,|\u2014\u2013-])??(?:(?i:by|authored by|posted by|written by|reported by|published by|par|von|por)(?:\s{1,120}|: ?))(?=[A-Z\u00c0-\u00dea-z])"
)
_CUT = re.compile(
    r"\s{0,9}(?:\||\u2022|\u00b7|\bon\b|\b(?:Posted|Published|Updated|Last|Created|First|Reporting)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d|\d|\u00a9|@|\(Twitter|$)"
)
_FEED = re.compile(r"^([A-Z0-9][\w.'& -]{1,38}?)\s?\u2022$")
_POSTED = re.compile(r"^([A-Z][\w.'& ]{1,38}?) (?:Posted|Published|Updated) (?:at|on|:)? ?\d")
_SOURCE = re.compile(r"^/? ?(?:Source|Quelle|Fuente|Fonte)\s?: ?(.{2,60})$", re.IGNORECASE)
_HEADER = re.compile(
    r"^(?:(?:d[\u00e9e\u00e8]p[\u00eae\u00e8]ches|t[\u00e9e]l[\u00e9e]grammes|nouvelles|service)\s{0,2}(?:de|d['\u2019])\s{0,2})?(?:l\s?['\u2019]\s?)?(\S.{3,40})$",
    re.IGNORECASE,
)
_DATELINE_NEXT = re.compile(
    r"^(?:[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'. /,-]{2,40}|.{2,60}[\u2014\u2013]|.{2,50}\(\w{2,10}\))"
)


def find_bylines(text: str, head: Sequence[Span], registry: Registry) -> list[Credit]:
    """Return the bylines in the head of one text, given its first lines; kind `byline`, one credit a name.

    >>> from dedup.registry import builtin
    >>> [(c.name, c.name_id) for c in find_bylines("By JEREMY DIAMOND, CNN", [Span(0, 22)], builtin())]
    [('JEREMY DIAMOND', None), ('CNN', 'cnn')]
    """
    found: list[Credit] = []
    for at, span in enumerate(head):
        line = text[span.start : span.end]
        if len(line) <= MAX_LISTED_CHARS:
            found += (
                _signed(line, span, registry) or _labelled(line, span, registry) or _alone(text, head, at, registry)
            )
    return found


def _signed(line: str, span: Span, registry: Registry) -> list[Credit]:
    """Return the names behind "By", when the line holds nothing else."""
    by = _BY.match(line)
    if not by:
        return []
    cut = _CUT.search(line, by.end())
    end = cut.start() if cut else len(line)
    named = read_names(line[by.end() : end], registry)
    if (
        not named.is_whole
        or (line[by.end()].islower() and not named.outlets)
        or not _is_label(line[: by.end()], registry)
    ):
        return []
    return _credits(
        named, span if end - by.start() > len(line) // 2 else Span(span.start + by.start(), span.start + end)
    )


def _is_label(before: str, registry: Registry) -> bool:
    """Return whether what stands before the names is "By" with a date, an agency or a page's label."""
    words = before.split()[:-1]
    return (
        len(words) <= 1 or any(char.isdigit() for char in before) or bool(registry.mentions(before)) or before.isupper()
    )


def _labelled(line: str, span: Span, registry: Registry) -> list[Credit]:
    """Return the outlet that a feed prints with a mark or a time: "Orlando Sentinel•", "Axios Posted at 1:20 pm"."""
    feed = _FEED.match(line) or _POSTED.match(line)
    if feed:
        outlet = registry.look_up(feed[1])
        known = read_names(feed[1], registry)
        if outlet or (line.endswith("\u2022") and not known.outlets):
            return [outlet_credit("byline", span, outlet) if outlet else Credit("byline", span, feed[1])]
    source = _SOURCE.match(line)
    outlet = registry.look_up(source[1], weak=False) if source else None
    return [outlet_credit("byline", span, outlet)] if outlet else []


def _alone(text: str, head: Sequence[Span], at: int, registry: Registry) -> list[Credit]:
    """Return the names of a line that names an agency or outlet, without "By"."""
    span = head[at]
    line = text[span.start : span.end]
    if len(line) > MAX_ALONE_CHARS * (2 if line[:1].isupper() and "," in line else 1):
        return []
    header = _HEADER.match(line)
    outlet = (
        registry.look_up(header[1], weak=False) or (registry.recognise(header[1]) if "g" in line.lower() else None)
        if header
        else None
    )
    if (
        outlet
        and outlet.kind == "agency"
        and (header is None or header.start(1) or at >= TOP_LINES)
        and len(line) > len("associated")
    ):
        return [outlet_credit("agency" if at >= TOP_LINES and not header else "byline", span, outlet)]
    cut = _CUT.search(line)
    end = cut.start() if cut else len(line)
    named = read_names(line[:end], registry)
    if not named.is_whole or not named.outlets or any(outlet.kind in {"photo", "platform"} for outlet in named.outlets):
        return []
    return _credits(named, span) if _heads_text(text, head, at, named, line) else []


def _heads_text(text: str, head: Sequence[Span], at: int, named: Named, line: str) -> bool:
    """Return whether a line of names stands where bylines stand, rather than under a picture."""
    if len(named.people) > 1 or "\u2022" in line or line.count(" | ") == 1 and any(char.isdigit() for char in line):
        return True
    after = text[head[at + 1].start : head[at + 1].end] if at + 1 < len(head) else ""
    is_slashed = bool(re.search(r"\w ?[/|] ?\w", line)) and bool(named.people)
    if is_slashed:
        return False
    if at < TOP_LINES and (named.people or len(line) > len("Reuters")):
        return True
    if any(char.isdigit() for char in line) or re.match(
        r"(?:Updated|Published|Posted|\w{3,9}\.? \d{1,2},? \d{4})", after
    ):
        return True
    return not named.people and bool(_DATELINE_NEXT.match(after))


def _credits(named: Named, span: Span) -> list[Credit]:
    """Return one credit a name, people first; a byline of staff names nobody."""
    found = [Credit("byline", span, person) for person in named.people]
    found += [outlet_credit("byline", span, outlet) for outlet in named.outlets]
    return found or [Credit("byline", span)]


def author_credits(author: str | None, registry: Registry) -> Iterator[Credit]:
    """Yield the outlets that an item's `author` field names; a field has no span, which is written 0:0.

    >>> from dedup.registry import builtin
    >>> [credit.name_id for credit in author_credits("Jane Doe, Reuters", builtin())]
    ['reuters']
    """
    for mention in registry.mentions(author or ""):
        yield outlet_credit("byline", Span(0, 0), mention.outlet)

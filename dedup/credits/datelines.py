"""Datelines, and agencies in brackets: "TURNBERRY, Scotland (Reuters) -", "PARIS, 14. (Havas.) —", "... said. (dpa)".

An agency in brackets is a credit only where credits stand: behind a place and a date, at the start of a line, or behind
the last full stop of a paragraph. What OCR damaged is recognised only behind a place and before a dash.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from dedup.credits.credit import Credit, outlet_credit, split_names
from dedup.credits.people import UNLISTED_AGENCY, read_names
from dedup.credits.places import place_name, place_start
from dedup.registry import Outlet, Registry
from dedup.tables import Span

MAX_LIST_CHARS = 60  # of agencies in brackets
MAX_OPENING_CHARS = 110  # place, region and date
MIN_BODY_CHARS = 100  # behind a place in small letters: a heading is shorter
MIN_WEAK_CHARS = 3  # of a weak name behind a place alone: two letters are a state's, "Harrisburg, PA -"
DESK_SPACES = (1, 2)  # "Reuters Health", "AP Business News"

_DASH_AFTER = re.compile(
    r"[\s.,:;)\]'\u00a0]{0,4}(?:[\u2014\u2013\u2012\u2015-]|\.-|(?<=:)(?= [A-Z\u00c0-\u00de\"\u201c]))[\u2014\u2013-]?"
)
_DASH = re.compile("[\u2014\u2013\u2015-][ \u00a0]")
_ENDS = re.compile(r"[ \t.,\u00a0]{0,3}(?:\n|$)")
_NEXT_SENTENCE = re.compile(r"[ \t.,:\u00a0]{0,4}\n?[\"'\u201c\u2018\u00ab\u201e]?[A-Z\u00c0-\u00de\u0410-\u042f]")
_SENTENCE_END = re.compile(r"[.!?,\u00bb\u201d\"'\u2019)][ \u00a0\n,\[]{0,3}$")
_DASHED = re.compile(r"(?:\u2014|\u2013|\n|-) ?([A-Z\u00c0-\u00de\u0410-\u042f][\w. ]{1,24}?)[. ]{0,2} ?[\u2014\u2013]")
_SLASHED = re.compile(r"/([^\W\d_]{2,12}(?: [^\W\d_]{2,12})?)/[. ]")
_TELEGRAM = re.compile(
    r"[\u3010(\uff08]?([\u4e00-\u9fff]{3})([\u4e00-\u9fff]{0,10})[\u4e00-\u9fff\d]{0,10}[\u7535\u96fb]"
)
_UNCLOSED = re.compile(r"\(([A-Z][\w. ]{1,24}?)[. ]{0,2}[\u2014\u2013]")
_PICTURE = re.compile("photo|foto|image|file", re.IGNORECASE)
_CAPITALS = re.compile(
    r"([A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'\u2019/ \u00a0-]{2,40}(?:, ?[A-Z\u00c0-\u00de][\w.'\u2019]{1,20}(?: [A-Z][\w.]{1,15})?){0,2}"
    r"(?:,? ?(?:[A-Z][a-z]{2,9}\.? ?\d{1,2}|\d{1,2}\.? ?[a-zA-Z\u00c0-\u00ff]{3,9}\.?))?)[ \u00a0]{0,2}(?:[\u2014\u2013\u2015]|--?)[ \u00a0]"
)
_PLACED = re.compile(
    r"\(?[A-Z\u00c0-\u00de][\w.'\u2019-]{1,24}(?: [A-Z\u00c0-\u00de][\w.'\u2019-]{1,24}){0,2}(?:, ?[A-Z\u00c0-\u00de][\w.'\u2019]{1,20}(?: [A-Z][\w.]{1,15})?){0,2}"
    r"(?:,? ?(?:[A-Z][a-z]{2,9}\.? ?\d{1,2}|\d{1,2}\.? ?[a-zA-Z\u00c0-\u00ff]{3,9}\.?))?\)? (?:[\u2014\u2013\u2015]|--?) "
)
_UNBRACKETED = re.compile(
    r"(?P<opening>[A-Z\u00c0-\u00de][\w.'\u2019-]{1,24}(?: [A-Z\u00c0-\u00de][\w.'\u2019-]{1,24}){0,2}(?:, ?[A-Z\u00c0-\u00de][\w.'\u2019]{1,20}(?: [A-Z][\w.]{1,15})?)??"
    r"(?P<dated>[.,] ?(?:[A-Za-z]{3,9}\.? ?\d{1,2}|\d{1,2}\.? ?[a-zA-Z\u00c0-\u00ff]{3,9}\.?)(?:,? \d{4})?)?)"
    r"(?:[.,] ?|(?<=\d) | (?=/))(?P<slash>/?)(?P<name>[A-Z]\w{1,14}(?:[ -][A-Z]\w{1,14}){0,2})/?\.?(?P<dash> ?[\u2014\u2013-]{1,2}(?= |[A-Z])|[.:]?(?= ))"
)
_PLACE_ALONE = re.compile(r"[A-Z\u00c0-\u00de][\w'\u2019-]{1,24}(?:[ /][A-Z\u00c0-\u00de][\w'\u2019-]{1,24}){0,2}")
_LEAD_IN = re.compile(
    r"([A-Z\u00c0-\u00de][\w.'\u2019]{1,24}(?: [A-Z\u00c0-\u00de][\w.'\u2019]{1,24}){0,3}) ?[\u2014\u2013\u2015-] "
)

_EDITED = re.compile(r"[Rr]ed|\d{1,2}\.\d.{0,10}")  # "(APA, red, 3.1.2021)"
_LETTERS = re.compile(r"[A-Z]{3,5}")  # behind a place in capitals they stand for an agency, known or not
_PLACE_IN_CAPITALS = re.compile(r"[A-Z\u00c0-\u00de]{3}[A-Z\u00c0-\u00de.'\u2019/ -]{0,30}(?:, .{2,40})?\s?")
_SMALL_OR_SUM = re.compile(r"[a-z$\u20ac\u00a3(]")  # what opens no story: "Nevada - $300,000", "Dorgan - who serves"


def find_datelines(
    text: str, lang: str | None, head: Sequence[Span], brackets: Sequence[re.Match[str]], registry: Registry
) -> list[Credit]:
    """Return the datelines and agency tags of one text, given its lines at the head and its brackets.

    A dateline's name is its place, None where it tells none, or the outlet that a lead-in names ("Tabnak –"). The
    agency in it is a credit of its own, kind `agency`.

    >>> from dedup.credits.credit import find_brackets
    >>> from dedup.registry import builtin
    >>> text = "PARIS, 3 mai (AFP) - Le ministre"
    >>> [(c.kind, c.name, c.span.end) for c in find_datelines(text, "fr", [], find_brackets(text), builtin())]
    [('dateline', 'PARIS', 20), ('agency', 'Agence France-Presse', 18)]
    """
    found = list(_bracketed(text, lang, brackets, registry))
    found += _unclosed(text, registry)
    openings = _openings(text, head)
    found += _unbracketed(text, openings, registry)
    found += _foreign(text, head, registry)
    found += _dashed(text, registry)
    found += _bare(text, openings, registry, {credit.span.start for credit in found})
    return found


def _bracketed(text: str, lang: str | None, brackets: Sequence[re.Match[str]], registry: Registry) -> Iterator[Credit]:
    """Yield what brackets hold, where credits stand."""
    for match in brackets:
        if len(match[1]) > MAX_LIST_CHARS or match[0][0] == "[":
            continue
        outlets = _makers(match[1], registry)
        dash = _DASH_AFTER.match(text, match.end())
        if not (outlets or dash):
            continue
        place = place_start(text, text.rfind("\n", 0, match.start()) + 1, match.start())
        signed = [outlet_credit("agency", Span(*match.span()), outlet) for outlet in outlets]
        if not outlets and dash and place is not None:
            signed = _unlisted(match, text[place : match.start()], dash, registry)
        is_headed = place is not None and (
            _is_dateline(text, place, match, dash) or _heads_line(text, place, match, outlets, registry)
        )
        if signed and place is not None and is_headed:
            span = Span(place, dash.end() if dash else match.end())
            opening = text[place : match.start()] or match[1].rpartition("=")[0]
            behind = _CAPITALS.match(text, dash.end() + 1) if dash and not opening else None
            if behind:  # "(ANSA) - ROMA, 3 GEN - "
                span, opening = Span(place, behind.end()), behind[0]
            yield Credit("dateline", span, place_name(opening))
            yield from signed
        elif outlets and _is_tag(text, match, lang, outlets):
            yield from signed


def _unlisted(match: re.Match[str], place: str, dash: re.Match[str], registry: Registry) -> list[Credit]:
    """Return the agency of a bracket before a dash that holds no known name: a damaged one, or one unlisted.

    Letters alone may stand for whatever was named before them, "Indian Health Service (IHS):".
    """
    span = Span(*match.span())
    damaged = registry.recognise(match[1]) if place else None
    if damaged:
        return [outlet_credit("agency", span, damaged)]
    is_headed = bool(_LETTERS.fullmatch(match[1]) and _PLACE_IN_CAPITALS.fullmatch(place)) and ":" not in dash[0]
    is_name = UNLISTED_AGENCY.fullmatch(match[1]) or is_headed
    return [Credit("agency", span, match[1])] if is_name else []


@lru_cache(maxsize=16_384)
def _makers(listed: str, registry: Registry) -> tuple[Outlet, ...]:
    """Return the outlets of a list in brackets, or nothing when the first is no maker of news.

    Korean agencies put the place before them, "(서울=연합뉴스)".
    """
    if not registry.may_name(listed):
        return ()
    names = [name for name in split_names(listed.rpartition("=")[2], registry) if not _EDITED.fullmatch(name)]
    known = [registry.look_up(name) or _desk(name, registry) for name in names]
    outlets = tuple(outlet for outlet in known if outlet)
    if not (known and known[0]):
        named = read_names(listed, registry, weak=True)
        outlets = () if named.people or not named.is_whole else named.outlets
    if not outlets or any(outlet.kind in {"photo", "platform", "newspaper"} for outlet in outlets):
        return ()
    return outlets if len(known) - len(outlets) <= 1 else ()


def _desk(name: str, registry: Registry) -> Outlet | None:
    """Return the outlet that opens a name, one of its desks behind it: "Reuters Health"."""
    mentions = registry.mentions(name) if name.count(" ") in DESK_SPACES and not _PICTURE.search(name) else []
    return mentions[0].outlet if mentions and not mentions[0].span.start else None


def _is_dateline(text: str, place: int, match: re.Match[str], dash: re.Match[str] | None) -> bool:
    """Return whether a bracket with an agency closes a dateline."""
    before = text[place : match.start()].strip(" \u00a0")
    if dash and not text[dash.end() : dash.end() + 1].isalpha():
        return True
    if not before:
        opens_line = text[place - 1 : place] in {"", "\n"}
        return bool(dash or (opens_line and _NEXT_SENTENCE.match(text, match.end())))
    is_dated = before[-1] in ".,:-\u2013\u2014" or any(char.isdigit() for char in before)
    return bool(dash) or (is_dated and bool(_NEXT_SENTENCE.match(text, match.end())))


def _heads_line(text: str, place: int, match: re.Match[str], outlets: tuple[Outlet, ...], registry: Registry) -> bool:
    """Return whether a place alone opens the line and an agency's bracket follows, without a dash: "Genève (ats) Le"."""
    before = text[place : match.start()].strip(" \u00a0")
    if (
        not _is_strong(match[1], outlets)
        or text[place - 1 : place] not in {"", "\n"}
        or not _PLACE_ALONE.fullmatch(before)
    ):
        return False
    is_inline = "\n" not in text[match.end() : match.end() + 3]
    return is_inline and not registry.mentions(before) and bool(_NEXT_SENTENCE.match(text, match.end()))


def _is_strong(written: str, outlets: Collection[Outlet]) -> bool:
    """Return whether a name, or one of a list, means nothing but an agency."""
    return any(written.upper() not in map(str.upper, outlet.weak) for outlet in outlets)


def _is_tag(text: str, match: re.Match[str], lang: str | None, outlets: tuple[Outlet, ...]) -> bool:
    """Return whether a bracket with an agency closes a paragraph, so that it signs what stands before.

    In English a bracket that closes a paragraph in mid-text signs a picture.
    """
    if not any(outlet.kind == "agency" for outlet in outlets):
        return False
    is_strong = _is_strong(match[1], outlets)
    is_last = len(match[1]) >= MIN_WEAK_CHARS and not text[match.end() :].strip(" .\u00a0\n")
    signs = (is_strong or is_last) and bool(_SENTENCE_END.search(text, max(0, match.start() - 4), match.start()))
    if not signs or (lang == "en" and match.end() < len(text) - 200):
        return False
    return bool(_ENDS.match(text, match.end())) or lang != "en"


def _unclosed(text: str, registry: Registry) -> Iterator[Credit]:
    """Yield agencies whose bracket was never closed: "WASHINGTON (AP \u2014 "."""
    for match in _UNCLOSED.finditer(text) if "\u2014" in text or "\u2013" in text else ():
        outlet = registry.look_up(match[1], weak=False)
        place = place_start(text, text.rfind("\n", 0, match.start()) + 1, match.start())
        if outlet and outlet.kind == "agency" and place is not None:
            yield Credit("dateline", Span(place, match.end()), place_name(text[place : match.start()]))
            yield outlet_credit("agency", Span(*match.span()), outlet)


def _openings(text: str, head: Sequence[Span]) -> list[Span]:
    """Return the lines that open like a dateline: with a word in capitals, or with any other and soon a dash."""
    return [
        line
        for line in head
        if (text[line.start].isupper() or text[line.start] == "(")
        and (
            text[line.start + 1 : line.start + 2].isupper()
            or _DASH.search(text, line.start, min(line.end, line.start + MAX_OPENING_CHARS))
        )
    ]


def _unbracketed(text: str, openings: Sequence[Span], registry: Registry) -> Iterator[Credit]:
    """Yield agencies behind a place, or a place and a date: "Lind, AFP -", "MOSCOW. April 2. INTERFAX", "/TASS/"."""
    for span in openings:
        match = _UNBRACKETED.match(text, span.start, min(span.end, span.start + MAX_OPENING_CHARS))
        if not match or not (match["dated"] or match["slash"] or match["dash"].strip(".: ")):
            continue
        place = place_name(match["opening"])
        outlet = registry.look_up(match["name"])
        if not outlet or outlet.kind != "agency" or not place or registry.mentions(place):
            continue
        is_written_so = match["name"] in {outlet.name, *outlet.variants, *outlet.weak} or match["name"].isupper()
        is_telling = match["dated"] or len(match["name"]) >= MIN_WEAK_CHARS or _is_strong(match["name"], [outlet])
        if is_written_so and is_telling:
            yield Credit("dateline", Span(span.start, match.end()), place)
            yield outlet_credit("agency", Span(*match.span("name")), outlet)


def _foreign(text: str, head: Sequence[Span], registry: Registry) -> Iterator[Credit]:
    """Yield agencies as Russian and Chinese ones open their copy: "МОСКВА, 3 мая. /ТАСС/.", "新华社北京5月3日电"."""
    for span in head if not text.isascii() else ():
        telegram = _TELEGRAM.match(text, span.start, span.end)
        match = telegram or _SLASHED.search(text, span.start, span.start + MAX_OPENING_CHARS)
        outlet = registry.look_up(match[1], weak=False) if match else None
        if match and outlet and outlet.kind == "agency":
            opening = telegram[2] if telegram else text[span.start : match.start()]
            yield Credit("dateline", Span(span.start, match.end()), place_name(opening))
            yield outlet_credit("agency", Span(*match.span(1)), outlet)


def _dashed(text: str, registry: Registry) -> Iterator[Credit]:
    """Yield agencies between dashes or at the start of a line before one: "LONDRES, 12. — Reuter. — Le président"."""
    for match in _DASHED.finditer(text) if "\u2014" in text or "\u2013" in text else ():
        outlet = registry.look_up(match[1], weak=False)
        if not outlet or outlet.kind != "agency":
            continue
        line_start = text.rfind("\n", 0, match.start(1)) + 1
        place = place_start(text, line_start, match.start(1))
        start = match.start(1) if place is None else place
        yield Credit("dateline", Span(start, match.end()), place_name(text[start : match.start(1)]))
        yield outlet_credit("agency", Span(*match.span(1)), outlet)


def _bare(text: str, openings: Sequence[Span], registry: Registry, taken: set[int]) -> Iterator[Credit]:
    """Yield datelines without an agency, and lead-ins that name the outlet."""
    for span in openings:
        if span.start in taken or not _DASH.search(text, span.start, min(span.end, span.start + MAX_OPENING_CHARS)):
            continue
        lead_in = _LEAD_IN.match(text, span.start, span.end)
        outlet = registry.look_up(lead_in[1], weak=False) if lead_in else None
        if lead_in and outlet:
            yield outlet_credit("dateline", Span(span.start, lead_in.end()), outlet)
        else:
            placed = _CAPITALS.match(text, span.start, span.end) or _PLACED.match(text, span.start, span.end)
            if not placed or _SMALL_OR_SUM.match(text, placed.end()):
                continue
            if placed.re is _CAPITALS or span.end - placed.end() >= MIN_BODY_CHARS:
                place = place_name(placed[0])
                if place:
                    yield Credit("dateline", Span(span.start, placed.end()), place)

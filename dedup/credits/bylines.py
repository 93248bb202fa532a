"""Bylines: "By A and B, Reuters", "Von C (dpa)", "JONATHAN D / AP", "Associated Press" alone below the title.

Only lines of the item's head are read, and a line counts only when names are all it holds, but for a date and the
labels of a page; a sentence that opens with "By" does not.
"""

import re
from collections.abc import Iterator, Sequence

from dedup.credits.credit import Credit, outlet_credit
from dedup.credits.people import MAX_LISTED_CHARS, Named, find_outlets, read_names
from dedup.credits.photos import names_picture
from dedup.registry import Outlet, Registry
from dedup.tables import Span

MAX_ALONE_CHARS = 120  # of a byline without "By": longer lines are text, unless they list several names
MAX_LINE_CHARS = 900  # scraping leaves hundreds of spaces between two names
MAX_ROLE_WORDS = 16  # in small letters, behind "By": what a few writers are, and for whom
MAX_SMALL_WORDS = 4  # in a line of names: "and", "for", "de", "la"
TOP_LINES = 3  # below them a lone name signs a picture
MAX_SOURCE_CHARS = 12  # of "/ Source :"
MAX_HEADLINE_WORDS = 5
MAX_LABEL_WORDS = 2  # in small letters: "6:08 am"
MAX_NAMED_WORDS = 4  # of a label that names an agency: "Associated Press Writer"
HEADER_CHARS = 45  # "Dépêches de l'Agence télégraphique suisse" has 41

_BY = re.compile(
    r"(?P<label>[^\n]{0,60}?[\s,|\u2014\u2013-])??(?P<by>(?i:by|posted by|written by|reported by|published by)|(?P<guest>(?i:authored by))|(?P<foreign>Par|Von|Por|PAR|VON|POR|di|De notre (?:correspondante?|envoy[\u00e9e]e? sp[\u00e9e]ciale?)(?: [\u00e0a] [A-Z][\w-]{1,20})?,?)|(?<=, )(?P<dated>par|por|von)|(?P<from>From|FROM)):?\s{1,400}(?=\w)"
)
_BY_WORD = re.compile(r"\b[Bb][Yy](?::|\s)")
_PAGE_DATED = ("Publi", "Ver\u00f6ff", "Mis \u00e0 jour")  # "Publi\u00e9 le 3 janvier, par ..."
_FIRST_WORDS = ("Par", "PAR", "Von", "VON", "Por", "POR", "From", "FROM", "di ", "De notre", *_PAGE_DATED)
_MAX_OPENING_CHARS = 75  # up to the end of such a word: a label and "published by"
_CUT = re.compile(
    r"\s{0,9}(?:\u2022|\u00b7|\||\b(?:le|el|am) (?=\d)|\bon (?=\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|\bon$|\b(?:Posted|Published|Updated|Last|Created|First)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d|\d{1,2}(?:[:.]\d\d|[/.-]\d{1,2}[/.-]|(?:st|nd|rd|th)\b| (?:hours?|hrs?|minutes?|mins?|days?|[A-Z][a-z]{2,8} \d))|(?:19|20)\d\d|\u00a9|@|\(Twitter|$)"
)
_DATED = re.compile(r"\d{1,2}[:/-]\d|\d [ap]\.?m|\b(?:19|20)\d\d\b|[a-z] \d{1,2},")
_FEED = re.compile(r"([A-Za-z0-9][\w.'&:/ -]{1,48}?) ?\u2022$|([A-Z][\w.'& ]{1,38}?) Posted at \d")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]{2,40}\.){1,3}[a-z]{2,4})(?:/|$)")
_SOURCE = re.compile(r"/? ?(?:Source|Quelle|Fuente|Fonte)\s?: ?(.{2,60})$", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:(?:d[\u00e9e\u00e8]p[\u00eae\u00e8]ches?|t[\u00e9e]l[\u00e9e]grammes?|nouvelles|service)\s{1,2})?(?P<of>(?:de\s{1,2}|d['\u2019]\s?)(?:l\s?['\u2019]\s?)?)?(?P<name>\S.{3,40})$",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"\w ?[/|] ?\w")
_DATE_NEXT = re.compile(r"(?:Updated|Published|Posted|[A-Z]\w{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z]\w{2,8} \d{4})")
_DATELINE_NEXT = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'. /,-]{2,40}(?:$|[\u2014\u2013-])|.{2,50}\(\w{2,10}\)|.{2,40} [\u2014\u2013] "
)


def find_bylines(text: str, head: Sequence[Span], registry: Registry) -> list[Credit]:
    """Return the bylines in the head of one text, given its first lines; kind `byline`, one credit a name.

    The label of a feed ("Orlando Sentinel•") and a guest's "Authored by" declare an origin: kind `notice`.

    >>> from dedup.registry import builtin
    >>> [(c.name, c.name_id) for c in find_bylines("By JEREMY DIAMOND, CNN", [Span(0, 22)], builtin())]
    [('JEREMY DIAMOND', None), ('CNN', 'cnn')]
    """
    found: list[Credit] = []
    for at, span in enumerate(head):
        if _is_text(text, span):
            continue
        line = text[span.start : span.end]
        if "(@" in line:
            continue
        read = _signed(line, span, at, registry) or _labelled(line, span, registry) or _alone(text, head, at, registry)
        if read and not names_picture(line):
            found += read
    return found


def _is_text(text: str, line: Span) -> bool:
    """Return whether a line of `text` is too long for names; scraped ones may hold hundreds of spaces."""
    is_long = line.n_chars > MAX_LISTED_CHARS + MAX_ALONE_CHARS
    return is_long and (line.n_chars > MAX_LINE_CHARS or text.find("   ", line.start, line.end) < 0)


def _signed(line: str, span: Span, at: int, registry: Registry) -> list[Credit]:
    """Return the names behind "By", when the line holds nothing else."""
    by = _BY.match(line) if _may_sign(line[:_MAX_OPENING_CHARS]) else None
    if not by or (by["foreign"] and (by["label"] or at > 2 * TOP_LINES)):
        return []
    words = line[by.end() :].split()
    if sum(map(str.islower, words)) > MAX_ROLE_WORDS or not _is_label(by["label"] or "", registry):
        return []
    squeezed = " ".join(words)[: MAX_LISTED_CHARS + MAX_ALONE_CHARS]
    cut = _CUT.search(squeezed)
    listed = squeezed[: cut.start()] if cut and cut[0].strip() != "|" else squeezed
    named = read_names(listed, registry) if len(listed) <= MAX_LISTED_CHARS else None
    if named and not named.is_whole and cut:
        named = read_names(squeezed[: cut.start()], registry)
    if not named or not named.is_whole:
        return []
    if by["from"] and (by["label"] or named.people or not named.outlets or line[-1] == ":"):
        return []
    is_broken_off = line[0].islower() and line.endswith(".")  # the end of a sentence over several lines
    if is_broken_off or (not named.outlets and _is_doubtful(by, line[by.end()], named)):
        return []
    return _credits(named, span, "notice" if by["guest"] else "byline")


def _may_sign(opening: str) -> bool:
    """Return whether a line that opens so may be signed; what most lines lack is looked for first."""
    has_letters = "by" in opening or "By" in opening or "BY" in opening
    return (has_letters and _BY_WORD.search(opening) is not None) or opening.startswith(_FIRST_WORDS)


def _is_doubtful(by: re.Match[str], first: str, named: Named) -> bool:
    """Return whether people alone are named, in small letters, or behind a word that other sentences open with."""
    has_full_name = any(" " in person for person in named.people)
    return (first.islower() and bool(named.people)) or (bool(by["foreign"]) and not has_full_name)


def _is_label(before: str, registry: Registry) -> bool:
    """Return whether what stands before "By" is a date, an agency, or one word such as "Analysis"."""
    words = before.split()
    if not words or words[0][0].islower():
        return not words
    if len(words) == 1:
        return not any(map(str.isdigit, before))
    n_small = sum(word.islower() for word in words)
    is_dated = before.startswith(_PAGE_DATED) or (n_small <= MAX_LABEL_WORDS and bool(_DATED.search(before)))
    return is_dated or (not n_small and len(words) <= MAX_NAMED_WORDS and bool(registry.mentions(before)))


def _labelled(line: str, span: Span, registry: Registry) -> list[Credit]:
    """Return the outlet that a feed prints with a mark, a time or a bare address, or that "Source:" names."""
    if " " in line and "\u2022" not in line and ":" not in line[:MAX_SOURCE_CHARS] and " Posted at " not in line:
        return []
    feed = _FEED.match(line)
    address = _DOMAIN.match(feed[1] or feed[2] if feed else line)
    written = feed[1] or feed[2] if feed else None
    if address and (feed or " " not in line):
        outlet = registry.look_up(address[1])
        written = written and address[0]
    else:
        outlet = registry.look_up(written) if written else None
    is_label = outlet or (written and "\u2022" in line and "," not in written)
    if is_label and not any(mention.outlet.kind == "platform" for mention in registry.mentions(written or "")):
        return [outlet_credit("notice", span, outlet) if outlet else Credit("notice", span, written)]
    source = _SOURCE.match(line)
    outlet = registry.look_up(_CUT.split(source[1], 1)[0], weak=False) if source else None
    return [outlet_credit("byline", span, outlet)] if outlet else []


def _alone(text: str, head: Sequence[Span], at: int, registry: Registry) -> list[Credit]:
    """Return the names of a line that names an agency or outlet, without "By"."""
    span = head[at]
    line = text[span.start : span.end]
    if "  " in line:
        line = " ".join(line.split())
    if len(line) > 2 * MAX_ALONE_CHARS:
        return []
    header = _header(line, registry)
    if header:
        return [outlet_credit("agency", span, header)]
    if len(line) > MAX_ALONE_CHARS * (2 if "," in line else 1) or _is_sentence(line) or line[-1] in "?!":
        return []
    if not find_outlets(line, registry):
        return []
    cut = _CUT.search(line)
    named = read_names(line[: cut.start()] if cut and cut.start() else line, registry)
    if not named.is_whole and cut and cut[0].strip() == "|":
        named = read_names(line, registry)
    if (
        not named.is_whole
        or not named.outlets
        or _is_own_name(line, named)
        or (not at and named.people and ":" in line)
    ):
        return []  # also a headline: "Quay Herald Briefing: Ferries and Fares"
    after = text[head[at + 1].start : head[at + 1].end] if at + 1 < len(head) else ""
    return _credits(named, span) if _heads_text(line, after, at, named) else []


def _is_own_name(line: str, named: Named) -> bool:
    """Return whether a line is an outlet's own name on its own page, or names where a picture is from."""
    kinds = {outlet.kind for outlet in named.outlets}
    is_bare = not named.people and kinds == {"newspaper"} and not any(map(str.isdigit, line))
    return is_bare or not kinds.isdisjoint({"photo", "platform"})


def _is_sentence(line: str) -> bool:
    """Return whether a line has the words of a sentence or ends like one, not like a time ("7:24 a.m.")."""
    if line.endswith(".") and not line.endswith(("a.m.", "p.m.")):
        return True
    words = line.split()
    n_small = sum(map(str.islower, [word[0] for word in words]))
    return n_small > MAX_SMALL_WORDS or n_small == len(words)


def _header(line: str, registry: Registry) -> Outlet | None:
    """Return the agency whose despatches a heading announces: "Dépêches de l'Agence Havas", a letter damaged or two."""
    header = _HEADER.match(line) if len(line) <= HEADER_CHARS and "," not in line else None
    if not header or (" " not in header["name"] and not header.start("name")):
        return None  # "Agencias" alone
    if not (header["of"] or header.start("name") or "genc" in line.lower() or "geno" in line.lower()):
        return None
    outlet = registry.recognise(header["name"])
    return outlet if outlet and outlet.kind == "agency" and len(header["name"]) > len("Havas") else None


def _heads_text(line: str, after: str, at: int, named: Named) -> bool:
    """Return whether a line of names stands where bylines stand, rather than under a picture."""
    if len(named.people) > 1 or "\u2022" in line:
        return True
    has_digits = any(char.isdigit() for char in line)
    if named.people and _MASTHEAD.search(line) and not has_digits:
        return False
    if has_digits or _DATE_NEXT.match(after):
        return True
    if at < TOP_LINES and (named.people or len(line) > len("Reuters")):
        return True
    return not named.people and bool(_DATELINE_NEXT.match(after))


def _credits(named: Named, span: Span, kind: str = "byline") -> list[Credit]:
    """Return one credit a name, people first; a byline of staff names nobody."""
    found = [Credit(kind, span, person) for person in named.people]
    found += [outlet_credit(kind, span, outlet) for outlet in named.outlets]
    found += [Credit(kind, span, agency) for agency in named.unlisted]
    return found or [Credit(kind, span)]


def author_credits(author: str | None, registry: Registry) -> Iterator[Credit]:
    """Yield the outlets that an item's `author` field names; a field has no span, which is written 0:0.

    >>> from dedup.registry import builtin
    >>> [credit.name_id for credit in author_credits("Jane Doe, Reuters", builtin())]
    ['reuters']
    """
    for mention in registry.mentions(author) if author else ():
        yield outlet_credit("byline", Span(0, 0), mention.outlet)

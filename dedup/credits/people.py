"""Names in a byline or a line of thanks: people, the outlets they write for, and nothing of their roles."""

import re
from dataclasses import dataclass
from functools import cache

from dedup.lexicon import read_lines
from dedup.names import fold_name
from dedup.registry import Mention, Outlet, Registry

MAX_LISTED_CHARS = 240  # twelve names
UNLISTED_AGENCY = re.compile(
    r"(?:[A-Z][\w\u2019'-]{1,30} ){1,4}(?:News|Press) (?:Agency|Service)\b"
)  # not in the registry
MAX_NAME_WORDS = 6  # "Maria de los Angeles Garcia Lopez"

_SEPARATOR = re.compile(
    r" ?[,;/&|\u2022] ?|\s(?:[-\u2013\u2014]|and|et|und|y|with|for|via|avec|mit|con|com|by|from) |[-\u2013\u2014]\s"
)
_PLACE = re.compile(
    r" (?:in|at|from|aus|\u00e0) [A-Z\u00c0-\u00de][\w.'-]{1,24}(?: [A-Z\u00c0-\u00de][\w.'-]{1,24}){0,2}(?:, (?:(?:New|North|South|East|West|Rhode) )?[A-Z\u00c0-\u00de][\w.]{1,24}(?![\w.]| [A-Z]))?"
)
_FIRST_NAME = re.compile(
    r"(?:^|[,;/&|] ?|\band )[A-Z][a-z]{1,15} $"
)  # "Michael Bloomberg"; of two words the second is his name
_LOST_SPACE = re.compile("[a-z][A-Z]")
_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset(
    "de da di do du del della den der dos van von vom zu zur bin ibn bint ben al el la le ter ten y e".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """Who a list names; `is_whole` says that nothing else stands in it."""

    people: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    is_whole: bool
    unlisted: tuple[str, ...] = ()  # agencies that only their own words show to be such


def read_names(listed: str, registry: Registry, *, weak: bool = False) -> Named:
    """Return the people and outlets that a list names, in order; weak names of outlets only when asked for.

    >>> from dedup.registry import builtin
    >>> named = read_names("MATTHEW LEE, AP Diplomatic Writer", builtin())
    >>> named.people, [outlet.id for outlet in named.outlets], named.is_whole
    (('MATTHEW LEE',), ['ap'], True)
    >>> read_names("the time the talks began", builtin()).is_whole
    False
    """
    mentions = [mention for mention in find_outlets(listed, registry, weak=weak) if not _is_surname(listed, mention)]
    rest = listed
    for mention in reversed(mentions):
        rest = f"{rest[: mention.span.start]},{rest[mention.span.end :]}"
    unlisted = tuple(UNLISTED_AGENCY.findall(rest))
    rest = UNLISTED_AGENCY.sub(",", rest)
    parts = [_without_roles(part) for part in _SEPARATOR.split(_PLACE.sub("", rest))]
    people = tuple(part for part in parts if part and _is_person(part))
    outlets = tuple(dict.fromkeys(mention.outlet for mention in mentions))
    return Named(
        people,
        outlets,
        bool(people or outlets or unlisted or _is_staff(listed)) and all(_is_person(part) for part in parts if part),
        unlisted,
    )


def find_outlets(listed: str, registry: Registry, *, weak: bool = False) -> list[Mention]:
    """Return the outlets named, also where a space before them was lost.

    >>> from dedup.registry import builtin
    >>> [mention.outlet.id for mention in find_outlets("Bo BergAssociated Press", builtin())]
    ['ap']
    """
    found = registry.mentions(listed, weak=weak)
    return found if found or not _LOST_SPACE.search(listed) else registry.mentions(listed, glued=True)


def _is_surname(listed: str, mention: Mention) -> bool:
    """Return whether a mention is a surname: an agency of old in a list of people, or a word behind one first name."""
    written = listed[mention.span.start : mention.span.end]
    if not written.isalpha() or written.lower() == "reuters":
        return False
    is_of_old = mention.outlet.id in read_lines("telegraph_agencies")
    return is_of_old or (written.istitle() and bool(_FIRST_NAME.search(listed, 0, mention.span.start)))


def _without_roles(part: str) -> str:
    """Return a part of a list without the roles before and behind the name."""
    words = part.replace("\u2019s", "").replace("'s", "").split()
    while words and _is_role(words[-1]):
        del words[-1]
    while words and _is_role(words[0]):
        del words[0]
    if all(word.lower() in _PARTICLES for word in words):  # what is left of "La rédaction"
        return ""
    return " ".join(words).strip(" .,:*\u00a0")


def _is_role(word: str) -> bool:
    """Return whether a word is one of those for people who write, or holds no letters."""
    pieces = fold_name(word).split()
    return all(piece in _roles() for piece in pieces)


@cache
def _roles() -> frozenset[str]:
    """Return the folded words for those who write."""
    return frozenset(read_lines("byline_roles"))


def _is_staff(listed: str) -> bool:
    """Return whether a list names only roles: "Staff", "our own correspondent"."""
    words = _WORD.findall(listed)
    return 0 < len(words) <= MAX_NAME_WORDS and all(_is_role(word) for word in words)


def _is_person(part: str) -> bool:
    """Return whether a part looks like a person's name: few words, each with a capital, but for particles."""
    words = part.split()
    if not 1 <= len(words) <= MAX_NAME_WORDS or any(char.isdigit() or char == ":" for char in part):
        return False
    if any(fold_name(word) in _no_names() for word in words):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and words[-1][0].isupper()


@cache
def _no_names() -> frozenset[str]:
    """Return capitalised words that no name holds: months and days in full, and openings of sentences."""
    return frozenset(month for month in read_lines("months") if len(month) > len("sept")) - {"april", "august", "avril"} | {
        "the", "this", "that", "these", "a", "an", "its", "his", "her", "their", "our", "when", "while", "not", "all",
        "announce", "announces", "comparison", "contrast", "definition", "far", "law", "then", "now",
    }  # fmt: skip

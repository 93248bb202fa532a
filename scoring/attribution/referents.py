"""Whom a source's words stand for: the first full name for a surname, a name for "he" or "the minister"."""

import re
from dataclasses import dataclass

from dedup.names import same_name
from dedup.lexicon import read_lines
from dedup.text.folding import fold_str
from scoring.attribution.draft import Run
from scoring.attribution.reading import Reading

FULL_NAME = re.compile(r"P(?:[P-]){1,4}")
SINGULAR = frozenset("he she his her him".split())
PLURAL = frozenset("they their them we".split())
MAX_ROLE_TOKENS = 14
EMPTY_ROLE_WORDS = frozenset(
    "a an the of for in and top senior high-ranking leading former official officials 's his her its their".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in full: where first, the name without titles, and the folded words that describe him or her."""

    place: int
    name: str
    role: frozenset[str]


def find_people(reading: Reading) -> list[Person]:
    """Return the people whom the text names in full, in order of their first mention."""
    tokens = reading.tokens
    titles, roles, bodies = (frozenset(read_lines(n)) for n in ("titles", "roles", "organisations"))
    powers = frozenset(read_lines("powers"))
    found: dict[str, Person] = {}
    for match in FULL_NAME.finditer(tokens.tags):
        first, last = match.span()
        while first < last and (
            tokens.words[first].strip(".") in titles or tokens.words[first] in roles or tokens.words[first] in powers
        ):
            first += 1
        words = tokens.words[first:last]
        if last - first < 2 or words[-1] in bodies or words[-1] in powers or words[-1] in roles:
            continue
        span = tokens.span(first, last)
        name = tokens.text[span.start : span.end]
        if name not in found and "\n" not in name:
            found[name] = Person(first, name, _role(reading, first, last))
    return list(found.values())


def _role(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the words around a name that describe who it is."""
    tokens = reading.tokens
    start = first
    while (
        start > 0
        and first - start < MAX_ROLE_TOKENS
        and tokens.tags[start - 1] in "nPjd'i"
        and tokens.words[start - 1] not in {"by", "with", "from"}
    ):
        start -= 1
    words = set(tokens.words[start:first])
    if tokens.tags[last : last + 1] == ",":
        end = last + 1
        while end < len(tokens.tags) and end - last < MAX_ROLE_TOKENS and tokens.tags[end] in "nPjd'i#cwazB":
            end += 1
        words |= set(tokens.words[last + 1 : end])
    return frozenset(words) - EMPTY_ROLE_WORDS


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as it stands in the text: its tokens, its words, and the type that they tell by themselves."""

    run: Run
    words: str
    source_type: str | None


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention stands for: the name, if any, and the source type."""

    name: str | None
    source_type: str


def resolve(reading: Reading, mentions: list[Mention]) -> list[Referent]:
    """Return the referent of each mention, in the order given; mentions stand in order of the text."""
    people = find_people(reading)
    found: list[Referent] = []
    for number, mention in enumerate(mentions):
        found.append(_resolve_one(reading, mention, people, mentions[:number], found))
    return found


def _resolve_one(
    reading: Reading, mention: Mention, people: list[Person], before: list[Mention], known: list[Referent]
) -> Referent:
    """Return the referent of one mention, given those before it."""
    word = fold_str(mention.words)
    if mention.source_type is None:
        return _resolve_pronoun(reading, mention, word, people, before, known)
    if mention.source_type == "named_individual":
        return Referent(_full_name(mention, people), "named_individual")
    if mention.source_type == "unnamed_individual":
        person = _by_role(mention, word, people)
        return Referent(person.name, "named_individual") if person else Referent(None, "unnamed_individual")
    if mention.source_type in {"organisation", "named_group"}:
        return Referent(mention.words, mention.source_type)
    return Referent(None, mention.source_type)


def _resolve_pronoun(
    reading: Reading, mention: Mention, word: str, people: list[Person], before: list[Mention], known: list[Referent]
) -> Referent:
    """Return the referent of a pronoun: the last source of its kind, else the last person named."""
    kinds = {"named_individual", "unnamed_individual"}
    if word in PLURAL:
        kinds = {"named_group", "unnamed_group", "organisation"}
    elif word in {"it", "its", "which", "that", "who"}:
        kinds |= {"organisation", "document", "poll", "named_group", "unnamed_group"}
    for referent, earlier in zip(reversed(known), reversed(before), strict=True):
        if referent.source_type in kinds and earlier.run[0] < mention.run[0]:
            return referent
    nearest = [person for person in people if person.place < mention.run[0]]
    if word in SINGULAR and nearest:
        return Referent(nearest[-1].name, "named_individual")
    return Referent(None, "unnamed_group" if word in PLURAL else "unnamed_individual")


def _full_name(mention: Mention, people: list[Person]) -> str:
    """Return the full name of the first person whose name holds the last word of the mention's name."""
    core = mention.words.split(",")[0]
    names = re.findall(r"[A-Z][\w'’.-]*", core)
    last = re.sub(r"['’]s$", "", names[-1]) if names else core
    for person in people:
        if person.name == core or person.name.split()[-1] == last or person.name in core:
            return person.name
    for person in people:
        if len(last) > 3 and same_name(person.name.split()[-1], last):  # noqa: PLR2004 - a word has room for spellings
            return person.name
    return last if len(names) == 1 else " ".join(names)


def _by_role(mention: Mention, word: str, people: list[Person]) -> Person | None:
    """Return the person whose role the mention describes: "the minister", or "a top security official" named later."""
    words = frozenset(re.findall(r"[\w'-]+", word)) - EMPTY_ROLE_WORDS
    heads = words & frozenset(read_lines("roles"))
    if not heads:
        return None
    is_definite = word.startswith(("the ", "his ", "her ", "its ", "their "))
    earlier = [p for p in people if p.place < mention.run[0] and heads & p.role]
    return earlier[-1] if is_definite and earlier else None

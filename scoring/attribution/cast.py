"""The people, bodies and places that a text names, with what it tells of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from scoring.attribution.reading import Reading
from scoring.attribution.source_types import BODIES, POWERS, TITLES, is_role, person_name, plain

SITES = frozenset({"in", "across"})
PAIR = re.compile(r"(?<!P)P{2,4}cP{2,4}(?=[mBazev])")
GOVERNING = frozenset(
    """ambassador army border capital council government minister ministry official officials parliament police
    president troops""".split()
)
NAME = re.compile(r"P(?:-?P){0,9}")
SUBJECT_AFTER = frozenset(",mBazev'r")  # tags
MALE = frozenset("mr spokesman chairman congressman businessman herr".split())
FEMALE = frozenset("mrs ms spokeswoman chairwoman congresswoman businesswoman actress frau mme".split())
GENERIC_ROLE_WORDS = frozenset(
    """a an the of for in and or top senior high-ranking leading former official officials 's his her its their who
    is was on at to s chief deputy""".split()
)
MAX_ROLE_TOKENS = 14
NO_WORDS = frozenset[str]()
ATTRIBUTIVE = frozenset("nvTj'")  # tags of what stands behind a name that only tells whose or what kind
PACTS = frozenset("accord agreement alliance convention pact protocol treaty".split())
ROLE_BEFORE = re.compile(rf"[nPjd'i]{{0,{MAX_ROLE_TOKENS}}}")  # read leftwards
ROLE_AFTER = re.compile(rf",[nPjd'i#cwazB]{{0,{MAX_ROLE_TOKENS - 1}}}")
OTHERS_BEFORE = frozenset(
    {"by", "with", "from", "between", "against"}
)  # what stands before these tells of somebody else
NOT_PEOPLE = BODIES | POWERS
MAX_PEOPLE = 300  # named in one text; a list of all members of a parliament holds no more that speak


@dataclass(slots=True)
class Person:
    """A person named in full: where first, and the name; what the text tells of him or her is read when asked for."""

    place: int
    name: str
    reading: Reading
    described: tuple[frozenset[str], str] | None = None

    @property
    def role(self) -> frozenset[str]:
        """The folded words that describe him or her."""
        return self._describe()[0]

    @property
    def gender(self) -> str:
        """One of "m" and "f" if the text tells."""
        return self._describe()[1]

    def _describe(self) -> tuple[frozenset[str], str]:
        """Return role and gender, by the words around the name."""
        if self.described is None:
            role = _role(self.reading, self.place, self.place + self.name.count(" ") + 1)
            gender = "m" if role & MALE else "f" if _is_female(role, self.reading.lang) else ""
            self.described = role - GENERIC_ROLE_WORDS, gender
        return self.described


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and bodies that a text names, and where people are its subjects."""

    people: dict[str, Person]  # by name, in order of their first mention
    surnames: dict[str, str]  # the name of the first of them with each last word
    bodies: dict[str, str]  # by folded last word: the fullest name of the body first named with it
    subjects: list[tuple[int, Person, str]]  # where each name stands, whose it is, and the word behind it
    pairs: list[tuple[int, str]]  # two people who act together, as the text has them
    places: frozenset[str]  # folded names that the text sets things "in", or speaks of as having ministers


def find_cast(reading: Reading) -> Cast:
    """Return the people and bodies that the text names in full, in order of their first mention."""
    tokens, tags = reading.tokens, reading.tokens.tags
    people: dict[str, Person] = {}
    bodies: dict[str, str] = {}
    subjects: list[tuple[int, Person, str]] = []
    surnames: dict[str, Person] = {}
    runs = [match.span() for match in NAME.finditer(tags)]
    places = _places(reading, [first for first, last in runs if last - first == 1])
    for first, last in runs:
        is_subject = tags[last : last + 1] in SUBJECT_AFTER
        if not is_subject and last - first == 1:
            continue
        end = plain(tokens.words[last - 1])
        if last - first > 1:
            if end in NOT_PEOPLE or end in places:
                name = tokens.phrase(first, last)
                bodies.setdefault(end if end not in places else plain(tokens.words[first]), name)
                continue
            name = _plain_name(tokens.phrase(first, last))
            is_whole = " " in name or (name and plain(tokens.words[first]) in TITLES)
            is_new = is_whole and name not in people and len(people) < MAX_PEOPLE
            if is_new and not _is_thing(reading, first, last, name):
                people[name] = Person(last - name.count(" ") - 1, name, reading)
                surnames.setdefault(end, people[name])
        if is_subject and end in surnames:
            subjects.append((first, surnames[end], tokens.words[last]))
    return Cast(people, _first_bearers(people), bodies, subjects, _pairs(reading), places)


def _is_thing(reading: Reading, first: int, last: int, name: str) -> bool:
    """Return whether a run of capitals names a thing: "the Quay Charter", "Harbour Pact"; not "the Osk campaign"."""
    tokens = reading.tokens
    if tokens.words[last - 1] in PACTS:
        return True
    is_by_itself = tokens.tags[last : last + 1] not in ATTRIBUTIVE
    return is_by_itself and first > 0 and tokens.words[first - 1] == "the" and name.count(" ") == last - first - 1


def is_part_of_name(word: str, cast: Cast) -> bool:
    """Return whether a folded word is part of somebody's name."""
    return any(word == plain(part) for name in cast.people for part in name.split())


def _first_bearers(names: Iterable[str]) -> dict[str, str]:
    """Return the first of the names with each last word."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.rpartition(" ")[2], name)
    return found


def _pairs(reading: Reading) -> list[tuple[int, str]]:
    """Return the pairs of full names that are subjects: "Ana Ruiz and Lennart Osk wrote"."""
    tokens = reading.tokens
    if "PcPP" not in tokens.tags:
        return []
    return [(match.start(), tokens.phrase(*match.span())) for match in PAIR.finditer(tokens.tags)]


def _places(reading: Reading, lone: list[int]) -> frozenset[str]:
    """Return those of the `lone` names, folded, that the text sets things "in" or gives a government."""
    words, tags = reading.tokens.words, reading.tokens.tags
    found = set()
    for place in lone:
        if tags[place + 1 : place + 2] == "'":
            is_place = not GOVERNING.isdisjoint(words[place + 2 : place + 6])
        else:
            is_place = words[place - 1] in SITES or (tags[place - 1] == "j" and words[place - 2] in SITES)
        if is_place:
            found.add(plain(words[place]))
    return frozenset(found)


def _is_female(role: frozenset[str], lang: str) -> bool:
    """Return whether the words around a name tell of a woman; German offices end in "-in" for women."""
    return bool(role & FEMALE) or (lang == "de" and any(word.endswith("in") and is_role(word) for word in role))


@lru_cache(maxsize=1 << 14)
def _plain_name(phrase: str) -> str:
    """Return the name at the end of a run of capitals, or an empty string."""
    return person_name(phrase.split()) or ""


def _role(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the words around a name that describe who it is."""
    words, tags, mirrored = reading.tokens.words, reading.tokens.tags, reading.mirrored
    before = ROLE_BEFORE.match(mirrored, len(mirrored) - first)
    start = len(mirrored) - before.end() if before else first
    while not OTHERS_BEFORE.isdisjoint(words[start:first]):
        start += 1
    around = words[start:first]
    after = ROLE_AFTER.match(tags, last) if tags.startswith(",", last) else None
    if after:
        around += words[last + 1 : after.end()]
    return frozenset(map(plain, around)) if around else NO_WORDS

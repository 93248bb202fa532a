"""Whom a source's words stand for: the first full name for a surname, a name for "he" or "the minister"."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from dedup.lexicon import read_lines
from dedup.names import same_name
from scoring.attribution.draft import Run
from scoring.attribution.reading import Reading
from scoring.attribution.source_types import Description, lexicon, person_name, plain

NAME = re.compile(r"P(?:-?P){0,9}")
SUBJECT_AFTER = re.compile(r"[,mBazev'r]")
SINGULAR = {
    "he": "m",
    "his": "m",
    "him": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "herself": "f",
    "i": "",
    "who": "",
}
PLURAL = frozenset("they their them we both".split())
NEUTRAL = frozenset("it its which that".split())
MALE = frozenset("mr spokesman chairman congressman businessman herr".split())
FEMALE = frozenset("mrs ms spokeswoman chairwoman congresswoman businesswoman actress frau mme".split())
DEFINITE = frozenset("the his her its their".split())
GENERIC_ROLE_WORDS = frozenset(
    """a an the of for in and or top senior high-ranking leading former official officials 's his her its their who
    is was on at to s chief deputy""".split()
)
MAX_ROLE_TOKENS = 14
MAX_SENTENCES_APART = 3  # between "a security official" and the sentence that names him
MAX_PEOPLE = 300  # named in one text; a list of all members of a parliament holds no more that speak
MAX_BACK = 40  # sources looked back at for a pronoun
MIN_SOUND_CHARS = 4  # shorter names have no room for another spelling


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in full: where first, the name, the folded words that describe him or her, "m" or "f" if told."""

    place: int
    name: str
    role: frozenset[str]
    gender: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as it stands in the text: its tokens, its words, and what they tell by themselves."""

    run: Run
    words: str
    description: Description
    cue: str = ""  # the word that ties the source to what it says


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention stands for: the name, if any, and the source type."""

    name: str | None
    source_type: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and bodies that a text names, and where people are its subjects."""

    people: list[Person]
    bodies: dict[str, str]  # by folded last word: the fullest name of the body first named with it
    subjects: list[tuple[int, Person]]
    acts: frozenset[tuple[str, str]]  # the people, by name, with the words that follow their names


def find_cast(reading: Reading) -> Cast:
    """Return the people and bodies that the text names in full, in order of their first mention."""
    tokens = reading.tokens
    people: dict[str, Person] = {}
    bodies: dict[str, str] = {}
    subjects: list[tuple[int, Person]] = []
    surnames: dict[str, Person] = {}
    acts: set[tuple[str, str]] = set()
    for match in NAME.finditer(tokens.tags):
        first, last = match.span()
        end = plain(tokens.words[last - 1])
        if last - first > 1:
            if end in lexicon("organisations") or end in lexicon("powers"):
                span = tokens.span(first, last)
                bodies.setdefault(end, tokens.text[span.start : span.end])
                continue
            person = _person(reading, first, last)
            if person and person.name not in people and len(people) < MAX_PEOPLE:
                people[person.name] = person
                surnames.setdefault(end, person)
        if end in surnames and SUBJECT_AFTER.match(tokens.tags, last):
            subjects.append((first, surnames[end]))
            acts.add((surnames[end].name, tokens.words[last]))
    return Cast(list(people.values()), bodies, subjects, frozenset(acts))


def _person(reading: Reading, first: int, last: int) -> Person | None:
    """Return the person whom a run of capitals names in full, without titles and offices before the name."""
    tokens = reading.tokens
    name = _plain_name(tokens.text[tokens.starts[first] : tokens.ends[last - 1]])
    n_words = len(name.split())
    if n_words <= 1:
        return None
    role = _role(reading, last - n_words, last)
    gender = "m" if role & MALE else "f" if role & FEMALE else ""
    return Person(last - n_words, name, role - GENERIC_ROLE_WORDS, gender)


@lru_cache(maxsize=1 << 14)
def _plain_name(phrase: str) -> str:
    """Return the name at the end of a run of capitals, or an empty string."""
    return person_name(phrase.split()) or ""


def _role(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the words around a name that describe who it is."""
    tokens = reading.tokens
    start = first
    while start > 0 and first - start < MAX_ROLE_TOKENS and tokens.tags[start - 1] in "nPjd'i":
        if tokens.words[start - 1] in {"by", "with", "from", "between", "against"}:
            break
        start -= 1
    end = last
    if tokens.tags[last : last + 1] == ",":
        end = last + 1
        while end < len(tokens.tags) and end - last < MAX_ROLE_TOKENS and tokens.tags[end] in "nPjd'i#cwazB":
            end += 1
    return frozenset(plain(word) for word in (*tokens.words[start:first], *tokens.words[last + 1 : end]))


def resolve(reading: Reading, mentions: list[Mention]) -> list[Referent]:
    """Return the referent of each mention, in the order given; mentions stand in order of the text."""
    cast = find_cast(reading)
    heads = [first for first, _ in reading.bounds]
    found: list[Referent] = []
    for number, mention in enumerate(mentions):
        referent = _resolve_one(mention, cast, heads, mentions, found)
        if _introduces(mentions, found, number, referent, cast):
            found[-1] = Referent(referent.name, "named_individual")
        found.append(referent)
    return found


def _introduces(mentions: list[Mention], found: list[Referent], number: int, referent: Referent, cast: Cast) -> bool:
    """Return whether a surname out of nowhere names the office holder heard just before: "the spokesman ... Osk said"."""
    if not found or found[-1].source_type != "unnamed_individual" or referent.source_type != "named_individual":
        return False
    name = referent.name or " "
    is_bare = " " not in name and all(name not in person.name for person in cast.people)
    words = {plain(word) for word in mentions[number - 1].words.split()}
    is_first = all(earlier.name != referent.name for earlier in found[-MAX_BACK:])
    return is_bare and is_first and bool(words & frozenset(read_lines("unique_roles")))


def _resolve_one(
    mention: Mention, cast: Cast, heads: list[int], mentions: list[Mention], known: list[Referent]
) -> Referent:
    """Return the referent of one mention, given those before it."""
    source_type, name = mention.description.source_type, mention.description.name
    if source_type is None:
        return _resolve_pronoun(mention, cast, mentions, known)
    if source_type == "named_individual":
        return Referent(_full_name(name or mention.words, cast), source_type)
    if source_type == "unnamed_individual":
        person = _by_role(mention, cast, heads)
        return Referent(person.name, "named_individual") if person else Referent(None, source_type)
    if source_type == "organisation":
        words = mention.words.split()
        generic = len(words) == 2 and words[0].lower() == "the" and words[1].islower()  # noqa: PLR2004 - "the agency"
        return Referent(cast.bodies.get(words[1], mention.words) if generic else mention.words, source_type)
    if source_type == "unnamed_group" and mention.words.lower().startswith("the "):
        return _named_before(mention, mentions, known)
    return Referent(mention.words if source_type == "named_group" else None, source_type)


def _named_before(mention: Mention, mentions: list[Mention], known: list[Referent]) -> Referent:
    """Return the named group that "the lawyers" takes up: the last one with the same noun, or an unnamed group."""
    head = mention.words.rsplit(maxsplit=1)[-1]
    for back in range(len(known) - 1, max(-1, len(known) - 1 - MAX_BACK), -1):
        if known[back].source_type == "named_group" and mentions[back].words.endswith(head):
            return known[back]
    return Referent(None, "unnamed_group")


def _resolve_pronoun(mention: Mention, cast: Cast, mentions: list[Mention], known: list[Referent]) -> Referent:
    """Return the referent of a pronoun: the last source of its kind, or a person who was the subject since."""
    word = mention.words.lower().split()[0] if mention.words else ""
    kinds = {"named_individual", "unnamed_individual"}
    if word in PLURAL:
        kinds = {"named_group", "unnamed_group", "organisation"}
    elif word in NEUTRAL:
        kinds = {"organisation", "document", "poll", "database", "named_group"}
    place, chosen = -1, None
    for back in range(len(known) - 1, max(-1, len(known) - 1 - MAX_BACK), -1):
        if known[back].source_type in kinds and _fits(known[back], word, cast):
            place, chosen = mentions[back].run[0], known[back]
            break
    if word in SINGULAR:
        last = bisect_left(cast.subjects, mention.run[0], key=lambda subject: subject[0])
        for begin, person in reversed(cast.subjects[max(0, last - 8) : last]):
            if begin > place and person.gender in {"", SINGULAR[word]}:
                return Referent(person.name, "named_individual")
    if chosen:
        return chosen
    return Referent(
        None, "unnamed_group" if word in PLURAL else "organisation" if word in NEUTRAL else "unnamed_individual"
    )


def _fits(referent: Referent, word: str, cast: Cast) -> bool:
    """Return whether nothing told of the person's gender speaks against the pronoun."""
    wanted = SINGULAR.get(word, "")
    gender = next((person.gender for person in cast.people if person.name == referent.name), "")
    return not wanted or gender in {"", wanted}


def _full_name(name: str, cast: Cast) -> str:
    """Return the full name of the first person who bears `name`, in this spelling or another."""
    last = name.rsplit(maxsplit=1)[-1]
    for person in cast.people:
        if person.name == name or person.name.split()[-1] == last:
            return person.name
    if len(last) >= MIN_SOUND_CHARS:
        for person in cast.people:
            if _same_surname(person.name.split()[-1], last):
                return person.name
    return name


@lru_cache(maxsize=1 << 16)
def _same_surname(one: str, other: str) -> bool:
    return same_name(one, other)


def _by_role(mention: Mention, cast: Cast, heads: list[int]) -> Person | None:
    """Return the person whom the mention describes: "the minister", or "a top security official" named close by or doing the same."""
    words = [plain(word) for word in re.findall(r"[\w'’-]+", mention.words)[:MAX_ROLE_TOKENS]]
    offices = frozenset(words) & lexicon("roles")
    telling = frozenset(words) - GENERIC_ROLE_WORDS - offices
    here = bisect_right(heads, mention.run[0])
    if words and words[0] in DEFINITE:
        earlier = [person for person in cast.people if person.place < mention.run[0] and offices & person.role]
        return next(
            (person for person in reversed(earlier) if telling <= person.role), earlier[-1] if earlier else None
        )
    if "official" not in words:
        return None
    near = [person for place, person in cast.subjects if abs(bisect_right(heads, place) - here) <= MAX_SENTENCES_APART]
    same = [person for person in cast.people if (person.name, mention.cue) in cast.acts]
    return next((person for person in (*near, *same) if telling & person.role - lexicon("powers")), None)

"""Whom a source's words stand for: the first full name for a surname, a name for "he" or "the minister"."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from dedup.lexicon import read_lines
from dedup.names import same_name
from dedup.text.folding import fold_str
from scoring.attribution.cast import GENERIC_ROLE_WORDS, MAX_ROLE_TOKENS, Cast, Person, find_cast, is_part_of_name
from scoring.attribution.draft import Run
from scoring.attribution.reading import Reading
from scoring.attribution.source_types import POWERS, ROLES, WRITTEN, Description, plain

PAPER_TAIL = re.compile(r",|\s(?:seen|published|released|obtained|written|sent)\b")
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
    **dict.fromkeys(("er", "il", "él"), "m"),
    **dict.fromkeys(("sie", "elle", "ella"), "f"),
}
PLURAL = frozenset("they their them we both".split())
NEUTRAL = frozenset("it its which that".split())
OWNERS = frozenset("his her their my our".split())  # "he" is not "his boss"
DEFINITE = frozenset("the his her its their".split())
UNIQUE_ROLE = re.compile(rf"\b(?:{'|'.join(read_lines('unique_roles'))})\b")
MAX_SENTENCES_APART = 3  # between "a security official" and the sentence that names him
MAX_BACK = 40  # sources looked back at for a pronoun
MIN_RATIO = 50.0  # of letters in common, of 100: Yeltsin and Jelzin have 62, Khrushchev and Chruschtschow 61
MIN_SOUND_CHARS = 4  # shorter names have no room for another spelling


@dataclass(slots=True)
class Mention:
    """A source as it stands in the text: its tokens, its words, and what they tell by themselves."""

    run: Run
    words: str
    description: Description
    cue: str = ""  # the word that ties the source to what it says


@dataclass(slots=True)
class Referent:
    """Whom a mention stands for: the name, if any, and the source type."""

    name: str | None
    source_type: str


def resolve(reading: Reading, mentions: list[Mention]) -> list[Referent]:
    """Return the referent of each mention, in the order given; mentions stand in order of the text."""
    cast = find_cast(reading)
    heads = [first for first, _ in reading.bounds]
    found: list[Referent] = []
    for number, mention in enumerate(mentions):
        referent = _resolve_one(mention, cast, heads, mentions, found)
        is_named_after_office = (
            referent.source_type == "named_individual" and found and found[-1].source_type == "unnamed_individual"
        )
        if is_named_after_office and _introduces(mentions, found, number, referent, cast):
            found[-1] = Referent(referent.name, "named_individual")
        found.append(referent)
    return found


def _introduces(mentions: list[Mention], found: list[Referent], number: int, referent: Referent, cast: Cast) -> bool:
    """Return whether a surname out of nowhere names the office holder heard just before: "the spokesman ... Osk said"."""
    name, before = referent.name or " ", fold_str(mentions[number - 1].words)
    is_bare = " " not in name and all(name not in full for full in cast.people)
    here = mentions[number].run[0]
    is_told = before.split()[0] in DEFINITE and any(
        not person.role and person.place == here for person in cast.people.values()
    )
    is_first = all(earlier.name != referent.name for earlier in found[-MAX_BACK:])
    return ((is_bare and is_first) or is_told) and UNIQUE_ROLE.search(before) is not None


def _resolve_one(
    mention: Mention, cast: Cast, heads: list[int], mentions: list[Mention], known: list[Referent]
) -> Referent:
    """Return the referent of one mention, given those before it."""
    source_type = mention.description.source_type
    if source_type is None:
        return _resolve_pronoun(mention, cast, mentions, known)
    if source_type == "named_individual":
        return _resolve_name(mention, cast)
    if source_type == "unnamed_individual":
        person = _by_role(mention, cast, heads)
        return Referent(person.name, "named_individual") if person else Referent(None, source_type)
    if source_type == "organisation" or source_type in WRITTEN:
        return Referent(_name_of_thing(mention, cast), source_type)
    if source_type == "unnamed_group" and mention.words.lower().startswith("the "):
        return _named_before(mention, mentions, known)
    return Referent(mention.words if source_type == "named_group" else None, source_type)


def _resolve_name(mention: Mention, cast: Cast) -> Referent:
    """Return the referent of a name: a person, or a place or body that this text knows by one word."""
    if " " not in mention.words:
        name = plain(mention.words)
        if (name in cast.places or name in cast.bodies) and not is_part_of_name(name, cast):
            return Referent(mention.words, "organisation")
    return Referent(_full_name(mention.description.name or mention.words, cast), "named_individual")


def _name_of_thing(mention: Mention, cast: Cast) -> str:
    """Return the name of a body or paper: its words, those of the body that "the agency" takes up, or a paper's title."""
    words = mention.words.split()
    if mention.description.source_type in WRITTEN:
        return PAPER_TAIL.split(mention.words, maxsplit=1)[0]
    is_taken_up = len(words) == 2 and words[0].lower() == "the" and words[1].islower()  # noqa: PLR2004 - "the agency"
    return cast.bodies.get(words[1], mention.words) if is_taken_up else mention.words


def _named_before(mention: Mention, mentions: list[Mention], known: list[Referent]) -> Referent:
    """Return the named group that "the lawyers" takes up: the last one with the same noun, or an unnamed group."""
    head = mention.words.rsplit(maxsplit=1)[-1]
    for back in range(len(known) - 1, max(-1, len(known) - 1 - MAX_BACK), -1):
        if known[back].source_type == "named_group" and mentions[back].words.partition(",")[0].endswith(head):
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
        if (
            known[back].source_type in kinds
            and _fits(known[back], word, cast)
            and not _is_owned(mentions[back], known[back])
        ):
            place, chosen = mentions[back].run[0], known[back]
            break
    if word in SINGULAR:
        last = bisect_left(cast.subjects, mention.run[0], key=lambda subject: subject[0])
        for begin, person, _ in reversed(cast.subjects[max(0, last - 8) : last]):
            if begin > place and person.gender in {"", SINGULAR[word]}:
                return Referent(person.name, "named_individual")
    if word in PLURAL:
        pairs = [words for begin, words in cast.pairs if place < begin < mention.run[0]]
        chosen = Referent(pairs[-1], "named_group") if pairs else chosen
    if chosen:
        return chosen
    return Referent(
        None, "unnamed_group" if word in PLURAL else "organisation" if word in NEUTRAL else "unnamed_individual"
    )


def _is_owned(mention: Mention, referent: Referent) -> bool:
    """Return whether the mention is of somebody's own people, "his lawyer", and nobody knows their name."""
    return referent.name is None and mention.words.partition(" ")[0].lower() in OWNERS


def _fits(referent: Referent, word: str, cast: Cast) -> bool:
    """Return whether nothing told of the person's gender speaks against the pronoun."""
    wanted = SINGULAR.get(word, "")
    person = cast.people.get(referent.name or "")
    return not wanted or person is None or person.gender in {"", wanted}


def _full_name(name: str, cast: Cast) -> str:
    """Return the full name of the first person who bears `name`, in this spelling or another."""
    last = name.rsplit(maxsplit=1)[-1]
    full = cast.surnames.get(last)
    if full or len(last) < MIN_SOUND_CHARS:
        return full or name
    return next((full for surname, full in cast.surnames.items() if _same_surname(surname, last)), name)


@lru_cache(maxsize=1 << 16)
def _same_surname(one: str, other: str) -> bool:
    """Return whether two surnames are spellings of one; those with few letters in common are told apart at a glance."""
    return fuzz.ratio(one.lower(), other.lower(), score_cutoff=MIN_RATIO) > 0 and same_name(one, other)


def _by_role(mention: Mention, cast: Cast, heads: list[int]) -> Person | None:
    """Return the person whom the mention describes: "the minister", or "a top security official" named close by or doing the same."""
    words = [plain(word) for word in re.findall(r"[\w'’-]+", mention.words)[:MAX_ROLE_TOKENS]]
    offices = frozenset(words) & ROLES
    telling = frozenset(words) - GENERIC_ROLE_WORDS - offices
    here = bisect_right(heads, mention.run[0])
    if words and words[0] in DEFINITE:
        people = cast.people.values() if offices else ()
        earlier = [person for person in people if person.place < mention.run[0] and offices & person.role]
        return next(
            (person for person in reversed(earlier) if telling <= person.role), earlier[-1] if earlier else None
        )
    if "official" not in words:
        return None
    near = [
        person for place, person, _ in cast.subjects if abs(bisect_right(heads, place) - here) <= MAX_SENTENCES_APART
    ]
    same_act = {person.name for _, person, act in cast.subjects if act == mention.cue}
    same = [person for person in cast.people.values() if person.name in same_act]
    return next((person for person in (*near, *same) if telling & person.role - POWERS), None)

"""Phrases, read off the tags: the noun phrase that ends or begins somewhere, and the group of a verb."""

import re

# Read leftwards: a head noun with what stands before it; then the phrases that prepositions, "to" or "and" hang on it.
_MODIFIER_BACK = r"(?:[nPg#'&]|j(?:cj)?r?|e(?=[jrd#'q]))"
_NOUN_BACK = rf"(?:[nP#](?:{_MODIFIER_BACK}|-(?=[nP])){{0,12}}[dq]{{0,2}}|[dqpo])"
NOUN_PHRASE_BACK = re.compile(rf"{_NOUN_BACK}(?:(?:i|tj|t(?=P)){_NOUN_BACK}){{0,4}}")
_ASIDE_BACK = r"[nPTdqj#']{1,6}[is](?=[rx]{0,2}a)"  # "has over the past decade backed", "has since 2019 denied"
VERB_GROUP_BACK = re.compile(rf"(?:[rxmBa]|j(?=a)|#?T{{1,3}}#?i?|{_ASIDE_BACK}){{0,8}}")
BEFORE_GROUPS = frozenset('pwoh,"ctb')  # tags of what is never part of one: most subjects, told at a glance
# Read rightwards.
_MODIFIER = r"(?:[nPg#'&]|r?j(?:cj)?|-(?=[nP])|(?<=[jrd#'q])e)"
_NOUN = rf"(?:[dq]{{0,2}}{_MODIFIER}{{0,12}}(?<=[nP#'])|[pqo]|d)"
NOUN_PHRASE = re.compile(rf"{_NOUN}(?:(?:i|(?<=j)t){_NOUN}){{0,4}}")
PERSON_PHRASE = re.compile(rf"{_NOUN}(?:i{_NOUN}){{0,2}}")
PERSON_HEAD = re.compile(_NOUN)
FINITE = re.compile(r"[mBazev]")
MAIN_VERB = re.compile(r"[rxT]{0,3}[mBaez]")
TIME = re.compile(r"i?#?T{1,3}#?")
ADVERBIALS = re.compile(r"(?:r|i?T{1,3}#?(?:,#(?!T))?){0,5}")
ADVERBIAL_OPENERS = frozenset("riT")
MAX_PARENTHESIS = 10  # tokens in brackets between a name and its verb: "Osk (L-Ansel)"


def noun_phrase_before(mirrored: str, end: int) -> int:
    """Return the first token of the noun phrase whose last token is `end - 1`, or `end` where there is none.

    >>> tags = "idndnPz"  # in the speech the mayor Osk says
    >>> noun_phrase_before(tags[::-1], 6)
    3
    """
    length = len(mirrored)
    place = length - end
    if end > 0 and mirrored[place] == ")":
        opening = mirrored.find("(", place, place + MAX_PARENTHESIS)
        place = opening + 1 if opening > 0 else place
    match = NOUN_PHRASE_BACK.match(mirrored, place)
    return length - match.end() if match else end


def noun_phrase_after(tags: str, start: int, last: int) -> int:
    """Return the end of the noun phrase that begins at `start`, or `start` where there is none.

    >>> noun_phrase_after("zdjnin.", 1, 7)
    6
    """
    match = NOUN_PHRASE.match(tags, start, last)
    return match.end() if match else start


def verb_group_before(mirrored: str, verb: int) -> int:
    """Return the first of the auxiliaries, adverbs and days before the verb at `verb`.

    >>> verb_group_before("Pare"[::-1], 3)
    1
    """
    place = len(mirrored) - verb
    if mirrored[place : place + 1] in BEFORE_GROUPS:
        return verb
    match = VERB_GROUP_BACK.match(mirrored, place)
    return len(mirrored) - match.end() if match else verb


def after_time(tags: str, start: int, last: int) -> int:
    """Return the end of the day or time that begins at `start`.

    >>> after_time("PiTez", 1, 3)
    3
    """
    match = TIME.match(tags, start, last)
    return match.end() if match else start


def skip_adverbials(tags: str, start: int, last: int) -> int:
    """Return the end of the adverbs and times that begin at `start`.

    >>> skip_adverbials("eiThp", 1, 5)
    3
    """
    if tags[start : start + 1] not in ADVERBIAL_OPENERS:
        return start
    match = ADVERBIALS.match(tags, start, last)
    return match.end() if match else start

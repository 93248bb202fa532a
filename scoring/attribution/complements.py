"""What a cue takes to its right: a quote, a clause, an infinitive, a thing."""

from collections.abc import Callable
from functools import cache

from scoring.attribution.boundaries import clause_end, holds_verb, infinitive_end, thing_end
from scoring.attribution.cues import PREPOSITIONS, Sense
from scoring.attribution.draft import Complement
from scoring.attribution.phrases import FINITE, PERSON_HEAD, PERSON_PHRASE, noun_phrase_after, skip_adverbials
from scoring.attribution.reading import Reading

MAX_DETOUR = 14  # tokens between a verb and the "that" that belongs to it: "told a crowd in Ansel on Monday that"
CLEFTS = frozenset({"all", "what"})  # "What he confirmed to us was that"
SPEAKING = Sense("verb", frozenset({"quote"}), is_speech=True)
QUOTE_OPENERS = frozenset(",:-\"'‹›「『‘‚")
CLAUSE_OPENERS = frozenset('dqpPnj#"gro')
THING_OPENERS = frozenset('dqpoPnj#ge"w')
ANY_TAG = frozenset[str]()
Rule = Callable[[Reading, Sense, int, int, int], Complement | None]


def complement(reading: Reading, sense: Sense, end: int, last: int) -> Complement | None:
    """Return what the cue that ends at `end` takes in its sentence, which ends at `last`."""
    tags = reading.tokens.tags
    start = skip_adverbials(tags, end, last)
    start += tags.startswith(",h", start)  # German sets a comma before its "that"
    if start < last and reading.tokens.words[start] == "according":
        start = skip_adverbials(tags, noun_phrase_after(tags, start + 2, last), last)
    places = [*_after_person(reading, start, last), start] if "person" in sense.takes else [start]
    for place in places:
        for read in _rules_for(sense.takes, tags[place]) if place < last else ():
            found = read(reading, sense, end, place, last)
            if found:
                return found
    return None


def _after_person(reading: Reading, place: int, last: int) -> list[int]:
    """Return where the addressee at `place` may end, longest first; nothing where a clause begins there."""
    tags = reading.tokens.tags
    ends: list[int] = []
    for phrase in (PERSON_PHRASE, PERSON_HEAD):
        match = phrase.match(tags, place, last)
        if match and not (tags[place] == "p" and FINITE.match(tags, match.end(), last)):
            end = skip_adverbials(tags, match.end(), last)
            if end < last and tags[end] in 'hwt":,dqpiPo#nj':
                ends.append(end)
    return ends


def _quote(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the quote that stands at `place`, after a colon or a comma or without; or all that follows a colon."""
    tags = reading.tokens.tags
    mark = place
    while mark < min(last, place + 2) and tags[mark] in ",:-":
        mark += 1
    number = reading.quote_of[mark] if mark < len(reading.quote_of) else -1
    if number < 0:
        is_open = tags[place] == ":" and place + 1 < last
        return Complement(end, (place + 1, last)) if is_open else None
    first, close = reading.quote_bounds[number]
    is_speech = reading.quotes[number].shape == "utterance" or tags[place] in ",:"
    if first != mark or (mark >= last and tags[place] != ":") or not (is_speech or "clause" not in sense.takes):
        return None
    return Complement(end, (first, close), is_quote=True)


def _that(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause that "that" or a question word opens at `place`."""
    tags, word = reading.tokens.tags, reading.tokens.words[place]
    if tags[place] == "s" and word != "if":
        return None
    if sense.part == "noun" and tags[place] == "h" and FINITE.match(tags, place + 1, last):
        return None  # a signal that reverberates
    if sense.part == "noun" and tags[place] == "w" and word not in {"whether", "how", "why"}:
        return None
    return Complement(end, (place, clause_end(reading, place, last)))


def _infinitive(reading: Reading, _sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the infinitive at `place`."""
    tags = reading.tokens.tags
    place += tags[place] == "x"
    if place + 1 >= last or tags[place] != "t" or tags[place + 1] in "dPpoq":
        return None
    return Complement(end, (place, infinitive_end(reading, place, last)))


def _figure(reading: Reading, _sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the thing and its number: "put the cost at 11 million"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    for at in range(place + 1, min(place + MAX_DETOUR, last - 1)):
        if words[at] == "at" and "#" in tags[at + 1 : at + 3]:
            return Complement(end, (place, clause_end(reading, at + 1, last)))
    return None


def _preposition(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return what follows the preposition that belongs to the cue."""
    tags, word = reading.tokens.tags, reading.tokens.words[place]
    if word not in sense.takes or word not in PREPOSITIONS or place + 1 >= last:
        return None
    if place - end > MAX_DETOUR or (word == "to" and "person" in sense.takes):
        return None
    if tags[place + 1] not in THING_OPENERS | {"g"} or (word == "to" and tags[place + 1] not in "dPponq"):
        return None
    ending = clause_end if tags[place + 1] in "gw" else thing_end
    return Complement(place + 1, (place + 1, ending(reading, place + 1, last)))


def _plea(reading: Reading, _sense: Sense, _end: int, place: int, last: int) -> Complement | None:
    """Return whom somebody appeals to, and for what: "to the governor for help"."""
    if place + 1 >= last or reading.tokens.words[place] != "to" or reading.tokens.tags[place + 1] not in "dqpoPnj#":
        return None
    return Complement(place + 1, (place + 1, thing_end(reading, place + 1, last)))


def _clause(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause without "that" at `place`; it has a verb of its own, or opens with a quote."""
    tags = reading.tokens.tags
    if sense.part == "noun":
        return None
    stop = clause_end(reading, place, last)
    if tags[place] not in '"p' and not holds_verb(reading, place, stop):
        return None
    after = noun_phrase_after(tags, place, stop)
    if tags[after : after + 2] in {"ce", "cz"}:  # denied the charges and accused
        return None
    return Complement(end, (place, stop))


def _thing(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the thing at `place`; where a colon follows, "echoed a theme: ...", what stands after it."""
    tags = reading.tokens.tags
    if "naming" in sense.takes or tags[place] == "w":
        return Complement(end, (place, clause_end(reading, place, last)))
    stop = thing_end(reading, place, last)
    if "portrait" in sense.takes and "as" not in reading.tokens.words[place:stop]:
        return None
    if sense.is_speech and tags[stop : stop + 1] == ":":
        return _quote(reading, SPEAKING, stop, stop, last) or (
            Complement(stop + 1, (stop + 1, last)) if stop + 1 < last else None
        )
    if "to" in sense.takes and tags[stop : stop + 1] == "t":  # expects him to go
        stop = infinitive_end(reading, stop, last)
    return Complement(end, (place, stop))


def _detour(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause or quote that comes after a phrase about place, time or audience."""
    tags = reading.tokens.tags
    for ahead in range(place + 1, min(place + MAX_DETOUR, last + 1)):
        if ahead == last or tags[ahead] == '"':
            is_marked = tags[ahead - 1] in ",:" and "quote" in sense.takes
            return _quote(reading, sense, end, ahead - 1, last) if is_marked else None
        if (
            tags[ahead] == "h"
            and (tags[place] in "it" or tags[ahead - 1] == ",")
            and not FINITE.match(tags, ahead + 1, last)
        ):
            return Complement(end, (ahead, clause_end(reading, ahead, last)))
        if tags[ahead : ahead + 2] == "Bh" and CLEFTS & set(reading.tokens.words[max(0, end - MAX_DETOUR) : end]):
            return Complement(end, (ahead + 1, clause_end(reading, ahead + 1, last)))
        if tags[ahead] in "mBazv;":
            break
    return _clause_after_setting(reading, sense, end, place, last)


def _clause_after_setting(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause that follows a phrase of place without "that": "said in an interview he would go"."""
    tags = reading.tokens.tags
    after = noun_phrase_after(tags, place + 1, last) if tags[place] == "i" else place
    is_clause = place + 1 < after < last and tags[after] in "dpPq"
    return _clause(reading, sense, end, after, last) if is_clause and {"after", "clause"} <= sense.takes else None


RULES: tuple[tuple[Rule, frozenset[str], frozenset[str]], ...] = (  # in order: each with what a cue must take for it,
    (_quote, frozenset({"quote"}), QUOTE_OPENERS),  # and the tags that can stand first
    (_that, frozenset({"that", "clause"}), frozenset("hws")),
    (_infinitive, frozenset({"to"}), frozenset("tx")),
    (_figure, frozenset({"figure"}), ANY_TAG),
    (_preposition, PREPOSITIONS, ANY_TAG),
    (_plea, frozenset({"plea"}), frozenset("t")),
    (_clause, frozenset({"clause"}), CLAUSE_OPENERS),
    (_thing, frozenset({"thing", "naming", "portrait"}), THING_OPENERS),
    (_detour, frozenset({"that", "clause", "quote"}), frozenset("itrT,dnPwg")),
)


@cache
def _rules_for(takes: frozenset[str], tag: str) -> tuple[Rule, ...]:
    """Return the rules that a cue with these complements can follow where the next token has this tag."""
    return tuple([rule for rule, needed, openers in RULES if takes & needed and (not openers or tag in openers)])

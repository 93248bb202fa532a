"""What a cue takes to its right: a quote, a clause, an infinitive, a thing."""

from scoring.attribution.boundaries import clause_end, thing_end
from scoring.attribution.cues import PREPOSITIONS, Sense
from scoring.attribution.draft import Complement
from scoring.attribution.phrases import ADDRESSEE, ADVERBIALS, FINITE
from scoring.attribution.reading import Reading

MAX_DETOUR = 14  # tokens between a verb and the "that" that belongs to it: "told a crowd in Ansel on Monday that"
CLAUSE_OPENERS = frozenset('dpPnj#T"g')


def complement(reading: Reading, sense: Sense, end: int, last: int) -> Complement | None:
    """Return what the cue that ends at `end` takes in its sentence, which ends at `last`."""
    tags, words = reading.tokens.tags, reading.tokens.words
    place = _skip_adverbials(reading, end, last)
    if "person" in sense.takes:
        place = _skip_addressee(reading, place, last)
    if place >= last:
        return None
    return (
        _quote(reading, sense, end, place, last)
        or _that(reading, sense, end, place, last)
        or _infinitive(reading, sense, end, place, last)
        or _preposition(reading, sense, end, place, last)
        or _clause(reading, sense, end, place, last)
        or _thing(reading, sense, end, place, last)
        or _detour(reading, sense, end, place, last)
    )


def _skip_adverbials(reading: Reading, place: int, last: int) -> int:
    match = ADVERBIALS.match(reading.tokens.tags, place, last)
    return match.end() if match else place


def _skip_addressee(reading: Reading, place: int, last: int) -> int:
    """Return where the addressee at `place` ends, or `place` where a clause begins there."""
    tags = reading.tokens.tags
    match = ADDRESSEE.match(tags, place, last)
    if not match or match.end() >= last:
        return place
    end = _skip_adverbials(reading, match.end(), last)
    if end < last and tags[end] in 'hwt":,dpiPo#nj' and not (tags[place] == "p" and tags[end] in "mBavze"):
        return end
    return place


def _quote(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the quote that stands at `place`, after a colon or a comma or without."""
    if "quote" not in sense.takes:
        return None
    tags = reading.tokens.tags
    mark = place
    while mark < last and mark < place + 2 and tags[mark] in ",:-":
        mark += 1
    if mark >= len(tags) or reading.quote_of[mark] < 0 or mark >= last:
        if tags[place] == ":" and place + 1 < last:
            return Complement(end, (place + 1, last))
        return None
    number = reading.quote_of[mark]
    first, close = reading.quote_bounds[number]
    if first != mark or reading.quotes[number].shape != "utterance" and mark == place and "clause" in sense.takes:
        return None
    return Complement(end, (first, close), is_quote=True)


def _that(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause that "that" or a question word opens at `place`."""
    tags = reading.tokens.tags
    if not sense.takes & {"that", "clause"} or tags[place] not in "hw" and reading.tokens.words[place] != "if":
        return None
    if tags[place] == "w" and reading.tokens.words[place] in {"who", "which", "whose"} and sense.part == "noun":
        return None
    return Complement(end, (place, clause_end(reading, place, last)))


def _infinitive(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the infinitive at `place`."""
    tags = reading.tokens.tags
    if "to" not in sense.takes:
        return None
    if tags[place] == "x":
        place += 1
    if tags[place : place + 1] == "t" and tags[place + 1 : place + 2] not in {"d", "P", "p", "o"}:
        return Complement(end, (place, clause_end(reading, place, last)))
    return None


def _preposition(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return what follows the preposition that belongs to the cue."""
    word = reading.tokens.words[place]
    if word not in sense.takes or word not in PREPOSITIONS or place + 1 >= last or place > end + 4:
        return None
    if word == "to" and reading.tokens.tags[place + 1] not in "dPpong":
        return None
    return Complement(place + 1, (place + 1, thing_end(reading, place + 1, last)))


def _clause(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause without "that" at `place`; it has a verb of its own."""
    tags = reading.tokens.tags
    if "clause" not in sense.takes or sense.part == "noun" or tags[place] not in CLAUSE_OPENERS:
        return None
    if tags[place] == "T":
        return None
    stop = clause_end(reading, place, last)
    if not FINITE.search(tags, place, stop) and not (tags[place] == '"' or "thing" in sense.takes):
        return None
    return Complement(end, (place, stop))


def _thing(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the thing at `place`."""
    if "thing" not in sense.takes or reading.tokens.tags[place] not in 'dpoPnj#ge"w':
        return None
    return Complement(end, (place, thing_end(reading, place, last)))


def _detour(reading: Reading, sense: Sense, end: int, place: int, last: int) -> Complement | None:
    """Return the clause whose "that" comes after a phrase about place, time or audience."""
    tags = reading.tokens.tags
    if not sense.takes & {"that", "clause"} or tags[place] not in "it":
        return None
    for that in range(place + 1, min(place + MAX_DETOUR, last)):
        if tags[that] == "h":
            return Complement(end, (that, clause_end(reading, that, last)))
        if tags[that] in "mBazv;:":
            return None
    return None

"""Where a clause of content stops before its sentence does."""

import re

from scoring.attribution.cues import single_cues
from scoring.attribution.draft import Run
from scoring.attribution.phrases import ADVERBIALS, noun_phrase_after
from scoring.attribution.reading import Reading

STOPS = re.compile(r"[,;:\-cbs()]")
THING_STOPS = re.compile(r"[,;:\-(s]|[cb](?=[rxmBaev])|w")


def clause_end(reading: Reading, start: int, last: int) -> int:
    """Return the end of the clause of content that begins at `start` in a sentence that ends at `last`."""
    tags, words = reading.tokens.tags, reading.tokens.words
    for stop in STOPS.finditer(tags, start + 1, last):
        place = stop.start()
        if reading.quote_of[place] >= 0:
            continue
        if _breaks(reading, place, last):
            return place
    return last


def _breaks(reading: Reading, place: int, last: int) -> bool:
    """Return whether the comma or conjunction at `place` ends the content before it."""
    tags, words = reading.tokens.tags, reading.tokens.words
    mark = tags[place]
    after = place + 1
    if mark == "," and after < last:
        if words[after] == "according" or words[after] == "as" and is_parenthesis(reading, after + 1, last):
            return True
        skipped = after + (tags[after] in "rx")
        if tags[skipped : skipped + 1] == "g" and words[skipped] in single_cues():
            return True
        if tags[after] in "bc" and after + 1 < last:
            return (
                _begins_clause_with_cue(reading, after + 1, last)
                if tags[after] == "b" or words[after] == "and"
                else False
            )
        return is_parenthesis(reading, after, last)
    if mark == "c":
        return _coordinates_cue(reading, place + 1, last)
    if mark == "b":
        return words[place] == "but" and _coordinates_cue(reading, place + 1, last)
    return mark == ";"


def _coordinates_cue(reading: Reading, place: int, last: int) -> bool:
    """Return whether a finite cue in the past or third person stands at `place`, adverbs skipped."""
    tags, words = reading.tokens.tags, reading.tokens.words
    while place < last and tags[place] in "rxa":
        place += 1
    return place < last and tags[place] in "ez" and "verb" in single_cues().get(words[place], ())


def _begins_clause_with_cue(reading: Reading, place: int, last: int) -> bool:
    """Return whether a subject and a cue verb stand at `place`."""
    if _coordinates_cue(reading, place, last):
        return True
    tags, words = reading.tokens.tags, reading.tokens.words
    subject = noun_phrase_after(tags, place, last)
    if subject == place:
        return False
    while subject < last and tags[subject] in "rxaBmT":
        subject += 1
    return subject < last and tags[subject] in "vze" and "verb" in single_cues().get(words[subject], ())


def is_parenthesis(reading: Reading, place: int, last: int) -> bool:
    """Return whether "he said" or "said the mayor" stands at `place`, closed by a comma or the sentence's end."""
    tags, words = reading.tokens.tags, reading.tokens.words
    subject = noun_phrase_after(tags, place, last)
    if subject == place:
        return False
    while subject < last and tags[subject] in "rxa":
        subject += 1
    if subject >= last or tags[subject] not in "vze":
        return False
    sense = single_cues().get(words[subject], {}).get("verb")
    if sense is None or "after" not in sense.takes:
        return False
    end = ADVERBIALS.match(tags, subject + 1, last)
    place = end.end() if end else subject + 1
    return place >= last or tags[place] in ',."'


def thing_end(reading: Reading, start: int, last: int) -> int:
    """Return the end of the thing that begins at `start`: a noun phrase with what hangs on it."""
    for stop in THING_STOPS.finditer(reading.tokens.tags, start + 1, last):
        if reading.quote_of[stop.start()] < 0:
            return stop.start()
    return last


def trim(reading: Reading, run: Run) -> Run:
    """Return `run` without marks at its edges, quote marks excepted."""
    first, last = run
    tags = reading.tokens.tags
    while first < last and tags[first] in ",;:-.":
        first += 1
    while last > first and tags[last - 1] in ",;:-.<":
        last -= 1
    return first, last

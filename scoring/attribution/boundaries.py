"""Where the content stops before its sentence does."""

import re

from scoring.attribution.draft import Run
from scoring.attribution.phrases import FINITE, MAIN_VERB, noun_phrase_after, skip_adverbials
from scoring.attribution.reading import Reading

CLAUSE_STOPS = re.compile(r"[,;:\-cb]")
THING_STOPS = re.compile(r"[,;:\-(s]|[cb](?=[rxmBaev])|w|i?T")
NAME_STOPS = re.compile(r"[,;:\-(scbitw]")  # what ends "Osk" in "praised Osk in a speech"
SERIES = re.compile(
    r"(?:,[dq]{0,2}[jng#P']{1,8}){1,4},?c[dq]{0,2}[jng#P']{1,8}(?=[.,;i)])"
)  # ", abortion and gun control"
CONTRASTING = frozenset({"while", "although", "though", "whereas"})
CONJUNCTION = re.compile(r"[cb]")
EDGES = frozenset(",;:-.<")


def clause_end(reading: Reading, start: int, last: int) -> int:
    """Return the end of the clause of content that begins at `start` in a sentence that ends at `last`."""
    for stop in CLAUSE_STOPS.finditer(reading.tokens.tags, start + 1, last):
        place = stop.start()
        if reading.quote_of[place] < 0 and _breaks(reading, place, last):
            return place
    return last


def _breaks(reading: Reading, place: int, last: int) -> bool:
    """Return whether the mark or conjunction at `place` ends the content before it."""
    tags, after = reading.tokens.tags, place + 1
    if after >= last:
        return False
    if tags[place] in "cb":
        return _has_cue(reading, after, last)
    if tags[place] in ";:":
        return tags[place] == ";" or tags[after] == '"'
    if tags[place] == "-":
        return is_parenthesis(reading, after, last)
    return _breaks_at_comma(reading, after, last)


def _breaks_at_comma(reading: Reading, after: int, last: int) -> bool:
    """Return whether what follows a comma is no more of the content."""
    tags, words = reading.tokens.tags, reading.tokens.words
    if words[after] == "according" or (words[after] == "as" and is_parenthesis(reading, after + 1, last)):
        return True
    if words[after] in CONTRASTING or _is_comment(reading, after, last):
        return True
    participle = after + (tags[after] in "rx")
    if tags[participle] == "g" and words[participle] in reading.cues.singles:
        return True
    if tags[after] in "cb":
        return after + 1 < last and (_has_cue(reading, after + 1, last) or _has_cued_clause(reading, after + 1, last))
    return is_parenthesis(reading, after, last) or _has_spoken_clause(reading, after, last)


def _has_spoken_clause(reading: Reading, place: int, last: int) -> bool:
    """Return whether a subject that says something stands at `place`: ", 27 percent said"."""
    verb = noun_phrase_after(reading.tokens.tags, place, last)
    return place < verb < last and reading.tokens.words[verb] in {"said", "says", "say"}


def _is_comment(reading: Reading, after: int, last: int) -> bool:
    """Return whether the narrator's comment on what was said ends the sentence: ", a charge that he denied"."""
    is_last = reading.tokens.tags.find(",", after, last) < 0
    return is_last and reading.tokens.words[after] in {"a", "an", "another"}


def _has_cue(reading: Reading, place: int, last: int) -> bool:
    """Return whether a finite cue stands at `place`, adverbs and auxiliaries skipped."""
    tags, words = reading.tokens.tags, reading.tokens.words
    while place < last and tags[place] in "rxaT":
        place += 1
    if place >= last or tags[place] not in "ez":
        return False
    if tuple(words[place : place + 2]) in reading.cues.phrases:
        return True
    sense = reading.cues.verbs.get(words[place])
    return sense is not None and sense.is_speech


def _has_cued_clause(reading: Reading, place: int, last: int) -> bool:
    """Return whether a subject with a finite cue stands at `place`."""
    tags, words = reading.tokens.tags, reading.tokens.words
    end = noun_phrase_after(tags, place, last)
    if end == place:
        return False
    while end < last and tags[end] in "rxaBmT":
        end += 1
    end += 2 * (words[end : end + 2] == ["yet", "to"])
    return end < last and tags[end] in "vzeg" and words[end] in reading.cues.verbs


def is_parenthesis(reading: Reading, place: int, last: int) -> bool:
    """Return whether "he said" stands at `place`, closed by a comma or the sentence's end."""
    tags, words = reading.tokens.tags, reading.tokens.words
    verb = noun_phrase_after(tags, place, last)
    if verb == place:
        return False
    while verb < last and tags[verb] in "rxaT":
        verb += 1
    if verb >= last or tags[verb] not in "vze":
        return False
    sense = reading.cues.verbs.get(words[verb])
    if sense is None or "after" not in sense.takes:
        return False
    end = skip_adverbials(tags, verb + 1, last)
    return end >= last or tags[end] in ',."-'


def infinitive_end(reading: Reading, start: int, last: int) -> int:
    """Return the end of the infinitive at `start`: of its clause, or before "and she went"."""
    tags = reading.tokens.tags
    end = clause_end(reading, start, last)
    for stop in CONJUNCTION.finditer(tags, start + 1, end):
        is_second_verb = tags[stop.start() - 1] == "," and tags[stop.end() : stop.end() + 1] in {"e", "z"}
        if is_second_verb and "e" not in tags[start : stop.start()]:  # promised to stay, and stayed
            return stop.start() - 1
        subject = noun_phrase_after(tags, stop.end(), end)
        if subject > stop.end() and reading.quote_of[stop.start()] < 0 and MAIN_VERB.match(tags, subject, end):
            return stop.start()
    return end


def holds_verb(reading: Reading, first: int, last: int) -> bool:
    """Return whether a verb stands among the tokens; the verbs of languages other than English are not all known."""
    return reading.lang != "en" or FINITE.search(reading.tokens.tags, first, last) is not None


def thing_end(reading: Reading, start: int, last: int) -> int:
    """Return the end of the thing that begins at `start`: a noun phrase with what hangs on it."""
    tags = reading.tokens.tags
    is_name = tags[start] in "Ppo" and reading.tokens.words[start + 1 : start + 2] != ["of"]
    stops = NAME_STOPS if is_name else THING_STOPS
    begin = noun_phrase_after(tags, start, last) if is_name and tags[start] == "P" else start + 1
    if is_name and "'" in tags[start:begin]:  # Osk's set of plans
        stops = THING_STOPS
    free = 0
    for stop in stops.finditer(tags, max(begin, start + 1), last):
        place = stop.start()
        is_reason = is_name and reading.tokens.words[place] in {"for", "over"}  # praised Osk for
        if place < free or is_reason or reading.quote_of[place] >= 0:
            continue
        series = SERIES.match(tags, place, last)
        if series is None:
            return place
        free = series.end()
    return last


def main_clause_after(reading: Reading, run: Run) -> int:
    """Return where, in a subordinate clause, the comma stands before the main clause; the run's end if nowhere."""
    first, last = run
    tags = reading.tokens.tags
    for place in range(first + 1, last - 1):
        is_open = tags[place] == "," and reading.quote_of[place] < 0
        if is_open and (
            tags[place + 1] in "dpPq"
            or reading.tokens.words[place + 1] == "there"
            or MAIN_VERB.match(tags, place + 1, last)
        ):
            return place
    return last


def trim(reading: Reading, run: Run) -> Run:
    """Return `run` without marks at its edges, quote marks excepted, and with the whole of a quote that it ends in."""
    first, last = run
    tags = reading.tokens.tags
    number = reading.quote_of[last - 1] if last > first else -1
    if number >= 0 and reading.quote_bounds[number][0] >= first:
        last = max(last, reading.quote_bounds[number][1])
    while first < last and tags[first] in EDGES:
        first += 1
    while last > first and reading.quote_of[last - 1] < 0 and tags[last - 1] in EDGES:
        last -= 1
    return first, last

"""From cues to drafts: each cue of a text is read with its source and its content."""

import re
from bisect import bisect_left, bisect_right

from scoring.attribution.boundaries import trim
from scoring.attribution.carriers import is_medium
from scoring.attribution.complements import complement
from scoring.attribution.cues import Phrases, Sense
from scoring.attribution.draft import Draft, Run
from scoring.attribution.echoes import OPENERS, read_echo
from scoring.attribution.hearers import hearer_before
from scoring.attribution.labels import find_labelled
from scoring.attribution.nested import lies_in, outermost
from scoring.attribution.notes import POLLS
from scoring.attribution.phrases import FINITE, noun_phrase_after, verb_group_before
from scoring.attribution.reading import Reading, is_any_between
from scoring.attribution.sources import possessor, subject_after, subject_before
from scoring.attribution.verbs import read_verb

DATELINE = re.compile(r"[Pj]{1,4}(?:,P{1,3})?(?:,?T{1,2}#?)?(?:\([P/&,]{1,6}\))?-(?=[^-]{3})")
PREDICATE = re.compile(r"[mBaz]|e(?=[dPpo#])")
RELATIVE = re.compile(r"[whs]")
NOBODY = frozenset({"nobody", "none", "neither"})
MAX_GROUP = 3  # tokens between a form of "be" and its participle


def find_drafts(reading: Reading) -> list[Draft]:
    """Return the attributions that the cues of the text show, in order of their cues."""
    found: list[Draft] = []
    openings, end, echoing = reading.openings, 0, OPENERS[reading.lang]
    polled = {reading.sentence_of(place) for place in reading.polls}
    for number, (first, last) in enumerate(reading.bounds):
        begin, end = end, bisect_left(openings, last, end)
        echo = read_echo(reading, number) if reading.tokens.words[first] in echoing else None
        if echo:
            found.append(echo)
        elif begin < end or (first, last) in polled:
            found.extend(
                _read_sentence(reading, (first, last), openings[begin:end], names_poll=(first, last) in polled)
            )
    labelled = find_labelled(reading)
    return sorted((*labelled, *_outside(found, labelled)), key=lambda draft: draft.cue)


def _read_sentence(reading: Reading, sentence: Run, openings: list[int], *, names_poll: bool) -> list[Draft]:
    """Return the drafts of a sentence whose cues begin at `openings`."""
    bounds = _without_dateline(reading, sentence)
    drafts: list[Draft] = _read_polls(reading, bounds) if names_poll else []
    free = bounds[0]
    closed: tuple[Run, ...] = ()
    for place in openings:
        for cue, sense in _cues_at(reading, place, bounds[0]) if place >= free else ():
            if closed and lies_in(cue, closed):
                continue
            draft = _read_cue(reading, cue, sense, bounds, drafts)
            if draft is not None and not _is_nobodys(reading, draft):
                drafts.append(draft)
                free = draft.cue[1]
                is_last = place == openings[-1]
                closed += () if is_last or _may_hold_others(reading, draft, sentence) else draft.contents
                break
    return outermost(reading, drafts) if len(drafts) > 1 else drafts


def _may_hold_others(reading: Reading, draft: Draft, sentence: Run) -> bool:
    """Return whether somebody else may speak inside what a draft says: a medium passes on, and a quote wants its speaker."""
    first, last = sentence
    return reading.quote_of[first:last].count(-1) < last - first or is_medium(reading, draft.source)


def _outside(found: list[Draft], labelled: list[Draft]) -> list[Draft]:
    """Return the drafts whose cue stands in nobody's labelled speech."""
    runs = sorted(run for draft in labelled for run in draft.contents)
    starts = [first for first, _ in runs]

    def is_free(draft: Draft) -> bool:
        place = bisect_right(starts, draft.cue[0]) - 1
        return place < 0 or draft.cue[0] >= runs[place][1]

    return [draft for draft in found if is_free(draft)] if runs else found


def _without_dateline(reading: Reading, bounds: Run) -> Run:
    """Return the sentence without "PORT ANSEL, March 4 (Reuters) -" at its head."""
    match = DATELINE.match(reading.tokens.tags, *bounds) if reading.tokens.tags[bounds[0]] in "Pj" else None
    return (match.end(), bounds[1]) if match else bounds


def _is_nobodys(reading: Reading, draft: Draft) -> bool:
    """Return whether the draft tells of what nobody said: "Nobody would say who"."""
    if draft.source is None:
        return False
    words, first = reading.tokens.words, draft.source[0]
    return words[first] in NOBODY or (words[first] == "no" and words[first + 1 : first + 2] == ["one"])


def _cues_at(reading: Reading, place: int, first: int) -> list[tuple[Run, Sense]]:
    """Return the cues that begin at `place`, one of several words before one word by itself."""
    words, tags = reading.tokens.words, reading.tokens.tags
    by_tag, state, phrases = reading.cues.openers[words[place]]
    sense = by_tag.get(tags[place])
    if state and tags[place] == "e" and "B" in tags[max(first, place - MAX_GROUP) : place]:
        sense = state
    found = [((place, place + 1), sense)] if sense else []
    if phrases and place + 1 < len(words) and words[place + 1] in phrases:
        return _longest(words, place, phrases[words[place + 1]]) + found
    return found


def _longest(words: list[str], place: int, phrases: Phrases) -> list[tuple[Run, Sense]]:
    """Return the first of the `phrases`, longest first, that stands at `place`, or nothing."""
    for phrase, sense in phrases:
        if words[place : place + len(phrase)] == phrase:
            return [((place, place + len(phrase)), sense)]
    return []


def _read_cue(reading: Reading, cue: Run, sense: Sense, bounds: Run, before: list[Draft]) -> Draft | None:
    """Return the draft of one cue, or None where it ties nothing to anybody."""
    if "source" in sense.takes:
        return _read_according(reading, cue, bounds)
    if sense.part == "verb":
        return read_verb(reading, cue, sense, bounds, before)
    if sense.part == "noun":
        return _read_noun(reading, cue, sense, bounds)
    return _read_adjective(reading, cue, sense, bounds)


def _read_according(reading: Reading, cue: Run, bounds: Run) -> Draft | None:
    """Return the draft of "according to X": the content is the rest of the sentence, on either side."""
    first, last = bounds
    tags = reading.tokens.tags
    end = noun_phrase_after(tags, cue[1], last)
    if end == cue[1]:
        return None
    before, after = trim(reading, (first, cue[0])), trim(reading, (end, last))
    if tags[end : end + 1] == "," and FINITE.search(tags, *after):
        opens = cue[0] - first <= 1 or tags[first] in "si"
        if opens or not FINITE.search(tags, *before):
            contents = (after,) if opens else (before, after)
            return Draft(cue, (cue[1], end), contents, is_speech=True)
    if cue[0] - first <= 1:
        return Draft(cue, (cue[1], end), (after,), is_speech=True) if after[0] < after[1] else None
    source = subject_after(reading, cue[1], last)
    return Draft(cue, source, (before,), is_speech=True)


def _read_polls(reading: Reading, bounds: Run) -> list[Draft]:
    """Return the draft of "In a new poll, CONTENT" or "CONTENT in a new poll": at most one a sentence."""
    words, tags = reading.tokens.words, reading.tokens.tags
    first, last = bounds
    for place in range(first, last):
        if words[place] != "in" or reading.quote_of[place] >= 0:
            continue
        end = noun_phrase_after(tags, place + 1, last)
        if any(word in POLLS for word in words[place + 1 : end]):
            contents = [trim(reading, run) for run in ((first, place), (end, last))]
            whole = tuple(run for run in contents if FINITE.search(tags, *run))[:1]
            return [Draft((place, place + 1), (place + 1, end), whole, is_speech=True)] if whole else []
    return []


def _read_noun(reading: Reading, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X's claim that" or "a claim by X that"; a claim that nobody owns needs its "that"."""
    source = _agent_of(reading, cue[1], bounds[1])
    place = source[1] if source else cue[1]
    place += reading.tokens.tags[place : place + 2] == ",h"
    right = complement(reading, sense, place, bounds[1])
    if right is None:
        return None
    content = trim(reading, _without_predicate(reading, right.content, bounds[0]))
    source = source or possessor(reading, cue[0], bounds[0])
    is_claim = reading.tokens.tags[right.content[0]] == "h"
    if content[0] >= content[1] or not (source or is_claim):
        return None
    begin = cue[0] if source else _there_were(reading, cue[0], bounds[0])
    end = cue[1] if source and source[0] >= cue[1] else right.cue_end
    hearer = hearer_before(reading, cue[0], bounds[0]) if source and is_any_between(reading.media, *bounds) else None
    return Draft((begin, end), source, (content,), sense.is_speech, (hearer,) if hearer else ())


def _without_predicate(reading: Reading, content: Run, first: int) -> Run:
    """Return an infinitive cut where the sentence's own verb follows: "his refusal to go | made it worse"."""
    tags, (start, last) = reading.tokens.tags, content
    if tags[start] != "t" or FINITE.search(tags, first, start):
        return content
    for verb in PREDICATE.finditer(tags, start + 2, last):
        if not RELATIVE.search(tags, start, verb.start()):
            return start, verb.start()
    return content


def _agent_of(reading: Reading, place: int, last: int) -> Run | None:
    """Return the owner named between a noun and its "that": "allegations, from Western sources, that"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    start = place + (tags[place : place + 1] == ",")
    if start >= last or words[start] not in {"by", "from", "of", "among"}:
        return None
    end = noun_phrase_after(tags, start + 1, last)
    end = _with_second(reading, end, last)
    after = end + (tags[end : end + 1] == ",")
    return (start + 1, end) if start + 1 < end and after < last and tags[after] == "h" else None


def _with_second(reading: Reading, end: int, last: int) -> int:
    """Return the end of the noun phrase with the one that "and" joins to it."""
    tags = reading.tokens.tags
    second = noun_phrase_after(tags, end + 1, last) if end < last and tags[end] == "c" else end
    return second if second > end + 1 else end


def _there_were(reading: Reading, noun: int, first: int) -> int:
    """Return where "there were" stands before the noun, or the noun itself: a claim that nobody makes."""
    words, tags = reading.tokens.words, reading.tokens.tags
    place = noun - 1
    while place > first and tags[place] in "jdqa":
        place -= 1
    return place - 1 if place > first and tags[place] == "B" and words[place - 1] == "there" else noun


def _read_adjective(reading: Reading, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X is sure that"."""
    group = max(verb_group_before(reading.mirrored, cue[0]), bounds[0])
    if "B" not in reading.tokens.tags[group : cue[0]]:
        return None
    right = complement(reading, sense, cue[1], bounds[1])
    source = subject_before(reading, group, bounds[0]) if right else None
    if right is None or source is None:
        return None
    content = trim(reading, right.content)
    return Draft((group, right.cue_end), source, (content,), sense.is_speech) if content[0] < content[1] else None

"""Who stands behind a cue: its subject, read leftwards, or the noun phrase after it."""

import re

from scoring.attribution.carriers import is_medium
from scoring.attribution.draft import Run
from scoring.attribution.notes import ADDRESSING
from scoring.attribution.phrases import MAIN_VERB, noun_phrase_after, noun_phrase_before
from scoring.attribution.reading import Reading
from scoring.attribution.source_types import PEOPLE, WRITTEN, describe_source, is_body

MAX_APPOSITIVE = 40  # tokens between two commas: "X, a former aide who now runs the port's office in Ansel, said"
MAX_RELATIVE = 14  # tokens of "who have worked with Osk" in "executives who have worked with Osk said"
APPOSITIVE_OPENERS = frozenset("dqw#nPjTige")
OPENING = frozenset('"-(rcb')
REDUCED_RELATIVE = re.compile(r"[iT](?:[nPjd#'g&i]|T){0,10}?e(?=[nP])")  # read leftwards: "a letter sent in May to"
COMMA = re.compile(",")
MEANTIME = frozenset("during on after before amid since throughout".split())  # they open no appositive
SETTINGS = frozenset(
    """at in on during after before by to as with about via
    am im bei unter vor nach laut en dans lors devant durante""".split()
)
EXPLETIVES = frozenset({"it", "there"})
CLAUSE_EDGES = frozenset(',"-:sbhcw;r(iT')


def subject_before(reading: Reading, verb: int, first: int) -> Run | None:
    """Return the subject whose last word stands right before `verb`, in a sentence that begins at `first`."""
    tags = reading.tokens.tags
    if verb <= first:
        return None
    before = tags[verb - 1]
    if before in ",-":
        return _with_appositive(reading, verb, first)
    if before in "wh":
        return (verb - 1, verb)
    if before == "e" and verb - 1 > first and tags[verb - 2] in "nP":  # a study published in May found
        verb -= 1
    start = max(noun_phrase_before(reading.mirrored, verb), first)
    if start >= verb:
        return None
    return _with_antecedent(reading, _with_partner(reading, start, first), verb, first)


def _with_partner(reading: Reading, start: int, first: int) -> int:
    """Return where the noun phrase starts, the one before "and" included where that one opens the clause."""
    tags = reading.tokens.tags
    if start - 1 > first and tags[start - 1] == "c":
        partner = max(noun_phrase_before(reading.mirrored, start - 1), first)
        if partner < start - 1 and (partner == first or tags[partner - 1] in ',"-:sbhc'):
            return partner
    return start


def _with_antecedent(reading: Reading, start: int, end: int, first: int) -> Run:
    """Return the noun phrase, or the whole "those who know him" where it is only the end of a relative clause."""
    tags, words = reading.tokens.tags, reading.tokens.words
    if start == first or tags[start - 1] not in "vzeigtT":
        return (start, end)
    if tags[start - 1] == "g" and start - 2 >= first and tags[start - 2] in "nP":  # groups opposing the plan
        head = max(noun_phrase_before(reading.mirrored, start - 1), first)
        return (head, end)
    reduced = REDUCED_RELATIVE.match(reading.mirrored, len(tags) - start)
    if reduced:
        head = noun_phrase_before(reading.mirrored, len(tags) - reduced.end())
        return (head, end) if first <= head < len(tags) - reduced.end() else (start, end)
    for place in range(start - 1, max(first, start - MAX_RELATIVE), -1):
        if tags[place] in ',;:"-':
            break
        if words[place] == "who":
            head = max(noun_phrase_before(reading.mirrored, place), first)
            return (head, end) if head < place else (start, end)
    return (start, end)


def _with_appositive(reading: Reading, end: int, first: int) -> Run | None:
    """Return the noun phrase and its appositive between commas, the last of which is token `end - 1`."""
    tags, words = reading.tokens.tags, reading.tokens.words
    mark = tags[end - 1]
    for comma in range(end - 2, max(first, end - MAX_APPOSITIVE), -1):
        opener = tags[comma + 1 : comma + 3]
        is_opened = opener[0] in APPOSITIVE_OPENERS or opener == "re" or (mark == "-" and opener[0] == "c")
        if tags[comma] != mark or not is_opened or reading.quote_of[comma] >= 0:
            continue
        start = max(noun_phrase_before(reading.mirrored, comma), first)
        if start < comma and (start == first or tags[start - 1] in CLAUSE_EDGES):
            if words[comma + 1] == "for" and words[end - 2] == "part":  # Osk, for his part,
                return (start, comma)
            head = max(noun_phrase_before(reading.mirrored, start - 1), first) if start - 1 > first else start
            is_second = start - 1 > head and tags[start - 1] == "," and tags[head : start - 1].strip("P") == ""
            close = comma if words[comma + 1] in MEANTIME else end - 1
            return (head if is_second else _with_partner(reading, start, first), close)
    return None


def subject_after(reading: Reading, place: int, last: int) -> Run | None:
    """Return the source that begins at `place`, with its appositive up to the sentence's end or the next quote."""
    tags, words = reading.tokens.tags, reading.tokens.words
    if place < last and tags[place] == "i" and words[place] in ADDRESSING[reading.lang]:  # a raconté à l'AFP X
        place = addressee_end(reading, place + 1, last)
    end = noun_phrase_after(tags, place, last)
    if end == place:
        return None
    for at in range(place + 1, end):
        if words[at] in SETTINGS and tags[at - 1] == "P":  # "said Osk at the gate"
            end = at
            break
    is_described = end + 1 < last and tags[end] == "," and tags[end + 1] in "dqw#nPj"
    if is_described or (end < last and (tags[end] == "e" or words[end] == "who")):
        end = next((at for at in range(end, last) if _opens_speech(reading, at)), last)
    while end > place and tags[end - 1] in ".,":
        end -= 1
    return (place, end)


def addressee_end(reading: Reading, place: int, last: int) -> int:
    """Return the end of the addressee that begins at `place`: of a medium's name, even where another name follows."""
    end = noun_phrase_after(reading.tokens.tags, place, last)
    return next((stop for stop in range(place + 1, end) if is_medium(reading, (place, stop))), end)


def _opens_speech(reading: Reading, place: int) -> bool:
    """Return whether a quote that somebody speaks begins at `place`; a nickname in quote marks is part of a name."""
    number = reading.quote_of[place]
    return number >= 0 and reading.quotes[number].shape == "utterance"


def antecedent(reading: Reading, run: Run) -> Run:
    """Return the noun phrase that a relative pronoun stands for, or the run itself."""
    if run[1] - run[0] != 1 or reading.tokens.tags[run[0]] not in "wh":
        return run
    end = run[0] - (reading.tokens.tags[run[0] - 1 : run[0]] == ",")
    start = max(noun_phrase_before(reading.mirrored, end), reading.sentence_of(run[0])[0])
    return (start, end) if start < end else run


def main_subject(reading: Reading, first: int, before: int, last: int) -> Run | None:
    """Return the subject of the sentence's main clause: the first noun phrase with a finite verb after it.

    It is sought before the cue at `before`, past an opening phrase, and then behind the comma that ends the cue's own.
    """
    tags = reading.tokens.tags
    place = first
    while place < before and tags[place] in OPENING:
        place += 1
    if place < before and tags[place] in "isgetw":
        comma = tags.find(",", place, before)
        place = comma + 1 if comma >= 0 else before
    starts = [place, *(comma.end() for comma in COMMA.finditer(tags, place, last))]
    runs = [(start, noun_phrase_after(tags, start, before if start < before else last)) for start in starts]
    subjects = [run for run in runs if run[0] < run[1] and MAIN_VERB.match(tags, run[1], last)]
    first_noun = [run for run in runs[:1] if run[0] < run[1]]
    return next(iter((*subjects, *first_noun)), None)


def is_paper(reading: Reading, run: Run) -> bool:
    """Return whether the tokens of `run` name a paper, a poll or a database."""
    return describe_source(reading.tokens.phrase(*run)).source_type in WRITTEN


def is_person(reading: Reading, run: Run) -> bool:
    """Return whether the tokens name or stand for people: "for him to say", "has led Osk to call"."""
    source_type = describe_source(reading.tokens.phrase(*run)).source_type
    return source_type is None or source_type in PEOPLE


def is_somebody(reading: Reading, run: Run) -> bool:
    """Return whether the tokens of `run` name or stand for people, a power or a body: somebody to speak to."""
    head = reading.tokens.words[run[1] - 1]
    if is_person(reading, run):
        return head not in EXPLETIVES
    return (reading.tokens.tags[run[1] - 1] in "P)" or is_body(head)) and not is_paper(reading, run)


def possessor(reading: Reading, noun: int, first: int) -> Run | None:
    """Return who owns the noun: "his" in "his first claim", "the mayor" in "the mayor's claim"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    place = noun - 1
    while place > first and tags[place] in "jger#":
        place -= 1
    if place < first:
        return None
    if words[place] in {"his", "her", "their", "its"}:
        return (place, place + 1)
    if tags[place] != "'" or place == first:
        return None
    run = subject_before(reading, place, first)
    return run if run and tags[run[0]] not in "wh" else None

"""Who stands behind a cue: its subject, read leftwards, or the noun phrase after it."""

from scoring.attribution.draft import Run
from scoring.attribution.phrases import noun_phrase_after, noun_phrase_before, verb_group_before
from scoring.attribution.reading import Reading

MAX_APPOSITIVE = 40  # tokens between two commas: "X, a former aide who now runs the port's office in Ansel, said"
APPOSITIVE_OPENERS = frozenset("dw#nPjTige")


def subject_before(reading: Reading, verb: int, first: int) -> Run | None:
    """Return the subject whose last word stands right before `verb`, in a sentence that begins at `first`."""
    tags = reading.tokens.tags
    if verb <= first:
        return None
    before = tags[verb - 1]
    if before == "," or before == "-":
        return _with_appositive(reading, verb, first)
    if before == "w" or before == "h":
        return (verb - 1, verb)
    start = max(noun_phrase_before(reading.mirrored, verb), first)
    if start >= verb:
        return None
    return _with_partner(reading, start, verb, first)


def _with_partner(reading: Reading, start: int, end: int, first: int) -> Run:
    """Return the noun phrase with the one before "and", where that one opens the clause."""
    tags = reading.tokens.tags
    if start - 1 > first and tags[start - 1] == "c":
        partner = max(noun_phrase_before(reading.mirrored, start - 1), first)
        if partner < start - 1 and (partner == first or tags[partner - 1] in ',"-:sbhc'):
            return (partner, end)
    return (start, end)


def _with_appositive(reading: Reading, end: int, first: int) -> Run | None:
    """Return the noun phrase and its appositive between commas, the last of which is token `end - 1`."""
    tags = reading.tokens.tags
    mark = tags[end - 1]
    for comma in range(end - 2, max(first, end - MAX_APPOSITIVE), -1):
        if reading.quote_of[comma] >= 0:
            return None
        if tags[comma] != mark:
            continue
        start = max(noun_phrase_before(reading.mirrored, comma), first)
        if (
            tags[comma + 1] in APPOSITIVE_OPENERS
            and start < comma
            and (start == first or tags[start - 1] in ',"-:sbhcw;r')
        ):
            return (start, end - 1)
    return None


def subject_after(reading: Reading, place: int, last: int) -> Run | None:
    """Return the subject of an inverted cue, which begins at `place`, with its appositive up to the sentence's end."""
    tags = reading.tokens.tags
    end = noun_phrase_after(tags, place, last)
    if end == place:
        return None
    if tags[end : end + 1] == "," and end + 1 < last and tags[end + 1] in "dw#nPj":
        stop = tags.find('"', end, last)
        return (place, stop if stop > 0 else last - (tags[last - 1] == "."))
    return (place, end)


def main_subject(reading: Reading, first: int, before: int) -> Run | None:
    """Return the subject of the sentence's first clause: its first noun phrase after an opening phrase and comma."""
    tags = reading.tokens.tags
    place = first
    while place < before and tags[place] in '"-(rcb':
        place += 1
    if tags[place : place + 1] in {"i", "s", "g", "e", "t"}:
        comma = tags.find(",", place, before)
        if comma < 0:
            return None
        place = comma + 1
    end = noun_phrase_after(tags, place, before)
    return (place, end) if end > place else None

"""Cues behind their content: "CONTENT, he said", "CONTENT, said he", "“CONTENT,” said he", "CONTENT, he said, CONTENT"."""

import re

from scoring.attribution.boundaries import clause_end, holds_verb, trim
from scoring.attribution.complements import complement
from scoring.attribution.cues import Sense
from scoring.attribution.draft import Draft, Run
from scoring.attribution.phrases import FINITE, after_time, noun_phrase_after, skip_adverbials
from scoring.attribution.reading import Reading
from scoring.attribution.sources import subject_after, subject_before

ASIDE = re.compile(r"[gw]|iw|#T[rs]")  # "saying", "which", "in what", "two days after": the narrator goes on


def read_after_content(reading: Reading, group: int, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of a cue that follows its content: "CONTENT, he said" or "CONTENT, said he"."""
    tags = reading.tokens.tags
    if "after" not in sense.takes or tags[cue[0]] not in "vze":
        return None
    source = subject_before(reading, group, bounds[0])
    if source is None:
        inverted = _read_inverted(reading, group, cue, sense, bounds)
        if inverted:
            return inverted
    edge = source[0] if source else group
    mark = edge
    while mark > 0 and tags[mark - 1] in ",-":
        mark -= 1
    number = reading.quote_of[mark - 1] if mark else -1
    if number >= 0:
        return _read_after_quote(reading, number, source, cue, sense, bounds, is_apart=edge == bounds[0])
    if mark == edge or source is None or mark <= bounds[0] or not _ends_here(reading, sense, cue[1], bounds[1]):
        return None
    return _read_after_clause(reading, (group, mark), source, cue, sense, bounds)


def _read_inverted(reading: Reading, group: int, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "CONTENT, say experts" and "CONTENT, say experts, CONTENT"."""
    tags = reading.tokens.tags
    first, last = bounds
    is_plain = tags[group : cue[0]].strip("a") == ""
    if not is_plain or group - 1 <= first or tags[group - 1] != "," or reading.quote_of[group - 2] >= 0:
        return None
    end = noun_phrase_after(tags, cue[1], last)
    particle = skip_adverbials(tags, end, last)
    particle += tags[particle : particle + 2] in {"i.", "i,"}  # "teilte die Feuerwehr mit."
    if end == cue[1] or not holds_verb(reading, first, group) or (end < last and tags[particle] not in ",."):
        return None
    if not FINITE.search(tags, particle, last):
        source = subject_after(reading, cue[1], end if particle > end else last)
        return Draft(cue, source, (trim(reading, (first, group)),), sense.is_speech)
    contents = [trim(reading, (first, group)), trim(reading, (particle, last))]
    return Draft(cue, (cue[1], end), tuple(run for run in contents if run[0] < run[1]), sense.is_speech)


def _read_after_quote(
    reading: Reading, number: int, source: Run | None, cue: Run, sense: Sense, bounds: Run, *, is_apart: bool
) -> Draft | None:
    """Return the draft of a cue that follows quote `number`; `is_apart` when the quote ended its own sentence."""
    quote = reading.quotes[number]
    if is_apart and (
        reading.tokens.text[quote.inner.end - 1] == "." or not _ends_here(reading, sense, cue[1], bounds[1])
    ):
        return None
    is_loose = source is not None and quote.shape != "utterance" and not is_apart
    if is_loose and not _ends_here(reading, sense, cue[1], bounds[1]):
        return None
    if source is None:
        source = subject_after(reading, cue[1], bounds[1])
    first, last = reading.quote_bounds[number]
    if bounds[0] < first and reading.tokens.tags[first - 1].isalpha():
        first = bounds[0]  # the quote is only the end of the clause
    return Draft(cue, source, ((first, last),), sense.is_speech) if source else None


def _read_after_clause(reading: Reading, place: Run, source: Run, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of a cue after or inside a clause of content; `place` is the verb group and the comma."""
    tags = reading.tokens.tags
    group, mark = place
    contents = [trim(reading, (bounds[0], mark))]
    stop = _skip_setting(reading, cue[1], bounds[1])
    if stop + 1 < bounds[1] and tags[stop] == "," and not ASIDE.match(tags, stop + 1, bounds[1]):
        contents.append(trim(reading, (stop + 1, clause_end(reading, stop + 1, bounds[1]))))
    if not any(holds_verb(reading, *run) for run in contents):
        return None
    right = complement(reading, sense, cue[1], bounds[1])
    if right and right.is_quote and tags[bounds[0]] in "eigsbcr":
        return None
    return Draft(
        (after_time(tags, group, cue[0]), cue[1]),
        source,
        tuple(run for run in contents if run[0] < run[1]),
        sense.is_speech,
    )


def _skip_setting(reading: Reading, place: int, last: int) -> int:
    """Return the end of time and place after the cue: "said on Monday in an interview"."""
    tags = reading.tokens.tags
    end = skip_adverbials(tags, place, last)
    while end < last and tags[end] == "i":
        phrase = noun_phrase_after(tags, end + 1, last)
        if phrase == end + 1:
            return end
        end = skip_adverbials(tags, phrase, last)
    return end


def _ends_here(reading: Reading, sense: Sense, end: int, last: int) -> bool:
    """Return whether nothing but time, place and audience follows the cue before the next mark."""
    tags = reading.tokens.tags
    place = skip_adverbials(tags, end, last)
    is_addressed = tags[place : place + 2] in {"tP", "td", "to"}
    if place >= last or is_addressed or tags[place] in ',."i-;(' or reading.tokens.words[place] == "according":
        return True
    stop = noun_phrase_after(tags, place, last)
    if stop == place or "person" not in sense.takes:
        return False
    stop = skip_adverbials(tags, stop, last)
    return stop >= last or tags[stop] in ',."i'

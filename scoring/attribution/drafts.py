"""From cues to drafts: each cue of a text is read with its source and its content."""

from collections.abc import Iterator

from scoring.attribution.boundaries import clause_end, trim
from scoring.attribution.complements import complement
from scoring.attribution.cues import Sense, phrase_cues, single_cues
from scoring.attribution.draft import Complement, Draft, Run
from scoring.attribution.phrases import ADVERBIALS, FINITE, noun_phrase_after, verb_group_before
from scoring.attribution.reading import Reading
from scoring.attribution.sources import main_subject, subject_after, subject_before

PARTS = {"v": "verb", "z": "verb", "e": "verb", "g": "verb", "n": "noun", "j": "adjective"}


def find_drafts(reading: Reading) -> list[Draft]:
    """Return the attributions that the cues of the text show, in order of their cues."""
    found: list[Draft] = []
    for first, last in reading.bounds:
        in_sentence: list[Draft] = []
        free = first
        for begin, end, sense in _cues(reading, first, last):
            if begin < free:
                continue
            draft = _read_cue(reading, begin, end, sense, (first, last), in_sentence)
            if draft is not None:
                in_sentence.append(draft)
                free = draft.cue[1]
        found.extend(in_sentence)
    return found


def _cues(reading: Reading, first: int, last: int) -> Iterator[tuple[int, int, Sense]]:
    """Yield the cues of a sentence that stand outside quotes, as first token, end and sense."""
    words, tags = reading.tokens.words, reading.tokens.tags
    singles, phrases = single_cues(), phrase_cues()
    for place in range(first, last):
        word = words[place]
        if word in phrases and reading.quote_of[place] < 0:
            for tail, sense in phrases[word]:
                if tuple(words[place : place + len(tail)]) == tail:
                    yield place, place + len(tail), sense
                    break
        if word in singles and reading.quote_of[place] < 0:
            part = PARTS.get(tags[place])
            sense_or_none = singles[word].get(part) if part else None
            if sense_or_none:
                yield place, place + 1, sense_or_none


def _read_cue(reading: Reading, begin: int, end: int, sense: Sense, bounds: Run, before: list[Draft]) -> Draft | None:
    """Return the draft of one cue, or None where it ties nothing to anybody."""
    if sense.part == "phrase" and "source" in sense.takes:
        return _read_according(reading, begin, end, bounds)
    if sense.part == "noun":
        return _read_noun(reading, begin, end, sense, bounds)
    if sense.part == "verb":
        return _read_verb(reading, begin, end, sense, bounds, before)
    return _read_adjective(reading, begin, end, sense, bounds)


def _read_according(reading: Reading, begin: int, end: int, bounds: Run) -> Draft | None:
    """Return the draft of "according to X": the content is the rest of the sentence."""
    first, last = bounds
    tags = reading.tokens.tags
    source = subject_after(reading, end, last)
    if source is None:
        return None
    if begin - first <= 1:
        comma = tags.find(",", source[1] - 1, last)
        if tags[source[1] : source[1] + 1] != ",":
            source = (end, noun_phrase_after(tags, end, last))
            comma = source[1]
        content = trim(reading, (comma, last))
    else:
        content = trim(reading, (_left_edge(reading, begin, first), begin))
    return Draft((begin, end), source, (content,), is_speech=True) if content[0] < content[1] else None


def _left_edge(reading: Reading, end: int, first: int) -> int:
    return first


def _read_verb(reading: Reading, begin: int, end: int, sense: Sense, bounds: Run, before: list[Draft]) -> Draft | None:
    first, last = bounds
    tags, words = reading.tokens.tags, reading.tokens.words
    group = max(verb_group_before(reading.mirrored, begin), first)
    auxiliaries = tags[group:begin]
    if tags[begin] == "e" and "B" in auxiliaries:
        return _read_passive(reading, group, begin, end, sense, bounds)
    left = _content_before(reading, group, begin, end, sense, bounds)
    if left is not None:
        return left
    right = complement(reading, sense, end, last)
    if right is None:
        return None
    source = _source_of(reading, group, begin, bounds, before)
    if source is None and not right.is_quote:
        return None
    content = trim(reading, right.content)
    if content[0] >= content[1]:
        return None
    return Draft(
        (group if source and source[1] <= group else begin, right.cue_end), source, (content,), sense.is_speech
    )


def _source_of(reading: Reading, group: int, begin: int, bounds: Run, before: list[Draft]) -> Run | None:
    """Return the subject of the verb at `begin`, whose auxiliaries start at `group`."""
    first = bounds[0]
    tags = reading.tokens.tags
    is_loose = tags[begin] == "g" and "B" not in tags[group:begin]
    previous = tags[group - 1] if group > first else ""
    if previous == "t" or is_loose or previous in {"c", "b"}:
        if before and before[-1].source:
            return before[-1].source
        return main_subject(reading, first, group)
    return subject_before(reading, group, first)


def _content_before(reading: Reading, group: int, begin: int, end: int, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of a cue that follows its content: "CONTENT, he said" or "CONTENT, said he"."""
    first, last = bounds
    if "after" not in sense.takes or reading.tokens.tags[begin] not in "vze":
        return None
    tags = reading.tokens.tags
    direct = subject_before(reading, group, first)
    edge = direct[0] if direct else group
    mark = edge
    while mark - 1 >= 0 and tags[mark - 1] in ",-":
        mark -= 1
    quote = reading.quote_of[mark - 1] if mark else -1
    if quote >= 0 and (reading.quotes[quote].shape == "utterance" or mark == first):
        if direct is None:
            direct = subject_after(reading, end, last)
        if direct is None:
            return None
        return Draft((begin, end), direct, (reading.quote_bounds[quote],), sense.is_speech)
    if mark == edge or direct is None or mark <= first:
        return None
    if not _ends_here(reading, end, last):
        return None
    if not FINITE.search(tags, first, mark):
        return None
    contents = [trim(reading, (first, mark))]
    adverbials = ADVERBIALS.match(tags, end, last)
    stop = adverbials.end() if adverbials else end
    if stop < last and tags[stop] == "," and tags[stop + 1 : stop + 2] not in {"g", "w", "r"}:
        contents.append(trim(reading, (stop + 1, clause_end(reading, stop + 1, last))))
    return Draft((group, end), direct, tuple(run for run in contents if run[0] < run[1]), sense.is_speech)


def _ends_here(reading: Reading, end: int, last: int) -> bool:
    """Return whether nothing but time and place follows the cue."""
    tags = reading.tokens.tags
    match = ADVERBIALS.match(tags, end, last)
    place = match.end() if match else end
    return place >= last or tags[place] in ',."i-;' or tags[place:last].strip(".") == ""


def _read_passive(reading: Reading, group: int, begin: int, end: int, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X is expected to", whose content holds the subject."""
    first, last = bounds
    subject = subject_before(reading, group, first)
    right = complement(reading, sense, end, last)
    if subject is None or right is None or "thing" in sense.takes:
        return None
    content = trim(reading, right.content)
    return Draft((group, right.cue_end), None, (subject, content), sense.is_speech)


def _read_noun(reading: Reading, begin: int, end: int, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X's claim that": the possessor is the source."""
    first, last = bounds
    tags, words = reading.tokens.tags, reading.tokens.words
    right = complement(reading, sense, end, last)
    if right is None:
        return None
    source = _possessor(reading, begin, first)
    if source is None:
        return None
    content = trim(reading, right.content)
    return Draft((begin, right.cue_end), source, (content,), sense.is_speech) if content[0] < content[1] else None


def _possessor(reading: Reading, noun: int, first: int) -> Run | None:
    """Return who owns the noun: "his" or "the mayor's"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    place = noun - 1
    while place > first and tags[place] in "jger":
        place -= 1
    if place < first:
        return None
    if words[place] in {"his", "her", "their", "my", "our", "its", "your"}:
        return (place, place + 1)
    if tags[place] == "'" and place > first:
        start = max(subject_before(reading, place, first) or (place, place))[:1] if False else None
        run = subject_before(reading, place, first)
        return (run[0], place) if run else None
    return None


def _read_adjective(reading: Reading, begin: int, end: int, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X is sure that"."""
    first, last = bounds
    tags = reading.tokens.tags
    group = max(verb_group_before(reading.mirrored, begin), first)
    if "B" not in tags[group:begin]:
        return None
    right = complement(reading, sense, end, last)
    source = subject_before(reading, group, first)
    if right is None or source is None:
        return None
    content = trim(reading, right.content)
    return Draft((group, right.cue_end), source, (content,), sense.is_speech) if content[0] < content[1] else None

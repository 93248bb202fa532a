"""Quotes that no cue takes: they go on from the quote before them, belong to the one after, or stand by themselves."""

import re
from bisect import bisect_right
from dataclasses import replace

from scoring.attribution.draft import Draft, Run
from scoring.attribution.phrases import MAIN_VERB, noun_phrase_after, verb_group_before
from scoring.attribution.reading import Reading
from scoring.attribution.source_types import PEOPLE, describe_source
from scoring.attribution.sources import main_subject, subject_after, subject_before

SIGNATURE = re.compile(r"-(P{1,5})(?:,[nPjid]{1,12})?\.?")
MAX_LEAD = 14  # tokens between a verb and the quote that it leads to: "leaned in and boomed to the crowd:"


def attach_quotes(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` with the free utterances of the text: joined to the speech they belong to, or on their own."""
    numbers = [n for n, quote in enumerate(reading.quotes) if quote.shape == "utterance"]
    owner = _owners(reading, drafts) if numbers else {}
    if owner.keys() >= set(numbers):
        return drafts
    drafts = list(drafts)
    covered = _covered(reading, drafts)
    added: dict[int, list[Run]] = {}
    for place, number in enumerate(numbers):
        if number in owner or number in covered:
            continue
        chosen = _speaker_of(reading, numbers, place, owner)
        lone = _lone(reading, number, drafts) if chosen is None else None
        if chosen is not None:
            owner[number] = chosen
            added.setdefault(chosen, []).append(reading.quote_bounds[number])
        elif lone is not None:
            owner[number] = len(drafts)
            drafts.append(lone)
    return [
        replace(draft, contents=tuple(sorted({*draft.contents, *added[n]}))) if n in added else draft
        for n, draft in enumerate(drafts)
    ]


def _lone(reading: Reading, number: int, drafts: list[Draft]) -> Draft | None:
    """Return the draft of a quote by itself, whatever verb stands beside it, or None where nobody can be its speaker.

    Its clause leads to it, "Osk leaned in and boomed:", or goes on from it, "beamed Osk"; it is signed; or the sentence
    before it tells of somebody, "Osk praised the plan. “It is good.”"
    """
    first, last = reading.quote_bounds[number]
    place = bisect_right(reading.bounds, (first, len(reading.tokens.tags))) - 1
    begin = reading.bounds[place][0]
    if begin == first and place and reading.tokens.tags[first - 1] == ":":
        begin = reading.bounds[place - 1][0]
    if begin < first:
        beside = _led(reading, (begin, first))
    else:
        beside = _followed(reading, last) or _signed(reading, last) or _told_before(reading, first)
    if beside:
        return Draft(beside[0], beside[1], ((first, last),), is_speech=True)
    return _by_nobody(reading, number, drafts)


def _by_nobody(reading: Reading, number: int, drafts: list[Draft]) -> Draft | None:
    """Return the draft of a paragraph that is one quote, where nobody spoke in the paragraph before it."""
    first, last = reading.quote_bounds[number]
    tokens = reading.tokens
    is_paragraph = first > 0 and _is_apart(reading, first) and (last == len(tokens.tags) or _is_apart(reading, last))
    if not is_paragraph or tokens.tags[first] != '"':
        return None
    begin = tokens.at(tokens.text.rfind("\n", 0, tokens.ends[first - 1]) + 1)
    is_anothers = any(begin <= draft.cue[0] < first and draft.is_speech for draft in drafts)
    return None if is_anothers else Draft((first, first + 1), None, ((first, last),), is_speech=True)


def _led(reading: Reading, bounds: Run) -> tuple[Run, Run] | None:
    """Return the verb before a quote, and its subject: of the last words that can be one."""
    first, last = bounds
    places = range(last - 1, max(first, last - MAX_LEAD) - 1, -1)
    verbs = [place for place in places if reading.tokens.tags[place] in "vze"]
    for verb in sorted(verbs, key=lambda place: not _is_speech(reading, place)):
        group = max(verb_group_before(reading.mirrored, verb), first)
        source = subject_before(reading, group, first) or main_subject(reading, first, group, last)
        if source:
            return (group, verb + 1), source
    return None


def _is_somebody(reading: Reading, run: Run) -> bool:
    """Return whether the tokens name people, or stand for them."""
    source_type = describe_source(reading.tokens.phrase(*run)).source_type
    return source_type in PEOPLE or (source_type is None and reading.tokens.words[run[0]] not in {"it", "this", "that"})


def _is_speech(reading: Reading, place: int) -> bool:
    """Return whether the token is a verb of saying."""
    sense = reading.cues.verbs.get(reading.tokens.words[place])
    return sense is not None and sense.is_speech


def _followed(reading: Reading, place: int) -> tuple[Run, Run] | None:
    """Return the verb right behind a quote, and who spoke: "beamed Osk", "Osk beamed"."""
    tags = reading.tokens.tags
    if _is_apart(reading, place):
        return None
    last = reading.sentence_of(place)[1]
    if tags[place : place + 1] in {"e", "z"}:
        source = subject_after(reading, place + 1, last)
        return ((place, place + 1), source) if source else None
    end = noun_phrase_after(tags, place, last)
    return ((end, end + 1), (place, end)) if end > place and tags[end : end + 1] in {"e", "z"} else None


def _signed(reading: Reading, place: int) -> tuple[Run, Run] | None:
    """Return the dash and the name that sign a quote on the line after it: "- Osk."."""
    match = SIGNATURE.match(reading.tokens.tags, place)
    if match is None or not (match.end() == len(reading.tokens.tags) or _is_apart(reading, match.end())):
        return None
    return (place, place + 1), match.span(1)


def _told_before(reading: Reading, first: int) -> tuple[Run, Run] | None:
    """Return the verb of the sentence before a quote in its paragraph, and whom it tells of."""
    number = bisect_right(reading.bounds, (first, len(reading.tokens.tags))) - 2
    if number < 0 or _is_apart(reading, first):
        return None
    begin, last = reading.bounds[number]
    source = main_subject(reading, begin, last, last)
    verb = MAIN_VERB.match(reading.tokens.tags, source[1], last) if source and _is_somebody(reading, source) else None
    return (verb.span(), source) if verb and source else None


def _is_apart(reading: Reading, place: int) -> bool:
    """Return whether a line ends right before token `place`."""
    tokens = reading.tokens
    return not 0 < place < len(tokens.words) or tokens.is_line_between(place - 1, place)


def _owners(reading: Reading, drafts: list[Draft]) -> dict[int, int]:
    """Return the draft of each quote that is some draft's content."""
    owner: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        for first, last in draft.contents:
            for place in (first, last - 1):
                if reading.quote_of[place] >= 0:
                    owner.setdefault(reading.quote_of[place], n)
    return owner


def _covered(reading: Reading, drafts: list[Draft]) -> set[int]:
    """Return the quotes that stand within some draft's content."""
    found: set[int] = set()
    for draft in drafts:
        for first, last in draft.contents:
            found.update(reading.quote_of[first:last])
    return found


def _speaker_of(reading: Reading, numbers: list[int], place: int, owner: dict[int, int]) -> int | None:
    """Return the draft that the free quote belongs to."""
    number = numbers[place]
    quote = reading.quotes[number]
    text = reading.tokens.text
    if place and numbers[place - 1] in owner:
        last = reading.quotes[numbers[place - 1]]
        between = text[last.end : quote.start]
        if quote.continues or "\n" not in between or not between.strip():
            return owner[numbers[place - 1]]
    if place + 1 < len(numbers) and numbers[place + 1] in owner:
        after = reading.quotes[numbers[place + 1]]
        if "\n" not in text[quote.end : after.start]:
            return owner[numbers[place + 1]]
    return None

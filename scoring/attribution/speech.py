"""Quotes that no cue stands beside: they go on from the quote before them, or belong to the one after."""

from dataclasses import replace

from scoring.attribution.draft import Draft, Run
from scoring.attribution.reading import Reading


def attach_quotes(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` with the free utterances of the text joined to the speech that they belong to."""
    owner = _owners(reading, drafts)
    covered = _covered(reading, drafts)
    added: dict[int, list[Run]] = {}
    numbers = [n for n, quote in enumerate(reading.quotes) if quote.shape == "utterance"]
    for place, number in enumerate(numbers):
        if number in owner or number in covered:
            continue
        chosen = _speaker_of(reading, numbers, place, owner)
        if chosen is not None:
            owner[number] = chosen
            added.setdefault(chosen, []).append(reading.quote_bounds[number])
    return [
        replace(draft, contents=tuple(sorted({*draft.contents, *added[n]}))) if n in added else draft
        for n, draft in enumerate(drafts)
    ]


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
    return {number for draft in drafts for first, last in draft.contents for number in reading.quote_of[first:last]}


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

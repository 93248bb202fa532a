"""Relays: the media through which words reached the item, and the speaker's own channels."""

from bisect import bisect_left
from dataclasses import dataclass

from dedup.text.folding import fold_str
from scoring.attribution.carriers import find_medium, is_pronoun
from scoring.attribution.draft import Draft, Run
from scoring.attribution.notes import ANNOUNCING, CHANNELS, POSTING, TELLING, THROUGH
from scoring.attribution.phrases import noun_phrase_after
from scoring.attribution.reading import Reading, is_any_between
from scoring.attribution.sources import addressee_end, antecedent

CARRIERS = frozenset("quoted reported cited carried published aired broadcast relayed".split())
MAX_REACH = 24  # tokens after a cue in which "in an interview with" may stand
MAX_SITE_REACH = 12  # tokens after a cue in which "on his website" may begin
MOUTHPIECES = frozenset(
    "attorney lawyer lawyers office publicist representative secretary spokesman spokesperson spokeswoman".split()
)


@dataclass(frozen=True, slots=True)
class Relay:
    """One medium between a speaker and the item: its tokens, its kind, and its name where other words give it."""

    run: Run
    kind: str
    name: str | None = None


def find_relays(reading: Reading, draft: Draft, bounds: Run) -> tuple[Relay, ...]:
    """Return the relays of one draft: the source itself where it is a medium, and those its sentence names."""
    if reading.channels and is_any_between(reading.channels, *bounds):
        own = _own_channel(reading, draft, bounds)
        if own:
            return (own,)
    if not is_any_between(reading.media, *bounds):
        return ()
    named = [_through(reading, run) for run in draft.through]
    if draft.is_speech:
        named += [_as_source(reading, draft.source)] if draft.source else []
        named += _in_sentence(reading, draft, bounds)
    found: list[Relay] = []
    for relay in named:
        if relay and not any(_overlap(relay.run, known.run) or _is_same(relay, known) for known in found):
            found.append(relay)
    return tuple(found)


def find_hearers(reading: Reading, draft: Draft, relays: tuple[Relay, ...]) -> tuple[Relay, ...]:
    """Return those who are no media and had the words from the speaker before the first of the `relays` told of it.

    "Officials" in "TASS reported that officials had received a pledge from the delegation that". Where no medium stands
    before them, or the medium is itself the speaker, nothing came through them.
    """
    media = [relay.run for relay in relays]
    if not media or not draft.is_speech or draft.source in media or relays[0].kind == "own_channel":
        return ()
    runs = [antecedent(reading, run) for run in draft.through]
    return tuple(
        Relay(_without_appositive(reading, run), "hearer")
        for run in runs
        if not is_pronoun(reading, run) and not any(_overlap(run, medium) for medium in media)
    )


def _overlap(one: Run, other: Run) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_same(one: Relay, other: Relay) -> bool:
    """Return whether two relays bear one name that other words gave them."""
    return one.name is not None and one.name == other.name


def _through(reading: Reading, run: Run) -> Relay | None:
    """Return the medium that quotes the source, where the cue says so."""
    medium = find_medium(reading, run)
    if medium is None:
        return None
    return Relay(_without_appositive(reading, run), medium.kind, medium.name)


def _without_appositive(reading: Reading, run: Run) -> Run:
    """Return the noun phrase that opens the run: without ", which belongs to the ministry"."""
    first, last = run
    end = noun_phrase_after(reading.tokens.tags, first, last)
    return (first, end) if end > first else run


def _as_source(reading: Reading, run: Run) -> Relay | None:
    """Return the source as a relay, where it is a medium."""
    medium = find_medium(reading, run)
    return Relay(run, medium.kind, medium.name) if medium else None


def _in_sentence(reading: Reading, draft: Draft, bounds: Run) -> list[Relay]:
    """Return the media that the sentence names as carriers of the words."""
    words, quote_of, (first, last) = reading.tokens.words, reading.quote_of, bounds
    announcing = ANNOUNCING[reading.lang]
    behind = range(
        first, reading.media[bisect_left(reading.media, last) - 1]
    )  # nothing announces a medium from behind it
    places = [place for place in behind if words[place] in announcing and quote_of[place] < 0]
    starts = [_medium_start(reading, draft, place, bounds) for place in places]
    found = [_medium_at(reading, start, last, draft) for start in starts if 0 <= start < last]
    return [relay for relay in found if relay]


def _medium_start(reading: Reading, draft: Draft, place: int, bounds: Run) -> int:
    """Return where a medium begins that the word at `place` announces, or -1: "quoted by", "according to", "told"."""
    words = reading.tokens.words
    word, following = words[place], words[place + 1]
    if word == "by":
        return place + 1 if place > bounds[0] and words[place - 1] in CARRIERS else -1
    if word == "according":
        return place + 2 if following == "to" else -1
    if word == "as":
        return _carrier_after(reading, place + 1, bounds[1])
    if word in TELLING:
        return place + 1 if draft.cue[0] <= place < draft.cue[1] else -1
    is_near = draft.cue[1] <= place < draft.cue[1] + MAX_REACH and not _is_content(draft, place)
    return place + 1 if is_near else -1


def _carrier_after(reading: Reading, place: int, last: int) -> int:
    """Return `place` where "MEDIUM reported" stands there, else -1."""
    end = noun_phrase_after(reading.tokens.tags, place, last)
    return place if end > place and end < last and reading.tokens.words[end] in {"reported", "reports", "put"} else -1


def _is_content(draft: Draft, place: int) -> bool:
    return any(first <= place < last for first, last in draft.contents)


def _medium_at(reading: Reading, start: int, last: int, draft: Draft) -> Relay | None:
    """Return the medium that the noun phrase at `start` names."""
    end = addressee_end(reading, start, last)
    if end == start or (draft.source and start < draft.source[1] and draft.source[0] < end):
        return None
    medium = find_medium(reading, (start, end))
    return Relay((start, end), medium.kind, medium.name) if medium else None


def _own_channel(reading: Reading, draft: Draft, bounds: Run) -> Relay | None:
    """Return the speaker's own channel: a tweet, a post, a site."""
    words, (first, last) = reading.tokens.words, draft.cue
    for place in range(first, last):
        if words[place] in POSTING:
            return Relay((place, place + 1), "own_channel")
    if not draft.is_speech or last >= bounds[1]:
        return None
    mouthpiece = _mouthpiece(reading, last, bounds[1]) if words[last] in THROUGH else None
    return mouthpiece or _site(reading, draft, bounds[1])


def _site(reading: Reading, draft: Draft, last: int) -> Relay | None:
    """Return where the source posted the words, soon after the cue: "on his website"."""
    words, start = reading.tokens.words, draft.cue[1]
    for place in range(start, min(last - 1, start + MAX_SITE_REACH)):
        if words[place] in {"on", "in", "via"} and not _is_content(draft, place):
            begin = place + 1 + (words[place + 1] in {"a", "an", "the", "his", "her", "its", "their"})
            for size in (3, 2, 1):
                if fold_str(" ".join(words[begin : begin + size])) in CHANNELS and begin + size <= last:
                    return Relay((begin, begin + size), "own_channel")
    return None


def _mouthpiece(reading: Reading, place: int, last: int) -> Relay | None:
    """Return who speaks for the source right after the cue: "through his press secretary"."""
    end = noun_phrase_after(reading.tokens.tags, place + 1, last)
    is_own = end > place + 1 and reading.tokens.words[end - 1] in MOUTHPIECES
    return Relay((place + 1, end), "own_channel") if is_own else None

"""A text as the finder reads it: tokens, sentences and quotes, and where each token belongs."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import compress, pairwise

from dedup.text.quotes import Quote, quotes
from dedup.text.sentences import cuts
from scoring.attribution.cues import Cues, read_cues
from scoring.attribution.media import medium_kind
from scoring.attribution.notes import COUNTS, IS_AGENCY, IS_CUE, NAMES_MEDIUM, OPENS_CUE, RARE, SPEAKS_FOR
from scoring.attribution.phrases import noun_phrase_before
from scoring.attribution.tokens import Tokens, tokenise

AGENCY = re.compile(
    r"(?:news agency|[Aa]gentur|agence de presse|agencia de noticias)\s([A-Z]\w{1,20})|News Agency \(([A-Z]{2,6})\)"
)
TAKEN_UP = re.compile(r"(?:the|die|der|la|l['’])\s?(?:same |news )?(?:agency|agentur|agencia|agence)", re.IGNORECASE)
NAME_END = re.compile(r"[nP](?![nP-])")
MAX_AGENCY_CHARS = 50  # of "de noticias NAME" after "agencia"
MAX_SENTENCE = 200  # tokens; every search within a sentence is bounded by it


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, cut: sentence k is the tokens `bounds[k]`; `quote_of[i]` is the quote that token i stands in, or -1."""

    tokens: Tokens
    mirrored: str  # the tags from last to first, for reading phrases leftwards
    bounds: list[tuple[int, int]]
    quotes: list[Quote]
    quote_bounds: list[tuple[int, int]]
    quote_of: list[int]
    cues: Cues
    openings: list[int]  # the tokens outside quotes that a cue can begin with
    polls: list[int]  # the tokens that name one
    media: list[int]  # those by which a medium may be known
    channels: list[int]  # those that may be a channel of the speaker's own
    lang: str
    agencies: frozenset[str]  # names that the text introduces as those of news agencies
    named_agencies: list[tuple[int, str]] | None  # where the name of each ends, and the name; where "the agency" stands

    def sentence_of(self, place: int) -> tuple[int, int]:
        """Return the sentence that token `place` stands in."""
        return self.bounds[bisect_right(self.bounds, (place, len(self.tokens.tags))) - 1]


def is_any_between(places: list[int], first: int, last: int) -> bool:
    """Return whether one of the sorted `places` is a token from `first` up to and without `last`.

    >>> is_any_between([3, 9], 4, 9), is_any_between([3, 9], 4, 10)
    (False, True)
    """
    at = bisect_left(places, first)
    return at < len(places) and places[at] < last


def _bounds(heads: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the sentences between `heads` as runs of tokens, cut where no writer would let one run so long; no empty ones."""
    bounds = []
    for head, last in pairwise(heads):
        first = head
        while last - first > MAX_SENTENCE:
            bounds.append((first, first + MAX_SENTENCE))
            first += MAX_SENTENCE
        if first < last:
            bounds.append((first, last))
    return bounds


def _agencies(tokens: Tokens, nouns: list[int]) -> frozenset[str]:
    """Return the names that stand beside the words "news agency", one of the `nouns` among them."""
    around = [(tokens.start(max(0, noun - 1)), tokens.ends[noun] + MAX_AGENCY_CHARS) for noun in nouns]
    return frozenset(match[1] or match[2] for run in around for match in AGENCY.finditer(tokens.text, *run))


def _openings(tokens: Tokens, places: list[int], quote_of: list[int], cues: Cues) -> list[int]:
    """Return those of the `places` outside quotes that a cue may begin at, be it one word or several."""
    words, notes, openers, following = tokens.words, tokens.notes, cues.openers, [*tokens.words[1:], ""]
    return [
        place
        for place in places
        if quote_of[place] < 0
        and (notes[place] & IS_CUE or (notes[place] & OPENS_CUE and following[place] in openers[words[place]].phrases))
    ]


def _media(tokens: Tokens, known: list[int], agencies: frozenset[str]) -> list[int]:
    """Return the tokens by which a medium may be known: those `known` by their words, and the names of agencies."""
    if not agencies:
        return known
    names = {name.lower() for name in agencies}
    return sorted({*known, *(place for place, word in enumerate(tokens.words) if word in names)})


def _named_agencies(
    tokens: Tokens, mirrored: str, agencies: frozenset[str], nouns: list[int], media: list[int]
) -> list[tuple[int, str]] | None:
    """Return the names of agencies in a text that takes one of them up as "the agency", one of its `nouns`."""
    if not any(TAKEN_UP.search(tokens.phrase(max(0, noun - 2), noun + 1)) for noun in nouns):
        return None
    found = []
    for match in NAME_END.finditer(tokens.tags):
        first, last = noun_phrase_before(mirrored, match.end()), match.end()
        if not is_any_between(media, first, last):
            continue
        name = tokens.phrase(first, last)
        if (medium_kind(name) == "agency" or name in agencies) and not TAKEN_UP.fullmatch(name):
            found.append((last, name))
    return found


def read(text: str, lang: str = "en") -> Reading:
    """Return `text` as tokens, sentences and quotes.

    >>> reading = read("He left. “I won’t,” she said.")
    >>> reading.bounds, reading.quote_bounds
    ([(0, 3), (3, 11)], [(3, 8)])
    """
    tokens = tokenise(text, cuts(text), lang)
    bounds = _bounds((*tokens.heads, len(tokens.words)))
    found = quotes(text)
    quote_bounds = [(tokens.at(quote.start), tokens.at(quote.end)) for quote in found]
    quote_of = [-1] * len(tokens.words)
    for number, (first, last) in enumerate(quote_bounds):
        quote_of[first:last] = [number] * (last - first)
    notes, cues = tokens.notes, read_cues(lang)
    noted = list(compress(range(len(notes)), notes))
    rare = [place for place in noted if notes[place] >= RARE]
    nouns = [place for place in rare if notes[place] & IS_AGENCY]
    mirrored, agencies = tokens.tags[::-1], _agencies(tokens, nouns)
    media = _media(tokens, [place for place in rare if notes[place] & NAMES_MEDIUM], agencies)
    return Reading(
        tokens,
        mirrored,
        bounds,
        found,
        quote_bounds,
        quote_of,
        cues,
        openings=_openings(tokens, noted, quote_of, cues),
        polls=[place for place in rare if notes[place] & COUNTS],
        media=media,
        channels=[place for place in rare if notes[place] & SPEAKS_FOR],
        lang=lang,
        agencies=agencies,
        named_agencies=_named_agencies(tokens, mirrored, agencies, nouns, media) if nouns else None,
    )

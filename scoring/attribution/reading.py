"""A text as the finder reads it: tokens, sentences and quotes, and where each token belongs."""

import re
from dataclasses import dataclass
from itertools import compress, pairwise

from dedup.text.quotes import Quote, quotes
from dedup.text.sentences import cuts
from scoring.attribution.cues import Cues, read_cues
from scoring.attribution.media import medium_kind
from scoring.attribution.notes import ANNOUNCES, COUNTS, ENDS_CHANNEL, IS_AGENCY, OPENS_CUE, RARE
from scoring.attribution.phrases import noun_phrase_before
from scoring.attribution.tokens import Tokens, tokenise

AGENCY = re.compile(
    r"(?:news agency|[Aa]gentur|agence de presse|agencia de noticias)\s([A-Z]\w{1,20})|News Agency \(([A-Z]{2,6})\)"
)
TAKEN_UP = re.compile(r"(?:the|die|der|la|l['’])\s?(?:same |news )?(?:agency|agentur|agencia|agence)", re.IGNORECASE)
NAME_END = re.compile(r"[nP](?![nP-])")
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
    announcing: list[int]  # those that can stand before a medium
    polls: list[int]  # those that name one
    has_channels: bool  # whether a place may be named where people post
    lang: str
    agencies: frozenset[str]  # names that the text introduces as those of news agencies
    named_agencies: list[tuple[int, str]] | None  # where the name of each ends, and the name; where "the agency" stands


def _bounds(heads: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the sentences between `heads` as runs of tokens, cut where no writer would let one run so long; no empty ones."""
    return [
        (start, min(start + MAX_SENTENCE, last))
        for first, last in pairwise(heads)
        for start in range(first, last, MAX_SENTENCE)
    ]


def _agencies(text: str) -> frozenset[str]:
    """Return the names that stand beside the words "news agency"."""
    return frozenset(match[1] or match[2] for match in AGENCY.finditer(text))


def _named_agencies(
    tokens: Tokens, mirrored: str, agencies: frozenset[str], nouns: list[int]
) -> list[tuple[int, str]] | None:
    """Return the names of agencies in a text that takes one of them up as "the agency", one of its `nouns`."""
    if not any(TAKEN_UP.search(tokens.phrase(max(0, noun - 2), noun + 1)) for noun in nouns):
        return None
    found = []
    for match in NAME_END.finditer(tokens.tags):
        name = tokens.phrase(noun_phrase_before(mirrored, match.end()), match.end())
        if (medium_kind(name) == "agency" or name in agencies) and not TAKEN_UP.fullmatch(name):
            found.append((match.end(), name))
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
    quote_of = [-1] * len(tokens.starts)
    for number, (first, last) in enumerate(quote_bounds):
        quote_of[first:last] = [number] * (last - first)
    notes = tokens.notes
    noted = list(compress(range(len(notes)), notes))
    free = [place for place in noted if quote_of[place] < 0]
    rare = [place for place in noted if notes[place] >= RARE]
    nouns = [place for place in rare if notes[place] & IS_AGENCY]
    mirrored, agencies = tokens.tags[::-1], _agencies(text) if nouns else frozenset[str]()
    return Reading(
        tokens,
        mirrored,
        bounds,
        found,
        quote_bounds,
        quote_of,
        read_cues(lang),
        openings=[place for place in free if notes[place] & OPENS_CUE],
        announcing=[place for place in free if notes[place] & ANNOUNCES],
        polls=[place for place in rare if notes[place] & COUNTS],
        has_channels=any(notes[place] & ENDS_CHANNEL for place in rare),
        lang=lang,
        agencies=agencies,
        named_agencies=_named_agencies(tokens, mirrored, agencies, nouns),
    )

"""Which tokens of a text name a medium: by their own words, by an introduction elsewhere, or taken up as "the agency"."""

import re
from dataclasses import dataclass

from scoring.attribution.draft import Run
from scoring.attribution.media import medium_kind
from scoring.attribution.phrases import noun_phrase_before
from scoring.attribution.reading import Reading

TAKEN_UP = re.compile(r"(?:the|die|der|la|l['’])\s?(?:same |news )?(?:agency|agentur|agencia|agence)", re.IGNORECASE)
NAME_END = re.compile(r"[nP](?![nP-])")
MAX_BACK = 600  # tokens looked back at for the name of "the agency"


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium named in a text: its kind, and its name where other words give it."""

    kind: str
    name: str | None = None


def is_medium(reading: Reading, run: Run | None) -> bool:
    """Return whether the tokens of `run` name a medium."""
    return run is not None and find_medium(reading, run) is not None


def find_medium(reading: Reading, run: Run) -> Medium | None:
    """Return the medium that the tokens of `run` name, or None.

    >>> from scoring.attribution.reading import read
    >>> reading = read("It rained, the news agency KNA reported. It rained, according to KNA.")
    >>> find_medium(reading, (14, 15))
    Medium(kind='agency', name=None)
    """
    span = reading.tokens.span(*run)
    phrase = reading.tokens.text[span.start : span.end]
    if TAKEN_UP.fullmatch(phrase):
        return _taken_up(reading, run[0])
    kind = medium_kind(phrase) or ("agency" if phrase in reading.agencies else None)
    return Medium(kind) if kind else None


def _taken_up(reading: Reading, place: int) -> Medium | None:
    """Return the agency that the text named last before `place`."""
    tokens = reading.tokens
    for end in range(place, max(0, place - MAX_BACK), -1):
        if NAME_END.match(tokens.tags, end - 1):
            span = tokens.span(noun_phrase_before(reading.mirrored, end), end)
            name = tokens.text[span.start : span.end]
            if not TAKEN_UP.fullmatch(name) and (medium_kind(name) == "agency" or name in reading.agencies):
                return Medium("agency", name)
    return None

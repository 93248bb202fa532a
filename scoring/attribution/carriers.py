"""Which tokens of a text name a medium: by their own words, by an introduction elsewhere, or taken up as "the agency"."""

from bisect import bisect_left
from dataclasses import dataclass

from scoring.attribution.draft import Run
from scoring.attribution.media import medium_kind
from scoring.attribution.reading import TAKEN_UP, Reading, is_any_between

PRONOUNS = frozenset("powhq")  # their tags


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium named in a text: its kind, and its name where other words give it."""

    kind: str
    name: str | None = None


def is_medium(reading: Reading, run: Run | None) -> bool:
    """Return whether the tokens of `run` name a medium."""
    return run is not None and find_medium(reading, run) is not None


def is_pronoun(reading: Reading, run: Run) -> bool:
    """Return whether the tokens of `run` are one word that stands for another."""
    return run[1] - run[0] == 1 and reading.tokens.tags[run[0]] in PRONOUNS


def find_medium(reading: Reading, run: Run) -> Medium | None:
    """Return the medium that the tokens of `run` name, or None.

    >>> from scoring.attribution.reading import read
    >>> reading = read("It rained, the news agency KNA reported. It rained, according to KNA.")
    >>> find_medium(reading, (14, 15))
    Medium(kind='agency', name=None)
    """
    if not is_any_between(reading.media, *run) or is_pronoun(reading, run):
        return None
    phrase = reading.tokens.phrase(*run)
    if reading.named_agencies is not None and TAKEN_UP.fullmatch(phrase):
        return _taken_up(reading.named_agencies, run[0])
    kind = medium_kind(phrase) or ("agency" if phrase in reading.agencies else None)
    return Medium(kind) if kind else None


def _taken_up(named: list[tuple[int, str]], place: int) -> Medium | None:
    """Return the agency that the text named last before `place`."""
    number = bisect_left(named, (place + 1, "")) - 1
    return Medium("agency", named[number][1]) if number >= 0 else None

"""What every reader of credits shares: the credit itself, and names cut out of lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from dedup.registry import Outlet, Registry
from dedup.tables import Span


@dataclass(frozen=True, slots=True)
class Credit:
    """One name that an item gives for where it came from.

    `span` is the whole expression that gives it ("TURNBERRY, Scotland (AP) -"), shared by all names in it; `name` is the
    registry's where the outlet is known, else as written, and None for "agencies" or a dateline without its place.
    """

    kind: str
    span: Span
    name: str | None = None
    name_id: str | None = None
    place_in_chain: int | None = None

    @property
    def names_maker(self) -> bool:
        """Return whether the name is that of a person or an outlet, not of a place."""
        return self.name is not None and (self.kind != "dateline" or self.name_id is not None)


def outlet_credit(kind: str, span: Span, outlet: Outlet, place_in_chain: int | None = None) -> Credit:
    """Return the credit that names a known outlet."""
    return Credit(kind, span, outlet.name, outlet.id, place_in_chain)


def name_credit(kind: str, span: Span, name: str, registry: Registry, place_in_chain: int | None = None) -> Credit:
    """Return the credit that names somebody, known or not."""
    outlet = registry.look_up(name)
    return (
        outlet_credit(kind, span, outlet, place_in_chain) if outlet else Credit(kind, span, name, None, place_in_chain)
    )


_OPENING = "([{\uff08\u3010"
_BRACKET = re.compile(r"[(\[{\uff08\u3010]([^()\[\]{}\uff08\uff09\u3010\u3011\n]{2,120})[)\]}\uff09\u3011]")


def find_brackets(text: str) -> list[re.Match[str]]:
    """Return what stands in brackets, short enough for a list of names; group 1 is the inside.

    >>> [match[1] for match in find_brackets("KABUL (AP) \u2014 (see [Getty])")]
    ['AP', 'Getty']
    """
    starts = sorted(place for mark in _OPENING if mark in text for place in find_all(text, mark))
    return [match for start in starts if (match := _BRACKET.match(text, start))]


def find_all(text: str, words: str) -> Iterator[int]:
    """Yield where `words` stand in `text`, faster than a pattern does.

    >>> list(find_all("AP, AFP, AP", "AP"))
    [0, 9]
    """
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


_SEPARATOR = re.compile(r" ?(?:[/,;&+|]| et | und | and | y | e | via ) ?")


def split_names(listed: str, registry: Registry) -> list[str]:
    """Return the names of a list such as "Karim Jaafar/AFP/Getty Images", in order.

    A known name is never cut, whatever stands inside it ("RFE/RL", "Agence France-Presse"); a hyphen separates only
    known names ("ats-afp").

    >>> from dedup.registry import builtin
    >>> split_names("Karim Jaafar/AFP/Getty Images", builtin()), split_names("RFE/RL", builtin()), split_names("ats-afp-ap", builtin())
    (['Karim Jaafar', 'AFP', 'Getty Images'], ['RFE/RL'], ['ats', 'afp', 'ap'])
    """
    listed = listed.strip(" .,;:\u00a0")
    if registry.look_up(listed):
        return [listed]
    parts = [part.strip(" .\u00a0") for part in _SEPARATOR.split(listed)]
    return list(chain.from_iterable(_cut_hyphens(part, registry) for part in parts if part))


def _cut_hyphens(part: str, registry: Registry) -> Iterator[str]:
    """Yield the known names that hyphens join, or the part as it is."""
    pieces = [piece.strip() for piece in part.split("-")]
    if len(pieces) > 1 and not registry.look_up(part) and any(registry.look_up(piece) for piece in pieces):
        yield from (piece for piece in pieces if piece)
    else:
        yield part

"""Outlets that an item quotes as its way to a story: "the Interfax news agency reported", "told Reuters".

A short grammar for the reprint graph alone, which wants works, not speakers: who said what through whom is told by the
attributions of the upper floor. A name counts when the words around it say that it is a medium, or the gazetteer does.
"""

import re
from collections.abc import Iterable, Iterator

from dedup.provenance.items import Item, Source
from dedup.provenance.outlets import canonical_name, gazetteer, gazetteer_id, outlet_key, same_outlet
from dedup.tables import Span

NAME = r"(?P<name>[A-Z][\w’'-]{1,30}(?: (?:of |and )?[A-Z][\w’'-]{1,30}){0,4})"
AGENCY = (
    r"(?:[Nn]ews|[Pp]ress|[Ii]nformation) [Aa]gency|[Nn]achrichtenagentur|[Aa]gence de presse|[Aa]gencia de noticias"
)
REPORTED = r"(?:reported|reports|wrote|writes|noted|said|revealed|cited|quoted)"
WORK = r"(?:report|article|story|investigation|dispatch)"
# The words around the name say that it is a medium.
TELLING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Tt]he {NAME} (?:news|press) agency\b(?! [A-Z])",
        rf"\b(?:{AGENCY}) {NAME}",
        rf"\b{NAME} {REPORTED} in (?:an?|its) (?:\w{{1,20}} )?{WORK}\b",
        rf"\b(?:first|as) (?:reported|revealed|disclosed) by (?:[Tt]he )?{NAME}",
    )
)
AGENCY_NAME = re.compile(r"\b(?P<name>[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,3} (?:News|Press) [Aa]gency)\b")
# Only for names that the gazetteer knows: people and ministries report things too.
KNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{NAME} {REPORTED}\b",
        rf"\b(?:investigation|exposé|report) (?:by|in) (?:[Tt]he )?{NAME}",
        rf"\b(?:according to|quoted by|cited by|citing|quoting|told) (?:the )?{NAME}",
        rf"\b(?:à l[’']|selon l[’']|selon |[Ll]aut |[Ss]egún |(?:der |dem )?[Aa]gentur |der |dem |a la agencia |a )(?:the )?{NAME}",
    )
)
TRIGGER = re.compile(
    r"[Aa]gency|agentur|[Aa]gence|[Aa]gencia|report|wrote|writes|noted|reveal|cit(?:ed|ing)|quot|told|according|investigation"
    r"|Agentur|déclaré|raconté|selon|Selon|indiqué|sagte|laut|Laut|bericht|dijo|declaró|según|Según"
)
ADJECTIVE = re.compile(r"\w{1,30}(?:an|ese|ish|ench|eli|qi)")  # "the Iranian news agency" is not named
REACH = 80  # code points to either side of a trigger that a pattern may need
MEDIA = frozenset({"agency", "broadcaster", "newspaper", "syndicate", "outlet"})


def find_relays(item: Item, copied: Iterable[Span]) -> Iterator[Source]:
    """Yield the outlets that `item` quotes, each once where it is first named.

    Its own outlet, its sources, and what stands in furniture or in passages `copied` from its origin are left out.
    """
    known = {outlet_key(source.name) for source in (*item.sources, *item.digested) if not source.is_partial}
    closed = (*item.masks, *copied)
    for relay in sorted(_named(item.text), key=lambda relay: (relay.span, relay.name)):
        key = outlet_key(relay.name)
        is_open = not any(relay.span.overlaps(span) for span in closed)
        if is_open and key not in known and not same_outlet(relay.name, item.outlet):
            known.add(key)
            yield relay


def _named(text: str) -> Iterator[Source]:
    """Yield every mention that the grammar takes for a relay, in no order."""
    for start, end in _windows(text):
        for pattern in (AGENCY_NAME, *TELLING, *KNOWN):
            for found in pattern.finditer(text, start, end):
                relay = _read(found, is_told=pattern not in KNOWN)
                if relay is not None:
                    yield relay


def _read(found: re.Match[str], *, is_told: bool) -> Source | None:
    """Return the relay that `found` names; a name runs into the next one in "told AFP Ada Storm", so it may be cut."""
    words = found["name"].rstrip(".’'").split()
    for n_words in range(len(words), 0, -1):
        name = " ".join(words[:n_words])
        name_id = gazetteer_id(name)
        if name_id is not None:
            span = Span(found.start(), found.start("name") + len(name) if n_words < len(words) else found.end())
            return Source(canonical_name(name, name_id), "relay", span) if _is_medium(name_id) else None
    whole = " ".join(words)
    if is_told and not ADJECTIVE.fullmatch(whole):
        return Source(whole, "relay", Span(found.start(), found.end()))
    return None


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text` round the words that a relay needs, apart and in order."""
    start = end = 0
    for trigger in TRIGGER.finditer(text):
        if trigger.start() - REACH > end:
            if end:
                yield start, end
            start = max(0, trigger.start() - REACH)
        end = trigger.end() + REACH
    if end:
        yield start, min(len(text), end)


def _is_medium(name_id: str | None) -> bool:
    entry = gazetteer().get(name_id or "")
    return entry is not None and entry.get("kind") in MEDIA

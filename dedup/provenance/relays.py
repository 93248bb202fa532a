"""Outlets that an item quotes as its way to a story: "the Interfax news agency reported", "noted Al-Monitor in a report".

A short grammar for the reprint graph alone, which wants works, not speakers: who said what through whom is told by the
attributions of the upper floor. A name counts when the words around it say that it is a medium, or the gazetteer does.
"""

import re
from collections.abc import Iterator

from dedup.provenance.items import Item, Source
from dedup.provenance.outlets import canonical_name, gazetteer_id, outlet_key, same_outlet
from dedup.provenance.predecessors import uncovered
from dedup.tables import Span

NAME = r"(?P<name>[A-Z][\w’'.-]{1,30}(?: (?:of |and |the )?[A-Z][\w’'.-]{0,30}){0,4})"
REPORTED = r"(?:reported|reports|writes|wrote|noted|said|revealed|quoted|cited|published)"
PATTERNS = (
    # "the Interfax news agency reported", "according to the Tasnim news agency"
    re.compile(rf"\b(?:[Tt]he )?{NAME} (?:news|press) agency\b"),
    # "Al-Monitor noted in a report", "The Post wrote in an article"
    re.compile(rf"\b(?:[Tt]he )?{NAME} (?:reported|noted|said|wrote|revealed|found) in (?:a|an|its) (?:\w{{1,20}} )?(?:report|article|story|investigation)\b"),
    # "first reported by The Post", "as reported by Interfax"
    re.compile(rf"\b(?:first|originally|as) (?:reported|revealed|published|disclosed) by (?:[Tt]he )?{NAME}"),
    # "an investigation by Open Ledger", "a report in the Courier"
    re.compile(rf"\b(?:an?|the) (?:investigation|exposé|report) (?:by|in) (?:[Tt]he )?{NAME}"),
)  # fmt: skip
# Only for names that the gazetteer knows: people and ministries report things too.
KNOWN = (
    re.compile(rf"\b(?:[Tt]he )?{NAME} {REPORTED}\b"),
    re.compile(rf"\b(?:according to|quoted by|cited by|citing|quoting|told) (?:[Tt]he )?{NAME}"),
)


def find_relays(item: Item) -> Iterator[Source]:
    """Yield the outlets that `item` quotes, each once where it is first named; never its own outlet or a source of it."""
    known = {outlet_key(source.name) for source in item.sources}
    for relay in sorted(_named(item.text), key=lambda relay: relay.span):
        key = outlet_key(relay.name)
        if (
            key in known
            or same_outlet(relay.name, item.outlet)
            or 2 * uncovered(relay.span, item.masks) < relay.span.n_chars
        ):
            continue
        known.add(key)
        yield relay


def _named(text: str) -> Iterator[Source]:
    """Yield every mention that the grammar takes for a relay, in no order."""
    for number, pattern in enumerate((*PATTERNS, *KNOWN)):
        for found in pattern.finditer(text):
            name = found["name"].rstrip(".’'")
            name_id = gazetteer_id(name)
            if name_id is not None or number < len(PATTERNS):
                yield Source(canonical_name(name, name_id), "relay", Span(found.start(), found.end()))

"""Outlets that an item quotes as its way to a story: "the Interfax news agency reported", "told Reuters".

A short grammar for the reprint graph alone, which wants works, not speakers: who said what through whom is told by the
attributions of the upper floor. A name of the gazetteer counts where it reports or is reported to; an unknown one only
where the words round it say that it is a medium.
"""

import re
from collections.abc import Iterable, Iterator

from dedup.lexicon import read_lines
from dedup.names import fold_name
from dedup.provenance.items import Item, Source
from dedup.provenance.outlets import canonical_name, gazetteer, gazetteer_id, outlet_key, same_outlet
from dedup.provenance.triggers import WORDS, Trigger
from dedup.tables import Span

NAME = r"(?P<name>[A-Z][\w’'-]{1,30}(?: (?:of |and )?[A-Z][\w’'-]{1,30}){0,4})"
AGENCY = (
    r"(?:[Nn]ews|[Pp]ress|[Ii]nformation) [Aa]gency|[Nn]achrichtenagentur|[Aa]gence de presse|[Aa]gencia de noticias"
)
REPORTED = r"(?:reported|reports|wrote|writes|noted|said|revealed|cited|quoted)"
WORK = r"(?:report|article|story|investigation|dispatch)"
MEDIA = frozenset({"agency", "broadcaster", "newspaper", "syndicate"})
ADJECTIVE = re.compile(r"\w{1,30}(?:an|ese|ish|ench|eli|qi)")  # "the Iranian news agency" is not named
REACH = 100  # code points to either side of a word that a pattern may need
REACH_BEFORE = 40  # before a known name
BEFORE = re.compile(
    r"(?:(?:according to|quoted by|cited by|citing|quoting|told|reported by|revealed by|disclosed by|investigation by|report by|report in)"
    rf" (?:[Tt]he )?(?:[\w-]{{1,20}} (?:{AGENCY}) )?|\b(?:{AGENCY}|[Aa]gentur) |à l[’']|\b[Ss]elon (?:l[’'])?|\b[Ll]aut (?:der )?"
    r"|\b[Ss]egún |\ba la agencia )\Z"
)
TOLD_TO = re.compile(r"\b(?:der|dem) \Z")  # "sagte er der AFP"; in front of a broadcaster as often "in der ARD"
AFTER = re.compile(rf"(?: (?:(?:news|press|information) )?agency\b)?(?: {REPORTED}\b)?")
TELLING = tuple(  # each with a part of words that stands wherever it matches
    (part, re.compile(pattern))
    for part, pattern in (
        ("gency", r"\b(?P<name>[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,3} (?:News|Press) [Aa]gency)\b"),
        ("gency", rf"\b[Tt]he {NAME} (?:news|press) agency\b(?! [A-Z])"),
        ("gen", rf"\b(?:{AGENCY}) {NAME}"),
        (" in ", rf"\b{NAME} {REPORTED} in (?:an?|its) (?:\w{{1,20}} )?{WORK}\b"),
        ("ed by ", rf"\b(?:first|as) (?:reported|revealed|disclosed) by (?:[Tt]he )?{NAME}"),
    )
)


def find_relays(item: Item, copied: Iterable[Span]) -> Iterator[Source]:
    """Yield the outlets that `item` quotes, each once where it is first named.

    Its own outlet, its sources, and what stands in furniture or in passages `copied` from its origin are left out.
    """
    known = {outlet_key(source.name) for source in (*item.sources, *item.digested) if not source.is_partial}
    closed = (*item.masks, *copied)
    for relay in sorted(_named(item), key=lambda relay: (relay.span, relay.name)):
        key = outlet_key(relay.name)
        is_open = not any(relay.span.overlaps(span) for span in closed)
        if is_open and key not in known and not same_outlet(relay.name, item.outlet):
            known.add(key)
            yield relay


def _named(item: Item) -> Iterator[Source]:
    """Yield every mention that the grammar takes for a relay, in no order."""
    for trigger in item.triggers:
        if trigger.words in WORDS:
            yield from _told(item.text, trigger.span)
        else:
            yield from _known(item.text, trigger)


def _known(text: str, trigger: Trigger) -> Iterator[Source]:
    """Yield the gazetteer's outlet at `trigger` if it reports something or is reported to."""
    start, end = trigger.span.start, trigger.span.end
    name_id = gazetteer_id(trigger.words)
    if name_id is None or gazetteer()[name_id].get("kind") not in MEDIA:
        return
    reach = max(0, start - REACH_BEFORE)
    before, after = BEFORE.search(text, reach, start), AFTER.match(text, end)
    if before is None and gazetteer()[name_id].get("kind") == "agency":
        before = TOLD_TO.search(text, reach, start)
    last = after.end() if after else end
    if before or last > end:
        first = before.start() if before else start
        yield Source(canonical_name(trigger.words, name_id), "relay", Span(first, last))


def _told(text: str, word: Span) -> Iterator[Source]:
    """Yield the outlets near `word` that the gazetteer lacks, or knows by a name that means other things as well."""
    start, end = max(0, word.start - REACH), word.end + REACH
    for part, pattern in TELLING:
        for found in pattern.finditer(text, start, end) if text.find(part, start, end) >= 0 else ():
            name = found["name"].rstrip(".’'")
            name_id = gazetteer_id(name)
            is_medium = not _is_institution(name) if name_id is None else gazetteer()[name_id].get("kind") in MEDIA
            if is_medium and not ADJECTIVE.fullmatch(name):
                yield Source(canonical_name(name, name_id), "relay", Span(found.start(), found.end()))


def _is_institution(name: str) -> bool:
    """Return whether an unknown name ends as that of a body does which reports without being a medium: "Finance Ministry"."""
    last = fold_name(name).rpartition(" ")[2]
    media = (*read_lines("outlet_words"), *read_lines("masthead_words"))
    return last in read_lines("organisations") and last not in media

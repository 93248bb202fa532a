"""What reached an item through another medium: the relays of its attributions, which several families share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dedup.registry import builtin
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.attribution.media import media_of
from scoring.signals.dossier import Dossier
from scoring.signals.media import OWN_WORK, is_medium, is_person, same_relayer
from scoring.signals.phrases import holds_phrase
from scoring.signals.rows import AttributionRow
from scoring.signals.voices import DENIED

MEDIA = frozenset({"outlet", "agency", "state_media"})
HEARER = "hearer"  # no medium, and between one and the speaker: the officials to whom he gave his word
REPORTED = re.compile(r"(?i)\b(?:report|wr[io]t)")  # what a medium's people do for it
# What a medium does for itself: it asks, and answers for what it printed.
ASKED = re.compile(
    r"(?i)^(?:apologi[sz]|ask|clarif|correct|declin|inquir|quer(?:y|ied|ies)|question|repl(?:y|ied|ies)|request|respond|retract)"
)
STATEMENTS = r"(?:a|an|its) (?:\w{2,20} ){0,2}(?:statement|email|e-mail|letter|release|op-ed|editorial|column)"
STATED = re.compile(rf"\b[Ii]n {STATEMENTS}, $")
STATEMENT = re.compile(rf",? in {STATEMENTS}\b")
OFFICE = re.compile(r"\b(?:president|chief executive|chairman|chairwoman|spokes\w{3,6})$")  # of the medium
REACH_CHARS = 60
# Of the press, and not by it: what follows "press".
PRESS_WORK = re.compile(r" (?:briefing|conference|corps|kit|office|officer|release|secretary|team)s?\b")
CITING = re.compile(
    r"(?:[ ,]{1,2}[\w'-]{1,30}){0,4}?[ ,]{0,2}(?:have |had )?(?:report|said|say|quot|cit|claim|wrote|carr)"
)
CITED = re.compile(r"(?:according to|report|said|say|told|quoted by)\b")
SUBJECT = re.compile(r" (?:attention|coverage|appearance|compan|market|scrutiny|strateg)")  # of talk about the media


@dataclass(frozen=True, slots=True)
class Relay:
    """One statement that reached the item through another medium."""

    name: str
    span: Span
    kind: str
    attribution: AttributionRow

    @property
    def is_named(self) -> bool:
        """Return whether a reader learns which medium it was."""
        return not holds_phrase(fold_str(self.name), "unnamed_media")


@lru_cache(maxsize=1)  # the signals are put to one item after the other
def find_relays(dossier: Dossier) -> tuple[Relay, ...]:
    """Return the relays of what is said in the item, in order, one for each place where another medium is named.

    Those to whom the speaker said it before a medium told of it are relays too, of the kind `HEARER`. What was said
    to the item's own outlet came through nobody.
    """
    found: dict[Span, Relay] = {}
    for row in dossier.attributions:
        if row.relay and row.relay_type in MEDIA:
            names, media = row.relay.split(" > "), media_of(row.relay)
            spans = row.relay_spans or row.source_spans or row.spans[:1]
            for name, span in zip(names, spans, strict=False):
                if _passes_on(dossier, row, name) and not _is_modifier(dossier, span):
                    kind = row.relay_type if name in media else HEARER
                    found.setdefault(span, Relay(name, span, kind, row))
    return tuple(found[span] for span in sorted(found) if not dossier.is_masked(span.start))


def is_second_hand(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the statement reached the item through another medium."""
    if not row.relay or row.relay_type not in MEDIA:
        return False
    return any(_passes_on(dossier, row, name) for name in media_of(row.relay))


def _passes_on(dossier: Dossier, row: AttributionRow, name: str) -> bool:
    """Return whether the medium called `name` passes on what the row says, and does not speak for itself."""
    is_guest = is_person(name) and not REPORTED.search(row.cue or "")
    return not is_guest and is_medium(name) and not _is_own(dossier, name) and not _is_statement(dossier, row)


def _is_relay(source: str, relay: str) -> bool:
    """Return whether the source is one of the media that `relay` lists."""
    return any(same_relayer(source, name) for name in relay.split(" > "))


def _is_own(dossier: Dossier, name: str) -> bool:
    """Return whether a medium is the item's own outlet."""
    return dossier.item.outlet is not None and same_relayer(name, dossier.item.outlet)


def _is_modifier(dossier: Dossier, span: Span) -> bool:
    """Return whether the words only say whose or what the next thing is: "a CNN tally", "a press release"."""
    following = re.match(r" (?:exit )?(\w{3,10})\b", dossier.text[span.end : span.end + 20])
    if following is not None and following[1] in OWN_WORK:
        return True
    is_press = dossier.plain.endswith("press", 0, span.end)
    return is_press and PRESS_WORK.match(dossier.text, span.end) is not None


def _is_statement(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the medium speaks for itself, asks, or says nothing: "Fox News said in a statement", "AP asked"."""
    if row.source is not None and not (row.relay and _is_relay(row.source, row.relay)):
        return False
    if ASKED.search(row.cue or ""):
        return True
    if OFFICE.search(row.source or "") or any(STATEMENT.match(dossier.text, span.end) for span in row.cue_spans):
        return True
    places = (row.source_spans or row.relay_spans)[:1]
    return any(
        STATED.search(dossier.text, max(0, span.start - REACH_CHARS), span.start)
        or DENIED.match(dossier.text, span.end)
        for span in places
    )


def group_relayers(relays: Iterable[Relay]) -> list[list[Relay]]:
    """Return the relays grouped by medium, in the order of their first mention."""
    groups: list[list[Relay]] = []
    for relay in relays:
        for group in groups:
            if same_relayer(relay.name, group[0].name):
                group.append(relay)
                break
        else:
            groups.append([relay])
    return groups


def own_relayers(dossier: Dossier) -> list[str]:
    """Return the media that the item rests on, each once with its number of mentions, reporters of theirs included."""
    relays = [relay for relay in find_relays(dossier) if relay.is_named and relay.kind != HEARER]
    for row in dossier.speech:
        media = builtin().mentions(row.source or "") if row.relay_type not in MEDIA else []
        relays += [
            Relay(medium.outlet.name, row.source_spans[0], "reporter", row) for medium in media if row.source_spans
        ]
    groups = group_relayers(sorted(relays, key=lambda relay: relay.span))
    return [f"{group[0].name} ({len(group)} mentions)" if len(group) > 1 else group[0].name for group in groups]


def is_cited(dossier: Dossier, span: Span) -> bool:
    """Return whether something is said by the media at `span`, and not only about them."""
    sentence = dossier.sentence(span.start)
    rest = fold_str(dossier.text[span.end : sentence.end])
    before = fold_str(dossier.text[sentence.start : span.start])
    return not SUBJECT.match(rest) and bool(CITING.match(rest) or CITED.search(before))

"""Who is heard in an item, and through whom: the view of its attributions that several families share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dedup.names import fold_name, same_name
from dedup.registry import builtin
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.signals.dossier import Dossier
from scoring.signals.phrases import holds_phrase
from scoring.signals.rows import AttributionRow

FIGURES = frozenset({"poll", "survey", "data", "tally", "count", "analysis"})  # a medium's own work, not hearsay
MEDIA = frozenset({"outlet", "agency", "state_media"})
OWN = frozenset({"own_channel", "social_post", "document"})
MAX_DESCRIBED_WORDS = 2  # "an anonymous source": no more than that is told


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


def find_relays(dossier: Dossier) -> list[Relay]:
    """Return the relays of what is said in the item, in order, one for each place where a medium is named."""
    found: dict[Span, Relay] = {}
    for row in dossier.attributions:
        if row.relay and row.relay_type in MEDIA:
            names = row.relay.split(" > ")
            spans = row.relay_spans or row.source_spans or row.spans[:1]
            for name, span in zip(names, spans, strict=False):
                if not FIGURES & set(fold_name(name).split()):
                    found.setdefault(span, Relay(name, span, row.relay_type, row))
    return [found[span] for span in sorted(found) if not dossier.is_masked(span.start)]


def same_relayer(a: str, b: str) -> bool:
    """Return whether two wordings name one medium: one name within the other, or two spellings of one.

    >>> same_relayer("the Tasnim news agency", "Tasnim"), same_relayer("TASS", "Interfax")
    (True, False)
    """
    plain_a, plain_b = _plain_medium(a), _plain_medium(b)
    if not plain_a or not plain_b:
        return plain_a == plain_b and fold_name(a) == fold_name(b)
    return plain_a == plain_b or same_name(plain_a, plain_b)


def _plain_medium(name: str) -> str:
    """Return the folded `name` without what it has in common with other media."""
    words = fold_name(re.sub(r"['’]s\b", "", name)).split()
    return " ".join(
        word for word in words if word not in {"news", "agency", "the", "network", "website", "newspaper", "daily"}
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
    relays = [relay for relay in find_relays(dossier) if relay.is_named]
    for row in dossier.speech:
        media = builtin().mentions(row.source or "") if row.relay_type not in MEDIA else []
        relays += [
            Relay(medium.outlet.name, row.source_spans[0], "reporter", row) for medium in media if row.source_spans
        ]
    groups = group_relayers(sorted(relays, key=lambda relay: relay.span))
    return [f"{group[0].name} ({len(group)} mentions)" if len(group) > 1 else group[0].name for group in groups]


def speaker(row: AttributionRow) -> str:
    """Return the key of the one who speaks: the resolved name, else the words, folded.

    >>> speaker(AttributionRow("indirect", source="she", source_name="Ana Ruiz"))
    'ana ruiz'
    """
    return fold_name(row.source_name or row.source or "")


def by_speaker(rows: Iterable[AttributionRow]) -> dict[str, list[AttributionRow]]:
    """Return the rows by speaker, in the order of their first words."""
    found: dict[str, list[AttributionRow]] = {}
    for row in rows:
        found.setdefault(speaker(row), []).append(row)
    return found


def first_span(row: AttributionRow) -> Span | None:
    """Return where the source stands, else where the cue or the content does."""
    return next(iter((*row.source_spans, *row.cue_spans, *row.content_spans)), None)


def is_cited(dossier: Dossier, span: Span) -> bool:
    """Return whether something is said by the media at `span`, and not only about them."""
    sentence = dossier.sentence(span.start)
    rest = fold_str(dossier.text[span.end : sentence.end])
    return re.match(
        r"(?:[ ,]{1,2}[\w'-]{1,30}){0,4}?[ ,]{0,2}(?:have |had )?(?:report|said|say|quot|cit|claim|wrote|carr)", rest
    ) is not None or (
        re.search(
            r"(?:according to|report|said|say|told|quoted by)\b", fold_str(dossier.text[sentence.start : span.start])
        )
        is not None
    )

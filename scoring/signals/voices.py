"""Who is heard in an item, and through whom: the view of its attributions that several families share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dedup.lexicon import read_lines
from dedup.names import fold_name, same_name
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.signals.dossier import Dossier
from scoring.signals.phrases import holds_phrase
from scoring.signals.rows import AttributionRow

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


def head_words(source: str) -> list[str]:
    """Return the folded words of the source's noun phrase, up to a preposition or a comma.

    >>> head_words("A senior official in the ministry")
    ['a', 'senior', 'official']
    """
    head = re.split(
        r",|\b(?:of|in|at|from|with|who|for|on|near|close|familiar|inside|within|von|de|du|des|del)\b",
        fold_str(source),
        maxsplit=1,
    )[0]
    return re.findall(r"[\w'-]+", head)


def is_weasel(row: AttributionRow) -> bool:
    """Return whether the source is a group of people whom nobody can ask."""
    if row.source_type != "unnamed_group" or not row.source or (row.source_name and row.source_name != row.source):
        return False
    words = head_words(row.source)
    return bool(words) and words[-1] in _lexicon("weasel_heads")


def is_bare_source(row: AttributionRow) -> bool:
    """Return whether the source is called a source and nothing else is told of it."""
    words = re.findall(r"[\w'-]+", fold_str(row.source or ""))
    plain = [word for word in words if word not in {"a", "an", "the", "one", "its", "our", "this", "that"}]
    return row.source_type in {"unnamed_individual", "unnamed_group"} and plain in (["source"], ["sources"])


def holds_office(row: AttributionRow) -> bool:
    """Return whether the source is described by an office that one person at a time holds."""
    words = head_words(row.source or "")
    ends = {" ".join(words[-n:]) for n in (1, 2)}
    return row.source_type == "unnamed_individual" and bool(ends & _lexicon("unique_roles"))


def is_anonymous(row: AttributionRow) -> bool:
    """Return whether the source has no name, and is neither a holder of a known office nor a mere crowd."""
    if row.is_named or not row.source or is_bare_source(row) or is_weasel(row) or holds_office(row):
        return False
    if row.source_name and row.source_name != row.source:
        return False
    words = head_words(row.source)
    return bool(words) and words[-1] in _lexicon("unnamed_officials")


def _lexicon(name: str) -> frozenset[str]:
    return frozenset(read_lines(name))

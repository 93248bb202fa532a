"""The rows that a dossier holds: one dataclass a table, named for it, with the columns that signals read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from dedup.tables import Span

Record = Mapping[str, Any]
"""One row of a table as polars gives it; it becomes a typed row here and goes no further."""

UNNAMED = frozenset({"unnamed_individual", "unnamed_group"})


def span_of(record: Record, prefix: str = "") -> Span | None:
    """Return the span in the columns `start` and `end`, or None where they are null.

    >>> span_of({"notice_start": 3, "notice_end": 9}, "notice_")
    Span(start=3, end=9)
    """
    start = record[f"{prefix}start"]
    return None if start is None else Span(start, record[f"{prefix}end"])


def _known_span(record: Record) -> Span:
    return Span(record["start"], record["end"])


def _spans(records: Iterable[Record] | None) -> tuple[Span, ...]:
    return tuple([Span(record["start"], record["end"]) for record in records]) if records else ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of ITEMS."""

    item: str
    text: str
    outlet: str | None = None
    outlet_evidence: str | None = None
    published: str | None = None
    published_evidence: str | None = None
    modified: str | None = None
    captured: str | None = None
    title: str | None = None
    author: str | None = None
    dateline: str | None = None
    canonical_url: str | None = None
    lang: str | None = None
    n_words: int | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of ITEMS."""
        return cls(**{name: record[name] for name in ITEM_COLUMNS})


ITEM_COLUMNS = tuple(field.name for field in fields(ItemRow))


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A row of SPANS."""

    span: Span
    kind: str
    line: str | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of SPANS."""
        return cls(_known_span(record), record["kind"], record["line"])


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A row of CREDITS."""

    kind: str
    span: Span | None = None  # None for a credit of the metadata
    name: str | None = None
    name_id: str | None = None
    place_in_chain: int = 0

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of CREDITS."""
        place = record["place_in_chain"] or 0
        return cls(record["kind"], span_of(record), record["name"], record["name_id"], place)


@dataclass(frozen=True, slots=True)
class DateRow:
    """A row of DATES; `span` is None for a date of the metadata."""

    date: str
    precision: str
    kind: str
    rank: int
    span: Span | None = None
    evidence: str | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of DATES."""
        told = {name: record[name] for name in ("date", "precision", "kind", "rank", "evidence")}
        return cls(**told, span=span_of(record))


@dataclass(frozen=True, slots=True)
class AttributionRow:
    """A row of ATTRIBUTIONS."""

    kind: str
    source: str | None = None
    source_spans: tuple[Span, ...] = ()
    source_type: str | None = None
    source_name: str | None = None
    cue: str | None = None
    cue_spans: tuple[Span, ...] = ()
    content_spans: tuple[Span, ...] = ()
    relay: str | None = None
    relay_spans: tuple[Span, ...] = ()
    relay_type: str | None = None
    is_speech: bool = True

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of ATTRIBUTIONS."""
        return cls(
            record["kind"],
            record["source"],
            _spans(record["source_spans"]),
            record["source_type"],
            record["source_name"],
            record["cue"],
            _spans(record["cue_spans"]),
            _spans(record["content_spans"]),
            record["relay"],
            _spans(record["relay_spans"]),
            record["relay_type"],
            record["is_speech"],
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return all its spans: source, cue, content, relay."""
        return (*self.source_spans, *self.cue_spans, *self.content_spans, *self.relay_spans)

    @property
    def is_named(self) -> bool:
        """Return whether a reader learns who the source is."""
        return self.source is not None and self.source_type not in UNNAMED


@dataclass(frozen=True, slots=True)
class LostRow:
    """One thing that a reprint lost; `span` lies in the origin's text."""

    what: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ReprintRow:
    """A row of REPRINTS."""

    item: str
    origin: str
    held: bool
    kind: str
    direction: str
    verdict: str
    share: float | None = None
    passages: tuple[tuple[Span, Span], ...] = ()  # in the item, in the origin
    lost: tuple[LostRow, ...] = ()
    notice_span: Span | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of REPRINTS."""
        told = {name: record[name] for name in ("item", "origin", "held", "kind", "direction", "verdict", "share")}
        passages = ((span_of(row, "a_"), span_of(row, "b_")) for row in record["passages"] or ())
        both = tuple((own, other) for own, other in passages if own and other)
        lost = tuple(LostRow(row["what"], row["text"], span_of(row)) for row in record["lost"] or ())
        return cls(**told, passages=both, lost=lost, notice_span=span_of(record, "notice_"))


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A row of MATCHES seen from one item: `share` of it is found in `other`."""

    other: str
    relation: str
    share: float
    resemblance: float

    @classmethod
    def read(cls, record: Record, item: str) -> Self:
        """Return the row for a record of MATCHES as `item` sees it."""
        is_first = record["item_a"] == item
        other, share = ("item_b", "containment_a") if is_first else ("item_a", "containment_b")
        return cls(record[other], record["relation"], record[share], record["resemblance"])


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """A row of METADATA that names where the item came from."""

    field: str
    value: str

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of METADATA."""
        return cls(record["field"], record["value"])


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A row of STORIES."""

    story: str
    item: str
    origin: str
    tests_passed: tuple[str, ...] = ()
    tests_failed: tuple[str, ...] = ()

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of STORIES."""
        tests = (tuple(record[name] or ()) for name in ("tests_passed", "tests_failed"))
        return cls(record["story"], record["item"], record["origin"], *tests)


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A row of QUOTES."""

    utterance: str
    item: str
    speaker: str | None
    variant: str
    span: Span
    text: str

    @classmethod
    def read(cls, record: Record) -> Self:
        """Return the row for a record of QUOTES."""
        told = {name: record[name] for name in ("utterance", "item", "speaker", "variant", "text")}
        return cls(**told, span=_known_span(record))


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What an outlet registry says of a relayer: state, party or military, since when known, and who says so."""

    kind: str
    citation: str
    date: str

"""The nouns of the lower street: one schema a table, one comment a column.

Offsets are code points into the item's original text, half open. Similarities and shares lie in [0, 1].
Dates are ISO 8601 strings, cut to the precision that is known. Null means unknown.

Glossary: an *item* is one news text; a *line* is a line or sentence that repeats; a *credit* says where an item came
from; a *sketch* stands for an item's words; a *pair* is a candidate, a *match* a verified pair; a *cluster* is items
round a centre; a *reprint* is an edge from an item to its origin, which the corpus may not hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


def schema(columns: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.Schema:
    """Return the schema of a table with these columns."""
    return pl.Schema(columns)


@dataclass(slots=True, order=True, unsafe_hash=True)  # a value; frozen, it would take three times as long to make
class Span:
    """A stretch of an item's text: `text[start:end]`, in code points.

    >>> Span(3, 7).n_chars
    4
    """

    start: int
    end: int

    @property
    def n_chars(self) -> int:
        """Return the length in code points."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Return whether both spans share at least one code point.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        """
        return self.start < other.end and other.start < self.end


ITEMS = schema(
    {
        "item": pl.String,  # id: the file's own id field, or its POSIX path below the corpus root
        "outlet": pl.String,  # publisher, as named by `outlet_evidence`
        "outlet_evidence": pl.String,  # where the outlet was read: a field's name, "line: ...", "byline: ..."
        "published": pl.String,  # ISO 8601
        "published_evidence": pl.String,  # where the date was read
        "modified": pl.String,  # ISO 8601
        "captured": pl.String,  # ISO 8601: when a crawler saw it, an upper bound of the publication
        "title": pl.String,
        "author": pl.String,
        "dateline": pl.String,
        "canonical_url": pl.String,
        "lang": pl.String,  # ISO 639-1; null when the text is too short to tell
        "n_words": pl.UInt32,
        "n_chars": pl.UInt32,  # code points of `text`
        "path": pl.String,  # file, as given
        "position": pl.UInt64,  # ordinal in the file, from 0
        "sha256": pl.String,  # hex, of the UTF-8 bytes of `text`
        "text": pl.String,  # the original, unchanged
    }
)

METADATA = schema(
    {
        "item": pl.String,
        "field": pl.String,  # what a file says of an item beyond ITEMS: credit, is_based_on, editor_note, encoding ...
        "value": pl.String,  # as written; a field with several values has several rows
    }
)

REJECTED = schema(
    {
        "path": pl.String,
        "position": pl.UInt64,  # ordinal of the item in the file, from 0
        "reason": pl.String,  # what was found and what was expected
    }
)

LINE_TALLIES = schema(
    {
        "item": pl.String,
        "outlet": pl.String,  # from metadata, or null
        "pattern": pl.UInt64,  # hash of the folded line or sentence; null for a sentence in the middle of an item
        "words": pl.UInt64,  # hash of the line or sentence as written
        "line_pattern": pl.UInt64,  # hash of the line that holds it
        "line": pl.String,  # as written; null where too long to be furniture, or in the middle of an item
        "is_line": pl.Boolean,  # a whole line; else a sentence
        "is_leaf": pl.Boolean,  # one sentence, not a line of several
        "is_edge": pl.Boolean,  # among the first or last of its item
    }
)

LINES = schema(
    {
        "line": pl.String,  # the most common wording
        "pattern": pl.String,  # folded, with slots for numbers and dates; what is matched
        "kind": pl.String,  # furniture, notice, credit, caption
        "owner": pl.String,  # the outlet whose items carry it
        "n_items": pl.UInt32,  # items that carry it
    }
)

SPANS = schema(
    {
        "item": pl.String,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "kind": pl.String,  # furniture, notice, credit, caption, dateline, byline
        "line": pl.String,  # the `line` of LINES it is an instance of, or null
    }
)

CREDITS = schema(
    {
        "item": pl.String,
        "kind": pl.String,  # byline, dateline, agency, notice, contribution, photo, copyright
        "name": pl.String,  # as the registry has it, else as written; a dateline's place; null for "agencies"
        "name_id": pl.String,  # gazetteer id, or null
        "place_in_chain": pl.UInt8,  # 0 for the first name of "(Name/AFP/Getty)"
        "start": pl.UInt32,
        "end": pl.UInt32,
    }
)

DATES = schema(
    {
        "item": pl.String,
        "date": pl.String,  # ISO 8601, cut to its precision; "--01-27" for a date without a year
        "precision": pl.String,  # second, day, month, year
        "kind": pl.String,  # published, modified, captured, dateline, mentioned
        "rank": pl.UInt16,  # 0 is the best guess at the publication
        "start": pl.UInt32,  # null for metadata
        "end": pl.UInt32,
        "evidence": pl.String,  # the words or the field
    }
)

SKETCHES = schema(
    {
        "item": pl.String,
        "n_shingles": pl.UInt32,  # of the masked text, those that repeat as well
        "bands": pl.List(pl.UInt64),  # band keys of the MinHash signature
        "fingerprints": pl.List(pl.UInt64),  # winnowed shingle hashes, distinct
    }
)

PAIRS = schema(
    {
        "item_a": pl.String,  # item_a < item_b
        "item_b": pl.String,
        "method": pl.String,  # bands, fingerprints, linked, held
    }
)

HELD = "held"  # the method of pairs of a snippet, an item of a few words, with a longer item that has them

PASSAGE = pl.Struct(
    {
        "a_start": pl.UInt32,
        "a_end": pl.UInt32,
        "b_start": pl.UInt32,
        "b_end": pl.UInt32,
        "similarity": pl.Float32,
    }
)

MATCHES = schema(
    {
        "item_a": pl.String,  # item_a < item_b
        "item_b": pl.String,
        "resemblance": pl.Float32,  # Jaccard of the exact shingle sets of the masked texts
        "containment_a": pl.Float32,  # share of a found in b
        "containment_b": pl.Float32,  # share of b found in a
        "relation": pl.String,  # duplicate, contained, partial, template, quote_only
        "passages": pl.List(PASSAGE),  # aligned runs, in order of a
        "method": pl.String,  # the join that proposed the pair, or "decision"
        "share": pl.Float32,  # of the shorter item's words that stand in passages, small edits included
    }
)

NEAREST = schema(
    {
        "item_a": pl.String,  # item_a < item_b
        "item_b": pl.String,
        "share": pl.Float32,  # as in MATCHES; pairs nearest to the share from which two items are a match, on both sides
        "relation": pl.String,  # as in MATCHES; null for a pair that is none
        "method": pl.String,
    }
)

CLUSTERS = schema(
    {
        "item": pl.String,
        "cluster": pl.String,  # stable id: a short hash of its earliest item's text
        "role": pl.String,  # centre, member
        "similarity": pl.Float32,  # verified overlap with the centre
    }
)

LOST = pl.Struct(
    {
        "what": pl.String,  # dateline, byline, agency, passage, number, quote_end, hedge, correction, disclosure
        "text": pl.String,
        "start": pl.UInt32,  # in the origin's text
        "end": pl.UInt32,
    }
)

REPRINTS = schema(
    {
        "item": pl.String,
        "origin": pl.String,  # an item's id, or "origin:NAME" for a work that the corpus does not hold
        "held": pl.Boolean,
        "kind": pl.String,  # declared, undeclared, quoted, agency
        "direction": pl.String,  # known, unclear
        "direction_evidence": pl.List(pl.String),
        "verdict": pl.String,  # accurate, inaccurate, missing, unverifiable
        "share": pl.Float32,  # of the item found in the origin; null when not held
        "passages": pl.List(PASSAGE),  # a: the item, b: the origin
        "lost": pl.List(LOST),
        "declared": pl.String,  # the source that the item itself names, by the gazetteer's name; null for undeclared
        "notice": pl.String,  # the words that declare it
        "notice_start": pl.UInt32,
        "notice_end": pl.UInt32,
    }
)

"""What a reader gives: items as they stand in their file, before ids, counts and languages are added.

A reader is a function `(source, settings) -> iterator of Draft, Block or Rejection`, in the order of the file. A
`Draft` is one item, a `Block` many at once in columns, a `Rejection` something that could not become an item.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One item as its file gives it; dates are ISO 8601, null means that the file does not say."""

    position: int  # ordinal in its file, from 0
    text: str
    id: str | None = None  # the file's own id field
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
    metadata: tuple[tuple[str, str], ...] = ()  # (field, value) rows of METADATA
    is_sole: bool = False  # the one item of its file, which the path alone names
    member: str | None = None  # path of the member, when the file is an archive of files


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be read as an item, and why."""

    position: int
    reason: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Many items in columns: ITEMS without `path`, `item` holding the file's own id or null."""

    items: pl.DataFrame
    metadata: tuple[tuple[int, str, str], ...] = ()  # (position, field, value) for rows of METADATA
    member: str | None = None


Piece = Draft | Block | Rejection
"""One thing that a reader yields."""

Reader = Callable[[Source, CorpusSettings], Iterator[Piece]]
"""Reads one open source; raises UnreadableError where the rest of it cannot be read."""


def refuse(text: str, settings: CorpusSettings) -> str | None:
    """Return why `text` can be no item's text, or None.

    >>> refuse(" ", CorpusSettings()), refuse("Rain fell.", CorpusSettings())
    ('no text: found nothing but white space', None)
    """
    if len(text) > settings.max_item_chars:
        return f"too large: {len(text)} characters, at most {settings.max_item_chars} are read as one item"
    if not text or text.isspace():
        return "no text: found nothing but white space"
    if "\x00" in text:
        return f"binary: NUL at character {text.index(chr(0))}, expected text"
    return None

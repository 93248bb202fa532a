"""What is new in an archive since its index was brought up to date, and what of the index a scan uses again.

Learned lines are used again while nearly all files are those they were learned from: that spares one of the two passes
over the items, and the scan masks what the check masks. Sketches are not: the index keeps their keys cut short and in the
keys' order, from where they come at 18 us an item while sketching takes 14. Credits stand there without their places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dedup.corpus import Survey
from dedup.errors import IndexFileError
from dedup.index import FOLDER, ArchiveFile, Reader
from dedup.index.archive import hash_file
from dedup.index.layout import FILE
from scoring.settings import Settings

MAX_NEW = 0.1  # share of files that came or changed since the lines were learned
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Memory:
    """What an archive's index remembers: LINES that a scan may use again, and the hash of each item's text."""

    path: Path
    updated: str | None = None
    lines: pl.DataFrame | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)
    hindrance: str | None = None  # why the index could not be used


@dataclass(frozen=True, slots=True)
class News:
    """How a corpus differs from its index; `new` names the first new items."""

    index: str
    updated: str | None
    n_same: int
    n_new: int
    n_changed: int
    n_gone: int
    new: tuple[str, ...]
    used_lines: bool
    hindrance: str | None = None


def remember(paths: list[str], survey: Survey, settings: Settings) -> Memory | None:
    """Return what the index of the one folder in `paths` remembers; None where there is none."""
    path = Path(paths[0]) / FOLDER / FILE
    if len(paths) != 1 or not path.is_file():
        return None
    try:
        with Reader.opened(path, settings) as reader:
            known = reader.files()
            n_same = sum(_is_same(known.get(file.name), file.path) for file in survey.files)
            is_fresh = reader.stale() <= MAX_NEW and len(survey.files) - n_same <= MAX_NEW * len(known)
            return Memory(path, reader.about("updated"), reader.lines() if is_fresh else None, reader.hashes())
    except IndexFileError as error:
        return Memory(path, hindrance=str(error))


def _is_same(known: ArchiveFile | None, path: str) -> bool:
    """Return whether a file has the content that the index knows, told from its time or else from its hash."""
    place = Path(path)
    state = place.stat()
    if known is None or known.n_bytes != state.st_size:
        return False
    return known.mtime_ns == state.st_mtime_ns or known.sha256 == hash_file(place)


def tell_news(memory: Memory, items: Iterable[pl.DataFrame]) -> News:
    """Return how the batches of ITEMS differ from what the index remembers.

    >>> items = pl.DataFrame({"item": ["a", "b"], "sha256": ["ff", "00"]})
    >>> tell_news(Memory(Path("index.sqlite"), hashes={"a": "ff", "c": "11"}), [items]).new
    ('b',)
    """
    seen: set[str] = set()
    new: list[str] = []
    n_changed = 0
    for batch in items:
        for item, sha256 in batch.select("item", "sha256").iter_rows():
            seen.add(item)
            if item not in memory.hashes:
                new.append(item)
            elif memory.hashes[item] != sha256:
                n_changed += 1
    n_same = len(seen) - len(new) - n_changed
    gone = len(memory.hashes.keys() - seen)
    counts = (n_same, len(new), n_changed, gone)
    used = memory.lines is not None
    return News(str(memory.path), memory.updated, *counts, tuple(sorted(new)[:SHOWN]), used, memory.hindrance)

"""A small world of entries: items made of few words, so that they share text; and indexes of every kind over them."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

import polars as pl

from dedup.index import ArchiveFile, Builder, Entry, MemoryIndex, Neighbour, Reader, Writer, entries_of
from dedup.index.entries import Keys
from dedup.settings import CandidateSettings, IndexSettings, Settings
from dedup.sketch import sketch_items
from dedup.tables import CREDITS, ITEMS, SPANS

SETTINGS = replace(Settings(), candidates=CandidateSettings(max_carriers=3), index=IndexSettings(max_neighbours=5))


class Answering(Protocol):
    """What every index answers."""

    def look_up(self, bands: Keys, fingerprints: Keys, *, without: str | None = None) -> list[Neighbour]:
        """Return the neighbours of a sketch."""
        ...

    def files(self) -> dict[str, ArchiveFile]:
        """Return every file."""
        ...

    def hashes(self) -> dict[str, str]:
        """Return the hash of every item."""
        ...


def file_of(path: str, text: str) -> ArchiveFile:
    """Return a file that holds `text`, or stands for it."""
    return ArchiveFile(path, len(text), 1, f"{hash_of(text)}")


def hash_of(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def entries(texts: dict[str, str], published: str | None = None, settings: Settings = SETTINGS) -> list[Entry]:
    """Return one entry a text, by path; "a.jsonl#1" is an item of the file "a.jsonl"."""
    rows = [
        {
            "item": item,
            "path": item.partition("#")[0],
            "position": 0,
            "sha256": hash_of(text),
            "published": published,
            "n_words": len(text.split()),
            "text": text,
        }
        for item, text in texts.items()
    ]
    items = pl.DataFrame(rows, schema=ITEMS)
    sketches = sketch_items(items, SPANS.to_frame(), settings.sketch)
    return list(entries_of(items, CREDITS.to_frame(), sketches))


def files_of(texts: dict[str, str]) -> list[ArchiveFile]:
    """Return the files of items by path."""
    return [
        file_of(path, text) for path, text in {item.partition("#")[0]: text for item, text in texts.items()}.items()
    ]


def by_file(texts: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the items of each file."""
    for _, group in groupby(texts, key=lambda item: item.partition("#")[0]):
        yield {item: texts[item] for item in group}


Build = Callable[[Path, dict[str, str]], AbstractContextManager[Answering]]
"""Makes an index over texts by path, in a folder."""


@contextmanager
def in_memory(_folder: Path, texts: dict[str, str]) -> Iterator[Answering]:
    """Keep everything in dictionaries."""
    index = MemoryIndex(SETTINGS)
    index.put(files_of(texts), entries(texts))
    yield index


@contextmanager
def built(folder: Path, texts: dict[str, str]) -> Iterator[Answering]:
    """Build an index on disk in one go."""
    make(folder, texts)
    with Reader.opened(folder / "index.sqlite", SETTINGS) as reader:
        yield reader


@contextmanager
def grown(folder: Path, texts: dict[str, str]) -> Iterator[Answering]:
    """Grow an index on disk, file by file."""
    make(folder, {})
    with Writer.opened(folder / "index.sqlite", SETTINGS) as writer:
        for own in by_file(texts):
            writer.put(files_of(own), entries(own))
    with Reader.opened(folder / "index.sqlite", SETTINGS) as reader:
        yield reader


@contextmanager
def packed(folder: Path, texts: dict[str, str]) -> Iterator[Answering]:
    """Grow an index on disk and pack it half way."""
    make(folder, {})
    with Writer.opened(folder / "index.sqlite", SETTINGS) as writer:
        for n, own in enumerate(by_file(texts)):
            writer.put(files_of(own), entries(own))
            if n == len(texts) // 2:
                writer.pack()
    with Reader.opened(folder / "index.sqlite", SETTINGS) as reader:
        yield reader


KINDS: tuple[Build, ...] = (in_memory, built, grown, packed)


def make(folder: Path, texts: dict[str, str], settings: Settings = SETTINGS) -> Path:
    """Build an index on disk and return its path."""
    with Builder.opened(folder / "index.sqlite", settings) as builder:
        builder.put(files_of(texts))
        builder.add(entries(texts, settings=settings))
    return folder / "index.sqlite"

"""Reading an index: neighbours of an item, learned lines, files, and what is known about the index itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Self

import polars as pl

from dedup.errors import IndexFileError
from dedup.index.archive import ArchiveFile
from dedup.index.entries import Keys, Neighbour, count_carriers, rank_shared
from dedup.index.faults import REBUILD, explained
from dedup.index.layout import POSTINGS, require_format, require_settings
from dedup.index.postings import Postings
from dedup.settings import Settings
from dedup.tables import ITEMS, LINES

CACHE_KIB = 32_000
MAPPED_BYTES = 1 << 30  # pages are read where the system's cache holds them


@dataclass(frozen=True, slots=True)
class About:
    """What an index says of itself."""

    n_files: int
    n_items: int
    n_lines: int
    lines_version: int
    n_learned_from: int  # items that the lines were learned from
    stale: float  # share of the items that were added since
    commit: str | None  # of the git repository when the index was brought up to date
    updated: str | None  # ISO 8601
    bytes_by_part: dict[str, int]


@dataclass(frozen=True, slots=True)
class Reader:
    """An open index; use `Reader.opened`, which closes it."""

    path: Path
    connection: sqlite3.Connection
    settings: Settings

    @classmethod
    @contextmanager
    def opened(cls, path: Path, settings: Settings) -> Iterator[Self]:
        """Open the index at `path` for reading; others may read and one may write meanwhile.

        Raises:
            IndexFileError: there is none, it is damaged, or it was made with another format or other settings.
        """
        if not path.is_file():
            raise IndexFileError(f"{path}: no index here; run `copydesk index build` in the archive's root folder")
        with explained(path):
            connection = _connect(path)
            try:
                require_format(connection, path)
                reader = cls(path, connection, settings)
                require_settings(reader.about("settings") or "{}", settings, path)
                yield reader
            finally:
                connection.close()

    def about(self, name: str) -> str | None:
        """Return one value of the table `about`."""
        row = self.connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def look_up(self, bands: Keys, fingerprints: Keys, *, without: str | None = None) -> list[Neighbour]:
        """Return the items that share enough keys with a sketch, those that share most first.

        `without` is the id of an item that is no neighbour: the one looked up, in its earlier state.
        """
        removed = frozenset(row[0] for row in self.connection.execute("SELECT number FROM removed"))
        by_band, by_fingerprint = (
            count_carriers(self._postings(name).look_up(keys, removed))
            for name, keys in zip(POSTINGS, (bands, fingerprints), strict=True)
        )
        n_theirs = self._fewer_fingerprints(by_fingerprint)
        ranked = rank_shared(by_band, by_fingerprint, len(fingerprints), n_theirs, self.settings.candidates)
        near = (self._neighbour(number, by_band.get(number, 0), by_fingerprint.get(number, 0)) for number in ranked)
        held = (neighbour for neighbour in near if neighbour.item != without)
        return list(islice(held, self.settings.index.max_neighbours))

    def _neighbour(self, number: int, n_bands: int, n_fingerprints: int) -> Neighbour:
        """Return the item of a number, which is held."""
        query = (
            "SELECT item, path, position, lower(hex(items.sha256)), published FROM items JOIN files USING (file) "
            "WHERE number = ?"
        )
        item, path, position, sha256, published = self.connection.execute(query, (number,)).fetchone()
        return Neighbour(item, path, position, sha256, published, n_bands, n_fingerprints)

    def _fewer_fingerprints(self, counts: dict[int, int]) -> dict[int, int]:
        """Return the number of fingerprints of those items that have fewer than are asked of longer ones."""
        least = self.settings.candidates.min_shared
        few = [number for number, count in counts.items() if count < least]
        places = ",".join("?" * len(few))
        query = f"SELECT number, n_fingerprints FROM items WHERE number IN ({places}) AND n_fingerprints < ?"
        return dict(self.connection.execute(query, (*few, least)).fetchall())

    def lines(self) -> pl.DataFrame:
        """Return the LINES in force."""
        query = "SELECT line, pattern, kind, owner, n_items FROM lines WHERE version = ? ORDER BY rowid"
        rows = self.connection.execute(query, (int(self.about("lines_version") or 0),)).fetchall()
        return pl.DataFrame(rows, schema=LINES, orient="row")

    def find(self, item: str) -> Neighbour | None:
        """Return an item by its id, as a neighbour that shares nothing; None if the index does not hold it."""
        row = self.connection.execute("SELECT number FROM items WHERE item = ?", (item,)).fetchone()
        return self._neighbour(row[0], 0, 0) if row else None

    def holds(self, item: str) -> bool:
        """Return whether an item of this id is in the index."""
        return self.connection.execute("SELECT 1 FROM items WHERE item = ?", (item,)).fetchone() is not None

    def files(self) -> dict[str, ArchiveFile]:
        """Return every file by its path."""
        rows = self.connection.execute("SELECT path, n_bytes, mtime_ns, lower(hex(sha256)) FROM files")
        return {row[0]: ArchiveFile(row[0], row[1], row[2], row[3]) for row in rows}

    def hashes(self) -> dict[str, str]:
        """Return the hash of every item's text by its id."""
        return dict(self.connection.execute("SELECT item, lower(hex(sha256)) FROM items").fetchall())

    def items(self) -> pl.DataFrame:
        """Return item and outlet of every item."""
        rows = self.connection.execute("SELECT item, outlet FROM items ORDER BY number").fetchall()
        return pl.DataFrame(rows, schema={name: ITEMS[name] for name in ("item", "outlet")}, orient="row")

    def stale(self) -> float:
        """Return the share of the items, in [0, 1], that were added since the lines were learned."""
        n_items = self._total("SELECT count(*) FROM items")
        return min(1.0, int(self.about("n_added_since") or 0) / n_items) if n_items else 0.0

    def describe(self) -> About:
        """Return what the index says of itself; sizes are measured, which reads the whole file."""
        counted = [self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("files", "items")]
        lines = self.lines()
        return About(
            n_files=counted[0],
            n_items=counted[1],
            n_lines=lines.height,
            lines_version=int(self.about("lines_version") or 0),
            n_learned_from=int(self.about("n_learned_from") or 0),
            stale=self.stale(),
            commit=self.about("commit"),
            updated=self.about("updated"),
            bytes_by_part=self._bytes_by_part(),
        )

    def _bytes_by_part(self) -> dict[str, int]:
        parts = {name: self._postings(name).n_bytes() for name in POSTINGS}
        parts["items"] = self._total(
            "SELECT total(2 * length(item) + 32 + 24 + ifnull(length(outlet), 0) + ifnull(length(published), 0)) FROM items"
        )
        parts["files"] = self._total("SELECT total(2 * length(path) + 32 + 20) FROM files")
        parts["credits"] = self._total("SELECT total(16 + length(kind) + ifnull(length(name), 0)) FROM credits")
        parts["lines"] = self._total("SELECT total(length(line) + length(pattern) + 24) FROM lines")
        parts["pages"] = max(0, self.path.stat().st_size - sum(parts.values()))
        return parts

    def _total(self, query: str) -> int:
        return int(self.connection.execute(query).fetchone()[0])

    def check(self) -> list[str]:
        """Return what is wrong with the database, nothing when it is sound."""
        found = [row[0] for row in self.connection.execute("PRAGMA integrity_check")]
        orphans = self._total("SELECT count(*) FROM items WHERE file NOT IN (SELECT file FROM files)")
        problems = [] if found == ["ok"] else [f"{fault}; {REBUILD}" for fault in found]
        if orphans:
            problems.append(f"{orphans} items belong to no file; {REBUILD}")
        return problems

    def _postings(self, name: str) -> Postings:
        return Postings(self.connection, name, self.settings.candidates.max_carriers)


def _connect(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads; where the folder cannot be written, nobody else writes either."""
    waiting = path.with_name(f"{path.name}-wal")
    is_still = not _is_writable(path.parent) and not (waiting.exists() and waiting.stat().st_size)
    mode = "immutable=1" if is_still else "mode=ro"
    quoted = path.resolve().as_uri()
    connection = sqlite3.connect(f"{quoted}?{mode}", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    return connection


def _is_writable(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)

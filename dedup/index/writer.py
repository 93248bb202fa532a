"""Writing to an index: every call is one transaction, so that a kill at any moment loses nothing committed."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl

from dedup.index.archive import ArchiveFile
from dedup.index.entries import Entry
from dedup.index.faults import explained
from dedup.index.layout import POSTINGS, require_format, require_settings
from dedup.index.lock import writing
from dedup.index.postings import Postings
from dedup.index.reader import Reader
from dedup.index.rows import as_blob, put_entries, put_lines
from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Writer:
    """An index open for writing, its lock held; use `Writer.opened`."""

    path: Path
    connection: sqlite3.Connection
    settings: Settings
    broken_off: str | None = None  # a sentence on the last writer, if it was killed

    @classmethod
    @contextmanager
    def opened(cls, path: Path, settings: Settings) -> Iterator[Self]:
        """Open the index at `path`, take the lock, and pack fresh postings at the end when there are many.

        Raises:
            IndexFileError: it is missing, damaged, locked, not to be written, or was made with other settings.
        """
        with Reader.opened(path, settings):
            pass
        with writing(path.parent) as broken_off, explained(path):
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA secure_delete = OFF")
                require_format(connection, path)
                writer = cls(path, connection, settings, broken_off)
                require_settings(writer.read().about("settings") or "{}", settings, path)
                yield writer
                writer.pack_ripe()
            finally:
                connection.close()

    def read(self) -> Reader:
        """Return a reader that sees what this writer has written."""
        return Reader(self.path, self.connection, self.settings)

    def put(self, files: Iterable[ArchiveFile], entries: Iterable[Entry]) -> None:
        """Put the items of `files`, in place of what these files held before."""
        with self._transaction():
            for file in files:
                self._put_file(file)
            self._put_entries(entries)

    def touch(self, files: Iterable[ArchiveFile]) -> None:
        """Note that the times of files changed and their contents did not."""
        with self._transaction():
            rows = [(file.n_bytes, file.mtime_ns, file.path) for file in files]
            self.connection.executemany("UPDATE files SET n_bytes = ?, mtime_ns = ? WHERE path = ?", rows)

    def rename(self, old: str, file: ArchiveFile) -> None:
        """Follow a file to its new path; its items' ids begin with the path."""
        with self._transaction():
            key = self.connection.execute("SELECT file FROM files WHERE path = ?", (old,)).fetchone()[0]
            row = (file.path, file.n_bytes, file.mtime_ns, key)
            self.connection.execute("UPDATE files SET path = ?, n_bytes = ?, mtime_ns = ? WHERE file = ?", row)
            items = self.connection.execute("SELECT number, item FROM items WHERE file = ?", (key,)).fetchall()
            moved = [(file.path + item[len(old) :], number) for number, item in items if item.startswith(old)]
            self.connection.executemany("UPDATE items SET item = ? WHERE number = ?", moved)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files and their items."""
        with self._transaction():
            for path in paths:
                self._forget(path)

    def prune(self, before: str) -> int:
        """Forget the items published before a date (ISO 8601) and return their number; undated items stay.

        An item of which only the month or the year is known counts as of its end, one without a year as undated. Their
        files stay known, so that `index add` does not take them in again.
        """
        with self._transaction():
            wanted = (
                "SELECT number FROM items WHERE published GLOB '[0-9]*' AND substr(published || '-99-99', 1, 10) < ?"
            )
            numbers = [row[0] for row in self.connection.execute(wanted, (before,))]
            self._drop(numbers)
        self.pack()
        return len(numbers)

    def learn(self, lines: pl.DataFrame, n_items: int) -> int:
        """Put LINES learned from `n_items` in force as a new version and return its number; older ones go."""
        with self._transaction():
            return put_lines(self.connection, lines, n_items)

    def note(self, name: str, value: str | None) -> None:
        """Note a value in the table `about`, and the time."""
        with self._transaction():
            rows = [(name, value), ("updated", time.strftime("%Y-%m-%dT%H:%M:%S%z"))]
            self.connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)

    def pack_ripe(self) -> None:
        """Pack the postings when enough of them are fresh, or enough items removed."""
        n_removed, n_items = (
            self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("removed", "items")
        )
        if n_removed * 10 > n_items or any(self._postings(name).is_ripe() for name in POSTINGS):
            self.pack()

    def pack(self) -> None:
        """Pack all postings and let go of removed items."""
        with self._transaction():
            for name in POSTINGS:
                self._postings(name).pack()
            self.connection.execute("DELETE FROM removed")

    def _put_entries(self, entries: Iterable[Entry]) -> None:
        n_items = 0
        for number, entry in put_entries(self.connection, entries):
            for name, keys in zip(POSTINGS, (entry.bands, entry.fingerprints), strict=True):
                self._postings(name).add(keys, number)
            n_items += 1
        self._count("n_added_since", n_items)

    def _put_file(self, file: ArchiveFile) -> None:
        self._forget(file.path)
        row = (file.path, file.n_bytes, file.mtime_ns, as_blob(file.sha256))
        self.connection.execute("INSERT INTO files (path, n_bytes, mtime_ns, sha256) VALUES (?, ?, ?, ?)", row)

    def _forget(self, path: str) -> None:
        found = self.connection.execute("SELECT file FROM files WHERE path = ?", (path,)).fetchone()
        if found:
            rows = self.connection.execute("SELECT number FROM items WHERE file = ?", found).fetchall()
            self._drop([row[0] for row in rows])
            self.connection.execute("DELETE FROM files WHERE file = ?", found)

    def _drop(self, numbers: Iterable[int]) -> None:
        rows = [(number,) for number in numbers]
        self.connection.executemany("DELETE FROM items WHERE number = ?", rows)
        self.connection.executemany("DELETE FROM credits WHERE number = ?", rows)
        self.connection.executemany("INSERT INTO removed VALUES (?)", rows)

    def _count(self, name: str, n: int) -> None:
        value = int(self.read().about(name) or 0) + n
        self.connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, str(value)))

    def _postings(self, name: str) -> Postings:
        return Postings(self.connection, name, self.settings.candidates.max_carriers)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Commit what the block does, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

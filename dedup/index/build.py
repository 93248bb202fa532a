"""Building an index anew: beside the old one, which stays until the new one is whole."""

import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl

from dedup.errors import IndexFileError
from dedup.index.archive import ArchiveFile
from dedup.index.buckets import choose_bits, fill_buckets
from dedup.index.entries import Entry
from dedup.index.faults import explained
from dedup.index.layout import PAGE_BYTES, POSTINGS, create_tables, describe, require_format
from dedup.index.lock import writing
from dedup.index.postings import Postings
from dedup.index.rows import as_blob, put_entries, put_lines
from dedup.index.spill import Spill
from dedup.settings import Settings

IGNORED = "index.sqlite*\nindex.lock*\nbuilding-*\n"  # the index is made from the archive and needs no committing


@dataclass(frozen=True, slots=True)
class Builder:
    """A new index in the making; use `Builder.opened`."""

    connection: sqlite3.Connection
    settings: Settings
    spills: tuple[Spill, ...]
    broken_off: str | None = None  # a sentence on the last writer, if it was killed

    @classmethod
    @contextmanager
    def opened(cls, path: Path, settings: Settings) -> Iterator[Self]:
        """Yield a builder of the index at `path`; when the block ends without an error the new index takes its place.

        Raises:
            IndexFileError: the folder cannot be written, or another process writes to the index.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            ignoring = path.parent / ".gitignore"
            if not ignoring.exists():
                ignoring.write_text(IGNORED, encoding="utf-8")
            with writing(path.parent) as broken_off, _workshop(path.parent) as folder:
                yield from cls._built(path, folder, settings, broken_off)
        except OSError as error:
            raise IndexFileError(
                f"{path}: cannot be written ({error.strerror}); make room or the folder writable, or name another with --index"
            ) from error

    @classmethod
    def _built(cls, path: Path, folder: Path, settings: Settings, broken_off: str | None) -> Iterator[Self]:
        fresh = folder / path.name
        with explained(path):
            with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
                connection.executescript(
                    f"PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
                )
                create_tables(connection)
                connection.execute("INSERT INTO about VALUES ('settings', ?)", (describe(settings),))
                connection.execute("BEGIN")
                builder = cls(connection, settings, tuple(Spill(folder, name) for name in POSTINGS), broken_off)
                yield builder
                builder._finish()
            _put_in_place(fresh, path)

    def put(self, files: Iterable[ArchiveFile]) -> None:
        """Put files, before their items."""
        rows = ((file.path, file.n_bytes, file.mtime_ns, as_blob(file.sha256)) for file in files)
        self.connection.executemany("INSERT INTO files (path, n_bytes, mtime_ns, sha256) VALUES (?, ?, ?, ?)", rows)

    def add(self, entries: Iterable[Entry]) -> None:
        """Put items of files that were put before."""
        numbered = list(put_entries(self.connection, entries))
        numbers = [number for number, _ in numbered]
        bands, fingerprints = self.spills
        bands.add([entry.bands for _, entry in numbered], numbers)
        fingerprints.add([entry.fingerprints for _, entry in numbered], numbers)

    def learn(self, lines: pl.DataFrame, n_items: int) -> None:
        """Put LINES learned from `n_items` in force."""
        put_lines(self.connection, lines, n_items)

    def note(self, name: str, value: str | None) -> None:
        """Note a value in the table `about`."""
        self.connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def _finish(self) -> None:
        """Pack the postings and commit."""
        for spill in self.spills:
            postings = Postings(self.connection, spill.name, self.settings.candidates.max_carriers)
            bits = choose_bits(spill.n_postings)
            n_packed = 0
            for keys, numbers in spill.parts():
                postings.write(fill_buckets(keys, numbers, bits, postings.cap))
                n_packed += len(keys)
            postings.note(n_packed, bits)
        self.note("updated", time.strftime("%Y-%m-%dT%H:%M:%S%z"))
        self.connection.execute("COMMIT")


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to build in, and clear away what killed builders left behind."""
    for left in folder.glob("building-*"):
        _clear(left)
    with tempfile.TemporaryDirectory(prefix="building-", dir=folder) as workshop:
        yield Path(workshop)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _put_in_place(fresh: Path, path: Path) -> None:
    """Put the finished file where the index stands, in one step for whoever reads it.

    A sound old index is overwritten page by page in one transaction, since readers may have it open; anything else is
    replaced as a file.
    """
    with closing(sqlite3.connect(fresh)) as new:
        if path.exists() and _is_sound(path):
            with closing(sqlite3.connect(path)) as old:
                new.backup(old)
            return
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    fresh.replace(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _is_sound(path: Path) -> bool:
    """Return whether the file is an index of this format that SQLite finds nothing wrong with."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            require_format(connection, path)
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except (sqlite3.Error, IndexFileError):
        return False

"""SQLite's errors in our words: what happened to the index, whether anything is lost, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import IndexFileError

REBUILD = "run `copydesk index build` to make it anew from the archive's files"
SAFE = "what was committed before is safe"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the index at `path` into IndexFileError."""
    try:
        yield
    except sqlite3.Error as error:
        raise IndexFileError(f"{path}: {explain(error)}") from error


def explain(error: sqlite3.Error) -> str:
    """Return what an error of SQLite means for the index, and what to do.

    >>> explain(sqlite3.DatabaseError("file is not a database"))[:32]
    'the index is damaged (file is no'
    """
    words = str(error)
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL") or "full" in words:
        return f"the disk is full ({words}); {SAFE}: make room and run the command again"
    if name.startswith("SQLITE_READONLY") or "readonly" in words:
        return f"cannot be written ({words}); make the folder and the file writable, or name another with --index"
    if name.startswith("SQLITE_CANTOPEN") or "unable to open" in words:
        return f"cannot be opened ({words}); check that the folder exists and may be read and written"
    if name.startswith("SQLITE_BUSY") or "locked" in words:
        return f"is being written by another process ({words}); run the command again when it has ended"
    if name.startswith("SQLITE_IOERR"):
        return f"the disk could not be read or written ({words}); {SAFE}: check the disk and run the command again"
    return f"the index is damaged ({words}); {REBUILD}"

"""One writer at a time: a lock that the system lets go when its holder dies, and that says who holds it.

The lock is a small SQLite file beside the index: its reserved lock works alike on every system, is gone with the
process, `kill -9` included, and lets others read who holds it.
"""

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from dedup.errors import IndexFileError
from dedup.index.faults import SAFE, explained

FILE = "index.lock"


@contextmanager
def writing(folder: Path) -> Iterator[str | None]:
    """Hold the writer's lock of the index in `folder`; yield a sentence on the last holder if it was killed.

    Raises:
        IndexFileError: another process holds it; the message names its id, its machine and since when.
    """
    path = folder / FILE
    with explained(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            holder = _take(lock)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            who = _holder(lock) or "another process"
            raise IndexFileError(
                f"{path}: the index is being written by {who}; wait for it to end, then run the command again"
            ) from error
        try:
            yield f"an earlier run, {holder}, was broken off; {SAFE}" if holder else None
        finally:
            _leave(lock)


def _take(lock: sqlite3.Connection) -> str | None:
    """Note who takes the lock, then take it: two steps, since what is not committed nobody else could read.

    Return the holder that never left.
    """
    lock.execute("PRAGMA synchronous = OFF")
    lock.execute("BEGIN IMMEDIATE")
    lock.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)")
    broken_off = _holder(lock)
    lock.execute("DELETE FROM holder")
    since = time.strftime("%Y-%m-%d %H:%M:%S %z")
    lock.execute("INSERT INTO holder VALUES (?, ?, ?)", (os.getpid(), socket.gethostname(), since))
    lock.execute("COMMIT")
    lock.execute("BEGIN IMMEDIATE")
    return broken_off


def _leave(lock: sqlite3.Connection) -> None:
    """Let go of the lock, and note that nobody holds it; on a full disk the note must wait."""
    with suppress(sqlite3.Error):
        lock.execute("DELETE FROM holder")
        lock.execute("COMMIT")


def _holder(lock: sqlite3.Connection) -> str | None:
    """Return who is noted as the holder, in words."""
    try:
        row = lock.execute("SELECT pid, host, since FROM holder").fetchone()
    except sqlite3.Error:
        row = None
    return row and f"process {row[0]} on {row[1]} since {row[2]}"

"""One writer at a time: a lock that the system lets go when its holder dies, and that says who holds it.

The lock is a small SQLite file beside the index: its reserved lock works alike on every system, is gone with the
process, `kill -9` included, and lets others read who holds it.
"""

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dedup.errors import IndexFileError
from dedup.index.faults import explained

FILE = "index.lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the writer's lock of the index in `folder`.

    Raises:
        IndexFileError: another process holds it; the message names its id, its machine and since when.
    """
    path = folder / FILE
    with explained(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            _take(lock)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise IndexFileError(f"{path}: {_holder(lock)}; wait for it to end, then run the command again") from error
        yield


def _take(lock: sqlite3.Connection) -> None:
    """Note who takes the lock, then take it: two steps, since what is not committed nobody else could read."""
    lock.execute("PRAGMA synchronous = OFF")
    lock.execute("BEGIN IMMEDIATE")
    lock.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)")
    lock.execute("DELETE FROM holder")
    since = time.strftime("%Y-%m-%d %H:%M:%S %z")
    lock.execute("INSERT INTO holder VALUES (?, ?, ?)", (os.getpid(), socket.gethostname(), since))
    lock.execute("COMMIT")
    lock.execute("BEGIN IMMEDIATE")


def _holder(lock: sqlite3.Connection) -> str:
    """Return who holds the lock, in words."""
    try:
        row = lock.execute("SELECT pid, host, since FROM holder").fetchone()
    except sqlite3.Error:
        row = None
    if row is None:
        return "the index is being written by another process"
    return f"the index is being written by process {row[0]} on {row[1]} since {row[2]}"

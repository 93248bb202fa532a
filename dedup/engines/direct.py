"""Files that may become too large to be kept at hand: what lies beyond LARGE passes the system's cache by.

By way of the cache each byte is copied once more, into memory that must be found first and that others lose. The straight
way between memory and disk is open to whole blocks alone, at whole blocks of memory and file (open(2), O_DIRECT): the end
of a file goes the common way, and so does all where the system or its disk knows no other.
"""

import errno
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

DIRECT = getattr(os, "O_DIRECT", 0)
BLOCK = 1 << 12  # bytes; that of most disks, and a page of memory
ROOM = 1 << 20  # bytes that are written at once; for twice as many the cache takes a large page, which is dear
LARGE = 1 << 29  # bytes; so many times ROOM, where the way changes


class DirectWriter(io.RawIOBase):
    """A new file at `path`, in place of what was there.

    Raises:
        OSError: the file cannot be opened, or later not be written.
    """

    def __init__(self, path: Path) -> None:
        self._file = io.FileIO(path, "wb")
        self._room = _make_room(ROOM)
        self._n_held = self._n_written = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the number of bytes that were given so far."""
        return self._n_written + self._n_held

    def write(self, given: "ReadableBuffer", /) -> int:
        """Take all of `given`, and return its number of bytes."""
        rest = memoryview(given)
        n_given = len(rest)
        while rest:
            taken = rest[: ROOM - self._n_held]
            self._room[self._n_held : self._n_held + len(taken)] = taken
            self._n_held, rest = self._n_held + len(taken), rest[len(taken) :]
            if self._n_held == ROOM:
                self._pass_on()
        return n_given

    def close(self) -> None:
        """Write what is left, and close the file."""
        if self.closed:
            return
        try:
            _set_direct(self._file, is_direct=False)
            self._pass_on()
        finally:
            self._file.close()
            super().close()

    def _pass_on(self) -> None:
        """Write all that is held."""
        n_done = 0
        while n_done < self._n_held:
            try:
                n_done += self._file.write(self._room[n_done : self._n_held])
            except OSError as error:
                if error.errno != errno.EINVAL or not _set_direct(self._file, is_direct=False):
                    raise
        self._n_written, self._n_held = self._n_written + n_done, 0
        if self._n_written == LARGE:
            _set_direct(self._file, is_direct=True)


class DirectReader(io.RawIOBase):
    """The file at `path`.

    Raises:
        OSError: the file cannot be opened, or later not be read.
    """

    def __init__(self, path: Path) -> None:
        self._file = io.FileIO(path, "rb")
        self._n_bytes = os.fstat(self._file.fileno()).st_size
        self._place = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the place that is read next."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, counted from the beginning, from here or from the end, and return it."""
        self._place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._n_bytes}[whence]
        return self._place

    def read(self, n_bytes: int = -1, /) -> memoryview:
        """Return the next `n_bytes`, or as many as there are; all of them where it is negative."""
        left = max(0, self._n_bytes - self._place)
        asked = left if n_bytes < 0 else min(n_bytes, left)
        if not asked:
            return memoryview(b"")
        first = self._place % BLOCK
        room = _make_room(first + asked)
        _set_direct(self._file, is_direct=self._place >= LARGE)
        self._fill(room, self._place - first, first + asked)
        self._place += asked
        return room[first : first + asked]

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
            super().close()

    def _fill(self, room: memoryview, place: int, n_asked: int) -> None:
        """Read whole blocks from `place`, until `n_asked` bytes are in `room`."""
        n_done = 0
        while n_done < n_asked:
            self._file.seek(place + n_done)
            try:
                n_got = self._file.readinto(room[n_done:])
            except OSError as error:
                if error.errno != errno.EINVAL or not _set_direct(self._file, is_direct=False):
                    raise
                continue
            if not n_got:
                raise OSError(errno.EIO, "the file became shorter while it was read")
            n_done += n_got


def _make_room(n_bytes: int) -> memoryview:
    """Return room for whole blocks of at least `n_bytes`, at a whole block of memory; Arrow keeps it for the next reading."""
    import pyarrow as pa

    n_whole = -(-n_bytes // BLOCK) * BLOCK
    held = pa.allocate_buffer(n_whole + BLOCK)
    first = -held.address % BLOCK
    return memoryview(held).cast("B")[first : first + n_whole]


def _set_direct(file: io.FileIO, *, is_direct: bool) -> bool:
    """Return whether the file goes another way from here on: straight, or the common one, as it is told and can."""
    if not DIRECT:
        return False
    import fcntl

    flags = fcntl.fcntl(file, fcntl.F_GETFL)
    if bool(flags & DIRECT) == is_direct:
        return False
    try:
        fcntl.fcntl(file, fcntl.F_SETFL, flags ^ DIRECT)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return False
    return True

"""Bytes in: a file or standard input as a buffered stream that can be looked into, unpacked where it is compressed.

Compression is told by the first bytes, never by the name: gzip (RFC 1952), Zstandard (RFC 8878), bzip2, xz. What is
unpacked is counted, and a stream that grows beyond all proportion is cut off as a bomb.
"""

import io
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from dedup.errors import CorpusError

BUFFER_BYTES = 1 << 16  # what can be looked into without reading on: enough to tell every kind
MAX_RATIO = 250  # text packs 3 to 20 to 1, the same item again and again 100 to 1; deflate's own limit is 1,032
PACKINGS = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}
FREE_BYTES = 64_000_000  # below this much output no ratio is a bomb


class UnreadableError(CorpusError):
    """Raised by a reader when the rest of its source cannot be read; becomes a row of REJECTED."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Stream(io.RawIOBase):
    """A readable stream that counts its bytes and turns every decoder's error into UnreadableError."""

    def __init__(self, inner: _Readable, packed: "Stream | None" = None) -> None:
        # where it can be had, what is there: a decoder that reads on to fill the buffer may fail and lose it
        self._read = getattr(inner, "read1", inner.read)
        self._packed = packed
        self.n_bytes = 0

    def readable(self) -> bool:
        """Return true: it is made for reading."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer` and return how many bytes were read, 0 at the end."""
        try:
            read = self._read(len(buffer))
        except _decoder_errors() as error:
            raise UnreadableError(f"the stream breaks off after {self.n_bytes} bytes: {error}") from error
        self.n_bytes += len(read)
        if self._packed and self.n_bytes > FREE_BYTES + MAX_RATIO * self._packed.n_bytes:
            raise UnreadableError(f"unpacks to more than {MAX_RATIO} times its size: taken for a bomb")
        buffer[: len(read)] = read
        return len(read)


def _decoder_errors() -> tuple[type[Exception], ...]:
    import lzma

    import zstandard

    return OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zstandard.ZstdError


@dataclass(slots=True)
class Source:
    """One open file: its path as given, and its bytes unpacked."""

    path: str
    stream: "io.BufferedReader[Stream]"
    packed: Stream  # the bytes as they lie on the disk, counted for the progress
    file: BinaryIO | None = None  # the file itself, where it can be sought in
    packing: str | None = None  # gzip, zstd, bzip2, xz: the outermost
    depth: int = 0  # how many archives of files stand round it

    def seekable(self, max_bytes: int) -> BinaryIO:
        """Return the content as a file that can be sought in: the file itself, else a copy in memory.

        Raises:
            UnreadableError: a copy would be longer than `max_bytes`.
        """
        return self.file if self.file and not self.packing else io.BytesIO(self.read_all(max_bytes))

    def advance_to(self, n_bytes: int) -> None:
        """Count the first `n_bytes` of the file as read, where a reader goes to the file itself."""
        self.packed.n_bytes = max(self.packed.n_bytes, n_bytes)

    def head(self) -> bytes:
        """Return the first bytes, at most BUFFER_BYTES, without reading on."""
        return self.stream.peek(BUFFER_BYTES)[:BUFFER_BYTES]

    def read_all(self, max_bytes: int) -> bytes:
        """Return the whole content.

        Raises:
            UnreadableError: it is longer than `max_bytes`.
        """
        read = self.stream.read(max_bytes + 1)
        if len(read) > max_bytes:
            raise UnreadableError(f"longer than {max_bytes} bytes: too large for one item")
        return read


def open_source(path: str, file: BinaryIO) -> Source:
    """Return `file` as a source, unpacked as often as it is packed, twice at most.

    >>> import gzip, io
    >>> open_source("a.txt.gz", io.BytesIO(gzip.compress(b"Rain fell."))).read_all(100)
    b'Rain fell.'
    """
    packed = Stream(file)
    stream: io.BufferedReader[Stream] = io.BufferedReader(packed, BUFFER_BYTES)
    packings = []
    for _ in range(2):
        packing = next((name for name, magic in PACKINGS.items() if stream.peek(8).startswith(magic)), None)
        if packing is None:
            break
        stream = io.BufferedReader(Stream(_unpack(stream, packing), packed), BUFFER_BYTES)
        packings.append(packing)
    return Source(path, stream, packed, file if _can_seek(file) else None, next(iter(packings), None))


def _can_seek(file: BinaryIO) -> bool:
    try:
        return file.seekable()
    except AttributeError:  # a member of a tar that is read as a stream
        return False


def _unpack(stream: BinaryIO, packing: str) -> _Readable:
    if packing == "gzip":
        import gzip

        return cast("_Readable", gzip.GzipFile(fileobj=stream))
    if packing == "bzip2":
        import bz2

        return cast("_Readable", bz2.BZ2File(stream))
    if packing == "xz":
        import lzma

        return cast("_Readable", lzma.LZMAFile(stream))
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=1 << 27)  # 128 MB: what `zstd --long` writes
    return cast("_Readable", decompressor.stream_reader(stream, read_across_frames=True))

"""Zip, tar and WACZ: each member is read in place by the reader of its own kind, none is written to the disk.

Against bombs the number of members, their size and what they unpack to are capped, and an archive inside an archive is
read once, not deeper. Of a WACZ (a zip for web archives) only its WARC members hold items.
"""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from dedup.corpus.draft import Piece, Reader, Rejection
from dedup.corpus.streams import FREE_BYTES, MAX_RATIO, Source, UnreadableError, open_source
from dedup.corpus.survey import pass_over
from dedup.errors import ExtraMissingError
from dedup.settings import CorpusSettings

MAX_MEMBERS = 1_000_000
MAX_COPY_BYTES = 1_000_000_000  # of a zip that cannot be sought in

Chooser = Callable[[Source], Reader]
"""Tells who reads a member; handed in, since it knows this reader too."""


def read_zip(source: Source, settings: CorpusSettings, choose: Chooser) -> Iterator[Piece]:
    """Yield the items of every member of a zip, members in order of name.

    Raises:
        UnreadableError: the zip is damaged.
    """
    try:
        with zipfile.ZipFile(source.seekable(MAX_COPY_BYTES)) as archive:
            members = sorted(
                (entry for entry in archive.infolist() if not entry.is_dir()), key=lambda entry: entry.filename
            )
            is_wacz = any(entry.filename == "datapackage.json" for entry in members)
            for entry in members[:MAX_MEMBERS]:
                if pass_over(entry.filename) or (is_wacz and not _is_warc(entry.filename)):
                    continue
                if reason := _refuse(entry):
                    yield Rejection(0, reason, entry.filename)
                    continue
                with archive.open(entry) as file:
                    yield from _read_member(source, cast("BinaryIO", file), entry.filename, settings, choose)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, ValueError, LookupError) as error:
        raise UnreadableError(f"damaged zip: {str(error)[:200]}") from error


def read_tar(source: Source, settings: CorpusSettings, choose: Chooser) -> Iterator[Piece]:
    """Yield the items of every member of a tar, members in order of the file, which is read as a stream.

    Raises:
        UnreadableError: the tar is damaged.
    """
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for n_members, entry in enumerate(archive):
                file = archive.extractfile(entry) if entry.isreg() else None
                if file is None or pass_over(entry.name) or n_members >= MAX_MEMBERS:
                    continue
                yield from _read_member(source, cast("BinaryIO", file), entry.name, settings, choose)
    except (tarfile.TarError, ValueError, LookupError) as error:
        raise UnreadableError(f"damaged tar: {str(error)[:200]}") from error


def _refuse(entry: zipfile.ZipInfo) -> str | None:
    """Return why a member is not opened; its size is what its header says, beyond which no more is unpacked."""
    if entry.flag_bits & 1:
        return "encrypted"
    if entry.file_size > FREE_BYTES + MAX_RATIO * entry.compress_size:
        return f"unpacks to more than {MAX_RATIO} times its size: taken for a bomb"
    return None


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _read_member(
    source: Source, file: BinaryIO, name: str, settings: CorpusSettings, choose: Chooser
) -> Iterator[Piece]:
    """Yield the items of one member, each saying where it stands; a broken member costs only itself."""
    if source.depth:
        yield Rejection(0, "an archive inside an archive inside an archive: not read", name)
        return
    n_seen = 0
    try:
        member = replace(open_source(f"{source.path}/{name}", file), depth=source.depth + 1)
        for piece in choose(member)(member, settings):
            n_seen += 1
            yield replace(piece, member=f"{name}/{piece.member}" if piece.member else name)
    except (UnreadableError, ExtraMissingError, OSError) as error:
        if isinstance(error, ExtraMissingError):
            raise
        yield Rejection(n_seen, str(error), name)

"""WARC (ISO 28500) by fastwarc: one item a captured page, gigabytes in a stream.

The time of capture bounds the date of publication from above. A broken record is a rejected row, and reading goes on at
the next record that can be found; what is no page (images, scripts, requests) is counted in one row at the end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Protocol

from dedup.corpus.charset import decode
from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.extras import need
from dedup.corpus.moments import normalise_date
from dedup.corpus.readers.web_page import MAX_PAGE_BYTES, read_page
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

PAGES = ("text/html", "application/xhtml+xml")
MAX_RESUMES = 10_000  # broken places in one file, after which it is left
MAX_HEADER_BYTES = 65_536
CHUNK_BYTES = 1 << 20

_MAGIC = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/[01]\.\d")
_MAGIC_BYTES = 8


class _Reader(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Record(Protocol):
    """What is used of a fastwarc record."""

    headers: Mapping[str, str]
    http_charset: str | None
    http_content_type: str | None
    reader: _Reader
    stream_pos: int

    def parse_http(self, *, auto_decode: str, max_header_len: int) -> None:
        """Read the HTTP header and move on to the payload."""


def read_warc(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield one item a page; a record that is broken or too large is rejected.

    Raises:
        ExtraMissingError: fastwarc, lxml or trafilatura is not installed.
    """
    del settings  # a page names its own fields
    others: Counter[str] = Counter()
    position = 0
    for record in _records(source):
        piece = record if isinstance(record, Rejection) else _read(record, others)
        if piece is not None:
            yield replace(piece, position=position)
            position += 1
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items())[:20])
        yield Rejection(position, f"no pages, passed over: {kinds}")


def _records(source: Source) -> Iterator[Record | Rejection]:
    """Yield the records of a source; after a broken one, those from the next that can be found."""
    can_seek = source.file is not None and source.packing not in {"bzip2", "xz"}
    file = source.file if source.file is not None and can_seek else source.stream
    start, was_good = 0, True
    for _ in range(MAX_RESUMES):
        last = start
        if can_seek:
            file.seek(start)
        try:
            for record in _iterate(file):
                last, was_good = start + record.stream_pos, True
                source.advance_to(last)
                yield record
        except (OSError, ValueError) as error:
            if was_good:
                yield Rejection(0, f"broken record after byte {last}: {str(error)[:200]}")
            was_good = False
        else:
            return
        resumed = _find_record(file, last + 1) if can_seek else None
        if resumed is None:
            return
        start = resumed


def _iterate(file: BinaryIO) -> Iterator[Record]:
    warc = need("fastwarc.warc", "WARC")
    kinds = warc.WarcRecordType
    yield from warc.ArchiveIterator(
        file,
        record_types=kinds.response | kinds.resource | kinds.conversion,
        parse_http=False,
        max_header_len=MAX_HEADER_BYTES,
    )


def _find_record(file: BinaryIO, start: int) -> int | None:
    """Return where the next record may begin at or after `start`: at a magic number of a member or of a record."""
    file.seek(start)
    window = b""
    while chunk := file.read(CHUNK_BYTES):
        window += chunk
        if found := _MAGIC.search(window):
            return start + found.start()
        start += max(0, len(window) - _MAGIC_BYTES)
        window = window[-_MAGIC_BYTES:]
    return None


def _read(record: Record, others: Counter[str]) -> Draft | Rejection | None:
    """Return the page that a record holds, why it cannot be read, or None where it holds no page."""
    url = record.headers.get("WARC-Target-URI") or ""
    try:
        record.parse_http(auto_decode="all", max_header_len=MAX_HEADER_BYTES)
        kind = record.http_content_type or (record.headers.get("Content-Type") or "unknown").partition(";")[0].strip()
        if kind not in PAGES and kind != "text/plain":
            others[kind[:60]] += 1
            return None
        raw = record.reader.read(MAX_PAGE_BYTES + 1)
    except (OSError, ValueError) as error:
        return Rejection(0, f"broken record of {url[:200]}: {str(error)[:200]}")
    if len(raw) > MAX_PAGE_BYTES:
        return Rejection(0, f"{url[:200]}: a page of more than {MAX_PAGE_BYTES} bytes")
    piece = read_page(raw, record.http_charset, url) if kind in PAGES else _plain(raw, record.http_charset)
    if isinstance(piece, Rejection):
        return Rejection(0, f"{url[:200]}: {piece.reason}")
    captured = normalise_date(record.headers.get("WARC-Date") or "")
    return replace(piece, id=url or None, captured=captured, canonical_url=piece.canonical_url or url or None)


def _plain(raw: bytes, charset: str | None) -> Draft | Rejection:
    decoded = decode(raw, charset)
    if decoded is None:
        return Rejection(0, "binary: no text in any known encoding")
    return Draft(position=0, text=decoded.text)

"""CSV and its kin, one item a row under a header; the delimiter is the commonest of the header's."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from dedup.corpus.charset import Decoded, decode, is_mostly_utf8
from dedup.corpus.draft import Piece, Rejection
from dedup.corpus.fields import draft_from_fields, map_fields
from dedup.corpus.readers.plain import encoding_rows
from dedup.corpus.streams import Source, UnreadableError
from dedup.settings import CorpusSettings

DELIMITERS = ",;\t|"
TOO_LONG = "\x00"  # stands for a line that is too long; no text may hold it

_MARKED = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as "surrogateescape" leaves them


def read_delimited(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    r"""Yield one item a row; a row with too few or too many cells is rejected.

    Raises:
        UnreadableError: the header names no text field.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> file = io.BytesIO(b'id;text\n1;"Rain; then sun."\n2\n')
    >>> draft, rejection = read_delimited(open_source("a.csv", file), CorpusSettings())
    >>> draft.text, rejection.reason
    ('Rain; then sun.', 'line 3: found 1 cells, expected 2')
    """
    lines = _Lines(source, settings.max_item_chars)
    header = lines.readline()
    delimiter = max(DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    field_map = map_fields(names, settings)
    if "text" not in field_map.columns:
        raise UnreadableError(f"no text field among {', '.join(names)[:200]!r}; name it with --text")
    for position, cells in enumerate(_rows(lines, delimiter, settings.max_item_chars)):
        reason = cells if isinstance(cells, str) else _refuse(cells, len(names))
        if reason:
            yield Rejection(position, f"line {lines.n_lines}: {reason}")
        else:
            draft = draft_from_fields(dict(zip(names, cells, strict=True)), position, field_map)
            yield replace(draft, metadata=(*draft.metadata, *encoding_rows(lines.decoded)))


def _rows(lines: "_Lines", delimiter: str, max_chars: int) -> Iterator[list[str] | str]:
    """Yield the cells of each row that is not blank, or why it cannot be read."""
    csv.field_size_limit(max_chars)  # the module's only way; its default would cut off long items
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield f"broken CSV: {error}"
            continue
        if cells is None:
            return
        if cells:
            yield cells


def _refuse(cells: list[str], n_expected: int) -> str | None:
    if any(TOO_LONG in cell for cell in cells):
        return "NUL, or a line longer than any item may be"
    if len(cells) != n_expected:
        return f"found {len(cells)} cells, expected {n_expected}"
    if any(_MARKED.search(cell) for cell in cells if not cell.isascii()):
        return "invalid UTF-8"
    return None


class _Lines:
    """The lines of a source as text, none longer than an item may be; bytes that are no UTF-8 stay marked."""

    def __init__(self, source: Source, max_chars: int) -> None:
        self.decoded = _encoding(source.head())
        encoding = "utf-8-sig" if self.decoded.encoding == "utf-8" else self.decoded.encoding
        self._file = io.TextIOWrapper(source.stream, encoding, errors="surrogateescape", newline="")
        self._max_chars = max_chars
        self.n_lines = 0

    def readline(self) -> str:
        """Return the next line, empty at the end."""
        try:
            line = self._file.readline(self._max_chars)
            if len(line) < self._max_chars or line.endswith("\n"):
                self.n_lines += bool(line)
                return line
            while (rest := self._file.readline(self._max_chars)) and not rest.endswith("\n"):
                pass
        except UnicodeError as error:
            raise UnreadableError(f"line {self.n_lines + 1}: cannot be decoded: {error}") from error
        self.n_lines += 1
        return f"{TOO_LONG}\n"

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        """Return the next line."""
        if line := self.readline():
            return line
        raise StopIteration


def _encoding(head: bytes) -> Decoded:
    """Return how a file that begins with `head` is decoded: as UTF-8 where most of what is beyond ASCII says so."""
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    decoded = None if is_mostly_utf8(whole_lines) else decode(whole_lines)
    return decoded or Decoded("", "utf-8")

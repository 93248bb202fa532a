"""JSON Lines, one item a line, however long the file; also one JSON array or object over many lines."""

import json
from collections.abc import Iterator, Mapping

from dedup.corpus.draft import Piece, Rejection
from dedup.corpus.fields import FieldMap, draft_from_fields, map_fields
from dedup.corpus.readers.json_array import read_members
from dedup.corpus.readers.ninjs import draft_from_ninjs, is_ninjs
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

BYTES_PER_CHAR = 6  # as \\uXXXX


def read_json_lines(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    r"""Yield one item a line; a line that cannot be read is rejected, with its number in the reason.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> lines = io.BytesIO(b'{"id": 1, "text": "Rain fell."}\n{"id": 2, "te')
    >>> draft, rejection = read_json_lines(open_source("a.jsonl", lines), CorpusSettings())
    >>> draft.id, rejection.position
    ('1', 1)
    """
    if _is_whole_document(source.head()):
        yield from _read_whole(source, settings)
        return
    keys: tuple[str, ...] = ()
    field_map = map_fields((), settings)
    for position, (number, line) in enumerate(_lines(source, BYTES_PER_CHAR * settings.max_item_chars)):
        fields = _parse(line)
        if isinstance(fields, str):
            yield Rejection(position, f"line {number}: {fields}")
            continue
        if is_ninjs(fields) and settings.text_field is None:
            yield _ninjs(fields, position, f"line {number}: ")
            continue
        if tuple(fields) != keys:
            keys = tuple(fields)
            field_map = map_fields(keys, settings)
        yield _draft(fields, position, field_map, f"line {number}: ")


def _draft(fields: Mapping[str, object], position: int, field_map: FieldMap, where: str) -> Piece:
    if "text" not in field_map.columns:
        named = ", ".join(list(fields)[:12])
        return Rejection(position, f"{where}no text field among {named[:200] or 'no fields'}; name it with --text")
    draft = draft_from_fields(fields, position, field_map)
    return draft if draft.text else Rejection(position, f"{where}no text: field {field_map.columns['text']!r} is empty")


def _ninjs(fields: Mapping[str, object], position: int, where: str) -> Piece:
    draft = draft_from_ninjs(fields, position)
    return draft if draft.text else Rejection(position, f"{where}no text: the ninjs item {draft.id} has no body")


def _lines(source: Source, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank with its number from 1; None for one longer than `max_bytes`."""
    number = 0
    while line := source.stream.readline(max_bytes):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) >= max_bytes and not line.endswith(b"\n"):
            while (rest := source.stream.readline(max_bytes)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif not line.isspace():
            yield number, line


def _parse(line: bytes | None) -> Mapping[str, object] | str:
    """Return a line's fields, or why it cannot be read."""
    if line is None:
        return "longer than any item may be"
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"invalid UTF-8 at byte {error.start}"
    except RecursionError:
        return "JSON nested too deep"
    except ValueError as error:
        return f"broken JSON: {str(error)[:200]}"
    return fields if isinstance(fields, Mapping) else f"expected a JSON object, found {type(fields).__name__}"


def _is_whole_document(head: bytes) -> bool:
    """Return whether the file is one JSON value: an array, or an object whose second line begins no other."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        return True
    first, _, rest = start.partition(b"\n")
    return first.startswith(b"{") and not first.rstrip().endswith(b"}") and rest.lstrip()[:1] not in {b"", b"{"}


def _read_whole(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    position = 0
    try:
        for fields in read_members(source, BYTES_PER_CHAR * settings.max_item_chars):
            if not isinstance(fields, Mapping):
                yield Rejection(position, f"expected a JSON object, found {type(fields).__name__}")
            elif is_ninjs(fields) and settings.text_field is None:
                yield _ninjs(fields, position, "")
            else:
                yield _draft(fields, position, map_fields(list(fields), settings), "")
            position += 1
    except ValueError as error:
        yield Rejection(position, str(error)[:300])

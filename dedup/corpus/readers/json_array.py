"""The members of one JSON array, or one JSON object, over as many lines as it likes: read one at a time."""

import codecs
import json
from collections.abc import Iterator

from dedup.corpus.streams import Source

FIRST_CHUNK = 1 << 16
_BETWEEN = " \t\r\n,"


class BrokenJsonError(ValueError):
    """Raised where the rest of a JSON document cannot be read."""


def read_members(source: Source, max_bytes: int) -> Iterator[object]:
    """Yield the members of the array that `source` holds, or its one value; at most one is in memory.

    Raises:
        BrokenJsonError: what follows is no JSON, breaks off, or a member is longer than `max_bytes`.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> list(read_members(open_source("a.json", io.BytesIO(b'[{"id": 1}, {"id": 2}]')), 1_000))
    [{'id': 1}, {'id': 2}]
    """
    text = _Text(source)
    text.more(FIRST_CHUNK)
    is_array = text.ahead.lstrip("\ufeff" + _BETWEEN).startswith("[")
    text.ahead = text.ahead.lstrip("\ufeff" + _BETWEEN).removeprefix("[") if is_array else text.ahead.lstrip("\ufeff")
    decoder = json.JSONDecoder()
    while True:
        member = _next_member(text, decoder, max_bytes)
        if member is None:
            return
        yield member[0]
        if not is_array:
            return


class _Text:
    """The text of a source from where it has been read to, as much as was asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.ahead = ""
        self.is_whole = False

    def more(self, n_bytes: int) -> None:
        """Read on; UTF-8 that is broken is a ValueError, as broken JSON is."""
        raw = self._source.stream.read(n_bytes)
        self.is_whole = not raw
        self.ahead += self._decoder.decode(raw, final=self.is_whole)


def _next_member(text: _Text, decoder: json.JSONDecoder, max_bytes: int) -> tuple[object] | None:
    """Return the next member, wrapped since it may be null, or None at the end of the array."""
    n_bytes = FIRST_CHUNK
    while True:
        text.ahead = text.ahead.lstrip(_BETWEEN)
        if text.ahead.startswith("]"):
            return None
        try:
            member, end = decoder.raw_decode(text.ahead)
        except RecursionError as error:
            raise BrokenJsonError("JSON nested too deep") from error
        except ValueError as error:
            if text.is_whole or len(text.ahead) > max_bytes:
                what = "breaks off" if text.is_whole else f"a member longer than {max_bytes} bytes"
                raise BrokenJsonError(f"broken JSON: {what}: {str(error)[:200]}") from error
            text.more(n_bytes)
            n_bytes *= 2  # so that a long member is parsed few times
            continue
        text.ahead = text.ahead[end:]
        return (member,)

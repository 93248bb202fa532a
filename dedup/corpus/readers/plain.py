"""A text file as one item: nothing known but its words."""

from collections.abc import Iterator

from dedup.corpus.charset import Decoded, decode
from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

BYTES_PER_CHAR = 4  # the longest UTF-8 takes


def read_plain(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield the one item of a text file, or why it is none.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> [draft.text for draft in read_plain(open_source("a.txt", io.BytesIO(b"Rain fell.")), CorpusSettings())]
    ['Rain fell.']
    """
    raw = source.read_all(BYTES_PER_CHAR * settings.max_item_chars)
    decoded = decode(raw)
    if decoded is None:
        yield Rejection(0, "binary: neither UTF-8 nor text in any known encoding")
    else:
        yield Draft(position=0, text=decoded.text, is_sole=True, metadata=encoding_rows(decoded))


def encoding_rows(decoded: Decoded) -> tuple[tuple[str, str], ...]:
    """Return the METADATA row that names an encoding other than UTF-8, and whether it was detected.

    >>> encoding_rows(Decoded("Köln", "cp1252", is_detected=True))
    (('encoding', 'cp1252, detected'),)
    """
    if decoded.encoding == "utf-8":
        return ()
    return (("encoding", decoded.encoding + (", detected" if decoded.is_detected else "")),)

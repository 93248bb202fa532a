"""The registry: which kinds of file hold items, how each is told, and who reads it.

The content decides before the name; the name decides among what content alone cannot tell.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from dedup.corpus.draft import Reader
from dedup.corpus.readers.delimited import read_delimited
from dedup.corpus.readers.json_lines import read_json_lines
from dedup.corpus.readers.markdown import read_markdown
from dedup.corpus.readers.parquet import read_parquet
from dedup.corpus.readers.plain import read_plain
from dedup.corpus.streams import Source
from dedup.corpus.survey import STDIN

PACKED_SUFFIXES = frozenset({".gz", ".zst", ".bz2", ".xz"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    holds_many: bool  # several items a file, so that an item's id is more than the path


PLAIN = Kind("text", (".txt", ".text"), read_plain, holds_many=False)
MARKDOWN = Kind("Markdown", (".md", ".markdown"), read_markdown, holds_many=False)
JSON_LINES = Kind("JSONL", (".jsonl", ".ndjson", ".json"), read_json_lines, holds_many=True)
DELIMITED = Kind("CSV", (".csv", ".tsv"), read_delimited, holds_many=True)
PARQUET = Kind("Parquet", (".parquet", ".pq"), read_parquet, holds_many=True)

KINDS = (PLAIN, MARKDOWN, JSON_LINES, DELIMITED, PARQUET)
"""Every kind, in the order in which the README names them."""


def tell_kind(source: Source) -> Kind:
    """Return the kind of an open source, plain text where nothing else is told.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> tell_kind(open_source("a.csv.gz", io.BytesIO(b"id,text"))).name
    'CSV'
    """
    if source.path == STDIN:
        return JSON_LINES
    if source.head().startswith(b"PAR1"):
        return PARQUET
    suffix = _suffix(source.path)
    return next((kind for kind in KINDS if suffix in kind.suffixes), PLAIN)


def _suffix(path: str) -> str:
    name = PurePosixPath(path)
    if name.suffix.lower() in PACKED_SUFFIXES:
        name = name.with_suffix("")
    return name.suffix.lower()

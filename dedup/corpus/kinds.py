"""The registry: which kinds of file hold items, how each is told, and who reads it.

The content decides before the name; the name decides among what content alone cannot tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from dedup.corpus.draft import Reader
from dedup.corpus.readers.container import read_tar, read_zip
from dedup.corpus.readers.delimited import read_delimited
from dedup.corpus.readers.feed import read_feed
from dedup.corpus.readers.json_lines import read_json_lines
from dedup.corpus.readers.mail import read_mailbox, read_message
from dedup.corpus.readers.markdown import read_markdown
from dedup.corpus.readers.newsml import read_newsml
from dedup.corpus.readers.nitf import read_nitf
from dedup.corpus.readers.parquet import read_parquet
from dedup.corpus.readers.plain import read_plain
from dedup.corpus.readers.warc import read_warc
from dedup.corpus.readers.web_page import read_web_page
from dedup.corpus.streams import Source
from dedup.corpus.survey import STDIN

PACKED_SUFFIXES = frozenset({".gz", ".zst", ".bz2", ".xz"})
SNIFF_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its name, the suffixes that suggest it, what its first bytes say, who reads it."""

    name: str
    suffixes: tuple[str, ...]
    is_head: Callable[[bytes], bool] | None  # None: content alone cannot tell
    read: Reader


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(starts)


def _matches(pattern: bytes) -> Callable[[bytes], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda head: compiled.search(head[:SNIFF_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


_PROLOGUE = rb"\A(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,1000}-->\s{0,200}){0,3}(?:<\?[^>]{0,200}>\s{0,200}){0,3}"
_DOCTYPE = rb"(?:<!DOCTYPE[^>]{0,300}>\s{0,200})?"
_HEADER = rb"\A(?:[A-Za-z][A-Za-z-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,60}){0,60}?"


def _choose(source: Source) -> Reader:
    return tell_kind(source).read


KINDS = (
    Kind("text", (".txt", ".text"), None, read_plain),
    Kind("Markdown", (".md", ".markdown"), None, read_markdown),
    Kind(
        "JSONL",
        (".jsonl", ".ndjson", ".json", ".ninjs"),
        _matches(rb'\A(?:\{\s{0,200}"|\[\s{0,200}\{)'),
        read_json_lines,
    ),
    Kind("CSV", (".csv", ".tsv"), None, read_delimited),
    Kind("Parquet", (".parquet", ".pq"), _begins(b"PAR1"), read_parquet),
    Kind("WARC", (".warc", ".arc"), _matches(rb"\AWARC/[01]\.\d"), read_warc),
    Kind("RSS and Atom", (".rss", ".atom"), _matches(_PROLOGUE + _DOCTYPE + rb"<(?:rss|feed|rdf:RDF)[\s>]"), read_feed),
    Kind("NITF", (".nitf", ".xml"), _matches(_PROLOGUE + _DOCTYPE + rb"<nitf[\s>]"), read_nitf),
    Kind(
        "NewsML-G2", (".newsml",), _matches(_PROLOGUE + rb"<(?:\w{1,20}:)?(?:newsItem|newsMessage)[\s>]"), read_newsml
    ),
    Kind(
        "HTML",
        (".html", ".htm", ".xhtml"),
        _matches(_PROLOGUE + rb"<(?:!DOCTYPE\s{1,9}html|html|head)[\s>]"),
        read_web_page,
    ),
    Kind("mbox", (".mbox",), _matches(rb"\AFrom \S{1,500} [^\n]{10,200}\n[A-Za-z-]{2,60}:"), read_mailbox),
    Kind("mail", (".eml",), _matches(_HEADER + rb"(?:Message-ID|MIME-Version|Received|Return-Path):"), read_message),
    Kind("zip and WACZ", (".zip", ".wacz"), _begins(b"PK\x03\x04", b"PK\x05\x06"), partial(read_zip, choose=_choose)),
    Kind("tar", (".tar", ".tgz"), lambda head: head[257:262] == b"ustar", partial(read_tar, choose=_choose)),
)
"""Every kind, in the order in which the README names them."""


def tell_kind(source: Source) -> Kind:
    """Return the kind of an open source: by its first bytes, else by its name, else plain text.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> tell_kind(open_source("a.csv.gz", io.BytesIO(b"id,text"))).name
    'CSV'
    >>> tell_kind(open_source("a.txt", io.BytesIO(b"<!DOCTYPE html><p>Rain fell."))).name
    'HTML'
    """
    by_name = {kind.name: kind for kind in KINDS}
    if source.path == STDIN:
        return by_name["JSONL"]
    head = source.head()
    suffix = _suffix(source.path)
    told = [kind for kind in KINDS if kind.is_head and kind.is_head(head)]
    named = [kind for kind in KINDS if suffix in kind.suffixes]
    if named and named[0].name in {"Markdown", "CSV"}:
        told = [kind for kind in told if kind.name in {"Parquet", "WARC", "zip and WACZ", "tar"}]
    return next(iter(told or named), by_name["text"])


def _suffix(path: str) -> str:
    name = PurePosixPath(path)
    if name.suffix.lower() in PACKED_SUFFIXES:
        name = name.with_suffix("")
    return name.suffix.lower()

"""Every reader on broken files: no crash, no hang, no run on memory."""

import gc
import gzip
import io
import json
import logging
import os
import resource
import tarfile
import time
import zipfile
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dedup.corpus import read_corpus
from dedup.corpus.draft import Block, Draft, Rejection
from dedup.corpus.kinds import tell_kind
from dedup.corpus.streams import UnreadableError, open_source
from dedup.errors import CorpusError
from dedup.settings import CorpusSettings
from tests.dedup.corpus import formats
from tests.strategies import broken

MAX_SECONDS = 1.0
MAX_GROWTH_KB = 200_000
N_QUICK = 500 if os.environ.get("CI") else 60
N_LONG = 20_000
SETTINGS = CorpusSettings(max_item_chars=100_000)


def parquet() -> bytes:
    """Return a Parquet file of two items."""
    packed = io.BytesIO()
    pl.DataFrame({"id": ["1", "2"], "text": list(formats.PARAGRAPHS[:2]), "date": ["2025", "x"]}).write_parquet(packed)
    return packed.getvalue()


def noted_parquet() -> bytes:
    """Return a Parquet file of two row groups with a note of Arrow's, as pyarrow writes it."""
    packed = io.BytesIO()
    rows = {"id": ["1", "2"], "text": list(formats.PARAGRAPHS[:2]), "date": ["2025", "x"]}
    pq.write_table(pa.table(rows), packed, row_group_size=1)
    return packed.getvalue()


def zipped() -> bytes:
    """Return a zip of a page and of lines."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", formats.PAGE)
        archive.writestr("b.jsonl", b'{"id": 1, "text": "Rain fell."}\n' * 3)
    return packed.getvalue()


def tarred() -> bytes:
    """Return a tar of one text."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 10
        archive.addfile(entry, io.BytesIO(b"Rain fell."))
    return packed.getvalue()


MARKDOWN = b"---\ntitle: Rain\ndate: 2018-07-03\nauthors: [A. Bell, C. Dorn]\n---\n# Rain\n\nRain fell.\n"
LINES = b"".join(json.dumps({"id": i, "text": text}).encode() + b"\n" for i, text in enumerate(formats.PARAGRAPHS))
ROWS = b'id,text,date\n1,"Rain, then ""sun"".",2018-07-03\n2,"Two\nlines",x\n'
WARC = formats.warc_record("https://a.example/1", formats.PAGE) + formats.warc_record("https://a.example/2", b"<p>Rain")
MAILBOX = b"From a@b.example Sat Jun  7 08:15:00 2025\n" + formats.MESSAGE + b"\n"

FILES = {
    "a.txt": "Der Minister äußerte sich.".encode("cp1252"),
    "a.md": MARKDOWN,
    "a.jsonl": LINES,
    "ninjs.json": json.dumps(formats.NINJS_3, indent=1).encode(),
    "a.csv": ROWS,
    "a.parquet": parquet(),
    "a.html": formats.PAGE,
    "a.warc": WARC,
    "a.warc.gz": gzip.compress(WARC),
    "a.rss": formats.RSS,
    "a.atom": formats.ATOM,
    "a.nitf": formats.NITF,
    "a.newsml": formats.NEWSML,
    "a.eml": formats.MESSAGE,
    "a.mbox": MAILBOX,
    "a.zip": zipped(),
    "a.tar": tarred(),
    "a.jsonl.zst": zstandard.compress(LINES),
}


def read(name: str, content: bytes) -> list[Draft | Block | Rejection]:
    """Return what a file of this content gives, its readable part where it breaks off."""
    pieces: list[Draft | Block | Rejection] = []
    try:
        source = open_source(name, io.BytesIO(content))
        pieces.extend(tell_kind(source).read(source, SETTINGS))
    except (UnreadableError, OSError):
        pass
    return pieces


def timed(name: str, content: bytes) -> tuple[list[Draft | Block | Rejection], float]:
    """Return what a file gives and the CPU seconds that it took."""
    began = time.process_time()
    pieces = read(name, content)
    return pieces, time.process_time() - began


def assert_read_or_rejected(name: str, content: bytes) -> None:
    """Assert that a broken file is read within the limits of time and memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pieces, seconds = timed(name, content)
    if seconds >= MAX_SECONDS:  # a collection of garbage, of which fuzzing makes much, can fall into the first try
        gc.collect()
        pieces, seconds = timed(name, content)

    assert seconds < MAX_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MAX_GROWTH_KB
    assert all(isinstance(piece.text, str) for piece in pieces if isinstance(piece, Draft))
    assert all(piece.reason for piece in pieces if isinstance(piece, Rejection))


@pytest.mark.parametrize("name", FILES)
def test_whole_files_give_items(name: str) -> None:
    """What is broken below is sound before."""
    assert any(isinstance(piece, Draft | Block) for piece in read(name, FILES[name]))


@pytest.mark.parametrize("name", FILES)
def test_broken_files_are_read_or_rejected(name: str) -> None:
    """A few hundred ways to break each format."""
    _assert_broken_ones_are_read(name, N_QUICK)


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_broken_files_are_read_or_rejected_at_length(name: str) -> None:
    """Twenty thousand ways to break each format."""
    _assert_broken_ones_are_read(name, N_LONG)


def _assert_broken_ones_are_read(name: str, n_examples: int) -> None:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # pytest would keep every warning
    read(name, FILES[name])  # libraries are imported outside the time that is taken

    @settings(
        max_examples=n_examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(broken(FILES[name]))
    def run(content: bytes) -> None:
        assert_read_or_rejected(name, content)

    run()


@settings(
    max_examples=N_QUICK, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=broken(noted_parquet()))
def test_broken_columns_on_the_disk_are_read_or_rejected(tmp_path: Path, content: bytes) -> None:
    """A file that can be sought in is read where it lies: whatever is wrong with it, the scan is told in its own words."""
    (tmp_path / "a.parquet").write_bytes(content)
    n_told, said = 0, ""
    try:
        n_told = sum(batch.items.height + batch.rejected.height for batch in read_corpus([tmp_path], languages=False))
    except CorpusError as error:
        said = str(error)

    assert n_told > 0 or "nothing readable" in said


@given(st.binary(max_size=400))
@settings(max_examples=N_QUICK)
def test_any_bytes_under_any_name_are_read_or_rejected(content: bytes) -> None:
    """The kind may be told wrongly, never fatally."""
    for name in FILES:
        assert_read_or_rejected(name, content)

"""Reading a corpus: order, ids, what is rejected, what is an error."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus import Batch, read_corpus, read_survey, survey_corpus
from dedup.corpus.draft import Block, Draft, Piece
from dedup.corpus.kinds import tell_kind
from dedup.corpus.streams import open_source
from dedup.errors import CorpusError
from dedup.settings import CorpusSettings
from dedup.tables import ITEMS, METADATA, REJECTED
from tests.strategies import texts

STORY = "The ferry to Saint-Orens ran again on Friday after three years of repairs."


def read(*paths: Path | str, settings: CorpusSettings | None = None) -> Batch:
    """Return a corpus in one batch."""
    batches = list(read_corpus(paths, settings, languages=False))
    return Batch(*(pl.concat(getattr(batch, name) for batch in batches) for name in ("items", "rejected", "metadata")))


def row(item: object, text: str = STORY) -> str:
    """Return one line of JSONL."""
    return json.dumps({"id": item, "text": text}) + "\n"


def test_tables_have_the_schemas_that_are_promised(tmp_path: Path) -> None:
    """Every batch holds ITEMS, REJECTED and METADATA, column for column."""
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.jsonl").write_text(row(1))
    pl.DataFrame({"id": ["1"], "text": [STORY]}).write_parquet(tmp_path / "c.parquet")

    for batch in read_corpus([tmp_path]):
        assert (batch.items.schema, batch.rejected.schema, batch.metadata.schema) == (ITEMS, REJECTED, METADATA)


def test_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    """Items come sorted by path and position."""
    paths = [tmp_path / name for name in ("b.jsonl", "a.txt", "c.csv")]
    paths[0].write_text(row(2) + row(1))
    paths[1].write_text(STORY)
    paths[2].write_text(f"id,text\n9,{STORY}\n")

    forwards, backwards = read(*paths), read(*reversed(paths))

    assert forwards.items.equals(backwards.items)
    assert [Path(path).name for path in forwards.items["path"]] == ["a.txt", "b.jsonl", "b.jsonl", "c.csv"]


def test_batches_of_any_size_hold_the_same_items(tmp_path: Path) -> None:
    """Batching is of no consequence but memory."""
    (tmp_path / "a.jsonl").write_text("".join(row(i) for i in range(10)) + "{")
    whole = read(tmp_path)

    for size in (1, 3, 10):
        assert whole.items.equals(read(tmp_path, settings=CorpusSettings(batch_items=size)).items)
        assert whole.rejected.equals(read(tmp_path, settings=CorpusSettings(batch_items=size)).rejected)


def test_ids_of_a_folder_are_paths_and_of_one_file_its_own(tmp_path: Path) -> None:
    """In a folder the id says where the item stands."""
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "a.txt").write_text(STORY)
    file = tmp_path / "b.jsonl"
    file.write_text(row("x") + json.dumps({"text": STORY}) + "\n")

    assert read(tmp_path).items["item"].to_list() == ["b.jsonl#x", "b.jsonl#1", "north/a.txt"]
    assert ["x", f"{file.as_posix()}#1"] == read(file).items["item"].to_list()


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_items_of_one_id_are_both_kept(tmp_path: Path, kind: str) -> None:
    """The later is told apart by a number, and a rejected row says so."""
    file = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        file.write_text(row("x") * 3)
    else:
        pl.DataFrame({"id": ["x"] * 3, "text": [STORY] * 3}).write_parquet(file)
    batch = read(file)

    assert batch.items["item"].to_list() == ["x", "x#2", "x#3"]
    assert batch.rejected.select("position", "reason").rows()[:1] == [
        (1, "the id 'x' is taken by an earlier item; kept as 'x#2'")
    ]


def test_rows_and_columns_give_the_same_metadata(tmp_path: Path) -> None:
    """Credits, declared sources and outlets that are but links."""
    rows = [
        {"id": "1", "text": STORY, "source": "https://lw.example/1", "credit": "LW", "isBasedOn": None},
        {"id": "2", "text": STORY, "source": "HNN", "credit": None, "isBasedOn": "https://lw.example/2"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(fields) + "\n" for fields in rows))
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    by_rows, by_columns = read(tmp_path / "a.jsonl"), read(tmp_path / "a.parquet")

    assert by_rows.items["outlet"].to_list() == by_columns.items["outlet"].to_list() == [None, "HNN"]
    assert sorted(by_rows.metadata.rows()) == sorted(by_columns.metadata.rows())
    assert ("1", "source", "https://lw.example/1") in by_columns.metadata.rows()


def test_rows_and_columns_give_the_same_dates(tmp_path: Path) -> None:
    """Dates as they are to be, in other forms, beyond reading, and none at all, each with where it was read."""
    dates = ["2018-07-03", "July 3, 2018", "some day", None, "2018-07-03", "none"]
    rows = [{"id": str(i), "text": STORY, "date": date} for i, date in enumerate(dates)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(fields) + "\n" for fields in rows))
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    by_rows, by_columns = read(tmp_path / "a.jsonl").items, read(tmp_path / "a.parquet").items

    assert by_columns["published_evidence"].to_list() == ["date", "date", "date: some day", None, "date", None]
    assert by_rows.drop("path").equals(by_columns.drop("path"))


def test_parquet_is_read_where_no_field_but_the_text_can_be(tmp_path: Path) -> None:
    """A nested field says nothing, and keeps no item from being read."""
    pl.DataFrame({"title": [{"main": "Rain"}] * 2, "text": [STORY] * 2}).write_parquet(tmp_path / "a.parquet")

    assert read(tmp_path / "a.parquet").items["title"].to_list() == [None, None]


def test_what_else_a_parquet_file_tells_of_itself_keeps_nobody_from_reading_it(tmp_path: Path) -> None:
    """Some program's note beside the schema need not be UTF-8."""
    table = pa.table({"id": ["1"], "text": [STORY]}, metadata={b"made by \xff": b"x"})
    pq.write_table(table, tmp_path / "a.parquet")

    assert read(tmp_path / "a.parquet").items["item"].to_list() == ["1"]


def test_rows_and_columns_measure_alike(tmp_path: Path) -> None:
    """The same item from JSONL and from Parquet has the same counts, hash and date."""
    rows = [{"id": str(i), "text": text, "date": "2018-07-03", "source": "HNN"} for i, text in enumerate(TEXTS)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(fields) + "\n" for fields in rows))
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")

    by_rows, by_columns = read(tmp_path / "a.jsonl").items, read(tmp_path / "a.parquet").items

    assert by_rows.drop("path").equals(by_columns.drop("path"))


TEXTS = (STORY, " two  words ", "Köln\u00a0am Rhein", "長い文章。", "a", "x\n\ty")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("junk.txt", bytes(range(256)) * 40, "binary"),
        ("nul.txt", b"Rain\x00fell", "binary"),
        ("line.jsonl", b'{"id": 1, "te', "line 1: broken JSON"),
        ("bytes.jsonl", b'{"text": "Rain \xff fell"}', "line 1: invalid UTF-8 at byte 15"),
        ("deep.jsonl", b"[" * 200_000, "JSON nested too deep"),
        ("deep_line.jsonl", b'{"a":' * 100_000 + b"}", "line 1: JSON nested too deep"),
        ("list.jsonl", b'"text"', "line 1: expected a JSON object, found str"),
        ("textless.jsonl", b'{"id": 1}', "line 1: no text field among id"),
        ("blank.jsonl", b'{"id": 1, "text": ""}', "line 1: no text: field 'text' is empty"),
        ("nul.jsonl", b'{"id": 1, "text": "Rain \\u0000 fell"}', "binary: NUL at character 5"),
        ("long.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}', "line 1: longer than any item may be"),
        ("textless.csv", b"id,name\n1,x\n", "no text field among 'id, name'"),
        ("short.csv", b"id,text\n1\n", "line 2: found 1 cells, expected 2"),
        ("bytes.csv", b"id,text\n1,Rain \xff fell in K\xc3\xb6ln\n", "line 2: invalid UTF-8"),
        ("nul.csv", b"id,text\n1,Rain \x00 fell\n", "line 2: NUL"),
        ("cut.parquet", b"PAR1\x00\x01\x02PAR1", "damaged Parquet"),
        ("cut.txt.gz", gzip.compress(STORY.encode() * 99)[:-20], "the stream breaks off"),
        ("junk.txt.gz", b"\x1f\x8b\x08\x00junk", "the stream breaks off"),
    ],
)
def test_bad_input_is_rejected_and_the_scan_goes_on(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """Each fault is a row with path, position and reason; the good file beside it is read."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(STORY)
    batch = read(tmp_path)

    assert batch.items["item"].to_list() == ["z.txt"]
    assert batch.rejected.height == 1
    assert (name, 0) == (Path(batch.rejected["path"][0]).name, batch.rejected["position"][0])
    assert reason in batch.rejected["reason"][0]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    """The lines before and after are items."""
    (tmp_path / "a.jsonl").write_text(row(1) + "{broken\n" + row(3))
    batch = read(tmp_path / "a.jsonl")

    assert batch.items["item"].to_list() == ["1", "3"]
    assert batch.rejected["position"].to_list() == [1]


def test_a_broken_first_line_costs_only_itself(tmp_path: Path) -> None:
    """It is not taken for the beginning of an object over many lines."""
    (tmp_path / "a.jsonl").write_text('{"id": 1, "te\n' + row(2))

    assert read(tmp_path / "a.jsonl").items["item"].to_list() == ["2"]


def test_a_json_array_is_read_member_by_member(tmp_path: Path) -> None:
    """What stands before the broken place is kept, however long the members."""
    items = [{"id": i, "text": STORY * 3_000} for i in range(3)]
    (tmp_path / "a.json").write_text(json.dumps(items, indent=1)[:-100_000])
    batch = read(tmp_path / "a.json")

    assert batch.items["item"].to_list() == ["0", "1"]
    assert batch.rejected["position"].to_list() == [2]


def test_parquet_rows_without_text_are_rejected(tmp_path: Path) -> None:
    """Null, blank, NUL and too large rows are no items; the others keep their positions."""
    texts = [None, STORY, " ", "Rain\x00", "x" * 200]
    pl.DataFrame({"id": list("abcde"), "text": texts}).write_parquet(tmp_path / "a.parquet")
    batch = read(tmp_path / "a.parquet", settings=CorpusSettings(max_item_chars=100))

    assert batch.items["position"].to_list() == [1]
    assert batch.rejected["position"].to_list() == [0, 2, 3, 4]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstandard.compress)],
)
def test_compressed_files_read_as_plain_ones(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    """The stream is unpacked by what it is, whatever its name."""
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(pack(row(1).encode()))
    (tmp_path / "b.jsonl").write_bytes(pack(row(2).encode()))

    assert [f"a.jsonl.{suffix}#1", "b.jsonl#2"] == read(tmp_path).items["item"].to_list()


def test_nothing_readable_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    """It names the counts, the first problem and the kinds."""
    (tmp_path / "a.txt").write_text("")

    with pytest.raises(CorpusError, match=r"nothing readable in .*no text.*looked for text, Markdown, JSONL"):
        read(tmp_path)


def test_a_missing_path_is_an_error_at_once() -> None:
    """No batch is asked for."""
    with pytest.raises(CorpusError, match="no such file or folder"):
        read_corpus(["no/such/folder"])


def test_standard_input_is_read_as_json_lines() -> None:
    """`-` reads what it is given."""
    batches = read_corpus(["-"], languages=False, stdin=io.BytesIO((row("a") + json.dumps({"text": STORY})).encode()))

    assert next(batches).items["item"].to_list() == ["a", "-#1"]


def test_languages_are_told_when_asked_for(tmp_path: Path) -> None:
    """A text of a few words has none."""
    (tmp_path / "a.txt").write_text("Le bac de Saint-Orens reprend du service après trois ans de silence.")
    (tmp_path / "b.txt").write_text("2:1")
    items = next(read_corpus([tmp_path])).items

    assert items["lang"].to_list() == ["fr", None]


def test_whoever_reads_may_tell_languages_another_way(tmp_path: Path) -> None:
    """Rows of a file and files of one item are told alike."""
    (tmp_path / "a.txt").write_text("Мэр сказал, что мост закроют до конца года.")
    (tmp_path / "b.jsonl").write_text(row("b"))
    items = next(read_survey(survey_corpus([tmp_path]), CorpusSettings(), tell=lambda text: text[0])).items

    assert items["lang"].to_list() == ["М", items["text"][1][0]]


def test_bytes_read_add_up_for_the_progress(tmp_path: Path) -> None:
    """Every byte of every file is counted once."""
    (tmp_path / "a.jsonl").write_text("".join(row(i) for i in range(50)))
    (tmp_path / "b.txt").write_text(STORY)
    total = sum(file.stat().st_size for file in tmp_path.iterdir())

    assert total == sum(batch.n_bytes for batch in read_corpus([tmp_path], CorpusSettings(batch_items=7)))


def test_lone_surrogates_are_replaced_and_noted(tmp_path: Path) -> None:
    """JSON can escape what UTF-8 cannot hold."""
    (tmp_path / "a.jsonl").write_text('{"id": "\\ud800", "text": "Rain \\udfff fell"}\n')
    batch = read(tmp_path / "a.jsonl")

    assert batch.items["text"].to_list() == ["Rain � fell"]
    assert batch.metadata["field"].to_list() == ["note"]


@given(st.lists(texts().filter(lambda text: text.strip() and "\x00" not in text), min_size=1, max_size=8))
def test_texts_come_back_as_they_were_written(written: list[str]) -> None:
    """Through JSONL, CSV and Parquet, whatever the script, the quotes and the line breaks."""
    rows = [{"id": str(i), "text": text} for i, text in enumerate(written)]
    cells, columns = io.StringIO(newline=""), io.BytesIO()
    csv.writer(cells).writerows([["id", "text"], *(fields.values() for fields in rows)])
    pl.DataFrame(rows).write_parquet(columns)
    files = {
        "a.jsonl": "".join(json.dumps(fields, ensure_ascii=False) + "\n" for fields in rows).encode(),
        "a.csv": cells.getvalue().encode(),
        "a.parquet": columns.getvalue(),
    }
    for name, content in files.items():
        source = open_source(name, io.BytesIO(content))
        pieces = list(tell_kind(source).read(source, CorpusSettings()))
        found = [text for piece in pieces for text in _texts(piece)]

        assert written == found, name


def _texts(piece: Piece) -> list[str]:
    if isinstance(piece, Draft):
        return [piece.text]
    return piece.items["text"].to_list() if isinstance(piece, Block) else [piece.reason]

"""Every engine keeps tables in order and maps functions over them alike."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dedup.engines import Engine
from dedup.engines import local as local_engine
from dedup.engines.local import LocalEngine
from tests.dedup.engines.clusters import OPTIONS, is_possible


def in_process(folder: Path) -> Engine:
    """Return the local engine without workers."""
    return LocalEngine(folder)


def in_workers(folder: Path) -> Engine:
    """Return the local engine with two processes."""
    return LocalEngine(folder, n_workers=2)


def on_cluster(folder: Path) -> Engine:
    """Return Spark's engine with two threads of this process for a cluster."""
    from dedup.engines.spark import SparkEngine, open_session

    return SparkEngine(open_session("local[2]", OPTIONS), folder)


Builder = Callable[[Path], Engine]

BUILDERS = [
    pytest.param(in_process, id="in_process"),
    pytest.param(in_workers, id="in_workers"),
    pytest.param(on_cluster, id="on_cluster", marks=pytest.mark.spark),
]


@pytest.fixture(params=BUILDERS)
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return each engine in turn, with workers used whatever the number of items."""
    if request.param is on_cluster and not is_possible():
        pytest.skip("needs the extra `spark` and Java 17")
    monkeypatch.setattr(local_engine, "MIN_ITEMS_TO_SPREAD", 0)
    builder: Builder = request.param
    return builder(tmp_path)


def batches(*sizes: int) -> list[tuple[pl.DataFrame]]:
    """Return batches of items named by their number."""
    names = iter(range(sum(sizes)))
    return [
        (pl.DataFrame({"item": [f"{next(names):03}" for _ in range(size)]}, schema={"item": pl.String}),)
        for size in sizes
    ]


def shout(items: pl.DataFrame, *others: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return each item with an exclamation mark, and how many frames were given."""
    return items.with_columns(pl.col("item") + "!"), pl.DataFrame({"n": [1 + len(others)]})


def test_tables_keep_the_order_of_their_items(engine: Engine) -> None:
    """Parts come back as they were put, empty ones too."""
    (kept,) = engine.keep(("raw",), batches(2, 0, 3))

    assert [part.height for part in kept] == [2, 0, 3]
    assert kept.whole()["item"].to_list() == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("name", ["sketches", "items"])
def test_one_column_is_read_part_by_part(engine: Engine, name: str) -> None:
    """Whatever form a table is kept in, its columns and rows are found."""
    frames = [
        (frame.with_columns(bands=pl.Series([[7, 8]] * frame.height, dtype=pl.List(pl.UInt64))),)
        for (frame,) in batches(2, 0, 3)
    ]
    (kept,) = engine.keep((name,), frames)
    picked = engine.pick(kept, pl.Series(["004", "001", "009"]), ("item", "bands"))

    assert [len(part) for part in kept.column("bands")] == [2, 0, 3]
    assert picked.rows() == [("001", [7, 8]), ("004", [7, 8])]


def test_a_function_makes_one_table_a_name(engine: Engine) -> None:
    """Each batch is mapped with the parts beside it."""
    (kept,) = engine.keep(("raw",), batches(2, 1))
    loud, counts = engine.map_items(("loud", "counts"), shout, kept, kept)

    assert loud.whole()["item"].to_list() == ["000!", "001!", "002!"]
    assert counts.whole()["n"].to_list() == [2, 2]


def test_rows_are_picked_in_the_tables_order(engine: Engine) -> None:
    """Unknown items are no error, repeated ones no second row."""
    (kept,) = engine.keep(("raw",), batches(2, 2))

    assert engine.pick(kept, pl.Series(["003", "000", "003", "x"]))["item"].to_list() == ["000", "003"]


@pytest.mark.parametrize("columns", [None, ("item", "n"), ("n",)])
def test_portions_are_picked_as_each_would_be(engine: Engine, tmp_path: Path, columns: tuple[str, ...] | None) -> None:
    """One may be empty, two may share items, and nothing of them stays in the folder."""
    (kept,) = engine.keep(("raw",), [(frame.with_columns(n=pl.lit(1)),) for (frame,) in batches(2, 0, 2)])
    before = sorted(tmp_path.iterdir())
    portions = [pl.Series(items, dtype=pl.String) for items in (["003", "000"], [], ["003", "x"])]
    each = list(engine.pick_each(kept, portions, columns))

    assert [frame.rows() for frame in each] == [engine.pick(kept, items, columns).rows() for items in portions]
    assert [frame.height for frame in each] == [2, 0, 1]
    assert [engine.pick(kept, portions[0]).rows()] == [frame.rows() for frame in engine.pick_each(kept, portions[:1])]
    assert sorted(tmp_path.iterdir()) == before


def test_a_portion_ends_with_its_last_row(tmp_path: Path) -> None:
    """Who waits for it need not wait for the rest of the table."""
    (kept,) = LocalEngine(tmp_path).keep(("raw",), batches(2, 2, 2))
    portions = [pl.Series(["000", "001"]), pl.Series(["002", "005"])]
    picked = [
        [None if frame is None else frame["item"].to_list() for frame in frames] for frames in kept.pick(*portions)
    ]

    assert picked == [[["000", "001"], []], [None, ["002"]], [None, ["005"]]]

"""The engine for a cluster gives the tables of the engine for one machine, whatever happens to a worker."""

import threading
import time
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dedup.corpus import read_corpus
from dedup.engines import Engine
from dedup.engines.local import LocalEngine
from dedup.errors import EngineError
from dedup.pipeline import Known, Part, Traced, trace_items
from dedup.settings import CorpusSettings, PairDecisions, Settings
from tests.dedup.engines.clusters import OPTIONS, Cluster, is_possible, snippet_pages, standalone

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not is_possible(), reason="needs the extra `spark` and Java 17"),
    pytest.mark.filterwarnings("default"),  # PySpark's own
]

TABLES = ("items", "metadata", "lines", "spans", "credits", "dates", "matches", "clusters", "reprints")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a master with two workers of one core and one gigabyte each."""
    with standalone(tmp_path_factory.mktemp("cluster"), n_workers=2) as found:
        yield found


@pytest.fixture(scope="module")
def session(cluster: Cluster) -> Iterator["SparkSession"]:
    """Return a session on the cluster."""
    from dedup.engines.spark import open_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = open_session(cluster.url, OPTIONS)
        yield session
        session.stop()


def walk(corpus: Path, engine: Engine, only: Part, known: Known, batch_items: int) -> Traced:
    """Return the lower street's tables of a corpus."""
    batches = read_corpus([corpus], CorpusSettings(batch_items=batch_items), languages=False)
    return trace_items(((batch.items, batch.metadata) for batch in batches), engine, Settings(), only, known)


def whole(traced: Traced, name: str) -> pl.DataFrame:
    """Return a table as one frame."""
    table = getattr(traced, name)
    return table if isinstance(table, pl.DataFrame) else table.whole()


def assert_alike(
    corpus: Path,
    session: "SparkSession",
    folder: Path,
    only: Part = "provenance",
    pairs: PairDecisions | None = None,
    batch_items: int = 32,
) -> None:
    """Assert that both engines give the same tables, in the same order."""
    from dedup.engines.spark import SparkEngine

    known = Known(pairs=pairs or PairDecisions())
    (folder / "local").mkdir()
    expected = walk(corpus, LocalEngine(folder / "local"), only, known, batch_items)
    found = walk(corpus, SparkEngine(session, folder / "spark"), only, known, batch_items)
    for name in TABLES:
        assert_frame_equal(whole(expected, name), whole(found, name))


def test_components_are_those_of_networkx_in_any_number_of_tasks(session: "SparkSession", tmp_path: Path) -> None:
    """A long path, a star and a pair, cut into tasks of a few edges."""
    from dedup.engines.spark.components import find_components

    names = [f"p{number:02}" for number in range(10)]
    edges = [*pairwise(names), *(("s00", f"s{number:02}") for number in range(1, 6)), ("x", "y")]
    rounds = iter(range(100))

    def keep(frame: "object") -> "object":
        path = (tmp_path / f"round-{next(rounds)}").as_uri()
        frame.write.parquet(path)  # type: ignore[attr-defined]
        return session.read.parquet(path)

    frame = session.createDataFrame(edges, "item_a string, item_b string")
    found = find_components(frame, cast("Any", keep), edges_a_task=9)
    expected = {item: min(group) for group in nx.connected_components(nx.Graph(edges)) for item in group}

    assert dict(map(tuple, found.collect())) == expected


def test_workers_that_do_not_see_the_folder_are_told(
    session: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As are, before any work, those whose disk is another one."""
    from dedup.engines.spark import require_workers

    require_workers(session, tmp_path)
    monkeypatch.setattr(Path, "touch", lambda _path: None)
    with pytest.raises(EngineError, match="not every worker sees it"):
        require_workers(session, tmp_path)


def test_both_engines_give_the_same_tables(seeds: Path, session: "SparkSession", tmp_path: Path) -> None:
    """The whole lower street over the seeds."""
    assert_alike(seeds, session, tmp_path)


def test_decided_pairs_are_obeyed_alike(session: "SparkSession", tmp_path: Path) -> None:
    """Pairs called copies, and pairs called none, come out as on one machine; so do clusters that begin with one text."""
    story = "The ferry to Lund was cancelled on Monday after ice had closed the harbour, and some two hundred passengers spent the night in the school, the council said."
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in "abcd":
        (corpus / f"{name}.txt").write_text(story, encoding="utf-8")
    (corpus / "e.txt").write_text("Nothing else happened in the county this week.", encoding="utf-8")
    apart = frozenset({("a.txt", "c.txt"), ("a.txt", "d.txt"), ("b.txt", "c.txt"), ("b.txt", "d.txt")})

    assert_alike(corpus, session, tmp_path, "copies", PairDecisions(frozenset({("d.txt", "e.txt")}), apart), 2)


def test_what_holds_a_snippet_is_found_alike(session: "SparkSession", tmp_path: Path) -> None:
    """Workers seek what the driver has gathered, on both streets."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for page in snippet_pages():
        (corpus / f"{page['item']}.txt").write_text(str(page["text"]), encoding="utf-8")
    for only in ("copies", "provenance"):
        (tmp_path / only).mkdir()
        assert_alike(corpus, session, tmp_path / only, only, batch_items=2)


def test_keys_that_very_many_carry_are_cut_over_tasks(
    session: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One text four hundred times, its keys cut over several ranges of the sort: no task holds all carriers of a key."""
    from dedup.engines.spark import pairing

    monkeypatch.setattr(pairing, "POSTINGS_A_TASK", 3_000)
    monkeypatch.setattr(pairing, "PAIRS_A_BUCKET", 150)
    story = " ".join(f"word{number % 97}x{number}" for number in range(120))
    corpus = tmp_path / "corpus.csv"
    corpus.write_text("id,text\n" + "".join(f"{number:04},{story}\n" for number in range(400)), encoding="utf-8")

    assert_alike(corpus, session, tmp_path, "copies", batch_items=200)


def test_a_worker_killed_in_mid_job_changes_nothing(
    seeds: Path, cluster: Cluster, session: "SparkSession", tmp_path: Path
) -> None:
    """The other worker does again what was lost."""
    tables = tmp_path / "spark"

    def strike() -> None:
        while not list(tables.glob("sketches.parquet/part-*")):
            time.sleep(0.05)
        cluster.kill_worker()

    striker = threading.Thread(target=strike)
    striker.start()
    try:
        assert_alike(seeds, session, tmp_path, batch_items=8)
    finally:
        striker.join()
        cluster.add_worker()


@pytest.mark.long
def test_both_engines_give_the_same_tables_at_scale(shared: Path, session: "SparkSession", tmp_path: Path) -> None:
    """Five thousand real items, with the copies and the furniture that press offices make."""
    corpus = shared / "data" / "scale" / "senate.parquet"
    if not corpus.is_file():
        pytest.skip(f"no {corpus.name} in the measuring data")
    few = tmp_path / "few.parquet"
    pl.scan_parquet(corpus).head(5_000).sink_parquet(few)

    assert_alike(few, session, tmp_path, batch_items=1_024)

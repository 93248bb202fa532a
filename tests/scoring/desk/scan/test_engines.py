"""A scan on a cluster leaves the folder that a scan on one machine leaves."""

import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dedup.corpus import read_corpus, survey_corpus
from dedup.engines import Engine
from dedup.errors import CorpusError
from dedup.pipeline import trace_items
from dedup.settings import Settings as LowerSettings
from scoring.desk.export.batches import batches
from scoring.desk.results import Results, open_results
from scoring.desk.scan.engines import Choice, folder_beside, local_paths, open_engine
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings
from tests.dedup.engines.clusters import is_possible

CLUSTER = Choice("spark", master="local[2]")
FEW = ("coast-path", "harbour-strike", "unsigned")

BELIED = """---
outlet: Highmere News
is_based_on: Valley Herald
---
The pool will reopen in May, the council said on Tuesday, after the roof has been mended and the water tested.

This article was originally published by Lowmere Post.
"""

needs_spark = pytest.mark.skipif(not is_possible(), reason="needs the extra `spark` and Java 17")
of_pyspark = pytest.mark.filterwarnings("default")  # whose sockets close late


def failing(results: Results, code: str) -> list[str]:
    """Return the items that a signal faults."""
    found = results.scan("signals").filter(code=code, outcome="fail").select("item").collect()
    return found["item"].to_list()


def run(*words: str) -> str:
    """Return what the command prints."""
    return subprocess.run(["copydesk", *words], capture_output=True, text=True, check=True).stdout


def silence(_step: str, _n_items: int) -> None:
    """Report nothing."""


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a few of the seeds, and an item whose metadata belie its notice."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in FEW:
        shutil.copytree(seeds / name, folder / name)
    (folder / "belied.md").write_text(BELIED, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def scans(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two scans: by the local engine and by the cluster."""
    folder = tmp_path_factory.mktemp("scans")
    for name, chosen in (("local", Choice(n_workers=1)), ("cluster", CLUSTER)):
        scan_corpus([str(corpus)], folder / name, Settings(), "everything", chosen, silence)
    return folder / "local", folder / "cluster"


def test_the_tables_of_a_cluster_have_a_folder_for_each_state_of_the_corpus(corpus: Path, tmp_path: Path) -> None:
    """The same scan finds its folder again; another corpus or other settings get another one."""
    out, survey = tmp_path / "out", survey_corpus([corpus])
    folder = folder_beside(out, survey, Settings(), "copies")

    assert folder == folder_beside(out, survey_corpus([corpus]), Settings(), "copies")
    assert folder != folder_beside(out, survey, Settings(), "everything")
    assert folder != folder_beside(out, survey_corpus([corpus / FEW[0]]), Settings(), "copies")


@pytest.mark.spark
@needs_spark
@of_pyspark
def test_a_cluster_writes_what_one_machine_writes(scans: tuple[Path, Path]) -> None:
    """Every table of the whole street is the same, and read alike by whatever reads a scan."""
    one, other = map(open_results, scans)

    assert one.tables == other.tables
    for table in one.tables:
        assert_frame_equal(one.read(table), other.read(table))
        assert [frame.height for frame in batches(other.path(table))] or one.read(table).is_empty()
    assert failing(other, "PRV310") == ["belied.md"]
    assert not list(other.folder.parent.glob(".cluster-*"))


@pytest.mark.spark
@needs_spark
@of_pyspark
def test_a_scan_that_was_broken_off_goes_on(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that are whole are not done again."""
    beside = tmp_path / "beside"

    def walk(engine: Engine) -> pl.DataFrame:
        return trace_items([(items, metadata)], engine, LowerSettings()).reprints

    with open_engine(Choice(n_workers=1), tmp_path, beside, silence) as (engine, parts):
        scan = scan_corpus([str(corpus)], tmp_path / "out", Settings(), "copies", Choice(n_workers=1), silence)
        items, metadata = (open_results(tmp_path / "out").read(table) for table in ("items", "metadata"))
        expected = walk(engine)
    with open_engine(CLUSTER, tmp_path, beside, silence) as (engine, parts):
        walk(engine)
        monkeypatch.setattr("dedup.engines.spark.pairing.find_pairs", None)
        again = walk(engine)

    assert scan.rows["items"] == items.height
    assert (parts / "done" / "matches").exists()
    assert_frame_equal(again, expected)


@pytest.mark.spark
@needs_spark
@of_pyspark
def test_what_only_the_cluster_can_read_is_a_corpus(corpus: Path, tmp_path: Path) -> None:
    """A table and Parquet at a URL keep the ids of their rows, a folder its paths; the copies are removed."""
    from dedup.engines.spark import open_session

    rows = pl.DataFrame({"id": ["a", "b"], "text": ["Rain fell on Lund.", "Snow fell on Lund."]})
    rows.write_parquet(tmp_path / "rows.parquet")
    url = (tmp_path / "rows.parquet").as_uri()
    open_session(CLUSTER.master).read.parquet(url).createOrReplaceTempView("news")

    def read(source: str) -> list[str]:
        with local_paths(CLUSTER, [source], tmp_path / "out") as paths:
            ids = pl.concat([batch.items["item"] for batch in read_corpus(paths)]).sort().to_list()
        assert not any(Path(path).exists() for path in paths)
        return ids

    assert read("table:news") == read(url) == ["a", "b"]
    assert read(corpus.as_uri()) == pl.concat([batch.items["item"] for batch in read_corpus([corpus])]).sort().to_list()
    with pytest.raises(CorpusError, match="table:none: Spark cannot read it"):
        read("table:none")
    with pytest.raises(CorpusError, match="/nowhere: Spark cannot read it"):
        read((tmp_path / "nowhere").as_uri())


@pytest.mark.spark
@needs_spark
@of_pyspark
def test_what_a_cluster_wrote_is_read_by_the_other_commands(scans: tuple[Path, Path], tmp_path: Path) -> None:
    """A page, an export and a chain come out of the datasets as out of files."""
    told = []
    for out in scans:
        page, tables = tmp_path / f"{out.name}.html", tmp_path / out.name
        run("export", str(out), "--to", "csv", "--out", str(tables))
        run("report", str(out), "-o", str(page))
        chain = run("trace", "harbour-strike/corrin-post.txt", "--in", str(out), "--format", "json")
        told.append(({table.name: table.read_bytes() for table in tables.glob("*.csv")}, chain, page.stat().st_size))

    assert told[0] == told[1]
    assert told[0][0]

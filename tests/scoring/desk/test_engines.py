"""A scan on a cluster leaves the folder that a scan on one machine leaves."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dedup.corpus import survey_corpus
from dedup.engines import Engine
from dedup.pipeline import trace_items
from dedup.settings import Settings as LowerSettings
from scoring.desk.engines import Choice, folder_beside, local_paths, open_engine
from scoring.desk.export.batches import batches
from scoring.desk.results import open_results
from scoring.desk.scanning import scan_corpus
from scoring.settings import Settings
from tests.dedup.engines.clusters import is_possible

CLUSTER = Choice("spark", master="local[2]")
FEW = ("coast-path", "harbour-strike", "unsigned")

needs_spark = pytest.mark.skipif(not is_possible(), reason="needs the extra `spark` and Java 17")
of_pyspark = pytest.mark.filterwarnings("default")  # whose sockets close late


def silence(_step: str, _n_items: int) -> None:
    """Report nothing."""


@pytest.fixture
def corpus(seeds: Path, tmp_path: Path) -> Path:
    """Return a few of the seeds."""
    for name in FEW:
        shutil.copytree(seeds / name, tmp_path / "corpus" / name)
    return tmp_path / "corpus"


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
def test_a_cluster_writes_what_one_machine_writes(corpus: Path, tmp_path: Path) -> None:
    """Every table of the whole street is the same, and read alike by whatever reads a scan."""
    for name, chosen in (("local", Choice(n_workers=1)), ("cluster", CLUSTER)):
        scan_corpus([str(corpus)], tmp_path / name, Settings(), "everything", chosen, silence)
    one, other = open_results(tmp_path / "local"), open_results(tmp_path / "cluster")

    assert one.tables == other.tables
    for table in one.tables:
        assert_frame_equal(one.read(table), other.read(table))
        assert [frame.height for frame in batches(other.path(table))] or one.read(table).is_empty()
    assert not list(tmp_path.glob(".cluster-*"))


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
def test_rows_that_only_the_cluster_can_read_are_a_corpus(tmp_path: Path) -> None:
    """Parquet at a URL is copied for the reader, and the copy removed."""
    rows = pl.DataFrame({"id": ["a", "b"], "text": ["Rain fell on Lund.", "Snow fell on Lund."]})
    rows.write_parquet(tmp_path / "rows.parquet")
    with local_paths(CLUSTER, [(tmp_path / "rows.parquet").as_uri()], tmp_path / "out") as paths:
        found = pl.read_parquet(Path(paths[0]) / "**" / "*.parquet")

    assert found.sort("id").equals(rows)
    assert not Path(paths[0]).exists()

import json
from pathlib import Path

import polars as pl
import pytest

from scoring.desk.results import open_results
from scoring.desk.terminal import stdout
from scoring.desk.trace.command import print_trace, trace, trace_results


def test_a_trace_follows_the_chain_to_its_end(scanned: Path) -> None:
    """The third item rests on the copy, the copy on the wire, the wire on an agency that is not held."""
    found = trace_results(open_results(scanned), "c/third.txt")

    assert found.chain.roots == ("origin:Interfax",)
    assert [edge.origin for edge in found.edges] == ["origin:Interfax", "a/wire.txt", "b/copy.txt"]


def test_the_tree_shows_each_edge_with_its_evidence_and_losses(
    scanned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe it is plain text."""
    stdout.cache_clear()
    print_trace(trace_results(open_results(scanned), "b/copy.txt"))

    printed = capsys.readouterr().out

    assert "declared: a/wire.txt (Lowland News Agency, 2025-03-04, Ferry late (a/wire.txt)), 90% of the text" in printed
    assert "because  earlier date" in printed
    assert "lost     passage: Nobody was hurt." in printed
    assert "Interfax (not held)" in printed
    assert "1 item rests on it:\n  c/third.txt" in printed
    assert "\x1b" not in printed


def test_an_item_that_rests_on_nothing_says_so(scanned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Silence would look like a mistake."""
    stdout.cache_clear()
    print_trace(trace_results(open_results(scanned), "d/alone.txt"))

    assert "No origin is known" in capsys.readouterr().out


def test_the_json_has_a_versioned_schema_and_the_rows_of_the_chain(
    scanned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs read the same as people."""
    trace("third.txt", scanned, form="json")

    content = json.loads(capsys.readouterr().out)

    assert content["schema"] == "copydesk.trace/1"
    assert content["item"] == "c/third.txt"
    assert content["roots"] == ["origin:Interfax"]
    assert len(content["edges"]) == 3
    assert content["hubs"] == {}


def test_the_end_of_a_chain_tells_how_many_items_rest_on_it(scanned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wire that nobody quotes from elsewhere is the end of both its copies."""
    reprints = pl.read_parquet(scanned / "reprints.parquet")
    reprints.filter(pl.col("kind") != "quoted").write_parquet(scanned / "reprints.parquet")
    stdout.cache_clear()

    print_trace(trace_results(open_results(scanned), "c/third.txt"))

    assert "In the end 2 items rest on a/wire.txt (Lowland News Agency, 2025-03-04" in capsys.readouterr().out

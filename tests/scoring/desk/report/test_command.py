import re
from pathlib import Path

import polars as pl
import pytest

from dedup.errors import OutputError
from scoring.desk.report.archive import read_archive
from scoring.desk.report.command import write_report
from scoring.desk.report.page import INDEX, bind_views
from scoring.desk.report.views import make_views
from scoring.desk.results import open_results

LINK = re.compile(r'href="([^"#]*)#([^"]*)"')
ANCHOR = re.compile(r'id="([^"]+)"')


def test_the_report_is_written_the_same_twice(scanned: Path, tmp_path: Path) -> None:
    """Same scan, same bytes."""
    first, second = (write_report(scanned, tmp_path / name) for name in ("one.html", "two.html"))

    assert first.read_bytes() == second.read_bytes()


def test_every_link_leads_somewhere(scanned: Path) -> None:
    """Within one file and over a folder of pages."""
    archive = read_archive(open_results(scanned))
    for max_bytes in (10_000_000, 1):
        pages = {page.name: page.html for page in bind_views(archive, make_views(archive, 100), max_bytes)}
        anchors = {name: set(ANCHOR.findall(html)) for name, html in pages.items()}
        for name, html in pages.items():
            lost = {(place, to) for place, to in LINK.findall(html) if to not in anchors[place or name]}

            assert not lost


def test_a_large_report_becomes_a_folder_with_the_answers_first(scanned: Path) -> None:
    """The index holds the four questions and nothing else."""
    archive = read_archive(open_results(scanned))
    index, *others = bind_views(archive, make_views(archive, 100), max_bytes=1)

    assert index.name == INDEX
    assert re.findall(r'<section class="view" id="([^"]+)"', index.html) == ["copies", "pairs", "sourcing", "weak"]
    assert others


def test_a_scan_of_copies_alone_has_a_report(scanned: Path, tmp_path: Path) -> None:
    """What was not scanned for is not shown as nought."""
    for table in ("ratings", "reprints"):
        (scanned / f"{table}.parquet").unlink()

    assert "not rated" in write_report(scanned, tmp_path / "report.html").read_text(encoding="utf-8")


def test_excerpts_bound_what_is_quoted(scanned: Path, tmp_path: Path) -> None:
    """A report that quotes ten characters may be passed on."""
    page = write_report(scanned, tmp_path / "report.html", 10).read_text(encoding="utf-8")

    assert "The ferry <" in page
    assert "to the islands" not in page


def test_what_is_no_report_of_ours_is_left_alone(scanned: Path, tmp_path: Path) -> None:
    """An own report is replaced, anything else never."""
    place = tmp_path / "report.html"
    write_report(scanned, place)
    write_report(scanned, place)
    place.write_text("precious", encoding="utf-8")

    with pytest.raises(OutputError, match="left alone"):
        write_report(scanned, place)


def test_hostile_titles_and_outlets_stay_text(scanned: Path, tmp_path: Path) -> None:
    """Script tags, quotes and overrides in any field come out escaped."""
    evil = "\"'><script>alert(1)</script>\u202e"
    items = pl.read_parquet(scanned / "items.parquet").with_columns(
        title=pl.lit(evil), outlet=pl.lit(evil), author=pl.lit(evil), text=pl.lit(evil * 3)
    )
    items.write_parquet(scanned / "items.parquet")

    page = write_report(scanned, tmp_path / "report.html").read_text(encoding="utf-8")

    assert page.count("<script>") == 1
    assert "\u202e" not in page

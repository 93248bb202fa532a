from pathlib import Path

import pytest

from scoring.desk.report.archive import Archive, read_archive
from scoring.desk.report.pair_page import PairPage, pair_keys, pair_pages
from scoring.desk.results import open_results


@pytest.fixture
def archive(scanned: Path) -> Archive:
    """Return the hand-made scan."""
    return read_archive(open_results(scanned))


def page_of(archive: Archive, limit: int = 1000) -> PairPage:
    """Return the page of the wire and its declared copy."""
    return next(page for page in pair_pages(archive, limit) if page.left.item == "a/wire.txt")


def test_the_origin_stands_at_the_left(archive: Archive) -> None:
    """Whatever the order of the ids."""
    assert {(page.left.item, page.right.item) for page in pair_pages(archive, 1000)} == {
        ("a/wire.txt", "b/copy.txt"),
        ("b/copy.txt", "c/third.txt"),
    }


def test_a_small_edit_is_marked_inside_its_passage(archive: Archive) -> None:
    """A dropped sentence of three words does not break the row."""
    (row,) = page_of(archive).rows

    assert row.kind == "shared"
    assert '<span class="edited">Nobody was hurt</span>' in row.left
    assert "Nobody" not in row.right


def test_no_more_is_quoted_than_is_allowed(archive: Archive) -> None:
    """`--excerpts` bounds either side."""
    (row,) = page_of(archive, 10).rows

    assert row.left.startswith("The ferry <")


def test_every_reprint_and_match_has_a_page(archive: Archive) -> None:
    """Reprints stand before mere matches."""
    assert pair_keys(archive) == [("a/wire.txt", "b/copy.txt"), ("b/copy.txt", "c/third.txt")]

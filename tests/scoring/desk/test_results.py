from pathlib import Path

import pytest

from dedup.errors import OutputError
from scoring.desk.results import open_results


def test_a_folder_that_does_not_exist_says_what_to_do(tmp_path: Path) -> None:
    """The message names the folder and the command that makes one."""
    with pytest.raises(OutputError, match=r"nowhere: no such folder; scan a corpus first"):
        open_results(tmp_path / "nowhere")


def test_a_folder_without_a_run_is_no_scan(tmp_path: Path) -> None:
    """Another program's folder is not read."""
    with pytest.raises(OutputError, match=r"no run.json here"):
        open_results(tmp_path)


def test_a_scan_without_items_is_incomplete(scanned: Path) -> None:
    """A table that every scan writes is missing."""
    (scanned / "items.parquet").unlink()

    with pytest.raises(OutputError, match=r"items.parquet is missing"):
        open_results(scanned)


def test_an_item_is_found_by_its_id_or_the_end_of_one(scanned: Path) -> None:
    """What a user types is seldom the whole path."""
    results = open_results(scanned)

    assert results.find_item("a/wire.txt") == "a/wire.txt"
    assert results.find_item("third.txt") == "c/third.txt"


def test_an_ending_of_several_ids_is_an_error_that_lists_them(scanned: Path) -> None:
    """Nothing is guessed."""
    with pytest.raises(OutputError, match=r"4 items .* are called so \(a/wire.txt, b/copy.txt, c/third.txt …\)"):
        open_results(scanned).find_item(".txt")


def test_an_unknown_id_is_an_error_with_the_nearest_ones(scanned: Path) -> None:
    """A slip of the keyboard is answered with the likely id."""
    with pytest.raises(OutputError, match=r"no item .* the nearest are a/wire.txt"):
        open_results(scanned).find_item("a/wirr.txt")


def test_a_table_that_the_scan_did_not_write_is_empty(scanned: Path) -> None:
    """A scan that ended early is read all the same."""
    results = open_results(scanned)

    assert results.read("quotes").is_empty()
    assert "quotes" not in results.tables
    assert results.tables[0] == "items"

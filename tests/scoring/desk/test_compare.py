import json
from pathlib import Path

import pytest

from scoring.desk.compare import compare, compare_items, print_comparison
from scoring.desk.results import open_results
from scoring.desk.terminal import stdout


def test_a_comparison_tells_what_was_dropped_and_what_was_altered(scanned: Path) -> None:
    """The later item lacks a sentence; the third has another day."""
    results = open_results(scanned)

    assert [edit.kind for edit in compare_items(results, "a/wire.txt", "b/copy.txt").edits] == [
        "same",
        "dropped",
        "same",
    ]
    assert [edit.kind for edit in compare_items(results, "a/wire.txt", "c/third.txt").edits] == [
        "same",
        "altered",
        "same",
    ]


def test_it_prints_the_measures_the_edge_and_both_texts(scanned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One row an edit, both sides beside each other."""
    stdout.cache_clear()
    print_comparison(compare_items(open_results(scanned), "a/wire.txt", "b/copy.txt"))

    printed = capsys.readouterr().out

    assert "duplicate: resemblance 0.80; shared are 85% of a/wire.txt and 100% of b/copy.txt" in printed
    assert "b/copy.txt rests on a/wire.txt: declared, accurate, direction known" in printed
    assert "Nobody was hurt" in printed


def test_two_items_without_a_match_are_compared_all_the_same(scanned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The user may want to see why there is none."""
    stdout.cache_clear()
    print_comparison(compare_items(open_results(scanned), "a/wire.txt", "d/alone.txt"))

    assert "The scan has no match of the two." in capsys.readouterr().out


def test_the_json_gives_both_sides_of_every_edit_with_offsets(
    scanned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Offsets lie in the original texts."""
    compare("wire.txt", "copy.txt", scanned, "json")

    content = json.loads(capsys.readouterr().out)

    assert content["schema"] == "copydesk.compare/1"
    dropped = next(edit for edit in content["edits"] if edit["kind"] == "dropped")
    assert dropped["a"]["text"] == "Nobody was hurt"
    assert dropped["a"]["end"] - dropped["a"]["start"] == len("Nobody was hurt")
    assert content["match"]["relation"] == "duplicate"

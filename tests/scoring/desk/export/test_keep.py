import json
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import OutputError
from scoring.desk.export.command import write_place
from scoring.desk.export.writers import Preference
from scoring.desk.results import open_results


def kept(scanned: Path, place: Path, preference: Preference) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the ids that stay and the rows of what was left out."""
    write_place(open_results(scanned), "keep", place, preference)
    rows = {
        name: [json.loads(line) for line in (place / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("kept", "left_out")
    }
    return [row["item"] for row in rows["kept"]], rows["left_out"]


def test_the_fullest_item_of_a_cluster_stays_with_all_that_stand_alone(scanned: Path, tmp_path: Path) -> None:
    """And each item left out names the one that stands for it, with the reason."""
    ids, left_out = kept(scanned, tmp_path / "kept", Preference())

    assert ids == ["c/third.txt", "d/alone.txt"]
    assert {row["item"]: row["kept"] for row in left_out} == {"a/wire.txt": "c/third.txt", "b/copy.txt": "c/third.txt"}
    assert left_out[1]["reason"].startswith("fullest: 109 characters against 91")


def test_the_earliest_item_stays_when_asked_for(scanned: Path, tmp_path: Path) -> None:
    """An item without a date is not known to be early."""
    ids, left_out = kept(scanned, tmp_path / "kept", Preference("earliest"))

    assert ids == ["a/wire.txt", "d/alone.txt"]
    assert left_out[1]["reason"] == "earliest: 2025-03-04 against no date"


def test_a_preferred_outlet_stays_first(scanned: Path, tmp_path: Path) -> None:
    """Whatever its length."""
    ids, left_out = kept(scanned, tmp_path / "kept", Preference(outlets=("The Gazette",)))

    assert ids == ["b/copy.txt", "d/alone.txt"]
    assert {row["reason"] for row in left_out} == {"preferred outlet: The Gazette"}


def test_nothing_is_lost_between_the_two_files(scanned: Path, tmp_path: Path) -> None:
    """Every item is in one of them."""
    ids, left_out = kept(scanned, tmp_path / "kept", Preference())

    assert sorted([*ids, *(row["item"] for row in left_out)]) == sorted(open_results(scanned).read("items")["item"])


def test_an_outlet_that_nobody_has_is_an_error(scanned: Path, tmp_path: Path) -> None:
    """The message names the outlets most like it, and nothing is written."""
    with pytest.raises(OutputError, match=r"has this outlet; the nearest are The Gazette"):
        kept(scanned, tmp_path / "kept", Preference(outlets=("The Gazete",)))

    assert not (tmp_path / "kept").exists()

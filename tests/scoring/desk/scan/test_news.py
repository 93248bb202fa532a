"""A scan of an archive that has an index says what is new, and masks what the check masks."""

import os
from pathlib import Path

import pytest

from tests.scoring.desk.check.archives import COPY, STRANGER, Archive, make_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive of many items with an index."""
    made = make_archive(tmp_path)
    for n in range(20):
        story = " ".join(f"The {word} gardens of street {n} are open." for word in ("old", "new", "small"))
        made.write(f"briefs/{n:02}.txt", f"{story}\nRead more of our stories on our website")
    made.write("list.jsonl", '{"id": "x", "text": "The list of gardens is long this year."}\n' * 2)
    assert made.run("index", "build").code == 0
    return made


@pytest.mark.parametrize("root", [".", "absolute"])
def test_a_scan_says_what_is_new(archive: Archive, root: str) -> None:
    """New, changed, gone and unchanged items are counted, however the root is written."""
    archive.write("highmere/pool.md", COPY)
    archive.write("highmere/rain.md", STRANGER.replace("barley", "wheat"))
    (archive.root / "briefs/07.txt").unlink()
    folder = "." if root == "." else str(archive.root)
    news = archive.run("scan", folder, "--workers", "1", "--format", "json").json()["news"]

    assert news["new"] == ["highmere/pool.md"]
    assert {name: news[f"n_{name}"] for name in ("new", "changed", "gone", "same")} == {
        "new": 1,
        "changed": 1,
        "gone": 1,
        "same": 22,
    }
    assert news["used_lines"]


def test_the_summary_says_what_is_new(archive: Archive) -> None:
    """One line counts what came since the index was brought up to date."""
    archive.write("highmere/pool.md", COPY)
    (archive.root / "briefs/07.txt").unlink()

    assert ": 1 new, 0 changed, 23 unchanged; 1 gone\n" in archive.run("scan", ".", "--workers", "1").out


def test_with_and_without_the_index_every_byte_is_the_same(archive: Archive) -> None:
    """Of an unchanged archive, a fresh copy of it too, a scan writes the same tables with the index and without."""
    for path in archive.root.glob("briefs/*"):
        os.utime(path)  # as after `git clone`: the content tells that nothing changed
    told = archive.run("scan", ".", "--workers", "1", "--out", "with", "--format", "json").json()
    (archive.root / ".copydesk/index.sqlite").unlink()
    archive.run("scan", ".", "--workers", "1", "--out", "without")
    tables = sorted(path.name for path in (archive.root / "without").glob("*.parquet"))

    assert told["news"]["used_lines"]
    assert told["rows"]["lines"] > 0
    assert len(tables) > 10
    for table in tables:
        one, other = ((archive.root / name / table).read_bytes() for name in ("with", "without"))
        assert one == other, table


def test_an_index_that_cannot_be_used_is_told(archive: Archive) -> None:
    """Other settings do not stop a scan; it says why it goes without the index."""
    archive.write("copydesk.toml", "[sketch]\nn_words = 4\n")
    run = archive.run("scan", ".", "--workers", "1", "--format", "json")

    assert run.code == 0
    assert "n_words = 5, now 4" in run.json()["news"]["hindrance"]

"""`copydesk index` as users meet it: build, add, query, prune, verify, info."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.scoring.desk.check.archives import COPY, ORIGINAL, STRANGER, Archive, make_archive

UNUSED = """
[[no_copies]]
a = "nowhere.md"
b = "lowmere/pool.md"
reason = "two reports on one pool"

[[owner]]
outlet = "Nowhere Times"
owner = "Norden Verlag"
reason = "imprint, May 2031"

[[content]]
line = "Never printed."
reason = "a refrain"

[[content]]
line = "Rain is forecast for all of the coming week along the northern coast."
reason = "another"
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive of two items with an index."""
    made = make_archive(tmp_path)
    assert made.run("index", "build").code == 0
    return made


def test_build_says_what_was_indexed(tmp_path: Path) -> None:
    """Items, files and lines are counted; what cannot be read is named; the index stays out of git."""
    archive = make_archive(tmp_path)
    archive.write("empty.txt", " ")
    run = archive.run("index", "build")

    assert "2 items of 3 files" in run.out
    assert "empty.txt: no text" in run.err
    assert "index.sqlite*" in (tmp_path / ".copydesk/.gitignore").read_text().split()


def test_add_follows_the_files(archive: Archive) -> None:
    """New, changed, renamed and removed files are told apart by their content."""
    archive.write("highmere/pool.md", COPY)
    archive.write("highmere/rain.md", STRANGER.replace("barley", "wheat"))
    (archive.root / "lowmere/pool.md").rename(archive.root / "lowmere/closed.md")
    first = archive.run("index", "add", "--format", "json").json()
    second = archive.run("index", "add", "--format", "json").json()
    (archive.root / "highmere/pool.md").unlink()
    third = archive.run("index", "add", "--format", "json").json()

    assert (first["added"], first["renamed"], first["removed"]) == (2, 1, 0)
    assert (second["added"], second["renamed"], second["removed"], second["unchanged"]) == (0, 0, 0, 3)
    assert (third["added"], third["removed"], third["unchanged"]) == (0, 1, 2)


def test_add_says_how_stale_the_lines_are(archive: Archive) -> None:
    """When a tenth of the items came since, the command that learns anew is named."""
    archive.write("a.md", COPY)
    run = archive.run("index", "add")

    assert "33% of the items came since the lines were learned" in run.err
    assert "copydesk index build" in run.err


def test_decisions_that_meet_nothing_are_told(archive: Archive) -> None:
    """A build knows all texts; adding knows items and outlets, and leaves lines alone; some files alone tell nothing."""
    archive.write(".copydesk/decisions.toml", UNUSED)
    built = archive.run("index", "build")
    added = archive.run("index", "add", "--format", "json").json()["unused_decisions"]
    archive.run("index", "add", "highmere/rain.md")

    assert [line.partition(".toml: ")[2] for line in built.err.splitlines()] == [
        "the decision on lowmere/pool.md and nowhere.md names an item that is not there",
        "no item is of the outlet Nowhere Times, whose owner was decided",
        "no item holds the line “Never printed.”",
    ]
    assert len(added) == 2
    assert "decision" not in archive.run("index", "add", "highmere/rain.md").err


def test_a_run_that_was_killed_is_told_by_the_next(archive: Archive) -> None:
    """Whoever holds the lock leaves a name, which only a kill leaves standing."""
    with closing(sqlite3.connect(archive.root / ".copydesk/index.lock")) as lock:
        lock.execute("INSERT INTO holder VALUES (77, 'desk', '2031-05-03 10:00:00 +0000')")
        lock.commit()

    assert "an earlier run, process 77 on desk since 2031-05-03" in archive.run("index", "add").err
    assert archive.run("index", "add").err == ""


def test_single_files_are_added(archive: Archive) -> None:
    """Only the files named are brought up to date."""
    archive.write("a.md", COPY)
    archive.write("b.md", COPY)

    assert archive.run("index", "add", "a.md", "--format", "json").json()["added"] == 1
    assert archive.run("index", "add", "--format", "json").json()["added"] == 1


def test_query_verifies_what_it_finds(archive: Archive) -> None:
    """A copy is found with its share; a stranger is told to be one."""
    archive.write("copy.md", COPY)
    archive.write("new.txt", "Nothing of this was ever printed before in any of the papers that are kept here.")

    assert "copy.md: 100% in lowmere/pool.md (duplicate)" in archive.run("index", "query", "copy.md").out
    assert "nothing in the archive" in archive.run("index", "query", "new.txt").out


def test_prune_forgets_what_is_old(archive: Archive) -> None:
    """Items before the date leave the index, and no file is touched or taken in again."""
    run = archive.run("index", "prune", "--before", "2024-05-04", "--format", "json")
    archive.write("copy.md", COPY)

    assert run.json()["pruned"] == 1
    assert "nothing" in archive.run("index", "query", "copy.md").out
    assert (archive.root / "lowmere/pool.md").read_text() == ORIGINAL
    assert archive.run("index", "add", "lowmere/pool.md", "--format", "json").json()["added"] == 0
    assert archive.run("index", "prune", "--before", "yesterday").code == 2


def test_verify_finds_changed_and_missing_files(archive: Archive) -> None:
    """A sound index and unchanged files pass; a byte more, or a file less, is told by name."""
    assert archive.run("index", "verify", "--items").code == 0
    archive.write("lowmere/pool.md", ORIGINAL + "\n")
    (archive.root / "highmere/rain.md").unlink()
    run = archive.run("index", "verify", "--items")

    assert run.code == 2
    assert "highmere/rain.md: the file is gone" in run.out
    assert "lowmere/pool.md: the file is not the one that was indexed" in run.out
    assert archive.run("index", "verify").code == 0


def test_info_gives_bytes_by_part(archive: Archive) -> None:
    """The parts add up to the file."""
    about = archive.run("index", "info", "--format", "json").json()

    assert about["n_items"] == 2
    assert set(about["bytes_by_part"]) == {*"bands fingerprints items files credits lines pages".split()}
    assert sum(about["bytes_by_part"].values()) >= (archive.root / ".copydesk/index.sqlite").stat().st_size
    assert "2 items in 2 files" in archive.run("index", "info").out


def test_a_missing_index_is_told_with_the_command(tmp_path: Path) -> None:
    """Every command that needs one names the one that makes it."""
    archive = make_archive(tmp_path)
    (tmp_path / ".copydesk").mkdir()
    for command in (["add"], ["query", "lowmere/pool.md"], ["prune", "--before", "2020"], ["verify"], ["info"]):
        run = archive.run("index", *command)

        assert run.code == 2
        assert "copydesk index build" in run.err

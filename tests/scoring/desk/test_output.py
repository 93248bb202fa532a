"""A scan's folder is replaced whole or not at all."""

import errno
from pathlib import Path

import pytest

from dedup.errors import OutputError
from scoring.desk.output import RUN_FILE, replacing, write_json


def test_the_new_folder_takes_the_old_ones_place(tmp_path: Path) -> None:
    """What the earlier scan wrote is gone once the new one is whole."""
    out = tmp_path / "out"
    for name in ("first", "second"):
        with replacing(out) as folder:
            (folder / name).touch()
            write_json(folder / RUN_FILE, {})

    assert sorted(path.name for path in out.iterdir()) == [".gitignore", RUN_FILE, "second"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_scan_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    """Nothing is half-written."""
    out = tmp_path / "out"
    with replacing(out) as folder:
        write_json(folder / RUN_FILE, {"n": 1})

    def fail() -> None:
        with replacing(out) as folder:
            (folder / "half").touch()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert sorted(path.name for path in out.iterdir()) == [".gitignore", RUN_FILE]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """Somebody's files are never replaced by a scan."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mother.txt").touch()

    with pytest.raises(OutputError, match="left alone"), replacing(tmp_path / "letters"):
        pass
    assert (tmp_path / "letters" / "mother.txt").exists()


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    """The message asks for another place."""
    (tmp_path / "out").touch()

    with pytest.raises(OutputError, match="choose another place"), replacing(tmp_path / "out"):
        pass


def test_a_full_disk_is_told_and_the_old_scan_stays(tmp_path: Path) -> None:
    """Whatever runs out of room while a scan is written, the message says so in one line."""
    out = tmp_path / "out"
    with replacing(out) as folder:
        write_json(folder / RUN_FILE, {"n": 1})
    with pytest.raises(OutputError, match=r"disk is full.*--out"), replacing(out):
        raise OSError(errno.ENOSPC, "No space left on device")

    assert (out / RUN_FILE).is_file()

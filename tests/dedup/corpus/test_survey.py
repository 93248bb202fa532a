"""Which files a corpus holds, and what is passed over."""

import os
from pathlib import Path

import pytest

from dedup.corpus import survey_corpus


def touch(root: Path, *names: str) -> None:
    """Make empty files."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_what_holds_no_items_is_passed_over_and_counted(tmp_path: Path) -> None:
    """Each reason has its count."""
    touch(tmp_path, "a.txt", ".git/x.txt", ".copydesk/y.txt", ".hidden.txt", "README.md", "LICENSE", "photo.JPG")
    touch(tmp_path, "out/run.json", "out/items.parquet", "decisions.toml", "north/b.md")
    (tmp_path / "linked").symlink_to(tmp_path)
    survey = survey_corpus([tmp_path])

    assert [file.name for file in survey.files] == ["a.txt", "north/b.md"]
    assert dict(survey.passed_over) == {
        "folders of results": 1,
        "hidden files": 1,
        "hidden folders": 2,
        "linked folders": 1,
        "other kinds": 1,
        "readme and licence files": 2,
        "settings and programs": 1,
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """Only regular files are opened."""
    os.mkfifo(tmp_path / "pipe.txt")

    assert dict(survey_corpus([tmp_path]).passed_over) == {"no regular files": 1}


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    """By its folder and by its name."""
    touch(tmp_path, "a.txt")

    assert len(survey_corpus([tmp_path, tmp_path / "a.txt"]).files) == 1

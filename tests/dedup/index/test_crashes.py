"""Kills, full disks, damage, two writers, folders that cannot be written: nothing committed is lost, and messages help."""

import os
import random  # noqa: TID251 - moments to kill at, seeded
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dedup.errors import IndexFileError
from dedup.index import Builder, Reader, Writer
from tests.conftest import ROOT
from tests.dedup.index import worlds

TEXT = " ".join(f"word{n}" for n in range(60))


@contextmanager
def growing(path: Path, first: int) -> Iterator[subprocess.Popen[str]]:
    """Run a writer in a process of its own."""
    command = [sys.executable, "-m", "tests.dedup.index.growing", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process


def kill_writers(path: Path, n_kills: int, seed: int) -> set[str]:
    """Kill writers at random moments; return the items that were committed, as the writers told."""
    moments = random.Random(seed)  # noqa: S311 - the same
    committed: set[str] = set()
    for _ in range(n_kills):
        with growing(path, len(committed) + 1) as process:
            assert process.stdout is not None
            committed.add(process.stdout.readline().strip())
            time.sleep(moments.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
            committed |= {line.strip() for line in process.stdout.read().split("\n") if line.endswith(".txt")}
        with Reader.opened(path, worlds.SETTINGS) as reader:
            held = set(reader.hashes())

            assert reader.check() == []
            assert committed <= held
            assert len(held - committed) <= 1  # the one whose commit was not yet told
        committed = held
    return committed


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    """Ten writers killed at random moments leave a sound index with all that they had committed."""
    assert len(kill_writers(worlds.make(tmp_path, {}), 10, seed=1)) >= 10


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The same two hundred times."""
    assert len(kill_writers(worlds.make(tmp_path, {}), 200, seed=2)) >= 200


def test_a_killed_build_leaves_the_old_index(tmp_path: Path) -> None:
    """What a killed builder left is cleared away by the next one; the old index answers until then."""
    path = worlds.make(tmp_path, {"a.txt": TEXT})
    left = tmp_path / "building-killed"
    left.mkdir()
    (left / "bands-00").write_bytes(b"half")
    with Reader.opened(path, worlds.SETTINGS) as reader:
        worlds.make(tmp_path, {"b.txt": TEXT})

        assert list(reader.hashes()) == ["b.txt"]
    assert not left.exists()


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    """An error on the way leaves the old index as it was."""
    path = worlds.make(tmp_path, {"a.txt": TEXT})
    with pytest.raises(ZeroDivisionError), Builder.opened(path, worlds.SETTINGS):
        raise ZeroDivisionError
    with Reader.opened(path, worlds.SETTINGS) as reader:
        assert list(reader.hashes()) == ["a.txt"]


def test_of_two_writers_the_second_is_told_who_is_first(tmp_path: Path) -> None:
    """The message names the process that holds the lock; readers go on reading."""
    path = worlds.make(tmp_path, {"a.txt": TEXT})
    with Writer.opened(path, worlds.SETTINGS):
        with pytest.raises(IndexFileError, match=rf"written by process {os.getpid()} on .* since \d{{4}}-.*wait"):
            write_until_full(path)
        with Reader.opened(path, worlds.SETTINGS) as reader:
            assert reader.hashes()


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    """A writer that was killed holds nothing back; the next one is told of it, and the one after that is not."""
    path = worlds.make(tmp_path, {})
    with growing(path, 1) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    with Writer.opened(path, worlds.SETTINGS) as writer:
        assert writer.read().hashes()
        assert writer.broken_off is not None
        assert f"process {process.pid} on" in writer.broken_off
        assert "committed before is safe" in writer.broken_off
    with Writer.opened(path, worlds.SETTINGS) as writer:
        assert writer.broken_off is None


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """When no byte more can be written the error says so, and what was there is there."""
    path = worlds.make(tmp_path, {"a.txt": TEXT})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        with pytest.raises(IndexFileError, match=r"disk.*safe.*again"):
            write_until_full(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    with Reader.opened(path, worlds.SETTINGS) as reader:
        assert reader.check() == []
        assert "a.txt" in reader.hashes()


def write_until_full(path: Path) -> None:
    """Add items until an error ends it."""
    with Writer.opened(path, worlds.SETTINGS) as writer:
        for n in range(200):
            texts = {f"{n}.txt": f"{TEXT} {n}" + " new" * 500}
            writer.put(worlds.files_of(texts), worlds.entries(texts))


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "no database", "empty"])
def test_a_damaged_file_is_told_and_built_anew(tmp_path: Path, damage: str) -> None:
    """Damage is an error that says how to rebuild, never a wrong answer in silence; a build then mends it."""
    path = worlds.make(tmp_path, {f"{n}.txt": f"{TEXT} {n}" for n in range(30)})
    whole = path.read_bytes()
    torn = {
        "truncated": whole[: len(whole) // 3],
        "overwritten": whole[:8192] + bytes(len(whole) - 8192),
        "no database": b"something else entirely" * 1000,
        "empty": b"",
    }
    path.write_bytes(torn[damage])
    with pytest.raises(IndexFileError, match="copydesk index build"):
        require_sound(path)
    worlds.make(tmp_path, {"a.txt": TEXT})
    with Reader.opened(path, worlds.SETTINGS) as reader:
        assert list(reader.hashes()) == ["a.txt"]


def require_sound(path: Path) -> None:
    """Raise IndexFileError unless the index can be opened and has no fault."""
    with Reader.opened(path, worlds.SETTINGS) as reader:
        if problems := reader.check():
            raise IndexFileError("; ".join(problems))


def test_other_settings_are_refused_by_name(tmp_path: Path) -> None:
    """An index made with other shingles gives no answer but the setting that differs and the command that mends it."""
    path = worlds.make(tmp_path, {"a.txt": TEXT})
    others = replace(worlds.SETTINGS, sketch=replace(worlds.SETTINGS.sketch, n_words=4))
    with pytest.raises(IndexFileError, match=r"n_words = 5, now 4.*index build"), Reader.opened(path, others):
        pass


def test_another_format_is_refused(tmp_path: Path) -> None:
    """An index of a later version is not misread."""
    path = worlds.make(tmp_path, {})
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexFileError, match=r"format 99.*index build"), Reader.opened(path, worlds.SETTINGS):
        pass


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_folder_that_cannot_be_written_is_read() -> None:
    """Whoever may only read gets answers; whoever writes is told what to make writable."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = worlds.make(folder, {"a.txt": TEXT})
        folder.chmod(0o555)
        run = read_and_write(path)
        folder.chmod(0o755)

    assert run.stdout.strip() == "a.txt"
    assert "IndexFileError" in run.stderr
    assert "writ" in run.stderr.splitlines()[-1]


def read_and_write(path: Path) -> subprocess.CompletedProcess[str]:
    """Read the index, then open it for writing, as a user without rights."""
    script = (
        "import os, sys, pathlib\n"
        "from dedup.index import Reader, Writer\n"
        "from tests.dedup.index import worlds\n"
        "os.getuid() == 0 and os.setuid(65534)\n"
        f"path = pathlib.Path({str(path)!r})\n"
        "with Reader.opened(path, worlds.SETTINGS) as reader: print(*reader.hashes())\n"
        "with Writer.opened(path, worlds.SETTINGS): pass\n"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

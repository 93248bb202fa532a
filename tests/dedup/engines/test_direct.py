"""What is written past the cache stands in the file as it was given, whatever way the system knows."""

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.engines import direct
from dedup.engines.direct import BLOCK, DirectReader, DirectWriter

LARGE, ROOM = 4 * BLOCK, 2 * BLOCK
sizes = st.sampled_from([0, 1, BLOCK - 1, BLOCK, ROOM, ROOM + 1, LARGE]) | st.integers(0, 2 * LARGE)


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files be large ones."""
    monkeypatch.setattr(direct, "LARGE", LARGE)
    monkeypatch.setattr(direct, "ROOM", ROOM)


def write(path: Path, parts: list[bytes]) -> None:
    """Write `parts` one after the other."""
    with DirectWriter(path) as file:
        for n, part in enumerate(parts):
            assert file.tell() == sum(map(len, parts[:n]))
            assert file.write(part) == len(part)


@given(st.lists(sizes, max_size=6), st.lists(st.tuples(sizes, sizes), max_size=6))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, written: list[int], asked: list[tuple[int, int]]
) -> None:
    """In pieces of any size, at any place."""
    path = tmp_path_factory.mktemp("direct") / "file"
    parts = [os.urandom(size) for size in written]
    write(path, parts)
    whole = b"".join(parts)

    assert path.read_bytes() == whole
    with DirectReader(path) as file:
        for place, size in asked:
            assert file.seek(place) == place
            assert file.read(size) == whole[place : place + size]
        assert file.seek(-len(whole), os.SEEK_END) == 0
        assert file.read() == whole
        assert file.tell() == len(whole)


class Refusing(io.FileIO):
    """A file on a disk of larger blocks: while it is direct it is neither read nor written."""

    def write(self, given: Any, /) -> int:
        """Write the common way alone."""
        self._refuse()
        return super().write(given)

    def readinto(self, room: Any, /) -> int:
        """Read the common way alone."""
        self._refuse()
        return super().readinto(room)

    def _refuse(self) -> None:
        import fcntl

        if fcntl.fcntl(self, fcntl.F_GETFL) & direct.DIRECT:
            raise OSError(errno.EINVAL, "Invalid argument")


class Full(io.FileIO):
    """A file on a full disk."""

    def write(self, _: Any, /) -> int:
        """Find no room."""
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(not direct.DIRECT, reason="the system knows no direct way")
def test_a_disk_that_refuses_is_taken_the_common_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost where a direct transfer is refused after all."""
    monkeypatch.setattr(io, "FileIO", Refusing)
    content = os.urandom(3 * LARGE + 5)
    write(tmp_path / "file", [content])

    with DirectReader(tmp_path / "file") as file:
        assert file.read() == content


def test_a_system_without_a_direct_way_takes_the_common_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS."""
    monkeypatch.setattr(direct, "DIRECT", 0)
    content = os.urandom(3 * LARGE + 5)
    write(tmp_path / "file", [content])

    assert (tmp_path / "file").read_bytes() == content
    with DirectReader(tmp_path / "file") as file:
        assert file.read() == content


def test_an_error_of_the_disk_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is told to whoever writes, and the file is closed."""
    monkeypatch.setattr(io, "FileIO", Full)
    file = DirectWriter(tmp_path / "file")
    with pytest.raises(OSError, match="No space left"):
        file.write(bytes(2 * ROOM))
    with pytest.raises(OSError, match="No space left"):
        file.close()

    assert file.closed


def test_a_file_that_became_shorter_is_an_error(tmp_path: Path) -> None:
    """Rather than bytes that never were."""
    write(tmp_path / "file", [bytes(2 * LARGE)])
    with DirectReader(tmp_path / "file") as file:
        os.truncate(tmp_path / "file", LARGE)
        with pytest.raises(OSError, match="became shorter"):
            file.read()

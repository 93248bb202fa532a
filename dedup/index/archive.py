"""What changed between an archive's files and its index: told from size and time, then from the content's hash."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class FoundFile:
    """A file as it stands in the archive; `path` is relative to the root, with POSIX separators."""

    path: str
    n_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, order=True)
class ArchiveFile:
    """A file as the index knows it; `sha256` is hex, of its bytes."""

    path: str
    n_bytes: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What the index has to follow, each part sorted by path."""

    added: tuple[ArchiveFile, ...]  # new, or with another content than before
    touched: tuple[ArchiveFile, ...]  # the same content, another time
    renamed: tuple[tuple[str, ArchiveFile], ...]  # the old path, and the file under its new one
    removed: tuple[str, ...]
    n_same: int

    @property
    def is_empty(self) -> bool:
        """Return whether the index holds the archive as it stands."""
        return not (self.added or self.touched or self.renamed or self.removed)


def compare_files(
    known: Mapping[str, ArchiveFile], found: Iterable[FoundFile], hash_file: Callable[[str], str]
) -> Changes:
    """Return what changed; `hash_file` is asked for files whose size or time differs, and for new ones.

    A file that is gone while one of the same content is new was renamed.

    >>> known = {"a.txt": ArchiveFile("a.txt", 5, 1, "ff")}
    >>> compare_files(known, [FoundFile("b.txt", 5, 2)], lambda path: "ff").renamed[0][0]
    'a.txt'
    """
    present = {file.path: file for file in found}
    gone = {path: file.sha256 for path, file in known.items() if path not in present}
    by_hash = {sha256: path for path, sha256 in sorted(gone.items(), reverse=True)}
    added, touched, renamed, n_same = [], [], [], 0
    for path, file in sorted(present.items()):
        old = known.get(path)
        if old and (old.n_bytes, old.mtime_ns) == (file.n_bytes, file.mtime_ns):
            n_same += 1
            continue
        now = ArchiveFile(path, file.n_bytes, file.mtime_ns, hash_file(path))
        if old and old.sha256 == now.sha256:
            touched.append(now)
        elif not old and now.sha256 in by_hash:
            renamed.append((by_hash.pop(now.sha256), now))
        else:
            added.append(now)
    moved = {old for old, _ in renamed}
    removed = tuple(sorted(path for path in gone if path not in moved))
    return Changes(tuple(added), tuple(touched), tuple(renamed), removed, n_same)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

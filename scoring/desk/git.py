"""What git knows of an archive: its top folder, its commit, and which files changed since another one."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dedup.errors import ArchiveError, CorpusError

MAX_NAMED = 1_000  # paths that fit on a command line; of more, git lists all that it holds


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository that holds the archive at `root`, which may be a folder of it."""

    root: Path

    def commit(self) -> str | None:
        """Return the id of the commit at HEAD; None before the first one."""
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "HEAD")
        return found.strip() if found else None

    def changed_since(self, commit: str) -> list[str] | None:
        """Return the paths, below the root, that differ between `commit` and HEAD; None if git no longer has `commit`."""
        arguments = ("diff", "--name-only", "--no-renames", "--relative", "-z", commit, "HEAD", "--", ".")
        found = _git(self.root, *arguments)
        return None if found is None else [path for path in found.split("\0") if path]

    def tracked(self, paths: Iterable[str], commit: str = "HEAD") -> frozenset[str]:
        """Return those of `paths` (below the root) that `commit` holds."""
        wanted = frozenset(paths)
        which = (commit, "--", *wanted) if len(wanted) <= MAX_NAMED else ("-r", commit)
        found = _git(self.root, "ls-tree", "-z", "--name-only", *which)
        return wanted & frozenset(found.split("\0") if found else ())

    def merge_base(self, ref: str) -> str:
        """Return the commit at which HEAD and `ref` parted.

        Raises:
            CorpusError: git knows no such revision.
        """
        found = _git(self.root, "merge-base", "HEAD", ref) or _git(self.root, "rev-parse", "--verify", "--quiet", ref)
        if not found:
            raise CorpusError(f"--since {ref}: git knows no such revision in {self.root}; `git log` lists them")
        return found.strip()

    def content(self, commit: str, path: str) -> bytes | None:
        """Return a file's bytes at `commit`; None if it was not there."""
        run = _run(self.root, "cat-file", "blob", f"{commit}:./{path}")
        return run.stdout if run.returncode == 0 else None


def repository_at(folder: Path) -> Repository | None:
    """Return the repository that holds `folder`; None outside git, or without git."""
    return Repository(folder) if _git(folder, "rev-parse", "--is-inside-work-tree") else None


def top_folder(folder: Path) -> Path | None:
    """Return the top folder of the repository that holds `folder`."""
    found = _git(folder, "rev-parse", "--show-toplevel")
    return Path(found.rstrip("\n")) if found else None


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints; None when it fails."""
    run = _run(folder, *arguments)
    return run.stdout.decode(errors="surrogateescape") if run.returncode == 0 else None


def _run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        return subprocess.CompletedProcess(arguments, 127, b"", b"")
    except OSError as error:
        raise ArchiveError(f"git could not be run in {folder}: {error.strerror}") from error

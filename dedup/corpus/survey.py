"""Which files a corpus holds, in order, and what was passed over: the first step of reading.

Hidden folders and files, folders that hold a `run.json` of ours, README and licence files, settings (`.toml`) and
kinds that never hold an item's text are passed over and counted; nothing is opened yet.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dedup.errors import CorpusError

STDIN = "-"

ABOUT_FILES = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing", "authors"})

SETTINGS_SUFFIXES = frozenset({".toml", ".ini", ".cfg", ".lock", ".py", ".sh", ".yaml", ".yml"})

OTHER_SUFFIXES = frozenset(
    ".jpg .jpeg .png .gif .webp .svg .ico .tif .tiff .bmp .avif .mp3 .mp4 .ogg .wav .webm .mov .avi .css .js .map"
    " .woff .woff2 .ttf .otf .eot .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .db .sqlite .exe .dll .so .pyc .cdx"
    " .cdxj .idx".split()
)


@dataclass(frozen=True, slots=True, order=True)
class File:
    """One file of a corpus."""

    path: str  # as given, POSIX separators; "-" is standard input
    name: str  # what ids are made from: the path below the corpus root, or the path itself
    n_bytes: int  # on the disk; 0 when unknown


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a corpus in reading order, and how many things were passed over, by reason."""

    files: tuple[File, ...]
    passed_over: Mapping[str, int]

    @property
    def n_bytes(self) -> int:
        """Return the bytes on the disk, for a progress bar."""
        return sum(file.n_bytes for file in self.files)


def survey_corpus(paths: Iterable[str | Path]) -> Survey:
    """Return the files under `paths`, sorted by path whatever the order given, each once.

    A file named outright is taken whatever its kind; a folder is walked without following linked folders.

    Raises:
        CorpusError: a path does not exist.

    >>> survey_corpus(["-"]).files
    (File(path='-', name='-', n_bytes=0),)
    """
    files: dict[str, File] = {}
    passed_over: Counter[str] = Counter()
    for given in sorted(str(path) for path in paths):
        if given == STDIN:
            found = [File(STDIN, STDIN, 0)]
        elif os.path.isdir(given):  # noqa: PTH112 - the path stays as it was given
            found = _walk(given, passed_over)
        elif os.path.exists(given):  # noqa: PTH110
            found = [_file(given, PurePosixPath(Path(given).as_posix()).as_posix())]
        else:
            raise CorpusError(
                f"{given}: no such file or folder; give a folder, a file of items, or - for JSONL on stdin"
            )
        for file in found:
            files.setdefault(file.path, file)
    return Survey(tuple(sorted(files.values())), dict(sorted(passed_over.items())))


def _walk(root: str, passed_over: Counter[str]) -> list[File]:
    found = []
    for folder, folders, names in os.walk(root):
        if "run.json" in names:
            passed_over["folders of results"] += 1
            folders.clear()
            continue
        kept = [name for name in folders if not (reason := _folder_reason(folder, name)) or _count(passed_over, reason)]
        folders[:] = sorted(kept)
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118
            if reason := why_passed_over(path, name):
                passed_over[reason] += 1
            else:
                found.append(_file(path, Path(path).relative_to(root).as_posix()))
    return found


def _count(passed_over: Counter[str], reason: str) -> bool:
    passed_over[reason] += 1
    return False


def _folder_reason(folder: str, name: str) -> str | None:
    if name.startswith("."):
        return "hidden folders"
    if Path(folder, name).is_symlink():
        return "linked folders"
    return None


def why_passed_over(path: str, name: str) -> str | None:
    """Return why a file of a folder is not read, None if it is.

    >>> why_passed_over("news/.hidden.txt", ".hidden.txt")
    'hidden files'
    """
    return pass_over(name) or (None if Path(path).is_file() else "no regular files")


def pass_over(path: str) -> str | None:
    """Return why a file of this name is passed over in a folder or an archive, or None.

    >>> pass_over("north/README.md"), pass_over("north/a.txt"), pass_over("__MACOSX/a.txt")
    ('readme and licence files', None, 'hidden files')
    """
    name = PurePosixPath(path)
    if any(part.startswith((".", "__MACOSX")) for part in name.parts):
        return "hidden files"
    if name.name.lower().partition(".")[0] in ABOUT_FILES:
        return "readme and licence files"
    if name.suffix.lower() in SETTINGS_SUFFIXES:
        return "settings and programs"
    return "other kinds" if name.suffix.lower() in OTHER_SUFFIXES else None


def _file(path: str, name: str) -> File:
    """Return a file; "./a.jsonl" keeps its dot, since it stands in a folder and "a.jsonl" alone does not."""
    return File(path.replace(os.sep, "/"), name, Path(path).stat().st_size)

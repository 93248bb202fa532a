"""Before the check: which archive the files belong to, its settings, and an index that is there and follows git."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from dedup.corpus import survey_corpus
from dedup.corpus.survey import why_passed_over
from dedup.engines import Report
from dedup.errors import CorpusError
from scoring.desk.config import load_config
from scoring.desk.git import Repository, repository_at
from scoring.desk.index.lookup import find_root, require_index
from scoring.desk.index.neighbours import relative_paths
from scoring.desk.index.upkeep import Archive, archive_at, build_index, follow_git
from scoring.desk.terminal import count
from scoring.settings import CheckSettings

Progress = Callable[[], AbstractContextManager[Report]]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for, beyond the settings."""

    index: Path | None = None
    settings: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    show: str | None = None
    baseline: Path | None = None
    updates_baseline: bool = False
    since: str | None = None
    builds: bool = True
    fixes: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive ready to be checked."""

    archive: Archive
    settings: CheckSettings
    shown: Mapping[str, str]  # path below the root -> path as the user wrote it
    repository: Repository | None
    since: str | None  # the commit to compare with
    notes: tuple[str, ...]


def open_archive(files: Iterable[Path], options: Options, progress: Progress) -> Opened:
    """Return the archive that holds `files` or folders of them, its index built where there is none.

    Files that are no items, such as settings, pictures or a README, are left out.

    Raises:
        CorpusError: a file does not exist or lies outside the archive, or git does not know the revision.
        IndexFileError: there is no index and `options.builds` is false, or it cannot be used.
    """
    asked = list(files)
    given = [file for one in asked for file in _expand(one)]
    root = find_root(asked[0], options.index)
    archive = archive_at(root, options.index, load_config(options.settings, root).settings)
    inside = relative_paths(archive, given)
    for file in given:
        if not file.resolve().is_relative_to(archive.root):
            raise CorpusError(f"{file}: lies outside the archive {archive.root}; check each archive by itself")
    shown = {path: name for path, name in inside.items() if _is_item(archive, path)}
    repository = repository_at(archive.root)
    since = (repository or Repository(archive.root)).merge_base(options.since) if options.since else None
    notes = _prepare(archive, shown, repository, progress, builds=options.builds)
    return Opened(archive, _override(archive.settings.check, options), shown, repository, since, tuple(notes))


def _expand(path: Path) -> list[Path]:
    """Return a file as it was given, or all items' files of a folder."""
    if path.is_dir():
        return [Path(file.path) for file in survey_corpus([path]).files]
    if not path.is_file():
        raise CorpusError(f"{path}: no such file or folder; give the changed items' files")
    return [path]


def _is_item(archive: Archive, path: str) -> bool:
    """Return whether a scan of the archive would read the file."""
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return not is_hidden and not why_passed_over(str(archive.root / path), path.rpartition("/")[2])


def _prepare(
    archive: Archive, shown: Iterable[str], repository: Repository | None, progress: Progress, *, builds: bool
) -> list[str]:
    """See to an index that is there and up to date; return what hindered that.

    Items that are only now coming are left out of a new index: they are to be judged against it.
    """
    if not builds:
        require_index(archive)
        return []
    with progress() as report:
        if not archive.index.is_file():
            coming = frozenset(shown) - (repository.tracked(shown) if repository else frozenset())
            built = build_index(archive, None, report, without=coming)
            notes = [built.broken_off, f"built {archive.index} of {count(built.n_items, 'item')}"]
        else:
            notes = [follow_git(archive, report)]
    return list(filter(None, notes))


def _override(settings: CheckSettings, options: Options) -> CheckSettings:
    """Return `settings` with what the command line gives."""
    names = ("select", "ignore", "fail_on", "show")
    given = {name: value for name in names if (value := getattr(options, name))}
    return dataclasses.replace(settings, **given)

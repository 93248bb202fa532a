"""Walk an archive into its index: build it anew, bring it up to date, and follow what git says has changed."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from dedup.corpus import File, Survey, read_survey, survey_corpus
from dedup.corpus.languages import tell_read_language
from dedup.engines import Beside, Parts, Report
from dedup.errors import CorpusError, ExtraMissingError, IndexFileError
from dedup.index import (
    FOLDER,
    ArchiveFile,
    Builder,
    Changes,
    Entry,
    FoundFile,
    Reader,
    Writer,
    compare_files,
    entries_of,
)
from dedup.index.archive import hash_file
from dedup.index.layout import FILE
from dedup.pipeline import Known, examine_batch
from dedup.tables import LINES, REJECTED
from scoring.desk.decisions import Decisions, find_decisions
from scoring.desk.git import repository_at
from scoring.desk.registry import find_registry, known_outlets
from scoring.settings import Settings

MAX_LEARNERS = 50_000  # items that lines are learned from: furniture shows itself long before; 10 KB of memory each
MAX_GROUP_BYTES = 16_000_000  # of files that are put in one transaction


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: its root folder, its index, and what its users have decided."""

    root: Path
    index: Path
    settings: Settings
    known: Known
    decisions: Decisions

    def files(self, paths: Iterable[str] | None = None) -> dict[str, File]:
        """Return the archive's files, or those of `paths`, by path below the root."""
        if paths is None:
            return {file.name: file for file in survey_corpus([self.root]).files}
        found = ((path, self.root / path) for path in paths)
        return {path: File(str(place), path, place.stat().st_size) for path, place in found if place.is_file()}


def archive_at(root: Path, index: Path | None, settings: Settings) -> Archive:
    """Return the archive with this root; its index stands in `.copydesk/` unless named."""
    root = root.resolve()
    decisions = find_decisions([str(root)])
    known = Known(decisions.registry(known_outlets(find_registry([str(root)]))), decisions.pairs)
    return Archive(root, index or root / FOLDER / FILE, decisions.override(settings), known, decisions)


@dataclass(slots=True)
class Intake:
    """Files as they are read: items go on with paths below the root, rejected rows stay here."""

    files: Mapping[str, File]
    settings: Settings
    has_languages: bool = False  # only judging asks for them, and only for those that attributions are read in
    rejected: list[pl.DataFrame] = field(default_factory=lambda: [REJECTED.to_frame()])
    n_items: int = 0

    def batches(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Yield ITEMS and METADATA; files in which nothing is readable are no error here."""
        names = {file.path: name for name, file in self.files.items()}
        survey = Survey(tuple(sorted(self.files.values())), {})
        try:
            for batch in read_survey(
                survey, self.settings.corpus, languages=self.has_languages, tell=tell_read_language
            ):
                self.rejected.append(batch.rejected)
                self.n_items += batch.items.height
                paths = [_file_path(path, names) for path in batch.items["path"]]
                yield batch.items.with_columns(pl.Series("path", paths, pl.String)), batch.metadata
        except (CorpusError, ExtraMissingError) as error:
            rows = [{"path": "", "position": 0, "reason": str(error)}]
            self.rejected.append(pl.DataFrame(rows, schema=REJECTED) if self.files else REJECTED.to_frame())


def _file_path(path: str, names: Mapping[str, str]) -> str:
    """Return the path below the root of the file that holds the item read from `path`, a member of an archive perhaps."""
    while path not in names:
        path = path.rpartition("/")[0]
    return names[path]


@dataclass(frozen=True, slots=True)
class Built:
    """What was indexed."""

    n_files: int
    n_items: int
    n_lines: int
    rejected: pl.DataFrame
    unused: tuple[str, ...]  # a sentence for each decision that met nothing
    broken_off: str | None  # a sentence on the last writer, if it was killed


def build_index(archive: Archive, n_workers: int | None, report: Report, without: Iterable[str] = frozenset()) -> Built:
    """Return what was indexed of the archive's files.

    Those of `without` (paths below the root) are left out, but lines are learned from them too.

    Raises:
        IndexFileError: the index cannot be written, or another process writes to it.
    """
    from dedup.engines.local import LocalEngine

    files, left_out = archive.files(), sorted(without)
    intake = Intake(files, archive.settings)
    kept = {path: file for path, file in files.items() if path not in set(left_out)}
    with Builder.opened(archive.index, archive.settings) as builder, tempfile.TemporaryDirectory() as parts:
        engine = LocalEngine(Path(parts), n_workers or os.cpu_count() or 1, report)
        raw, _ = engine.keep(("raw", "metadata"), intake.batches())
        lines = _learn(raw, intake.n_items, archive.settings) if intake.n_items else LINES.to_frame()
        builder.learn(lines, intake.n_items)
        builder.put(_hashed(kept))
        examine = partial(_examine, lines=lines, archive=archive)
        n_items = 0
        examined = engine.map_items(("items", "credits", "sketches"), examine, raw)
        for items, credited, sketches in zip(*examined, strict=True):
            is_kept = ~items["path"].is_in(left_out)
            builder.add(entries_of(items.filter(is_kept), credited, sketches.filter(is_kept)))
            n_items += int(is_kept.sum())
        _note_commit(builder, archive)
        unused = tuple(archive.decisions.unused(chain(raw, examined[0])))  # texts stand in the first, outlets in both
    return Built(len(kept), n_items, lines.height, pl.concat(intake.rejected), unused, builder.broken_off)


def _learn(items: Parts, n_items: int, settings: Settings) -> pl.DataFrame:
    """Return the LINES that ITEMS teach; of a large archive every second, third ... item is asked."""
    from dedup.boilerplate import learn_lines

    every = -(-n_items // MAX_LEARNERS)
    return learn_lines(Beside(items, partial(_tally, every=every)), settings.boilerplate)  # walked twice


def _tally(items: pl.DataFrame, every: int) -> pl.DataFrame:
    """Return the LINE_TALLIES of every so many items."""
    from dedup.boilerplate import tally_lines

    return tally_lines(items.gather_every(every))


def _examine(items: pl.DataFrame, lines: pl.DataFrame, archive: Archive) -> tuple[pl.DataFrame, ...]:
    """Return ITEMS completed and without text, CREDITS and SKETCHES."""
    completed, _, credited, _, sketches, _ = examine_batch(items, lines, archive.settings, archive.known.registry)
    return completed.drop("text"), credited, sketches


def _hashed(files: Mapping[str, File]) -> Iterator[ArchiveFile]:
    for name, file in files.items():
        path = Path(file.path)
        state = path.stat()
        yield ArchiveFile(name, state.st_size, state.st_mtime_ns, hash_file(path))


@dataclass(frozen=True, slots=True)
class Added:
    """What came into the index and what left it."""

    changes: Changes
    n_items: int  # added
    stale: float  # share of all items that came since the lines were learned
    rejected: pl.DataFrame
    broken_off: str | None  # a sentence on the last writer, if it was killed
    unused: tuple[str, ...] = ()  # a sentence for each decision that met nothing; none is judged for some files alone


def add_files(archive: Archive, report: Report, paths: Iterable[str] | None = None) -> Added:
    """Bring the index up to date with the archive's files, or with those of `paths` alone; return what changed.

    Raises:
        IndexFileError: the index is missing, damaged, locked, not to be written, or made with other settings.
    """
    with Writer.opened(archive.index, archive.settings) as writer:
        added = _bring(writer, archive, report, paths)
        if paths is not None:
            return added
        _note_commit(writer, archive)
        unused = tuple(archive.decisions.unused([writer.read().items()], has_texts=False))
    return replace(added, unused=unused)


def _bring(writer: Writer, archive: Archive, report: Report, paths: Iterable[str] | None) -> Added:
    """Bring the index up to date with `paths`, or with all files."""
    wanted = None if paths is None else frozenset(paths)
    files = archive.files(wanted)
    known = {path: file for path, file in writer.read().files().items() if wanted is None or path in wanted}
    changes = compare_files(known, _found(files), lambda path: hash_file(archive.root / path))
    intake = _follow(writer, archive, changes, files, report)
    return Added(changes, intake.n_items, writer.read().stale(), pl.concat(intake.rejected), writer.broken_off)


def _note_commit(index: Writer | Builder, archive: Archive) -> None:
    repository = repository_at(archive.root)
    index.note("commit", repository.commit() if repository else None)


def _follow(writer: Writer, archive: Archive, changes: Changes, files: Mapping[str, File], report: Report) -> Intake:
    """Write what changed, a group of files a transaction."""
    writer.remove(changes.removed)
    for old, file in changes.renamed:
        writer.rename(old, file)
    writer.touch(changes.touched)
    lines = writer.read().lines() if changes.added else LINES.to_frame()
    whole = Intake({}, archive.settings)
    for group in _groups(changes.added):
        intake = Intake({file.path: files[file.path] for file in group}, archive.settings)
        writer.put(group, _entries(intake, lines, archive))
        report("index", intake.n_items)
        whole.n_items += intake.n_items
        whole.rejected += intake.rejected
    return whole


def _entries(intake: Intake, lines: pl.DataFrame, archive: Archive) -> Iterator[Entry]:
    for items, _ in intake.batches():
        if items.height:
            yield from entries_of(*_examine(items, lines, archive))


def _groups(files: Iterable[ArchiveFile]) -> Iterator[list[ArchiveFile]]:
    group: list[ArchiveFile] = []
    for file in files:
        if group and sum(one.n_bytes for one in group) + file.n_bytes > MAX_GROUP_BYTES:
            yield group
            group = []
        group.append(file)
    if group:
        yield group


def _found(files: Mapping[str, File]) -> Iterator[FoundFile]:
    for name, file in files.items():
        state = Path(file.path).stat()
        yield FoundFile(name, state.st_size, state.st_mtime_ns)


def follow_git(archive: Archive, report: Report) -> str | None:
    """Bring the index up to date with the commits since it was written; return what is to be told of that, mostly nothing."""
    repository = repository_at(archive.root)
    commit = repository.commit() if repository else None
    if repository is None or commit is None:
        return None
    with Reader.opened(archive.index, archive.settings) as reader:
        before = reader.about("commit")
    if before == commit:
        return None
    changed = repository.changed_since(before) if before else None
    if changed is None:
        return "the index was made at a commit that git no longer has; `copydesk index add` brings it up to date"
    try:
        with Writer.opened(archive.index, archive.settings) as writer:
            _bring(writer, archive, report, changed)
            _note_commit(writer, archive)
            return writer.broken_off
    except IndexFileError as error:
        return f"the index could not follow the last commits: {error}"

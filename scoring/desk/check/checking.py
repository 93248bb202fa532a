"""Walk the check: neighbours, judgement, and then what is excused, by whom."""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

import polars as pl

from dedup.index import Reader
from scoring.desk.check.baseline import Update, freeze, read_baseline, update, write_baseline
from scoring.desk.check.findings import SEVERITIES, Finding, chosen, find_findings, read_texts
from scoring.desk.check.judge import Judged, judge
from scoring.desk.check.opening import Opened, Options, Progress, open_archive
from scoring.desk.check.outcome import Outcome
from scoring.desk.check.sidecars import write_sidecars
from scoring.desk.check.suppressions import excuse, read_suppressions
from scoring.desk.index.neighbours import Neighbourhood, Read, find_neighbourhood, read_files
from scoring.settings import CheckSettings


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished check: the outcome, the settings in force, and what was written."""

    outcome: Outcome
    settings: CheckSettings
    update: Update | None = None
    sidecars: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in some files as they stand."""

    near: Neighbourhood
    judged: Judged
    findings: list[Finding]


def check_files(files: Iterable[Path], options: Options, progress: Progress) -> Checked:
    """Return what the check of `files` came to.

    Raises:
        ArchiveError: a file, the index, a settings file, a suppression or a revision is not what it should be.
    """
    begun = time.perf_counter()
    opened = open_archive(files, options, progress)
    archive = opened.archive
    with Reader.opened(archive.index, archive.settings) as reader:
        read = read_files(archive, opened.shown)
        arrived = _arrived(read, opened, reader)
        seen = _look(opened, reader, read, arrived)
        own = frozenset(read.items["item"])
        unpaired = archive.decisions.unpaired(own, lambda item: item in own or reader.holds(item))
        unused_decisions = tuple(unpaired)
        findings = seen.findings
        if opened.since:
            earlier = _look(opened, reader, _read_earlier(opened), arrived).findings
            findings = _excuse_earlier(findings, earlier)
    items = seen.near.examined.items.filter(pl.col("item").is_in(list(seen.near.asked)))
    findings, unused = excuse(findings, read_suppressions(archive.root, items, read.metadata))
    findings, changed = _compare_with_baseline(findings, items, opened, options)
    sidecars = write_sidecars(archive.root, items, seen.judged.reprints) if options.fixes else []
    outcome = Outcome(
        findings=tuple(findings),
        n_items=items.height,
        seconds=time.perf_counter() - begun,
        unused=tuple(unused),
        unused_decisions=unused_decisions,
        unverified=tuple(_say_gone(seen.near)),
        unreadable=tuple(f"{opened.shown.get(path, path)}: {reason}" for path, reason in _rejected(read, opened)),
        notes=opened.notes,
        select=options.select,
    )
    return Checked(outcome, opened.settings, changed, tuple(sidecars))


def _look(opened: Opened, reader: Reader, read: Read, arrived: frozenset[str]) -> Seen:
    """Return what the archive says of items that were read."""
    archive, settings = opened.archive, opened.settings
    near = find_neighbourhood(archive, reader, read)
    judged = judge(near.examined, near.asked, arrived & near.asked, near.pairs, archive.known, archive.settings)
    texts = read_texts(near.examined.items, near.examined.metadata, opened.shown)
    found = find_findings(judged.signals, judged.reprints, texts, settings.severity)
    paths = dict(near.examined.items.select("item", "path").iter_rows())
    kept = [finding for finding in found if _is_wanted(finding.code, paths[finding.item], settings)]
    return Seen(near, judged, kept)


def _is_wanted(code: str, path: str, settings: CheckSettings) -> bool:
    """Return whether the settings ask for `code` in an item of the file at `path`."""
    here = [code for pattern, codes in settings.ignore_in.items() if fnmatch(path, pattern) for code in codes]
    return chosen(code, settings.select, settings.ignore) and not any(code.startswith(prefix) for prefix in here)


def _arrived(read: Read, opened: Opened, reader: Reader) -> frozenset[str]:
    """Return the items that are new to the archive: those whose files git does not hold, or, without git, the index."""
    repository = opened.repository
    if repository is None or repository.commit() is None:
        return frozenset(item for item in read.items["item"] if not reader.holds(item))
    tracked = repository.tracked(opened.shown, opened.since or "HEAD")
    return frozenset(item for item, path in read.items.select("item", "path").iter_rows() if path not in tracked)


def _read_earlier(opened: Opened) -> Read:
    """Return the same files as they were at the revision that `--since` names."""
    assert opened.repository is not None and opened.since is not None  # noqa: S101, PT018 - asked for above
    with tempfile.TemporaryDirectory(prefix="copydesk-") as name:
        root = Path(name)
        for path in opened.shown:
            content = opened.repository.content(opened.since, path)
            if content is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content)
        return read_files(replace(opened.archive, root=root), opened.shown)


def _excuse_earlier(findings: list[Finding], earlier: list[Finding]) -> list[Finding]:
    """Return the findings, those excused that stood at the earlier revision."""
    left = [finding.fingerprint for finding in earlier]
    told = []
    for finding in findings:
        if finding.fingerprint in left:
            left.remove(finding.fingerprint)
            told.append(replace(finding, excuse="stood before", excused_by="since"))
        else:
            told.append(finding)
    return told


def _compare_with_baseline(
    findings: list[Finding], items: pl.DataFrame, opened: Opened, options: Options
) -> tuple[list[Finding], Update | None]:
    """Return the findings, those in the baseline excused, and what an update changed in it."""
    path = options.baseline or opened.archive.root / opened.settings.baseline
    frozen = read_baseline(path)
    if not options.updates_baseline:
        return freeze(findings, frozen), None
    least = min(SEVERITIES.index(opened.settings.show), SEVERITIES.index(opened.settings.fail_on))
    told = [finding for finding in findings if finding.rank >= least]
    names = {entry.item for entry in frozen}
    held = {name for name in names if (opened.archive.root / name.partition("#")[0]).exists()}
    changed = update(frozen, told, items["item"], held)
    write_baseline(path, changed.entries)
    return freeze(findings, changed.entries), changed


def _say_gone(near: Neighbourhood) -> Iterable[str]:
    for gone in near.gone:
        yield f"{gone.item}: perhaps shares text with {gone.neighbour.item}, whose file is gone: unverified"


def _rejected(read: Read, opened: Opened) -> Iterable[tuple[str, str]]:
    """Yield path below the root and reason of what could not be read; what tells no path concerns all files."""
    prefix = f"{opened.archive.root.as_posix()}/"
    for path, reason in read.rejected.select("path", "reason").iter_rows():
        if path:
            yield path.removeprefix(prefix), reason

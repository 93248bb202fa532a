"""`copydesk index`: keep what an archive's items look like on disk, so that one new item need not meet them all."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.desk.settings import FormatOption, SettingsOption
from scoring.desk.terminal import count

if TYPE_CHECKING:
    import polars as pl

    from scoring.desk.index.upkeep import Archive

SCHEMA = "copydesk.index/1"
STALE = 0.1  # share of items that came since the lines were learned, from which it is said
SHOWN = 5

ArchiveArgument = Annotated[
    Path | None, typer.Argument(help="The archive's root folder; default: the one with an index, upwards from here.")
]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="The index; default: .copydesk/index.sqlite at the archive's root.")
]
WorkersOption = Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")]

index = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Keep an index of the archive's earlier items.")


@index.command()
def build(
    archive: ArchiveArgument = None,
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    workers: WorkersOption = None,
    form: FormatOption = "text",
) -> None:
    """Build the index anew: learn the lines that repeat, read and sketch every item."""
    from scoring.desk.index.upkeep import build_index
    from scoring.desk.terminal import progress

    place = _open(archive, index_file, settings, Path.cwd())
    with progress() as report:
        built = build_index(place, workers, report)
    _print(
        form,
        {
            "files": built.n_files,
            "items": built.n_items,
            "lines": built.n_lines,
            "rejected": built.rejected.height,
            "unused_decisions": built.unused,
        },
        f"{place.index}: {count(built.n_items, 'item')} of {count(built.n_files, 'file')}, {count(built.n_lines, 'line')} learned",
    )
    _tell_rejected(built.rejected)
    _tell(built.broken_off, built.unused)


@index.command()
def add(
    files: Annotated[list[Path] | None, typer.Argument(help="Files to bring up to date; default: all.")] = None,
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    form: FormatOption = "text",
) -> None:
    """Bring the index up to date: new, changed, renamed and removed files, told by their content."""
    from scoring.desk.index.neighbours import relative_paths
    from scoring.desk.index.upkeep import add_files
    from scoring.desk.terminal import progress

    place = _open(None, index_file, settings, files[0] if files else Path.cwd())
    with progress() as report:
        added = add_files(place, report, list(relative_paths(place, files)) if files else None)
    changes = added.changes
    counts = {
        "added": len(changes.added),
        "items": added.n_items,
        "renamed": len(changes.renamed),
        "removed": len(changes.removed),
        "unchanged": changes.n_same + len(changes.touched),
    }
    words = ", ".join(f"{n:,} {name}" for name, n in counts.items())
    more = {"stale": added.stale, "rejected": added.rejected.height, "unused_decisions": added.unused}
    _print(form, counts | more, f"{place.index}: {words}")
    _tell_rejected(added.rejected)
    _tell(added.broken_off, added.unused)
    if added.stale > STALE:
        sys.stderr.write(
            f"copydesk: {added.stale:.0%} of the items came since the lines were learned; "
            "`copydesk index build` learns them anew\n"
        )


@index.command()
def query(
    files: Annotated[list[Path], typer.Argument(help="Items to look up.")],
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    form: FormatOption = "text",
) -> None:
    """Show which archived items share text with an item, verified on their files."""
    from scoring.desk.index.lookup import as_text, look_up_files

    found = look_up_files(_open(None, index_file, settings, files[0]), files)
    if form == "json":
        sys.stdout.write(json.dumps({"schema": SCHEMA, "items": found}, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(as_text(found))


@index.command()
def prune(
    before: Annotated[str, typer.Option("--before", help="Day or month (ISO 8601); older items leave the index.")],
    archive: ArchiveArgument = None,
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    form: FormatOption = "text",
) -> None:
    """Forget items published before a date; the archive's files stay as they are."""
    from dedup.index import Writer
    from scoring.desk.index.lookup import require_date

    place = _open(archive, index_file, settings, Path.cwd())
    with Writer.opened(place.index, place.settings) as writer:
        n_items = writer.prune(require_date(before))
        _tell(writer.broken_off, ())
    _print(form, {"pruned": n_items}, f"{place.index}: {count(n_items, 'item')} published before {before} forgotten")


@index.command()
def verify(
    archive: ArchiveArgument = None,
    items: Annotated[bool, typer.Option("--items", help="Compare every archived file with its hash.")] = False,
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    form: FormatOption = "text",
) -> None:
    """Show that the database is sound; with --items, that every archived file still has its hash."""
    from scoring.desk.index.lookup import find_faults

    place = _open(archive, index_file, settings, Path.cwd())
    faults, n_files = find_faults(place, has_items=items)
    compared = f", {count(n_files, 'file')} compared with their hash" if items else ""
    _print(form, {"faults": faults, "files": n_files}, "\n".join(faults) or f"{place.index}: sound{compared}")
    if faults:
        raise typer.Exit(2)


@index.command()
def info(
    archive: ArchiveArgument = None,
    index_file: IndexOption = None,
    settings: SettingsOption = None,
    form: FormatOption = "text",
) -> None:
    """Show what the index holds, how old its lines are, and its size by part."""
    import dataclasses

    from dedup.index import Reader
    from scoring.desk.index.lookup import describe

    place = _open(archive, index_file, settings, Path.cwd())
    with Reader.opened(place.index, place.settings) as reader:
        about = reader.describe()
    _print(form, dataclasses.asdict(about) | {"path": str(place.index)}, describe(about, place.index))


def _open(root: Path | None, index_file: Path | None, settings: Path | None, start: Path) -> "Archive":
    """Return the archive that the command means."""
    from scoring.desk.config import load_config
    from scoring.desk.index.lookup import find_root
    from scoring.desk.index.upkeep import archive_at

    folder = root or find_root(start, index_file)
    return archive_at(folder, index_file, load_config(settings, folder.resolve()).settings)


def _print(form: str, content: Mapping[str, object], words: str) -> None:
    """Print a result as text or as JSON."""
    if form == "json":
        sys.stdout.write(json.dumps({"schema": SCHEMA, **content}, indent=2, sort_keys=True) + "\n")
    else:
        sys.stdout.write(words + "\n")


def _tell_rejected(rejected: "pl.DataFrame") -> None:
    """Say on stderr what could not be read."""
    for path, _, reason in rejected.head(SHOWN).iter_rows():
        sys.stderr.write(f"copydesk: {path}: {reason}\n")
    if rejected.height > SHOWN:
        sys.stderr.write(f"copydesk: and {rejected.height - SHOWN:,} more could not be read\n")


def _tell(broken_off: str | None, unused: Iterable[str]) -> None:
    """Say on stderr that the last writer was killed, and which decisions met nothing."""
    lines = [broken_off] if broken_off else []
    lines += [f"unused decision: {sentence}" for sentence in unused]
    sys.stderr.write("".join(f"copydesk: {line}\n" for line in lines))

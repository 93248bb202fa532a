"""What `copydesk index` answers: which archive a file belongs to, neighbours verified, faults, and sizes."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from dedup import verify
from dedup.errors import IndexFileError, SettingsError
from dedup.index import FOLDER, Reader, find_index
from dedup.index.archive import hash_file
from dedup.index.reader import About
from scoring.desk.git import top_folder
from scoring.desk.index.neighbours import Neighbourhood, find_neighbourhood, read_files, relative_paths
from scoring.desk.index.upkeep import Archive
from scoring.desk.terminal import count

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MAX_FAULTS = 100


def find_root(start: Path, index_file: Path | None = None) -> Path:
    """Return the root of the archive that holds `start`.

    That of the nearest index upwards, else the nearest folder `.copydesk`, else the top of the git repository, else
    the folder itself.
    """
    place = start.resolve()
    folder = place if place.is_dir() else place.parent
    found = find_index(folder) if index_file is None else None
    if found:
        return found.parent.parent
    marked = (one for one in (folder, *folder.parents) if (one / FOLDER).is_dir())
    return next(marked, None) or top_folder(folder) or folder


def require_date(date: str) -> str:
    """Return `date` if it is a year, a month or a day in ISO 8601.

    Raises:
        SettingsError: it is none of these.

    >>> require_date("2018-06")
    '2018-06'
    """
    if not _DATE.fullmatch(date):
        raise SettingsError(f"--before {date}: expected a year, month or day such as 2018, 2018-06 or 2018-06-30")
    return date


def look_up_files(archive: Archive, files: Iterable[Path]) -> list[dict[str, object]]:
    """Return, for each item of `files`, the archived items that share text with it, the nearest first."""
    paths = relative_paths(archive, files)
    with Reader.opened(archive.index, archive.settings) as reader:
        near = find_neighbourhood(archive, reader, read_files(archive, paths))
    examined, settings = near.examined, archive.settings.verify
    matches = verify.verify_pairs(near.pairs, examined.items, examined.spans, settings, archive.known.pairs)
    rows = list(matches.drop("passages").iter_rows(named=True))
    return [_answer(item, rows, near) for item in sorted(near.asked)]


def _answer(item: str, matches: list[dict[str, object]], near: Neighbourhood) -> dict[str, object]:
    """Return the matches of one item seen from it, and its neighbours that could not be verified."""
    found = []
    for row in matches:
        if item in {row["item_a"], row["item_b"]}:
            is_a = item == row["item_a"]
            found.append(
                {
                    "item": row["item_b"] if is_a else row["item_a"],
                    "relation": row["relation"],
                    "resemblance": row["resemblance"],
                    "share": row["containment_a"] if is_a else row["containment_b"],
                    "method": row["method"],
                }
            )
    found.sort(key=lambda match: (-float(str(match["share"])), str(match["item"])))
    unverified = [asdict(gone.neighbour) for gone in near.gone if gone.item == item]
    return {"item": item, "matches": found, "unverified": unverified}


def as_text(answers: Iterable[dict[str, object]]) -> str:
    """Return answers as lines.

    >>> print(as_text([{"item": "a.txt", "matches": [], "unverified": []}]), end="")
    a.txt: nothing in the archive shares its text
    """
    lines = []
    for answer in answers:
        item, matches, unverified = answer["item"], answer["matches"], answer["unverified"]
        assert isinstance(matches, list) and isinstance(unverified, list)  # noqa: S101, PT018 - as look_up_files makes them
        if not matches and not unverified:
            lines.append(f"{item}: nothing in the archive shares its text")
        lines += [f"{item}: {match['share']:.0%} in {match['item']} ({match['relation']})" for match in matches]
        lines += [f"{item}: perhaps in {near['item']}, whose file is gone: unverified" for near in unverified]
    return "".join(f"{line}\n" for line in lines)


def find_faults(archive: Archive, *, has_items: bool) -> tuple[list[str], int]:
    """Return what is wrong with the index, and with the archived files where `has_items`; and how many were compared."""
    with Reader.opened(archive.index, archive.settings) as reader:
        faults = reader.check()
        files = reader.files() if has_items and not faults else {}
    for path, file in files.items():
        place = archive.root / path
        if not place.is_file():
            faults.append(f"{path}: the file is gone; `copydesk index add` forgets it")
        elif hash_file(place) != file.sha256:
            faults.append(f"{path}: the file is not the one that was indexed; `copydesk index add` takes it in")
    return faults[:MAX_FAULTS], len(files)


def describe(about: About, path: Path) -> str:
    """Return what the index says of itself, in lines."""
    per_item = sum(about.bytes_by_part.values()) / max(1, about.n_items)
    parts = sorted(about.bytes_by_part.items(), key=lambda part: -part[1])
    teachers = count(about.n_learned_from, "item")
    learned = f"{count(about.n_lines, 'line')} learned from {teachers} (version {about.lines_version})"
    lines = [
        f"{path}",
        f"  {count(about.n_items, 'item')} in {count(about.n_files, 'file')}, up to date at {about.updated}",
        f"  {learned}; {about.stale:.0%} of the items came since",
        f"  {sum(about.bytes_by_part.values()):,} bytes, {per_item:,.0f} an item:",
        *(f"    {name:14}{size:>16,}{size / max(1, about.n_items):>10,.0f} an item" for name, size in parts),
    ]
    if about.commit:
        lines.insert(2, f"  at commit {about.commit[:12]}")
    return "\n".join(lines)


def require_index(archive: Archive) -> None:
    """Raise IndexFileError when the archive has no index yet."""
    if not archive.index.is_file():
        raise IndexFileError(f"{archive.index}: no index here; run `copydesk index build {archive.root}`")

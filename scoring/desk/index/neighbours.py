"""Files that an index must judge, read and sketched, and the archived items that share keys with them, read again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dedup import candidates
from dedup.index import Neighbour, Reader, entries_of
from dedup.pipeline import examine_batch
from dedup.tables import CREDITS, ITEMS, METADATA, PAIRS
from scoring.desk.index.upkeep import Archive, Intake


@dataclass(frozen=True, slots=True)
class Read:
    """Items as their files give them, and what could not be read."""

    items: pl.DataFrame
    metadata: pl.DataFrame
    rejected: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Examined:
    """Items examined with the archive's learned lines: ITEMS completed, and the tables beside them."""

    items: pl.DataFrame
    metadata: pl.DataFrame
    spans: pl.DataFrame
    credits: pl.DataFrame
    dates: pl.DataFrame
    sketches: pl.DataFrame
    declared: pl.DataFrame  # REPRINTS


@dataclass(frozen=True, slots=True)
class Gone:
    """A neighbour that could not be verified, since its file is no longer there or no longer holds it."""

    item: str
    neighbour: Neighbour


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The items asked about, the archived ones that may share text with them, and the PAIRS to verify."""

    asked: frozenset[str]
    examined: Examined
    pairs: pl.DataFrame
    gone: tuple[Gone, ...]
    rejected: pl.DataFrame


def read_files(archive: Archive, paths: Iterable[str]) -> Read:
    """Return what files hold, given by their paths below the root."""
    intake = Intake(archive.files(paths), archive.settings, has_languages=True)
    batches = list(intake.batches())
    items = pl.concat([ITEMS.to_frame(), *(items for items, _ in batches)])
    metadata = pl.concat([METADATA.to_frame(), *(metadata for _, metadata in batches)])
    return Read(items, metadata, pl.concat(intake.rejected))


def examine(read: Read, lines: pl.DataFrame, archive: Archive) -> Examined:
    """Return items examined with learned `lines`."""
    completed, *rest = examine_batch(read.items, lines, archive.settings, archive.known.registry)
    return Examined(completed, read.metadata, *rest)


def find_neighbourhood(archive: Archive, reader: Reader, read: Read) -> Neighbourhood:
    """Return the items that were read with their neighbours in the index and among themselves."""
    lines = reader.lines()
    asked = examine(read, lines, archive)
    own = frozenset(read.items["item"])
    found = [
        (entry.item, neighbour)
        for entry in entries_of(asked.items, CREDITS.to_frame(), asked.sketches)
        for neighbour in (
            *reader.look_up(entry.bands, entry.fingerprints, without=entry.item),
            *_decided(entry.item, archive, reader),
        )
        if neighbour.item not in own
    ]
    archived, gone = _read_archived(archive, found, read.items)
    held = set(archived.items["item"])
    rows = [
        (min(item, neighbour.item), max(item, neighbour.item), neighbour.method)
        for item, neighbour in found
        if neighbour.item in held
    ]
    among = candidates.find_pairs(asked.sketches, archive.settings.candidates)
    pairs = pl.concat([pl.DataFrame(rows, schema=PAIRS, orient="row"), among]).unique().sort("item_a", "item_b")
    examined = _join(asked, examine(archived, lines, archive)) if held else asked
    return Neighbourhood(own, examined, pairs, tuple(gone), read.rejected)


def _decided(item: str, archive: Archive, reader: Reader) -> Iterator[Neighbour]:
    """Yield the archived items that somebody called copies of `item`, which no look-up need find."""
    for pair in sorted(archive.known.pairs.copies):
        if item in pair:
            neighbour = reader.find(pair[0] if pair[1] == item else pair[1])
            if neighbour:
                yield neighbour


def _read_archived(
    archive: Archive, found: list[tuple[str, Neighbour]], asked: pl.DataFrame
) -> tuple[Read, list[Gone]]:
    """Return the neighbours whose files still hold them, read again, and those that are gone.

    One that is gone while the item asked about has its very text was moved, and is no neighbour at all.
    """
    read = read_files(archive, {neighbour.path for _, neighbour in found})
    items = read.items.filter(pl.col("item").is_in(list({neighbour.item for _, neighbour in found})))
    held = set(items["item"])
    texts = dict(asked.select("item", "sha256").iter_rows())
    gone = [
        Gone(item, neighbour)
        for item, neighbour in found
        if neighbour.item not in held and texts[item] != neighbour.sha256
    ]
    return Read(items, read.metadata.filter(pl.col("item").is_in(list(held))), read.rejected), gone


def _join(one: Examined, other: Examined) -> Examined:
    """Return both as one."""
    names = ("items", "metadata", "spans", "credits", "dates", "sketches", "declared")
    return Examined(*(pl.concat([getattr(one, name), getattr(other, name)]) for name in names))


def relative_paths(archive: Archive, files: Iterable[Path]) -> dict[str, str]:
    """Return the paths below the root of `files`, each with the path that was given."""
    given = {file.resolve(): str(file) for file in files}
    return {
        path.relative_to(archive.root).as_posix(): shown
        for path, shown in given.items()
        if path.is_relative_to(archive.root)
    }

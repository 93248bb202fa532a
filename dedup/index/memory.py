"""The twin that keeps everything in dictionaries: the same answers, for tests and for archives of a few items."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from dedup.index.archive import ArchiveFile
from dedup.index.buckets import short_keys
from dedup.index.entries import Entry, Keys, Neighbour, count_carriers, rank_shared
from dedup.settings import Settings


@dataclass(slots=True)
class MemoryIndex:
    """An index in memory; what `Writer` and `Reader` do on disk."""

    settings: Settings
    known: dict[str, ArchiveFile] = field(default_factory=dict)
    _entries: dict[int, Entry] = field(default_factory=dict)
    _carriers: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _n_given: int = 0

    def put(self, files: Iterable[ArchiveFile], entries: Iterable[Entry]) -> None:
        """Put the items of `files`, in place of what these files held before."""
        for file in files:
            self.remove([file.path])
            self.known[file.path] = file
        for entry in entries:
            self._n_given += 1
            self._entries[self._n_given] = entry
            for name, keys in (("bands", entry.bands), ("fingerprints", entry.fingerprints)):
                for key in np.unique(short_keys(keys)).tolist():
                    self._carriers[name, key].append(self._n_given)

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files and their items."""
        for path in paths:
            self.known.pop(path, None)
            self._drop([number for number, entry in self._entries.items() if entry.path == path])

    def rename(self, old: str, file: ArchiveFile) -> None:
        """Follow a file to its new path."""
        del self.known[old]
        self.known[file.path] = file
        for number, entry in self._entries.items():
            if entry.path == old:
                item = file.path + entry.item[len(old) :] if entry.item.startswith(old) else entry.item
                self._entries[number] = replace(entry, path=file.path, item=item)

    def prune(self, before: str) -> int:
        """Forget the items published before a date and return their number."""
        days = {number: entry.published or "-" for number, entry in self._entries.items()}
        old = [number for number, day in days.items() if day[0].isdigit() and f"{day}-99-99"[:10] < before]
        self._drop(old)
        return len(old)

    def look_up(self, bands: Keys, fingerprints: Keys, *, without: str | None = None) -> list[Neighbour]:
        """Return the items that share enough keys with a sketch, those that share most first."""
        cap = self.settings.candidates.max_carriers
        by_band, by_fingerprint = (
            count_carriers(
                np.array(self._carriers[name, key][:cap], np.uint32)
                for key in short_keys(keys).tolist()
                if (name, key) in self._carriers
            )
            for name, keys in (("bands", bands), ("fingerprints", fingerprints))
        )
        n_theirs = {number: len(entry.fingerprints) for number, entry in self._entries.items()}
        ranked = rank_shared(by_band, by_fingerprint, len(fingerprints), n_theirs, self.settings.candidates)
        held = [number for number in ranked if self._entries[number].item != without]
        return [
            _as_neighbour(self._entries[number], by_band.get(number, 0), by_fingerprint.get(number, 0))
            for number in held[: self.settings.index.max_neighbours]
        ]

    def files(self) -> dict[str, ArchiveFile]:
        """Return every file by its path."""
        return dict(self.known)

    def hashes(self) -> dict[str, str]:
        """Return the hash of every item's text by its id."""
        return {entry.item: entry.sha256 for entry in self._entries.values()}

    def _drop(self, numbers: list[int]) -> None:
        gone = set(numbers)
        for number in gone:
            del self._entries[number]
        for carriers in self._carriers.values():
            carriers[:] = [number for number in carriers if number not in gone]


def _as_neighbour(entry: Entry, n_bands: int, n_fingerprints: int) -> Neighbour:
    return Neighbour(entry.item, entry.path, entry.position, entry.sha256, entry.published, n_bands, n_fingerprints)

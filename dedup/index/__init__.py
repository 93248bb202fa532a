"""The archive's index: what earlier items look like, on disk, so that one new item need not meet them all.

    examined items -> build_index -> .copydesk/index.sqlite -> Reader.look_up -> neighbours to verify
                      Writer (add, remove, rename, prune)

`layout` says what stands in the file, `buckets` how keys are packed, `memory` is the twin that keeps everything in
dictionaries. Nothing here reads items: who calls hands them in, examined, and reads the neighbours' files again.
"""

from dedup.index.archive import ArchiveFile, Changes, FoundFile, compare_files
from dedup.index.build import Builder
from dedup.index.entries import Entry, Neighbour, entries_of
from dedup.index.layout import FOLDER, find_index
from dedup.index.memory import MemoryIndex
from dedup.index.reader import Reader
from dedup.index.writer import Writer

__all__ = [
    "FOLDER",
    "ArchiveFile",
    "Builder",
    "Changes",
    "Entry",
    "FoundFile",
    "MemoryIndex",
    "Neighbour",
    "Reader",
    "Writer",
    "compare_files",
    "entries_of",
    "find_index",
]

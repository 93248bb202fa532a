"""Add, remove, rename, query and prune in any order: the index on disk does what a plain model does."""

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dedup.index import MemoryIndex, Reader, Writer
from dedup.index.entries import Entry
from tests.dedup.index import worlds

WORDS = [f"word{n}" for n in range(12)]
PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt", "d/e.txt", "f.jsonl#1", "f.jsonl#2"])
TEXTS = st.lists(st.sampled_from([" ".join(WORDS[n:] + WORDS[:n]) for n in range(12)]), max_size=3).map(". ".join)
DAYS = st.sampled_from(["2018-01-05", "2018-06", "2019", "--01-27", "2018-02-01T10:00:00Z", None])


class Archive(RuleBasedStateMachine):
    """An archive whose every change goes to the index on disk and to the model."""

    @initialize(packs=st.booleans())
    def begin(self, packs: bool) -> None:
        """Make both empty."""
        self.folder = tempfile.TemporaryDirectory()
        self.packs = packs
        self.path = worlds.make(Path(self.folder.name), {})
        self.model = MemoryIndex(worlds.SETTINGS)
        self.open = ExitStack()
        self.writer = self.open.enter_context(Writer.opened(self.path, worlds.SETTINGS))

    @rule(path=PATHS, text=TEXTS, day=DAYS)
    def add(self, path: str, text: str, day: str | None) -> None:
        """Write a file, new or over an old one."""
        texts = {path: text}
        for index in (self.writer, self.model):
            index.put(worlds.files_of(texts), worlds.entries(texts, day))
        if self.packs:
            self.writer.pack()

    @rule(paths=st.sets(PATHS))
    def remove(self, paths: set[str]) -> None:
        """Remove files, some of which may not be there."""
        for index in (self.writer, self.model):
            index.remove(sorted(path.partition("#")[0] for path in paths))

    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        """Move a file to a path that is free."""
        free = sorted({"g.txt", "h/i.txt", "j.jsonl"} - set(self.model.files()))
        if self.model.files() and free:
            old = data.draw(st.sampled_from(sorted(self.model.files())))
            moved = replace(self.model.files()[old], path=data.draw(st.sampled_from(free)), mtime_ns=2)
            for index in (self.writer, self.model):
                index.rename(old, moved)

    @rule(day=st.sampled_from(["2018-01-05", "2018-02", "2019-06-01"]))
    def prune(self, day: str) -> None:
        """Forget what is old."""
        assert self.writer.prune(day) == self.model.prune(day)

    @rule()
    def pack(self) -> None:
        """Pack, which changes no answer."""
        self.writer.pack()

    @rule()
    def reopen(self) -> None:
        """Close and open again, which changes no answer either."""
        self.open.close()
        self.writer = self.open.enter_context(Writer.opened(self.path, worlds.SETTINGS))

    @rule(text=TEXTS)
    def query(self, text: str) -> None:
        """Look up any text: both find the same neighbours in the same order."""
        (entry,) = worlds.entries({"new.txt": text})
        self._same(entry)

    @invariant()
    def holds_the_same(self) -> None:
        """Files and items are those of the model, and the database is sound."""
        if hasattr(self, "writer"):
            reader = self.writer.read()

            assert reader.files() == self.model.files()
            assert reader.hashes() == self.model.hashes()
            assert reader.check() == []

    def _same(self, entry: Entry) -> None:
        with Reader.opened(self.path, worlds.SETTINGS) as reader:
            expected = self.model.look_up(entry.bands, entry.fingerprints)

            assert reader.look_up(entry.bands, entry.fingerprints) == expected

    def teardown(self) -> None:
        """Close the index."""
        if hasattr(self, "open"):
            self.open.close()
            self.folder.cleanup()


TestArchive = Archive.TestCase
TestArchive.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

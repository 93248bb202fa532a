"""Drafts and blocks to batches of ITEMS: what can be no item is rejected, ids made unique, counts and hashes added."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from dedup.corpus.draft import Block, Draft, Rejection, refuse
from dedup.corpus.ids import Ids, name_item, name_items
from dedup.corpus.languages import TellLanguage, tell_language
from dedup.corpus.measures import count_words
from dedup.corpus.mojibake import SUSPECT, report_mojibake
from dedup.corpus.signed import SIGNED, report_manifest
from dedup.corpus.survey import File
from dedup.settings import CorpusSettings
from dedup.tables import ITEMS, METADATA, REJECTED

MAX_BATCH_CHARS = 32_000_000  # of text, however few the items: bounds the memory of a batch


_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items of a corpus in order, what was rejected between them, and the bytes they were read from."""

    items: pl.DataFrame  # ITEMS
    rejected: pl.DataFrame  # REJECTED
    metadata: pl.DataFrame  # METADATA, rows of `items`
    n_bytes: int = 0  # read from the disk since the batch before, for a progress bar


@dataclass(slots=True)
class Batcher:
    """Gathers what readers give until it makes a batch."""

    settings: CorpusSettings
    is_judged: bool  # whether languages and mojibake are told, which costs more than reading
    tell: TellLanguage = tell_language
    ids: Ids = field(default_factory=Ids)
    n_items: int = 0  # of the whole corpus so far
    n_bytes: int = 0  # added by whoever reads
    first_reason: str | None = None  # why the first thing was rejected, for the error when nothing is readable
    _rows: list[dict[str, object]] = field(default_factory=list)
    _rejected: list[tuple[str, int, str]] = field(default_factory=list)
    _metadata: list[tuple[str, str, str]] = field(default_factory=list)
    _n_chars: int = 0

    def reject(self, path: str, rejection: Rejection) -> None:
        """Keep a row of REJECTED."""
        self.first_reason = self.first_reason or f"{_path(path, rejection.member)}: {rejection.reason}"
        self._rejected.append((_path(path, rejection.member), rejection.position, rejection.reason))

    def add(self, file: File, draft: Draft) -> None:
        """Keep `draft` as an item, or say why it is none."""
        reason = refuse(draft.text, self.settings)
        if reason:
            self.reject(file.path, Rejection(draft.position, reason, draft.member))
            return
        wanted = name_item(file, draft.id, draft.position, is_sole=draft.is_sole, member=draft.member)
        item = self.ids.claim(_encodable(wanted))
        if item != wanted:
            self.reject(file.path, Rejection(draft.position, _taken(wanted, item), draft.member))
        self._rows.append(self._row(file, draft, item))
        self._metadata += [(item, name, _encodable(value)) for name, value in draft.metadata]
        self._n_chars += len(draft.text)
        self.n_items += 1

    def _row(self, file: File, draft: Draft, item: str) -> dict[str, object]:
        text = _encodable(draft.text)
        if text != draft.text:
            self._metadata.append((item, "note", "lone surrogates were replaced by U+FFFD"))
        if self.is_judged:
            self._metadata += [(item, "note", note) for note in _notes(text)]
        lang = draft.lang or (self.tell(text) if self.is_judged else None)
        own = {
            name: _encodable(value) if isinstance(value := getattr(draft, name), str) else value
            for name in _OWN_COLUMNS
        }
        raw = text.encode()
        return own | {
            "item": item,
            "lang": lang,
            "n_words": count_words(raw),
            "n_chars": len(text),
            "path": _path(file.path, draft.member),
            "position": draft.position,
            "sha256": hashlib.sha256(raw).hexdigest(),
            "text": text,
        }

    def is_full(self) -> bool:
        """Return whether it is time for a batch."""
        n_rows = max(len(self._rows), len(self._rejected))
        return n_rows >= self.settings.batch_items or self._n_chars >= MAX_BATCH_CHARS

    def is_empty(self) -> bool:
        """Return whether nothing is waiting."""
        return not self._rows and not self._rejected

    def take(self) -> Batch:
        """Return what was gathered, and begin anew."""
        items = pl.DataFrame(self._rows, schema=ITEMS, orient="row")
        self._rows, self._n_chars = [], 0
        return self._take_with(items)

    def _take_with(self, items: pl.DataFrame) -> Batch:
        """Return a batch of `items` and what was gathered beside them, and begin that anew."""
        batch = Batch(
            items,
            pl.DataFrame(self._rejected, schema=REJECTED, orient="row"),
            pl.DataFrame(self._metadata, schema=METADATA, orient="row"),
            self.n_bytes,
        )
        self._rejected, self._metadata, self.n_bytes = [], [], 0
        return batch

    def take_block(self, file: File, block: Block) -> Batch:
        """Return the items of `block` as a batch of its own; call `take` before, lest the order suffer."""
        items = block.items
        positions = items["position"].to_list()
        wanted = name_items(file, items["item"].to_list(), positions, block.member)
        given = self.ids.claim_all(wanted)
        if given is not wanted:
            for asked, item, position in zip(wanted, given, positions, strict=True):
                if asked != item:
                    self.reject(file.path, Rejection(position, _taken(asked, item), block.member))
        path = pl.Series("path", [_path(file.path, block.member)], pl.String).new_from_index(0, items.height)
        items = items.with_columns(pl.Series("item", given, pl.String), path)
        named = dict(zip(positions, given, strict=True)) if block.metadata else {}
        self._metadata += [
            (named[position], name, value) for position, name, value in block.metadata if position in named
        ]
        if self.is_judged:
            items = items.with_columns(pl.Series("lang", _languages(items, self.tell), pl.String))
            suspects = items.filter(pl.col("text").str.contains(f"{SUSPECT}|{SIGNED}")).select("item", "text")
            self._metadata += [(item, "note", note) for item, text in suspects.iter_rows() for note in _notes(text)]
        self.n_items += items.height
        return self._take_with(items[ITEMS.names()])


_OWN_COLUMNS = (
    "outlet",
    "outlet_evidence",
    "published",
    "published_evidence",
    "modified",
    "captured",
    "title",
    "author",
    "dateline",
    "canonical_url",
)


def _languages(items: pl.DataFrame, tell: TellLanguage) -> Iterable[str | None]:
    return [
        lang or tell(head)
        for lang, head in zip(items["lang"].to_list(), items["text"].str.head(1_000).to_list(), strict=True)
    ]


def _notes(text: str) -> list[str]:
    return [note for note in (report_mojibake(text), report_manifest(text)) if note]


def _encodable(text: str) -> str:
    """Return `text` with each lone surrogate as U+FFFD: UTF-8, and so Arrow, cannot hold one."""
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _path(path: str, member: str | None) -> str:
    return f"{path}/{member}" if member else path


def _taken(wanted: str, item: str) -> str:
    return f"the id {wanted!r} is taken by an earlier item; kept as {item!r}"

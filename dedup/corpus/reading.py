"""From paths to batches: each file in order is opened, its kind told, read, and what fails becomes a row."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from dedup.corpus.batches import Batch, Batcher
from dedup.corpus.draft import Block, Draft, Piece, Rejection
from dedup.corpus.kinds import KINDS, tell_kind
from dedup.corpus.languages import TellLanguage, tell_language
from dedup.corpus.streams import UnreadableError, open_source
from dedup.corpus.survey import STDIN, File, Survey, survey_corpus
from dedup.errors import CorpusError, ExtraMissingError
from dedup.settings import CorpusSettings


def read_corpus(
    paths: Iterable[str | Path],
    settings: CorpusSettings | None = None,
    *,
    languages: bool = True,
    stdin: BinaryIO | None = None,
) -> Iterator[Batch]:
    """Return the items under `paths` in batches, sorted by path and position, whatever the order given.

    `paths` are folders, files of items, or `-` for JSONL on `stdin` (standard input by default). What cannot be read is
    a row of `rejected`. With `languages` the language of every item and its mojibake are told, at about 0.5 ms
    an item.

    Raises:
        CorpusError: a path does not exist; or, after the last batch, nothing at all was readable.
        ExtraMissingError: after the last batch, nothing was readable for want of an optional library.

    >>> import io
    >>> batch = next(read_corpus(["-"], stdin=io.BytesIO(b'{"id": "a", "text": "Rain fell."}')))
    >>> batch.items["item"].to_list(), batch.items["n_words"].to_list()
    (['a'], [2])
    """
    return read_survey(survey_corpus(paths), settings or CorpusSettings(), languages=languages, stdin=stdin)


def read_survey(
    survey: Survey,
    settings: CorpusSettings,
    *,
    languages: bool = True,
    tell: TellLanguage = tell_language,
    stdin: BinaryIO | None = None,
) -> Iterator[Batch]:
    """Yield the items of a survey's files in batches; the second half of `read_corpus`. `tell` tells their languages."""
    batcher = Batcher(settings, languages, tell)
    missing: list[ExtraMissingError] = []
    for file in survey.files:
        yield from _read_file(file, settings, batcher, missing, stdin)
        if batcher.is_full():
            yield batcher.take()
    if not batcher.is_empty():
        yield batcher.take()
    if not batcher.n_items:
        raise missing[0] if missing else _nothing_readable(survey, batcher.first_reason)


def _nothing_readable(survey: Survey, first_reason: str | None) -> CorpusError:
    where = {0: "no file to read", 1: f"nothing readable in {survey.files[0].path}" if survey.files else ""}
    found = where.get(len(survey.files), f"nothing readable in {len(survey.files)} files")
    passed = ", ".join(f"{n} {what}" for what, n in survey.passed_over.items())
    known = ", ".join(kind.name for kind in KINDS)
    parts = (found, passed and f"passed over {passed}", first_reason and f"first problem: {first_reason}")
    return CorpusError("; ".join([*filter(None, parts), f"looked for {known}"]))


def _read_file(
    file: File, settings: CorpusSettings, batcher: Batcher, missing: list[ExtraMissingError], stdin: BinaryIO | None
) -> Iterator[Batch]:
    n_seen, n_bytes = 0, 0
    try:
        with ExitStack() as stack:
            source = open_source(file.path, _open(file, stack, stdin))
            kind = tell_kind(source)
            for piece in kind.read(source, settings):
                n_seen += 1
                batcher.n_bytes += source.packed.n_bytes - n_bytes
                n_bytes = source.packed.n_bytes
                yield from _take(piece, file, batcher)
    except ExtraMissingError as error:
        missing.append(error)
        batcher.reject(file.path, Rejection(n_seen, str(error)))
    except (UnreadableError, OSError) as error:
        batcher.reject(file.path, Rejection(n_seen, str(error)))
    batcher.n_bytes += max(0, file.n_bytes - n_bytes)


def _open(file: File, stack: ExitStack, stdin: BinaryIO | None) -> BinaryIO:
    if file.path == STDIN:
        return stdin or sys.stdin.buffer
    return stack.enter_context(Path(file.path).open("rb"))


def _take(piece: Piece, file: File, batcher: Batcher) -> Iterator[Batch]:
    match piece:
        case Block():
            if not batcher.is_empty():
                yield batcher.take()
            yield batcher.take_block(file, piece)
        case Draft():
            batcher.add(file, piece)
        case Rejection():
            batcher.reject(file.path, piece)
    if batcher.is_full():
        yield batcher.take()

"""Walk the street from a corpus to a folder of tables: what `scan` does once its options are read."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dedup import sketch
from dedup.corpus import Survey, read_survey, survey_corpus
from dedup.engines import Report
from dedup.engines.kernels import are_compiled
from dedup.pipeline import Known
from dedup.tables import REJECTED
from scoring.desk.decisions import find_decisions
from scoring.desk.output import replacing, write_tables
from scoring.desk.registry import find_registry, known_outlets
from scoring.desk.run import Run
from scoring.desk.scan.engines import Choice, folder_beside, open_engine
from scoring.desk.scan.news import remember, tell_news
from scoring.desk.terminal import stderr
from scoring.pipeline import Only, rate_corpus
from scoring.settings import Settings


@dataclass(slots=True)
class Intake:
    """A corpus as it is read: items and their metadata go on, rejected rows stay here."""

    survey: Survey
    settings: Settings
    has_languages: bool
    _rejected: list[pl.DataFrame] = field(default_factory=list)

    def batches(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Yield ITEMS and METADATA batch by batch."""
        is_told = False
        for batch in read_survey(self.survey, self.settings.corpus, languages=self.has_languages):
            if not is_told and batch.items.height > sketch.FEW:
                tell_compiling()
                is_told = True
            self._rejected.append(batch.rejected)
            yield batch.items, batch.metadata

    def rejected(self) -> pl.DataFrame:
        """Return REJECTED of all that was read so far."""
        return pl.concat([REJECTED.to_frame(), *self._rejected])


def tell_compiling() -> None:
    """Say on standard error that kernels are being compiled, where none are found ready."""
    if not are_compiled():
        stderr().print("first run: compiling the kernels, which later runs find ready (`copydesk warm` does it ahead)")


def scan_corpus(paths: list[str], out: Path, settings: Settings, only: Only, choice: Choice, report: Report) -> Run:
    """Return the finished run whose tables stand in `out`.

    Raises:
        CorpusError: nothing readable is found in `paths`.
        OutputError: `out` cannot be written or is not ours.
        ExtraMissingError: the engine that was chosen is not installed.
    """
    begun = time.perf_counter()
    decisions = find_decisions(paths)
    settings = decisions.override(settings)
    intake = Intake(survey_corpus(paths), settings, has_languages=only != "copies")
    memory = remember(paths, intake.survey, settings)
    registry = None if only == "copies" else decisions.registry(known_outlets(find_registry(paths)))
    known = Known(registry, decisions.pairs, memory.lines if memory else None)
    beside = folder_beside(out, intake.survey, settings, only, known)
    with replacing(out) as folder, open_engine(choice, folder, beside, report) as (engine, parts):
        rated = rate_corpus(intake.batches(), engine, settings, only, known)
        unused = tuple(decisions.unused(rated.traced.items))
        news = tell_news(memory, rated.traced.items) if memory else None
        write_tables(rated, intake.rejected(), folder, parts)
        seconds = time.perf_counter() - begun
        run = Run.of(folder, paths, settings, seconds, dict(intake.survey.passed_over), unused, news)
        run.write(folder)
    return run

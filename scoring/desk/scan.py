"""`copydesk scan`: a corpus in, a folder of tables and a summary out."""

import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.desk.settings import FormatOption, SettingsOption

if TYPE_CHECKING:
    import polars as pl

    from dedup.engines import Report
    from scoring.desk.run import Run
    from scoring.settings import Settings

Only = Literal["copies", "provenance"]


def scan(
    corpus: Annotated[list[str], typer.Argument(help="Folders, files of items, or - for JSONL on standard input.")],
    out: Annotated[Path, typer.Option(help="Folder of results; replaced only when the new one is whole.")] = Path(
        "copydesk-out"
    ),
    form: FormatOption = "text",
    only: Annotated[Only | None, typer.Option(help="End the street early.")] = None,
    settings: SettingsOption = None,
    id_field: Annotated[str | None, typer.Option("--id", help="Field that holds an item's id.")] = None,
    text_field: Annotated[str | None, typer.Option("--text", help="Field that holds its text.")] = None,
    date_field: Annotated[str | None, typer.Option("--date", help="Field that holds its date.")] = None,
    outlet_field: Annotated[str | None, typer.Option("--outlet", help="Field that holds its outlet.")] = None,
    title_field: Annotated[str | None, typer.Option("--title", help="Field that holds its title.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
) -> None:
    """Find copies, trace where they came from, and rate how well each item is sourced."""
    from scoring.desk.config import load_config
    from scoring.desk.summary import print_summary
    from scoring.desk.terminal import progress

    chosen = load_config(settings).settings
    fields = {"id_field": id_field, "text_field": text_field, "date_field": date_field}
    fields |= {"outlet_field": outlet_field, "title_field": title_field}
    given = {name: value for name, value in fields.items() if value is not None}
    chosen = dataclasses.replace(chosen, corpus=dataclasses.replace(chosen.corpus, **given))
    with progress() as report:
        run = scan_corpus(corpus, out, chosen, only or "everything", workers, report)
    if form == "json":
        sys.stdout.write(json.dumps(run.as_json(), indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    else:
        print_summary(run, out)


@dataclass(slots=True)
class _Intake:
    """The corpus as it is read: items go on, rejected rows stay here."""

    paths: list[str]
    settings: "Settings"
    languages: bool
    rejected: "list[pl.DataFrame]" = field(default_factory=list)

    def batches(self) -> "Iterator[pl.DataFrame]":
        """Yield the batches of items."""
        from dedup.corpus import read_corpus

        for batch in read_corpus(self.paths, self.settings.corpus):
            self.rejected.append(batch.rejected)
            yield batch.items


def scan_corpus(
    paths: list[str], out: Path, settings: "Settings", only: str, workers: int | None, report: "Report"
) -> "Run":
    """Return the finished run whose tables stand in `out`.

    Raises:
        CorpusError: nothing readable is found in `paths`.
        OutputError: `out` cannot be written or is not ours.
    """
    import os

    import polars as pl

    from dedup.engines.local import LocalEngine
    from dedup.tables import REJECTED
    from scoring.desk.output import replacing, write_tables
    from scoring.desk.run import Run
    from scoring.pipeline import rate_corpus

    begun = time.perf_counter()
    intake = _Intake(paths, settings, languages=only != "copies")
    with replacing(out) as folder:
        parts = folder / "parts"
        parts.mkdir()
        engine = LocalEngine(parts, workers or os.cpu_count() or 1, report)
        rated = rate_corpus(intake.batches(), engine, settings, only)
        write_tables(rated, pl.concat([REJECTED.to_frame(), *intake.rejected]), folder, parts)
        run = Run.of(folder, paths, settings, seconds=time.perf_counter() - begun)
        run.write(folder)
    return run

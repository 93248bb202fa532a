"""`copydesk scan`: a corpus in, a folder of tables and a summary out."""

import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dedup.errors import SettingsError
from scoring.desk.settings import FormatOption, SettingsOption

if TYPE_CHECKING:
    from scoring.settings import Settings

Only = Literal["copies", "provenance"]
EngineName = Literal["local", "spark"]
CORPUS = "Folders, files of items, or - for JSONL on standard input; with Spark also table:NAME and folders at any URL."
FOR_COPIES = {
    "POLARS_MAX_THREADS": "1",  # batches run beside each other: threads inside them take a tenth more time, and gain none
    "NUMPY_MADVISE_HUGEPAGE": "0",  # arrays live for a batch, and a large page costs more to clear than it saves
    "MIMALLOC_PURGE_DELAY": "100000",  # milliseconds: Arrow keeps the memory of a batch for the next one
}
NEAREST = "Show the N pairs nearest to the threshold of a match on each side, so that you can choose another."


def scan(
    corpus: Annotated[list[str], typer.Argument(help=CORPUS)],
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
    engine: Annotated[
        EngineName, typer.Option(help="Where the work is done: this machine, or a Spark cluster.")
    ] = "local",
    master: Annotated[str, typer.Option(help="Address of the Spark cluster.", metavar="URL")] = "local[*]",
    nearest: Annotated[int, typer.Option(min=0, metavar="N", help=NEAREST)] = 0,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what the scan will cost, and end there.")] = False,
) -> None:
    """Find copies, trace where they came from, and rate how well each item is sourced."""
    if only == "copies":
        for name, value in FOR_COPIES.items():
            os.environ.setdefault(name, value)
    from scoring.desk.config import load_config
    from scoring.desk.scan.engines import Choice, local_paths
    from scoring.desk.scan.estimate import print_estimate
    from scoring.desk.scan.summary import print_summary, read_nearest
    from scoring.desk.scan.walk import scan_corpus
    from scoring.desk.terminal import progress

    fields = {"id_field": id_field, "text_field": text_field, "date_field": date_field}
    fields |= {"outlet_field": outlet_field, "title_field": title_field}
    chosen = show_nearest(override_fields(load_config(settings).settings, fields), nearest, engine)
    choice = Choice(engine, workers, master)
    if estimate:
        with local_paths(choice, corpus, out) as paths:
            print_estimate(paths, chosen, form, without_boilerplate=only == "copies")
        return
    with progress() as report, local_paths(choice, corpus, out) as paths:
        run = scan_corpus(paths, out, chosen, only or "everything", choice, report)
    if form == "json":
        content = run.as_json() | ({"nearest": read_nearest(out).to_dicts()} if nearest else {})
        sys.stdout.write(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    else:
        print_summary(run, out)


def override_fields(settings: "Settings", fields: dict[str, str | None]) -> "Settings":
    """Return `settings` with the names of fields that were given on the command line."""
    given = {name: value for name, value in fields.items() if value is not None}
    return dataclasses.replace(settings, corpus=dataclasses.replace(settings.corpus, **given))  # type: ignore[arg-type]


def show_nearest(settings: "Settings", n_pairs: int, engine: EngineName) -> "Settings":
    """Return `settings` by which a scan keeps so many pairs on each side of the threshold.

    Raises:
        SettingsError: the engine keeps no pairs that are no match.
    """
    if n_pairs and engine != "local":
        raise SettingsError(f"--nearest {n_pairs}: told by --engine local alone; scan a sample of the corpus with it")
    return (
        dataclasses.replace(settings, verify=dataclasses.replace(settings.verify, n_nearest=n_pairs))
        if n_pairs
        else settings
    )

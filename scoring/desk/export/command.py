"""The command: which writer, which place; the place is filled beside itself and moved in only when whole."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from dedup.errors import OutputError
from scoring.desk.export.writers import FORMS, Form, Prefer, Preference
from scoring.desk.output import beside
from scoring.desk.results import Results, open_results
from scoring.desk.terminal import stderr

ResultsArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a scan.")]
FormOption = Annotated[Form, typer.Option("--to", help="Form to write.")]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="File or folder to write; must not exist yet. By default standard output where the form is one text, else a place named after DIR.",
    ),
]


def export(
    folder: ResultsArgument,
    to: FormOption,
    out: OutOption = None,
    prefer: Annotated[Prefer, typer.Option(help="keep: which item of a cluster stays.")] = "fullest",
    outlets: Annotated[
        list[str] | None, typer.Option("--outlet", help="keep: outlets that stay first, in order.")
    ] = None,
) -> None:
    """Write a scan's results in a form that other programs read."""
    results = open_results(folder)
    preference = Preference(prefer, tuple(outlets or ()))
    if out is None and FORMS[to].is_text:
        sys.stdout.write(write_text(results, to, preference))
        return
    place = out or Path(f"{folder.resolve().name}{FORMS[to].suffix}")
    write_place(results, to, place, preference)
    stderr().print(f"{place}: written")


def write_text(results: Results, form: Form, preference: Preference) -> str:
    """Return what the writer of `form`, one of text, writes."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "text"
        FORMS[form].writer()(results, place, preference)
        return place.read_text(encoding="utf-8")


def write_place(results: Results, form: Form, place: Path, preference: Preference) -> None:
    """Fill `place` with `form`; nothing is left there when the writer fails.

    Raises:
        OutputError: `place` exists, its folder cannot be written, or the disk is full.
    """
    if place.exists():
        raise OutputError(f"{place}: exists already and is left alone; choose another place with --out")
    with beside(place) as scratch:
        FORMS[form].writer()(results, scratch / place.name, preference)
        for path in sorted(scratch.iterdir()):
            path.rename(place.parent / path.name)

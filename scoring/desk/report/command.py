"""The command: where the report goes, how much it quotes; the report takes its place only when whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.errors import ExtraMissingError, OutputError
from scoring.desk.output import beside, swap
from scoring.desk.results import open_results
from scoring.desk.terminal import stderr

if TYPE_CHECKING:
    from scoring.desk.report.page import Page

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a scan.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", help="File to write, by default DIR/report.html; a folder if too large.")
]
ExcerptsOption = Annotated[
    int | None, typer.Option("--excerpts", min=0, help="Quote at most so many characters of a text in one place.")
]


def report(folder: FolderArgument, out: OutOption = None, excerpts: ExcerptsOption = None) -> None:
    """Make one HTML page of a scan, to be read in any browser, without a network."""
    place = write_report(folder, out or folder / "report.html", excerpts)
    stderr().print(f"{place}: written")


def write_report(folder: Path, out: Path, excerpts: int | None = None) -> Path:
    """Write the report of the scan in `folder` and return where it stands: `out`, or a folder beside it if too large.

    Raises:
        ExtraMissingError: Jinja2 is not installed.
        OutputError: something that is no report of ours stands at the place.
    """
    results = open_results(folder)
    try:
        from scoring.desk.report.archive import read_archive
        from scoring.desk.report.page import bind_views
        from scoring.desk.report.views import make_views
        from scoring.desk.report.visible import MAX_SHOWN
    except ModuleNotFoundError as error:
        raise ExtraMissingError(
            f"{error.name} is missing; install the extra: pip install 'copydesk[report]'"
        ) from error
    archive = read_archive(results)
    pages = bind_views(archive, make_views(archive, MAX_SHOWN if excerpts is None else excerpts))
    return _write(pages, out)


def _write(pages: "list[Page]", out: Path) -> Path:
    """Write one page to `out`, several to a folder of its name, and return the place."""
    place = out if len(pages) == 1 else out.with_suffix("")
    _require_ours(place)
    with beside(place) as scratch:
        for page in pages:
            (scratch / page.name).write_text(page.html, encoding="utf-8")
        if len(pages) == 1:
            (scratch / pages[0].name).replace(place)
            return place
        swap(scratch, place)
        return place / pages[0].name


def _require_ours(place: Path) -> None:
    """Raise OutputError when something stands at `place` that is no earlier report."""
    from scoring.desk.report.page import GENERATOR, INDEX

    known = place / INDEX if place.is_dir() else place
    if place.exists() and not (
        known.is_file() and GENERATOR in known.read_text(encoding="utf-8", errors="replace")[:1000]
    ):
        raise OutputError(f"{place}: exists and is no report of ours, so it is left alone; choose another with --out")

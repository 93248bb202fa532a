"""The root of the command line: every command is registered here, in the order of `--help`.

Exit codes: 0 clean, 1 findings (check only), 2 error; an error wins over findings.
"""

import json
import os
import sys
import traceback
from types import TracebackType
from typing import Annotated

import typer

from dedup.errors import ArchiveError
from scoring.desk.attributions import attributions
from scoring.desk.check.command import check
from scoring.desk.compare import compare
from scoring.desk.export import export
from scoring.desk.index import index
from scoring.desk.outlets import outlets
from scoring.desk.report import report
from scoring.desk.rules import explain, rules
from scoring.desk.scan import scan
from scoring.desk.score import score
from scoring.desk.settings import config, warm
from scoring.desk.trace import trace

ERROR = 2

app = typer.Typer(
    name="copydesk",
    help="Find copies, trace provenance and rate sourcing in news archives.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"copydesk {version('copydesk')}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda value: _print_version(wanted=value), is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Find copies, trace provenance and rate sourcing in news archives."""


for command in (scan, trace, compare, attributions, score, check, rules, explain, config, outlets, report, export, warm):
    app.command()(command)
app.add_typer(index, name="index")


def main() -> None:
    """Run the command line; an error of ours is one line on stderr (JSON with `--format json`) and exit code 2."""
    sys.excepthook = _exit_on_defect
    try:
        typer.main.get_command(app)()  # a Typer called itself would put its own hook in place of ours
    except ArchiveError as error:
        sys.stderr.write(_as_message(error) + "\n")
        sys.exit(ERROR)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _as_message(error: ArchiveError) -> str:
    arguments = " ".join(sys.argv[1:]).replace("=", " ")
    if "--format json" in arguments or "--format sarif" in arguments:
        return json.dumps({"schema": "copydesk.error/1", "error": type(error).__name__, "message": str(error)})
    return f"copydesk: {error}"


def _exit_on_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print a defect of ours and leave with code 2, since Python's own 1 would read as findings."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(130 if issubclass(kind, KeyboardInterrupt) else ERROR)

"""The root of the command line: every command is registered here, in the order of `--help`.

Exit codes: 0 clean, 1 findings (check only), 2 error; an error wins over findings.
"""

import atexit
import errno
import gc
import json
import os
import sys
import traceback
from types import TracebackType
from typing import Annotated

import typer
from typer.exceptions import TyperException

from dedup.errors import ArchiveError
from scoring.desk.attributions.command import attributions
from scoring.desk.check.command import check
from scoring.desk.compare import compare
from scoring.desk.export import export
from scoring.desk.index.command import index
from scoring.desk.outlets import outlets
from scoring.desk.report import report
from scoring.desk.rules import explain, rules
from scoring.desk.scan.command import scan
from scoring.desk.score.command import score
from scoring.desk.settings import config, warm
from scoring.desk.trace.command import trace

ERROR = 2
DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO})
INTERRUPTED = 130
MANY_OBJECTS = 100_000  # new ones before garbage is looked for; at Python's 700, modules and rows cost a fifth more

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


for command in (
    scan,
    trace,
    compare,
    attributions,
    score,
    check,
    rules,
    explain,
    config,
    outlets,
    report,
    export,
    warm,
):
    app.command()(command)
app.add_typer(index, name="index")


def _spare_time() -> None:
    """Do without what pays in servers alone: searching for garbage, at the end too, and threads for linear algebra."""
    gc.set_threshold(MANY_OBJECTS)
    atexit.register(gc.freeze)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported, which it is not yet


def main() -> None:
    """Run the command line; errors are one line on stderr (JSON with `--format json`) and code 2.

    That holds for errors of ours and of usage, and for what the system denies, such as writing to a full disk.
    """
    sys.excepthook = _exit_on_defect
    _spare_time()
    command = typer.main.get_command(
        app
    )  # calling it would put another hook in place of ours, and end with 1 too easily
    try:
        with command.make_context("copydesk", sys.argv[1:] or ["--help"]) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as ended:
        sys.exit(ended.exit_code)
    except (ArchiveError, TyperException) as error:
        sys.stderr.write(_as_message(error) + "\n")
        sys.exit(ERROR)
    except BrokenPipeError:
        _leave_stdout()
        sys.exit(0)
    except OSError as error:
        if error.errno not in DENIED:
            raise
        if error.filename is None:
            _leave_stdout()
        sys.stderr.write(_as_message(error) + "\n")
        sys.exit(ERROR)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _leave_stdout() -> None:
    """Send what is still to be printed nowhere, since it cannot be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _as_message(error: ArchiveError | TyperException | OSError) -> str:
    message = _usage_message(error) if isinstance(error, TyperException) else str(error)
    if isinstance(error, OSError):
        message = (
            f"{error.filename or 'standard output'}: {error.strerror}; make it readable and writable, or make room"
        )
    arguments = " ".join(sys.argv[1:]).replace("=", " ")
    if "--format json" in arguments or "--format sarif" in arguments:
        return json.dumps({"schema": "copydesk.error/1", "error": type(error).__name__, "message": message})
    return message if "\n" in message else f"copydesk: {message}"


def _usage_message(error: TyperException) -> str:
    """Return what is wrong with the command line and where its help stands; or that help, where it is the message."""
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    where = getattr(context, "command_path", "copydesk")
    return message if "\n" in message else f"{message}; see `{where} --help`"


def _exit_on_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print a defect of ours and leave with code 2, since Python's own 1 would read as findings."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(ERROR)

"""Consoles and progress for people; plain text in a pipe, results on stdout, talk on stderr.

Text of items is hostile until `safe`: control characters and direction overrides would otherwise reach the terminal.
"""

import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

    from dedup.engines import Report

PIPE_WIDTH = 120


@cache
def stdout() -> "Console":
    """Return the console for results."""
    return _console(stderr=False)


@cache
def stderr() -> "Console":
    """Return the console for talk."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    import rich.console

    class Console(rich.console.Console):
        def on_broken_pipe(self) -> None:  # rich would leave with 1, which reads as findings
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    system: Literal["auto"] | None = None if "NO_COLOR" in os.environ else "auto"
    return Console(
        stderr=stderr, width=width, color_system=system, highlight=False, soft_wrap=False, emoji=False, markup=False
    )


def safe(text: str) -> str:
    r"""Return `text` without control and direction characters, on one line.

    >>> safe("red \x1b[31m alert\u202e!")
    'red  [31m alert !'
    """
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} else char for char in text)


def hang(head: str, text: str, width: int) -> str:
    """Return `head` and `text` in lines of `width`, those after the first indented to where the text begins.

    >>> print(hang("  +4  ", "name the source in paragraph 2", 24))
      +4  name the source in
          paragraph 2
    """
    indent = " " * len(head)
    return textwrap.fill(text, width, initial_indent=head, subsequent_indent=indent, break_on_hyphens=False)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "item"), count(2000, "item"), count(2, "copy", "copies")
    ('1 item', '2,000 items', '2 copies')
    """
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def shorten(text: str, n_chars: int = 100) -> str:
    """Return `text` made safe and cut to `n_chars`, with an ellipsis where it was cut.

    >>> shorten("one two three", 8)
    'one two…'
    """
    clean = " ".join(safe(text[: 4 * n_chars]).split())
    return clean if len(clean) <= n_chars else clean[: n_chars - 1].rstrip() + "…"


@contextmanager
def progress() -> "Iterator[Report]":
    """Yield a function that reports finished items: a bar for each step on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _step, _n_items: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:12}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} items"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr(), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(step: str, n_items: int) -> None:
            if step not in tasks:  # the first step counts the items that the others have before them
                n_known = next((task.completed for task in bar.tasks), None)
                tasks[step] = bar.add_task(step, total=n_known)
            bar.advance(tasks[step], n_items)

        yield report

"""Forms of a check's outcome: text for people, the others for machines that show it where people look."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from scoring.desk.check.outcome import Outcome

Form = Literal["text", "json", "sarif", "github", "junit", "markdown"]


def format_outcome(outcome: "Outcome", form: Form, show: str) -> str:
    """Return what is printed of an outcome: the findings of severity `show` at least, or all where the form marks them.

    Each form is a module of its name, of which a check imports but one.

    >>> from scoring.desk.check.outcome import Outcome
    >>> format_outcome(Outcome((), 3, 0.1), "github", "warning")
    ''
    """
    module = import_module(f"{__name__}.{form}")
    write = cast("Callable[[Outcome, str], str]", getattr(module, f"as_{form}"))
    return write(outcome, show)

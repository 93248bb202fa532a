"""What a signal is: a code, a page of documentation, examples, and one function from a dossier to its findings.

The docstring of the function is the page, the two lists of examples are its tests, and `copydesk explain` prints both.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import Kind

State = Literal["present", "absent", "unknown", "not_applicable"]
Sense = Literal["virtue", "fault", "label"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a signal found: whether what it looks for is there, where, and why it says so.

    `share` in [-1, 1] is the part of the signal's points that the finding is worth.
    """

    state: State
    reason: str
    span: Span | None = None
    share: float = 1.0
    other: str | None = None
    other_span: Span | None = None


def present(
    reason: str, span: Span | None = None, share: float = 1.0, other: str | None = None, other_span: Span | None = None
) -> Finding:
    """Return that what the signal looks for is there.

    >>> present("one source has no name", Span(0, 9)).state
    'present'
    """
    return Finding("present", reason, span, share, other, other_span)


@lru_cache(maxsize=1_024)
def absent(reason: str, span: Span | None = None, share: float = 0.0) -> Finding:
    """Return that what the signal looks for is missing, which may still earn a `share` of the points.

    >>> absent("no byline").share
    0.0
    """
    return Finding("absent", reason, span, share)


@lru_cache(maxsize=1_024)
def unknown(reason: str) -> Finding:
    """Return that nobody can tell from what the archive holds.

    >>> unknown("no other coverage").state
    'unknown'
    """
    return Finding("unknown", reason)


@lru_cache(maxsize=1_024)  # most signals find nothing in most items, and say so in the same words
def not_applicable(reason: str) -> Finding:
    """Return that the question does not arise.

    >>> not_applicable("the item shows no photo").state
    'not_applicable'
    """
    return Finding("not_applicable", reason)


@dataclass(frozen=True, slots=True)
class Example:
    """A short item on which a signal fires or stays silent, and the other items of its archive."""

    text: str
    outlet: str | None = None
    published: str | None = None
    captured: str | None = None
    canonical_url: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()  # fields of METADATA with their values
    others: tuple["Example", ...] = ()


Judge = Callable[[Dossier], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule. It fires when what it looks for is present: a virtue earns, a fault costs, a label tells.

    A judge that finds nothing yields nothing: the fault is not there, the virtue is missing, the label does not apply.
    `remedy` says what would raise the score; `passes_over` are the kinds of item to which the rule does not apply;
    `reads` tells that the judge needs the item's language.
    """

    code: str
    title: str
    sense: Sense
    standard: str
    remedy: str
    judge: Judge = field(repr=False)
    fires: tuple[Example, ...] = field(repr=False)
    silent: tuple[Example, ...] = field(repr=False)
    passes_over: frozenset[Kind] = frozenset()
    reads: bool = True

    @property
    def family(self) -> str:
        """Return the three letters of the code."""
        return self.code[:3]

    @property
    def page(self) -> str:
        """Return the documentation: what is looked for, and why."""
        return inspect.cleandoc(self.judge.__doc__ or "")


def signal(  # noqa: PLR0913 - the fields of Signal, by name
    code: str,
    title: str,
    *,
    sense: Sense,
    standard: str,
    remedy: str = "",
    fires: Iterable[str | Example],
    silent: Iterable[str | Example],
    passes_over: Iterable[Kind] = (),
    reads: bool = True,
) -> Callable[[Judge], Signal]:
    """Return a decorator that makes a Signal of a judge; a bare string is the example of that text."""

    def make(judge: Judge) -> Signal:
        return Signal(
            code,
            title,
            sense,
            standard,
            remedy,
            judge,
            _examples(fires),
            _examples(silent),
            frozenset(passes_over),
            reads,
        )

    return make


def _examples(texts: Iterable[str | Example]) -> tuple[Example, ...]:
    return tuple(Example(text) if isinstance(text, str) else text for text in texts)

"""Bylines behind a label in scripts without capitals: "بقلم: سلمى الرفاعي", "نویسنده: …", "Автор: …", "记者：…"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dedup.credits.credit import Credit, name_credit
from dedup.lexicon import read_lines
from dedup.registry import Registry
from dedup.tables import Span

MAX_LABELLED_CHARS = 80  # three names
MAX_NAME_WORDS = 5

_SEPARATOR = re.compile(r" ?[,\u060c\u3001/] ?| \u0438 ")  # the last is "and" in Russian
_AND = re.compile(r" \u0648 ?")  # in Arabic and Persian, where names begin with the letter too
_NAME = re.compile(r"[^\W\d_][^\d\n.:;!?\u061f\u3002]{1,40}")


def find_labelled(text: str, head: Sequence[Span], registry: Registry) -> Iterator[Credit]:
    """Yield the names that follow a label, when they are all that its line holds; kind `byline`.

    >>> from dedup.registry import builtin
    >>> [credit.name for credit in find_labelled("Автор: Анна Ли, ТАСС", [Span(0, 20)], builtin())]
    ['Анна Ли', 'TASS']
    """
    for span in head if not text.isascii() else ():
        match = _labelled().fullmatch(text, span.start, span.end) if span.n_chars <= MAX_LABELLED_CHARS else None
        names = _split(match["names"]) if match else []
        if all(_NAME.fullmatch(name) and len(name.split()) <= MAX_NAME_WORDS for name in names):
            yield from (name_credit("byline", span, name, registry) for name in names)


def _split(listed: str) -> list[str]:
    """Return the names of a list; "and" parts only full names, since a name may begin like it."""
    parts = _AND.split(listed)
    return parts if len(parts) > 1 and all(" " in part for part in parts) else _SEPARATOR.split(listed)


@cache
def _labelled() -> re.Pattern[str]:
    """Return the pattern of a line that a label opens; only "by the pen of" needs no colon."""
    labels = "|".join(re.escape(label) for label in read_lines("byline_labels"))
    return re.compile(
        rf"(?:(?:{labels}) ?[:\uff1a/]|\u0628\u0642\u0644\u0645|\u0628\u0647 \u0642\u0644\u0645) {{0,2}}(?P<names>\S.{{1,78}})",
        re.IGNORECASE,
    )

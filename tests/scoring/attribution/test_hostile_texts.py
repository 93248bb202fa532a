"""Hostile texts cost no more a character than others: calls are counted, not seconds."""

import re
import sys
from importlib import import_module
from pkgutil import iter_modules
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType

import pytest

import scoring.attribution
from dedup.text import quotes, sentences
from scoring.attribution import attribute

MEGABYTE = 1_000_000
MAX_CALLS = 400  # a character; the densest text that people write takes about 30
PATTERNS = {
    "commas after cues": "say , ",
    "names": "Ab Cd, ",
    "quotes": '"a" said Bo ',
    "open quotes": "“",
    "doubled apostrophes": "''",
    "handles": "x — Bo Co (@bo)\n",
    "labels": "Ab:\n",
    "cues in cues": "he said ",
    "media in media": "CNN reported CNN said that ",
    "appositives": "Bo, who said, ",
    "tags": "<<<<",
    "office holders": "the minister said it. Bo Xo said. ",
    "agencies taken up": "the agency said it. ",
    "agencies introduced": "the news agency Ab said Ab said. ",
    "quotes by themselves": "Bo went. “Go and be gone now.” ",
    "quotes as paragraphs": "“Go and be gone now.”\n",
    "echoes": "That is what he said. ",
    "series": "Bo hit a, b, c and d, e, ",
    "pairs": "Ab Cd and Ef Gh said they left. ",
}


def n_calls(text: str) -> int:
    """Return how many calls, to Python and to C, it takes to attribute `text`."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    attribute(text[:100])  # the lexicons are read once
    sys.setprofile(tick)
    try:
        attribute(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_calls_grow_with_the_text_and_no_faster(pattern: str) -> None:
    """Four times the text takes about four times the calls."""
    short, long = (pattern * (n_chars // len(pattern)) for n_chars in (3_000, 12_000))

    assert n_calls(long) <= 4.4 * n_calls(short) + 1000


@pytest.mark.long
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_megabyte_takes_a_bounded_number_of_calls(pattern: str) -> None:
    """No text of a megabyte takes more calls a character than the bound."""
    assert n_calls(pattern * (MEGABYTE // len(pattern))) <= MAX_CALLS * MEGABYTE


@pytest.mark.parametrize("pattern", ["a", ".", "\n", "“", "the ", "— "])
def test_a_megabyte_of_one_thing_is_read(pattern: str) -> None:
    """A megabyte of one sign or word ends, and says nothing."""
    assert attribute(pattern * (MEGABYTE // len(pattern))) == []


def test_no_regular_expression_can_run_away() -> None:
    """No pattern of the finder repeats without bound what itself repeats without bound."""
    modules = [
        import_module(f"scoring.attribution.{found.name}") for found in iter_modules(scoring.attribution.__path__)
    ]
    patterns = [
        value
        for module in (*modules, quotes, sentences)
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]

    assert len(patterns) > 15
    assert [pattern.pattern for pattern in patterns if _runs_away(_parser.parse(pattern.pattern, pattern.flags))] == []


def _runs_away(parsed: object, *, inside: bool = False) -> bool:
    """Return whether a repeat without bound stands inside another one."""
    for operation, argument in parsed:  # type: ignore[attr-defined]
        if operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            _, most, body = argument
            is_open = most == _constants.MAXREPEAT
            if (is_open and inside) or _runs_away(body, inside=is_open or inside):
                return True
        elif (operation is _constants.SUBPATTERN and _runs_away(argument[-1], inside=inside)) or (
            operation is _constants.BRANCH and any(_runs_away(branch, inside=inside) for branch in argument[1])
        ):
            return True
    return False

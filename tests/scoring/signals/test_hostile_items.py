"""Hostile items cost no more a character than others: calls are counted, not seconds."""

import sys
from types import FrameType

import polars as pl
import pytest

from dedup.tables import ITEMS, SPANS
from scoring.attribution import find_attributions
from scoring.settings import AttributionSettings, SignalSettings
from scoring.signals import Evidence, gather_dossiers, judge_items

N_CHARS = 8_000
MAX_GROWTH = 6  # in calls, for four times the text
PATTERNS = {
    "officials and a mayor": 'Two officials said it rained. "It will rain again," said Mayor Bo Xo. ',
    "one quote for ever": '"I said so twice, and I will say so again," Ana Ruiz said. ',
    "the source": "The source said no. ",
    "talks": "Talks with Iran and talks with Kabul about the row between Ab and Cd. ",
    "days": "on Monday ",
    "marks": "''' \" ' ",
    "networks": "The Clean Lake Network said it was CNN Deep Sea News. ",
    "surnames": "It was so, Amsel said. ",
}


def n_calls(text: str) -> int:
    """Return how many calls, to Python and to C, it takes to judge an item of `text`."""
    items = pl.DataFrame([{"item": "a", "text": text, "lang": "en"}], schema=ITEMS)
    evidence = Evidence(attributions=find_attributions(items, SPANS.to_frame(), AttributionSettings()))
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        judge_items(gather_dossiers(items, evidence), SignalSettings())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_calls_grow_with_the_item_and_no_faster(pattern: str) -> None:
    """Four times the text takes about four times the calls."""
    n_calls(pattern)  # the lexicons are read once
    short, long = (n_calls(pattern * (size // len(pattern))) for size in (N_CHARS, 4 * N_CHARS))

    assert long < MAX_GROWTH * short

"""Captions are told by the credits that close them."""

import polars as pl
import pytest

from dedup.credits.captions import MAX_CAPTION_CHARS, caption_spans
from dedup.credits.find import find_credits
from dedup.tables import SPANS

STORY = "The ferry to Lind will not sail before Monday, the harbour office said in a statement."
CAPTION = "Anna Berg, left, waves from the ferry in Lind, Corrin, on Sunday, May 4, 2031."


def captions(*lines: str) -> list[str]:
    """Return the captions of a text of these lines, in order."""
    items = pl.DataFrame({"item": ["a"], "text": ["\n".join(lines)], "lang": ["en"], "author": [""]})
    spans = caption_spans(items, find_credits(items, SPANS.to_frame()))
    return sorted(items["text"][0][start:end].strip() for start, end in spans.select("start", "end").iter_rows())


def test_a_credit_in_brackets_closes_the_caption_of_its_line() -> None:
    """Whatever stands before it on the line stands under the picture."""
    assert captions(STORY, "The pier at dawn. (Ann Lee/AFP/Getty Images)", STORY) == ["The pier at dawn."]


@pytest.mark.parametrize("credit", ["(AP Photo/Ann Lee)", "Photo: Ann Lee, AP", "Ann Lee/AFP/Getty Images"])
def test_a_credit_alone_closes_the_caption_above_it(credit: str) -> None:
    """A caption gives the year, or says who stands where."""
    assert captions(CAPTION, credit, STORY) == [CAPTION]


def test_a_caption_printed_twice_is_found_twice() -> None:
    """Galleries repeat a caption as the picture's description."""
    assert captions(STORY, CAPTION, CAPTION, "Photo: Ann Lee, AP", STORY) == [CAPTION, CAPTION]


def test_a_story_above_a_credit_is_no_caption() -> None:
    """Words that tell neither the year nor who stands where are the story's, or its headline."""
    assert captions("Ferry to Lind delayed", "[Getty]", STORY) == []


def test_a_text_without_line_breaks_is_no_caption() -> None:
    """A credit may close a page that was scraped into one line."""
    assert captions(STORY * (1 + MAX_CAPTION_CHARS // len(STORY)) + " (Ann Lee/AFP/Getty Images)") == []

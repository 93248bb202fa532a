"""Tallies in memory: words only where they may matter."""

import polars as pl
import pytest

from dedup.boilerplate import tally_lines
from dedup.boilerplate.gather import gather_tallies
from dedup.tables import ITEMS

ADVERT = "Ask the Post about your garden every Tuesday at noon!"
OWNING = "Follow us on Twitter for more of this: @TheQuayHeraldOfLind"
TEXTS = [
    f"{ADVERT}\nThe bridge over the Lind is shut until {month}.\nMenu {month}" for month in ("May", "June", "July")
]


def kept(texts: list[str]) -> set[str]:
    """Return the words that are held of the lines of items with these texts, an item a part."""
    items = pl.DataFrame([{"item": text[-9:], "text": text} for text in texts], schema=ITEMS)
    return set(gather_tallies([tally_lines(part) for part in items.iter_slices(1)])["line"].drop_nulls())


def test_what_can_be_walked_once_is_refused() -> None:
    """The second walk would find nothing, and no line would be learned."""
    with pytest.raises(TypeError, match="walked twice"):
        gather_tallies(part for part in [tally_lines(ITEMS.to_frame())])


def test_words_of_repeated_lines_are_held() -> None:
    """They may be furniture, whichever parts they stand in."""
    assert ADVERT in kept(TEXTS)


def test_words_of_a_line_in_one_item_are_let_go() -> None:
    """Only its hashes tell carriers apart; short lines keep theirs, since their length counts."""
    assert kept(TEXTS) == {ADVERT, "Menu May", "Menu June", "Menu July"}


def test_words_that_name_an_owner_are_held() -> None:
    """One carrier is enough for them."""
    assert OWNING in kept([*TEXTS, f"{OWNING}\nIt rained."])

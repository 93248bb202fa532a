import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dedup.boilerplate.units import UNITS, add_patterns, cut_units
from dedup.text.lines import lines

PIECES = [
    "Rain fell. ",
    "Mr. Oakes left the U.S. today",
    "\n",
    "\r\n",
    "   ",
    "\u2028",
    "é\u00a0",
    "3 May 2021",
    "»",
    "Stop! ",
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12), min_size=1, max_size=3))
def test_units_quote_their_items(texts: list[list[str]]) -> None:
    """Every unit stands where it says, is stripped, and its sentences lie inside its line."""
    items = pl.DataFrame(
        {"item": [str(number) for number in range(len(texts))], "text": ["".join(text) for text in texts]}
    )
    units = cut_units(items)

    assert units.schema == UNITS
    for unit in units.iter_rows(named=True):
        text = items["text"][unit["row"]]
        assert text[unit["start"] : unit["end"]] == unit["unit"] == unit["unit"].strip()


@given(st.lists(st.sampled_from([piece for piece in PIECES if piece != "   "]), max_size=12))
def test_lines_are_those_of_the_text_layer(pieces: list[str]) -> None:
    """Column arithmetic finds the very lines that the readable function finds."""
    text = "".join(pieces)
    units = cut_units(pl.DataFrame({"item": ["a"], "text": [text]}))
    found = units.filter("is_line").select("start", "end").rows()

    assert found == [(span.start, span.end) for span in lines(text)]


def test_wide_blanks_part_lines() -> None:
    """Three blanks in a row are what a scraper left of a line break."""
    units = cut_units(pl.DataFrame({"item": ["a"], "text": ["Menu     Search  us   Home"]}))

    assert units["unit"].to_list() == ["Menu", "Search  us", "Home"]


def test_abbreviations_end_no_sentence() -> None:
    """A capital or a single small letter before a full stop ends nothing."""
    units = cut_units(pl.DataFrame({"item": ["a"], "text": ["Mr. Oakes left the U.S. on foot. He ran."]}))

    assert units.filter(~pl.col("is_line"))["unit"].to_list() == ["Mr. Oakes left the U.S. on foot.", "He ran."]


def test_patterns_hold_no_number_and_no_date() -> None:
    """What changes from day to day is one sign, so that a stamp is one line."""
    stamps = ["Updated: Sunday, July 15, 2018 – 8:30 AM", "Updated: Monday, May 2, 2019 - 11:05 PM", "Lesezeit: 3 Min."]
    patterns = add_patterns(pl.DataFrame({"unit": stamps}))["pattern"].to_list()

    assert patterns[0].replace("am", "pm") == patterns[1].replace("am", "pm")
    assert patterns[2] == "lesezeit: # min."


def test_an_empty_batch_has_the_schema() -> None:
    """No items, blank items and empty items give no units."""
    assert cut_units(pl.DataFrame({"item": ["a", "b"], "text": ["", " \n "]})).schema == UNITS
    assert cut_units(pl.DataFrame(schema={"item": pl.String, "text": pl.String})).is_empty()

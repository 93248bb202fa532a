import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.dates.written import DATE, read_dates, written_dates


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("26 December, 2018", "2018-12-26", "day"),
        ("Sept. 12, 2020", "2020-09-12", "day"),
        ("JULY 8, 2021", "2021-07-08", "day"),
        ("February 3rd", "--02-03", "day"),
        ("3. Mai 2021", "2021-05-03", "day"),
        ("13.04.2025", "2025-04-13", "day"),
        ("1er mars 2019", "2019-03-01", "day"),
        ("3 de mayo de 2021", "2021-05-03", "day"),
        ("3 ene 2021", "2021-01-03", "day"),
        ("3 de janeiro de 2021", "2021-01-03", "day"),
        ("3 gennaio 2021", "2021-01-03", "day"),
        ("2 أغسطس 2025", "2025-08-02", "day"),
        ("۱۵ خرداد ۱۴۰۴", "2025-06-05", "day"),
        ("November 2019", "2019-11", "month"),
        ("2018-12-26", "2018-12-26", "day"),
        ("2018-12-26T10:05:00Z", "2018-12-26T10:05:00Z", "second"),
        ("2018-12-26 10:05", "2018-12-26T10:05:00", "second"),
        ("January 19  2005Contact", "2005-01-19", "day"),
    ],
)
def test_every_form_is_read(text: str, date: str, precision: str) -> None:
    """Each way of writing a date gives its ISO form and its precision."""
    (found,) = written_dates(f"Printed {text}")

    assert (found.date, found.precision) == (date, precision)


@pytest.mark.parametrize(
    "text",
    ["February 30, 2018", "you may 5 times", "31.13.2020", "no date", "3 marks of 1919", "3 out of 5", "a set of 3"],
)
def test_what_is_no_date_is_left_out(text: str) -> None:
    """Days that no calendar has, and words that only look like months, are no dates."""
    assert written_dates(text) == []


def test_the_order_of_day_and_month_is_open_in_english_only() -> None:
    """A date as 3/4/2019 tells its year in English, its day elsewhere; above 12 there is one way to read it."""
    assert written_dates("3/4/2019", "en")[0].date == "2019"
    assert written_dates("3/4/2019", "fr")[0].date == "2019-04-03"
    assert written_dates("3/14/2019", "en")[0].date == "2019-03-14"


def test_a_weekday_beside_a_date_is_kept() -> None:
    """The day of the week as written stands with its date."""
    found = written_dates("on Wednesday, 26 December 2018, and mercredi 26 décembre")

    assert [date.weekday for date in found] == [3, 3]


@given(st.lists(st.sampled_from(["3 May 2021", "May", " ", "2018-12-26", "Monday, ", "July 8", "é", "\n", "."])))
def test_polars_and_python_find_the_same(parts: list[str]) -> None:
    """The pattern finds the same hits in a column as in a text, and their spans quote them."""
    text = "".join(parts)
    hits = pl.Series([text]).str.extract_all(DATE).to_list()[0]
    found = written_dates(text)

    assert list(read_dates(text, hits, None)) == found
    assert all(text[date.span.start : date.span.end] in hits for date in found)

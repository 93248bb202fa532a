"""An item is known by its terms and days, in whatever language they are written."""

import polars as pl
import pytest

from dedup.tables import DATES, ITEMS, SPANS
from scoring.stories import profile_items


def terms(text: str, published: str | None = None) -> set[int]:
    """Return the terms of one item."""
    items = pl.DataFrame([{"item": "a", "text": text, "published": published}], schema=ITEMS)
    return set(profile_items(items, SPANS.to_frame(), DATES.to_frame())["terms"].item())


@pytest.mark.parametrize(
    ("one", "other"),
    [("Germany", "Allemagne"), ("2,300", "2.300"), ("Vienna", "Wien"), ("talks", "talked"), ("Ünsal", "ünsal")],
)
def test_spellings_of_one_thing_are_one_term(one: str, other: str) -> None:
    """Places by language, marks of thousands, English endings and capitals tell nothing apart."""
    assert terms(one) == terms(other) != set()


def test_a_day_of_the_week_is_the_day_that_it_was() -> None:
    """The Tuesday of Thursday's item and the yesterday of Wednesday's are one day."""
    early, late = terms("He fell yesterday.", "2025-03-05"), terms("He fell on Tuesday.", "2025-03-06")

    assert terms("He fell.", "2025-03-04") - terms("He fell.") < early & late


def test_furniture_tells_nothing() -> None:
    """A masked span adds no term."""
    items = pl.DataFrame([{"item": "a", "text": "Harbour closed. Subscribe"}], schema=ITEMS)
    spans = pl.DataFrame([{"item": "a", "start": 16, "end": 25, "kind": "furniture"}], schema=SPANS)

    assert set(profile_items(items, spans, DATES.to_frame())["terms"].item()) == terms("Harbour closed.")


def test_the_words_of_a_long_name_weigh_less_than_a_name_of_one_word() -> None:
    """A name counts once, however many words it has."""
    items = pl.DataFrame(
        [{"item": "a", "text": "in Sunne today"}, {"item": "b", "text": "in Sunne Harbour Works today"}], schema=ITEMS
    )
    rows = profile_items(items, SPANS.to_frame(), DATES.to_frame())
    (sunne,) = terms("Sunne")
    one, many = (dict(zip(row["terms"], row["weights"], strict=True))[sunne] for row in rows.iter_rows(named=True))

    assert many < one

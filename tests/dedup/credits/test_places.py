"""The place of a dateline."""

import pytest

from dedup.credits.places import place_name, place_start


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("TURNBERRY/GLASGOW, Scotland, July 14 ", "TURNBERRY/GLASGOW"),
        ("KABUL July 8 ", "KABUL"),
        ("Genève, 12. \u2014 ", "Genève"),
        ("Berlin.", "Berlin"),
        ("3 May ", None),
        ("said the mayor ", None),
        ("EXCLUSIVE ", None),
        ("ÚLTIMA HORA ", None),
        ("", None),
    ],
)
def test_a_place_is_what_comes_before_region_and_date(opening: str, place: str | None) -> None:
    """Whatever parts them."""
    assert place_name(opening) == place


def test_a_place_far_into_a_line_begins_behind_a_full_stop() -> None:
    """Scraped text often has no line breaks."""
    text = (
        "The council met at noon on Tuesday to speak of the ferry, which had sunk in the harbour of the town. OSLO (AP)"
    )

    assert text[place_start(text, 0, text.index("(")) :] == "OSLO (AP)"

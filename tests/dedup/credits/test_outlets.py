"""The outlet of an item, from what it holds."""

import polars as pl

from dedup.credits import find_credits, name_outlets
from dedup.tables import LINES, SPANS

EMPTY = SPANS.to_frame()


def items(text: str, outlet: str | None = None) -> pl.DataFrame:
    """Return one item."""
    columns = {"item": ["a"], "text": [text], "outlet": [outlet], "outlet_evidence": ["publisher" if outlet else None]}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def test_an_items_own_field_wins() -> None:
    """What the archive says of its item is not overruled by the text."""
    batch = items("Tabnak \u2013 Talks began.", "Quay Herald")

    assert name_outlets(batch, EMPTY, LINES.to_frame(), find_credits(batch, EMPTY)).row(0) == (
        "a",
        "Quay Herald",
        "publisher",
    )


def test_a_lead_in_names_the_outlet() -> None:
    """A newspaper that opens with its name wrote the item; an agency that does was reprinted."""
    batch = items("Tabnak \u2013 Talks began.")
    wire = items("Xinhua \u2013 Talks began.")

    assert name_outlets(batch, EMPTY, LINES.to_frame(), find_credits(batch, EMPTY)).row(0) == (
        "a",
        "Tabnak",
        "lead-in: Tabnak \u2013",
    )
    assert name_outlets(wire, EMPTY, LINES.to_frame(), find_credits(wire, EMPTY)).is_empty()


def test_a_line_names_its_owner() -> None:
    """Furniture is a clue to the outlet, and is quoted as such."""
    lines = pl.DataFrame(
        [("Join the Quay every morning!", "join the quay every morning!", "furniture", "Quay Herald", 7)],
        schema=LINES,
        orient="row",
    )
    spans = pl.DataFrame([("a", 0, 28, "furniture", "Join the Quay every morning!")], schema=SPANS, orient="row")
    batch = items("Join the Quay every morning!\nTalks began.")

    assert name_outlets(batch, spans, lines, find_credits(batch, EMPTY)).row(0) == (
        "a",
        "Quay Herald",
        "line: Join the Quay every morning!",
    )


def test_an_agencys_own_wire_is_known_by_its_dateline() -> None:
    """A text that opens with one agency's dateline, and has nothing of a site's about it, is that agency's."""
    batch = items("Ferry sails\nCORRIN CITY, April 10 (Lowland News Agency) - The ferry sailed.")
    furniture = pl.DataFrame([("a", 0, 11, "furniture", None)], schema=SPANS, orient="row")
    read = find_credits(batch, EMPTY)

    assert name_outlets(batch, EMPTY, LINES.to_frame(), read).row(0) == (
        "a",
        "Lowland News Agency",
        "dateline: CORRIN CITY, April 10 (Lowland News Agency) -",
    )
    assert name_outlets(batch, furniture, LINES.to_frame(), read).is_empty()


def test_a_page_with_two_agencies_datelines_is_neithers() -> None:
    """A digest has datelines of several."""
    batch = items("HELSINKI (Reuters) - The ferry sailed.\nOSLO (AP) - The ferry sank.")

    assert name_outlets(batch, EMPTY, LINES.to_frame(), find_credits(batch, EMPTY)).is_empty()


def test_a_general_label_names_no_owner_alone() -> None:
    """Anybody may print "Read more"; two lines of one owner are another matter."""
    labels = [(label, label.lower(), "furniture", "Quay Herald", 7) for label in ("Read more", "Print this")]
    lines = pl.DataFrame(labels, schema=LINES, orient="row")
    rows = [("a", 0, 9, "furniture", "Read more"), ("a", 10, 20, "furniture", "Print this")]
    spans = pl.DataFrame(rows, schema=SPANS, orient="row")
    batch = items("Read more\nPrint this\nTalks began.")
    read = find_credits(batch, EMPTY)

    assert name_outlets(batch, spans.head(1), lines, read).is_empty()
    assert name_outlets(batch, spans, lines, read)["outlet"].to_list() == ["Quay Herald"]


def test_a_copyright_names_the_outlet_unless_an_agency_holds_it() -> None:
    """An agency's copyright marks a reprint."""
    own = items("Talks began.\nCopyright 2018 Quay Herald. All rights reserved.")
    wire = items("Talks began.\nCopyright 2018 The Associated Press. All rights reserved.")

    assert name_outlets(own, EMPTY, LINES.to_frame(), find_credits(own, EMPTY))["outlet"].to_list() == ["Quay Herald"]
    assert name_outlets(wire, EMPTY, LINES.to_frame(), find_credits(wire, EMPTY)).is_empty()

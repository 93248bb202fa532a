import polars as pl
import pytest

from dedup.boilerplate import learn_lines, tally_lines
from dedup.settings import BoilerplateSettings
from dedup.tables import ITEMS, LINES

SETTINGS = BoilerplateSettings()
ADVERT = "Ask the Post about your garden every Tuesday at noon!"


def _story(number: int, n_sentences: int = 10) -> str:
    """Return a story of sentences that no other story holds."""
    return "\n".join(
        f"Witness {'abcdefghij'[part]} of case {'klmnopqrst'[number]} told the court what she had seen."
        for part in range(n_sentences)
    )


def _learn(texts: list[str], outlets: list[str | None] | None = None) -> pl.DataFrame:
    """Return LINES learned from `texts`."""
    rows = [{"item": str(number), "text": text} for number, text in enumerate(texts)]
    items = pl.DataFrame(rows, schema=ITEMS)
    if outlets:
        items = items.with_columns(outlet=pl.Series(outlets, dtype=pl.String))
    return learn_lines(tally_lines(items), SETTINGS)


def test_unlike_carriers_share_furniture() -> None:
    """A line that two stories of one outlet share is the outlet's."""
    lines = _learn([f"{ADVERT}\n{_story(0)}", f"{ADVERT}\n{_story(1)}"], ["The Post", "The Post"])

    assert lines.select("line", "kind", "owner", "n_items").rows() == [(ADVERT, "furniture", "The Post", 2)]


def test_lines_whose_figures_differ_are_data() -> None:
    """A table's row and a bulletin's sentence repeat with other numbers: those are the message."""
    texts = [
        f"Net {number + 3}97,000 vs {number}88,000\nOne euro cost 1{number}.88 crowns at the fixing.\n{_story(number)}"
        for number in range(4)
    ]

    assert _learn(texts, ["The Wire"] * 4).is_empty()


def test_a_line_whose_date_differs_is_furniture() -> None:
    """When a page was printed is no message."""
    texts = [f"Printed in Corrin on {number + 2} May 2018 at 8:3{number} AM\n{_story(number)}" for number in range(4)]

    assert _learn(texts, ["The Post"] * 4).height == 1


def test_the_ends_of_wrapped_sentences_are_no_furniture() -> None:
    """Telegrams break sentences into lines, of which short ones repeat."""
    texts = [f"{_story(number)}\ncompany said." for number in range(6)]

    assert _learn(texts, ["The Wire"] * 6).is_empty()


def test_copies_share_no_furniture() -> None:
    """A story that ten outlets reprint word for word is not masked, nor are its first and last lines."""
    assert _learn([_story(0)] * 10, [f"Outlet {number}" for number in range(10)]).is_empty()


def test_a_reprint_set_inside_longer_items_is_no_furniture() -> None:
    """Two outlets print five sentences of a third in items of their own."""
    copied = _story(0, 5)

    assert _learn([_story(0), f"{copied}\n{_story(1)}", f"{_story(2)}\n{copied}"], ["A", "B", "C"]).is_empty()


def test_a_quote_that_outlets_share_is_content() -> None:
    """One sentence in unlike stories of several outlets is what they all report."""
    quote = "The president said that the bridge would never be opened again."
    texts = [f"{_story(number, 5)}\n{quote}\n{_story(number + 4, 6)}" for number in range(4)]

    assert _learn(texts, ["A", "B", "C", "D"]).is_empty()


def test_furniture_of_copies_is_found_beside_other_stories() -> None:
    """A line that copies and unlike stories carry is furniture; what only the copies carry is not."""
    lines = _learn([f"{ADVERT}\n{_story(number)}" for number in (0, 0, 1, 2, 3)])

    assert lines["line"].to_list() == [ADVERT]


def test_numbers_and_dates_are_slots() -> None:
    """A stamp that differs in its numbers is one line."""
    lines = _learn([f"Picture {number} of {number + 4} today\n{_story(number)}" for number in range(3)])

    assert lines.select("pattern", "n_items").rows() == [("picture # of # today", 3)]


@pytest.mark.parametrize(
    "row",
    [
        "Net {0}.5 mln vs {1}.2 mln",
        "Dividend {0} pence against {1} pence",
        "Ferry fares {0} to {1} crowns",
        "Payable March {0}",
        "Register closes {0} June",
    ],
)
def test_a_line_whose_slots_are_the_message_is_data(row: str) -> None:
    """A row of a table has other figures, or another day, in each item."""
    assert _learn([f"{row.format(number + 3, number + 11)}\n{_story(number)}" for number in range(6)]).is_empty()


@pytest.mark.parametrize("stamp", ["Today's paper {0} May 2031", "Service desk open May {0}, 8:30 AM"])
def test_a_stamp_is_no_data(stamp: str) -> None:
    """A day with its year, or an hour, says when the page was made."""
    assert _learn([f"{stamp.format(number + 3)}\n{_story(number)}" for number in range(6)]).height == 1


@pytest.mark.parametrize("rest", ["On the", "s", "She said", "The mayor added"])
def test_what_a_broken_sentence_leaves_is_no_label(rest: str) -> None:
    """Scraping leaves line breaks inside sentences, and common words alone on a line."""
    assert _learn([f"{_story(number)}\n{rest}\n{_story(number + 6)}" for number in range(4)]).is_empty()


def test_the_end_of_a_broken_sentence_is_no_label() -> None:
    """Lines of a fixed width end in what may be a button's word."""
    assert _learn([f"{_story(number)}\nshare." for number in range(3)]).is_empty()


def test_a_known_line_needs_no_proof() -> None:
    """A notice that travels with copies is a notice all the same."""
    notice = "This story was originally published by Open Ledger."

    assert _learn([f"{notice}\n{_story(0)}"] * 2).select("line", "kind").rows() == [(notice, "notice")]


def test_lines_name_their_owner_for_each_other() -> None:
    """What stands beside a channel's advert has that channel's owner."""
    advert = "Join our verified HNN Telegram channel today!"
    lines = _learn([f"{advert}\nRegional desk\n{_story(number)}" for number in range(3)])

    assert dict(lines.select("line", "owner").rows()) == {advert: "HNN", "Regional desk": "HNN"}


def test_the_order_and_the_parts_change_nothing() -> None:
    """Tallies in one frame, in several or turned round give the same lines."""
    items = pl.DataFrame([{"item": str(n), "text": f"{ADVERT}\n{_story(n)}\nDesk {n}"} for n in range(6)], schema=ITEMS)
    whole = learn_lines(tally_lines(items), SETTINGS)
    parts = learn_lines([tally_lines(items[4:]), tally_lines(items[:4])], SETTINGS)

    assert whole.equals(parts)
    assert whole.equals(learn_lines(tally_lines(items.reverse()), SETTINGS))


def test_nothing_gives_the_schema() -> None:
    """No items, no lines."""
    assert learn_lines([], SETTINGS).schema == LINES
    assert _learn(["One line only."]).is_empty()

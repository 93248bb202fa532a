"""Wordings of one utterance are gathered round the fullest."""

import polars as pl

from scoring.quotes import SAID, match_quotes

FULL = "The bridge will not be opened before the inspectors have seen every one of its cables"


def said(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    """Return SAID of (item, speaker, text)."""
    return pl.DataFrame(
        [
            {
                "item": item,
                "speaker": speaker,
                "published": "2031-05-04",
                "lang": "en",
                "start": 0,
                "end": len(text),
                "text": text,
            }
            for item, speaker, text in rows
        ],
        schema=SAID,
    )


def test_a_shorter_and_an_altered_wording_join_the_fullest() -> None:
    """Each row says how it differs from the fullest wording."""
    quotes = match_quotes(
        said(
            ("a", "Ilse Varga", FULL),
            ("b", "Varga", "The bridge will not be opened"),
            ("c", "Ilse Varga", FULL.replace(" not", "")),
        )
    )

    assert quotes["utterance"].n_unique() == 1
    assert dict(quotes.select("item", "variant").iter_rows()) == {"a": "verbatim", "b": "trimmed", "c": "altered"}


def test_the_same_words_in_another_mouth_have_moved() -> None:
    """A quote given to somebody else is found by its words."""
    quotes = match_quotes(said(("a", "Ilse Varga", FULL), ("b", "Tomas Brandt", FULL)))

    assert dict(quotes.select("item", "variant").iter_rows()) == {"a": "verbatim", "b": "moved"}


def test_a_guess_moves_no_words() -> None:
    """Where nobody can tell who "he" is, the words are not said to have changed hands."""
    rows = said(("a", "Ilse Varga", FULL), ("b", "Tomas Brandt", FULL))
    quotes = match_quotes(rows.with_columns(is_guess=pl.col("item") == "b"))

    assert quotes["variant"].to_list() == ["verbatim", "verbatim"]


def test_an_utterance_printed_once_is_not_listed() -> None:
    """The ledger holds what can be compared."""
    assert match_quotes(said(("a", "Ilse Varga", FULL))).is_empty()


def test_the_order_of_quotes_changes_nothing() -> None:
    """The same quotes give the same table."""
    rows = (
        ("a", "Varga", FULL),
        ("b", "Varga", FULL.upper()),
        ("c", None, "We thank everybody who came to help us today"),
    )

    assert match_quotes(said(*rows)).equals(match_quotes(said(*reversed(rows))))

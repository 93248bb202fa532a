"""Quotes are read off attributions with the words that were said, and no others."""

import polars as pl

from dedup.tables import ITEMS, SPANS
from scoring.attribution import find_attributions
from scoring.quotes import collect_quotes
from scoring.settings import AttributionSettings


def said(text: str) -> list[tuple[str | None, bool, str]]:
    """Return speaker, whether it is a guess, and the words of each quote of `text`."""
    items = pl.DataFrame([{"item": "a", "text": text, "lang": "en"}], schema=ITEMS)
    attributions = find_attributions(items, SPANS.to_frame(), AttributionSettings())
    return collect_quotes(items, attributions).select("speaker", "is_guess", "text").rows()


def test_fragments_of_a_sentence_are_one_with_the_words_between() -> None:
    """A fragment alone says too little to be known again."""
    text = 'Mayor Jan Holt said the town would "never again" sell a ferry that "the whole valley has paid for".'

    assert said(text) == [("Jan Holt", False, 'never again" sell a ferry that "the whole valley has paid for')]


def test_what_is_told_of_the_speaker_is_no_part_of_a_quote() -> None:
    """The words "he said" between two fragments are the reporter's."""
    text = 'Mayor Jan Holt left early. "I like the old ferry," he said, "and I will sail on it again."'

    assert said(text) == [
        ("Jan Holt", False, "I like the old ferry,"),
        ("Jan Holt", False, "and I will sail on it again."),
    ]


def test_a_source_without_a_name_is_nobody() -> None:
    """Capitals in a description are those of an office or a town."""
    text = '"The ferry will never be sold to anybody," a Lowmere official said.'

    assert said(text) == [(None, False, "The ferry will never be sold to anybody,")]


def test_a_pronoun_far_from_every_name_is_a_guess() -> None:
    """Who was named paragraphs ago may not be the one who speaks."""
    away = "The boats go to the islands and come back at night. " * 12

    assert said(f'Mayor Jan Holt said no. {away}"The ferry will never be sold to anybody," he said.')[-1][1]

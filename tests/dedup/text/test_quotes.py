"""Quotes in the styles of the world, and apostrophes that are none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.quotes import quotes


def found(text: str) -> list[str]:
    """Return the quotes of `text` with their marks."""
    return [text[quote.start : quote.end] for quote in quotes(text)]


@pytest.mark.parametrize(
    "quote",
    [
        "“It works,”",
        '"It works,"',
        "''It works,''",
        "''It's 'no' problem,''",
        "``It works,''",
        "„Es geht“",
        "»Es geht«",
        "«Ça marche»",
        "« Ça marche »",
        "\u00ab\u00a0Ça marche\u00a0\u00bb",
        "‹It works›",
        "「動く」",
        "”Det går”",
        "‘It doesn’t work,’",
        "'It doesn't work,'",
        "“She said ‘no’ to me,”",
    ],
)
def test_every_style_of_quote_mark_is_known(quote: str) -> None:
    """A quote is found whole in the middle of a sentence, whatever its marks."""
    assert [quote] == found(f"Then {quote} he said, and left.")


@pytest.mark.parametrize(
    "text",
    ["the '90s bands' music", "It's the dockers' port", "’tis the workers’ right", "6'2\" tall", "rock 'n' roll", ""],
)
def test_an_apostrophe_is_no_quote(text: str) -> None:
    """Elisions, possessives and feet and inches open nothing."""
    assert found(text) == []


def test_a_quote_continues_over_paragraphs() -> None:
    """Each paragraph opens the quote again and only the last one closes it."""
    text = "“The port is ours.\n\n“So are the cranes.\n\n“All of them,” he said."

    assert [(q.is_closed, q.continues) for q in quotes(text)] == [(False, False), (False, True), (True, True)]


def test_an_unclosed_quote_ends_with_its_paragraph() -> None:
    """The words of the next paragraph are not part of it."""
    text = "He said “we go on.\n\nThe port is shut."

    assert found(text) == ["“we go on."]
    assert not quotes(text)[0].is_closed


def test_a_quote_runs_on_over_a_wrapped_line() -> None:
    """A line break in the middle of a sentence does not end a quote."""
    assert found('He said "we shall\ngo on" and left.') == ['"we shall\ngo on"']


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("“We shall go on until June,”", "utterance"),
        ("“No way!”", "utterance"),
        ("“experts”", "fragment"),
        ("“at any hour and in any room”", "fragment"),
        ("“The Great Gatsby”", "title"),
    ],
)
def test_speech_scare_quotes_and_titles_differ_in_shape(text: str, shape: str) -> None:
    """A final mark or a whole sentence is speech, a few words are a fragment, capitals are a title."""
    assert [shape] == [quote.shape for quote in quotes(text)]


def test_a_dash_opens_a_paragraph_of_dialogue() -> None:
    """A dash at the head of a paragraph opens speech; one inside a line does not."""
    assert found("— Je pars, dit-il.\nLe port — fermé.") == ["— Je pars, dit-il."]


@given(st.text(alphabet="aB \n.,'’‘“”\"„«»—`", max_size=120))
def test_quotes_lie_in_order_inside_the_text(text: str) -> None:
    """Quotes neither overlap nor leave the text, and hold their inner span."""
    spans = quotes(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= q.start <= q.inner.start <= q.inner.end <= q.end <= len(text) for q in spans)

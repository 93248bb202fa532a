"""Words are cut and tagged as their neighbours demand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attribution.tokens import tokenise


def tagged(text: str, lang: str = "en") -> str:
    """Return the tags of one sentence."""
    return tokenise(text, [0], lang).tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("the plan", "dn"),
        ("they plan", "pv"),
        ("the Osk campaign", "dPn"),
        ("critics campaign", "nv"),
        ("he's sure", "pBj"),
        ("the mayor's claim", "dn'n"),
        ("the alleged plan", "djn"),
        ("two wounded sailors", "#jn"),
        ("tremors of magnitude 5.2 struck southern ports", "nin#ejn"),
        ("the left wing", "djn"),
        ("the train left", "dne"),
        ("the boat sank", "dne"),
        ("they sat down", "pei"),
        ("on Sat. they met", "iT.pe"),
        ("to lower the gates", "tvdn"),
        ("they could flood the port", "pmvdn"),
        ("the ground", "dn"),
        ("last week", "TT"),
        ("a week", "dn"),
        ("Budget papers of the ministry show", "Pnidnv"),
        ("$5 million", "###"),
        ("'' said Mr. Osk", '"ePP'),
    ],
)
def test_a_word_is_tagged_by_lexicon_ending_and_neighbours(text: str, tags: str) -> None:
    """Nouns and verbs of one form are told apart by what stands beside them."""
    assert tagged(text) == tags


def test_french_elisions_are_words_of_their_own() -> None:
    """An article cut before a vowel leaves its noun whole."""
    assert tokenise("l’empire d'Anne", [0], "fr").words == ["l'", "empire", "d'", "anne"]


def test_a_word_is_as_long_as_it_is_written() -> None:
    """The one capital whose small letter is two would move all that stands before it."""
    tokens = tokenise("from İzmir", [0], "en")

    assert tokens.words[1] == "izmir"
    assert tokens.phrase(1, 2) == "İzmir"


@given(st.text(max_size=60))
def test_tokens_keep_their_places(text: str) -> None:
    """Every token is a stretch of the text, in order, and every visible character belongs to one."""
    tokens = tokenise(text, [0], "en")

    starts = [tokens.start(place) for place in range(len(tokens.words))]
    assert len(tokens.tags) == len(tokens.words) == len(tokens.ends)
    assert all(a <= b for a, b in zip(tokens.ends, starts[1:], strict=False))
    covered = sum(end - start for start, end in zip(starts, tokens.ends, strict=True))
    assert covered >= sum(not char.isspace() for char in text)

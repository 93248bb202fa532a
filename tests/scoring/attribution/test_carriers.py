"""Tokens name a medium by their words, by an introduction elsewhere, or as "the agency"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attribution.carriers import Medium, find_medium
from scoring.attribution.media import medium_kind
from scoring.attribution.reading import is_any_between, read

NAMES = [
    "Reuters",
    "CNN",
    "cnn.com",
    "Al-Jazeera",
    "Ma'an",
    "the Quay Herald",
    "médias",
    "RFE/RL",
    "state media",
    "AFP",
]
JOINTS = [
    "",
    " ",
    "-",
    "–",
    "—",
    "/",
    ",",
    ".",
    "'s ",
    "’s ",
    "l'",
    " ‘",
    "‘",
    "’",
    "@",
    "#",
    "“",
    "\u00ad",
    "\u0301",
    "Osk",
    "7",
]


@pytest.mark.parametrize(
    ("text", "words", "medium"),
    [
        ("It rained, the news agency KNA said. Osk told KNA more.", ["kna"], Medium("agency")),
        ("It rained, the Quay News Agency said. The same agency said more.", ["the", "same", "agency"], None),
        ("It rained. The agency said more.", ["the", "agency"], None),
        ("It rained. Osk told ABCD more.", ["abcd"], None),
    ],
)
def test_a_medium_is_known_from_the_text(text: str, words: list[str], medium: Medium | None) -> None:
    """A name stands for the agency that the text calls one; "the agency" needs one to be named before."""
    reading = read(text)
    places = range(len(reading.tokens.words))
    place = max(at for at in places if reading.tokens.words[at : at + len(words)] == words)
    found = find_medium(reading, (place, place + len(words)))

    if words == ["the", "same", "agency"]:
        assert found == Medium("agency", "the Quay News Agency")
    else:
        assert found == medium


@given(st.lists(st.sampled_from(NAMES + JOINTS), min_size=1, max_size=6).map("".join))
def test_no_medium_is_passed_by(phrase: str) -> None:
    """Whatever names a medium has a word by which a medium may be known."""
    reading = read(phrase)

    assert medium_kind(phrase) is None or is_any_between(reading.media, 0, len(reading.tokens.words))

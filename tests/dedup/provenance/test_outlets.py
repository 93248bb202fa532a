import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.provenance.outlets import canonical_name, is_wire, same_outlet


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Associated Press", "AP"),
        ("Agence France-Presse", "AFP"),
        ("nytimes.com", "The New York Times"),
        ("https://www.latimes.com/world", "Los Angeles Times"),
        ("cbsnews.com", "CBS News"),
        ("Lowland News Agency", "LNA"),
        ("the Tasnim news agency", "Tasnim"),
        ("Küstenboten", "Der Küstenbote"),
        ("yahoo.com/news", "Yahoo"),
    ],
)
def test_one_outlet_is_known_under_several_names(one: str, other: str) -> None:
    """Variants of the gazetteer, domains, acronyms, articles and inflected forms."""
    assert same_outlet(one, other)
    assert same_outlet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AP", "AFP"),
        ("The Times", "The New York Times"),
        ("The Corrin Post", "The Washington Post"),
        ("CBS News", "ABC News"),
        ("Fox News", "Fox 8"),
        ("Radio Kestrel International", "Radio Free Europe/Radio Liberty"),
    ],
)
def test_two_outlets_are_told_apart(one: str, other: str) -> None:
    """Sharing a word, or most letters, is not enough."""
    assert not same_outlet(one, other)


def test_an_unknown_outlet_is_nobody() -> None:
    """Null is unknown, and two unknown outlets are not one."""
    assert not same_outlet(None, None)
    assert not same_outlet("", "")
    assert not same_outlet("AP", None)


@given(st.text(max_size=30), st.text(max_size=30))
def test_sameness_is_symmetric(one: str, other: str) -> None:
    """Whatever the names are."""
    assert same_outlet(one, other) == same_outlet(other, one)


def test_agencies_are_told_by_the_gazetteer_or_by_their_own_words() -> None:
    """An invented agency counts too."""
    assert is_wire("Reuters")
    assert is_wire("Khorvan News Agency")
    assert not is_wire("The New York Times")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the Khorvan News Agency", "Khorvan News Agency"),
        ("The  Khorvan News Agency", "Khorvan News Agency"),
        ("die Khorvaner Presseagentur", "Khorvaner Presseagentur"),
        ("l’Agence de presse khorvane", "Agence de presse khorvane"),
        ("La Agencia de Noticias Khorvana", "Agencia de Noticias Khorvana"),
        ("The Khorvan Gazette", "The Khorvan Gazette"),
        ("Les Nouvelles de Khorva", "Les Nouvelles de Khorva"),
        ("Lapress Newswire", "Lapress Newswire"),
    ],
)
def test_the_article_before_an_agencys_name_is_no_part_of_it(written: str, name: str) -> None:
    """However a sentence writes it, one agency is one origin; a newspaper may bear its article."""
    assert canonical_name(written, None) == name

"""The people, bodies and places that a text names."""

from scoring.attribution import attribute
from scoring.attribution.cast import find_cast
from scoring.attribution.reading import read


def test_people_are_named_in_full_or_by_title_and_surname() -> None:
    """Titles and offices are no part of the name; places are no people."""
    cast = find_cast(read("Mayor Lennart Osk met Mr Wynn in Ansel. Osk left."))

    assert list(cast.people) == ["Lennart Osk", "Wynn"]
    assert cast.places == {"ansel"}


def test_a_name_that_the_text_uses_of_a_place_speaks_as_a_body() -> None:
    """Nobody needs to know the country beforehand."""
    text = "In Khorvan it rained. Khorvan denied that it rained. Osk denied it too."

    assert [found.source_type for found in attribute(text)][:2] == ["organisation", "named_individual"]


def test_an_office_is_filled_by_the_full_name_that_speaks_next() -> None:
    """Whoever speaks next without being described is the prime minister of the sentence before."""
    text = "The prime minister said that she would stay. “I asked her to,” Arvid Lohse told reporters."

    assert [found.source_name for found in attribute(text)] == ["Arvid Lohse", "Arvid Lohse"]


def test_a_german_office_tells_of_a_woman() -> None:
    """The minister whose office ends in "-in" is not "er"."""
    text = "Minister Claas Wiebe kam. „Es regnet“, sagte Ministerin Hanne Lorenzen. Wiebe will gehen. Das sei gut, sagte er."

    assert attribute(text, "de")[-1].source_name == "Claas Wiebe"


def test_things_with_names_are_no_people() -> None:
    """Nobody called "the Quay Charter" or "Harbour Pact" is "he"; a campaign that bears a name does not hide its bearer."""
    text = "Lennart Osk left. The Quay Charter promises jobs. Harbour Pact ends tariffs. He said it would help."
    campaign = read("The Ana Ruiz campaign lost.")

    assert attribute(text)[-1].source_name == "Lennart Osk"
    assert list(find_cast(campaign).people) == ["Ana Ruiz"]

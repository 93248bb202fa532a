"""Names in a byline."""

from dedup.credits.people import read_names
from dedup.registry import builtin


def test_an_agency_of_old_is_a_surname_in_a_byline() -> None:
    """Wolff and Fournier write too."""
    named = read_names("Victor Wolff", builtin())

    assert named.people == ("Victor Wolff",)
    assert named.outlets == ()


def test_places_behind_names_are_left_out() -> None:
    """Where somebody writes from is no name."""
    assert read_names("Ann Lee in Quetta, Pakistan, and Bo Berg in Kabul", builtin()).people == ("Ann Lee", "Bo Berg")


def test_a_clause_is_not_whole() -> None:
    """What holds more than names is no list of names."""
    assert not read_names("Ann Lee said that the ferry sank", builtin()).is_whole


def test_a_word_behind_one_first_name_is_a_surname() -> None:
    """Agencies are named for people, and people bear their names."""
    known = builtin()

    assert read_names("Michael Bloomberg and Ann Lee", known).people == ("Michael Bloomberg", "Ann Lee")
    assert read_names("Ann Lee Bloomberg", known).outlets == (known.outlets["bloomberg"],)


def test_a_region_is_not_the_first_name_that_follows() -> None:
    """Behind a place and a comma the next person may stand."""
    named = read_names("Ann Lee in Lind, Bo Berg in Port Ansel, North Corrin, Vladimir Isakov", builtin())

    assert named.people == ("Ann Lee", "Bo Berg", "Vladimir Isakov")

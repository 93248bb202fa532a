"""A phrase tells the type of its source, the name in it, role and affiliation."""

import pytest

from scoring.attribution.source_types import describe_source


@pytest.mark.parametrize(
    ("phrase", "source_type"),
    [
        ("Transport Minister Hedda Roslund", "named_individual"),
        ("the umpire, Gerald Finch,", "named_individual"),
        ("Mr Osk", "named_individual"),
        ("a senior official", "unnamed_individual"),
        ("A spokesman for the army", "unnamed_individual"),
        ("a woman who saw the fire", "unnamed_individual"),
        ("Western and Afghan sources", "unnamed_group"),
        ("two aides who saw the letter", "unnamed_group"),
        ("hospital staff", "unnamed_group"),
        ("Hawks in Washington", "unnamed_group"),
        ("United Nations monitors", "named_group"),
        ("Republicans", "named_group"),
        ("the harbour master's office", "organisation"),
        ("Tehran", "organisation"),
        ("The United States", "organisation"),
        ("Ansel Terminals, which runs both docks,", "organisation"),
        ("a letter to staff", "document"),
        ("a Reuters poll", "poll"),
        ("the company's database", "database"),
        ("she", None),
    ],
)
def test_a_phrase_tells_the_type_of_its_source(phrase: str, source_type: str | None) -> None:
    """Heads, names and capitals decide; a pronoun tells nothing."""
    assert describe_source(phrase).source_type == source_type


@pytest.mark.parametrize(
    ("phrase", "name", "role", "affiliation"),
    [
        ("Taliban spokesman Mohammad Naeem", "Mohammad Naeem", "spokesman", "Taliban"),
        ("Petra Valdane, a spokeswoman for Ansel Terminals", "Petra Valdane", "spokeswoman", "Ansel Terminals"),
        ("Lennart Osk", "Lennart Osk", None, None),
    ],
)
def test_role_and_affiliation_are_read(phrase: str, name: str, role: str | None, affiliation: str | None) -> None:
    """They stand before the name or in the appositive after it."""
    described = describe_source(phrase)

    assert (described.name, described.role, described.affiliation) == (name, role, affiliation)

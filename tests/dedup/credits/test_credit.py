"""Names cut out of lists."""

import pytest

from dedup.credits.credit import find_brackets, name_credit, split_names
from dedup.registry import builtin
from dedup.tables import Span


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("dpa/afp", ["dpa", "afp"]),
        ("RFE/RL", ["RFE/RL"]),
        ("Agence France-Presse", ["Agence France-Presse"]),
        ("Ann Lee/Agence France-Presse", ["Ann Lee", "Agence France-Presse"]),
        ("UPI, Reuter, Impar.", ["UPI", "Reuter", "Impar"]),
        ("ats-afp-ap", ["ats", "afp", "ap"]),
        ("Jean-Luc Morel", ["Jean-Luc Morel"]),
    ],
)
def test_known_names_are_never_cut(listed: str, names: list[str]) -> None:
    """Slashes and hyphens separate names, and stand in them."""
    assert split_names(listed, builtin()) == names


def test_only_short_brackets_are_read() -> None:
    """A list of names has no more than 120 characters."""
    assert [match[1] for match in find_brackets("(AP) [Getty] (" + "a" * 200 + ")")] == ["AP", "Getty"]


def test_a_known_name_is_printed_as_the_registry_has_it() -> None:
    """One agency has one name in every table; an unknown one keeps its spelling."""
    assert name_credit("agency", Span(0, 3), "A.P.", builtin()).name == "Associated Press"
    assert name_credit("notice", Span(0, 3), "Quay Herald", builtin()).name_id is None

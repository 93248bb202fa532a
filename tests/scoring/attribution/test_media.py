"""Media are known by name, by what they are called, and by who runs them."""

import pytest

from scoring.attribution.media import medium_kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Reuters", "agency"),
        ("the TASS news agency", "agency"),
        ("the Khorvan News Agency", "agency"),
        ("Khorvan's state media", "state_media"),
        ("state television", "state_media"),
        ("the Meridian Courier", "outlet"),
        ("a local newspaper", "outlet"),
        ("CNN", "outlet"),
        ("the mayor", None),
        ("Mayor Post", None),
        ("Sen. Lennart Star", None),
        ("the Governor's Herald", "outlet"),
        ("Lennart Osk", None),
        ("the regulator's website", None),
        ("", None),
    ],
)
def test_a_medium_is_known_by_its_words(phrase: str, kind: str | None) -> None:
    """A state's media are told from others, and somebody's own site is no medium."""
    assert medium_kind(phrase) == kind

"""Headlines of an agency's standing features name its house."""

import pytest

from dedup.credits.features import find_features
from dedup.credits.find import head_lines
from dedup.registry import builtin

BODY = "The ferry to Lind will not sail before Monday, the harbour office said in a statement."


def houses(headline: str, *above: str) -> list[str | None]:
    """Return the houses that a headline names, lines `above` it being the first of the text."""
    text = "\n".join([*above, headline, BODY])
    return [credit.name_id for credit in find_features(text, head_lines(text), builtin())]


@pytest.mark.parametrize(
    ("headline", "house"),
    [
        ("10 Things to Know for Today.", "ap"),
        ("10 Things to Know for Friday", "ap"),
        ("AP FACT CHECK: Fares on the ferry to Lind", "ap"),
        ("Reuters exclusive - Ferry line to be sold", "reuters"),
    ],
)
def test_a_feature_names_its_house(headline: str, house: str) -> None:
    """The form of the headline is the credit."""
    assert houses(headline) == [house]


@pytest.mark.parametrize(
    "headline",
    [
        "10 things to know about the ferry to Lind",
        "AP classes are full",
        "CNN Fact Check: the ferry",
        "Ferry fact check: fares",
        "The AP explains itself",
    ],
)
def test_other_headlines_name_nobody(headline: str) -> None:
    """An agency must be named with its feature, or the feature be known."""
    assert houses(headline) == []


def test_a_feature_further_down_is_a_link() -> None:
    """Pages list other stories under their own."""
    assert houses("AP FACT CHECK: Fares on the ferry to Lind", "Ferry delayed") == []

"""Verbs are inflected as English inflects them."""

import pytest

from scoring.attribution.inflection import verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("say", {"say": "v", "says": "z", "said": "e", "saying": "g"}),
        ("deny", {"deny": "v", "denies": "z", "denied": "e", "denying": "g"}),
        ("quip", {"quip": "v", "quips": "z", "quipped": "e", "quipping": "g"}),
        ("write", {"write": "v", "writes": "z", "wrote": "e", "written": "e", "writing": "g"}),
        ("read", {"reads": "z", "read": "e", "reading": "g"}),
        ("agree", {"agree": "v", "agrees": "z", "agreed": "e", "agreeing": "g"}),
        ("make clear", {"make clear": "v", "makes clear": "z", "made clear": "e", "making clear": "g"}),
    ],
)
def test_a_verb_has_its_forms(base: str, forms: dict[str, str]) -> None:
    """Regular, doubling, irregular and phrasal verbs give the forms that are met in print."""
    assert verb_forms(base) == forms

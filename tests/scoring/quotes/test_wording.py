"""Two wordings of a quote are told apart by how they differ."""

import pytest
from hypothesis import given

from scoring.quotes.wording import compare_wordings, words_of
from tests.strategies import texts

STATEMENT = "We will not open the northern lock before the water has fallen by two metres"


@pytest.mark.parametrize(
    ("text", "variant", "changed"),
    [
        ("We will not open the northern lock before the water has fallen by two metres.", "verbatim", ""),
        ("we will not open the northern lock", "trimmed", ""),
        ("We will open the northern lock before the water has fallen by two metres", "altered", "a negation"),
        ("We will not open the southern lock before the water has fallen by two metres", "altered", "the words"),
        ("Before the water falls two metres we won't open that northern lock", "retranslated", ""),
    ],
)
def test_the_variant_tells_what_happened_to_the_words(text: str, variant: str, changed: str) -> None:
    """Each way to change a statement has its own name."""
    wording = compare_wordings(text, STATEMENT)

    assert wording is not None
    assert (variant, changed) == (wording.variant, wording.changed)


def test_a_number_that_changed_is_an_alteration() -> None:
    """A figure inside quote marks is never a matter of translation."""
    wording = compare_wordings("We counted 14 ships in the bay last night", "We counted 40 ships in the bay last night")

    assert wording is not None
    assert wording.changed == "a number"


def test_a_denial_in_other_words_is_no_altered_negation() -> None:
    """Only a wording that is the same but for its negation lost or gained one."""
    wording = compare_wordings("No, I meant that the lock is shut", "I meant exactly that. The lock is shut")

    assert wording is None or wording.changed != "a negation"


def test_other_statements_of_one_speaker_are_no_wording() -> None:
    """Words in common that every statement has do not join two."""
    assert (
        compare_wordings("The harbour will be closed to all ships on Friday", "We thank the crews for their work")
        is None
    )


@given(texts("ascii", "accented", "cyrillic"))
def test_every_text_is_a_verbatim_wording_of_itself(text: str) -> None:
    """The comparison is reflexive."""
    wording = compare_wordings(text, text.upper() if words_of(text) == words_of(text.upper()) else text)

    assert wording is not None
    assert wording.variant == "verbatim"

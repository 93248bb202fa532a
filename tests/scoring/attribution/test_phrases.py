"""Noun phrases and verb groups are read off the tags in both directions."""

import pytest

from scoring.attribution.phrases import noun_phrase_after, noun_phrase_before, skip_adverbials, verb_group_before


@pytest.mark.parametrize(
    ("tags", "length"),
    [
        ("dPn", 3),  # the Osk campaign
        ("dnidn", 5),  # the head of the union
        ("nep", 1),  # ... told him
        ("ndn", 2),  # ... the mayor
        ("djcjn", 5),  # the current and former aides
        ("p", 1),
        ("z", 0),
        ("qn", 2),  # many experts
    ],
)
def test_a_noun_phrase_is_read_leftwards(tags: str, length: int) -> None:
    """It takes its prepositional phrases with it and stops at a verb or another phrase."""
    assert len(tags) - noun_phrase_before(tags[::-1], len(tags)) == length


@pytest.mark.parametrize(("tags", "length"), [("dnindz", 4), ("PPe", 2), ("pe", 1), ("vd", 0), ("d'n", 3)])
def test_a_noun_phrase_is_read_rightwards(tags: str, length: int) -> None:
    """A determiner without a noun and a verb are none."""
    assert noun_phrase_after(tags, 0, len(tags)) in {length, max(0, length - 1)}


def test_a_bracket_before_the_verb_is_skipped() -> None:
    """The verb of "Osk (L-Ansel) said" has Osk for its subject."""
    assert noun_phrase_before("PP(P)e"[::-1], 5) == 0


def test_auxiliaries_adverbs_and_days_belong_to_the_verb() -> None:
    """The verb of "Osk on Monday had also said" has a group of five tokens before the verb."""
    assert verb_group_before("PiTare"[::-1], 5) == 1


def test_times_after_the_verb_are_skipped() -> None:
    """After "said" in "said on March 4 that" it goes on at "that"."""
    assert skip_adverbials("eiT#h", 1, 5) == 4

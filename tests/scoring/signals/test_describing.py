from dataclasses import replace

import pytest

from scoring.signals.describing import head_words, holds_office, is_anonymous, is_bare_source, is_weasel
from scoring.signals.rows import AttributionRow


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        ("a senior official", "unnamed_individual", "anonymous"),
        ("two people familiar with the talks", "unnamed_group", "anonymous"),
        ("an official at the ministry", "unnamed_individual", "anonymous"),
        ("a source", "unnamed_individual", "bare"),
        ("Sources", "unnamed_group", "bare"),
        ("a source in the ministry", "unnamed_individual", "anonymous"),
        ("Western and Afghan sources", "unnamed_group", "weasel"),
        ("a number of experts", "unnamed_individual", "weasel"),
        ("Hawks in Washington", "unnamed_group", "weasel"),
        ("Experts at the Dam Institute", "unnamed_group", "other"),
        ("a ministry spokesman", "unnamed_individual", "office"),
        ("the mayor of Lowmere", "unnamed_individual", "office"),
        ("the former mayor of Lowmere", "unnamed_individual", "other"),
        ("People", "unnamed_group", "other"),
        ("the police", "organisation", "other"),
        ("Jan Holt", "named_individual", "other"),
    ],
)
def test_a_source_is_described_in_one_way(source: str, kind: str, expected: str) -> None:
    """No source is blamed twice for one description."""
    row = AttributionRow("indirect", source=source, source_type=kind)
    judged = {"anonymous": is_anonymous, "bare": is_bare_source, "weasel": is_weasel, "office": holds_office}

    assert [name for name, judge in judged.items() if judge(row)] == [expected] * (expected != "other")


def test_a_source_that_is_named_later_is_not_anonymous() -> None:
    """The name that the item gives elsewhere counts."""
    row = AttributionRow("indirect", source="an official", source_type="unnamed_individual", source_name="Jan Holt")

    assert not is_anonymous(row)


def test_others_are_people_only_where_they_claim_something() -> None:
    """What is "relied on" by others may be firms, and "several" may be papers."""
    claiming = AttributionRow("indirect", "others", source_type="unnamed_group", cue="argue")
    acting = replace(claiming, cue="relied on", is_speech=False)

    assert is_weasel(claiming)
    assert not is_weasel(acting)


def test_heads_end_before_prepositions() -> None:
    """What follows "of" or "in" says where, not who."""
    assert head_words("the head of the agency in Lowmere") == ("the", "head")

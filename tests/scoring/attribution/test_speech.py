"""Quotes that no cue takes find their speakers, or are nobody's."""

import pytest

from scoring.attribution import attribute


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Osk leaned in and boomed: “We shall win this one day.”", "Osk", "boomed"),
        ("“We shall win this one day,” beamed Lennart Osk.", "Lennart Osk", "beamed"),
        ("“We shall win this one day,” one aide beamed.", "one aide", "beamed"),
        ("Osk praised the plan. “We shall win this one day.”", "Osk", "praised"),
        ("It rained all day.\n\n“We shall win this one day.”\n\n- Osk.", "Osk", "-"),
        ("The mayor issued a short note:\n\n“We shall win this one day.”", "The mayor", "issued a short note"),
    ],
)
def test_a_quote_by_itself_belongs_to_whoever_stands_beside_it(text: str, source: str, cue: str) -> None:
    """Before it, behind it, under it, or in the sentence before."""
    found = attribute(text)[-1]

    assert (found.source, found.kind) == (source, "direct")
    assert found.cue in cue


def test_a_paragraph_that_is_a_quote_may_be_nobodys() -> None:
    """Where nobody speaks near it, an unnamed individual does."""
    [found] = attribute("It rained all day.\n\n“We shall win this one day.”\n\nIt was grey.")

    assert (found.source, found.source_type, found.kind) == (None, "unnamed_individual", "direct")


def test_things_do_not_speak_the_quotes_behind_them() -> None:
    """A sentence about a pool does not tell who says the next."""
    assert attribute("The pool was closed on Friday. “Nobody told us a word about it.” The work will go on.") == []

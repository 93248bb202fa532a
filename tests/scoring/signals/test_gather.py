import polars as pl
import pytest

from dedup.registry import builtin
from dedup.tables import ITEMS, MATCHES, REPRINTS, SPANS, Span
from scoring.signals import Evidence, find_loops, gather_dossiers, read_affiliations
from scoring.tables import ATTRIBUTIONS, QUOTES, STORIES

ITEM_ROWS = pl.DataFrame([{"item": name, "text": f"Text of {name}."} for name in "abc"], schema=ITEMS)


def edges(*pairs: str) -> pl.DataFrame:
    """Return declared REPRINTS from pairs such as "ab": a rests on b."""
    rows = [
        {
            "item": pair[0],
            "origin": pair[1],
            "held": True,
            "kind": "declared",
            "direction": "known",
            "verdict": "accurate",
        }
        for pair in pairs
    ]
    return pl.DataFrame(rows, schema=REPRINTS)


def test_a_dossier_holds_the_rows_of_its_item_and_no_others() -> None:
    """Rows are sorted out by item, with their spans."""
    spans = pl.DataFrame([{"item": "b", "start": 0, "end": 4, "kind": "furniture"}], schema=SPANS)
    attributions = pl.DataFrame(
        [{"item": "b", "kind": "direct", "source": "he", "source_spans": [{"start": 1, "end": 3}], "is_speech": True}],
        schema=ATTRIBUTIONS,
    )
    a, b, _ = gather_dossiers(ITEM_ROWS, Evidence(spans=spans, attributions=attributions))

    assert (a.spans, a.attributions) == ((), ())
    assert b.spans[0].span == Span(0, 4)
    assert b.attributions[0].source_spans == (Span(1, 3),)


def test_edges_are_seen_from_both_ends() -> None:
    """A match tells each item how much of it stands in the other; a reprint is known to its origin."""
    match = {
        "item_a": "a",
        "item_b": "b",
        "relation": "contained",
        "containment_a": 0.9,
        "containment_b": 0.3,
        "resemblance": 0.3,
    }
    matches = pl.DataFrame([match], schema=MATCHES)
    a, b, c = gather_dossiers(ITEM_ROWS, Evidence(matches=matches, reprints=edges("ab")))

    assert [(row.other, round(row.share, 1)) for row in (*a.matches, *b.matches)] == [("b", 0.9), ("a", 0.3)]
    assert a.reprints == b.reprints
    assert (c.matches, c.reprints) == ((), ())


def test_stories_and_quotes_come_with_their_companions() -> None:
    """Of a story, and of an utterance, the rows of all items are there."""
    stories = pl.DataFrame([{"story": "s", "item": name, "origin": name} for name in "ab"], schema=STORIES)
    quotes = pl.DataFrame(
        [{"utterance": "u", "item": name, "variant": "verbatim", "start": 0, "end": 1, "text": "T"} for name in "ac"],
        schema=QUOTES,
    )
    a, b, c = gather_dossiers(ITEM_ROWS, Evidence(stories=stories, quotes=quotes))

    assert [row.item for row in a.story] == [row.item for row in b.story] == ["a", "b"]
    assert [row.item for row in a.quotes] == [row.item for row in c.quotes] == ["a", "c"]
    assert (b.quotes, c.story) == ((), ())


@pytest.mark.parametrize(
    ("pairs", "loops"),
    [
        (("ab",), {}),
        (("ab", "ba"), {"a": ("a", "b"), "b": ("a", "b")}),
        (("ba", "cb", "ac"), dict.fromkeys("abc", ("a", "c", "b"))),
        (("ab", "bc", "cb"), {"b": ("b", "c"), "c": ("b", "c")}),
        (("aa",), {"a": ("a",)}),
    ],
)
def test_a_loop_is_told_to_those_who_stand_in_it(pairs: tuple[str, ...], loops: dict[str, tuple[str, ...]]) -> None:
    """Whoever only leads into a loop is not blamed for it."""
    assert find_loops(edges(*pairs)) == loops


def test_ties_are_told_only_with_a_citation() -> None:
    """A registry's claim without a source is not repeated."""
    assert all(tie.citation and tie.date for tie in read_affiliations(builtin()).values())

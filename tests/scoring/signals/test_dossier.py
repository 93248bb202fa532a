"""The views of one item that several signals share."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.tables import Span
from scoring.signals.dossier import Cover, Dossier, find_word
from scoring.signals.rows import ItemRow, SpanRow
from tests.strategies import texts

PLACES = st.integers(0, 40)


def test_capitals_with_longer_small_letters_keep_every_place() -> None:
    """The dotted capital I of Turkish has two small characters; the rest of the text is read all the same."""
    dossier = Dossier(ItemRow("a", "İzmir REPORTEDLY is calm."))

    assert dossier.plain == "İzmir reportedly is calm."
    assert dossier.places(frozenset({"reportedly"})) == [6]


@given(st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple)), PLACES)
def test_a_place_is_covered_where_any_span_holds_it(spans: list[tuple[int, int]], place: int) -> None:
    """However spans lie to each other, the cover says what asking each of them says."""
    assert Cover.of(spans).holds(place) == any(start <= place < end for start, end in spans)


def test_masked_places_are_those_of_the_spans() -> None:
    """A span ends before its end."""
    dossier = Dossier(ItemRow("a", "Navigation\nThe pool was closed."), spans=(SpanRow(Span(0, 10), "furniture"),))

    assert [dossier.is_masked(place) for place in (0, 9, 10)] == [True, True, False]


def test_no_words_are_nowhere() -> None:
    """A name that was lost on the way ends the search, and does not keep it going for ever."""
    assert list(find_word("The pool was closed.", "")) == []


@given(texts())
def test_every_word_is_found_where_it_stands(text: str) -> None:
    """Nothing is found inside a longer word, and no word of the text is lost."""
    dossier = Dossier(ItemRow("a", text))

    for word in dossier.words - {""}:
        places = list(find_word(dossier.plain, word))
        assert places
        assert places == dossier.places(frozenset({word}))

from hypothesis import example, given
from hypothesis import strategies as st

from dedup.tables import Span
from dedup.text.folding import fold, fold_str


@given(st.text())
@example("e\u0301te\u0301")
@example("Stra\u00dfe\u00ad\u2026")
@example("\u0130\u0307")
def test_both_forms_agree_and_offsets_rise(text: str) -> None:
    """The folded text is the same with and without offsets, which never fall and stay in range."""
    folded = fold(text)

    assert fold_str(text) == folded.text
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[len(folded.text)] == len(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\u0345"), max_size=40))
def test_a_folded_span_leads_back_to_text_that_folds_the_same(text: str) -> None:
    """The original words of a folded span fold to at least that span."""
    folded = fold(text)
    half = len(folded.text) // 2
    span = folded.span(0, half)

    assert folded.text[:half] in fold_str(text[span.start : span.end])


def test_marks_and_spaces_have_one_kind() -> None:
    """No-break spaces, curly quotes, low quotes, guillemets and dashes fold to one of each."""
    assert fold_str("\u00abA\u00bb \u201eb\u201c\u00a0\u2013\u202f\u2019c\u2018") == '"a" "b" - \'c\''


def test_accents_fold_composed_or_not() -> None:
    """A letter and its accent fold to the same, in one code point or in two."""
    assert fold_str("e\u0301") == fold_str("\u00e9") == "\u00e9"


def test_invisible_characters_vanish_and_are_spanned() -> None:
    """A soft hyphen leaves the folded text; a span across it holds it."""
    folded = fold("co\u00adpy")

    assert folded.text == "copy"
    assert folded.span(0, 4) == Span(0, 5)
    assert folded.span(2, 2) == Span(3, 3)

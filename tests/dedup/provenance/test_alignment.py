from hypothesis import given
from hypothesis import strategies as st

from dedup.provenance.alignment import WORD, align_texts

TEXTS = st.lists(
    st.sampled_from("the ship came in to port at dawn with fog and 14 men, aboard. No-one saw".split()), max_size=40
).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_edits_cover_every_word_of_both_texts_once_and_in_order(before: str, after: str) -> None:
    """Nothing is lost between two edits."""
    edits = align_texts(before, after)

    for text, spans in ((before, [edit.before for edit in edits]), (after, [edit.after for edit in edits])):
        words = [word for span in spans for word in WORD.findall(text[span.start : span.end])]
        assert words == WORD.findall(text)


@given(TEXTS, TEXTS)
def test_what_is_the_same_has_the_same_words(before: str, after: str) -> None:
    """A shared run is equal word for word, case apart."""
    for edit in align_texts(before, after):
        if edit.kind == "same":
            pair = (before[edit.before.start : edit.before.end], after[edit.after.start : edit.after.end])
            assert WORD.findall(pair[0].casefold()) == WORD.findall(pair[1].casefold())


@given(TEXTS)
def test_a_text_against_itself_is_all_the_same(text: str) -> None:
    """Unless it is shorter than the shortest run that counts."""
    kinds = [edit.kind for edit in align_texts(text, text)]

    assert kinds in ([], ["same"], ["altered"])


def test_two_words_in_common_are_no_shared_run() -> None:
    """Every two texts have some."""
    assert [edit.kind for edit in align_texts("one of the men", "two of the women")] == ["altered"]

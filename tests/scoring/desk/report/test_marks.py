import html
import re

from hypothesis import given
from hypothesis import strategies as st

from scoring.desk.report.marks import Mark, mark_text
from scoring.desk.report.visible import brief, show

TAG = re.compile(r"<[^>]{0,200}>")
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
MARKS = st.lists(st.builds(Mark, st.integers(0, 60), st.integers(0, 60), st.sampled_from(["source", "cue", ""])))


def plain(shown: str) -> str:
    """Return what a reader sees of HTML."""
    return html.unescape(TAG.sub("", shown))


@given(TEXTS, MARKS)
def test_marks_change_nothing_of_what_is_read(text: str, marks: list[Mark]) -> None:
    """However spans overlap, the words stay."""
    assert plain(mark_text(text, marks, len(text))) == plain(show(text))


@given(TEXTS)
def test_no_text_opens_a_tag(text: str) -> None:
    """Every bracket of the text is escaped; the only tags are our own."""
    assert set(TAG.findall(show(text))) <= {'<span class="hidden-char">', "</span>"}


@given(st.text(alphabet="abc <&", max_size=60), st.integers(0, 70))
def test_no_more_is_quoted_than_is_allowed(text: str, limit: int) -> None:
    """A cut text says how much is missing."""
    quoted, _, rest = mark_text(text, [], limit).partition('<span class="cut">')

    assert plain(quoted) == text[:limit]
    assert bool(rest) == (len(text) > limit)


def test_marks_that_overlap_share_the_piece_between() -> None:
    """A piece carries the classes of all spans over it, a flag stands at the end of its own."""
    found = mark_text("one two three", [Mark(0, 7, "source"), Mark(4, 13, "quote", "ATT104")], 100)

    assert '<span class="quote source">two</span>' in found
    assert found.endswith('three</span><sup class="flag">ATT104</sup>')


def test_direction_overrides_are_shown_and_joiners_kept() -> None:
    """What hides is made visible; what a script needs stays."""
    assert "U+202E" in show("a\u202eb")
    assert "\u200c" in show("می\u200cخواهم")
    assert "\u202e" not in brief("a\u202eb")


@given(TEXTS, st.integers(0, 40))
def test_a_brief_text_is_one_short_line(text: str, limit: int) -> None:
    """However little room there is, an ellipsis says that something is missing."""
    found = brief(text, limit)

    assert len(found) <= max(limit, 1)
    assert "\n" not in found

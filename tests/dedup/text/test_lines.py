from hypothesis import given
from hypothesis import strategies as st

from dedup.text.lines import lines


@given(st.text(alphabet="ab \t\n\r\u00a0\u2028"))
def test_lines_are_those_of_splitlines_stripped(text: str) -> None:
    """The spans quote what `splitlines` gives, without blank lines and outer white space."""
    expected = [line.strip() for line in text.splitlines() if line.strip()]

    assert [text[span.start : span.end] for span in lines(text)] == expected


def test_an_empty_text_has_no_lines() -> None:
    """Nothing in, nothing out."""
    assert lines("") == []

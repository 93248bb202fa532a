"""Short forms that are filled in twice."""

import pytest

from dedup.verify.bulletins import fills_anew

LISTING = "The exchange said it has started trading the common stock of {} on Monday, under a symbol of its own."


@pytest.mark.parametrize(
    ("a", "b", "is_form"),
    [
        (LISTING.format("Lind Insurance"), LISTING.format("Bexley"), True),
        ("Qtly div 10 cts vs 10 cts prior Pay April 30 Record April 21", "Qtly div 10 cts vs 10 cts prior Pay April 30 Record April Three", True),
        ("The bank bought bills at 6-3/8 pct.", "The bank bought bills at 6-1/16 pct.", True),
        ("Bonds fell; dealers saw six ships waiting.", "Bonds fell; dealers saw eight ships waiting.", True),
        ("Bonds fell; dealers saw eleven ships.", "Bonds fell; dealers saw a dozen ships.", False),
        ("Bonds fell; dealers saw three ships.", "Bonds fell; dealers saw 3 ships.", False),
        ("The Lind council met on Monday. At midnight it rose.", "The Lind council met on Monday. Later it rose.", False),
        ("LIND Corp said it will cut 30 jobs.", "Lind Corp. said that it would cut 30 jobs.", False),
        ("Lind Corp's chairman, Ann Lee, said it will cut jobs.", "Lind Corp's chairman said it will cut jobs.", False),
    ],
)  # fmt: skip
def test_another_name_or_number_makes_another_bulletin(a: str, b: str, *, is_form: bool) -> None:
    """Rewording, case and what one text leaves out do not."""
    assert fills_anew(a, b) is is_form
    assert fills_anew(b, a) is is_form


def test_nothing_is_no_form() -> None:
    """Empty texts, and a text and itself."""
    assert not fills_anew("", "")
    assert not fills_anew("", "Ann Lee won 3 seats.")
    assert not fills_anew("Ann Lee won 3 seats.", "Ann Lee won 3 seats.")

from dedup.dates.conflicts import OrderConflict, order_conflicts, weekday_conflicts
from dedup.tables import Span


def test_a_wrong_weekday_is_found_with_its_span() -> None:
    """The date that does not fall on its day is quoted, in any language."""
    text = "It rained on Mittwoch, 27. Dezember 2018."
    (found,) = weekday_conflicts(text)

    assert text[found.span.start : found.span.end] == "Mittwoch, 27. Dezember 2018"
    assert (found.written, found.actual) == (3, 4)
    assert found.span == Span(13, 40)


def test_right_days_and_dates_without_a_year_are_silent() -> None:
    """26 December 2018 is a Wednesday; without a year nothing can be wrong."""
    assert weekday_conflicts("Wednesday, 26 December 2018; Monday, July 8") == []


def test_orders_that_cannot_be_are_found() -> None:
    """An item is not changed or captured long before it was published."""
    found = order_conflicts([("published", "2018-07-16"), ("modified", "2018-07-10"), ("captured", "2018-07-17")])

    assert found == [OrderConflict("2018-07-10", "2018-07-16", "modified before it was published")]


def test_a_day_of_slack_and_unknown_days_are_silent() -> None:
    """Time zones differ by a day, and a month says nothing about its days."""
    assert order_conflicts([("published", "2018-07-16T00:10:00Z"), ("captured", "2018-07-15")]) == []
    assert order_conflicts([("published", "2018-07"), ("captured", "2018-06-15"), ("dateline", "--07-08")]) == []

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dedup.provenance.instants import Instant, read_instant

DATES = st.one_of(
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat()),
    st.dates().map(date.isoformat),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)


def instant(text: str) -> Instant:
    """Return a date that is one."""
    found = read_instant(text)
    assert found is not None
    return found


@given(DATES, DATES)
def test_of_two_dates_at_most_one_is_before_the_other(one: str, other: str) -> None:
    """Certainty never runs both ways."""
    first, second = instant(one), instant(other)

    assert not (first.is_before(second, 0.0) and second.is_before(first, 0.0))
    assert not first.is_before(first, 0.5)


@given(st.dates(max_value=date(9998, 1, 1)), st.integers(1, 300))
def test_a_day_is_before_every_later_day(day: date, gap: int) -> None:
    """Days are sharp."""
    assert instant(day.isoformat()).is_before(instant((day + timedelta(days=gap)).isoformat()), 1.0)


def test_a_month_is_not_before_a_day_inside_it() -> None:
    """A date is as wide as its precision."""
    assert not instant("2025-03").is_before(instant("2025-03-20"), 1.0)
    assert instant("2025-03").is_before(instant("2025-05-01"), 1.0)


def test_two_times_closer_than_the_margin_decide_nothing() -> None:
    """Clocks of publishing systems differ."""
    one, other = instant("2025-03-04T10:00:00Z"), instant("2025-03-04T10:20:00Z")

    assert not one.is_before(other, 1.0)
    assert one.is_before(other, 0.1)


def test_zones_are_heeded_where_both_times_have_one() -> None:
    """Seven in Berlin is before half past six in London."""
    assert instant("2025-01-04T07:00:00+01:00").is_before(instant("2025-01-04T06:30:00Z"), 0.5)


def test_what_is_no_date_of_the_calendar_is_none() -> None:
    """Years without a day in them, thirteenth months and plain words."""
    assert all(read_instant(text) is None for text in ("--01-27", "2025-13-01", "2025-02-30", "today", "", None))


def test_midnight_without_a_zone_is_a_day() -> None:
    """Databases cast days to times."""
    assert instant("2025-03-04T00:00:00").precision == "day"
    assert instant("2025-03-04T00:00:00Z").precision == "second"

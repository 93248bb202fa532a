"""Dates of fields: what is certain is read, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.moments import normalise_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2018", "2018"),
        ("2018-07", "2018-07"),
        ("2018-07-03 10:15", "2018-07-03T10:15:00"),
        ("2018-07-03T10:15:00.123Z", "2018-07-03T10:15:00Z"),
        ("2018-07-03T10:15:00+0200", "2018-07-03T10:15:00+02:00"),
        ("20180703", "2018-07-03"),
        ("20180703T101500+0200", "2018-07-03T10:15:00+02:00"),
        ("1530612900", "2018-07-03T10:15:00Z"),
        ("1530612900000", "2018-07-03T10:15:00Z"),
        ("Tue, 03 Jul 2018 10:15:00 GMT", "2018-07-03T10:15:00Z"),
        ("Tue, 03 Jul 2018 10:15:00 +0200", "2018-07-03T10:15:00+02:00"),
        ("3 July 2018, 10:15 am EDT", "2018-07-03T10:15:00-04:00"),
        ("July 2018", "2018-07"),
        ("3.7.2018", "2018-07-03"),
        ("07/07/2018", "2018-07-07"),
        ("2018-02-31", None),
        ("07/03/2018", None),
        ("3 July", None),
        ("Tuesday", None),
        ("yesterday", None),
        ("10:15", None),
        ("9999-01-01", None),
        ("", None),
    ],
)
def test_a_written_date_is_read_to_its_precision_or_not_at_all(written: str, read: str | None) -> None:
    """What has two readings has none."""
    assert read == normalise_date(written)


@given(st.text(max_size=80))
def test_any_text_reads_or_does_not(written: str) -> None:
    """Reading never fails, and reads its own result alike."""
    read = normalise_date(written)

    assert read is None or read == normalise_date(read)


@given(
    st.datetimes(
        min_value=__import__("datetime").datetime(1600, 1, 1), max_value=__import__("datetime").datetime(2099, 1, 1)
    )
)
def test_iso_dates_are_kept(moment: object) -> None:
    """A date of ISO 8601 is its own reading, but for fractions of a second."""
    written = moment.isoformat(sep="T", timespec="seconds")  # type: ignore[attr-defined]

    assert written == normalise_date(written)

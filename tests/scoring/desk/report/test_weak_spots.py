from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scoring.desk.report.archive import read_archive
from scoring.desk.report.weak_spots import find_weak_spots, histogram
from scoring.desk.results import open_results


@given(st.lists(st.one_of(st.none(), st.floats(0, 100))))
def test_every_known_value_falls_into_one_bin(values: list[float | None]) -> None:
    """Unknown is no value."""
    chart = histogram("x", values)

    assert sum(column.count for column in chart.bins) == chart.n_known == sum(value is not None for value in values)


def test_one_score_alone_correlates_with_nothing(scanned: Path) -> None:
    """Where no item has both scores no figure is printed."""
    assert find_weak_spots(read_archive(open_results(scanned))).correlation is None

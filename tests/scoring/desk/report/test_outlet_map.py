from pathlib import Path

import pytest

from scoring.desk.report import outlet_map
from scoring.desk.report.archive import read_archive
from scoring.desk.report.outlet_map import OTHERS, map_outlets
from scoring.desk.results import open_results


def test_the_map_counts_items_that_carry_copy(scanned: Path) -> None:
    """A quoted agency is not carried; a copy of unknown outlet is still a copy."""
    rows = map_outlets(read_archive(open_results(scanned))).carriages

    assert {(row.origin, row.carrier, row.n_items) for row in rows} == {
        ("Lowland News Agency", "The Gazette", 1),
        ("The Gazette", "outlet unknown", 1),
    }


def test_what_is_not_among_the_first_is_drawn_as_others(scanned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out of the drawing, and the table tells the others apart."""
    monkeypatch.setattr(outlet_map, "MAX_ORIGINS", 1)
    chart = map_outlets(read_archive(open_results(scanned)))

    assert [(bar.name, bar.n_items) for bar in chart.origins] == [("Lowland News Agency", 1), (OTHERS, 1)]
    assert sum(bar.n_items for bar in chart.carriers) == sum(row.n_items for row in chart.carriages) == 2


def test_bands_fill_their_bars(scanned: Path) -> None:
    """A band is as thick as its number of items, on the scale of the bars."""
    chart = map_outlets(read_archive(open_results(scanned)))

    assert sum(band.width for band in chart.bands) == pytest.approx(sum(bar.height for bar in chart.origins), abs=0.5)

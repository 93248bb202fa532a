from pathlib import Path

import pytest

from dedup.errors import OutputError
from scoring.desk.export.command import write_place, write_text
from scoring.desk.export.writers import FORMS, Form, Preference
from scoring.desk.results import open_results

ALL = sorted(FORMS)


def contents(place: Path) -> dict[str, bytes]:
    """Return every file at or below `place`."""
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("form", ALL)
def test_every_form_is_written_the_same_twice(scanned: Path, tmp_path: Path, form: Form) -> None:
    """Same results, same bytes."""
    results = open_results(scanned)
    places = [tmp_path / name / "export" for name in ("one", "two")]

    for place in places:
        write_place(results, form, place, Preference())

    assert contents(places[0])
    assert contents(places[0]) == contents(places[1])


def test_a_place_that_exists_is_left_alone(scanned: Path, tmp_path: Path) -> None:
    """An export never overwrites."""
    (tmp_path / "mine").write_text("precious", encoding="utf-8")

    with pytest.raises(OutputError, match="exists already and is left alone"):
        write_place(open_results(scanned), "csv", tmp_path / "mine", Preference())

    assert (tmp_path / "mine").read_text(encoding="utf-8") == "precious"


def test_a_writer_that_fails_leaves_nothing_behind(scanned: Path, tmp_path: Path) -> None:
    """Half an export is none."""
    (scanned / "ratings.parquet").unlink()
    target = tmp_path / "target"
    target.mkdir()

    with pytest.raises(OutputError, match="no ratings here"):
        write_place(open_results(scanned), "stix", target / "bundle.json", Preference())

    assert list(target.iterdir()) == []


@pytest.mark.parametrize("form", sorted(form for form, entry in FORMS.items() if entry.is_text))
def test_a_form_of_one_text_can_be_printed(scanned: Path, form: Form) -> None:
    """These go to a pipe."""
    assert write_text(open_results(scanned), form, Preference()).endswith("\n")

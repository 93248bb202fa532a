"""The options of `copydesk scan`."""

import json
from pathlib import Path

import polars as pl
import pytest

from dedup.errors import SettingsError
from scoring.desk.scan.command import scan, show_nearest
from scoring.settings import Settings

WORDS = "river bridge mayor winter harbour council ferry market storm school bakery museum tunnel orchard village"


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    """Return a file of items of which each next one shares a little less with the first."""
    first = [f"{word}{i}" for i in range(24) for word in WORDS.split()]
    texts = [" ".join(first[: 360 - 44 * n] + [f"other{n}x{i}" for i in range(44 * n)]) for n in range(8)]
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps({"id": f"i{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return str(path)


def test_the_pairs_nearest_to_the_threshold_are_shown(
    corpus: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that just are none and those that just are one, by what they share, in the summary and in a table."""
    scan([corpus], tmp_path / "out", only="copies", nearest=2)
    shown = capsys.readouterr().out.partition("Nearest to the threshold")[2]
    kept = pl.read_parquet(tmp_path / "out" / "nearest.parquet").sort("share")

    assert kept["relation"].is_null().to_list() == [True, False, False]
    assert shown.count("no match") == 1


def test_the_nearest_pairs_are_part_of_the_json(
    corpus: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program reads them where it reads the run."""
    scan([corpus], tmp_path / "out", form="json", only="copies", nearest=1)
    told = json.loads(capsys.readouterr().out)["nearest"]

    assert [pair["relation"] is None for pair in told] == [True, False]


def test_a_cluster_keeps_no_pairs_that_are_no_match() -> None:
    """Whoever asks for them there is told where they are to be had."""
    with pytest.raises(SettingsError, match="--engine local"):
        show_nearest(Settings(), 3, "spark")

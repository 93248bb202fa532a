"""How much does the order of items hang on each weight?

Rates the seeds with each weight halved and doubled, and compares the order of the items by attribution and by sourcing
with the order under the weights as they are: Spearman's rank correlation, ties sharing their mean rank. A weight whose
change moves the order much is one that should be argued about; one whose change moves nothing may be a matter of taste.

usage: python benchmarks/sensitivity_weights.py
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dedup.corpus import read_survey, survey_corpus
from dedup.engines.local import LocalEngine
from scoring.pipeline import rate_corpus
from scoring.ratings import rate_items
from scoring.settings import Settings, SignalSettings, default_weights

SEEDS = Path(__file__).parent.parent / "seeds"
SCORES = {
    "ATT": "attribution_score",
    "QUO": "attribution_score",
    "SRC": "sourcing_score",
    "PRV": "sourcing_score",
    "COR": "sourcing_score",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The seeds and what the signals found in them, which no weight changes."""

    items: pl.DataFrame
    signals: pl.DataFrame
    stories: pl.DataFrame


def main() -> None:
    """Print a row for each weight, those that move the order most first."""
    judged = judge_seeds()
    before = rate(judged, "", 1.0)
    print(f"{judged.items.height} items of the seeds\n")
    print("| signal | points | fired on | halved | doubled |")
    print("|---|---|---|---|---|")
    rows: list[tuple[float, str, float, int, float, float]] = []
    for code, weight in default_weights().items():
        fired = judged.signals.filter((pl.col("code") == code) & (pl.col("points") != 0))["item"].n_unique()
        score = SCORES.get(code[:3])
        if fired and score:
            moved = [spearman(before, rate(judged, code, factor), score) for factor in (0.5, 2.0)]
            rows.append((min(moved), code, weight.points, fired, moved[0], moved[1]))
    for _, code, points, fired, halved, doubled in sorted(rows):
        print(f"| {code} | {points:+g} | {fired} | {halved:.3f} | {doubled:.3f} |")


def judge_seeds() -> Judged:
    """Return the seeds judged as one archive."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        survey = survey_corpus([str(SEEDS)])
        batches = ((batch.items, batch.metadata) for batch in read_survey(survey, settings.corpus))
        rated = rate_corpus(batches, LocalEngine(Path(folder)), settings)
        assert rated.signals is not None  # noqa: S101 - the whole street makes them
        assert rated.stories is not None  # noqa: S101
        return Judged(rated.traced.items.whole(), rated.signals.whole(), rated.stories)


def rate(judged: Judged, code: str, factor: float) -> pl.DataFrame:
    """Return the RATINGS with the points of `code` times `factor`, lost and possible ones alike."""
    changed = SignalSettings(points={code: default_weights()[code].points * factor} if code else {})
    points = pl.when(pl.col("code") == code).then(pl.col("points") * factor).otherwise("points")
    return rate_items(judged.items, judged.signals.with_columns(points=points), judged.stories, changed)


def spearman(before: pl.DataFrame, after: pl.DataFrame, score: str) -> float:
    """Return Spearman's rank correlation of one score in two ratings of the same items; 1.0 where all are tied."""
    both = pl.DataFrame({"before": before[score], "after": after[score]}).drop_nulls()
    ranks = both.select(pl.all().rank("average"))
    found = ranks.select(pl.corr("before", "after")).item()
    return 1.0 if found is None or found != found else float(found)  # noqa: PLR0124 - not a number: all tied


if __name__ == "__main__":
    main()

"""A rating's receipt: every signal that moved a score, as a waterfall, and what would raise it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import polars as pl

from scoring.settings import SignalSettings
from scoring.signals import BY_CODE
from scoring.signals.kinds import Kind, item_kind

SCHEMA = "copydesk.score/1"
SCORES = ("attribution", "sourcing")


@dataclass(frozen=True, slots=True)
class Step:
    """One finding on the receipt; `paragraph` counts from 1, `possible` is what the signal could have earned."""

    code: str
    title: str
    outcome: str
    severity: str
    score: str
    points: float
    possible: float
    reason: str
    start: int | None
    end: int | None
    evidence: str | None
    paragraph: int | None
    other: str | None

    @property
    def is_told(self) -> bool:
        """Return whether the receipt prints the step: it moved a score, stands against the item, or is a label."""
        if self.outcome == "fail":
            return bool(self.points) or self.severity != "none"
        is_label = BY_CODE[self.code].sense == "label"
        return self.outcome == "pass" and (bool(self.points) or is_label or self.start is not None)


@dataclass(frozen=True, slots=True)
class Advice:
    """One change that would raise the score by up to `points`."""

    code: str
    score: str
    advice: str
    points: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """The rating of one item and how it came about."""

    item: str
    kind: Kind
    attribution_score: float | None
    sourcing_score: float | None
    coverage: float | None
    reliability: str
    credibility: int
    story: str | None
    n_origins: int | None
    steps: tuple[Step, ...]
    advice: tuple[Advice, ...]

    def possible(self, score: str) -> float:
        """Return the points that could be earned towards `score` by the signals that could be judged."""
        judged = {
            step.code: step.possible for step in self.steps if step.score == score and step.outcome in {"pass", "fail"}
        }
        return sum(judged.values())

    def as_json(self) -> dict[str, object]:
        """Return the receipt as plain values."""
        return asdict(self)


def make_receipts(
    items: pl.DataFrame, signals: pl.DataFrame, ratings: pl.DataFrame, settings: SignalSettings
) -> Iterator[Receipt]:
    """Yield the receipt of each row of RATINGS, in its order."""
    texts = {row["item"]: row for row in items.select("item", "text", "title", "n_words").iter_rows(named=True)}
    by_item = {key[0]: rows for key, rows in signals.group_by("item", maintain_order=True)}
    for rating in ratings.iter_rows(named=True):
        item = texts[rating["item"]]
        text = item["text"]
        rows = by_item.get(rating["item"], signals.clear())
        steps = tuple(_step(row, text, settings) for row in rows.iter_rows(named=True))
        n_words = len(text.split()) if item["n_words"] is None else item["n_words"]
        kind = item_kind(text, item["title"], n_words)
        yield Receipt(**rating, kind=kind, steps=steps, advice=tuple(_advise(steps)))


def _step(row: dict[str, object], text: str, settings: SignalSettings) -> Step:
    start = row["start"]
    told = {name: row[name] for name in Step.__slots__ if name in row}
    return Step(
        **told,  # type: ignore[arg-type]
        title=BY_CODE[str(row["code"])].title,
        possible=max(0.0, settings.weight(str(row["code"])).points),
        paragraph=_paragraph(text, start) if isinstance(start, int) else None,
    )


def _paragraph(text: str, start: int) -> int:
    """Return the number, from 1, of the non-empty line that holds `start`."""
    return sum(bool(line.strip()) for line in text[: start + 1].splitlines())


def _advise(steps: tuple[Step, ...]) -> Iterator[Advice]:
    """Yield what would raise either score, the most first: virtues that are missing, faults that could be mended."""
    gains: defaultdict[tuple[str, str, str], float] = defaultdict(
        float
    )  # faults of one kind in one paragraph are mended together
    for step in steps:
        gain = step.possible - step.points if step.possible else -step.points
        remedy = BY_CODE[step.code].remedy
        if step.outcome in {"pass", "fail"} and step.score in SCORES and gain > 0 and remedy:
            where = f" in paragraph {step.paragraph}" if step.paragraph else ""
            gains[step.code, step.score, remedy + where] += gain
    found = [Advice(*key, round(gain, 1)) for key, gain in gains.items()]
    yield from sorted(found, key=lambda advice: -advice.points)

"""`run.json`: what a scan was, so that its tables can be understood later.

Besides version, settings and counts it holds the detectors' health: how often each kind of finding fired. A detector
that falls silent between two scans of one archive is a defect of the detector until shown otherwise.
"""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from dedup.errors import OutputError
from scoring.desk.output import RUN_FILE, write_json

if TYPE_CHECKING:
    from scoring.desk.scan.news import News
    from scoring.settings import Settings

SCHEMA = "copydesk.run/1"
DETECTORS = {
    "lines": "kind",
    "credits": "kind",
    "dates": "kind",
    "matches": "relation",
    "reprints": "kind",
    "attributions": "kind",
    "quotes": "variant",
    "signals": "code",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One scan: its inputs, settings, number of rows by table, and how often each detector fired; what was passed over."""

    version: str
    corpus: tuple[str, ...]
    settings: dict[str, dict[str, object]]
    rows: dict[str, int]
    health: dict[str, dict[str, int]]
    seconds: float
    passed_over: dict[str, int]
    unused_decisions: tuple[str, ...] = ()
    news: dict[str, object] | None = None  # since the archive's index was brought up to date

    @classmethod
    def of(
        cls,
        folder: Path,
        corpus: list[str],
        settings: "Settings",
        seconds: float,
        passed_over: dict[str, int],
        unused_decisions: tuple[str, ...] = (),
        news: "News | None" = None,
    ) -> Self:
        """Return the run whose tables stand in `folder`."""
        from importlib.metadata import version

        import polars as pl

        rows, health = {}, {}
        for path in sorted(folder.glob("*.parquet")):
            table = pl.scan_parquet(path)
            rows[path.stem] = table.select(pl.len()).collect().item()
            column = DETECTORS.get(path.stem)
            if column:
                fired = table if path.stem != "signals" else table.filter(pl.col("outcome").is_in(["pass", "fail"]))
                counted = fired.group_by(column).len().sort(column).collect()
                health[path.stem] = dict(counted.iter_rows())
        values = dataclasses.asdict(settings)
        told = dataclasses.asdict(news) if news else None
        numbers = (rows, health, round(seconds, 2), passed_over)
        return cls(version("copydesk"), tuple(corpus), values, *numbers, unused_decisions, told)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the run of the scan in `folder`.

        Raises:
            OutputError: `folder` holds no finished scan of this schema.
        """
        path = folder / RUN_FILE
        if not path.is_file():
            raise OutputError(f"{folder}: no {RUN_FILE} here; expected the folder of a scan (`copydesk scan CORPUS`)")
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("schema", None) != SCHEMA:
            raise OutputError(f"{path}: not of schema {SCHEMA}; scan the corpus again with this version")
        lists = {name: tuple(content[name]) for name in ("corpus", "unused_decisions")}
        return cls(**content | lists)

    def as_json(self) -> dict[str, object]:
        """Return the run as plain values with its schema's name."""
        return {"schema": SCHEMA} | dataclasses.asdict(self)

    def write(self, folder: Path) -> None:
        """Write `run.json` into `folder`."""
        write_json(folder / RUN_FILE, self.as_json())

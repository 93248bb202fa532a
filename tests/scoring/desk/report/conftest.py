"""The report of the seeds, and a browser to open reports in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scoring.desk.report.command import write_report
from scoring.desk.results import Results

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def seeds_report(scanned_seeds: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the seeds."""
    return write_report(scanned_seeds.folder, tmp_path_factory.mktemp("report") / "seeds.html")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Yield Chromium; tests that need it are skipped where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()

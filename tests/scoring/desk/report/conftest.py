"""A report of the hand-made scan, one of the seeds, and a browser to open them in."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scoring.desk.report.command import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[4]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def scan(corpus: Path, out: Path) -> Path:
    """Scan `corpus` into `out` by the command line."""
    subprocess.run([sys.executable, "-m", "scoring", "scan", str(corpus), "--out", str(out)], check=True, cwd=ROOT)
    return out


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the seeds."""
    folder = scan(ROOT / "seeds", tmp_path_factory.mktemp("seeds") / "scan")
    return write_report(folder, folder.parent / "report.html")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Yield Chromium; tests that need it are skipped where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()

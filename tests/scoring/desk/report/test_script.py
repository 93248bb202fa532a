import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

STRICT = [flag for category in ("correctness", "suspicious", "perf", "pedantic") for flag in ("-D", category)]


def test_the_script_is_clean() -> None:
    """Oxlint finds nothing to complain of, pedantry included."""
    oxlint = shutil.which("oxlint", path=str(Path(sys.executable).parent)) or shutil.which("oxlint")
    if oxlint is None:
        pytest.skip("oxlint is not installed")
    with as_file(files("scoring.desk.report").joinpath("templates", "report.js")) as script:
        found = subprocess.run([oxlint, *STRICT, str(script)], capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout


def test_style_and_script_name_nothing_outside() -> None:
    """No address and no import: the page is whole."""
    folder = files("scoring.desk.report").joinpath("templates")
    for name in ("report.css", "report.js", "page.html"):
        text = folder.joinpath(name).read_text(encoding="utf-8")

        assert not any(sign in text for sign in ("http:", "https:", "@import", "url(", "import("))

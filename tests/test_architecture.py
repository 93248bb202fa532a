"""The tree keeps its contract."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_import_contract_holds() -> None:
    """Rooms import downwards only; stages are pure."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_files_stay_short() -> None:
    """No file of the packages outgrows 400 lines; a longer one becomes a folder."""
    long = [
        path.relative_to(ROOT).as_posix()
        for package in ("dedup", "scoring")
        for path in (ROOT / package).rglob("*.py")
        if path.read_text(encoding="utf-8").count("\n") > 400
    ]

    assert long == []

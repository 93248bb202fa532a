"""The command starts light: what one item does not need is not loaded."""

import subprocess
import sys
from pathlib import Path

from tests.scoring.desk.check.archives import COPY, make_archive

HEAVY = ("numba", "datasketch", "scipy", "pyarrow", "pandas", "py3langid", "pyspark")
PROGRAM = f"""
import contextlib, sys
from scoring.desk.cli import main
sys.argv = ["copydesk", "check", "highmere/pool.md"]
with contextlib.suppress(SystemExit):
    main()
print("loaded:", *(set(sys.modules) & set({HEAVY!r})))
"""


def test_a_check_loads_no_compiler_and_no_model(tmp_path: Path) -> None:
    """A copy is found and verified without anything that takes longer to load than the check to run."""
    archive = make_archive(tmp_path)
    archive.run("index", "build")
    archive.write("highmere/pool.md", COPY)
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert "PRV304" in run.stdout
    assert run.stdout.splitlines()[-1] == "loaded:"

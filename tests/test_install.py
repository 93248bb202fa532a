"""The wheel holds all that a scan needs."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `copydesk` of a fresh environment into which only the wheel was installed."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "seeds", "tests", "benchmarks", "copydesk-out"))
    build: list[str | Path] = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", place, source]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        build = ["uv", "build", "-q", "--wheel", "-o", place, source]
    subprocess.run(build, check=True)
    environment = place / "environment"
    venv.create(environment, with_pip=True)
    (wheel,) = place.glob("*.whl")
    subprocess.run([environment / "bin" / "pip", "install", "-q", "--no-deps", wheel], check=True)
    return environment / "bin" / "copydesk"


def test_the_installed_wheel_scans_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    """A scan of the seeds runs from the wheel alone; dependencies come from this environment, code does not."""
    (site,) = [path for path in map(Path, sys.path) if (path / "polars").is_dir()]
    names = [path for path in site.iterdir() if not path.name.startswith(("copydesk", "_editable", "__editable"))]
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    for path in names:
        (libraries / path.name).symlink_to(path)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(libraries), "HOME": str(tmp_path)}
    command: list[str | Path] = [installed, "scan", ROOT / "seeds", "--out", tmp_path / "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "items.parquet").is_file()

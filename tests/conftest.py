"""Fixtures for all tests: hypothesis profiles, the seeds, and the optional data beside the project."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scoring.desk.results import Results, open_results
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("dev", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", deadline=None, max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that take minutes or a cluster, unless their markers are asked for."""
    costly = {"long", "spark"} - set(re.findall(r"\w+", config.getoption("markexpr")))
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in costly)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the project's own labelled corpus."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measuring data that may stand beside the project; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no folder ../shared beside the project: measuring data is absent")
    return SHARED


@pytest.fixture(scope="session")
def scanned_seeds(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return the results of one scan of the seeds, made once for all tests."""
    out = tmp_path_factory.mktemp("scan") / "out"
    scan_corpus([str(ROOT / "seeds")], out, Settings(), "everything", Choice(n_workers=1), lambda _step, _n_items: None)
    return open_results(out)

"""The public names of both packages are the ones they list, and cost nothing until used."""

import importlib
import subprocess
import sys

import pytest

HEAVY = ("polars", "numba", "numpy", "datasketch", "pyarrow")


@pytest.mark.parametrize("package", ["dedup", "scoring"])
def test_every_listed_name_resolves(package: str) -> None:
    """Each name of `__all__` is importable and its room is named once."""
    module = importlib.import_module(package)

    assert set(module._ROOMS) == set(module.__all__)
    assert all(getattr(module, name) is not None for name in module.__all__)


@pytest.mark.parametrize("package", ["dedup", "scoring", "scoring.desk.cli"])
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    """`import dedup` stays free of the table layer and the kernels."""
    code = f"import sys, {package}; print([m for m in {HEAVY!r} if m in sys.modules])"

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    """The message lists what the package offers."""
    with pytest.raises(AttributeError, match="read_corpus"):
        _ = importlib.import_module("dedup").nothing_of_ours

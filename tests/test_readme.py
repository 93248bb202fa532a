"""What the README says can be done."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The ten lines print three tables."""
    (example,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 - our own example

    assert capsys.readouterr().out.count("shape:") == 3


def test_ci_runs_the_readmes_test_command() -> None:
    """The command stands in one place, and `.ci/run` reads it there."""
    assert re.search(r"<!-- test command -->\n```sh\npython3 -m venv", README)
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

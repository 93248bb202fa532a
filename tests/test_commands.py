"""Every command has help, stands in the README, and runs on the seeds."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scoring.desk.cli import app
from scoring.desk.results import Results

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    + [group.name for group in app.registered_groups if group.name]
)
WIRE, REPRINT = "harbour-strike/lowland-wire.txt", "harbour-strike/corrin-post.txt"


def run(*arguments: str | Path) -> Result:
    """Return the result of one call of `copydesk`."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    """The first line of the help is a sentence, and the README names the command."""
    shown = run(command, "--help")

    assert shown.exit_code == 0
    assert len(shown.stdout) > 100
    assert f"`{command}" in README or f"copydesk {command}" in README


@pytest.fixture
def arguments(scanned_seeds: Results, tmp_path: Path) -> dict[str, list[str]]:
    """Return a call of each reading command on the seeds."""
    within = ["--in", str(scanned_seeds.folder)]
    file = str(ROOT / "seeds" / "border-clash" / "hnn.txt")
    return {
        "trace": [REPRINT, *within],
        "compare": [WIRE, REPRINT, *within],
        "attributions": [file],
        "score": [file],
        "rules": [],
        "explain": ["SRC203"],
        "config": [],
        "outlets": within,
        "scan": [file, "--out", str(tmp_path / "out")],
    }


@pytest.mark.parametrize(
    "command", ["trace", "compare", "attributions", "score", "rules", "explain", "config", "outlets", "scan"]
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_every_reading_command_runs_in_both_forms(command: str, form: str, arguments: dict[str, list[str]]) -> None:
    """Text is there; JSON parses and names its schema."""
    shown = run(command, *arguments[command], "--format", form)

    assert shown.exit_code == 0, shown.output
    assert shown.stdout.strip()
    if form == "json":
        content = json.loads(shown.stdout)
        schema = content["schema"] if isinstance(content, dict) else content[0]["schema"]
        assert schema.startswith("copydesk.")


@pytest.mark.parametrize(
    "form", ["jsonl", "csv", "parquet", "sqlite", "graphml", "dot", "mermaid", "misp", "stix", "keep", "ninjs"]
)
def test_every_export_runs(form: str, scanned_seeds: Results, tmp_path: Path) -> None:
    """Each writer fills its place from the seeds' results."""
    shown = run("export", scanned_seeds.folder, "--to", form, "-o", tmp_path / "out")

    assert shown.exit_code == 0, shown.output
    written = [path for path in (tmp_path / "out", *tmp_path.rglob("*")) if path.is_file()]
    assert sum(path.stat().st_size for path in written) > 0


def test_an_error_is_one_line_that_helps(tmp_path: Path) -> None:
    """A wrong folder is named, with what was expected."""
    from dedup.errors import ArchiveError

    with pytest.raises(ArchiveError, match=r"run\.json"):
        run("trace", WIRE, "--in", tmp_path)


def test_scan_prints_its_summary_in_a_pipe(tmp_path: Path) -> None:
    """No colour, no bar, no cursor movement where nobody looks."""
    shutil.copytree(ROOT / "seeds" / "harbour-strike", tmp_path / "harbour-strike")
    shown = run("scan", tmp_path / "harbour-strike", "--out", tmp_path / "out")

    assert "\x1b" not in shown.output
    assert "Copies" in shown.stdout

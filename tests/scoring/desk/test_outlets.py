"""The outlets of a scan that the archive's registry lacks."""

import json
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from scoring.desk.cli import app
from scoring.desk.registry import find_registry, known_outlets, read_registry
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings

STORY = (
    "This article was originally published by Quay Herald and is reprinted with permission.\n\nThe ferry sails again."
)
ENTRY = '[[entry]]\nid = "quay-herald"\nname = "Quay Herald"\nvariants = ["The Quay"]\nkind = "newspaper"\nreliability = "B"\ncontrol = ""\n'


def archive(folder: Path, registry: str | None = None) -> Path:
    """Return an archive of one reprint, with this registry."""
    (folder / "ferry.txt").write_text(STORY, encoding="utf-8")
    if registry is not None:
        (folder / ".copydesk").mkdir()
        (folder / ".copydesk" / "outlets.toml").write_text(registry, encoding="utf-8")
    return folder


def scanned(folder: Path) -> Path:
    """Return the folder of a scan of an archive."""
    out = folder / "out"
    scan_corpus([str(folder)], out, Settings(), "provenance", Choice(n_workers=1), lambda *_: None)
    return out


def test_outlets_without_an_entry_are_printed_to_be_filled_in(tmp_path: Path) -> None:
    """What is printed is a registry that can be read again."""
    out = scanned(archive(tmp_path))
    printed = CliRunner().invoke(app, ["outlets", "--in", str(out)])

    assert printed.exit_code == 0
    assert [entry["name"] for entry in tomllib.loads(printed.stdout)["entry"]] == ["Quay Herald"]
    path = tmp_path / "filled.toml"
    path.write_text(printed.stdout, encoding="utf-8")
    assert [outlet.id for outlet in read_registry(path)] == ["quay-herald"]


def test_json_names_its_schema(tmp_path: Path) -> None:
    """Programs read the same list."""
    out = scanned(archive(tmp_path))
    printed = json.loads(CliRunner().invoke(app, ["outlets", "--in", str(out), "--format", "json"]).stdout)

    assert printed["schema"] == "copydesk.outlets/1"
    assert printed["outlets"][0]["n_items"] == 1


def test_an_entry_is_no_longer_listed(tmp_path: Path) -> None:
    """The registry of the archive is found above its scan, and a scan reads with it."""
    out = scanned(archive(tmp_path, ENTRY))
    printed = CliRunner().invoke(app, ["outlets", "--in", str(out)])

    assert printed.stdout == "# Every outlet of the scan has an entry.\n"
    assert find_registry([str(out)]) == tmp_path / ".copydesk" / "outlets.toml"
    found = known_outlets(find_registry([str(out)])).look_up("the quay")
    assert found is not None
    assert found.reliability == "B"

"""The hook for real: a git repository, pre-commit installed in it, and commits that pass or fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.scoring.desk.check.archives import COPY, DECLARED, Archive, front, make_archive

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

MILL = front("Mill", "Highmere News", "2024-06-01") + (
    "The old mill by the river burned down on Monday night and nobody was hurt, the fire brigade of Lowmere said.\n"
)


def hooks() -> list[dict[str, Any]]:
    """Return the hooks that this project offers."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


def local_config(_folder: Path) -> dict[str, Any]:
    """Return a configuration that runs the installed command."""
    command = f"{Path(sys.executable).with_name('copydesk')} check"
    hook = hooks()[0] | {"language": "system", "entry": command}
    return {"repos": [{"repo": "local", "hooks": [hook]}]}


def real_config(folder: Path) -> dict[str, Any]:
    """Return a configuration whose repository is this project's working tree, to be installed by pip."""
    shadow = Archive(folder)
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    shadow.git("init", "-q")
    shadow.commit()
    revision = shadow.git("rev-parse", "HEAD").strip()
    return {"repos": [{"repo": str(folder), "rev": revision, "hooks": [{"id": "copydesk-check"}]}]}


@pytest.fixture(params=[local_config, pytest.param(real_config, marks=pytest.mark.long)], ids=["installed", "by pip"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Return an archive in git whose commits are checked."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "archive").mkdir()
    made = make_archive(tmp_path / "archive")
    made.git("init", "-q")
    made.write(".pre-commit-config.yaml", yaml.safe_dump(request.param(tmp_path / "project")))
    made.commit()
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=made.root, check=True, capture_output=True)
    return made


def commit(archive: Archive, path: str, text: str) -> tuple[bool, str]:
    """Return whether a commit of a file with `text` goes through, and what the hook said."""
    archive.write(path, text)
    archive.git("add", path)
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    command = ["git", *identity, "commit", "-q", "-m", path]
    done = subprocess.run(command, cwd=archive.root, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def test_commits_are_checked(archive: Archive) -> None:
    """A clean item passes, an undeclared copy fails and names the original, declared or in the baseline it passes."""
    is_clean, said = commit(archive, "highmere/mill.md", MILL)
    assert is_clean, said

    is_taken, said = commit(archive, "highmere/pool.md", COPY)
    assert not is_taken
    assert "highmere/pool.md:" in said
    assert "PRV304" in said
    assert "copied from lowmere/pool.md" in said

    is_declared, said = commit(archive, "highmere/pool.md", DECLARED)
    assert is_declared, said

    archive.write("coast/pool.md", COPY.replace("Highmere News", "Coast Mail"))
    archive.run("check", "--update-baseline", "coast/pool.md")
    archive.git("add", ".copydesk/baseline.jsonl")
    is_accepted, said = commit(archive, "coast/pool.md", COPY.replace("Highmere News", "Coast Mail"))
    assert is_accepted, said
    assert ".copydesk/index.sqlite" not in archive.git("ls-files")


def test_hooks_say_what_they_do() -> None:
    """Each hook has a name and a description, and runs our command."""
    assert [hook["id"] for hook in hooks()] == ["copydesk-check", "copydesk-scan"]
    assert all(hook["entry"].startswith("copydesk ") for hook in hooks())
    assert all(hook["name"] and hook["description"].endswith(".") for hook in hooks())
    assert all(hook["require_serial"] for hook in hooks())

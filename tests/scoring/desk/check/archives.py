"""Small archives for tests of the check: a few items in a folder, with or without git, and the command run on them."""

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.desk.cli import main

STORY = """LOWMERE, May 3, 2024 - The council of Lowmere closed its only swimming pool on Friday after divers had found cracks in the basin.

Mayor Jan Holt said the repair would take two summers and cost more than the town earns in a year.

"We looked for money in every drawer of this house, and there is none," he told the Lowmere Post.

Swimmers who hold a season ticket may use the pool of Highmere until the work is done, he said.

The school will teach swimming in the lake from June, where two lifeguards are to stand watch all day.
"""
OTHER = """HIGHMERE, May 4, 2024 - Rain is forecast for all of the coming week along the northern coast.

Farmers wait with the harvest of barley until the ground has dried, said Ana Ruiz, who leads their union.

The heavy machines that they ordered from abroad last winter stand in a shed behind the station.
"""
NOTICE = "This article was originally published by Lowmere Post and is republished with permission.\n\n"


def front(title: str, outlet: str, date: str, author: str = "Mara Lind", more: str = "") -> str:
    """Return the front matter of an item."""
    return f"---\ntitle: {title}\nauthor: {author}\ndate: {date}\noutlet: {outlet}\n{more}---\n"


ORIGINAL = front("Pool closed", "Lowmere Post", "2024-05-03") + STORY
STRANGER = front("Rain", "Highmere News", "2024-05-04") + OTHER
COPY = front("No more swimming", "Highmere News", "2024-05-06") + STORY
DECLARED = front("No more swimming", "Highmere News", "2024-05-06") + NOTICE + STORY


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return what was printed as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive on disk."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        """Write a file."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def run(self, *arguments: str) -> Run:
        """Run `copydesk` in the archive's root, in this process."""
        out, err, argv, hook = io.StringIO(), io.StringIO(), sys.argv, sys.excepthook
        sys.argv = ["copydesk", *arguments]
        try:
            with contextlib.chdir(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main()
        except SystemExit as ended:
            return Run(int(ended.code or 0), out.getvalue(), err.getvalue())
        finally:
            sys.argv, sys.excepthook = argv, hook
        return Run(0, out.getvalue(), err.getvalue())

    def git(self, *arguments: str) -> str:
        """Run git in the archive's root."""
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
        done = subprocess.run(["git", *identity, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout

    def commit(self, message: str = "change") -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)


def make_archive(root: Path) -> Archive:
    """Return an archive of two items."""
    archive = Archive(root)
    archive.write("lowmere/pool.md", ORIGINAL)
    archive.write("highmere/rain.md", STRANGER)
    return archive

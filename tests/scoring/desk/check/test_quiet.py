"""A good archive is quiet: a hundred items of American newspapers raise no error, and hardly a warning."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from tests.scoring.desk.check.archives import Archive

N_CHECKED = 100
MAX_WARNINGS = 0.1  # an item: one in ten may have something to look at


@pytest.mark.long
def test_good_items_raise_no_error(shared: Path, tmp_path: Path) -> None:
    """Each of a hundred items is judged against the others; what is told can be told by reading."""
    lines = (shared / "data/attribution/polnear_train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    by_hash = {hashlib.sha1(row["id"].encode()).hexdigest(): row for row in rows}  # noqa: S324 - splits, hides nothing
    opened = [row for digest, row in sorted(by_hash.items()) if digest[0] >= "5"]
    archive = Archive(tmp_path)
    for number, row in enumerate(opened):
        fields = {name: row[name] for name in ("title", "author", "date") if row[name]} | {"outlet": row["publisher"]}
        folder = "new" if number < N_CHECKED else "old"
        head = yaml.safe_dump(fields, allow_unicode=True)
        archive.write(f"{folder}/{row['id']}.md", f"---\n{head}---\n{row['text']}")
    (tmp_path / "new").rename(tmp_path / ".new")
    assert archive.run("index", "build").code == 0
    (tmp_path / ".new").rename(tmp_path / "new")
    paths = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "new").iterdir())
    run = archive.run("check", *paths, "--format", "json")
    severities = [finding["severity"] for finding in run.json()["findings"]]

    assert len(paths) == N_CHECKED
    assert run.code == 0
    assert severities.count("error") == 0
    assert severities.count("warning") <= MAX_WARNINGS * N_CHECKED

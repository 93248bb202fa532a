"""The check as users meet it: findings, exit codes, suppressions, baseline, revisions, sidecars."""

import json
from pathlib import Path

import pytest

from scoring.desk.check import judge
from tests.scoring.desk.check import archives
from tests.scoring.desk.check.archives import COPY, DECLARED, ORIGINAL, STORY, Archive, front, make_archive

MILL = (
    "The old mill by the river burned down on Monday night and nobody was hurt, the fire brigade of Lowmere said. "
    "The miller, Per Ode, had moved out in March because the roof leaked, and the bank had found no buyer since.\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive of two items with an index."""
    made = make_archive(tmp_path)
    assert made.run("index", "build").code == 0
    return made


def test_a_clean_item_passes_in_silence(archive: Archive) -> None:
    """Nothing is printed and the exit code is 0."""
    archive.write("highmere/lake.md", front("Mill", "Highmere News", "2024-06-01") + MILL)
    run = archive.run("check", "highmere/lake.md")

    assert (run.code, run.out, run.err) == (0, "", "")


def test_an_undeclared_copy_fails_and_names_the_original(archive: Archive) -> None:
    """The line has path, line, column, code, and the archived item."""
    archive.write("highmere/pool.md", COPY)
    run = archive.run("check", "highmere/pool.md")

    assert run.code == 1
    assert run.out.startswith("highmere/pool.md:")
    assert ": PRV304 " in run.out
    assert "lowmere/pool.md" in run.out


def test_a_copy_that_nothing_dates_is_settled_by_arrival(tmp_path: Path) -> None:
    """Of two texts without a date the archive's is the first."""
    archive = Archive(tmp_path)
    body = STORY.partition(" - ")[2]
    archive.write("a.txt", body)
    archive.run("index", "build")
    archive.write("b.txt", body)

    assert "PRV304" in archive.run("check", "b.txt").out
    assert archive.run("check", "a.txt").code == 0


def test_a_declared_reprint_passes(archive: Archive) -> None:
    """The same copy with a notice is no undeclared copy."""
    archive.write("highmere/pool.md", DECLARED)

    assert archive.run("check", "highmere/pool.md").code == 0


def test_changed_files_are_compared_with_each_other(archive: Archive) -> None:
    """A copy of an item that arrives in the same commit is found."""
    archive.write("a.md", front("Fair", "Highmere News", "2024-06-01") + archives.OTHER.replace("Rain", "Snow"))
    archive.write("b.md", front("Mill", "Lowmere Post", "2024-06-01") + MILL)
    archive.write("c.md", front("Mill", "Highmere News", "2024-06-03") + MILL)
    run = archive.run("check", "a.md", "b.md", "c.md", "--select", "PRV304")

    assert [line.split(":")[0] for line in run.out.splitlines() if "PRV304" in line] == ["c.md"]


def test_items_are_judged_in_portions_of_any_size(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """One at a time they get what they get together, findings between them too."""
    archive.write("b.md", front("Mill", "Lowmere Post", "2024-06-01") + MILL)
    archive.write("c.md", front("Mill", "Highmere News", "2024-06-03") + MILL)
    together = archive.run("check", "b.md", "c.md", "--show", "note")
    monkeypatch.setattr(judge, "PORTION", 1)

    assert archive.run("check", "b.md", "c.md", "--show", "note") == together
    assert "PRV304" in together.out


def test_the_index_is_built_on_first_use(tmp_path: Path) -> None:
    """Without an index the check makes one, the changed files left out; with --no-build it says how."""
    archive = make_archive(tmp_path)
    (tmp_path / ".copydesk").mkdir()
    archive.write("highmere/pool.md", COPY)
    refused = archive.run("check", "--no-build", "highmere/pool.md")
    run = archive.run("check", "highmere/pool.md")

    assert refused.code == 2
    assert "copydesk index build" in refused.err
    assert run.code == 1
    assert "built" in run.err


def test_what_is_no_item_is_passed_over(archive: Archive) -> None:
    """A hook hands over every changed file, settings and pictures too."""
    archive.write("README.md", "# About")
    archive.write("copydesk.toml", "")

    assert archive.run("check", "README.md", "copydesk.toml").code == 0


def test_unreadable_files_are_errors(archive: Archive) -> None:
    """An error wins over findings, and --exit-zero does not hide it."""
    archive.write("empty.txt", " ")
    archive.write("highmere/pool.md", COPY)
    run = archive.run("check", "--exit-zero", "empty.txt", "highmere/pool.md")

    assert run.code == 2
    assert "empty.txt: no text" in run.err


def test_exit_codes_follow_severities(archive: Archive) -> None:
    """--fail-on, --exit-zero, and severities of a settings file decide."""
    archive.write("highmere/pool.md", COPY)

    assert archive.run("check", "--exit-zero", "highmere/pool.md").code == 0
    assert archive.run("check", "--ignore", "PRV304,PRV308", "highmere/pool.md").code == 0
    archive.write("copydesk.toml", '[check.severity]\nPRV304 = "note"\n')
    assert archive.run("check", "highmere/pool.md").code == 0
    assert archive.run("check", "--fail-on", "note", "highmere/pool.md").code == 1
    archive.write("copydesk.toml", '[check.ignore_in]\n"highmere/*" = ["PRV"]\n')
    assert archive.run("check", "highmere/pool.md").out == ""


def test_an_unknown_key_names_the_nearest(archive: Archive) -> None:
    """A slip in a settings file is an error, exit code 2."""
    archive.write("copydesk.toml", '[check]\nfail_one = "note"\n')
    run = archive.run("check", "lowmere/pool.md")

    assert run.code == 2
    assert "check.fail_on" in run.err


@pytest.mark.parametrize("kind", ["front matter", "sidecar", "by hash"])
def test_findings_are_excused_with_a_reason(archive: Archive, kind: str) -> None:
    """Three places can excuse a finding; what is excused is still in the JSON."""
    ignore = 'copydesk: {ignore: {PRV304: "agreed with the Post"}}\n' if kind == "front matter" else ""
    archive.write("highmere/pool.md", front("No more", "Highmere News", "2024-05-06", more=ignore) + STORY)
    if kind == "sidecar":
        archive.write("highmere/pool.md.copydesk.toml", '[ignore]\nPRV304 = "agreed with the Post"\n')
    if kind == "by hash":
        import hashlib

        entry = f'sha256 = "{hashlib.sha256(STORY.encode()).hexdigest()}"\ncode = "PRV304"\nreason = "agreed with the Post"\n'
        archive.write(".copydesk/suppressions.toml", f"[[suppression]]\n{entry}")
    run = archive.run("check", "--format", "json", "highmere/pool.md")
    excused = [finding for finding in run.json()["findings"] if finding["code"] == "PRV304"]

    assert run.code == 0
    assert [finding["excuse"] for finding in excused] == ["agreed with the Post"]


def test_a_suppression_needs_a_reason_and_a_finding(archive: Archive) -> None:
    """Without a reason it is an error; one that excuses nothing is reported."""
    archive.write("lowmere/pool.md.copydesk.toml", '[ignore]\nPRV304 = "no longer true"\n')
    unused = archive.run("check", "lowmere/pool.md")
    archive.write("lowmere/pool.md.copydesk.toml", '[ignore]\nPRV304 = ""\n')

    assert unused.code == 0
    assert "PRV304 is excused in lowmere/pool.md but not found" in unused.err
    assert archive.run("check", "lowmere/pool.md").code == 2


def test_the_baseline_outlives_edits_elsewhere(archive: Archive) -> None:
    """Accepted findings stay accepted when lines move; the file holds neither lines nor times, and sorts itself."""
    archive.write("highmere/pool.md", COPY)
    updated = archive.run("check", "--update-baseline", "highmere/pool.md")
    text = (archive.root / ".copydesk/baseline.jsonl").read_text()
    archive.write("highmere/pool.md", COPY.replace("title:", "subtitle: Long\ntitle:"))
    again = archive.run("check", "highmere/pool.md")
    repeated = archive.run("check", "--update-baseline", "highmere/pool.md")

    assert updated.code == 0
    assert "baseline: + highmere/pool.md PRV304" in updated.err
    assert again.code == 0
    assert "baseline: +" not in repeated.err
    assert (archive.root / ".copydesk/baseline.jsonl").read_text() == text
    assert text.splitlines()[1:] == sorted(text.splitlines()[1:])
    assert all(
        set(json.loads(line)) <= {*"item code fingerprint count evidence other reason".split()}
        for line in text.splitlines()[1:]
    )


def test_a_mended_finding_leaves_the_baseline(archive: Archive) -> None:
    """An update says what went."""
    archive.write("highmere/pool.md", COPY)
    archive.run("check", "--update-baseline", "highmere/pool.md")
    archive.write("highmere/pool.md", DECLARED)
    run = archive.run("check", "--update-baseline", "highmere/pool.md")

    assert "baseline: - highmere/pool.md PRV304" in run.err


def test_only_what_is_new_since_a_revision_is_told(tmp_path: Path) -> None:
    """Findings that stood at the revision are excused; those in new files are told though HEAD has them."""
    archive = make_archive(tmp_path)
    archive.git("init", "-q")
    archive.write("highmere/pool.md", COPY)
    archive.commit()
    archive.git("branch", "before")
    archive.write("highmere/pool.md", COPY.replace("two summers", "three summers"))
    archive.write("coast/pool.md", front("Pool", "Coast Mail", "2024-05-07") + STORY)
    archive.commit()
    run = archive.run("check", "--since", "before", "highmere/pool.md", "coast/pool.md", "--select", "PRV304")

    assert run.code == 1
    assert [line.split(":")[0] for line in run.out.splitlines() if "PRV304" in line] == ["coast/pool.md"]
    assert archive.run("check", "--since", "nowhere", "coast/pool.md").code == 2


def test_the_index_follows_commits(tmp_path: Path) -> None:
    """An item committed after the index was made is known to the next check; a moved one is found at its new place."""
    archive = make_archive(tmp_path)
    archive.git("init", "-q")
    archive.commit()
    archive.run("index", "build")
    archive.write("mill.md", front("Mill", "Lowmere Post", "2024-06-01") + archives.OTHER.replace("barley", "wheat"))
    archive.git("mv", "lowmere/pool.md", "lowmere/closed.md")
    archive.commit()
    archive.write("highmere/pool.md", COPY)
    run = archive.run("check", "highmere/pool.md", "--select", "PRV304")

    assert "copied from lowmere/closed.md" in run.out
    assert run.err == ""
    assert archive.run("index", "query", "mill.md", "--format", "json").json()["items"][0]["matches"]


def test_a_neighbour_whose_file_is_gone_is_unverified(archive: Archive) -> None:
    """It is said, and is no finding."""
    (archive.root / "lowmere/pool.md").unlink()
    archive.write("highmere/pool.md", COPY.replace("two summers", "a summer"))
    run = archive.run("check", "highmere/pool.md")

    assert run.code == 0
    assert "lowmere/pool.md, whose file is gone: unverified" in run.err


def test_sidecars_are_written_and_items_are_not(archive: Archive) -> None:
    """--fix leaves every archived file as it was, which `index verify --items` proves."""
    archive.write("highmere/pool.md", DECLARED)
    archive.run("index", "add")
    archive.write("highmere/pool.md.copydesk.toml", '[ignore]\nMET601 = "the byline is the agency\'s"\n')
    run = archive.run("check", "--fix", "highmere/pool.md", "lowmere/pool.md")
    sidecar = (archive.root / "highmere/pool.md.copydesk.toml").read_text()

    assert "wrote" in run.err
    assert 'outlet = "Highmere News"' in sidecar
    assert 'origins = ["lowmere/pool.md"]' in sidecar
    assert "the byline is the agency's" in sidecar
    assert archive.run("index", "verify", "--items").code == 0
    assert "wrote" not in archive.run("check", "--fix", "highmere/pool.md", "lowmere/pool.md").err


def test_the_seed_of_an_archive_is_untouched(archive: Archive) -> None:
    """A check writes nothing beside the index."""
    archive.write("highmere/pool.md", COPY)
    before = {path: path.read_bytes() for path in archive.root.rglob("*.md")}
    archive.run("check", "highmere/pool.md", "--stats")

    assert {path: path.read_bytes() for path in archive.root.rglob("*.md")} == before
    assert ORIGINAL.encode() in before.values()


def test_decisions_are_obeyed(archive: Archive) -> None:
    """Two items that somebody called no copies are none; two that somebody called copies are."""
    archive.write("highmere/pool.md", COPY)
    archive.write("highmere/mill.md", front("Mill", "Highmere News", "2024-06-01") + MILL)
    pairs = [("no_copies", "highmere/pool.md", "lowmere/pool.md"), ("copies", "highmere/mill.md", "lowmere/pool.md")]
    entries = [f'[[{table}]]\na = "{a}"\nb = "{b}"\nreason = "read by hand"\n' for table, a, b in pairs]
    archive.write(".copydesk/decisions.toml", "".join(entries))
    found = archive.run("index", "query", "highmere/mill.md", "--format", "json").json()["items"][0]["matches"]

    assert "PRV304" not in archive.run("check", "highmere/pool.md").out
    assert [match["item"] for match in found] == ["lowmere/pool.md"]


def test_decisions_on_a_checked_item_that_meet_nothing_are_told(archive: Archive) -> None:
    """A pair of which the other is gone is told when the one is checked, and not when others are."""
    row = '[[no_copies]]\na = "lowmere/pool.md"\nb = "gone.md"\nreason = "two reports"\n'
    archive.write(".copydesk/decisions.toml", row)
    told = archive.run("check", "lowmere/pool.md")

    assert "unused decision" in told.err
    assert "gone.md and lowmere/pool.md names an item that is not there" in told.err
    assert archive.run("check", "lowmere/pool.md", "--format", "json").json()["unused_decisions"]
    assert not archive.run("check", "highmere/rain.md").err


def test_a_folder_stands_for_its_items(archive: Archive) -> None:
    """All that a scan would read is checked, and nothing else."""
    archive.write("highmere/pool.md", COPY)
    archive.write("highmere/README.md", "Notes for editors.")
    told = archive.run("check", "highmere", "--format", "json").json()

    assert told["items"] == 2
    one, other = (archive.run("check", path, "--select", "PRV304") for path in (".", "highmere/pool.md"))
    assert "copied from lowmere/pool.md" in one.out
    assert one.out == other.out

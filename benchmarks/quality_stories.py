"""Are items on one event put into one story, and others apart?

The energy news (100 items, 4,950 pairs, two coders) where ../shared/data stands beside the project, scored by
`eval/stories_eval.py`; and the seeds, against their own gold.

usage: python benchmarks/quality_stories.py
"""

import csv
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from scoring.desk.results import Results, open_results
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings
from scoring.stories import profile_items
from scoring.stories.accounts import weigh_accounts
from tests.seeds_gold import read_gold

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ENERGY = SHARED / "data" / "events"


def main() -> None:
    """Print precision, recall and F1 of same-story pairs."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = scan(ROOT / "seeds", Path(folder) / "seeds")
        print("seeds: P {:.3f} R {:.3f} F {:.3f}".format(*score_seeds(seeds)))
        print(describe_memory(seeds))
        if not ENERGY.is_dir():
            print("no ../shared/data beside the project: the energy news are left out")
            return
        table = Path(folder) / "stories.csv"
        energy = scan(ENERGY / "gedikli_items.jsonl", Path(folder) / "energy")
        write_stories(energy, table)
        command: list[str | Path] = [
            sys.executable,
            SHARED / "eval" / "stories_eval.py",
            ENERGY / "gedikli_pairs.jsonl",
            table,
        ]
        print("energy news:\n" + subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
        print(describe_memory(energy))


def scan(corpus: Path, out: Path) -> Results:
    """Return the results of a scan of `corpus`."""
    scan_corpus([str(corpus)], out, Settings(), "everything", Choice(n_workers=1), lambda _step, _n_items: None)
    return open_results(out)


def describe_memory(results: Results) -> str:
    """Return what the linking of stories holds of an item."""
    items = results.read("items")
    profiles = profile_items(items, results.read("spans"), results.read("dates"))
    accounts = weigh_accounts(profiles, results.read("quotes")).rows
    n_bytes = sum(account.terms.nbytes + account.values.nbytes for account in accounts)
    n_words = items["n_words"].sum() / items.height
    profile, vector = profiles.estimated_size() / items.height, n_bytes / items.height
    return f"{n_words:.0f} words an item: {profile:,.0f} bytes of profile, {vector:,.0f} of vector"


def write_stories(results: Results, path: Path) -> None:
    """Write the columns story and item as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["story", "item"])
        writer.writerows(results.read("stories").select("story", "item").iter_rows())


def score_seeds(results: Results) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pairs of seeds but those that may be counted in or left out."""
    story_of = dict(results.read("stories").select("item", "story").iter_rows())
    rows = read_gold("stories")
    gold = {item: row["story"] for row in rows for origin in row["origins"] for item in origin["items"]}
    open_items = {item for row in rows for item in row.get("related", ())}
    n_right = n_found = n_gold = 0
    for one, other in combinations(sorted(set(results.read("items")["item"]) - open_items), 2):
        found = one in story_of and story_of[one] == story_of.get(other)
        expected = one in gold and gold[one] == gold.get(other)
        n_right, n_found, n_gold = n_right + (found and expected), n_found + found, n_gold + expected
    return n_right / n_found, n_right / n_gold, 2 * n_right / (n_found + n_gold)


if __name__ == "__main__":
    main()

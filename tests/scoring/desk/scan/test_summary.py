"""What the summary of a scan prints."""

import pytest

from scoring.desk.results import Results
from scoring.desk.scan import summary


def test_five_outlets_with_one_source_are_printed_with_their_list(
    scanned_seeds: Results, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each origin of a story has the items below it that rest on it."""
    summary._print_stories(scanned_seeds.folder)
    printed = capsys.readouterr().out

    _, _, rest = printed.partition("5 items, 1 origin\n")
    lines = rest.splitlines()[:6]
    assert "Khorvan News Agency, not held" in lines[0]
    assert all("gold-rumour/" in line for line in lines[1:])
    assert "origins, not shown to be independent" in printed
    assert "confirmed" not in printed

"""What changed between files and index is told from size, time and content."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.index import ArchiveFile, FoundFile, compare_files

CONTENTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one", "two", "three", "four"]))


@given(before=CONTENTS, after=CONTENTS, later=st.booleans())
def test_changes_lead_from_index_to_files(before: dict[str, str], after: dict[str, str], later: bool) -> None:
    """Following the changes makes the index hold exactly the files as they stand, and each path changes once."""
    known = {path: ArchiveFile(path, 0, 1, text) for path, text in before.items()}
    changes = compare_files(known, [FoundFile(path, 0, 1 + later) for path in after], after.__getitem__)
    held = {path: text for path, text in before.items() if path not in changes.removed}
    for old, file in changes.renamed:
        held[file.path] = held.pop(old)
    held |= {file.path: file.sha256 for file in changes.added}
    expected = after if later else after | {path: before[path] for path in before.keys() & after.keys()}

    assert held == expected
    assert changes.is_empty == (not later and before.keys() == after.keys()) or later
    assert changes.n_same + len(changes.touched) + len(changes.added) + len(changes.renamed) == len(after)


def test_only_files_that_seem_changed_are_read() -> None:
    """Files of the same size and time are taken for the same."""
    asked: list[str] = []
    known = {"a": ArchiveFile("a", 3, 1, "x"), "b": ArchiveFile("b", 3, 1, "y")}

    def hash_file(path: str) -> str:
        asked.append(path)
        return "z"

    compare_files(known, [FoundFile("a", 3, 1), FoundFile("b", 4, 1)], hash_file)

    assert asked == ["b"]

"""The edits between two items as people read them: passages with their small edits inside, and what stands between."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.provenance import Edit
    from dedup.tables import Span

SMALL_WORDS = 8  # an edit of up to so many words on either side is shown inside its passage
MIN_PASSAGE_WORDS = 8  # fewer shared words between two long edits are shown with them; a name stands in many texts


def group_edits(texts: tuple[str, str], edits: "Sequence[Edit]") -> "Iterator[tuple[str, list[Edit]]]":
    """Yield the kind of each group (shared, dropped, added, altered) and its edits, in the order of the texts.

    A shared group is a passage with its small edits; each other is what stands between two passages.

    >>> from dedup.provenance import align_texts
    >>> texts = "The ferry to Lind sails at noon on Monday. Nobody was hurt.", "The ferry to Lind sails at noon on Friday."
    >>> [kind for kind, _ in group_edits(texts, align_texts(*texts))]
    ['shared']
    """
    for is_shared, pieces in groupby(_pieces(texts, edits), key=lambda group: _is_passage(texts, group)):
        if is_shared:
            yield from (("shared", piece) for piece in pieces)
        else:
            between = [edit for piece in pieces for edit in piece]
            yield between[0].kind if len(between) == 1 else "altered", between


def side_of(edit: "Edit", side: int) -> "Span":
    """Return where an edit stands in the first text (`side` 0) or in the second."""
    return edit.after if side else edit.before


def _pieces(texts: tuple[str, str], edits: "Sequence[Edit]") -> "Iterator[list[Edit]]":
    """Yield common runs together with the small edits beside them, and long edits alone."""
    for is_long, run in groupby(edits, key=lambda edit: edit.kind != "same" and not _is_small(texts, edit)):
        if is_long:
            yield from ([edit] for edit in run)
        else:
            yield list(run)


def _is_passage(texts: tuple[str, str], group: "Sequence[Edit]") -> bool:
    """Return whether enough words are shared to speak of a passage."""
    shared = (texts[0][edit.before.start : edit.before.end] for edit in group if edit.kind == "same")
    return sum(len(stretch.split()) for stretch in shared) >= MIN_PASSAGE_WORDS


def _is_small(texts: tuple[str, str], edit: "Edit") -> bool:
    spans = (side_of(edit, side) for side in (0, 1))
    return all(len(texts[side][span.start : span.end].split()) <= SMALL_WORDS for side, span in enumerate(spans))

"""COR: are mistakes mended in the open, and do the corrections reach the copies?"""

from collections.abc import Iterator
from functools import partial

from scoring.signals.dossier import Dossier
from scoring.signals.phrases import find_phrases
from scoring.signals.signal import Example, Finding, not_applicable, present, signal

STORY = """The council of Lowmere will spend 40,000 crowns on a new roof for its library, mayor Jan Holt said on Friday.
The old roof let in rain all winter, and two rooms of the children's library had to be closed, he told the council.
Builders are to begin in June, when the school holidays leave the house empty for nine weeks."""
CORRECTION = "\n\nCorrection: An earlier version of this story gave the wrong sum."
at_post = partial(Example, outlet="Lowmere Post", published="2024-05-03")
MAX_CHANGED = 0.98  # resemblance from which two versions differ by nothing but layout


@signal(
    "COR701",
    "correction or update note",
    sense="virtue",
    standard="NewsGuard 3; BBC: correct in the open; JTI 10",
    remedy="say what was corrected",
    fires=[
        STORY + CORRECTION,
        "UPDATE: The pool was reopened on Monday.\n\nThe council closed the pool on Friday, mayor Jan Holt said.",
    ],
    silent=["The council wants a correction of its budget, mayor Jan Holt said. An update: he expects it in May."],
)
def correction_note(dossier: Dossier) -> Iterator[Finding]:
    """Find a note that says what was corrected or updated.

    Whoever mends in the open can be trusted with the rest. An item without a mistake needs none, and loses nothing.
    """
    for span in find_phrases(dossier, "corrections"):
        words = dossier.text[span.start : span.end]
        is_label = words.endswith(":")
        begins_line = not dossier.text[max(0, span.start - 3) : span.start].rpartition("\n")[2].strip(" *[(•")
        if (not is_label or begins_line) and not dossier.is_quoted(span.start):
            yield present("the item says that it was corrected or updated", span)
            return
    yield not_applicable("the item bears no correction")


@signal(
    "COR702",
    "correction not carried",
    sense="fault",
    standard="AP: corrections go wherever the story went",
    remedy="carry the correction",
    fires=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(at_post(STORY.replace("40,000", "400,000") + CORRECTION),),
        )
    ],
    silent=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(at_post(STORY),),
        )
    ],
    reads=False,
)
def correction_lost(dossier: Dossier) -> Iterator[Finding]:
    """Find reprints of an item whose correction they lack. The mistake lives on in them."""
    rows = [row for row in dossier.reprints if row.item == dossier.item.item and row.held]
    if not rows:
        yield not_applicable("the item is no reprint of an item in the archive")
    for row in rows:
        for lost in row.lost:
            if lost.what == "correction":
                yield present(
                    f"{row.origin} was corrected: “{lost.text}”", None, other=row.origin, other_span=lost.span
                )


@signal(
    "COR703",
    "silent change",
    sense="fault",
    standard="BBC: no stealth edits",
    remedy="say what was changed",
    fires=[
        Example(
            STORY.replace("40,000", "90,000"),
            outlet="Lowmere Post",
            published="2024-05-04",
            others=(at_post(STORY),),
        )
    ],
    silent=[Example(STORY + CORRECTION, outlet="Lowmere Post", published="2024-05-04", others=(at_post(STORY),))],
    reads=False,
)
def silent_change(dossier: Dossier) -> Iterator[Finding]:
    """Find later versions of an outlet's own item that differ from the earlier one without a note."""
    if (
        not dossier.item.outlet
        or not dossier.item.published
        or next(iter(correction_note.judge(dossier))).state == "present"
    ):
        yield not_applicable("the item bears a note, or its outlet or date is not known")
        return
    for match in dossier.matches:
        other = dossier.others.get(match.other)
        if match.relation != "duplicate" or other is None or other.outlet != dossier.item.outlet or not other.published:
            continue
        if other.published < dossier.item.published and match.resemblance < MAX_CHANGED:
            yield present(
                f"differs from the outlet's own version of {other.published[:10]} without a note", other=other.item
            )

"""COR: are mistakes mended in the open, and do the corrections reach the copies?"""

import re
from collections.abc import Iterator
from functools import cache, partial

from dedup.lexicon import read_lines
from dedup.names import same_name
from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.phrases import find_phrases
from scoring.signals.rows import ItemRow
from scoring.signals.signal import Example, Finding, not_applicable, present, signal

STORY = """The council of Lowmere has spent 40,000 crowns on a clock that nobody can read, mayor Jan Holt said on Friday.

The clock hangs above the ferry landing, faces the hill, and is lit from behind. Passengers who want to know the time walk
round the ticket office and look up against the sun. Two summers ago the old one was sold to a collector, who took its
chimes along and left the hands.

Holt, who voted for the purchase, said the dial would be turned before the first tourists came. The clockmaker has asked
for a crane and for calm weather. Until then a blackboard stands at the landing, and the ferryman writes the hour on it."""
CORRECTION = "\n\nCorrection: An earlier version of this story gave the wrong sum."
at_post = partial(Example, outlet="Lowmere Post", published="2024-05-03")
COPIES = frozenset({"duplicate", "contained", "partial"})
HEAD_CHARS = 400  # where byline and dateline stand
NOTE_CHARS = 120  # of a correction that are shown
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
    span = _note(dossier)
    if span:
        yield present("the item says that it was corrected or updated", span)
    else:
        yield not_applicable("the item bears no correction")


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of a line that a label of corrections begins."""
    labels = "|".join(map(re.escape, read_lines("correction_labels")))
    return re.compile(rf"(?im)^[ *(\[•]{{0,4}}(?:{labels})(?=[:,(—–-]| [\w-])")


def _note(dossier: Dossier) -> Span | None:
    """Return the first label or phrase of a correction, outside quotes."""
    match = next((match for match in _label().finditer(dossier.text) if _is_label(match)), None)
    spans = [Span(*match.span())] if match else []
    spans += [span for span in find_phrases(dossier, "corrections") if not dossier.is_quoted(span.start)]
    return min(spans, default=None)


def _is_label(match: re.Match[str]) -> bool:
    """Return whether a mark, or for a wire's "(Corrects ...)" any word, follows the label."""
    following = match.string[match.end() : match.end() + 1]
    return following in {":", ",", "(", "-", "–", "—"} or match[0].lstrip(" *[•").startswith("(")


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
    """Find reprints of an item whose correction they lack. The mistake lives on in them.

    The correction may stand in the origin itself, or in a later version of it by the same outlet.
    """
    rows = [row for row in dossier.reprints if row.item == dossier.item.item]
    if not rows or _note(dossier):
        yield not_applicable("the item is no reprint of an item in the archive, or bears a note itself")
        return
    for row in rows:
        lost = next((lost for lost in row.lost if lost.what == "correction"), None)
        if lost:
            yield present(f"{row.origin} was corrected: “{lost.text}”", None, other=row.origin, other_span=lost.span)
        else:
            yield from _later_correction(dossier, row.origin)


def _later_correction(dossier: Dossier, origin: str) -> Iterator[Finding]:
    """Yield that the outlet of `origin` has corrected the story in another item that this one matches."""
    held = dossier.others.get(origin)
    outlet = held.outlet if held else origin.removeprefix("origin:")
    for match in dossier.matches:
        other = dossier.others.get(match.other)
        if outlet and other and match.relation in COPIES and _is_by(other, outlet):
            note = _note(Dossier(other))
            if note:
                words = other.text[note.start : note.start + NOTE_CHARS].partition("\n")[0]
                yield present(
                    f"{other.item} corrects the story: “{words}”",
                    _old_number(dossier, other, words),
                    other=other.item,
                    other_span=note,
                )


def _old_number(dossier: Dossier, other: ItemRow, note: str) -> Span | None:
    """Return where this item prints a number that the correction takes back: in the note, not in the corrected text."""
    rest = other.text.replace(note, "")
    for number in re.findall(r"\d[\d.,]{0,12}\d|\d", note):
        own = re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", dossier.text)
        if own and not re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", rest):
            return Span(*own.span())
    return None


def _is_by(item: ItemRow, outlet: str) -> bool:
    """Return whether the item is the outlet's own, or names it in its head."""
    return (item.outlet is not None and same_name(item.outlet, outlet)) or outlet in item.text[:HEAD_CHARS]


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
    if not dossier.item.outlet or not dossier.item.published or _note(dossier):
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

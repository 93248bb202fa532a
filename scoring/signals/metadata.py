"""MET: who wrote it, where, and who published it?"""

from collections.abc import Iterator

from dedup.names import same_name
from scoring.signals.dossier import Dossier
from scoring.signals.rows import SpanRow
from scoring.signals.signal import Example, Finding, absent, present, signal

MAX_PART_WORDS = 4  # "3 min read", "Share on Facebook"; an outlet's advert is longer


@signal(
    "MET601",
    "byline",
    sense="virtue",
    standard="NewsGuard 9: names of content creators; ninjs by",
    remedy="say who wrote it",
    fires=["By Ana Ruiz\n\nThe council closed the pool on Friday, mayor Jan Holt said."],
    silent=["The council closed the pool on Friday, mayor Jan Holt said."],
    passes_over=("brief",),
    reads=False,
)
def byline(dossier: Dossier) -> Iterator[Finding]:
    """Tell whether the item says who wrote it: a person, staff, a desk or an agency."""
    line = next((credit for credit in dossier.credits if credit.kind == "byline"), None)
    if line:
        yield present(f"by {line.name or 'staff'}", line.span)
    elif dossier.item.author:
        yield present(f"by {dossier.item.author}, as the metadata say")
    else:
        yield absent("nothing says who wrote it")


@signal(
    "MET602",
    "dateline place",
    sense="virtue",
    standard="NITF dateline; schema.org dateline",
    remedy="say where it was written",
    fires=["LOWMERE, May 3 (Reuters) - The council closed the pool on Friday, mayor Jan Holt said."],
    silent=["The council closed the pool on Friday, mayor Jan Holt said."],
    passes_over=("opinion", "brief", "obituary", "transcript", "live_blog"),
    reads=False,
)
def dateline_place(dossier: Dossier) -> Iterator[Finding]:
    """Tell whether a dateline says where the report was made."""
    lines = [credit for credit in dossier.credits if credit.kind == "dateline"]
    line = next((line for line in lines if line.name and not line.name_id), lines[0] if lines else None)
    if line and line.name and not line.name_id:  # a lead-in names an outlet
        yield present(f"from {line.name}", line.span)
    else:
        yield absent("nothing says where it was written", line.span if line else None)


@signal(
    "MET603",
    "outlet identified",
    sense="virtue",
    standard="JTI A1: identify the publisher",
    remedy="say who published it",
    fires=[Example("The council closed the pool on Friday, mayor Jan Holt said.", outlet="Lowmere Post")],
    silent=["The council closed the pool on Friday, mayor Jan Holt said."],
    reads=False,
)
def outlet_known(dossier: Dossier) -> Iterator[Finding]:
    """Tell whether the publisher is known, from metadata, a line of its own, or its lead-in."""
    if dossier.item.outlet:
        yield present(f"published by {dossier.item.outlet} ({dossier.item.outlet_evidence or 'given'})")
    else:
        yield absent("nothing says who published it")


@signal(
    "MET604",
    "headline doubled, furniture in body",
    sense="label",
    standard="Text extraction leaves page parts behind (trafilatura #160)",
    fires=["Pool closes\n\nPool closes\n\n3 min read\n\nThe council closed the pool on Friday, mayor Jan Holt said."],
    silent=["Pool closes\n\nThe council closed the pool on Friday, mayor Jan Holt said."],
    reads=False,
)
def page_parts(dossier: Dossier) -> Iterator[Finding]:
    """Tell which parts of the page stand in the text: doubled headlines, reading times, navigation, bullets.

    They are masked before anything is judged, and cost nothing.
    """
    for row in dossier.spans:
        if row.kind == "furniture" and _is_page_part(row):
            yield present(f"masked: {_what(dossier, row)}", row.span)


def _is_page_part(row: SpanRow) -> bool:
    """Return whether the line belongs to the page and not to one outlet: no line of its own, a handle, or a few words."""
    return row.line is None or "@" in row.line or len(row.line.split()) <= MAX_PART_WORDS


def _what(dossier: Dossier, row: SpanRow) -> str:
    words = " ".join(dossier.text[row.span.start : row.span.end].split())
    before = dossier.text[: row.span.start].strip().rpartition("\n")[2]
    return "the headline a second time" if before and same_name(words, before.strip()) else f"“{words}”"

"""PRV306, PRV307 and PRV309: agency credits, clear and vague, and lines that are not the item's own."""

import re
from collections.abc import Iterator

from dedup.registry import builtin, is_agency_name
from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.metadata import MAX_PART_WORDS
from scoring.signals.rows import CreditRow
from scoring.signals.signal import Example, Finding, present, signal

ADVERT = "Download the free Lowmere Post app and never miss a story from the lake again!"
OTHER_STORIES = (
    "The last miller of the valley retires in June, and his son will bake bread in the mill.",
    "Two swans have come back to the lake. The school counted them from the pier on Monday morning.",
    "Rain stopped the boat race after the third lap. It will be rowed again in a week.",
)
TEXT_CREDITS = frozenset({"agency", "byline", "contribution", "dateline"})  # a photo's credit is not the text's
VAGUE = re.compile(r"(?i)\b(?:agencies|wires?|wire services?|news services?|agenturen|agences|agencias)\b")
MAKERS = frozenset({"agency", "syndicate"})


@signal(
    "PRV306",
    "agency credit",
    sense="label",
    standard="NITF distributor; AP: credit the agency",
    fires=[
        "LOWMERE (AP) — The council closed the pool on Friday, mayor Jan Holt said.",
        "The council closed the pool on Friday, mayor Jan Holt said.\n\nThe Khorvan News Agency contributed to this report.",
    ],
    silent=[
        "The council closed the pool on Friday, mayor Jan Holt told AP.",
        "The council closed the pool on Friday, mayor Jan Holt said.\n\nJonna Berg contributed to this report.",
    ],
    reads=False,
)
def agency_credit(dossier: Dossier) -> Iterator[Finding]:
    """Tell which agency the item credits with its text, in byline, dateline, tag or contribution line."""
    shown = set[str]()
    for credit in sorted(dossier.credits, key=_place):
        name = credit.name_id or credit.name or ""
        if credit.kind in TEXT_CREDITS and name not in shown and _is_agency(credit):
            shown.add(name)
            yield present(f"credited to {credit.name}", credit.span)


def _place(credit: CreditRow) -> tuple[bool, Span | None, int]:
    """Return where a credit stands, those of the metadata last."""
    return credit.span is None, credit.span, credit.place_in_chain


def _is_agency(credit: CreditRow) -> bool:
    """Return whether the credit names an agency: one of the list, or one that its place or its own words tell."""
    outlet = builtin().outlets.get(credit.name_id or "")
    if outlet or not credit.name:
        return bool(outlet and outlet.kind in MAKERS)
    return credit.kind == "agency" or (credit.kind == "contribution" and is_agency_name(credit.name))


@signal(
    "PRV307",
    "vague agency credit",
    sense="fault",
    standard="AP: credit agencies by name",
    remedy="name the agencies",
    fires=["The council closed the pool on Friday, mayor Jan Holt said.\n\nAgencies contributed to this report."],
    silent=[
        "The council closed the pool on Friday, mayor Jan Holt said.\n\nThe Associated Press contributed to this report."
    ],
    reads=False,
)
def vague_credit(dossier: Dossier) -> Iterator[Finding]:
    """Find credits to "agencies" or "wires" without their names.

    The work of others is admitted, and nobody can tell whose it is.
    """
    for credit in dossier.credits:
        if credit.kind in {"agency", "contribution"} and not credit.name and credit.span:
            words = dossier.text[credit.span.start : credit.span.end]
            if VAGUE.search(words):
                yield present(f"“{words}” names nobody", credit.span)


@signal(
    "PRV309",
    "line that is not the story's",
    sense="label",
    standard="Boilerplate is told by repetition (jusText, CCNet)",
    fires=[
        Example(
            ADVERT + "\n\nThe council closed the pool on Friday, mayor Jan Holt said.",
            outlet="Lowmere Post",
            others=tuple(Example(f"{ADVERT}\n\n{story}", outlet="Lowmere Post") for story in OTHER_STORIES),
        )
    ],
    silent=["The council closed the pool on Friday, mayor Jan Holt said."],
    reads=False,
)
def furniture_line(dossier: Dossier) -> Iterator[Finding]:
    """Tell which lines of the outlet's own stand in many of its items, such as adverts. They are masked, and cost nothing."""
    for row in dossier.spans:
        if row.kind == "furniture" and row.line and len(row.line.split()) > MAX_PART_WORDS:
            yield present(f"masked: a line of {dossier.item.outlet or 'an outlet'} that its items repeat", row.span)

"""SRC206 to SRC208, SRC213 and SRC217: how many independent origins stand behind an item."""

from collections.abc import Iterator
from functools import partial

from scoring.signals.dossier import Dossier
from scoring.signals.kinds import Kind
from scoring.signals.relaying import own_relayers
from scoring.signals.rows import StoryRow
from scoring.signals.signal import Example, Finding, absent, not_applicable, present, signal, unknown

BALANCE_FREE: frozenset[Kind] = frozenset({"opinion", "transcript", "obituary"})
SHARES = {0: 0.0, 1: 0.25, 2: 0.75}  # of the points, by number of origins; three or more earn all
MIN_CORROBORATED = 2
at_post = partial(Example, outlet="The Orla Post", published="2024-03-05")
at_herald = partial(Example, outlet="Valley Herald", published="2024-03-05")
QUAKE = at_post(
    "A bridge fell into the Orla on Monday, engineer Ana Ruiz said.",
    others=(at_herald("The Orla bridge collapsed on Monday, mayor Jan Holt told the Valley Herald."),),
)
ECHO = at_post(
    "A bridge fell into the Orla on Monday, the Interfax news agency reported.",
    others=(at_herald("The Orla bridge collapsed on Monday, according to the Interfax news agency."),),
)


def other_coverage(dossier: Dossier) -> list[StoryRow]:
    """Return the story's rows of items that are no copies of this one."""
    copies = {row.other for row in dossier.matches if row.relation in {"duplicate", "contained", "partial"}}
    copies |= {row.origin for row in dossier.reprints} | {row.item for row in dossier.reprints} | {dossier.item.item}
    return [row for row in dossier.story if row.item not in copies]


def origins(dossier: Dossier) -> list[str]:
    """Return the distinct origins of the story as its rows name them, sorted."""
    return sorted({row.origin for row in dossier.story})


@signal(
    "SRC206",
    "independent origins",
    sense="virtue",
    standard="Admiralty code; BBC 3.3.4; Reuters: two sources are better than one",
    remedy="find a source that does not rest on the same origin",
    fires=[QUAKE],
    silent=["A bridge fell into the Orla on Monday, engineer Ana Ruiz said."],
    passes_over=BALANCE_FREE,
)
def independent_origins(dossier: Dossier) -> Iterator[Finding]:
    """Count the origins of the story after copies, relayers, owners, shared posts and press conferences fall together.

    Ten items that rest on one agency are one source. Tests can show that two origins are not independent, never that
    they are: origins are "not shown to be independent", with the tests that the item passed and failed. Unknown while the archive holds no other coverage.
    """
    relayers = own_relayers(dossier)
    rests = f"; the item itself rests on {', '.join(relayers)}" if relayers else ""
    if not other_coverage(dossier):
        yield unknown(f"the archive holds no other coverage{rests}")
        return
    found = origins(dossier)
    reason = f"{_counted('origin', len(found))} in the story: {_listed(found)}{_tests(dossier)}{rests}"
    share = SHARES.get(len(found), 1.0)
    yield present(reason, None, share) if len(found) >= MIN_CORROBORATED else absent(reason, None, share)


def _tests(dossier: Dossier) -> str:
    """Return what the tests of independence say of the item: never that it is independent."""
    row = next((row for row in dossier.story if row.item == dossier.item.item), None)
    if row is None:
        return ""
    told = (("passed", row.tests_passed), ("failed", row.tests_failed))
    tests = "; ".join(f"tests {name}: {', '.join(names)}" for name, names in told if names)
    return f"; not shown to be independent ({tests})" if tests else "; not shown to be independent"


def _counted(name: str, count: int) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _listed(found: list[str]) -> str:
    shown = [name.removeprefix("origin:") for name in found[:5]]
    return ", ".join(shown) + (f" and {len(found) - len(shown)} more" if len(found) > len(shown) else "")


@signal(
    "SRC207",
    "single-source story",
    sense="fault",
    standard="BBC 3.3.4: be reluctant to rely on one source",
    remedy="find a second origin",
    fires=[ECHO],
    silent=[QUAKE],
    passes_over=BALANCE_FREE,
)
def single_source(dossier: Dossier) -> Iterator[Finding]:
    """Find stories whose whole coverage in the archive rests on one origin.

    However often it is printed, nobody else has shown it.
    """
    if not other_coverage(dossier):
        yield unknown("the archive holds no other coverage")
    elif len(origins(dossier)) == 1:
        yield present(
            f"all coverage in the archive rests on {_listed(origins(dossier))}", other=other_coverage(dossier)[0].item
        )


@signal(
    "SRC208",
    "echo ratio",
    sense="label",
    standard="Media monitoring: outlets to origins",
    fires=[ECHO],
    silent=[QUAKE],
    passes_over=BALANCE_FREE,
)
def echo_ratio(dossier: Dossier) -> Iterator[Finding]:
    """Show how many items carry a story that rests on fewer origins: "five items, one source".

    An echo sounds like agreement.
    """
    items = {row.item for row in dossier.story}
    found = origins(dossier)
    if found and len(items) > len(found) and other_coverage(dossier):
        yield present(f"{len(items)} items in the archive, {_counted('origin', len(found))}: {_listed(found)}")


@signal(
    "SRC213",
    "source diversity",
    sense="label",
    standard="Trust Project: diverse voices",
    fires=[
        "The bridge is safe, mayor Jan Holt said. A report by the Dam Institute says that it was tested. Driver Ana Ruiz said it shook."
    ],
    silent=["The bridge is safe, mayor Jan Holt said."],
    passes_over=BALANCE_FREE,
)
def source_diversity(dossier: Dossier) -> Iterator[Finding]:
    """Show which types of source are heard: people, groups, organisations, documents.

    A story told by one type alone sees one side of it.
    """
    types = sorted({row.source_type.replace("_", " ") for row in dossier.speech if row.source_type})
    if len(types) >= MIN_CORROBORATED:
        yield present(f"{len(types)} types of source: {', '.join(types)}")


@signal(
    "SRC217",
    "self-citation loop",
    sense="fault",
    standard="Circular reporting",
    remedy="cite the first source",
    fires=[
        at_post(
            "This article was originally published by Valley Herald.\n\nThe old bridge over the Orla fell into the river on "
            "Monday morning after a barge had hit its middle pier, and nobody was hurt, engineer Ana Ruiz said.",
            others=(
                at_herald(
                    "This article was originally published by The Orla Post.\n\nThe old bridge over the Orla fell into the river "
                    "on Monday morning after a barge had hit its middle pier, and nobody was hurt, engineer Ana Ruiz said."
                ),
            ),
        )
    ],
    silent=[QUAKE],
    reads=False,
)
def citation_loop(dossier: Dossier) -> Iterator[Finding]:
    """Find items that name an origin which, directly or through others, names them.

    Nobody in the loop is the first source, and each lends the next one weight.
    """
    if not dossier.reprints:
        yield not_applicable("the item names no origin")
    elif dossier.loop:
        chain = " > ".join((*dossier.loop, dossier.loop[0]))
        own = next(
            (row for row in dossier.reprints if row.item == dossier.item.item and row.origin in dossier.loop), None
        )
        yield present(
            f"the items name each other as their origin: {chain}",
            own.notice_span if own else None,
            other=own.origin if own else None,
        )

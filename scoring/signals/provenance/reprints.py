"""PRV301 to PRV305, PRV308, PRV311: what the item says of its origin, and what its text shows."""

from collections.abc import Iterator
from functools import partial

from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.rows import ReprintRow
from scoring.signals.signal import Example, Finding, not_applicable, present, signal

STORY = """The council of Lowmere closed its only swimming pool on Friday after divers had found cracks in the basin.
Mayor Jan Holt said the repair would take two summers and cost more than the town earns in a year.
Swimmers who hold a season ticket may use the pool of Highmere until the work is done, he said.
The school will teach swimming in the lake from June, where two lifeguards are to stand watch all day."""
FAR_COPY = 0.5  # share of the item from which it is a copy with additions, and not an item with a quotation
WHOLE_COPY = 0.9
LOST_CREDITS = frozenset({"dateline", "byline", "agency", "correction", "disclosure"})
held_by = partial(Example, STORY, outlet="Lowmere Post", published="2024-05-03")


def own_reprints(dossier: Dossier, *kinds: str) -> list[ReprintRow]:
    """Return the edges that lead from this item to its origins, of the given kinds."""
    return [row for row in dossier.reprints if row.item == dossier.item.item and row.kind in kinds]


def origin_name(name: str) -> str:
    """Return the name of an origin, held or not."""
    return name.removeprefix("origin:")


@signal(
    "PRV301",
    "declared reprint",
    sense="label",
    standard="CredWeb 9ce28cf4",
    fires=["This article was originally published by Lowmere Post and is republished with permission.\n\n" + STORY],
    silent=[STORY],
    reads=False,
)
def declared_reprint(dossier: Dossier) -> Iterator[Finding]:
    """Tell that the item says it is a reprint, and of whom. Honest, so it costs nothing."""
    for row in own_reprints(dossier, "declared"):
        held = "held in the archive" if row.held else "not held in the archive"
        yield present(
            f"reprinted from {origin_name(row.origin)}, {held}: {row.verdict}", row.notice_span, other=row.origin
        )


@signal(
    "PRV302",
    "declared origin incomplete",
    sense="fault",
    standard="IPTC infoSources; schema.org isBasedOn",
    remedy="give the origin's link, author and date",
    fires=["This article was originally published by Lowmere Post and is republished with permission.\n\n" + STORY],
    silent=[
        "This article by Ana Ruiz was originally published by Lowmere Post on May 3, 2024 (https://lowmere.example/pool) and is "
        "republished with permission.\n\n" + STORY
    ],
    reads=False,
)
def origin_incomplete(dossier: Dossier) -> Iterator[Finding]:
    """Find what a reprint notice leaves out: the link, the author or the date of the original.

    Each of them is what a reader needs to find the original.
    """
    for row in own_reprints(dossier, "declared"):
        if row.notice_span:
            for what in _missing(dossier, row.notice_span):
                yield present(f"the notice gives no {what} of the original", row.notice_span, other=row.origin)


def _missing(dossier: Dossier, notice: Span) -> Iterator[str]:
    """Yield what is missing from the notice's line and the metadata."""
    start = dossier.text.rfind("\n", 0, notice.start) + 1
    end = dossier.text.find("\n", notice.end)
    line = Span(start, len(dossier.text) if end < 0 else end)
    words = dossier.text[line.start : line.end]
    if "http" not in words and "www." not in words and not dossier.item.canonical_url:
        yield "link"
    if not dossier.item.author and " by " not in words.replace("published by", "").replace("appeared by", ""):
        yield "author"
    if not any(row.span and line.overlaps(row.span) for row in dossier.dates):
        yield "date"


@signal(
    "PRV303",
    "declared origin contradicted",
    sense="fault",
    standard="CredWeb 334e1ec7",
    remedy="name the origin that the text comes from",
    fires=[
        Example(
            "This article was originally published by Valley Herald.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(
                Example("By Ana Ruiz\n\n" + STORY, outlet="Lowmere Post", published="2024-05-03"),
                Example(
                    "The valley's last miller retires, and his son will bake bread.",
                    outlet="Valley Herald",
                    published="2024-05-02",
                ),
            ),
        )
    ],
    silent=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(held_by(),),
        )
    ],
    reads=False,
)
def origin_contradicted(dossier: Dossier) -> Iterator[Finding]:
    """Find notices that name one origin while the text matches another, or an earlier one, better."""
    declared = own_reprints(dossier, "declared")
    if not any(row.held for row in declared) and not any(row.verdict == "inaccurate" for row in declared):
        yield not_applicable("no declared origin can be compared")
    for row in declared:
        if row.verdict == "inaccurate":
            told = f"the text comes from {origin_name(row.origin)}, and the notice names another"
            yield present(told, row.notice_span, other=row.origin)


@signal(
    "PRV304",
    "undeclared copy",
    sense="fault",
    standard="CredWeb 31755cbb",
    remedy="say where the text comes from",
    fires=[Example(STORY, outlet="Highmere News", published="2024-05-06", others=(held_by(),))],
    silent=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(held_by(),),
        ),
        STORY,
    ],
    reads=False,
)
def undeclared_copy(dossier: Dossier) -> Iterator[Finding]:
    """Find items that share their text with an earlier item and do not say so, by notice or agency credit."""
    for row in own_reprints(dossier, "undeclared"):
        if row.direction == "known" and row.verdict == "missing":
            yield _copied("copied from", row)


def _copied(words: str, row: ReprintRow) -> Finding:
    """Return the finding for a reprint: its longest passage, and the same in the other item."""
    longest = max(row.passages, key=lambda pair: (pair[0].n_chars, -pair[0].start), default=None)
    share = f"{row.share:.0%} of the text " if row.share is not None else ""
    own, other = longest or (None, None)
    return present(f"{share}{words} {origin_name(row.origin)}", own, other=row.origin, other_span=other)


@signal(
    "PRV305",
    "direction unclear",
    sense="label",
    standard="CredWeb b1794319",
    fires=[Example(STORY, outlet="Highmere News", others=(Example(STORY, outlet="Lowmere Post"),))],
    silent=[Example(STORY, outlet="Highmere News", published="2024-05-06", others=(held_by(),))],
    reads=False,
)
def direction_unclear(dossier: Dossier) -> Iterator[Finding]:
    """Tell that two items share their text and nothing shows which was first, so neither is blamed."""
    for row in dossier.reprints:
        if row.direction == "unclear" and row.held and row.kind != "declared":
            other = row.origin if row.item == dossier.item.item else row.item
            yield present(f"shares its text with {other}, and nothing shows which was first", other=other)


@signal(
    "PRV308",
    "credit lost in reprint",
    sense="fault",
    standard="AP: keep credits and corrections",
    remedy="restore the credit that the original carries",
    fires=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(Example("By Ana Ruiz\n\nLOWMERE (AP) — " + STORY, outlet="Lowmere Post", published="2024-05-03"),),
        )
    ],
    silent=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            published="2024-05-06",
            others=(held_by(),),
        )
    ],
    reads=False,
)
def credit_lost(dossier: Dossier) -> Iterator[Finding]:
    """Find bylines, datelines, agency lines and corrections that stand in the original and not in its reprint.

    Who did the work, and where, is gone.
    """
    held = [
        row
        for row in own_reprints(dossier, "declared", "undeclared", "agency")
        if row.held and row.direction == "known"
    ]
    if not held:
        yield not_applicable("the item is no reprint of an item in the archive")
    for row in held:
        for lost in row.lost:
            if lost.what in LOST_CREDITS:
                yield present(
                    f"the original's {lost.what} is gone: “{lost.text}”", None, other=row.origin, other_span=lost.span
                )


@signal(
    "PRV311",
    "originality class",
    sense="label",
    standard="CredWeb 7.1.1",
    fires=[Example(STORY, outlet="Highmere News", published="2024-05-06", others=(held_by(),))],
    silent=[STORY],
    reads=False,
)
def originality(dossier: Dossier) -> Iterator[Finding]:
    """Tell how much of the text is found in other items: a duplicate, a copy with additions, partly copied, or quoted."""
    shares = [(match.share, match.other, match.relation) for match in dossier.matches if match.relation != "template"]
    if not shares:
        return
    share, other, relation = max(shares)
    label = "mostly quoted" if relation == "quote_only" else "partly copied"
    if relation != "quote_only" and share >= FAR_COPY:
        label = "duplicate" if share >= WHOLE_COPY else "copy with additions"
    yield present(f"{label}: {share:.0%} of the text stands in {other} too", other=other)

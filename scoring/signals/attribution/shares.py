"""ATT101 to ATT103: how much of what is claimed has a source, and how many sources have a name."""

from collections.abc import Iterator

from dedup.tables import Span
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import ONE_VOICE
from scoring.signals.phrases import find_phrases
from scoring.signals.rows import AttributionRow
from scoring.signals.signal import Finding, absent, not_applicable, present, signal
from scoring.signals.voices import by_speaker, is_named_elsewhere

MIN_SHARE = 0.5  # from here on the item as a whole does what the signal asks
THINGS = frozenset({"document", "poll", "database"})  # they are sources, but not people

CLOSURE = """The ferry line will close in June. Three boats are to be sold and forty jobs will go. The harbour office will move
to the old customs house by the end of the year. Ticket sales stop in May. Season tickets lose their value then. The pier
will become a park. A market hall and a row of flats are to follow on the land behind the pier in spring."""


@signal(
    "ATT101",
    "claim-attributed share",
    sense="virtue",
    standard="AP: attribution in the same sentence; Reuters: source every statement; CredWeb 7.4.1.1",
    remedy="name who says it",
    fires=["The bridge is safe, engineer Ana Ruiz said. “We tested every cable,” she said."],
    silent=[
        "“The bridge is safe.” It is said to have been tested. “Every cable was checked.” There were reports of cracks."
    ],
    passes_over=ONE_VOICE,
)
def claims_attributed(dossier: Dossier) -> Iterator[Finding]:
    """Measure the share of claims whose source stands in the same sentence or the next.

    Claims are sentences that report speech, hold a quote, or hedge ("reportedly"). A reader should not have to look
    for the source of a claim; a claim without one cannot be checked.
    """
    claims = _claims(dossier)
    if not claims:
        yield not_applicable("the item reports no claims")
        return
    sourced = {dossier.sentence_number(span.start) for row in dossier.attributions if row.source for span in row.spans}
    near = {number + step for number in sourced for step in (-1, 0, 1)}
    orphans = sorted(claims - near)
    share = 1 - len(orphans) / len(claims)
    reason = f"{len(claims) - len(orphans)} of {len(claims)} claims have a source in reach"
    if orphans:
        reason += f"; the first without one is in sentence {orphans[0] + 1}"
    span = dossier.sentences[orphans[0]] if orphans else None
    yield present(reason, span, share) if share >= MIN_SHARE else absent(reason, span, share)


def _claims(dossier: Dossier) -> set[int]:
    """Return the numbers of the sentences that claim something."""
    places = [row.cue_spans[0].start for row in dossier.attributions if row.is_speech and row.cue_spans]
    places += [quote.start for quote in dossier.marked_quotes if quote.shape == "utterance"]
    for name in ("hedges", "weasel_phrases"):
        places += [span.start for span in find_phrases(dossier, name)]
    return {dossier.sentence_number(place) for place in places if not dossier.is_masked(place)}


@signal(
    "ATT102",
    "no source at all",
    sense="fault",
    standard="CredWeb bf2e6507",
    remedy="say who says it",
    fires=[CLOSURE],
    silent=["The ferry line will close in June, harbour master Iris Falk said on Monday."],
    passes_over=("opinion", "transcript", "live_blog", "brief", "obituary"),
)
def no_source(dossier: Dossier) -> Iterator[Finding]:
    """Find items in which nobody is heard and nothing is cited.

    Such an item asks to be believed on its outlet's word alone. Where it fires, no other signal of attribution applies.
    """
    if not any(row.is_speech and (row.source or row.relay) for row in dossier.attributions):
        yield present("nobody is heard and nothing is cited")


@signal(
    "ATT103",
    "named source share",
    sense="virtue",
    standard="Reuters: named sources are the best; AP; BBC 3.3.4",
    remedy="name the source",
    fires=["The line will close, harbour master Iris Falk said. The Dockers' Union said it was not told."],
    silent=["The line will close, an official said. Experts said it was too early to tell."],
    passes_over=ONE_VOICE,
)
def sources_named(dossier: Dossier) -> Iterator[Finding]:
    """Measure the share of distinct sources that have a name, people and groups alike.

    A named source answers for what is said, and can be asked again.
    """
    speakers = by_speaker(row for row in dossier.speech if row.source_type not in THINGS)
    if not speakers:
        yield not_applicable("nobody is heard")
        return
    unnamed = [rows[0] for rows in speakers.values() if not any(_is_known(dossier, row) for row in rows)]
    share = 1 - len(unnamed) / len(speakers)
    reason = f"{len(speakers) - len(unnamed)} of {len(speakers)} sources are named"
    span = _where(unnamed[0]) if unnamed else None
    yield present(reason, span, share) if share >= MIN_SHARE else absent(reason, span, share)


def _is_known(dossier: Dossier, row: AttributionRow) -> bool:
    return row.is_named or is_named_elsewhere(dossier, row)


def _where(row: AttributionRow) -> Span | None:
    return row.source_spans[0] if row.source_spans else None

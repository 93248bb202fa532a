"""SRC201 to SRC205 and SRC209: what was heard directly, and what came through another medium."""

from collections.abc import Iterator

from dedup.names import fold_name
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.signals.describing import ends_in_institution
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import ONE_VOICE
from scoring.signals.media import same_relayer
from scoring.signals.phrases import find_phrases, holds_phrase
from scoring.signals.relaying import Relay, find_relays, group_relayers, is_cited, is_second_hand
from scoring.signals.rows import Affiliation, AttributionRow
from scoring.signals.signal import Finding, absent, not_applicable, present, signal
from scoring.signals.voices import by_speaker, first_span, is_named_elsewhere, speaker

MIN_SHARE = 0.5
MAX_TIE_CHARS = 60  # "the state-run Tasnim": words before the name that speak of it
MAX_NAME_WORDS = 12
PRINCIPALS = 2
MOST = 0.4  # of the people who are heard
INDIVIDUALS = frozenset({"named_individual", "unnamed_individual"})


@signal(
    "SRC201",
    "primary share",
    sense="virtue",
    standard="BBC 3.3.3: first-hand sources; Reuters",
    remedy="hear the speaker directly, or say where the words were published",
    fires=[
        "“The line will close,” harbour master Iris Falk said. Falk said on her website that the boats would be sold."
    ],
    silent=["“The line will close,” harbour master Iris Falk told the Interfax news agency."],
    passes_over=ONE_VOICE,
)
def primary_share(dossier: Dossier) -> Iterator[Finding]:
    """Measure the share of statements that the outlet heard or read itself.

    A speaker's own channel, a post or a document is first hand; what another medium passed on is not.
    """
    if not dossier.speech:
        yield not_applicable("nobody is heard")
        return
    passed_on = [row for row in dossier.speech if is_second_hand(dossier, row)]
    share = 1 - len(passed_on) / len(dossier.speech)
    reason = f"{len(dossier.speech) - len(passed_on)} of {len(dossier.speech)} statements are first hand"
    span = first_span(passed_on[0]) if passed_on else None
    yield present(reason, span, share) if share >= MIN_SHARE else absent(reason, span, share)


@signal(
    "SRC202",
    "second-hand relay",
    sense="fault",
    standard="AP: credit and confirm what others report; CredWeb b4fafa09",
    remedy="hear the speaker directly",
    fires=["“It went well,” minister Paul Kern told AFP.", "The talks are over, according to the Tasnim news agency."],
    silent=[
        "“It went well,” minister Paul Kern said on Twitter.",
        "“It went well,” minister Paul Kern told reporters.",
        "TASS said in a statement that its office would close.",
        "In a statement, TASS said that its office would close.",
        "The company website says that the ferry will stop.",
        "The ferry will stop, according to the website.",
        "“It went well,” said Lowmere Mayor Paul Guardian.",
        "The ferry is not safe, according to Fox News analyst Ida Brandt.",
        "As TASS noted in an op-ed, the ferry is old. TASS responded with a note.",
        "The losses were not known until Reuters asked about them.",
        "The ferry will stop, according to a press release from the harbour.",
    ],
    passes_over=ONE_VOICE,
)
def second_hand(dossier: Dossier) -> Iterator[Finding]:
    """Find statements that reached the item through another medium, and say which.

    The outlet did not hear the words, and passes on somebody else's selection of them.
    """
    for relay in find_relays(dossier):
        whose = f"what {relay.attribution.source} says" if _has_other_source(relay) else "a statement"
        yield present(f"{whose} came through {relay.name}", relay.span)


def _has_other_source(relay: Relay) -> bool:
    source = relay.attribution.source
    return source is not None and not same_relayer(source, relay.name)


@signal(
    "SRC203",
    "relayer unnamed",
    sense="fault",
    standard="AP: name the medium that is cited",
    remedy="name the relayer",
    fires=["The minister resigned, state media reported.", "“It went well,” he said, as reported by local media."],
    silent=[
        "The minister resigned, the Interfax news agency reported.",
        "Voters say that the local media attention hurts the minister.",
    ],
    passes_over=ONE_VOICE,
)
def relayer_unnamed(dossier: Dossier) -> Iterator[Finding]:
    """Find relayers without a name: state media, local media, agencies.

    Nobody can look up what they said, or weigh who they are.
    """
    unnamed = {relay.span for relay in find_relays(dossier) if not relay.is_named}
    for span in find_phrases(dossier, "unnamed_media"):
        is_known = any(span.overlaps(other) for other in unnamed)
        if (
            not is_known
            and not dossier.is_quoted(span.start)
            and is_cited(dossier, span)
            and not _is_told(dossier, span)
        ):
            unnamed.add(span)
    for span in sorted(unnamed):
        yield present(f"“{dossier.text[span.start : span.end]}” is not named", span)


def _is_told(dossier: Dossier, span: Span) -> bool:
    """Return whether a named relay holds the words: "state media outlet Tasnim"."""
    return any(
        span.overlaps(Span(relay.span.start - 2, relay.span.end + 2))
        for relay in find_relays(dossier)
        if relay.is_named
    )


@signal(
    "SRC204",
    "state-linked relayer",
    sense="fault",
    standard="JTI 4-5: ownership; the user's outlet registry, dated and cited",
    remedy="say whose medium it is",
    fires=["“It went well,” minister Paul Kern told TASS."],
    silent=[
        "“It went well,” minister Paul Kern told AP.",
        "“It went well,” minister Paul Kern told the state-run TASS news agency.",
    ],
    passes_over=ONE_VOICE,
)
def state_linked(dossier: Dossier) -> Iterator[Finding]:
    """Find relayers that the registry lists as tied to a state, a party or an army, where the text does not say so.

    Such a medium may report well, but it has a stake that a reader should know of. This is a fact about ownership with
    its citation, and no verdict on what was said.
    """
    for relayer in group_relayers(find_relays(dossier)):
        tie = _affiliation(dossier, relayer[0])
        if tie and not _discloses(dossier, relayer):
            source = f"{tie.citation}, {tie.date}"
            yield present(
                f"{relayer[0].name} is {tie.kind} media ({source}), which the text does not say", relayer[0].span
            )


@signal(
    "SRC205",
    "relayer's affiliation disclosed",
    sense="virtue",
    standard="SPJ: disclose sources' motives; NYT",
    remedy="say whose medium it is",
    fires=["“It went well,” he told the Tasnim news agency, which is considered close to the Revolutionary Guards."],
    silent=[
        "“It went well,” he told the Tasnim news agency.",
        "A network of towns sent councils to the sea every summer for years, and nearly all of these trips were funded by a builder.",
    ],
    passes_over=ONE_VOICE,
)
def affiliation_disclosed(dossier: Dossier) -> Iterator[Finding]:
    """Find that the text says whose medium a relayer is, near its name.

    It applies where a relayer is tied to a state or a party, or the text says that it is.
    """
    relays = find_relays(dossier)
    places = {dossier.sentence_number(relay.span.start) for relay in relays}
    told = [span for span in find_phrases(dossier, "disclosed_ties") if _speaks_of_medium(dossier, span, places)]
    for span in told:
        yield present(f"“{dossier.text[span.start : span.end]}” says whose medium it is", span)
    if not told and not any(_affiliation(dossier, relay) for relay in relays):
        yield not_applicable("no relayer is known to be tied to a state or a party")


def _speaks_of_medium(dossier: Dossier, span: Span, places: set[int]) -> bool:
    """Return whether the sentence of a disclosure names a relayer, or near it calls something an agency or the like."""
    sentence = dossier.sentence(span.start)
    near = max(sentence.start, span.start - MAX_TIE_CHARS), min(sentence.end, span.end + MAX_TIE_CHARS)
    words = fold_str(dossier.text[slice(*near)])
    return dossier.sentence_number(span.start) in places or holds_phrase(words, "medium_nouns")


def _discloses(dossier: Dossier, relayer: list[Relay]) -> bool:
    return any(_is_near(dossier, span.start, relayer) for span in find_phrases(dossier, "disclosed_ties"))


def _is_near(dossier: Dossier, place: int, relayer: list[Relay]) -> bool:
    """Return whether the words at `place` speak of the relayer: in its sentence, or in one that calls it the medium."""
    here = dossier.sentence_number(place)
    for relay in relayer:
        if dossier.sentence_number(relay.span.start) == here:
            return abs(place - relay.span.start) < MAX_TIE_CHARS or place > relay.span.start
    sentence = dossier.sentence(place)
    said = fold_str(dossier.text[sentence.start : place])
    first = dossier.sentence_number(relayer[0].span.start)
    return first < here and holds_phrase(said, "medium_nouns")


def _affiliation(dossier: Dossier, relay: Relay) -> Affiliation | None:
    """Return what the registry says of the longest run of the relay's words that it knows."""
    words = fold_name(relay.name).split()[:MAX_NAME_WORDS]
    runs = ((start, start + size) for size in range(len(words), 0, -1) for start in range(len(words) - size + 1))
    known = (dossier.affiliations.get(" ".join(words[start:end])) for start, end in runs)
    return next((tie for tie in known if tie), None)


@signal(
    "SRC209",
    "one relayer for all sides",
    sense="fault",
    standard="Admiralty: sources must be independent of each other",
    remedy="hear one of the sides directly, or through another medium",
    fires=[
        "“We want peace,” Paul Kern told the delegation, as reported by state media. “They lie,” Rolf Amsel told state media."
    ],
    silent=[
        "“We want peace,” Paul Kern told the Interfax news agency. Rolf Amsel said the other side was to blame, according to the TASS news agency."
    ],
    passes_over=ONE_VOICE,
)
def one_relayer(dossier: Dossier) -> Iterator[Finding]:
    """Find items in which most of those heard, and the one heard most, come through one and the same medium.

    Two voices through one mouth are one source: the medium chose what either is heard to say.
    """
    heard = by_speaker(row for row in dossier.speech if _is_somebody(dossier, row))
    if not heard:
        return
    first = max(heard, key=lambda name: len(heard[name]))
    relays = [relay for relay in find_relays(dossier) if speaker(relay.attribution) in heard]
    for relayer in group_relayers(relays):
        relayed = dict.fromkeys(speaker(relay.attribution) for relay in relayer)
        elsewhere = {speaker(relay.attribution) for relay in relays} - set(relayed)
        is_most = len(relayed) >= MOST * len(heard) and first in relayed and not elsewhere
        if is_most and len(relayed) >= PRINCIPALS:
            names = " and ".join(heard[name][0].source_name or heard[name][0].source or name for name in relayed)
            yield present(f"{names} are heard through {relayer[0].name} only", relayer[0].span)


def _is_somebody(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether a person speaks, and no medium or institution; one who is named elsewhere counts once."""
    if row.source_type not in INDIVIDUALS or ends_in_institution(row.source_name or ""):
        return False
    return not _is_medium(row.source, row.relay) and not is_named_elsewhere(dossier, row)


def _is_medium(source: str | None, relay: str | None) -> bool:
    return source is not None and relay is not None and same_relayer(source, relay)

"""One text's attributions, from its tokens to typed rows: the order of the steps."""

from collections.abc import Sequence
from typing import NamedTuple

from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.attribution.carriers import is_medium
from scoring.attribution.cues import LANGUAGES
from scoring.attribution.draft import Draft, Run
from scoring.attribution.drafts import find_drafts
from scoring.attribution.reading import Reading, read
from scoring.attribution.referents import Mention, Referent, resolve
from scoring.attribution.relays import Relay, find_hearers, find_relays
from scoring.attribution.source_types import WRITTEN, Description, describe_source
from scoring.attribution.sources import antecedent
from scoring.attribution.speech import attach_quotes

DIRECT_SHARE = 0.9  # of the content's tokens inside quote marks
MIXED_SHARE = 0.02
NOBODY = Referent(None, "unnamed_individual")
NO_WORDS = Description(None)


class Attribution(NamedTuple):  # so many fields are set at once in a tuple, one by one in a frozen dataclass
    """Who said what, through whom. Spans are code points of the text; the fields are those of ATTRIBUTIONS."""

    kind: str
    source: str | None
    source_spans: tuple[Span, ...]
    source_type: str | None
    source_name: str | None
    cue: str
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    relay: str | None
    relay_spans: tuple[Span, ...]
    relay_type: str | None
    is_speech: bool
    role: str | None = None
    affiliation: str | None = None


def attribute(
    text: str, lang: str | None = "en", masked: Sequence[Span] = (), outlet: str | None = None
) -> list[Attribution]:
    """Return the attributions of `text` in order of their content, without those inside the `masked` spans.

    A text in a language without a lexicon is read as English, which finds quotes beside names at best. `outlet` is the
    item's own, whose mention is no relay.

    >>> [found] = attribute("“It is over,” mayor Lennart Osk told AFP on Monday.")
    >>> found.kind, found.source, found.source_name, found.relay
    ('direct', 'mayor Lennart Osk', 'Lennart Osk', 'AFP')
    """
    reading = read(text, lang if lang in LANGUAGES else "en")
    drafts = attach_quotes(reading, find_drafts(reading))
    if masked:
        drafts = [draft for draft in drafts if not _is_masked(reading, draft, masked)]
    drafts.sort(key=lambda draft: (draft.contents[0], draft.cue))
    relays = _relays(reading, drafts, outlet)
    referents = _referents(reading, drafts)
    return [
        _assemble(reading, draft, referent, relay)
        for draft, referent, relay in zip(drafts, referents, relays, strict=True)
    ]


def _is_masked(reading: Reading, draft: Draft, masked: Sequence[Span]) -> bool:
    """Return whether the cue or the content lies inside a masked span."""
    spans = [reading.tokens.span(*run) for run in (draft.cue, *draft.contents)]
    return any(mask.start <= span.start and span.end <= mask.end for mask in masked for span in spans)


def _relays(reading: Reading, drafts: Sequence[Draft], outlet: str | None) -> list[tuple[Relay, ...]]:
    """Return the relays of each draft; what is said within a medium's words came through that medium."""
    if not (reading.media or reading.channels):
        return [()] * len(drafts)
    relaying = {reading.sentence_of(place) for place in (*reading.media, *reading.channels)}
    bounds = [reading.sentence_of(draft.cue[0]) for draft in drafts]
    found = [
        find_relays(reading, draft, run) if run in relaying else () for draft, run in zip(drafts, bounds, strict=True)
    ]
    if not any(found):
        return found
    _hand_on(drafts, bounds, found)
    for n in range(1, len(drafts)):
        if not found[n] and found[n - 1] and _goes_on(reading, drafts[n - 1], drafts[n]):
            found[n] = tuple(relay for relay in found[n - 1] if relay.kind != "own_channel")
    if outlet:
        own = fold_str(outlet)
        found = [tuple(relay for relay in relays if own not in fold_str(_name(reading, relay))) for relays in found]
    return [(*relays, *find_hearers(reading, draft, relays)) for draft, relays in zip(drafts, found, strict=True)]


def _hand_on(drafts: Sequence[Draft], bounds: Sequence[Run], found: list[tuple[Relay, ...]]) -> None:
    """Give what a medium passes on, in its own sentence, the relays of that medium."""
    in_sentence: dict[Run, list[int]] = {}
    for n, run in enumerate(bounds):
        in_sentence.setdefault(run, []).append(n)
    for n, draft in enumerate(drafts):
        if any(relay.run == draft.source for relay in found[n]):
            for inner in in_sentence[bounds[n]]:
                if inner != n and any(a <= drafts[inner].cue[0] < b for a, b in draft.contents):
                    found[inner] = tuple(dict.fromkeys((*found[n], *found[inner])))


def _goes_on(reading: Reading, before: Draft, draft: Draft) -> bool:
    """Return whether "he said" goes on, in the same paragraph, from what a medium told of him."""
    if not is_medium(reading, before.source) or not (
        draft.is_speech and draft.source and reading.tokens.words[draft.source[0]] in {"he", "she"}
    ):
        return False
    first, last = sorted((before.cue[0], draft.cue[0]))
    return "\n" not in reading.tokens.phrase(first, last)


def _referents(reading: Reading, drafts: Sequence[Draft]) -> list[Referent]:
    """Return the referent of each draft's source; sources are resolved in the order of the text."""
    sourced = sorted((draft.source, n) for n, draft in enumerate(drafts) if draft.source)
    mentions = []
    for run, n in sourced:
        words = reading.tokens.phrase(*antecedent(reading, run))
        mentions.append(Mention(run, words, describe_source(words), reading.tokens.words[drafts[n].cue[1] - 1]))
    found = dict(zip((n for _, n in sourced), resolve(reading, mentions), strict=True))
    return [found.get(n, NOBODY) for n in range(len(drafts))]


def _name(reading: Reading, relay: Relay) -> str:
    return relay.name or reading.tokens.phrase(*relay.run)


def _assemble(reading: Reading, draft: Draft, referent: Referent, relays: tuple[Relay, ...]) -> Attribution:
    """Return the draft with its words and spans."""
    text, span = reading.tokens.text, reading.tokens.span
    source = span(*draft.source) if draft.source else None
    words = text[source.start : source.end] if source else None
    described = describe_source(words) if words else NO_WORDS
    cue = span(*draft.cue)
    is_by_nobody = source is None and draft.cue[0] == draft.contents[0][0]  # a quote whose own first mark is the cue
    return Attribution(
        kind=_kind(reading, draft),
        source=words,
        source_spans=(source,) if source else (),
        source_type=referent.source_type if source or is_by_nobody else None,
        source_name=referent.name,
        cue=text[cue.start : cue.end],
        cue_spans=(cue,),
        content_spans=tuple([span(*run) for run in draft.contents]),
        relay=" > ".join([_name(reading, relay) for relay in relays]) if relays else None,
        relay_spans=tuple([span(*relay.run) for relay in relays]) if relays else (),
        relay_type=relays[0].kind if relays else None,
        is_speech=draft.is_speech or referent.source_type in WRITTEN,
        role=described.role,
        affiliation=described.affiliation,
    )


def _kind(reading: Reading, draft: Draft) -> str:
    """Return whether the content is direct, mixed or indirect speech, by the share of its tokens inside quotes."""
    n_tokens = n_outside = 0
    for first, last in draft.contents:
        n_tokens += last - first
        n_outside += reading.quote_of[first:last].count(-1)
    if n_outside == n_tokens:
        return "indirect"
    share = 1 - n_outside / max(1, n_tokens)
    return "direct" if share >= DIRECT_SHARE else "mixed" if share >= MIXED_SHARE else "indirect"

"""Who is heard in an item, and through whom: the view of its attributions that several families share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dedup.lexicon import read_lines
from dedup.names import fold_name, same_name
from dedup.registry import builtin
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.attribution.media import medium_kind
from scoring.signals.dossier import Dossier, find_all
from scoring.signals.phrases import holds_phrase
from scoring.signals.rows import AttributionRow

OWN_WORK = frozenset(
    "analysis average count data editorial editorials headline poll polls survey surveys tally".split()
)  # a medium's own work, not hearsay
OWN_PAGE = re.compile(
    r"(?i)\b(?:government|company|campaign|candidate|group|team|city|county|school|university|department|committee|party|ministry)(?:['’]s)?"
    r" (?:web ?site|web ?page|page|blog)\b|^(?:the|its|his|her|their) (?:web ?site|site|page)$"
)
ROLES = frozenset(read_lines("roles"))
FULL_NAME_WORDS = range(2, 5)
REPORTED = re.compile(r"(?i)\b(?:report|wr[io]t)")  # what a medium's people do for it
# What a medium does for itself: it asks, and answers for what it printed.
ASKED = re.compile(
    r"(?i)^(?:apologi[sz]|ask|clarif|correct|declin|inquir|quer(?:y|ied|ies)|question|replied|repl|request|respond|retract)"
)
PRESS_WORK = re.compile(
    r" (?:briefing|conference|corps|kit|office|officer|release|secretary|team)s?\b"
)  # after "press"
CITING = re.compile(
    r"(?:[ ,]{1,2}[\w'-]{1,30}){0,4}?[ ,]{0,2}(?:have |had )?(?:report|said|say|quot|cit|claim|wrote|carr)"
)
CITED = re.compile(r"(?:according to|report|said|say|told|quoted by)\b")
SUBJECT = re.compile(r" (?:attention|coverage|appearance|compan|market|scrutiny|strateg)")  # of talk about the media
OFFICE = re.compile(r"\b(?:president|chief executive|chairman|chairwoman|spokes\w{3,6})$")  # of the medium
STATED = re.compile(r"\b[Ii]n (?:a|an|its) (?:\w{2,20} ){0,2}(?:statement|email|e-mail|letter|release), $")
DENIED = re.compile(r" (?:did|does|has|had|would)(?:n['’]t| not)\b")
REACH_CHARS = 60
STATEMENT = re.compile(
    r",? in (?:a|an|its) (?:\w{2,20} ){0,2}(?:statement|email|e-mail|letter|release|op-ed|editorial|column)\b"
)
COMMON_WORDS = frozenset({"news", "agency", "the", "network", "website", "newspaper", "daily"})
STEM_CHARS = 4  # "Iran" and "Iranian"
GENERIC = frozenset(
    {"seni", "offi", "high", "rank", "lead", "form", "unna", "anon", "sour", "pers", "fami", "dipl", "topl"}
)
NEUTRAL = frozenset(
    "said says told tell adde that have with from were this they will woul acco afte whil whic abou been also".split()
)
NEXT_SENTENCES = 2
LEAD_SENTENCES = 2  # a headline and a lead
MEDIA = frozenset({"outlet", "agency", "state_media"})
OWN = frozenset({"own_channel", "social_post", "document"})
MAX_DESCRIBED_WORDS = 2  # "an anonymous source": no more than that is told


@dataclass(frozen=True, slots=True)
class Relay:
    """One statement that reached the item through another medium."""

    name: str
    span: Span
    kind: str
    attribution: AttributionRow

    @property
    def is_named(self) -> bool:
        """Return whether a reader learns which medium it was."""
        return not holds_phrase(fold_str(self.name), "unnamed_media")


@lru_cache(maxsize=1)  # the signals are put to one item after the other
def find_relays(dossier: Dossier) -> tuple[Relay, ...]:
    """Return the relays of what is said in the item, in order, one for each place where another medium is named.

    What was said to the item's own outlet came through nobody.
    """
    found: dict[Span, Relay] = {}
    for row in dossier.attributions:
        if row.relay and row.relay_type in MEDIA:
            names = row.relay.split(" > ")
            spans = row.relay_spans or row.source_spans or row.spans[:1]
            for name, span in zip(names, spans, strict=False):
                if _passes_on(dossier, row, name) and not _is_count(dossier, span):
                    found.setdefault(span, Relay(name, span, row.relay_type, row))
    return tuple(found[span] for span in sorted(found) if not dossier.is_masked(span.start))


def is_second_hand(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the statement reached the item through another medium."""
    if not row.relay or row.relay_type not in MEDIA:
        return False
    return any(_passes_on(dossier, row, name) for name in row.relay.split(" > "))


def _passes_on(dossier: Dossier, row: AttributionRow, name: str) -> bool:
    """Return whether the medium called `name` passes on what the row says, and does not speak for itself."""
    is_guest = _is_person(name) and not REPORTED.search(row.cue or "")
    return not is_guest and not _is_own(dossier, name) and not _is_statement(dossier, row)


def _is_relay(source: str, relay: str) -> bool:
    """Return whether the source is one of the media that `relay` lists."""
    return any(same_relayer(source, name) for name in relay.split(" > "))


def _is_own(dossier: Dossier, name: str) -> bool:
    """Return whether a medium is the item's own outlet, a body's own page, or named for its figures and not for hearsay."""
    is_work = not OWN_WORK.isdisjoint(fold_name(name).split()) or OWN_PAGE.search(name) is not None
    return is_work or (dossier.item.outlet is not None and same_relayer(name, dossier.item.outlet))


def _is_person(name: str) -> bool:
    """Return whether the words name somebody who speaks for himself: "CNN's Ida Brandt", "Lowmere Mayor Paul Guardian"."""
    words = name.split()
    return any(
        (word.lower() in ROLES or (word.endswith(("'s", "’s")) and not medium_kind(" ".join(words[place:]))))
        and len(words) - place in FULL_NAME_WORDS
        and all(part[0].isupper() for part in words[place:])
        for place, word in enumerate(words, start=1)
    )


def _is_count(dossier: Dossier, span: Span) -> bool:
    """Return whether the words go with a figure of the medium's own or name no medium: "a CNN tally", "a press release"."""
    following = re.match(r" (?:exit )?(\w{3,10})\b", dossier.text[span.end : span.end + 20])
    if following is not None and following[1] in OWN_WORK:
        return True
    is_press = dossier.plain.endswith("press", 0, span.end)
    return is_press and PRESS_WORK.match(dossier.text, span.end) is not None


def _is_statement(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the medium speaks for itself, asks, or says nothing: "Fox News said in a statement", "AP asked"."""
    if row.source is not None and not (row.relay and _is_relay(row.source, row.relay)):
        return False
    if ASKED.search(row.cue or ""):
        return True
    if OFFICE.search(row.source or "") or any(STATEMENT.match(dossier.text, span.end) for span in row.cue_spans):
        return True
    places = (row.source_spans or row.relay_spans)[:1]
    return any(
        STATED.search(dossier.text, max(0, span.start - REACH_CHARS), span.start)
        or DENIED.match(dossier.text, span.end)
        for span in places
    )


def same_relayer(a: str, b: str) -> bool:
    """Return whether two wordings name one medium: the words of one within the other, or two spellings of one.

    >>> same_relayer("the Tasnim news agency", "Tasnim"), same_relayer("state media", "Iran's state media")
    (True, True)
    >>> same_relayer("TASS", "Interfax")
    False
    """
    fewer, more = sorted((_telling_words(a), _telling_words(b)), key=len)
    if not fewer:
        return fold_name(a) == fold_name(b)
    return all(any(_same_word(word, other) for other in more) for word in fewer) or same_name(
        " ".join(fewer), " ".join(more)
    )


def _telling_words(name: str) -> list[str]:
    """Return the folded words of `name` without those that it shares with other media."""
    return [word for word in fold_name(re.sub(r"['’]s\b", "", name)).split() if word not in COMMON_WORDS]


def _same_word(word: str, other: str) -> bool:
    """Return whether two words are one, or a country and its adjective."""
    shorter = min(len(word), len(other))
    return word == other or (shorter >= STEM_CHARS and word[:STEM_CHARS] == other[:STEM_CHARS])


def group_relayers(relays: Iterable[Relay]) -> list[list[Relay]]:
    """Return the relays grouped by medium, in the order of their first mention."""
    groups: list[list[Relay]] = []
    for relay in relays:
        for group in groups:
            if same_relayer(relay.name, group[0].name):
                group.append(relay)
                break
        else:
            groups.append([relay])
    return groups


def own_relayers(dossier: Dossier) -> list[str]:
    """Return the media that the item rests on, each once with its number of mentions, reporters of theirs included."""
    relays = [relay for relay in find_relays(dossier) if relay.is_named]
    for row in dossier.speech:
        media = builtin().mentions(row.source or "") if row.relay_type not in MEDIA else []
        relays += [
            Relay(medium.outlet.name, row.source_spans[0], "reporter", row) for medium in media if row.source_spans
        ]
    groups = group_relayers(sorted(relays, key=lambda relay: relay.span))
    return [f"{group[0].name} ({len(group)} mentions)" if len(group) > 1 else group[0].name for group in groups]


def speaker(row: AttributionRow) -> str:
    """Return the key of the one who speaks: the resolved name, else the words, folded.

    >>> speaker(AttributionRow("indirect", source="she", source_name="Ana Ruiz"))
    'ana ruiz'
    """
    return fold_name(row.source_name or row.source or "")


def by_speaker(rows: Iterable[AttributionRow]) -> dict[str, list[AttributionRow]]:
    """Return the rows by speaker, in the order of their first words."""
    found: dict[str, list[AttributionRow]] = {}
    for row in rows:
        found.setdefault(speaker(row), []).append(row)
    return found


def first_span(row: AttributionRow) -> Span | None:
    """Return where the source stands, else where the cue or the content does."""
    return next(iter((*row.source_spans, *row.cue_spans, *row.content_spans)), None)


def is_cited(dossier: Dossier, span: Span) -> bool:
    """Return whether something is said by the media at `span`, and not only about them."""
    sentence = dossier.sentence(span.start)
    rest = fold_str(dossier.text[span.end : sentence.end])
    before = fold_str(dossier.text[sentence.start : span.start])
    return not SUBJECT.match(rest) and bool(CITING.match(rest) or CITED.search(before))


def is_named_elsewhere(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the item goes on to name the unnamed source: "an official said", then "Jan Holt, the official ...".

    The words that describe the source must stand in the sentence of the name, and both sentences must have something else
    in common; it is one of the next two, or a later one with the same telling verb ("confirmed").
    """
    if row.source_type != "unnamed_individual" or not row.source_spans:
        return False
    described = _stems(row.source or "") - GENERIC
    if not described:
        return False
    here = dossier.sentence_number(row.source_spans[0].start)
    told, cue = _told(dossier, here) - described, _stems(row.cue or "") - NEUTRAL
    for there in _naming_sentences(dossier):
        if there <= here:
            continue
        also_told = _told(dossier, there)
        is_near = there - here <= NEXT_SENTENCES or cue & also_told
        if is_near and described <= also_told and (told - cue) & (also_told - described):
            return True
    return False


def is_named_next(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the next sentence quotes the source by name, or one of the group by name and office.

    "Officials welcomed it. “...,” said Lowmere Mayor Jan Holt": one of them. In the lead any name will do, since leads
    keep the name for the second sentence: "A deputy wants it closed. “...,” Jan Holt said".
    """
    if not row.spans:
        return False
    following = dossier.sentence_number(max(span.start for span in row.spans)) + 1
    is_lead = row.source_type == "unnamed_individual" and following <= LEAD_SENTENCES
    if row.source_type != "unnamed_group" and not is_lead:
        return False
    return any(
        example.kind == "direct"
        and example.source_type == "named_individual"
        and (is_lead or not ROLES.isdisjoint(fold_name(example.source or "").split()))
        and dossier.sentence_number(example.content_spans[0].start) == following
        for example in dossier.speech
        if example.content_spans
    )


@lru_cache(maxsize=1)
def _naming_sentences(dossier: Dossier) -> list[int]:
    """Return the numbers of the sentences that hold full names of those who are heard, in order."""
    full = {row.source_name for row in dossier.speech if row.source_type == "named_individual" and row.source_name}
    places = (place for name in full if " " in name for place in find_all(dossier.text, name))
    return sorted({dossier.sentence_number(place) for place in places})


def _told(dossier: Dossier, number: int) -> frozenset[str]:
    sentence = dossier.sentences[number]
    return _stems(dossier.text[sentence.start : sentence.end]) - NEUTRAL


@lru_cache(maxsize=4_096)
def _stems(words: str) -> frozenset[str]:
    """Return the first letters of the longer words, by which "Iran" and "Iranian" are one."""
    return frozenset(word[:STEM_CHARS] for word in re.findall(r"[^\W\d_]{4,}", fold_str(words)))

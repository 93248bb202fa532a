"""SRC212: what can be looked up."""

import re
from collections.abc import Iterator

from dedup.names import fold_name
from dedup.tables import Span
from scoring.signals.describing import bare_description, head_words
from scoring.signals.dossier import Dossier
from scoring.signals.media import same_relayer
from scoring.signals.phrases import find_phrases
from scoring.signals.rows import AttributionRow
from scoring.signals.signal import Example, Finding, present, signal
from scoring.signals.sourcing.balance import NO_BALANCE
from scoring.signals.voices import first_span

NO_DOCUMENTS = frozenset({"account", "accounts", "ad", "ads", "advertisement", "commercial", "commercials", "spot"})
PLURAL_POLLS = re.compile(r"\b(?:polls|surveys)\b")
POLLSTER = re.compile(r"\b(?:by|from|of)\b")
VAGUE_WORDS = frozenset({"several", "some", "many", "most", "other", "recent", "various"})
MIN_TELLING_WORDS = 3  # "a newly uncovered email"
LINK = re.compile(r"https?://(?!t\.co/)[^\s<>\"]{4,300}|\bwww\.[^\s<>\"]{4,300}")  # t.co: what a quoted post links
DOCUMENTS = ("report", "study", "ruling", "filing", "lawsuit", "complaint", "indictment", "audit", "affidavit", "memo",
             "survey", "paper")  # fmt: skip
IN_DOCUMENT = re.compile(
    r"\b(?:said|says|wrote|writes|found|stated|argued|concluded|warned|told)(?: \w{1,20}){0,2} in (?:an? |the |its |their )"
    rf"(?:[\w-]{{1,20}} ){{0,3}}(?:{'|'.join(DOCUMENTS)})\b"
)
OWN_REVIEW = re.compile(r"\b(?:review|analysis|investigation|examination|tally|count)\b")
DOCUMENT_TYPES = frozenset({"document", "poll", "database"})


@signal(
    "SRC212",
    "document linked or named",
    sense="virtue",
    standard="Trust Project: citations; CredWeb 457405d2, 5da755f8",
    remedy="link or name a document",
    fires=[
        "The dam is cracked, according to a report by the Dam Institute.",
        "The ruling is at https://court.example/ruling-7.",
    ],
    silent=[
        "The dam is cracked, engineer Ana Ruiz said.",
        "Several recent polls show that the mayor is ahead.",
        "A campaign ad accuses the mayor of fraud.",
        Example("The dam is cracked, a Lowmere Post investigation found.", outlet="Lowmere Post"),
    ],
    passes_over=NO_BALANCE,
)
def document_named(dossier: Dossier) -> Iterator[Finding]:
    """Find a report, filing, data set or page that the item cites by name or link.

    What is cited can be looked up.
    """
    shown = set[Span | None]()
    notes = find_phrases(dossier, "corrections")  # "an earlier version of this story" cites nothing
    for row in dossier.attributions:
        if (row.source_type in DOCUMENT_TYPES or row.relay_type == "document") and first_span(row) not in shown:
            shown.add(first_span(row))
            is_note = any(span.overlaps(note) for span in row.source_spans for note in notes)
            if not is_note and _can_be_found(row) and not _is_own_review(dossier, row):
                yield present(f"“{row.source or row.relay}” can be looked up", first_span(row))
    named = () if dossier.words.isdisjoint(DOCUMENTS) else IN_DOCUMENT.finditer(dossier.text)
    linked = LINK.finditer(dossier.text) if "http" in dossier.text or "www." in dossier.text else ()
    for match in (*named, *linked):
        if not dossier.is_masked(match.start()):
            yield present(f"“{match[0]}” can be looked up", Span(*match.span()))


def _is_own_review(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the item's own outlet did the work: "a review by The Lowmere Post" there."""
    words, outlet = fold_name(row.source or row.relay or ""), fold_name(dossier.item.outlet or "")
    return bool(outlet) and f" {outlet} " in f" {words} " and OWN_REVIEW.search(words) is not None


def _can_be_found(row: AttributionRow) -> bool:
    """Return whether the words single a document out: a name, a number, or what it is of; "surveys suggest" does not."""
    words = row.source or row.relay or ""
    bare = bare_description(words)
    is_medium = row.relay is not None and row.source is not None and same_relayer(row.source, row.relay)
    telling = [word for word in bare.split() if word not in VAGUE_WORDS]
    if head_words(words)[-1:] and head_words(words)[-1] in NO_DOCUMENTS:
        return False
    if PLURAL_POLLS.search(words) and not POLLSTER.search(words):
        return False
    is_named = re.search(r"[A-Z0-9]", words[1:]) is not None and len(words.removeprefix("the ").split()) > 1
    tells = is_named or len(telling) >= MIN_TELLING_WORDS
    return tells and not is_medium

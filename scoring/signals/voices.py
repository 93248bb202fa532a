"""Who is heard in an item: the view of its attributions that several families share."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dedup.names import fold_name
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.signals.dossier import Dossier, find_all
from scoring.signals.media import ROLES, STEM_CHARS
from scoring.signals.rows import AttributionRow

DENIED = re.compile(r" (?:did|does|has|had|would)(?:n['’]t| not)\b")  # after whoever did not say
GENERIC = frozenset(
    {"seni", "offi", "high", "rank", "lead", "form", "unna", "anon", "sour", "pers", "fami", "dipl", "topl"}
)
NEUTRAL = frozenset(
    "said says told tell adde that have with from were this they will woul acco afte whil whic abou been also".split()
)
NEXT_SENTENCES = 2
LEAD_SENTENCES = 2  # a headline and a lead


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
    named = _named_quotes(dossier).get(following, ())
    return any(is_lead or not ROLES.isdisjoint(fold_name(row.source or "").split()) for row in named)


@lru_cache(maxsize=1)
def _named_quotes(dossier: Dossier) -> dict[int, list[AttributionRow]]:
    """Return what people with names are quoted as saying, by the number of the sentence in which the quote begins."""
    found: dict[int, list[AttributionRow]] = {}
    for row in dossier.speech:
        if row.kind == "direct" and row.source_type == "named_individual" and row.content_spans:
            found.setdefault(dossier.sentence_number(row.content_spans[0].start), []).append(row)
    return found


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

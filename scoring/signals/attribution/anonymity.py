"""ATT104 to ATT106 and ATT110: sources without a name, and whether the item says why."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dedup.tables import Span
from scoring.signals.describing import bare_description, head_words, holds_office, is_anonymous, is_bare_source
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import ONE_VOICE
from scoring.signals.phrases import find_phrases
from scoring.signals.rows import AttributionRow
from scoring.signals.signal import Finding, not_applicable, present, signal
from scoring.signals.voices import by_speaker, first_span, is_named_elsewhere, is_named_next

ANOTHER = frozenset({"second", "third", "fourth", "other", "latter"})
TITLES = {"governor": ("Gov.",), "senator": ("Sen.",), "representative": ("Rep.",), "general": ("Gen.",)}
NAMED_BEFORE = re.compile(r"[A-Z][\w.'’-]{1,30}, $")
OF = re.compile(r" (?:of|for|at|in) ")
PERSON_NAME = re.compile(r"\b[A-Z][a-z]{1,20} (?:[A-Z]\. )?[A-Z][a-z]{2,20}\b")
DESCRIBED = re.compile(r",? (?:close|familiar|with|in|at|inside|within|who|from|near|briefed)\b")
REACH = 2  # sentences after the source in which its reason may stand


@lru_cache(maxsize=1)  # the signals are put to one item after the other
def anonymous_sources(dossier: Dossier) -> tuple[list[AttributionRow], ...]:
    """Return the attributions of each source without a name, in order; "aides" and "two aides" are one source."""
    groups: dict[str, list[AttributionRow]] = {}
    for row in dossier.speech:
        if is_anonymous(row) and row.source_spans and not _is_passed_over(dossier, row.source_spans[0]):
            key = _spoken_of_before(row, groups) or bare_description(row.source or "")
            groups.setdefault(key, []).append(row)
    return tuple(rows for rows in groups.values() if not any(_is_named(dossier, row) for row in rows))


def _is_named(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the item names the source elsewhere, or one of the group."""
    return is_named_elsewhere(dossier, row) or is_named_next(dossier, row)


def _spoken_of_before(row: AttributionRow, groups: Mapping[str, list[AttributionRow]]) -> str | None:
    """Return the group of "a deputy from Lowmere", of whom "the deputy" speaks again."""
    words = head_words(row.source or "")
    if row.source_type != "unnamed_individual" or words[:1] != ("the",) or not ANOTHER.isdisjoint(words):
        return None
    return next((key for key, rows in groups.items() if head_words(rows[0].source or "")[-1:] == words[-1:]), None)


def _is_passed_over(dossier: Dossier, place: Span) -> bool:
    """Return whether the words are no part of the story, or speak of somebody named just before: "Gary Holt, an agent"."""
    return (
        dossier.is_masked(place.start)
        or NAMED_BEFORE.search(dossier.text, max(0, place.start - 40), place.start) is not None
    )


@signal(
    "ATT104",
    "anonymous source",
    sense="fault",
    standard="AP: anonymous only where vital and not otherwise available; NYT; CredWeb 5ab55dfc",
    remedy="name the source",
    fires=[
        "The talks have failed, a senior official said.",
        "“It is over,” said a person familiar with the talks.",
    ],
    silent=[
        "The talks have failed, minister Paul Kern said.",
        "The police said the road was closed.",
        "Gary Holt, a former official of the port, said that the talks had failed.",
        "Six thousand people packed the square.",
        "Local officials welcomed the boats. “There is no bad ferry,” said Lowmere Mayor Ida Brandt.",
        "A deputy wants the ferry stopped. “There is no safe boat,” Jan Holt said. The deputy, who sails, said so twice.",
        "Brandt is ill. She and her aides say that the talks go on.",
    ],
    passes_over=ONE_VOICE,
)
def anonymous_source(dossier: Dossier) -> Iterator[Finding]:
    """Find sources that hold an office or know something, but are given no name.

    Nobody answers for what such a source says. A source whose name follows later is not anonymous, nor is an institution.
    """
    for rows in anonymous_sources(dossier):
        fullest = max(rows, key=lambda row: len(row.source or ""))
        yield present(f"“{fullest.source}” has no name", first_span(fullest))


@signal(
    "ATT105",
    "anonymity not explained",
    sense="fault",
    standard="AP: say why the source is not named; NYT 2010: rote reasons are none; CredWeb 69a1b877",
    remedy="say why the source is not named",
    fires=[
        "The talks have failed, a senior official said. No date was set.",
        "The talks have failed, said an official, who was not authorized to speak.",
    ],
    silent=[
        "The talks have failed, said an official, who asked not to be named for fear of reprisals.",
        "The talks have failed, said an official, who would not go on the record, saying it would end a career.",
    ],
    passes_over=ONE_VOICE,
)
def anonymity_unexplained(dossier: Dossier) -> Iterator[Finding]:
    """Find unnamed sources for whom no reason is given within two sentences.

    A reader can weigh a reason. "Not authorized to speak" alone is rote and mends half of it.
    """
    sources = anonymous_sources(dossier)
    if not sources:
        yield not_applicable("no source is anonymous")
        return
    for rows in sources:
        row = rows[0]
        if not _has_near(dossier, rows, "anonymity_reasons"):
            is_rote = _has_near(dossier, rows, "rote_reasons")
            what = (
                f"the reason why “{row.source}” has no name is a rote one"
                if is_rote
                else f"nothing says why “{row.source}” has no name"
            )
            yield present(what, first_span(row), 0.5 if is_rote else 1.0)


def _has_near(dossier: Dossier, rows: list[AttributionRow], lexicon: str) -> bool:
    """Return whether a phrase stands from one sentence before a mention of the source to two after it."""
    told = [dossier.sentence_number(span.start) for span in find_phrases(dossier, lexicon)]
    heard = [dossier.sentence_number(row.source_spans[0].start) for row in rows]
    return any(here - 1 <= number <= here + REACH for here in heard for number in told)


@signal(
    "ATT106",
    "bare source",
    sense="fault",
    standard="AP: simply quoting a source is not allowed",
    remedy="describe the source",
    fires=["The talks have failed, a source said.", "Sources said the deal was off."],
    silent=[
        "A source in the finance ministry said the deal was off.",
        "The boat is lost, said a source at the port. The source said that the crew was safe.",
    ],
    passes_over=ONE_VOICE,
)
def bare_source(dossier: Dossier) -> Iterator[Finding]:
    """Find sources that are called sources and nothing else.

    A reader learns neither what they know nor what they want.
    """
    for rows in by_speaker(dossier.speech).values():
        row = rows[0]
        if is_bare_source(row) and not _is_described(dossier, row) and not _was_described(dossier, row):
            yield present(f"nothing is told of “{row.source}”", first_span(row))


def _is_described(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the words after the source say more of it: "a source close to the campaign"."""
    end = row.source_spans[0].end if row.source_spans else len(dossier.text)
    return DESCRIBED.match(dossier.text, end) is not None


def _was_described(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether "the source" is one of whom something was told before: "a source at the port"."""
    words = head_words(row.source or "")
    return words[:1] == ("the",) and any(
        head_words(other.source or "")[-1:] == words[-1:] and not is_bare_source(other)
        for other in dossier.speech[: dossier.speech.index(row)]
    )


@signal(
    "ATT110",
    "role-only source",
    sense="fault",
    standard="Reuters: name and position",
    remedy="add the name to the office",
    fires=["The road is closed, a spokesman for the ministry said."],
    silent=[
        "The road is closed, said Ida Brandt, a spokeswoman for the ministry.",
        "Ida Brandt left in May. The former mayor said the road should be closed.",
        "Gov. Ida Brandt came in May. The Lowmere governor said the road should be closed.",
        "The road will be closed, according to the Lowmere secretary of state's website.",
        "The road belongs to Paul Kern. The fund manager said that it should be closed.",
    ],
    passes_over=ONE_VOICE,
)
def role_only(dossier: Dossier) -> Iterator[Finding]:
    """Find speakers of whom only the office is given, though one person holds it and could be named."""
    for rows in by_speaker(dossier.speech).values():
        is_office = holds_office(rows[0]) and rows[0].source_name in {None, rows[0].source}
        if is_office and not _has_holder(dossier, rows[0].source or "") and not _speaks_of_somebody(dossier, rows[0]):
            yield present(f"“{rows[0].source}” holds an office, but has no name", first_span(rows[0]))


def _speaks_of_somebody(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether "the fund manager", without the fund's name, stands for somebody whom the sentence before names."""
    if not row.source_spans or head_words(row.source or "")[:1] != ("the",) or OF.search(row.source or ""):
        return False
    here = dossier.sentence_number(row.source_spans[0].start)
    before = dossier.sentences[max(0, here - REACH) : here]
    return any(PERSON_NAME.search(dossier.text, sentence.start, sentence.end) for sentence in before)


def _has_holder(dossier: Dossier, source: str) -> bool:
    """Return whether the item names a holder of the office that "the New Jersey governor" has."""
    office = source.rsplit(maxsplit=1)[-1]
    titles = "|".join(re.escape(title) for title in (office, office.capitalize(), *TITLES.get(office, ())))
    return source[:4].lower() == "the " and re.search(rf"\b(?:{titles}) [A-Z][\w'’-]", dossier.text) is not None

"""Verbs as cues: active, passive and quoting, before their content."""

from dataclasses import replace
from functools import cache

from scoring.attribution.boundaries import main_clause_after, trim
from scoring.attribution.carriers import is_medium
from scoring.attribution.complements import complement
from scoring.attribution.cues import Sense
from scoring.attribution.draft import Complement, Draft, Run
from scoring.attribution.phrases import after_time, noun_phrase_after, verb_group_before
from scoring.attribution.reading import Reading
from scoring.attribution.sources import EXPLETIVES, is_paper, is_person, is_somebody, main_subject, subject_before
from scoring.attribution.tokens import is_plural
from scoring.attribution.trailing import read_after_content

PLURAL_PRONOUNS = frozenset("i you we they who that which".split())
SAYING = frozenset({"saying", "telling", "writing"})
QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
AS_SAYING = Sense("verb", frozenset({"clause", "quote", "that", "person"}), is_speech=True)
SHOWING = Sense("verb", frozenset({"naming"}), is_speech=True)
MAX_AGENT = 10  # tokens of "by the Tasnim news agency" between "quoted" and "as saying"


def read_verb(reading: Reading, cue: Run, sense: Sense, bounds: Run, before: list[Draft]) -> Draft | None:
    """Return the draft of a verb, or None where it ties nothing to anybody.

    `before` holds the drafts of the same sentence so far, whose source a participle or a second verb shares.
    """
    tags, words = reading.tokens.tags, reading.tokens.words
    group = max(verb_group_before(reading.mirrored, cue[0]), bounds[0])
    if group - 2 >= bounds[0] and words[group - 1] == "to" and words[group - 2] == "yet":  # has yet to confirm
        group = max(verb_group_before(reading.mirrored, group - 2), bounds[0])
    if "subject" in sense.takes:
        return _read_passive(reading, group, cue, sense, bounds)
    if tags[cue[0]] == "e" and "B" in tags[group : cue[0]]:
        return (
            _read_quoted(reading, group, cue, bounds)
            or _read_agent(reading, group, cue, sense, bounds)
            or _read_passive(reading, group, cue, sense, bounds)
        )
    is_participle = tags[cue[0]] == "e" and group == cue[0] and tags[cue[0] - 1 : cue[0]] not in {"P", "p"}
    if is_participle and words[cue[1] : cue[1] + 1] == ["by"]:
        return None
    return (
        (_read_quoting(reading, group, cue, bounds, before) if words[cue[0]] in QUOTING else None)
        or read_after_content(reading, group, cue, sense, bounds)
        or _read_active(reading, group, cue, sense, bounds, before)
    )


def _read_active(
    reading: Reading, group: int, cue: Run, sense: Sense, bounds: Run, before: list[Draft]
) -> Draft | None:
    """Return the draft of "X says that" and its like."""
    tags, words = reading.tokens.tags, reading.tokens.words
    right = complement(reading, sense, cue[1], bounds[1]) or _relative(reading, sense, group, cue[1], bounds)
    if right is None and "paper" not in sense.takes:
        return None
    source = _source_of(reading, group, cue[0], bounds, before)
    if right is None and source and is_paper(reading, source):
        right = complement(reading, SHOWING, cue[1], bounds[1])
    if right is None:
        return None
    if "plea" in sense.takes and words[right.cue_end - 1] == "to" and not _pleads(reading, source, cue[0]):
        return None
    if source is None and not right.is_quote and not _may_lack_subject(reading, sense, group, cue[0], bounds[0]):
        return None
    content = trim(reading, _shorten(reading, right, source, bounds))
    if content[0] >= content[1] or (source and not _agrees(reading, source, group, cue[0])):
        return None
    begin = after_time(tags, group, cue[0]) if source and source[1] <= group else cue[0]
    is_speech = sense.is_speech and not _is_purpose(tags, group, right)
    return Draft((begin, right.cue_end), source, (content,), is_speech)


def _pleads(reading: Reading, source: Run | None, verb: int) -> bool:
    """Return whether somebody "appealed to" another; what "appeals to" people is only liked."""
    return source is not None and reading.tokens.tags[verb] in "eg" and is_somebody(reading, source)


def _is_purpose(tags: str, group: int, right: Complement) -> bool:
    """Return whether the verb tells what something is for, which nobody has said yet: "met officials to discuss trade"."""
    is_clause = right.is_quote or tags[right.content[0]] in "hwt"
    return not is_clause and group > 1 and tags[group - 1] == "t" and tags[group - 2] in "nP"


def _may_lack_subject(reading: Reading, sense: Sense, group: int, verb: int, first: int) -> bool:
    """Return whether the form is one that stands without a subject: "to say", "saying", "asked whether"."""
    tags = reading.tokens.tags
    previous = tags[group - 1] if group > first else ""
    if previous == "t":
        return "person" not in sense.takes or tags[verb + 1 : verb + 2] != "w"  # how to tell whether
    is_named = "naming" in sense.takes  # "the compound, called rhodafenol"
    return tags[verb] == "g" or (tags[verb] == "e" and previous in {"", ","} and not is_named)


def _relative(reading: Reading, sense: Sense, group: int, end: int, bounds: Run) -> Complement | None:
    """Return the "which" of "which he denies" as the content."""
    tags = reading.tokens.tags
    source = subject_before(reading, group, bounds[0]) if sense.takes & {"thing", "naming"} else None
    if source is None or source[0] <= bounds[0] or tags[source[0] - 1] != "w" or tags[source[0]] in "wh":
        return None
    return Complement(end, (source[0] - 1, source[0]))


def _shorten(reading: Reading, right: Complement, source: Run | None, bounds: Run) -> Run:
    """Return the content, cut before the main clause where the cue stands in a subordinate one."""
    tags = reading.tokens.tags
    if right.is_quote or right.content[1] > bounds[1]:
        return right.content
    if source is not None and source[0] >= right.content[0]:
        return right.content[0], source[0]
    if source is None:
        opens = right.cue_end - bounds[0] <= 2 and right.content[0] < bounds[1]  # noqa: PLR2004 - "Asked whether"
        return (right.content[0], main_clause_after(reading, right.content)) if opens else right.content
    before = tags[source[0] - 1] if source[0] > bounds[0] else ""
    end = noun_phrase_after(tags, right.content[0], right.content[1]) if tags[source[0]] == "w" else right.content[1]
    if right.content[0] < end < right.content[1] and tags[end] in "zea" and before != ",":
        return right.content[0], end  # "those who spoke for the bill said"
    is_relative = tags[source[0]] in "wh" and before == ","
    is_subordinate = before in {"s", "w"} and source[0] - bounds[0] <= 3  # noqa: PLR2004 - "But when"
    if is_relative or is_subordinate:
        return right.content[0], main_clause_after(reading, right.content)
    return right.content


def _source_of(reading: Reading, group: int, verb: int, bounds: Run, before: list[Draft]) -> Run | None:
    """Return the subject of the verb, whose auxiliaries start at `group`."""
    tags = reading.tokens.tags
    previous = tags[group - 1] if group > bounds[0] else ""
    is_loose = tags[verb] == "g" and "B" not in tags[group:verb]
    beside = group - 1 if previous == "t" else group
    if (is_loose or previous == "t") and tags[beside - 1 : beside] in (
        {"P", "o"} if previous == "t" else {"P", "n", "o"}
    ):
        agent = subject_before(reading, beside, bounds[0])
        if agent and is_person(reading, agent):
            return agent
    if is_loose or previous in {"t", "c", "b"}:
        speaker = _speaker_so_far(before)
        return speaker or main_subject(reading, bounds[0], group, bounds[1])
    return subject_before(reading, group, bounds[0])


def _speaker_so_far(before: list[Draft]) -> Run | None:
    """Return the source of the last draft of the sentence that stands inside no other's content."""
    for draft in reversed(before):
        if not any(a <= draft.cue[0] < b for other in before if other is not draft for a, b in other.contents):
            return draft.source
    return None


def _agrees(reading: Reading, source: Run, group: int, verb: int) -> bool:
    """Return whether a bare form has a subject that can take one; "the campaign plan" has none."""
    tags, words = reading.tokens.tags, reading.tokens.words
    if tags[verb] != "v" or group != verb or source[1] != group:
        return True
    of = tags.find("i", *source)
    head = words[(of if of > source[0] else source[1]) - 1]
    return (
        is_plural(head)
        or is_plural(words[source[1] - 1])
        or head in PLURAL_PRONOUNS
        or "c" in tags[source[0] : source[1]]
        or tags[source[0]] == "q"
    )


def _read_passive(reading: Reading, group: int, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "X is expected to", whose content holds the subject, and which names nobody."""
    tags, words = reading.tokens.tags, reading.tokens.words
    right = complement(reading, _with_infinitive(sense), cue[1], bounds[1])
    if right is None or (tags[right.content[0]] not in "thw" and not right.is_quote):
        return None
    subject = subject_before(reading, group, bounds[0])
    if subject is None:
        return None
    content = trim(reading, right.content)
    is_empty = words[subject[0]] in EXPLETIVES or "person" in sense.takes
    contents = (content,) if is_empty or right.is_quote else (subject, content)
    return Draft((group, right.cue_end), None, contents, sense.is_speech) if content[0] < content[1] else None


@cache
def _with_infinitive(sense: Sense) -> Sense:
    """Return a sense that takes an infinitive too."""
    return replace(sense, takes=sense.takes | {"to"})


def _read_agent(reading: Reading, group: int, cue: Run, sense: Sense, bounds: Run) -> Draft | None:
    """Return the draft of "CONTENT was rejected by X"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    if words[cue[1] : cue[1] + 1] != ["by"] or words[cue[0]] in QUOTING or not sense.takes & {"thing", "naming"}:
        return None
    subject = subject_before(reading, group, bounds[0])
    end = noun_phrase_after(tags, cue[1] + 1, bounds[1])
    if subject is None or end == cue[1] + 1 or tags[cue[1] + 1] == "g":
        return None
    return Draft((group, cue[1] + 1), (cue[1] + 1, end), (subject,), sense.is_speech)


def _read_quoted(reading: Reading, group: int, cue: Run, bounds: Run) -> Draft | None:
    """Return the draft of "X was quoted by Y as saying that", or of the same after its content."""
    end = _as_saying(reading, cue[1], bounds[1])
    source = subject_before(reading, group, bounds[0]) if end else None
    if source is None or end is None:
        return None
    right = complement(reading, AS_SAYING, end, bounds[1])
    if right:
        return Draft((group, end), source, (trim(reading, right.content),), is_speech=True)
    content = trim(reading, (bounds[0], source[0]))
    return Draft((group, end), source, (content,), is_speech=True) if content[0] < content[1] else None


def _as_saying(reading: Reading, place: int, last: int) -> int | None:
    """Return the end of the first "as saying" soon after `place`, "by the agency" between."""
    words = reading.tokens.words
    for at in range(place, min(place + MAX_AGENT, last - 1)):
        if words[at] == "as" and words[at + 1] in SAYING:
            return at + 2
    return None


def _read_quoting(reading: Reading, group: int, cue: Run, bounds: Run, before: list[Draft]) -> Draft | None:
    """Return the draft of "MEDIUM quoted X as saying that", of "MEDIUM reported, quoting X, citing Y"."""
    tags, words = reading.tokens.tags, reading.tokens.words
    end = noun_phrase_after(tags, cue[1], bounds[1])
    if end == cue[1]:
        return None
    quoting = _source_of(reading, group, cue[0], bounds, before)
    through = (quoting,) if quoting else ()
    if words[end : end + 1] == ["as"] and end + 1 < bounds[1] and words[end + 1] in SAYING:
        right = complement(reading, AS_SAYING, end + 2, bounds[1])
        content = trim(reading, right.content) if right else (end, end)
        whole = Draft((group, end + 2), (cue[1], end), (content,), is_speech=True, through=through)
        return whole if content[0] < content[1] else None
    if tags[cue[0]] != "g" or not before:
        return None
    cited = before[-1]
    if cited.through and cited.source and reading.tokens.words[cited.cue[0]] in QUOTING:
        return Draft(cue, (cue[1], end), cited.contents, is_speech=True, through=(*cited.through, cited.source))
    if is_medium(reading, cited.source):
        return Draft(cue, (cue[1], end), cited.contents, is_speech=True, through=through)
    return None

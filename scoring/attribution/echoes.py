"""Sentences that say whose the words before them are: "That is according to X", "Das meldete X", "Así lo afirmó X"."""

from scoring.attribution.boundaries import trim
from scoring.attribution.draft import Draft, Run
from scoring.attribution.phrases import verb_group_before
from scoring.attribution.reading import Reading
from scoring.attribution.sources import subject_after, subject_before

OPENERS = {
    "en": frozenset({"that", "this", "so"}),
    "de": frozenset({"das", "dies"}),
    "fr": frozenset({"c'", "ainsi"}),
    "es": frozenset({"así"}),
}
SUMMING_UP = frozenset({"all", "what"})  # "That was all X had to say"
SAYING = frozenset("say said wrote".split())
ON_AUTHORITY = ["unter", "berufung", "auf"]
MAX_LEAD = 6  # tokens before the verb: "C'est ce qu'a"


def read_echo(reading: Reading, number: int) -> Draft | None:
    """Return the draft of sentence `number` where all that it does is to attribute what stands before it.

    >>> from scoring.attribution.reading import read
    >>> read_echo(read("It rained. That is according to the mayor."), 1)
    Draft(cue=(5, 7), source=(7, 9), contents=((0, 2),), is_speech=True, through=())
    """
    words, (first, last) = reading.tokens.words, reading.bounds[number]
    if not number or first + 2 >= last or words[first] not in OPENERS[reading.lang] or reading.quote_of[first] >= 0:
        return None
    content = _before(reading, number)
    read = _read_english if reading.lang == "en" else _read_inverted
    return read(reading, (first, last), content) if content[0] < content[1] else None


def _before(reading: Reading, number: int) -> Run:
    """Return the quote or the sentence that ends where sentence `number` begins."""
    quote = reading.quote_of[reading.bounds[number][0] - 1]
    return reading.quote_bounds[quote] if quote >= 0 else trim(reading, reading.bounds[number - 1])


def _read_english(reading: Reading, bounds: Run, content: Run) -> Draft | None:
    """Return the draft of "That is according to X", "So said X" and "That was all X had to say"."""
    words, tags, (first, last) = reading.tokens.words, reading.tokens.tags, bounds
    if words[first] == "so":
        source = subject_after(reading, first + 2, last) if words[first + 1] in SAYING else None
        return Draft((first + 1, first + 2), source, (content,), is_speech=True) if source else None
    if tags[first + 1] not in "B'":
        return None
    if words[first + 2 : first + 4] == ["according", "to"]:
        source = subject_after(reading, first + 4, last)
        return Draft((first + 2, first + 4), source, (content,), is_speech=True) if source else None
    cue = next((place for place in range(first + 3, last) if words[place] in SAYING), None)
    if cue is None or words[first + 2] not in SUMMING_UP:
        return None
    group = verb_group_before(reading.mirrored, cue - 1 if tags[cue - 1] == "t" else cue)
    source = subject_before(reading, group, first + 3)
    return Draft((cue, cue + 1), source, (content,), is_speech=True) if source else None


def _read_inverted(reading: Reading, bounds: Run, content: Run) -> Draft | None:
    """Return the draft of "Das meldete X unter Berufung auf Y", "Así lo afirmó X", "C'est ce qu'a déclaré X"."""
    words, (first, last) = reading.tokens.words, bounds
    places = range(first + 1, min(first + MAX_LEAD, last - 1))
    cue = next((place for place in places if words[place] in reading.cues.verbs), None)
    if cue is None:
        return None
    source = subject_after(reading, cue + 1, last)
    through: tuple[Run, ...] = ()
    begin = source[1] if source else last
    if source and words[begin : begin + 3] == ON_AUTHORITY:
        comma = reading.tokens.tags.find(",", begin, last)
        source, through = trim(reading, (begin + 3, comma if comma > 0 else last)), (source,)
    return Draft((cue, cue + 1), source, (content,), is_speech=True, through=through) if source else None

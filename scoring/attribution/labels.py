"""Speech that a label marks and no verb: "NAME: words" in transcripts and headlines, "words — Name (@handle)" in posts."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cache

from scoring.attribution.boundaries import trim
from scoring.attribution.draft import Draft, Run
from scoring.attribution.reading import Reading

Counts = Callable[[], Counter[str]]  # how often each word stands in the text
LABEL = re.compile(r"[dj]?[P](?:[P'&.-]|,?#){0,5}(?:\([P.,-]{1,7}\))?:")
COLON = re.compile(":")
HANDLE = re.compile(r"-P{1,5}\(P\)")
NOT_NAMES = frozenset(
    """headline subtitle title date publisher summary note update updated source sources credit photo photos video read
    related by from correction exclusive analysis opinion breaking live watch listen why how what where when here there
    published posted tags topics section category image caption more also see""".split()
)
MAX_POST = 8  # sentences of a post before the dash
MIN_CONTENT = 3  # tokens; "Iowa: 45" is a table


def find_labelled(reading: Reading) -> list[Draft]:
    """Return the drafts of labelled speech in order of the text."""
    tags = reading.tokens.tags
    firsts = [first for first, _ in reading.bounds] if ":" in tags else []
    numbers = sorted({bisect_right(firsts, colon.start()) - 1 for colon in COLON.finditer(tags)})
    labels = {number: match for number in numbers if (match := LABEL.match(tags, *reading.bounds[number]))}
    if not labels and "@" not in reading.tokens.text:
        return []
    counts = cache(lambda: Counter(reading.tokens.words))
    spoken = (_read_label(reading, number, match, counts) for number, match in labels.items())
    posted = (
        _read_post(reading, number) for number in (range(len(reading.bounds)) if "@" in reading.tokens.text else ())
    )
    return [draft for draft in (*spoken, *posted) if draft]


def _read_label(reading: Reading, number: int, match: re.Match[str], counts: Counts) -> Draft | None:
    """Return the draft of "NAME: words": the content runs to the end of the paragraph, or is one quote."""
    tokens = reading.tokens
    first = match.start()
    if match.end() >= len(tokens.tags):
        return None
    colon = match.end() - 1
    if not _is_speaker(reading, (first, colon), counts):
        return None
    quote = reading.quote_of[colon + 1]
    if quote >= 0 and reading.quote_bounds[quote][0] == colon + 1:
        content = reading.quote_bounds[quote]
    else:
        content = trim(reading, (colon + 1, _paragraph_end(reading, number)))
    if content[1] - content[0] < MIN_CONTENT:
        return None
    return Draft((colon, colon + 1), (first, colon), (content,), is_speech=True)


def _is_speaker(reading: Reading, run: Run, counts: Counts) -> bool:
    """Return whether the label is a name: of two words, met again in the text, or the Q and A of an interview."""
    words = reading.tokens.words
    first, last = run
    if NOT_NAMES & set(words[first:last]):
        return False
    if last - first == 1 and words[first].strip(".") in {"q", "a"}:
        return True
    names = [word for word in words[first:last] if len(word) > 2 and word.isalpha()]  # noqa: PLR2004 - no initials
    return len(names) in {2, 3} or (bool(names) and counts()[names[-1]] > 1)


def _paragraph_end(reading: Reading, number: int) -> int:
    """Return the end of the last sentence that stands on the same line as sentence `number`."""
    tokens = reading.tokens
    end = reading.bounds[number][1]
    for first, last in reading.bounds[number + 1 : number + 40]:
        if first >= last or tokens.is_line_between(end - 1, first):
            break
        end = last
    return end


def _read_post(reading: Reading, number: int) -> Draft | None:
    """Return the draft of "words — Name (@handle)": the content is the paragraph before the dash."""
    tokens = reading.tokens
    first, last = reading.bounds[number]
    match = HANDLE.search(tokens.tags, first, last)
    if not match or not tokens.words[match.end() - 2].startswith("@"):
        return None
    start = first
    for before, after in reversed(reading.bounds[max(0, number - MAX_POST) : number]):
        if tokens.is_line_between(after - 1, start):
            break
        start = before
    while tokens.tags[start] == "<":
        start += 1
    content = trim(reading, (start, match.start()))
    source = (match.start() + 1, match.end() - 3)
    return (
        Draft((match.start(), match.start() + 1), source, (content,), is_speech=True)
        if content[0] < content[1]
        else None
    )

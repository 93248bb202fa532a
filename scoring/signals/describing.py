"""How a source is described: with a name, by an office, as a source, as one of a crowd, or not at all."""

import re
from functools import cache, lru_cache

from dedup.lexicon import read_lines
from dedup.text.folding import fold_str
from scoring.signals.rows import AttributionRow

QUANTITY = re.compile(
    r"^(?:an? |the )?(?:growing |large |small )?(?:number|group|handful|host|couple|series|majority|some|many|several|most"
    r"|dozens|scores|hundreds|one|two|three) of (?:the |its |his |her )?"
)
PREPOSITION = re.compile(
    r",|\b(?:of|in|at|from|with|who|for|on|near|close|familiar|inside|within|against|about|over|to|by|after|as"
    r"|von|aus|bei|de|du|des|del)\b"
)
WORKPLACE = re.compile(r"\b(?:at|from|with) (?:the )?[A-Z]\w")  # "experts at the Dam Institute" can be asked
NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])  # somebody counted them
NAME_RUN = re.compile(r"(?:[A-Z][\w.'’-]{1,20} ){2,5}[A-Z][\w'’-]{1,20}$")  # "Ambassador to Norway Ana Maria Ruiz"
APPOSED = re.compile(r", (?:[A-Z][\w.'’-]{1,20} ){1,3}[A-Z][\w'’-]{1,20}$")  # "the group's director, Betty Bradley"
# What somebody does says nothing of the story; what they believe does, what they want does not.
ACTING = re.compile(
    r"\b(?:agree|applau|attack|chant|cheer|discuss|hail|highlight|invit|me(?:e)?t|mention|pay tribute|pressur|recall|threat|vot)"
)
BELIEVING = re.compile(
    r"\b(?:believ|consider|doubt|expect|fear|felt|feel|hop(?:e|ing)|optimis|s(?:aw|ee|ense)|specul|suspect|think|thought|view|worr"
    r"|befürcht|erwart|glaub|hoff|croi|crai|esp[eé]r|pens|cre(?:e|y)|tem)"
)
PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "you", "who", "er", "sie", "es", "wir", "il", "elle", "ils", "ella",
     "another", "others", "some", "many", "most", "one", "none", "both", "several", "few", "each", "either", "neither",
     "someone", "somebody", "everyone", "everybody", "nobody"]
)  # fmt: skip
OTHERS_TOO = re.compile(r"[A-Z][\w'’-]{1,30} and others\b")  # one of them has a name
THING = re.compile(r"['’]s (?:web ?site|page|office|report|list|records|account)$")  # of the office, and not its holder
AND_THEIRS = re.compile(r"(?:[A-Z][\w'’-]{1,30}|[Hh]e|[Ss]he) and (?:his|her) ")  # and so has one of these
ARTICLES = frozenset(["a", "an", "the", "one", "its", "our", "this", "that"])


@lru_cache(maxsize=16_384)
def head_words(source: str) -> tuple[str, ...]:
    """Return the folded words of the source's noun phrase, up to a preposition or a comma, without its quantity.

    >>> head_words("A senior official in the ministry"), head_words("a number of experts")
    (('a', 'senior', 'official'), ('experts',))
    """
    head = PREPOSITION.split(QUANTITY.sub("", fold_str(source)), maxsplit=1)[0]
    return tuple(re.findall(r"[\w'-]+", head))


def bare_description(source: str) -> str:
    """Return the folded description without articles, numbers and clauses.

    >>> bare_description("Two aides who saw it"), bare_description("the aides")
    ('aides', 'aides')
    """
    head = re.split(r",|\b(?:who|that|which)\b", fold_str(source), maxsplit=1)[0]
    words = re.findall(r"[\w'-]+", head)
    return " ".join(word for word in words if word not in ARTICLES | NUMBERS)


def is_weasel(row: AttributionRow) -> bool:
    """Return whether the source is a group of people whom nobody can ask.

    >>> is_weasel(AttributionRow("indirect", source="Some experts", source_type="unnamed_group"))
    True
    """
    words = head_words(row.source or "")
    is_crowd = bool(words) and words[-1] in _lexicon("weasel_heads") and words[0] not in NUMBERS
    if is_crowd and (not is_claim(row) or OTHERS_TOO.match(row.source or "") or AND_THEIRS.match(row.source or "")):
        return False
    return is_crowd and is_unresolved(row) and not is_bare_source(row) and not WORKPLACE.search(row.source or "")


def is_claim(row: AttributionRow) -> bool:
    """Return whether the source says or believes something of the story, and does not merely act.

    >>> from dataclasses import replace
    >>> row = AttributionRow("indirect", source="others", cue="argue")
    >>> is_claim(row), is_claim(replace(row, cue="cheered")), is_claim(replace(row, cue="relied on", is_speech=False))
    (True, False, False)
    """
    cue = fold_str(row.cue or "")
    return not ACTING.search(cue) if row.is_speech else BELIEVING.search(cue) is not None


def is_bare_source(row: AttributionRow) -> bool:
    """Return whether the source is called a source and nothing else is told of it.

    >>> is_bare_source(AttributionRow("indirect", source="a source", source_type="unnamed_individual"))
    True
    """
    words = re.findall(r"[\w'-]+", fold_str(row.source or ""))
    return is_unresolved(row) and [word for word in words if word not in ARTICLES] in (["source"], ["sources"])


def holds_office(row: AttributionRow) -> bool:
    """Return whether the source is described by an office that one person at a time holds, and by no name.

    >>> holds_office(AttributionRow("indirect", source="the spokesman of the port", source_type="unnamed_individual"))
    True
    """
    words = head_words(row.source or "")
    if "former" in words[:2] and words[0] in {"the", "former"}:  # somebody whom the item has named, or anybody
        return False
    if THING.search(row.source or ""):
        return False
    ends = {" ".join(words[-n:]) for n in (1, 2)}
    is_office = row.source_type == "unnamed_individual" and bool(ends & _lexicon("unique_roles"))
    return is_office and is_unresolved(row) and not _ends_in_name(row.source or "")


def _ends_in_name(source: str) -> bool:
    """Return whether a run of capitals ends the source that no institution's name ends."""
    run = NAME_RUN.search(source)
    return run is not None and not ends_in_institution(run[0])


def ends_in_institution(name: str) -> bool:
    """Return whether the last word of a name is that of an institution.

    >>> ends_in_institution("Lowmere Town Council"), ends_in_institution("Ana Ruiz")
    (True, False)
    """
    return bool(name) and fold_str(name.rsplit(maxsplit=1)[-1]) in _lexicon("organisations")


def is_anonymous(row: AttributionRow) -> bool:
    """Return whether the source has no name, and is neither a holder of a known office nor a mere crowd.

    >>> is_anonymous(AttributionRow("indirect", source="a senior official", source_type="unnamed_individual"))
    True
    """
    if not is_unresolved(row) or is_bare_source(row) or is_weasel(row) or holds_office(row):
        return False
    words = head_words(row.source or "")
    if row.relay_type == "social_post":  # a post can be looked up
        return False
    if words == ("people",) or not is_claim(row) or AND_THEIRS.match(row.source or ""):
        return False
    return bool(words) and words[-1] in _lexicon("unnamed_officials")


def is_unresolved(row: AttributionRow) -> bool:
    """Return whether the source has no name, here or elsewhere in the item."""
    source = row.source or ""
    return bool(source) and not row.is_named and row.source_name in {None, source} and not APPOSED.search(source)


def is_pronoun(words: str) -> bool:
    """Return whether `words` stand for somebody without saying whom.

    >>> is_pronoun("They"), is_pronoun("Another"), is_pronoun("Amsel")
    (True, True, False)
    """
    return fold_str(words) in PRONOUNS


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(read_lines(name))

"""Know furniture that one item alone gives away: navigation, share bars, adverts, notices, credits, captions.

The patterns are data (`lexicon/furniture.toml`), each with a few words of which one must stand in the text before it is
tried: those are looked for all at once, so that most lines cost nothing.
"""

import re
from dataclasses import dataclass
from functools import cache

import polars as pl

from dedup.lexicon import read_table
from dedup.text.folding import fold, fold_str

MAX_CHARS = 700  # a caption with its credit; nothing longer is tried
_BARE = re.compile(r"[^\w#]{1,40}")  # bullets and rules
_BYLINE = re.compile(r"(?:by|von|par|por|di|بقلم:?|نویسنده:?) ?[^.!?]{3,80}")
_TAG = re.compile(
    r"[(\[]?(?:credit:? ?|media:? ?)?(?:the )?(?:ap|afp|dpa|upi|epa|efe|ansa|ats|cnn|reuters|tass|associated press)[)\]]?"
)
_HANDLE_PARTS = re.compile(r"_{1,5}|(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"\d{1,30}(?:[.,:/-]\d{1,30}){0,6}(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the grammar."""

    kind: str
    holds: tuple[str, ...]
    opens_list: bool
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the built-in grammar, in the order of its file."""
    return tuple(
        Rule(
            str(entry["kind"]),
            tuple(_listed(entry["holds"])),
            bool(entry.get("opens_list", False)),
            re.compile(str(entry["pattern"])),
        )
        for entry in read_table("furniture")
    )


@cache
def telling_words() -> list[str]:
    """Return the words of which one stands in whatever the grammar knows."""
    return sorted({word for rule in rules() for word in rule.holds})


def kind_of(pattern: str) -> str | None:
    """Return the kind that the grammar gives a folded line, or None.

    >>> kind_of("follow us on twitter: @thepost"), kind_of("© # the post"), kind_of("it rained.")
    ('furniture', 'notice', None)
    """
    rule = _rule_of(pattern)
    return rule.kind if rule else None


def learned_kind(pattern: str) -> str:
    """Return the kind of a line that repeats: what the grammar says, else a credit or furniture by its form.

    >>> learned_kind("by ida maren, staff writer"), learned_kind("ap"), learned_kind("ask the post!")
    ('credit', 'credit', 'furniture')
    """
    return kind_of(pattern) or ("credit" if _BYLINE.fullmatch(pattern) or _TAG.fullmatch(pattern) else "furniture")


@cache
def owner_words() -> list[str]:
    """Return the words of which one stands in a line that may name its owner."""
    naming = [rule for rule in rules() if "owner" in rule.pattern.groupindex]
    return sorted({word for rule in naming for word in rule.holds})


def is_bare(pattern: str) -> bool:
    """Return whether a folded line has no letter or figure at all, as bullets and rules have none.

    >>> is_bare("•"), is_bare("* * *"), is_bare("a")
    (True, True, False)
    """
    return bool(_BARE.fullmatch(pattern))


def owner_of(line: str) -> str | None:
    """Return the outlet that a line of furniture names as its own, as written; a handle is cut into words.

    >>> owner_of("Follow us on Twitter: @The_NewArab")
    'The New Arab'
    >>> owner_of("Join our new verified Harbour Post Telegram channel today!")
    'Harbour Post'
    """
    folded = fold(line)
    for rule in rules():
        if "owner" not in rule.pattern.groupindex or not any(word in folded.text for word in rule.holds):
            continue
        match = rule.pattern.fullmatch(folded.text)
        if match and match["owner"]:
            span = folded.span(*match.span("owner"))
            name = line[span.start : span.end]
            return _HANDLE_PARTS.sub(" ", name) if line[span.start - 1] == "@" else name
    return None


def find_known(units: pl.DataFrame, phrases: tuple[str, ...]) -> pl.DataFrame:
    """Return the distinct patterns in `units` that the grammar or the user's `phrases` know: `pattern`, `kind`, `opens_list`."""
    own = {_NUMBER.sub("#", fold_str(phrase)).strip() for phrase in phrases}
    words = [*telling_words(), *sorted(own)]
    may_tell = pl.col("pattern").str.contains_any(words) | ~pl.col("pattern").str.contains(r"[\p{L}\d#]")
    tried = units.select("pattern").filter(pl.col("pattern").str.len_bytes() <= 2 * MAX_CHARS).filter(may_tell)
    patterns = tried["pattern"].unique().sort().to_list()
    known = [(text, *_judge(text, own)) for text in patterns]
    schema = {"pattern": pl.String, "kind": pl.String, "opens_list": pl.Boolean}
    return pl.DataFrame(known, schema=schema, orient="row").filter(pl.col("kind").is_not_null())


def _judge(pattern: str, own: set[str]) -> tuple[str | None, bool]:
    """Return the kind of a folded line, if it is known, and whether it opens a list."""
    if pattern in own or is_bare(pattern):
        return "furniture", False
    rule = _rule_of(pattern)
    return (rule.kind, rule.opens_list) if rule else (None, False)


def _rule_of(pattern: str) -> Rule | None:
    """Return the first rule that knows a folded line."""
    if len(pattern) > MAX_CHARS:
        return None
    for rule in rules():
        if any(word in pattern for word in rule.holds) and rule.pattern.fullmatch(pattern):
            return rule
    return None


def _listed(value: object) -> list[str]:
    """Return a field that holds a list."""
    return value if isinstance(value, list) else []

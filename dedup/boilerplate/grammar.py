"""Know furniture that one item alone gives away: navigation, share bars, adverts, notices, credits, captions.

The patterns are data (`lexicon/furniture.toml`), each with a few words of which one must stand in the text before it is
tried: those are looked for all at once, so that most lines cost nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from dedup.boilerplate.units import add_patterns
from dedup.lexicon import read_table
from dedup.text.folding import fold, fold_str

_MAX_LONG_CHARS = 700  # of a text that any rule is tried on
_MAX_CHARS = 200  # of a text that a rule without a limit of its own is tried on
_BYLINE = re.compile(r"(?:by|von|par|por|di|بقلم:?|نویسنده:?) ?[^.!?]{3,80}")
_TAG = re.compile(
    r"[(\[]?(?:credit:? ?|media:? ?)?(?:the )?"
    r"(?:ap|afp|dpa|upi|epa|efe|ansa|ats|cnn|reuters|tass|associated press|(?:[^ ]{2,20} ){1,4}(?:news|press) (?:agency|service))"
    r"[ #:,|)\]-]{0,20}"
)
_HANDLE_PARTS = re.compile(r"_{1,5}|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the grammar."""

    kind: str
    holds: tuple[str, ...]
    opens_list: bool
    max_chars: int
    pattern: str  # compiled when it is first tried

    def match(self, line: str) -> re.Match[str] | None:
        """Return the match of the whole folded line."""
        return _compile(self.pattern).fullmatch(line)


_compile = cache(re.compile)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the built-in grammar, in the order of its file."""
    return tuple(
        Rule(
            str(entry["kind"]),
            tuple(_listed(entry["holds"])),
            bool(entry.get("opens_list", False)),
            int(str(entry.get("max_chars", _MAX_CHARS))),
            str(entry["pattern"]),
        )
        for entry in read_table("furniture")
    )


@cache
def rules_of(word: str) -> tuple[int, ...]:
    """Return the places in the grammar of the rules that are tried where `word` stands; the first that knows wins."""
    return tuple(number for number, rule in enumerate(rules()) if word in rule.holds)


@cache
def telling_words(*, long: bool) -> list[str]:
    """Return the words of which one stands in whatever the grammar knows, or only those of rules for `long` texts."""
    return sorted({word for rule in rules() if not long or rule.max_chars > _MAX_CHARS for word in rule.holds})


def learned_kinds(patterns: pl.Series) -> list[str]:
    """Return the kinds of folded lines that repeat: what the grammar says, else a credit or furniture by its form.

    >>> learned_kinds(pl.Series(["© # the post", "by ida maren, staff writer", "ap", "ask the post!"]))
    ['notice', 'credit', 'credit', 'furniture']
    """
    held = patterns.str.extract_many(telling_words(long=False), overlapping=True)
    return [_learned_kind(pattern, words) for pattern, words in zip(patterns, held.to_list(), strict=True)]


def _learned_kind(pattern: str, held: Iterable[str]) -> str:
    """Return the kind of one folded line that repeats and holds these words."""
    known = _judge(pattern, held)
    if known:
        return known[0]
    return "credit" if _BYLINE.fullmatch(pattern) or _TAG.fullmatch(pattern) else "furniture"


@cache
def naming_rules() -> tuple[Rule, ...]:
    """Return the rules whose matches tell who prints the line."""
    return tuple(rule for rule in rules() if "(?P<owner>" in rule.pattern)


@cache
def owner_words() -> list[str]:
    """Return the words of which one stands in a line that may name its owner."""
    return sorted({word for rule in naming_rules() for word in rule.holds})


def owner_of(line: str) -> str | None:
    """Return the outlet that a line of furniture names as its own, as written; a handle is cut into words.

    >>> owner_of("Follow us on Twitter: @The_NewArab")
    'The New Arab'
    >>> owner_of("Join our new verified Harbour Post Telegram channel today!")
    'Harbour Post'
    """
    text = fold_str(line)
    held = {word for word in owner_words() if word in text}
    for rule in naming_rules() if held else ():
        match = rule.match(text) if not held.isdisjoint(rule.holds) else None
        if match and match["owner"]:
            span = fold(line).span(*match.span("owner"))
            name = line[span.start : span.end]
            return _HANDLE_PARTS.sub(" ", name) if line[span.start - 1] == "@" else name
    return None


def find_known(units: pl.DataFrame, phrases: tuple[str, ...]) -> pl.DataFrame:
    """Return the distinct patterns in `units` that the grammar or the user's `phrases` know: `pattern`, `kind`, `opens_list`."""
    own = add_patterns(pl.DataFrame({"unit": phrases}))["pattern"].to_list() if phrases else []
    patterns, pattern, size = units.select("pattern"), pl.col("pattern"), pl.col("pattern").str.len_chars()
    words = pl.concat(
        [
            _words_in(patterns.filter(size <= _MAX_CHARS), long=False),
            _words_in(patterns.filter(size.is_between(_MAX_CHARS + 1, _MAX_LONG_CHARS)), long=True),
        ]
    )
    known = [(text, *found) for text, held in words.iter_rows() if (found := _judge(text, held))]
    plain = patterns.filter(pattern.is_in(own) | ~pattern.str.contains(r"[\p{L}\p{N}#]")).unique()
    plain = plain.with_columns(kind=pl.lit("furniture"), opens_list=pl.lit(value=False))
    return pl.concat([plain, pl.DataFrame(known, schema=plain.schema, orient="row")]).unique(
        "pattern", keep="first", maintain_order=True
    )


def _words_in(patterns: pl.DataFrame, *, long: bool) -> pl.DataFrame:
    """Return those distinct ones of `patterns` that hold a telling word, each with the words that it holds."""
    words, pattern = telling_words(long=long), pl.col("pattern")
    telling = patterns.filter(pattern.str.contains(_any_of(tuple(words))))  # thrice as fast as which
    distinct = telling.unique(maintain_order=True)
    return distinct.with_columns(held=pattern.str.extract_many(words, overlapping=True))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the words."""
    return "|".join(map(re.escape, words))


def _judge(pattern: str, held: Iterable[str]) -> tuple[str, bool] | None:
    """Return the kind of a folded line that holds these words, if a rule knows it, and whether it opens a list."""
    for rule in _rules_of_any(frozenset(held)):
        if len(pattern) <= rule.max_chars and rule.match(pattern):
            return rule.kind, rule.opens_list
    return None


@lru_cache(maxsize=4_096)  # most texts hold one or two of the words
def _rules_of_any(words: frozenset[str]) -> tuple[Rule, ...]:
    """Return the rules that are tried where these words stand, in the order of the grammar."""
    return tuple(rules()[number] for number in sorted({number for word in words for number in rules_of(word)}))


def _listed(value: object) -> list[str]:
    """Return a field that holds a list."""
    return value if isinstance(value, list) else []

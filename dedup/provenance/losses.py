"""What a reprint lost on the way: credits, passages, numbers, ends of quotes, hedges, corrections, disclosures.

The origin's sentences are laid beside the words that both texts share; a sentence that is gone is a passage, and within
one that stayed, what is missing is looked at closely.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dedup.lexicon import read_lines
from dedup.provenance.alignment import WORD, align_texts
from dedup.provenance.items import Item
from dedup.provenance.outlets import outlet_key, same_outlet
from dedup.provenance.predecessors import merge, uncovered
from dedup.tables import Span
from dedup.text.quotes import quotes
from dedup.text.sentences import sentences

What = Literal["dateline", "byline", "agency", "passage", "number", "quote_end", "hedge", "correction", "disclosure"]
KEPT = 0.4  # share of a sentence's words that must stand in the reprint for the sentence to be there
MIN_SENTENCE_WORDS = 4  # a remark of three words is no passage
NUMBER = re.compile(r"\d[\d.,:/]{0,24}")
CORRECTION = re.compile(
    r"\W{0,4}(?:correction|corrected|clarification|editor['’]s note|an earlier version|this (?:story|article) (?:has been|was) "
    r"(?:updated|corrected)|berichtigung|korrektur|anm(?:erkung)?\. d\. red|rectificatif|erratum|précision|corrección|fe de erratas)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something the origin has and the reprint lacks; the span lies in the origin's text."""

    what: What
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of the origin, with the stretches of it that the reprint kept."""

    span: Span
    kept: tuple[Span, ...]
    kept_share: float  # of its letters


def find_losses(origin: Item, reprint: Item) -> tuple[Loss, ...]:
    """Return what `reprint` lost of `origin`, in the order of the origin's text."""
    found = [*_lost_credits(origin, reprint), *_lost_words(origin, reprint)]
    return tuple(sorted(found, key=lambda loss: (loss.span, loss.what)))


def _lost_credits(origin: Item, reprint: Item) -> Iterator[Loss]:
    """Yield the dateline, the bylines and the agency lines that the reprint does not print in any form."""
    kinds = {credit.kind for credit in reprint.credits}
    named = [credit.name for credit in reprint.credits if credit.name]
    named += [source.name for source in reprint.sources]
    for credit in origin.credits:
        text = origin.words_of(credit.span)
        if not text or not credit.name:
            continue
        if credit.kind == "dateline" and "dateline" not in kinds:
            yield Loss("dateline", text, credit.span)
        elif credit.kind == "byline" and not _signs(reprint, credit.name):
            yield Loss("byline", text, credit.span)
        elif credit.kind == "agency" and not any(_same_credit(credit.name, name) for name in named):
            yield Loss("agency", text, credit.span)


def _signs(reprint: Item, name: str) -> bool:
    """Return whether the reprint prints `name`, in its text or as its author."""
    return name.casefold() in f"{reprint.author or ''}\n{reprint.text}".casefold()


def _same_credit(one: str, other: str) -> bool:
    return outlet_key(one) == outlet_key(other) or same_outlet(one, other)


def _lost_words(origin: Item, reprint: Item) -> Iterator[Loss]:
    """Yield what is missing inside and between the origin's sentences, furniture left out."""
    kept = merge(edit.before for edit in align_texts(origin.text, reprint.text) if edit.kind == "same")
    laid = [_lay(origin, span, kept) for span in sentences(origin.text) if not _is_masked(origin, span)]
    for sentence in laid:
        text = origin.words_of(sentence.span)
        if sentence.kept_share < KEPT:
            yield from _lost_sentence(text, sentence)
        elif sentence.kept_share < 1:
            yield from _lost_parts(origin, reprint, sentence)
    yield from _cut_quotes(origin, kept)


def _lay(origin: Item, span: Span, kept: list[Span]) -> _Sentence:
    """Return the sentence at `span` with the stretches of it in `kept`."""
    inside = tuple(
        Span(max(span.start, other.start), min(span.end, other.end)) for other in kept if span.overlaps(other)
    )
    words = [Span(span.start + word.start(), span.start + word.end()) for word in WORD.finditer(_cut(origin, span))]
    missing = sum(1 for word in words if uncovered(word, inside))
    return _Sentence(span, inside, 1 - missing / len(words) if words else 1.0)


def _cut(item: Item, span: Span) -> str:
    return item.text[span.start : span.end]


def _is_masked(item: Item, span: Span) -> bool:
    """Return whether most of `span` is furniture, a credit or a caption."""
    return 2 * uncovered(span, item.masks) < span.n_chars


def _lost_sentence(text: str, sentence: _Sentence) -> Iterator[Loss]:
    """Yield what a sentence that is gone was."""
    if CORRECTION.match(text):
        yield Loss("correction", text, sentence.span)
    elif len(WORD.findall(text)) >= MIN_SENTENCE_WORDS:
        yield Loss("passage", text, sentence.span)
    if _pattern("disclosures").search(text):
        yield Loss("disclosure", text, sentence.span)


def _lost_parts(origin: Item, reprint: Item, sentence: _Sentence) -> Iterator[Loss]:
    """Yield the numbers, hedges and disclosures that a sentence lost while the rest of it stayed."""
    text, start = _cut(origin, sentence.span), sentence.span.start
    patterns: tuple[tuple[What, re.Pattern[str]], ...] = (
        ("number", NUMBER),
        ("hedge", _pattern("doubts")),
        ("disclosure", _pattern("disclosures")),
    )
    for what, pattern in patterns:
        for found in pattern.finditer(text):
            span = Span(start + found.start(), start + found.end())
            gone = uncovered(span, sentence.kept) > 0
            if gone and not (what == "number" and found[0] in reprint.text):
                yield Loss(what, found[0].rstrip(".,:/"), span)


def _cut_quotes(origin: Item, kept: list[Span]) -> Iterator[Loss]:
    """Yield the ends of quotes whose beginnings the reprint has."""
    for quote in quotes(origin.text):
        inside = [span for span in kept if span.overlaps(quote.inner)]
        if not inside or inside[0].start > quote.inner.start + MIN_SENTENCE_WORDS:
            continue
        last = min(inside[-1].end, quote.inner.end)
        rest = Span(last, quote.inner.end)
        if len(WORD.findall(_cut(origin, rest))) >= MIN_SENTENCE_WORDS - 1:
            yield Loss("quote_end", origin.words_of(rest), rest)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return one pattern for all phrases of a lexicon."""
    phrases = sorted(read_lines(name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)

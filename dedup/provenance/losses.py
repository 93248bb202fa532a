"""What a reprint lost on the way: credits, passages, numbers, ends of quotes, hedges, corrections, disclosures.

The origin's sentences are laid beside the words that both texts share; a sentence that is gone is a passage, and within
one that stayed, what is missing is looked at closely.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Literal

from dedup.lexicon import read_lines
from dedup.provenance.alignment import WORD, align_texts
from dedup.provenance.items import Item, prints_name
from dedup.provenance.outlets import outlet_key, same_outlet
from dedup.provenance.predecessors import merge, uncovered
from dedup.tables import Span
from dedup.text.quotes import quotes
from dedup.text.sentences import sentences

What = Literal["dateline", "byline", "agency", "passage", "number", "quote_end", "hedge", "correction", "disclosure"]
KEPT = 0.4  # share of a sentence's words that must stand in the reprint for the sentence to be there
MIN_SENTENCE_WORDS = 4  # a remark of three words is no passage
ENDED = re.compile(r"[.!?…。！？؟][\"”“’'»«)\]]{0,4}\Z")  # a headline is no sentence
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
    printed = (loss for loss in _lost_credits(origin, reprint) if loss.span.n_chars)
    found = {*printed, *_lost_words(origin, reprint)}
    return tuple(sorted(found, key=lambda loss: (loss.span, loss.what, loss.text)))


def _lost_credits(origin: Item, reprint: Item) -> Iterator[Loss]:
    """Yield the dateline, the bylines and the agency lines that the reprint does not print in any form."""
    kinds = {credit.kind for credit in reprint.credits}
    named = [credit.name for credit in reprint.credits if credit.name]
    named += [source.name for source in reprint.sources]
    for credit in origin.credits:
        text, name = origin.words_of(credit.span), credit.name or ""
        is_agency = bool(name) and credit.kind in {"agency", "dateline"}
        if credit.kind == "dateline" and "dateline" not in kinds:
            yield Loss("dateline", text, credit.span)
        if credit.kind == "byline" and name and not _signs(reprint, name):
            yield Loss("byline", text, credit.span)
        elif credit.kind == "agency" and not prints_name(credit, origin.text):
            if text not in reprint.words_of(Span(0, len(reprint.text))):
                yield Loss("byline", text, credit.span)
        elif is_agency and not any(_same(name, other) for other in named):
            yield Loss("agency", name, credit.span)


def _signs(reprint: Item, name: str) -> bool:
    """Return whether the reprint prints `name`, in its text or as its author."""
    return name.casefold() in f"{reprint.author or ''}\n{reprint.text}".casefold()


def _same(one: str, other: str) -> bool:
    return outlet_key(one) == outlet_key(other) or same_outlet(one, other)


def _lost_words(origin: Item, reprint: Item) -> Iterator[Loss]:
    """Yield what is missing inside and between the origin's sentences, furniture left out."""
    kept = merge(edit.before for edit in align_texts(origin.text, reprint.text) if edit.kind == "same")
    laid = [
        _lay(origin.text, span, n_words, kept) for span, n_words in _told(origin.text) if not _is_masked(origin, span)
    ]
    for span in _gone(origin, laid):
        yield from _lost_passage(origin, span)
    for sentence in laid:
        if KEPT <= sentence.kept_share < 1:
            yield from _lost_parts(origin, reprint, sentence)
    yield from _cut_quotes(origin, kept)


@lru_cache(maxsize=256)
def _told(text: str) -> tuple[tuple[Span, int], ...]:
    """Return the sentences of a text with their numbers of words; an origin of many reprints is read once."""
    ended = (span for span in sentences(text) if ENDED.search(text, span.start, span.end))
    return tuple((span, len(WORD.findall(text, span.start, span.end))) for span in ended)


def _lay(text: str, span: Span, n_words: int, kept: list[Span]) -> _Sentence:
    """Return the sentence at `span` with the stretches of it in `kept`, which are sorted and begin and end with words."""
    first = max(0, bisect_right(kept, span) - 1)
    inside: list[Span] = []
    missing, at = 0, span.start
    for other in islice(kept, first, None):
        if other.start >= span.end:
            break
        if other.end > span.start:
            inside.append(Span(max(span.start, other.start), min(span.end, other.end)))
            missing += len(WORD.findall(text, at, inside[-1].start))
            at = inside[-1].end
    missing += len(WORD.findall(text, at, span.end))
    return _Sentence(span, tuple(inside), 1 - missing / n_words if n_words else 1.0)


def _cut(item: Item, span: Span) -> str:
    return item.text[span.start : span.end]


def _is_masked(item: Item, span: Span) -> bool:
    """Return whether most of `span` is furniture, a credit or a caption."""
    return 2 * uncovered(span, item.masks) < span.n_chars


def _gone(origin: Item, laid: list[_Sentence]) -> list[Span]:
    """Return what is gone, sentences that follow each other in one paragraph made one."""
    found: list[Span] = []
    for sentence in laid:
        if sentence.kept_share >= KEPT:
            continue
        if found and not origin.text[found[-1].end : sentence.span.start].strip(" "):
            found[-1] = Span(found[-1].start, sentence.span.end)
        else:
            found.append(sentence.span)
    return found


def _lost_passage(origin: Item, span: Span) -> Iterator[Loss]:
    """Yield what the sentences at `span`, which are gone, were."""
    text = origin.words_of(span)
    if CORRECTION.match(text):
        yield Loss("correction", text, span)
    elif len(WORD.findall(text)) >= MIN_SENTENCE_WORDS:
        yield Loss("passage", text, span)
        yield from _lost_phrases(origin, span, ())


def _lost_parts(origin: Item, reprint: Item, sentence: _Sentence) -> Iterator[Loss]:
    """Yield the numbers and phrases that a sentence lost while the rest of it stayed."""
    text, start = _cut(origin, sentence.span), sentence.span.start
    for found in NUMBER.finditer(text):
        number = found[0].rstrip(".,:/")
        span = Span(start + found.start(), start + found.start() + len(number))
        if _is_gone(origin, span, sentence.kept) and number not in reprint.text:
            yield Loss("number", number, span)
    yield from _lost_phrases(origin, sentence.span, sentence.kept)


def _lost_phrases(origin: Item, span: Span, kept: tuple[Span, ...]) -> Iterator[Loss]:
    """Yield the hedges in `span` that are not kept, and the stretches with a disclosure in them."""
    for found in _find("doubts", origin.text, span):
        phrase = Span(found.start(), found.end())
        if _is_gone(origin, phrase, kept):
            yield Loss("hedge", found[0], phrase)
    for found in _find("disclosures", origin.text, span):
        phrase = Span(found.start(), found.end())
        if _is_gone(origin, phrase, kept):
            start = max((stretch.end for stretch in kept if stretch.end <= phrase.start), default=span.start)
            end = min((stretch.start for stretch in kept if stretch.start >= phrase.end), default=span.end)
            yield Loss("disclosure", origin.words_of(Span(start, end)).strip(" ,;."), Span(start, end))


def _is_gone(origin: Item, span: Span, kept: tuple[Span, ...]) -> bool:
    """Return whether some of `span` was lost and it is part of the story, not of a dateline or a credit."""
    return uncovered(span, kept) > 0 and uncovered(span, origin.masks) == span.n_chars


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


def _find(name: str, text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield the phrases of a lexicon in `text` within `span`; most stretches hold none, which is seen at once."""
    told = _told_phrases(name, text)
    folded = text[span.start : span.end].casefold() if told else ""
    if any(phrase in folded for phrase in told):
        yield from _pattern(name).finditer(text, span.start, span.end)


@lru_cache(maxsize=256)
def _told_phrases(name: str, text: str) -> tuple[str, ...]:
    """Return the phrases of a lexicon that `text` holds anywhere."""
    folded = text.casefold()
    return tuple(phrase for phrase in read_lines(name) if phrase in folded)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return one pattern for all phrases of a lexicon."""
    phrases = sorted(read_lines(name), key=len, reverse=True)
    escaped = ("(?-i:may)" if phrase == "may" else re.escape(phrase) for phrase in phrases)  # May is a month
    return re.compile(rf"\b(?:{'|'.join(escaped)})\b", re.IGNORECASE)

"""QUO: are the words in quote marks those that were said, and whose are they?"""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from dedup.names import same_name
from dedup.text.folding import fold_str
from dedup.text.quotes import Quote
from scoring.quotes.wording import compare_wordings, words_of
from scoring.signals.describing import is_pronoun
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import Kind
from scoring.signals.rows import QuoteRow
from scoring.signals.signal import Example, Finding, not_applicable, present, signal

WORDS = frozenset({"the words"})
FAULTY = frozenset({"altered", "moved"})
DAY_CHARS = 10  # "2024-05-03"
TURNS = frozenset({"a negation", "a number"})  # what turns the sense of a quote round
NEAR_EQUAL = 70  # rapidfuzz token_set_ratio of two utterances by one speaker, from which they are one said twice
MIN_RATIO = 45  # and their plain ratio: the order of words is not all different
MIN_REPEATED_WORDS = 6
MARKS = "“”\"'‘’«»„"
ASIDES: frozenset[Kind] = frozenset({"opinion", "transcript", "live_blog"})
SPOKEN = Example(
    "“We will not close the harbour this year,” minister Paul Kern said on Friday.",
    outlet="Quay Herald",
    published="2024-05-03",
)
TWICE = """“The dam is safe and all the valves have been tested,” engineer Ana Ruiz said.

“The dam is safe and all of its valves were tested,” she added."""


def _wordings(dossier: Dossier) -> Iterator[tuple[QuoteRow, list[QuoteRow]]]:
    """Yield each quote of this item with the wordings of the same utterance in other items."""
    for own in dossier.quotes:
        if own.item == dossier.item.item:
            yield own, [row for row in dossier.quotes if row.utterance == own.utterance and row.item != own.item]


def _change(own: QuoteRow, other: QuoteRow) -> str:
    """Return what differs between two wordings in one language: a negation, a number, the words, or nothing."""
    both = [compare_wordings(own.text, other.text), compare_wordings(other.text, own.text)]
    if any(wording is None or wording.variant == "trimmed" for wording in both):
        return ""
    changed = next((wording.changed for wording in both if wording and wording.changed), "")
    is_translated = "retranslated" in {own.variant, other.variant}
    return "" if is_translated and changed not in TURNS else changed


def _stands_alone(dossier: Dossier, own: QuoteRow, against: list[QuoteRow], agreeing: list[QuoteRow]) -> bool:
    """Return whether it is this item that changed something: fewer items agree with it, or as many and it is later."""
    n_against, n_with = len({row.item for row in against}), 1 + len({row.item for row in agreeing})
    if n_against != n_with:
        return n_with < n_against
    days = [dossier.others[row.item].published for row in against if row.item in dossier.others]
    first, own_day = min((day[:DAY_CHARS] for day in days if day), default=None), dossier.item.published
    is_dated = first is not None and own_day is not None and first != own_day[:DAY_CHARS]
    return first < own_day[:DAY_CHARS] if is_dated and first and own_day else own.variant in FAULTY


def _changes(dossier: Dossier, kinds: frozenset[str]) -> Iterator[tuple[str, QuoteRow, QuoteRow]]:
    """Yield what this item changed in its quotes: the kind of change, its wording, and the first one it is at odds with."""
    for own, others in _wordings(dossier):
        against = [(change, row) for row in others if (change := _change(own, row)) in kinds]
        agreeing = [row for row in others if words_of(row.text) == words_of(own.text)]
        if against and _stands_alone(dossier, own, [row for _, row in against], agreeing):
            yield against[0][0], own, against[0][1]


@signal(
    "QUO401",
    "quote altered",
    sense="fault",
    standard="CredWeb 7.4.3; AP: never alter quotations",
    remedy="quote the words as they were said",
    fires=[
        Example(
            "“We will not close the harbours this year,” minister Paul Kern said on Friday.",
            outlet="Bay News",
            published="2024-05-04",
            others=(SPOKEN,),
        )
    ],
    silent=[SPOKEN],
    reads=False,
)
def quote_altered(dossier: Dossier) -> Iterator[Finding]:
    """Find quotes whose words differ from the same utterance elsewhere, in one language and with the same sense.

    What stands in quote marks is a promise of the very words. Two translations of one sentence may differ, and are
    not counted.
    """
    if not dossier.quotes:
        yield not_applicable("no quote of the item stands in another one")
    for _, own, other in _changes(dossier, WORDS):
        told = f"the words differ from those in {other.item}: “{other.text}”"
        yield present(told, own.span, other=other.item, other_span=other.span)


@signal(
    "QUO402",
    "quote turned round",
    sense="fault",
    standard="AP: never alter quotations",
    remedy="restore the negation or number",
    fires=[
        Example(
            "“We will close the harbour this year,” minister Paul Kern said on Friday.",
            outlet="Bay News",
            published="2024-05-04",
            others=(SPOKEN,),
        )
    ],
    silent=[SPOKEN],
    reads=False,
)
def quote_turned(dossier: Dossier) -> Iterator[Finding]:
    """Find quotes that gained or lost a negation, or changed a number, beside the same utterance elsewhere."""
    if not dossier.quotes:
        yield not_applicable("no quote of the item stands in another one")
    for changed, own, other in _changes(dossier, TURNS):
        told = f"{changed} differs from {other.item}: “{other.text}”"
        yield present(told, own.span, other=other.item, other_span=other.span)


@signal(
    "QUO403",
    "quote moved to another speaker",
    sense="fault",
    standard="Reuters: name the speaker",
    remedy="give the words back to their speaker",
    fires=[
        Example(
            "“We will not close the harbour this year,” mayor Ida Brandt said on Friday.",
            outlet="Bay News",
            published="2024-05-04",
            others=(SPOKEN,),
        )
    ],
    silent=[SPOKEN],
    reads=False,
)
def quote_moved(dossier: Dossier) -> Iterator[Finding]:
    """Find words that another item gives to another speaker."""
    if not dossier.quotes:
        yield not_applicable("no quote of the item stands in another one")
    for own, others in _wordings(dossier):
        moved = "moved" in {own.variant, *(row.variant for row in others)}
        against = [row for row in others if moved and _are_two(own.speaker, row.speaker)]
        agreeing = [row for row in others if row.speaker and row not in against]
        if against and _stands_alone(dossier, own, against, agreeing):
            other = against[0]
            yield present(
                f"{other.item} gives the words to {other.speaker}", own.span, other=other.item, other_span=other.span
            )


def _are_two(a: str | None, b: str | None) -> bool:
    """Return whether both speakers have names, and not the same one."""
    names = [name for name in (a, b) if name and name[0].isupper() and not is_pronoun(name)]
    return len(names) == 2 and not same_name(*names)  # noqa: PLR2004 - both


@signal(
    "QUO404",
    "quote cut mid-sentence",
    sense="fault",
    standard="NewsGuard 2: no quotes out of context",
    remedy="quote the sentence to its end",
    fires=[
        Example(
            "“We will not close the harbour,” minister Paul Kern said on Friday.",
            outlet="Bay News",
            published="2024-05-04",
            others=(SPOKEN,),
        )
    ],
    silent=[SPOKEN],
    reads=False,
)
def quote_cut(dossier: Dossier) -> Iterator[Finding]:
    """Find quotes that end where the same sentence goes on elsewhere. Shown, since a cut is mostly harmless."""
    if not dossier.quotes:
        yield not_applicable("no quote of the item stands in another one")
    for own, others in _wordings(dossier):
        cut = fold_str(own.text).rstrip(" ,.…\"'")
        other = next((row for row in others if own.variant == "trimmed" and fold_str(row.text).startswith(cut)), None)
        if other:
            yield present(
                f"the sentence goes on in {other.item}: “{other.text}”",
                own.span,
                other=other.item,
                other_span=other.span,
            )


@signal(
    "QUO405",
    "unattributed quote",
    sense="fault",
    standard="Reuters: name the speaker at once",
    remedy="say who speaks",
    fires=["The pool was closed on Friday. “Nobody told us a word about it.” The work will take two summers."],
    silent=["The pool was closed on Friday. “Nobody told us a word about it,” swimmer Ana Ruiz said."],
    passes_over=ASIDES,
)
def unattributed_quote(dossier: Dossier) -> Iterator[Finding]:
    """Find whole sentences in quote marks without a speaker in their sentence or a neighbouring one.

    Titles, single words and words held at arm's length are passed over.
    """
    sourced = {dossier.sentence_number(span.start) for row in dossier.attributions if row.source for span in row.spans}
    paragraphs = Counter(dossier.paragraph(quote.start) for quote in dossier.marked_quotes)
    for quote in dossier.marked_quotes:
        reach = range(dossier.sentence_number(quote.start) - 1, dossier.sentence_number(quote.end - 1) + 2)
        is_alone = paragraphs[dossier.paragraph(quote.start)] == 1
        if is_alone and _stands_free(dossier, quote) and sourced.isdisjoint(reach):
            yield present("nobody is named who says this", quote.inner)


def _stands_free(dossier: Dossier, quote: Quote) -> bool:
    """Return whether the quote is a whole sentence that no clause leads into and no bracketed source follows."""
    words = dossier.text[quote.inner.start : quote.inner.end].strip()
    is_sentence = (
        words[-1:] in {".", "!", "?"} and len(words.split()) >= MIN_REPEATED_WORDS and quote.shape == "utterance"
    )
    before, after = dossier.text[: quote.start].rstrip()[-1:], dossier.text[quote.end :].lstrip()[:1]
    is_free = before in {"", ".", "!", "?", "”", '"'} and after not in {"[", "(", "–", "—", "-"}
    return is_sentence and is_free and not quote.continues and quote.is_closed and not dossier.is_masked(quote.start)


@signal(
    "QUO406",
    "unbalanced quote marks",
    sense="fault",
    standard="Typography",
    remedy="close the quote",
    fires=["The pool was closed. “Nobody told us a word about it, swimmer Ana Ruiz said."],
    silent=["The pool was closed. “Nobody told us a word about it,” swimmer Ana Ruiz said."],
    reads=False,
)
def unbalanced_marks(dossier: Dossier) -> Iterator[Finding]:
    """Find quotes that are opened and never closed, so that nobody can tell where the speaker ends.

    A quote that goes on in the next paragraph is left open by custom.
    """
    followed = {quote.start for quote in dossier.marked_quotes if quote.continues}
    for place, quote in enumerate(dossier.marked_quotes):
        after = dossier.marked_quotes[place + 1].start if place + 1 < len(dossier.marked_quotes) else -1
        if not quote.is_closed and after not in followed and not dossier.is_masked(quote.start):
            yield present("the quote is never closed", quote.inner)


@signal(
    "QUO407",
    "quote repeated within the item",
    sense="label",
    standard="Editing",
    fires=[TWICE],
    silent=["“The dam is safe,” engineer Ana Ruiz said.\n\n“We tested every valve of it twice,” she added."],
    reads=False,
)
def quote_repeated(dossier: Dossier) -> Iterator[Finding]:
    """Tell that one speaker says nearly the same twice: mostly two translations of one utterance."""
    said = [
        (row.source_name or row.source or "", span)
        for row in dossier.attributions if row.kind != "indirect" for span in row.content_spans
    ]  # fmt: skip
    quoted = [
        (who, span, fold_str(dossier.text[span.start : span.end]))
        for who, span in said
        if dossier.is_quoted(span.start) and len(dossier.text[span.start : span.end].split()) >= MIN_REPEATED_WORDS
    ]
    for place, (who, span, words) in enumerate(quoted):
        for who_before, before, words_before in quoted[:place]:
            if (
                before != span
                and fuzz.ratio(words_before, words, score_cutoff=MIN_RATIO) >= MIN_RATIO
                and fuzz.token_set_ratio(words_before, words) >= NEAR_EQUAL
                and same_name(who_before, who)
            ):
                yield present(f"nearly the same as “{dossier.text[before.start : before.end].strip(MARKS)}”", span)
                break

"""QUO405 to QUO407: how the item itself prints what was said."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from dedup.names import same_name
from dedup.text.folding import fold_str
from dedup.text.quotes import Quote
from scoring.quotes.wording import is_denied, words_of
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import Kind
from scoring.signals.signal import Finding, present, signal

NEAR_EQUAL = 70  # rapidfuzz token_set_ratio of two utterances by one speaker, from which they are one said twice
MIN_RATIO = 50  # and their plain ratio: the order of words is not all different
MIN_REPEATED_WORDS = 6
CLOSING = re.compile("'{3}|'\"|\"'")  # of a quote within a quote, and of both
MARKS = "“”\"'‘’«»„"
ASIDES: frozenset[Kind] = frozenset({"opinion", "transcript", "live_blog"})
TWICE = """“The dam is safe and all the valves have been tested,” engineer Ana Ruiz said.

“The dam is safe and all of its valves were tested,” she added."""


@signal(
    "QUO405",
    "unattributed quote",
    sense="fault",
    standard="Reuters: name the speaker at once",
    remedy="say who speaks",
    fires=["The pool was closed on Friday. “Nobody told us a word about it.” The work will take two summers."],
    silent=[
        "The pool was closed on Friday. “Nobody told us a word about it,” swimmer Ana Ruiz said.",
        "'Nobody told us a word about it.'\n\nThe pool was closed on Friday. The work will take two summers.",
    ],
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
    is_free = is_free and not _is_heading(dossier, quote)
    return is_sentence and is_free and not quote.continues and quote.is_closed and not dossier.is_masked(quote.start)


def _is_heading(dossier: Dossier, quote: Quote) -> bool:
    """Return whether the quote in single marks is a line of its own: so headlines quote."""
    beside = {dossier.text[quote.start - 1 : quote.start], dossier.text[quote.end : quote.end + 1]}
    return beside <= {"", "\n"} and re.match("'[^']", dossier.plain[quote.start : quote.end]) is not None


@signal(
    "QUO406",
    "unbalanced quote marks",
    sense="fault",
    standard="Typography",
    remedy="close the quote",
    fires=["The pool was closed. “Nobody told us a word about it, swimmer Ana Ruiz said."],
    silent=[
        "The pool was closed. “Nobody told us a word about it,” swimmer Ana Ruiz said.",
        "''She looks at me and says, 'Is it closed?''' Ana Ruiz said.",
    ],
    reads=False,
)
def unbalanced_marks(dossier: Dossier) -> Iterator[Finding]:
    """Find quotes that are opened and never closed, so that nobody can tell where the speaker ends.

    A quote that goes on in the next paragraph is left open by custom.
    """
    followed = {quote.start for quote in dossier.marked_quotes if quote.continues}
    for place, quote in enumerate(dossier.marked_quotes):
        after = dossier.marked_quotes[place + 1].start if place + 1 < len(dossier.marked_quotes) else -1
        is_open = not quote.is_closed and not CLOSING.search(dossier.plain, quote.start + 1, quote.end)
        if is_open and after not in followed and not dossier.is_masked(quote.start):
            yield present("the quote is never closed", quote.inner)


@signal(
    "QUO407",
    "quote repeated within the item",
    sense="label",
    standard="Editing",
    fires=[TWICE],
    silent=[
        "“The dam is safe,” engineer Ana Ruiz said.\n\n“We tested every valve of it twice,” she added.",
        "“You do not want to sell the dam to them,” Ana Ruiz said.\n\n“You want to sell the water to them,” she added.",
        "“I never saw it. I never saw it,” Ana Ruiz said.\n\n“I never saw it, and who says so? I never saw it,” she added.",
    ],
    reads=False,
)
def quote_repeated(dossier: Dossier) -> Iterator[Finding]:
    """Tell that one speaker says nearly the same twice: mostly two translations of one utterance."""
    said = [
        (row.source_name or row.source or "", span)
        for row in dossier.attributions if row.kind != "indirect" for span in row.content_spans
    ]  # fmt: skip
    folded = ((who, span, fold_str(dossier.text[span.start : span.end])) for who, span in said)
    quoted = [
        (who, span, words)
        for who, span, words in folded
        if dossier.is_quoted(span.start) and len(set(words_of(words))) >= MIN_REPEATED_WORDS
    ]
    for place, (who, span, words) in enumerate(quoted):
        for who_before, before, words_before in quoted[:place]:
            if (
                before != span
                and fuzz.ratio(words_before, words, score_cutoff=MIN_RATIO) >= MIN_RATIO
                and fuzz.token_set_ratio(words_before, words) >= NEAR_EQUAL
                and is_denied(words_before) == is_denied(words)
                and same_name(who_before, who)
            ):
                yield present(f"nearly the same as “{dossier.text[before.start : before.end].strip(MARKS)}”", span)
                break

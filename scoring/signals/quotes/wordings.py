"""QUO401 to QUO404: what other items print of the same utterance."""

from collections.abc import Iterator

from dedup.names import same_name
from dedup.text.folding import fold_str
from scoring.quotes.wording import compare_wordings, words_of
from scoring.signals.describing import is_pronoun
from scoring.signals.dossier import Dossier
from scoring.signals.rows import QuoteRow
from scoring.signals.signal import Example, Finding, not_applicable, present, signal

WORDS = frozenset({"the words"})
FAULTY = frozenset({"altered", "moved"})
DAY_CHARS = 10  # "2024-05-03"
TURNS = frozenset({"a negation", "a number"})  # what turns the sense of a quote round
SPOKEN = Example(
    "“We will not close the harbour this year,” minister Paul Kern said on Friday.",
    outlet="Quay Herald",
    published="2024-05-03",
)


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
    is_declared = "[" in own.text or "[" in other.text  # brackets tell that words were put in
    return "" if (is_translated or is_declared) and changed not in TURNS else changed


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
    silent=[
        SPOKEN,
        Example(
            "“We will not close the harbour [of Lowmere] this year,” minister Paul Kern said on Friday.",
            outlet="Bay News",
            published="2024-05-04",
            others=(SPOKEN,),
        ),
    ],
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

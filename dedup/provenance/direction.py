"""Which of two items that share text came first, with the reasons; `unclear` is an answer.

Each reason weighs something; the side with the heavier reasons is taken for the earlier one, and the direction counts
as known when the difference reaches `ProvenanceSettings.min_weight`. A third text that neither prints may lie behind
both: an edge says who is the likelier predecessor among the items held, never that there was no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.provenance.items import Item
from dedup.provenance.outlets import is_wire, outlet_key
from dedup.settings import ProvenanceSettings
from dedup.tables import Span

# What each reason weighs. The scale is a reader's: two is what one good reason needs to stand alone.
DECLARED = 4.0  # the later item says so itself
CREDITED = 4.0  # the same, by an agency's tag
DATED = 3.0  # days or times of publication
VAGUELY_DATED = 2.0  # months or years
WIRE = 2.0  # agencies are copied far more often than they copy
CUT = 2.0  # breaks off where the other goes on
SHED = 1.0  # lacks a credit that the other prints: the source credited may lie behind both
UNSIGNED = 1.0  # lacks the byline
FULLER = 1.0  # is the shorter of two: trimmed, or else written up
AGAINST = "against: "
LEAD_SHARE = 0.15  # the head of a text, where a story's lead stands
FULLER_BY = 1.15  # so much longer that it is not a matter of furniture
CLOSED = re.compile(r"[.!?:;…。！？؟][\"”“’'»«)\]]{0,3}\s{0,9}\Z|[)\]_*]\s{0,9}\Z")
ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s{0,9}\Z")
MIN_TAIL = 40  # characters that must follow in the other item for a cut to be one


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two items share, seen from the later one: its passages against the earlier one's, and both shares."""

    later_passages: tuple[Span, ...]
    earlier_passages: tuple[Span, ...]
    later_share: float  # share of the later item found in the earlier
    earlier_share: float

    def turned(self) -> "Overlap":
        """Return the same overlap seen from the other side."""
        return Overlap(self.earlier_passages, self.later_passages, self.earlier_share, self.later_share)


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence that an item came first."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Direction:
    """The verdict on a pair: whether `earlier` came first, how surely, and why."""

    earlier: Item
    later: Item
    is_known: bool
    margin: float  # weight for, less weight against
    evidence: tuple[str, ...]  # reasons against begin with "against: "

    def turned(self) -> "Direction":
        """Return the other, less likely direction of the same pair, which is never known."""
        evidence = tuple(
            words.removeprefix(AGAINST) if words.startswith(AGAINST) else AGAINST + words for words in self.evidence
        )
        ordered = tuple(sorted(evidence, key=lambda words: words.startswith(AGAINST)))
        return Direction(self.later, self.earlier, is_known=False, margin=-self.margin, evidence=ordered)


def judge_direction(one: Item, other: Item, overlap: Overlap, settings: ProvenanceSettings) -> Direction:
    """Return which of two items came first; `overlap` is seen with `other` as the later one.

    The order of the two does not matter to the answer. Where nothing speaks for either side the smaller id is put first.
    """
    reasons = list(reasons_that(one, other, overlap, settings))
    counter = list(reasons_that(other, one, overlap.turned(), settings))
    margin = sum(reason.weight for reason in reasons) - sum(reason.weight for reason in counter)
    if margin < 0 or (margin == 0 and other.id < one.id):
        one, other, reasons, counter, margin = other, one, counter, reasons, -margin
    evidence = (*(reason.words for reason in reasons), *(AGAINST + reason.words for reason in counter))
    is_known = margin >= settings.min_weight and not _may_share_origin(one, other)
    return Direction(one, other, is_known, margin, evidence)


def _may_share_origin(earlier: Item, later: Item) -> bool:
    """Return whether `earlier` credits someone else with the whole text, from whom `later` may have it too."""
    return later.names(earlier) is None and any(
        not source.is_partial and source != earlier.names(later) for source in earlier.sources
    )


def reasons_that(earlier: Item, later: Item, overlap: Overlap, settings: ProvenanceSettings) -> Iterator[Reason]:
    """Yield the reasons to think that `earlier` came first."""
    named = later.names(earlier)
    if named is not None:
        label = "declared notice" if named.is_notice else f"{named.kind} credit"
        yield Reason(f"{label}: {later.words_of(named.span) or named.name}", DECLARED if named.is_notice else CREDITED)
    elif is_wire(earlier.outlet) and not is_wire(later.outlet):
        yield Reason(f"outlet is an agency: {earlier.outlet}", WIRE)
    yield from _dates(earlier, later, settings)
    yield from _credits(earlier, later)
    yield from _lengths(earlier, later, overlap)


def _dates(earlier: Item, later: Item, settings: ProvenanceSettings) -> Iterator[Reason]:
    """Yield the reason in the dates of publication, if there is one."""
    first, second = earlier.published, later.published
    if first is None or second is None or not first.is_before(second, settings.min_hours):
        return
    is_sharp = {first.precision, second.precision} <= {"second", "day"}
    words = f"earlier date: {first.text} ({first.precision}) before {second.text} ({second.precision})"
    yield Reason(words, DATED if is_sharp else VAGUELY_DATED)


def _credits(earlier: Item, later: Item) -> Iterator[Reason]:
    """Yield what `earlier` prints about its makers and `later`, with the same text, does not."""
    known = {outlet_key(source.name) for source in later.sources}
    other = earlier.names(later)
    gone = [source for source in earlier.sources if outlet_key(source.name) not in known and source != other]
    if gone and not later.sources:
        yield Reason(f"credit gone: {gone[0].name}", SHED)
    elif earlier.author and not later.author and not later.sources and not is_wire(later.outlet):
        yield Reason(f"byline gone: {' '.join(earlier.author.split())}", UNSIGNED)


def _lengths(earlier: Item, later: Item, overlap: Overlap) -> Iterator[Reason]:
    """Yield the reasons in the length and the end of both texts."""
    if not overlap.later_passages or not overlap.earlier_passages:
        return
    last, counterpart = overlap.later_passages[-1], overlap.earlier_passages[-1]
    tail = earlier.text[counterpart.end : counterpart.end + MIN_TAIL]
    if _is_cut(later, last) and len(tail.strip()) >= MIN_TAIL // 2:
        yield Reason("cut short: ends in mid-sentence where the other goes on", CUT)
    if _is_fuller(earlier, later, overlap):
        yield Reason(f"fuller version: {overlap.later_share:.0%} of the shorter inside the longer", FULLER)


def _is_cut(item: Item, last: Span) -> bool:
    """Return whether `item` breaks off in mid-sentence where its last shared passage ends."""
    end = _story_end(item)
    if last.end + MIN_TAIL < end:
        return False
    text = item.text[:end]
    return bool(ELLIPSIS.search(text, max(0, end - 16))) or not CLOSED.search(text, max(0, end - 16))


def _story_end(item: Item) -> int:
    """Return where the text ends once masked stretches and blanks at its end are left out."""
    end = len(item.text.rstrip())
    for mask in reversed(item.masks):
        if mask.end < end:
            break
        end = len(item.text[: min(end, mask.start)].rstrip())
    return end


def _is_fuller(earlier: Item, later: Item, overlap: Overlap) -> bool:
    """Return whether both begin alike and `earlier` has more: a host that only quotes does not begin with the lead."""
    starts_alike = all(
        passages[0].start <= LEAD_SHARE * len(item.text)
        for item, passages in ((earlier, overlap.earlier_passages), (later, overlap.later_passages))
    )
    return starts_alike and overlap.later_share > overlap.earlier_share * FULLER_BY

"""What a notice says against what the texts show.

The words are those of the Credibility Signals draft of the W3C group (7.1.2, attribution of copies): a notice is
*accurate* when the text is its origin's, *inaccurate* when the text matches another, earlier item better, *missing*
where text was copied without one, *unverifiable* while the origin is not held.
"""

from collections.abc import Iterable
from typing import Literal

from dedup.provenance.outlets import same_outlet
from dedup.provenance.predecessors import Predecessor
from dedup.settings import ProvenanceSettings

Verdict = Literal["accurate", "inaccurate", "missing", "unverifiable"]
MIN_SHARE = 0.5  # of an item found elsewhere before it can speak against a notice


def judge_held(chosen: Predecessor, others: Iterable[Predecessor], settings: ProvenanceSettings) -> Verdict:
    """Return the verdict on a notice or credit whose origin is held: do others match the item better?

    Others that rest on the same origin, by their own credits, do not speak against it. Of two items that name each
    other, neither notice can be believed.
    """
    origin, share = chosen.direction.earlier, chosen.overlap.later_share
    if not chosen.direction.is_known and origin.names(chosen.direction.later) is not None:
        return "unverifiable"
    better = (
        other
        for other in others
        if other.overlap.later_share >= share + settings.better_by
        and other.direction.is_known
        and other.direction.earlier.names(origin) is None
    )
    return "inaccurate" if next(better, None) else "accurate"


def contradict(name: str, candidates: Iterable[Predecessor]) -> Predecessor | None:
    """Return the held item that gives the lie to a notice of an origin `name` that is not held, if there is one.

    It must be earlier by its date, another outlet's own work, and hold most of the text. Otherwise the origin that is
    not held may lie behind both, and the notice stands unverified.
    """
    ranked = sorted(candidates, key=lambda candidate: candidate.rank)
    return next(
        (one for one in ranked if _is_original(one) and not same_outlet(name, one.direction.earlier.outlet)), None
    )


def _is_original(candidate: Predecessor) -> bool:
    """Return whether the candidate is dated earlier, signed, without foreign credit, and holds most of the text."""
    earlier = candidate.direction.earlier
    is_own_work = not earlier.sources and bool(earlier.author) and earlier.outlet is not None
    is_dated = any(reason.startswith("earlier date") for reason in candidate.direction.evidence)
    return is_own_work and is_dated and candidate.overlap.later_share >= MIN_SHARE

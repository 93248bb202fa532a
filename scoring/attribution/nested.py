"""Who speaks inside whose words: of drafts that stand in each other, which stay, and who passed the others on."""

from dataclasses import replace

from scoring.attribution.carriers import is_medium
from scoring.attribution.draft import Draft, Run
from scoring.attribution.reading import Reading

MAX_LEAD = 2  # tokens before the speaker: "that", a conjunction
MAIN_SHARE = 0.5  # of a medium's content, from which one speaker's words are all it passes on


def outermost(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of a sentence without those that stand inside what somebody else says.

    A medium only passes on what others say: speech within its words is kept, and where one speaker's words are most of
    what it passes on, it gives way to that speaker and stays as the medium between.
    """
    if not any(
        other.source is None or _is_within(draft, other) for draft in drafts for other in drafts if other is not draft
    ):
        return drafts
    kept: list[Draft] = []
    for draft in drafts:
        around = [other for other in drafts if other is not draft and _is_within(draft, other)]
        if draft.source is None and any(draft.contents == other.contents for other in drafts if other is not draft):
            continue  # an echo
        if any(draft.source in other.through and draft.contents == other.contents for other in drafts):
            continue  # who cites another for the very words
        is_voice = draft.is_speech and draft.source is not None
        media = [other for other in around if is_voice and _hands_on(reading, other, draft)]
        if len(media) < len(around) or _gives_way(reading, draft, drafts):
            continue
        relaying = next((other for other in media if _gives_way(reading, other, drafts)), None)
        kept.append(_passed_on_by(relaying.source, draft) if relaying and relaying.source else draft)
    return kept


def _hands_on(reading: Reading, outer: Draft, inner: Draft) -> bool:
    """Return whether the source of `outer` only tells what `inner` says: a medium, or who cites it for the same words."""
    return is_medium(reading, outer.source) or (outer.source in inner.through and outer.contents == inner.contents)


def _passed_on_by(medium: Run, draft: Draft) -> Draft:
    """Return the draft with a medium as the outermost of those that passed it on."""
    return draft if medium in draft.through else replace(draft, through=(medium, *draft.through))


def _gives_way(reading: Reading, draft: Draft, drafts: list[Draft]) -> bool:
    """Return whether the draft is a medium's, and one speaker's words, speaker and cue included, are most of its content."""
    if not draft.is_speech or not is_medium(reading, draft.source):
        return False
    inner = [other for other in drafts if other is not draft and _is_passed_on(other, draft)]
    return bool(inner) and max(map(_n_tokens_with_cue, inner)) >= MAIN_SHARE * _n_tokens(draft)


def _is_passed_on(inner: Draft, outer: Draft) -> bool:
    """Return whether `outer` says no more than that `inner` speaks: its content begins with that speaker or speech."""
    if not inner.is_speech or inner.source is None or not _is_within(inner, outer):
        return False
    begin = min(inner.source[0], inner.cue[0], inner.contents[0][0])
    return begin - outer.contents[0][0] <= MAX_LEAD


def _n_tokens(draft: Draft) -> int:
    return sum(last - first for first, last in draft.contents)


def _n_tokens_with_cue(draft: Draft) -> int:
    """Return how many tokens content, source and cue take."""
    runs = [draft.cue, *draft.contents] + ([draft.source] if draft.source else [])
    return sum(last - first for first, last in runs)


def lies_in(run: Run, contents: tuple[Run, ...]) -> bool:
    """Return whether the tokens of `run` lie within one of the contents."""
    begin, end = run
    for first, last in contents:  # noqa: SIM110 - quicker than any(), and asked of every cue
        if first <= begin and end <= last:
            return True
    return False


def _is_within(inner: Draft, outer: Draft) -> bool:
    """Return whether `outer` passes `inner` on: its cue is part of the content, or the content is the same."""
    return lies_in(inner.cue, outer.contents) or (
        inner.contents == outer.contents and len(inner.through) > len(outer.through)
    )

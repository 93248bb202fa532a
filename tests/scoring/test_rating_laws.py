"""What no weight may break: honesty never costs, copies never help."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dedup.registry import builtin
from dedup.tables import ITEMS, Span
from scoring.ratings import rate_items
from scoring.settings import SignalSettings
from scoring.signals import judge_items, read_affiliations
from scoring.signals.dossier import Dossier
from scoring.signals.rows import AttributionRow, ItemRow, MatchRow, ReprintRow, StoryRow
from scoring.tables import STORIES
from tests.strategies import NAMED_SOURCES, Statement, statements

FILLER = "The town has two bridges and a harbour. " * 10  # long enough for a news item
DISCLOSURES = (  # in this order: a reason and a tie stand next to what they disclose
    "They asked not to be named for fear of reprisals. ",
    "The agency is considered close to the government. ",
    "The claim could not be independently verified. ",
    "The company did not respond to a request for comment. ",
    "This story has been updated. ",
)
SETTINGS = SignalSettings()
TIES = read_affiliations(builtin())
Scores = tuple[float | None, float | None, int]


def write(account: Sequence[Statement], disclosures: Sequence[str] = ()) -> Dossier:
    """Return the dossier of an item that makes the statements, then the disclosures."""
    text, rows = FILLER, []
    for statement in account:
        source = Span(len(text), len(text) + len(statement.source))
        text += f"{statement.source[0].upper()}{statement.source[1:]} said {statement.claim}"
        content = Span(len(text) - len(statement.claim), len(text))
        relay = Span(len(text) + 15, len(text) + 15 + len(statement.relay or ""))
        text += f", according to {statement.relay}. " if statement.relay else ". "
        rows.append(
            AttributionRow(
                kind="indirect",
                source=statement.source,
                source_spans=(source,),
                source_type="named_individual" if statement.is_named else "unnamed_individual",
                source_name=statement.source if statement.is_named else None,
                cue="said",
                cue_spans=(Span(source.end + 1, source.end + 5),),
                content_spans=(content,),
                relay=statement.relay,
                relay_spans=(relay,) if statement.relay else (),
                relay_type="agency" if statement.relay else None,
            )
        )
    item = ItemRow("a", text + "".join(disclosures), outlet="Quay Herald", published="2024-05-03", lang="en")
    return Dossier(item, attributions=tuple(rows), affiliations=TIES)


def rate(dossier: Dossier) -> Scores:
    """Return attribution score, sourcing score and credibility digit."""
    items = pl.DataFrame([{"item": "a", "outlet": "Quay Herald"}], schema=ITEMS)
    rows = [{"story": row.story, "item": row.item, "origin": row.origin} for row in dossier.story]
    signals = judge_items([dossier], SETTINGS)
    rated = rate_items(items, signals, pl.DataFrame(rows, schema=STORIES), SETTINGS)
    return rated.select("attribution_score", "sourcing_score", "credibility").row(0)


def is_no_better(scores: Scores, before: Scores) -> bool:
    """Return whether neither score rose and the digit did not improve; a score that was null may become one."""
    pairs = zip(scores[:2], before[:2], strict=True)
    return all(new is None or old is None or new <= old + 1e-4 for new, old in pairs) and scores[2] >= before[2]


@given(statements(), st.data())
def test_naming_a_source_never_lowers_a_score(account: list[Statement], data: st.DataObject) -> None:
    """Give a source that is only described a name of its own, wherever it is heard: neither score falls."""
    described = data.draw(st.sampled_from(account)).source
    named = [replace(one, source="Tilda Moor", is_named=True) if one.source == described else one for one in account]

    assert described in NAMED_SOURCES or is_no_better(rate(write(account)), rate(write(named)))


@given(statements(), st.sets(st.sampled_from(DISCLOSURES)), st.data())
def test_removing_a_disclosure_never_raises_a_score(
    account: list[Statement], disclosures: set[str], data: st.DataObject
) -> None:
    """Leave out what the item admits: neither score rises, whatever the digit does."""
    told = sorted(disclosures, key=DISCLOSURES.index)
    kept = [sentence for sentence in told if data.draw(st.booleans(), label=sentence)]
    fewer, all_told = rate(write(account, kept)), rate(write(account, told))

    assert is_no_better((*fewer[:2], 6), (*all_told[:2], 6))


@given(statements(), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_an_added_copy_never_raises_a_score(
    account: list[Statement], n_others: int, copied: int, is_declared: bool
) -> None:
    """Let somebody copy the item, or another item of its story: neither score rises and the digit does not improve."""
    story = tuple(StoryRow("s", name, name) for name in ["a", "b", "c", "d"][: n_others + 1]) if n_others else ()
    before = replace(write(account), story=story)
    original = story[min(copied, n_others)].item if story else "a"
    copy = StoryRow("s", "copy", original)
    after = replace(before, story=(*(story or (StoryRow("s", "a", "a"),)), copy))
    if original == "a":
        kind, verdict = ("declared", "accurate") if is_declared else ("undeclared", "missing")
        edge = ReprintRow("copy", "a", held=True, kind=kind, direction="known", verdict=verdict, share=1.0)
        after = replace(after, matches=(MatchRow("copy", "duplicate", 1.0, 1.0),), reprints=(edge,))

    assert is_no_better(rate(after), rate(before))


@given(statements(), st.sampled_from(["en", "uk", None]))
def test_what_is_unknown_earns_nothing_and_costs_nothing(account: list[Statement], lang: str | None) -> None:
    """Only what was judged moves a score; the rest lowers the coverage."""
    dossier = write(account)
    signals = judge_items([replace(dossier, item=replace(dossier.item, lang=lang))], SETTINGS)
    rest = signals.filter(~pl.col("outcome").is_in(["pass", "fail"]))
    rated = rate_items(pl.DataFrame([{"item": "a"}], schema=ITEMS), signals, STORIES.to_frame(), SETTINGS)
    scores = [score for score in rated.select("attribution_score", "sourcing_score").row(0) if score is not None]

    assert set(rest["points"]) == {0.0}
    assert set(rest["severity"]) == {"none"}
    assert all(0 <= score <= 100 for score in scores)
    assert (rated["coverage"].item() < 1) == ("unknown" in set(signals.filter(pl.col("score") != "none")["outcome"]))

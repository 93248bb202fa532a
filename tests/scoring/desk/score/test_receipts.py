import polars as pl

from dedup.tables import ITEMS
from scoring.desk.score.receipts import Receipt, make_receipts
from scoring.ratings import rate_items
from scoring.settings import SignalSettings
from scoring.signals import Evidence, gather_dossiers, judge_items
from scoring.tables import STORIES

TEXT = "The pool will be closed.\n\nIt is reportedly full of cracks.\n\n" + "The town has two bridges. " * 20


def receipt() -> Receipt:
    """Return the receipt of an item that hedges in its second paragraph."""
    settings = SignalSettings()
    items = pl.DataFrame([{"item": "a", "text": TEXT}], schema=ITEMS)
    signals = judge_items(gather_dossiers(items, Evidence()), settings)
    ratings = rate_items(items, signals, STORIES.to_frame(), settings)
    [made] = make_receipts(items, signals, ratings, settings)
    return made


def test_the_steps_of_a_receipt_add_up_to_its_score() -> None:
    """Points over what could be earned is the score that is printed above them."""
    made = receipt()
    points = sum(step.points for step in made.steps if step.score == "sourcing")

    assert made.sourcing_score is not None
    assert abs(made.sourcing_score - max(0.0, 100 * points / made.possible("sourcing"))) < 0.01


def test_a_step_says_in_which_paragraph_its_words_stand() -> None:
    """Paragraphs are non-empty lines, from 1."""
    [hedge] = [step for step in receipt().steps if step.code == "SRC215"]

    assert (hedge.paragraph, hedge.evidence) == (2, "reportedly")
    assert hedge.is_told


def test_advice_comes_with_its_worth_the_most_first() -> None:
    """Each line says what to do, where, and for how many points."""
    advice = receipt().advice

    assert [one.points for one in advice] == sorted((one.points for one in advice), reverse=True)
    assert ("SRC215", "say who believes it in paragraph 2", 2.0) in [
        (one.code, one.advice, one.points) for one in advice
    ]

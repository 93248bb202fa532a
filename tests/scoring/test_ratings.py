import polars as pl
import pytest

from dedup.tables import ITEMS
from scoring.ratings import credibility, rate_items
from scoring.settings import SignalSettings
from scoring.tables import SIGNALS, STORIES

SETTINGS = SignalSettings()
Told = tuple[str, str, float, str]
LETTERS = {"Quay Herald": "B"}


def rate(*told: Told, stories: tuple[tuple[str, str], ...] = (), outlet: str | None = None) -> dict[str, object]:
    """Return the rating of item "a" from (code, outcome, points, score) and (item, origin) of its story."""
    rows = [
        {"item": "a", "code": code, "outcome": outcome, "points": points, "score": score}
        for code, outcome, points, score in told
    ]
    signals = pl.DataFrame(rows, schema_overrides=SIGNALS, schema=None if rows else SIGNALS)
    linked = [{"story": "s", "item": item, "origin": origin} for item, origin in stories]
    items = pl.DataFrame([{"item": "a", "outlet": outlet}], schema=ITEMS)
    rated = rate_items(items, signals, pl.DataFrame(linked, schema=STORIES), SETTINGS, LETTERS)
    return rated.row(0, named=True)


def test_a_score_is_points_earned_less_points_lost_over_points_possible() -> None:
    """Ten of 35 possible points, less four."""
    rating = rate(
        ("ATT101", "pass", 10.0, "attribution"),
        ("ATT103", "fail", 0.0, "attribution"),
        ("ATT104", "fail", -4.0, "attribution"),
    )

    assert rating["attribution_score"] == pytest.approx(100 * 6 / 35, abs=0.01)
    assert rating["sourcing_score"] is None


def test_several_findings_of_one_signal_count_its_weight_once() -> None:
    """Two anonymous sources cost twice, and could have earned nothing."""
    rating = rate(
        ("ATT101", "pass", 20.0, "attribution"),
        ("ATT104", "fail", -4.0, "attribution"),
        ("ATT104", "fail", -4.0, "attribution"),
    )

    assert rating["attribution_score"] == pytest.approx(60.0)


def test_scores_stay_between_0_and_100() -> None:
    """Penalties beyond what was earned end at nothing, also where nothing could be earned."""
    assert rate(("SRC201", "pass", 1.0, "sourcing"), ("PRV304", "fail", -20.0, "sourcing"))["sourcing_score"] == 0
    assert rate(("ATT102", "fail", -30.0, "attribution"))["attribution_score"] == 0
    assert rate(("ATT104", "pass", 0.0, "attribution"))["attribution_score"] is None


def test_unknown_earns_nothing_costs_nothing_and_lowers_coverage() -> None:
    """Of 15 and 20 points that apply, those of SRC201 could be judged; what does not apply is left out."""
    rating = rate(
        ("SRC201", "pass", 15.0, "sourcing"),
        ("SRC206", "unknown", 0.0, "sourcing"),
        ("SRC210", "not_applicable", 0.0, "sourcing"),
    )

    assert rating["sourcing_score"] == 100
    assert rating["coverage"] == pytest.approx(15 / 35)


def test_dates_and_metadata_count_towards_neither_score() -> None:
    """They stand beside both."""
    rating = rate(("MET601", "pass", 4.0, "none"))

    assert (rating["attribution_score"], rating["sourcing_score"], rating["coverage"]) == (None, None, None)


def test_reliability_comes_from_the_registry_alone() -> None:
    """An outlet nobody has judged, and an item without one, are F: cannot be judged."""
    assert rate(outlet="Quay Herald")["reliability"] == "B"
    assert rate(outlet="Bay News")["reliability"] == "F"
    assert rate()["reliability"] == "F"


def test_credibility_needs_other_coverage() -> None:
    """Without it the digit is 6; with it, other origins count, the item's own and shared ones do not."""
    covered = ("SRC206", "pass", 20.0, "sourcing")
    story = (("a", "x"), ("b", "x"), ("c", "y"), ("d", "z"))

    assert rate(stories=story)["credibility"] == 6
    assert rate(covered, stories=story)["credibility"] == 1
    assert rate(covered, stories=story[:3])["credibility"] == 2
    assert rate(covered, stories=story[:2])["credibility"] == 3
    assert rate(covered, stories=story)["n_origins"] == 3


@pytest.mark.parametrize(
    ("n_others", "doubt", "digit"),
    [
        (3, (False, False, False), 1),
        (3, (False, False, True), 1),
        (3, (False, True, False), 3),
        (3, (True, False, False), 5),
        (0, (True, False, False), 3),
        (0, (False, True, False), 4),
    ],
)
def test_doubt_caps_the_digit(n_others: int, doubt: tuple[bool, bool, bool], digit: int) -> None:
    """A conflict with independent origins is 5, an item that says it is unverified 3 at best."""
    assert credibility(n_others, doubt) == digit

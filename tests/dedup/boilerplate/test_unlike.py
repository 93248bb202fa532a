import polars as pl
import pytest

from dedup.boilerplate.tally import tally_lines
from dedup.boilerplate.unlike import MAX_CARRIERS, count_unlike, sentences_of
from dedup.tables import ITEMS

LINE = "Ask the Post about your garden!"
NOTHING = pl.Series([], dtype=pl.UInt64)


def _story(name: str) -> str:
    """Return ten sentences that only stories of this name hold."""
    return "\n".join(f"Witness {part} of the case of {name} told the court what she had seen." for part in "abcdefghij")


def _count_unlike(stories: list[str]) -> tuple[float, float]:
    """Return the shares of unlike carriers of `LINE`, printed above each story."""
    rows = [{"item": f"{number}", "text": f"{LINE}\n{story}"} for number, story in enumerate(stories)]
    tallies = tally_lines(pl.DataFrame(rows, schema=ITEMS))
    carriers = tallies.filter(pl.col("line") == LINE).select("pattern", "item")
    ((_, unlike, strictly),) = count_unlike(carriers, sentences_of(tallies, NOTHING)).rows()
    return unlike, strictly


@pytest.mark.parametrize(
    ("stories", "share"),
    [
        (["oak", "elm", "ash", "yew"], 1.0),
        (["oak", "oak", "oak", "oak"], 0.25),
        (["oak", "oak", "ash", "ash"], 0.5),
        (["oak"] * (MAX_CARRIERS + 36), 1 / MAX_CARRIERS),
    ],
)
def test_copies_count_once(stories: list[str], share: float) -> None:
    """Each group of copies counts for one, whatever its size."""
    assert _count_unlike([_story(name) for name in stories]) == pytest.approx((share, share))


def test_an_item_without_sentences_is_like_nobody() -> None:
    """Carriers that hold nothing else are unlike."""
    assert _count_unlike(["Short.", "Brief."]) == (1.0, 1.0)

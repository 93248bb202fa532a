"""Judge the lines that repeat: which are furniture, of what kind, and whose.

A line must first look like furniture (a label, or prose at the edge of an item, carried mostly by one outlet), then
have unlike carriers, and enough of them for the size of its outlet. What the grammar knows needs no more proof. Judged
twice: furniture found in the first round no longer makes its carriers alike.
"""

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from dedup.boilerplate.gather import gather_tallies
from dedup.boilerplate.grammar import find_known
from dedup.boilerplate.naming import MIN_OWNED, name_lines
from dedup.boilerplate.units import add_patterns, count_figures, is_broken_off, names_day
from dedup.boilerplate.unlike import count_unlike, sentences_of
from dedup.boilerplate.variants import merge_variants
from dedup.lexicon import read_lines
from dedup.settings import BoilerplateSettings

_MAX_LABEL_WORDS = 10  # a label has no full stop and few words: a button, a heading, a teaser
_MAX_GENERAL_WORDS = 4  # labels that outlets may share by chance of trade: "Advertisement", "Read more"
_LABEL_HABIT, _PROSE_HABIT = 0.01, 0.03  # share of an outlet's items from which a line is its habit
N_ROUNDS = 2  # furniture found in the first no longer makes its carriers alike in the second
_MANY_ITEMS = 1_000  # in so large a corpus a third carrier is asked for, since chance grows
_MIN_PER_OUTLET = 1.5  # carriers; prose that many outlets print once each is a quote
_MIN_PROSE_UNLIKE = 0.6  # prose travels with stories more than labels do
_SURE_HABIT, _MIN_SURE = 0.2, 4  # share of an outlet's items, and number, that no story reaches
_VARIED_LABEL, _VARIED_PROSE = 0.2, 0.5  # wordings beyond the first a carrier, from which figures are the message
_MANY_FIGURES = 2  # in a label; "12 comments" has one, "Net 397,000" counts for two
_WRAPPED = r"^\p{Ll}.*[.,;]$"  # the end of a sentence that was broken into lines
_ENDS = r"[.!?…:;\"”’'»)]$"
_QUOTED = "^[\"“„«'‘—–-]"  # a quote, or the signature under one
_SAID = r"(?i)^(?:said|says|sagte)\b|\b(?:said|says|added|stated|wrote|sagte?|a dit|dijo)$"  # beside a quote on a line of its own
_BUTTONS = frozenset(
    {"about", "all", "here", "mas", "mehr", "more", "now", "plus"}
)  # common words that are labels as well
_CORRECTED = r"(?i)^(?:correction|clarification|korrektur|berichtigung|rectificatif|corrección|fe de erratas)\b"

_N_WORDS = pl.col("line").str.count_matches(r"\S{1,80}")
_STANDS_ALONE = pl.col("alone") > 0.5  # noqa: PLR2004 - most carriers print it as a line of its own
_IS_OWNED = pl.col("owned").fill_null(1.0) >= MIN_OWNED
_IS_LABEL = _STANDS_ALONE & ~pl.col("line").str.contains(_ENDS) & (_N_WORDS <= _MAX_LABEL_WORDS)
_IS_GENERAL = _IS_LABEL & (_N_WORDS <= _MAX_GENERAL_WORDS)


def learn_lines(tallies: pl.DataFrame | Iterable[pl.DataFrame], settings: BoilerplateSettings) -> pl.DataFrame:
    r"""Return LINES: what repeats and is no story, near-equal wordings as one, sorted by pattern.

    `tallies` is one frame of LINE_TALLIES or several, which are then walked twice: of a line that one item alone carries
    only hashes are held, 1.4 KB an item of 27 lines and sentences in all; of those that repeat also the words.

    >>> from dedup.boilerplate.tally import tally_lines
    >>> from dedup.tables import ITEMS
    >>> texts = ["The bridge is shut for repairs until May, the town says.", "Rain is forecast for all of the coming week."]
    >>> rows = [{"item": text[:10], "text": f"Ask the Post about your garden!\n{text}"} for text in texts]
    >>> learn_lines(tally_lines(pl.DataFrame(rows, schema=ITEMS)), BoilerplateSettings())["line"].to_list()
    ['Ask the Post about your garden!']
    """
    rows = gather_tallies([tallies] if isinstance(tallies, pl.DataFrame) else tallies)
    n_items = rows["item"].n_unique()
    likely = choose_lines(_describe(rows, settings.min_items), n_items, settings)
    judged = known = likely.filter("is_known")
    unproved = likely.filter(~pl.col("is_known"))
    for _ in range(N_ROUNDS):
        judged = pl.concat([known, judge_lines(rows, unproved, judged["pattern"], n_items, settings)])
    return merge_variants(name_lines(judged, rows), settings.similar)


def choose_lines(forms: pl.DataFrame, n_items: int, settings: BoilerplateSettings) -> pl.DataFrame:
    """Return the `forms` that may be furniture by themselves, and `is_known`: the grammar needs no more proof of them.

    A form is one pattern with what is counted of it: its most common wording (`line`), `n_items`, `n_wordings`, shares of
    carriers that have it at an edge (`edge`) and as a line of its own (`alone`); the `outlet` that most carry it for, the
    share of these (`owned`), carriers an outlet (`per_outlet`) and items of that outlet (`n_printed`).
    """
    folded = add_patterns(forms, "line", "folded").sort("pattern")
    known = find_known(folded.select(pattern="folded"), ())["pattern"]
    is_known = pl.col("folded").is_in(known.implode()) & ~is_broken_off(pl.col("line"))
    sorted_out = folded.with_columns(is_known=is_known)
    has_enough = pl.col("n_items") >= _least_items(n_items, settings)
    return sorted_out.filter(pl.col("is_known") | has_enough).filter(pl.col("is_known") | _may_be_furniture())


def _describe(rows: pl.DataFrame, min_items: int) -> pl.DataFrame:
    """Return, for each pattern that repeats, its wording, carriers, place, and the outlet that most carry it for."""
    patterned = rows.filter(pl.col("pattern").is_not_null(), pl.col("line").is_not_null())
    repeated = patterned.filter(pl.len().over("pattern") >= min_items)
    sizes = rows.group_by("outlet").agg(n_printed=pl.col("item").n_unique())
    outlets = (
        repeated.filter(pl.col("outlet").is_not_null())
        .group_by("pattern", "outlet")
        .agg(n_carried=pl.len())
        .sort("pattern", "n_carried", "outlet", descending=[False, True, False])
        .group_by("pattern", maintain_order=True)
        .agg(
            outlet=pl.col("outlet").first(),
            owned=pl.col("n_carried").first() / pl.col("n_carried").sum(),
            per_outlet=pl.col("n_carried").mean(),
        )
        .join(sizes, on="outlet", how="left")
    )
    forms = repeated.group_by("pattern").agg(
        line=pl.col("line").sort().mode(maintain_order=True).first(),
        n_items=pl.len(),
        n_wordings=pl.col("words").n_unique(),
        edge=pl.col("is_edge").mean(),
        alone=pl.col("is_line").mean(),
    )
    return forms.join(outlets, on="pattern", how="left")


def _may_be_furniture() -> pl.Expr:
    """Return whether a line looks like furniture: a label of its own, or prose at the edge."""
    is_shared = (pl.col("edge") >= 0.8) & (pl.col("per_outlet") >= _MIN_PER_OUTLET)  # noqa: PLR2004
    is_prose = _STANDS_ALONE & pl.when(_IS_OWNED).then(pl.col("edge") >= 0.5).otherwise(is_shared)  # noqa: PLR2004
    is_sentence = _IS_OWNED & (_N_WORDS > _MAX_GENERAL_WORDS) & (pl.col("edge") >= 0.8)  # noqa: PLR2004
    kept = (_QUOTED, _CORRECTED, _WRAPPED, _SAID, fragment())
    is_kept = pl.any_horizontal(pl.col("line").str.contains(form) for form in kept)
    is_date = pl.col("folded").str.contains(r"^[#\s.,|-]{1,40}$")
    return (_IS_LABEL | is_prose | is_sentence) & ~is_kept & ~is_date & ~_is_data()


@cache
def fragment() -> str:
    r"""Return the pattern of what a sentence leaves where a scraper broke it: words that are no label by themselves.

    >>> [bool(re.search(fragment(), line)) for line in ("the", "On his", "s", "The Post", "Menu")]
    [True, True, True, False, False]
    """
    words = "|".join(re.escape(word) for word in read_lines("stopwords") if len(word) > 1 and word not in _BUTTONS)
    return rf"(?i)^(?:[^\W\d_]|(?:(?:{words})(?:\s{{1,9}}|$)){{1,4}})$"


def _is_data() -> pl.Expr:
    """Return whether a line gives other figures in each item, as tables and bulletins do.

    Dates and times are no figures, but a day without its year is ("Record March 31"): a stamp gives the year.
    """
    varied, figures = (pl.col("n_wordings") - 1) / pl.col("n_items"), count_figures(pl.col("line"))
    is_row = (varied >= _VARIED_LABEL) & ((figures >= _MANY_FIGURES) | names_day(pl.col("line")))
    return pl.when(_IS_LABEL).then(is_row).otherwise((varied >= _VARIED_PROSE) & (figures > 0))


def judge_lines(
    rows: pl.DataFrame, forms: pl.DataFrame, known: pl.Series, n_items: int, settings: BoilerplateSettings
) -> pl.DataFrame:
    """Return the rows of `forms` whose carriers are unlike, when `known` furniture is left out of their likeness.

    `rows` holds at least all LINE_TALLIES of the first carriers of each form.
    """
    carriers = rows.select("pattern", "item").join(forms, on="pattern", how="semi")
    counted = count_unlike(carriers, sentences_of(rows, known))
    is_habit = _IS_OWNED & (pl.col("n_items") > pl.max_horizontal(pl.lit(_MIN_SURE), _SURE_HABIT * pl.col("n_printed")))
    unlike = pl.when(_IS_LABEL | is_habit).then("unlike").otherwise("unlike_strictly")
    least = pl.when(_IS_GENERAL).then(settings.min_unlike).otherwise(_MIN_PROSE_UNLIKE)
    is_unlike = (unlike >= least) & (unlike * pl.col("n_items") >= _least_items(n_items, settings))
    return forms.join(counted, on="pattern").filter(is_unlike).select(forms.columns)


def _least_items(n_items: int, settings: BoilerplateSettings) -> pl.Expr:
    """Return how many unlike carriers a line needs: more in a large corpus, and for an outlet that prints much."""
    is_sure = _IS_GENERAL | (_IS_OWNED & _STANDS_ALONE)
    few = settings.min_items + (n_items >= _MANY_ITEMS)
    habit = pl.when(_IS_LABEL).then(_LABEL_HABIT).otherwise(_PROSE_HABIT) * pl.col("n_printed").fill_null(0)
    return pl.max_horizontal(pl.when(is_sure).then(few).otherwise(few + 1), pl.when(_IS_OWNED).then(habit).otherwise(0))

"""Cut items into the units that furniture is made of: lines, and the sentences of lines that hold several.

All of it is column arithmetic in polars: a break between sentences is made a line break, character for character, so
that offsets are running sums of lengths.
"""

from collections.abc import Callable

import polars as pl

from dedup.dates.written import numbers

UNITS = pl.Schema(
    {
        "item": pl.String,
        "row": pl.UInt32,  # of the item, in the batch
        "line_number": pl.UInt32,  # of the line, in the item, blank lines left out
        "start": pl.UInt32,  # code points into the item's text
        "end": pl.UInt32,
        "is_line": pl.Boolean,  # a whole line; else a sentence of a line of several
        "is_leaf": pl.Boolean,  # a line of one sentence, or a sentence
        "is_edge": pl.Boolean,  # near the beginning or the end of the item
        "unit": pl.String,  # the words, as written, without outer white space
        "pattern": pl.String,  # folded, numbers and dates as "#"; null for a sentence in the middle of its item
        "line_pattern": pl.String,  # of the line that holds the unit
    }
)

KEPT_UNITS = pl.Schema(
    {
        "row": pl.UInt32,
        "line_number": pl.UInt32,
        "start": pl.UInt32,
        "end": pl.UInt32,
        "is_line": pl.Boolean,
        "is_bullet": pl.Boolean,  # of a list
        "is_broken_off": pl.Boolean,  # the end of a sentence that was broken into lines
        "pattern": pl.String,
    }
)

_BULLET = "^[-•*·▪►»>–] ?\\S"
_MAX_LISTED_CHARS = 160  # a headline in a list; a longer line is a paragraph
_EDGE_TOP, _EDGE_BOTTOM = 700, 1_000  # characters; mastheads are short, footers longer
_IS_EDGE = (pl.col("start") < _EDGE_TOP) | (pl.col("end") + _EDGE_BOTTOM > pl.col("size"))

# The breaks of `str.splitlines` beside the line feed itself.
_BREAKS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
_ODD_BREAK = f"[{''.join(_BREAKS)}]"

# A sentence ends after two small letters, figures or closing marks, so that "U.S." and "Mr." end none.
_SENTENCE_END = r"([\p{Ll}\p{Lo}\d%)\]”’»\"]{2}[.!?…]{1,3}[\"”’»)\]]{0,2}|[。！？؟۔])[ \u00a0]"

# Three blanks in a row are what a scraper left of a line break or of a table's cells.
_WIDE_BLANK = r"[ \t\u00a0]{3}"

# Most are runs of plain blanks, of any length. Each is made few breaks, which white space that breaks no more fills up.
_RUNS = [" " * n_blanks for n_blanks in (24, 12, 6, 3)]
_BROKEN_RUNS = ["\n" + "\r" * (len(run) - 1) for run in _RUNS]

_FOLDED = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "…": "...",
}
_NUMBER = r"[0-9]{1,9}(?:[.,:/-][0-9]{1,9}){0,6}"
_LARGE = r"[0-9]{1,9}[.,][0-9]{1,9}(?:[.,][0-9]{1,9}){0,5}|[0-9]{3,9}"  # with a fraction, or hundreds
_MONTHS, _DAYS = ("|".join(sorted(numbers(kind), key=lambda name: (-len(name), name))) for kind in ("month", "day"))
_DATE = (
    rf"(?:\b(?:{_DAYS})\b\.?,? (?:the |der |le |den )?)?"
    rf"(?:\b(?:{_MONTHS})\b\.? #|#\.? (?:de |of )?(?:{_MONTHS})\b)(?:\.?,? (?:de )?#)?(?: (?:a\.?m\.?|p\.?m\.?))?"
)
_HINTS = [
    form.format(month)
    for month in numbers("month")
    for form in ("{} #", "{}. #", "# {}", "#. {}", "# de {}", "# of {}")
]
_DAY = rf"\b(?:{_MONTHS})\.? \d{{1,2}}\b|\b\d{{1,2}}\.? (?:de |of )?(?:{_MONTHS})\b"
_MOMENT = (
    r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}(?::\d\d| ?h ?\d{0,2}|(?:[.:]\d\d)? ?(?:[ap]\.?m|uhr))\b"
    r"|\b\d{1,4} ?(?:of|von|de|sur|di|/) ?\d{1,4}\b"  # "Picture 3 of 12" counts, and tells as little
    rf"|{_DAY}"
)
_YEAR_OR_HOUR = r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:[:.]\d\d|[ .]?(?:[ap]\.?m\b|uhr\b|h\b))"
_BROKEN_OFF = r"^(?:[0-9]{1,3}[.,][0-9.,]{1,20}|[a-zß-ÿ]{1,20})(?: [a-zß-ÿ]{1,20}){0,2}\.$"
_MAX_FOLDED = 1_000  # bytes; a longer line is no furniture and stays as it is
_MAX_SLOTTED = 400  # characters; a longer unit is no stamp of time


def cut_units(items: pl.DataFrame, *, inner: bool = True) -> pl.DataFrame:
    r"""Return UNITS: the lines in order, then the sentences in order; without `inner`, only lines and edge sentences.

    >>> items = pl.DataFrame({"item": ["a"], "text": ["Menu\n\nIt rained. It stopped on 3 May."]})
    >>> cut_units(items).select("start", "pattern").rows()
    [(0, 'menu'), (6, 'it rained. it stopped on #.'), (6, 'it rained.'), (17, 'it stopped on #.')]
    """
    sized = items.select("item", "text", size=pl.col("text").str.len_chars())
    lines = _cut_lines(sized)
    sentences = _cut_sentences(lines if inner else lines.filter(_IS_EDGE))
    if not inner:
        sentences = sentences.filter(_IS_EDGE)
    is_whole = ~pl.col("line_id").is_in(sentences["line_id"].implode())
    whole = lines.with_columns(is_line=pl.lit(value=True), is_leaf=is_whole)
    return pl.concat([whole, sentences]).with_columns(is_edge=_IS_EDGE).select(UNITS.names()).cast(UNITS)


def keep_units(units: pl.DataFrame) -> pl.DataFrame:
    """Return what marking needs of UNITS, KEPT_UNITS, to be kept between the two passes over a corpus.

    >>> keep_units(cut_units(pl.DataFrame({"item": ["a"], "text": ["- Menu"]}))).select("pattern", "is_bullet").row(0)
    ('- menu', True)
    """
    unit = pl.col("unit")
    is_bullet = unit.str.contains(_BULLET) & (unit.str.len_chars() <= _MAX_LISTED_CHARS)
    edges = units.filter(pl.col("pattern").is_not_null())
    return edges.with_columns(is_bullet=is_bullet, is_broken_off=is_broken_off(unit)).select(KEPT_UNITS.names())


def add_patterns(frame: pl.DataFrame, unit: str = "unit", pattern: str = "pattern") -> pl.DataFrame:
    """Return `frame` with the column `pattern`: the words of the column `unit`, folded, numbers and dates as "#".

    >>> add_patterns(pl.DataFrame({"unit": ["Updated: Sunday, July 15, 2018 \u2013 8:30 AM"]}))["pattern"].to_list()
    ['updated: # - # am']
    """
    words, size = pl.col(pattern).str, pl.col(pattern).str.len_bytes()
    lower = _only(pl.col(unit), pl.col(unit).str.len_bytes() <= _MAX_FOLDED).str.to_lowercase()
    frame = frame.with_columns(lower.str.replace_all("\t", " ", literal=True).alias(pattern))
    frame = _rewrite(frame, pattern, size != words.len_chars(), lambda wide: wide.str.replace_many(_FOLDED))
    frame = frame.with_columns(words.replace_all(_NUMBER, "#"))
    numbered = _only(pl.col(pattern), (size <= _MAX_SLOTTED) & words.contains("#", literal=True))
    may_be_dated = numbered.str.contains_any(_HINTS)
    frame = _rewrite(frame, pattern, may_be_dated, lambda dated: dated.str.replace_all(_DATE, "#"))
    return frame.with_columns(pl.when(size > 0).then(pattern).otherwise(unit).alias(pattern))


def _rewrite(frame: pl.DataFrame, column: str, where: pl.Expr, change: Callable[[pl.Expr], pl.Expr]) -> pl.DataFrame:
    """Return `frame` with the texts of `column` changed `where` a condition holds, which is worked out once."""
    chosen = frame.with_columns(where.alias("is_chosen"))
    changed = change(_only(pl.col(column), pl.col("is_chosen")))
    return chosen.with_columns(pl.when("is_chosen").then(changed).otherwise(column).alias(column)).drop("is_chosen")


def _only(texts: pl.Expr, condition: pl.Expr) -> pl.Expr:
    """Return `texts` where `condition` holds, else an empty one: polars reads on in the words under a null."""
    return pl.when(condition).then(texts).otherwise(pl.lit(""))


def count_figures(unit: pl.Expr) -> pl.Expr:
    """Return how many numbers each unit holds that are part of no date, time or count; those of some size count twice.

    >>> units = pl.DataFrame({"unit": ["Net 397,000", "Updated 3 May 2018, 8:30 AM", "Page 3"]})
    >>> units.select(count_figures(pl.col("unit")))["unit"].to_list()
    [2, 0, 1]
    """
    bare = unit.str.to_lowercase().str.replace_all(_MOMENT, " ")
    return bare.str.count_matches(_NUMBER) + bare.str.count_matches(_LARGE)


def names_day(unit: pl.Expr) -> pl.Expr:
    """Return whether each unit gives a day without its year, and no hour.

    >>> units = pl.DataFrame({"unit": ["Record March 31", "Monday, 3 May 2018", "May 3, 8:30 AM", "March on"]})
    >>> units.select(names_day(pl.col("unit")))["unit"].to_list()
    [True, False, False, False]
    """
    lower = unit.str.to_lowercase()
    return lower.str.contains(_DAY) & ~lower.str.contains(_YEAR_OR_HOUR)


def is_broken_off(unit: pl.Expr) -> pl.Expr:
    """Return whether each unit is the end of a sentence that was broken into lines; no label begins small and stops.

    >>> units = pl.DataFrame({"unit": ["share.", "1,786,800 shares.", "Share.", "share", "3 comments"]})
    >>> units.select(is_broken_off(pl.col("unit")))["unit"].to_list()
    [True, True, False, False, False]
    """
    return unit.str.contains(_BROKEN_OFF)


def _cut_lines(items: pl.DataFrame) -> pl.DataFrame:
    """Return one row a non-empty line, numbered over the batch by `line_id`."""
    text = pl.col("text").str
    items = _rewrite(items, "text", text.contains(_ODD_BREAK), lambda odd: odd.str.replace_many(_BREAKS, ["\n"]))
    items = items.with_columns(text.replace_many(_RUNS, _BROKEN_RUNS, leftmost=True))
    items = _rewrite(items, "text", text.contains(_WIDE_BLANK), lambda wide: wide.str.replace_all(_WIDE_BLANK, "\n  "))
    split = items.select(piece=text.split("\n"), n_chars="size", base=pl.lit(0)).with_row_index("row")
    placed = _place(split).with_row_index("line_id")
    lines = add_patterns(placed.with_columns(items.select("item", "size")[placed["row"]]))
    opens_item = (pl.col("row") != pl.col("row").shift()).fill_null(value=True)
    first_line = pl.when(opens_item).then("line_id").forward_fill()
    return lines.with_columns(line_number=pl.col("line_id") - first_line, line_pattern=pl.col("pattern"))


def _cut_sentences(lines: pl.DataFrame) -> pl.DataFrame:
    """Return one row a sentence, of lines that hold several."""
    cut = lines.with_columns(cut=pl.col("unit").str.replace_all(_SENTENCE_END, "$1\n"))
    several = cut.filter(pl.col("cut") != pl.col("unit"))
    size = pl.col("end") - pl.col("start")
    split = several.with_columns(piece=pl.col("cut").str.split("\n"), n_chars=size, base=pl.col("start"))
    pieces = _place(split.drop("start", "end", "pattern", "unit", "cut"))
    sentences = add_patterns(pieces.with_columns(edge=pl.when(_IS_EDGE).then("unit")), "edge")
    return sentences.select(lines.columns).with_columns(is_line=pl.lit(value=False), is_leaf=pl.lit(value=True))


def _place(split: pl.DataFrame) -> pl.DataFrame:
    """Return one row a piece of `split` that is not blank, stripped, as `unit` with its `start` and `end`.

    `split` holds lists of pieces that one character parted, what all had in `n_chars`, and the offset of the first, `base`.
    """
    piece, size = pl.col("piece"), pl.col("piece").str.len_chars().cast(pl.Int64) + 1
    span = pl.col("n_chars").cast(pl.Int64) + 1
    pieces = split.with_columns(before=span.cum_sum() - span).explode("piece", empty_as_null=True)
    began = pl.col("base") + size.cum_sum() - size - pl.col("before")
    n_stripped = piece.str.len_chars() - piece.str.strip_chars_start().str.len_chars()
    return (
        pieces.with_columns(began.alias("start"), piece.str.strip_chars().alias("unit"))
        .filter(pl.col("unit") != "")
        .with_columns(start=pl.col("start") + n_stripped)
        .with_columns(end=pl.col("start") + pl.col("unit").str.len_chars())
        .drop("piece", "n_chars", "before", "base")
    )

"""Cut items into the units that furniture is made of: lines, and the sentences of lines that hold several.

All of it is column arithmetic in polars: a break between sentences is made a line break, character for character, so
that offsets are running sums of lengths.
"""

import polars as pl

UNITS = pl.Schema(
    {
        "item": pl.String,
        "row": pl.UInt32,  # of the item, in the batch
        "line_number": pl.UInt32,  # of the line, in the item, blank lines left out
        "start": pl.UInt32,  # code points into the item's text
        "end": pl.UInt32,
        "is_line": pl.Boolean,  # a whole line; else a sentence of a line of several
        "is_leaf": pl.Boolean,  # a line of one sentence, or a sentence
        "unit": pl.String,  # the words, as written, without outer white space
        "pattern": pl.String,  # folded, numbers and dates as "#"
        "line_pattern": pl.String,  # of the line that holds the unit
    }
)

# The breaks of `str.splitlines` beside the line feed itself.
_BREAKS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]

# A sentence ends after two small letters, figures or closing marks, so that "U.S." and "Mr." end none.
_SENTENCE_END = r"([\p{Ll}\p{Lo}\d%)\]”’»\"]{2}[.!?…]{1,3}[\"”’»)\]]{0,2}|[。！？؟۔])[ \u00a0]"

# Three blanks in a row are what a scraper left of a line break or of a table's cells.
_WIDE_BLANK = r"[ \t\u00a0]{3}"

_FOLDED = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "…": "...",
}
_NUMBER = r"[0-9]{1,9}(?:[.,:/-][0-9]{1,9}){0,6}"
_MONTHS = (
    "jan(?:uary|uar|vier)?|enero|feb(?:ruary|ruar|rero)?|février|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|abril|may|mai"
    "|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|oct(?:ober"
    "|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|décembre|diciembre|jänner"
)
_DAYS = (
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    "|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_DATE = (
    rf"(?:\b(?:{_DAYS})\b\.?,? (?:the |der |le |den )?)?"
    rf"(?:\b(?:{_MONTHS})\b\.? #|#\.? (?:de |of )?(?:{_MONTHS})\b)(?:\.?,? (?:de )?#)?(?: (?:a\.?m\.?|p\.?m\.?))?"
)
_MAX_SLOTTED = 400  # characters; a longer unit is no stamp of time


def cut_units(items: pl.DataFrame) -> pl.DataFrame:
    r"""Return UNITS, in the order of the texts; a line comes before its sentences.

    >>> items = pl.DataFrame({"item": ["a"], "text": ["Menu\n\nIt rained. It stopped on 3 May."]})
    >>> cut_units(items).select("start", "pattern").rows()
    [(0, 'menu'), (6, 'it rained. it stopped on #.'), (6, 'it rained.'), (17, 'it stopped on #.')]
    """
    lines = _cut_lines(items)
    if lines.is_empty():
        return UNITS.to_frame()
    sentences = _cut_sentences(lines)
    several = pl.col("line_id").is_in(sentences["line_id"].implode()) if sentences.height else pl.lit(value=False)
    whole = lines.with_columns(is_line=pl.lit(value=True), is_leaf=~several)
    both = pl.concat([whole, sentences]).sort("line_id", "is_leaf", "start", maintain_order=True)
    return both.select(UNITS.names()).cast(UNITS)


def add_patterns(frame: pl.DataFrame, unit: str = "unit", pattern: str = "pattern") -> pl.DataFrame:
    """Return `frame` with the column `pattern`: the words of the column `unit`, folded, numbers and dates as "#".

    >>> add_patterns(pl.DataFrame({"unit": ["Updated: Sunday, July 15, 2018 \u2013 8:30 AM"]}))["pattern"].to_list()
    ['updated: # - # am']
    """
    folded = pl.col(unit).str.to_lowercase().str.replace_many(list(_FOLDED), list(_FOLDED.values()))
    slotted = frame.with_columns(folded.alias(pattern)).with_columns(pl.col(pattern).str.replace_all(_NUMBER, "#"))
    may_be_dated = pl.col(pattern).str.contains("#", literal=True) & (pl.col(pattern).str.len_bytes() <= _MAX_SLOTTED)
    dated = pl.when(may_be_dated).then(pattern).str.replace_all(_DATE, "#")  # a null costs nothing
    return slotted.with_columns(pl.coalesce(dated, pattern).alias(pattern))


def _cut_lines(items: pl.DataFrame) -> pl.DataFrame:
    """Return one row a non-empty line, numbered over the batch by `line_id`."""
    text = pl.col("text").str.replace_many(_BREAKS, ["\n"] * len(_BREAKS)).str.replace_all(_WIDE_BLANK, "\n\n\n")
    frame = items.select("item", text=text.str.split("\n")).with_row_index("row").explode("text", empty_as_null=True)
    frame = _place(frame, pl.col("text"), "row").filter(pl.col("unit") != "")
    return add_patterns(frame.with_row_index("line_id")).with_columns(
        line_number=(pl.col("line_id") - pl.col("line_id").first().over("row")), line_pattern=pl.col("pattern")
    )


def _cut_sentences(lines: pl.DataFrame) -> pl.DataFrame:
    """Return one row a sentence, of lines that hold several."""
    cut = pl.col("unit").str.replace_all(_SENTENCE_END, "$1\n").str.split("\n")
    frame = lines.with_columns(base=pl.col("start"), unit=cut).filter(pl.col("unit").list.len() > 1)
    frame = _place(frame.drop("start", "end", "pattern").explode("unit", empty_as_null=True), pl.col("unit"), "line_id")
    whole = add_patterns(frame.filter(pl.col("unit") != ""))
    return whole.with_columns(
        start=pl.col("start") + pl.col("base"),
        end=pl.col("end") + pl.col("base"),
        is_line=pl.lit(value=False),
        is_leaf=pl.lit(value=True),
    ).select([*lines.columns, "is_line", "is_leaf"])


def _place(frame: pl.DataFrame, piece: pl.Expr, whole: str) -> pl.DataFrame:
    """Return `frame` with the pieces of each `whole` stripped as `unit`, and their `start` and `end` in it."""
    return (
        frame.with_columns(piece=piece, n_chars=piece.str.len_chars().cast(pl.Int64))
        .with_columns(end=pl.col("n_chars").cum_sum() + pl.int_range(pl.len()))
        .with_columns(start=pl.col("end") - pl.col("n_chars"))
        .with_columns(
            start=pl.col("start") - pl.col("start").first().over(whole), kept=pl.col("piece").str.strip_chars_start()
        )
        .with_columns(
            start=pl.col("start") + pl.col("n_chars") - pl.col("kept").str.len_chars(),
            unit=pl.col("kept").str.strip_chars_end(),
        )
        .with_columns(end=pl.col("start") + pl.col("unit").str.len_chars())
        .drop("piece", "n_chars", "kept", "text", strict=False)
    )

"""Name the outlet of each item from what the item holds, where its metadata does not."""

import polars as pl

from dedup.registry import Registry, builtin

_SCHEMA = pl.Schema({"item": pl.String, "outlet": pl.String, "outlet_evidence": pl.String})
_PREFERENCE = ("field", "lead-in", "line", "copyright", "dateline")
_MAX_GENERAL_WORDS = 4  # labels that outlets may share by chance of trade: "Advertisement", "Read more"
_TAIL_CHARS = 160  # where an agency closes its own copy with its name and the time


def name_outlets(
    items: pl.DataFrame,
    spans: pl.DataFrame,
    lines: pl.DataFrame,
    credited: pl.DataFrame,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Return item, outlet, outlet_evidence: one row for each item whose outlet is known.

    The item's own field wins; then a lead-in that names a known outlet which is no agency ("Tabnak –"), then the owner
    of a furniture line that it carries, then the holder of its copyright, then the agency whose dateline heads a text
    that has nothing of a site's about it. The evidence quotes what was read.

    >>> from dedup.tables import CREDITS, LINES, SPANS
    >>> items = pl.DataFrame({"item": ["a"], "outlet": ["Quay Herald"], "outlet_evidence": ["publisher"], "text": [""]})
    >>> empty = [schema.to_frame() for schema in (SPANS, LINES, CREDITS)]
    >>> name_outlets(items, *empty).row(0)
    ('a', 'Quay Herald', 'publisher')
    """
    known = registry or builtin()
    named = [
        _from_field(items),
        _from_lead_in(items, credited, known),
        _from_lines(spans, lines),
        _from_copyright(items, credited, known),
        _from_own_copy(items, spans, credited),
    ]
    order = pl.Enum(_PREFERENCE)
    ranked = pl.concat(
        [
            rows.with_columns(pl.lit(rank).cast(order).alias("rank"))
            for rank, rows in zip(_PREFERENCE, named, strict=True)
        ]
    )
    best = ranked.sort("item", "rank", "outlet_evidence").unique("item", keep="first", maintain_order=True)
    return (
        items.select("item")
        .join(best.drop("rank"), on="item", how="inner", maintain_order="left")
        .match_to_schema(_SCHEMA)
    )


def _from_field(items: pl.DataFrame) -> pl.DataFrame:
    """Return the outlets that the items' own fields give."""
    return items.select(_SCHEMA.names()).drop_nulls("outlet").with_columns(pl.col("outlet_evidence").fill_null("field"))


def _from_lead_in(items: pl.DataFrame, credited: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Return the outlets that open their text with their name and a dash."""
    makers = [outlet.id for outlet in registry.outlets.values() if outlet.kind == "newspaper"]
    leads = credited.filter(kind="dateline").filter(pl.col("name_id").is_in(makers))
    return _quoted(items, leads, "lead-in")


def _from_lines(spans: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Return the owners of the lines that items carry; of several, the one whose line most items carry.

    A short line such as "Read more" may be anybody's, so that one alone tells no owner, unless it names it.
    """
    owned = lines.drop_nulls("owner").select("line", "owner", "n_items")
    is_telling = (pl.col("n_words") > _MAX_GENERAL_WORDS) | pl.col("names_owner") | (pl.col("n_owned") > 1)
    return (
        spans.drop_nulls("line")
        .join(owned, on="line", how="inner")
        .with_columns(
            n_words=pl.col("line").str.count_matches(r"\S{1,80}"),
            names_owner=_bare_name("line").str.contains(_bare_name("owner"), literal=True),
            n_owned=pl.col("line").n_unique().over("item", "owner"),
        )
        .filter(is_telling)
        .sort("item", "n_items", "line", descending=[False, True, False])
        .unique("item", keep="first", maintain_order=True)
        .select("item", outlet="owner", outlet_evidence=pl.format("line: {}", "line"))
    )


def _bare_name(column: str) -> pl.Expr:
    """Return the letters and figures of a name, lower case, so that a handle is found to hold it."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")


def _from_copyright(items: pl.DataFrame, credited: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Return the holders of copyrights that are no agency: an agency's copyright marks a reprint."""
    makers = [outlet.id for outlet in registry.outlets.values() if outlet.kind in {"newspaper", "broadcaster"}]
    held = credited.filter(kind="copyright").filter(pl.col("name_id").is_null() | pl.col("name_id").is_in(makers))
    return _quoted(items, held, "copyright")


def _from_own_copy(items: pl.DataFrame, spans: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    """Return the agencies whose own copy the items are.

    The dateline of one agency heads it, and either nothing on it is a site's, neither furniture nor an address, or the
    agency's name begins one of its last lines.
    """
    agencies = _dated_agencies(credited)
    if agencies.is_empty():  # in most batches
        return _SCHEMA.to_frame()
    dated = agencies.join(items.select("item", _optional(items, "canonical_url"), "text"), on="item")
    marked = pl.concat([spans.filter(kind="furniture")["item"], credited.filter(kind="notice")["item"]]).unique()
    is_signed = pl.col("text").str.slice(-_TAIL_CHARS).str.contains(pl.format("\n{}", "name"), literal=True)
    is_bare = pl.col("canonical_url").is_null() & ~pl.col("item").is_in(marked.implode())
    return _quoted(items, dated.filter(is_signed | is_bare).select("item", "name", "start", "end"), "dateline")


def _dated_agencies(credited: pl.DataFrame) -> pl.DataFrame:
    """Return the agency in the datelines of each item that has those of one agency only, with a dateline's place."""
    inside = (pl.col("start") <= pl.col("agency_start")) & (pl.col("agency_end") <= pl.col("end"))
    agencies = credited.filter(kind="agency").drop_nulls(["name", "start"])
    return (
        credited.filter(kind="dateline")
        .select("item", "start", "end")
        .join(agencies.select("item", "name", agency_start="start", agency_end="end"), on="item")
        .filter(inside)
        .filter(pl.col("name").n_unique().over("item") == 1)
    )


def _optional(items: pl.DataFrame, name: str) -> pl.Expr:
    """Return a column of text, null where the batch has none."""
    return pl.col(name) if name in items.columns else pl.lit(None, pl.String).alias(name)


def _quoted(items: pl.DataFrame, credited: pl.DataFrame, label: str) -> pl.DataFrame:
    """Return the first such credit of each item as its outlet, with its words as evidence."""
    if credited.is_empty():  # in most batches
        return _SCHEMA.to_frame()
    return (
        credited.drop_nulls("name")
        .sort("item", "start")
        .unique("item", keep="first", maintain_order=True)
        .join(items.select("item", "text"), on="item", how="inner")
        .with_columns(words=pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")))
        .select("item", outlet="name", outlet_evidence=pl.format(label + ": {}", pl.col("words").str.strip_chars()))
    )

"""Lines learned by aggregation: counts are added up by pattern, and `boilerplate` decides on what comes together.

    tallies ─ patterns counted ─> those that repeat ─ wordings counted in parts, added up ─> forms ─ choose_lines ─> likely
    likely lines ─ tallies of their first carriers gathered in buckets ─ judge_lines, in rounds ─> furniture
    furniture ─ count_owners in parts, added up ─ settle_lines ─> LINES

Of what stands in one item alone nothing but a hash is shuffled, unless it names an owner; of what repeats, a row a part
for each wording and each outlet, so that a line in half of the corpus, or an outlet with half of it, is no heavy key.
Only lines that may be furniture reach the driver.
"""

from dataclasses import dataclass
from functools import partial

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from dedup.boilerplate.grammar import owner_of
from dedup.boilerplate.learn import N_ROUNDS, choose_lines, judge_lines
from dedup.boilerplate.naming import count_owners, find_owners, names_owner, settle_lines
from dedup.boilerplate.unlike import MAX_CARRIERS, keep_few
from dedup.boilerplate.variants import merge_variants
from dedup.engines.spark.components import Keep
from dedup.engines.spark.parts import FolderParts
from dedup.engines.spark.shuffles import DONE, Drawn, Frames, each, fetch, gather, sift, spread, visit, work
from dedup.settings import BoilerplateSettings

CARRIERS_A_TASK = 1_000_000  # a pattern and an id each, while the first of each pattern are chosen
CARRIERS_A_BUCKET = 4_000  # with their tallies some tens of megabytes

PRINTED = "outlet string, n_printed long"
PATTERNS = "pattern long, part long, n long, n_naming long"
WORDINGS = "pattern long, words long, line string, n long, n_edge long, n_alone long, n_naming long"
CARRIED = "pattern long, outlet string, n long"
LIKELY = (
    "pattern long, line string, n_items long, n_wordings long, edge double, alone double, outlet string, owned double, "
    "per_outlet double, n_printed long, folded string, is_known boolean"
)
NAMING = "pattern long, line string, n_items long"
CARRIERS = "pattern long, item string, part long"
PLACED = "pattern long, item string, part long, bucket long"
OWNERS = "pattern long, found string, n_named long"


@dataclass(frozen=True, slots=True)
class Learner:
    """Learns the lines of one corpus; the tables `evidence` and `unproved` are written for the buckets of lines to judge."""

    session: SparkSession
    tallies: FolderParts
    evidence: FolderParts
    unproved: FolderParts
    keep: Keep
    n_tasks: int
    settings: BoilerplateSettings

    def learn(self) -> pl.DataFrame:
        """Return LINES."""
        outlets = each(self.session, self.tallies.numbers(), partial(count_printed, self.tallies), PRINTED)
        printed = fetch(outlets.groupBy("outlet").agg(f.sum("n_printed").alias("n_printed")))
        n_items = int(printed["n_printed"].sum())
        forms = self.keep(self._describe())
        repeated = forms.where(f.col("n_items") >= self.settings.min_items)
        likely = _unsigned(fetch(sift(repeated, partial(choose_batch, printed, n_items, self.settings), LIKELY)))
        naming = forms.where("n_naming > 0").selectExpr("pattern", "naming as line", "n_naming as n_items")
        owning = _unsigned(fetch(sift(naming, keep_owning, NAMING)))
        named = find_owners(self._judge(likely.sort("pattern"), n_items), owning)
        return merge_variants(settle_lines(named, self._count_owners(named)), self.settings.similar)

    def _describe(self) -> DataFrame:
        """Return a row for each pattern that repeats or may name an owner, with what `choose_batch` makes forms of."""
        patterns = each(self.session, self.tallies.numbers(), partial(count_patterns, self.tallies), PATTERNS)
        totals = patterns.groupBy("pattern").agg(f.sum("n").alias("n"), f.sum("n_naming").alias("n_naming"))
        telling = totals.where((f.col("n") >= self.settings.min_items) | (f.col("n_naming") > 0)).select("pattern")
        wanted = self.keep(patterns.select("part", "pattern").join(telling, "pattern"))
        wordings = visit(wanted, partial(count_wordings, self.tallies), WORDINGS, self.n_tasks)
        carried = visit(wanted, partial(count_carried, self.tallies), CARRIED, self.n_tasks)
        return add_wordings(wordings).join(add_outlets(carried), "pattern", "left")

    def _judge(self, likely: pl.DataFrame, n_items: int) -> pl.DataFrame:
        """Return the rows of `likely` that are furniture, by rounds over buckets of lines."""
        judged = known = likely.filter("is_known")
        unproved = likely.filter(~pl.col("is_known"))
        if unproved.is_empty():
            return known
        self._gather_evidence(unproved)
        for _ in range(N_ROUNDS):
            judge = partial(judge_bucket, self.evidence, self.unproved, judged["pattern"], n_items, self.settings)
            proved = _unsigned(fetch(each(self.session, self.evidence.numbers(), judge, "pattern long")))
            judged = pl.concat([known, unproved.join(proved, on="pattern", how="semi")])
        return judged

    def _gather_evidence(self, unproved: pl.DataFrame) -> None:
        """Write buckets of lines, and beside each the tallies of their first carriers.

        Lines with the same first carrier share a bucket: mostly they share the others too.
        """
        n_carriers = int(unproved["n_items"].sum())
        n_buckets = 1 + int(unproved["n_items"].clip(upper_bound=MAX_CARRIERS).sum()) // CARRIERS_A_BUCKET
        find = partial(find_carriers, self.tallies, unproved["pattern"])
        carriers = each(self.session, self.tallies.numbers(), find, CARRIERS)
        together = carriers.repartition(1 + n_carriers // CARRIERS_A_TASK, "pattern")
        placed = self.keep(spread(together, partial(place_carriers, n_buckets), PLACED))
        buckets = _unsigned(fetch(placed.select("pattern", "bucket").distinct()))
        for forms in unproved.join(buckets, on="pattern").sort("pattern").partition_by("bucket"):
            self.unproved.write(forms["bucket"][0], forms)
        wanted = placed.select("part", "bucket", "item").distinct()
        packed = gather(wanted, [Drawn("tallies", self.tallies)], self.n_tasks)
        work(packed, partial(write_evidence, self.evidence), DONE, self.n_tasks).collect()

    def _count_owners(self, named: pl.DataFrame) -> pl.DataFrame:
        """Return what `count_owners` says of all items."""
        count = partial(count_part, self.tallies, named.select("pattern", "owner"))
        counted = each(self.session, self.tallies.numbers(), count, OWNERS)
        return _unsigned(fetch(counted.groupBy("pattern", "found").agg(f.sum("n_named").alias("n_named"))))


def add_wordings(wordings: DataFrame) -> DataFrame:
    """Return for each pattern its most common wording, that of lines that may name an owner, and its counts added up."""
    counts = [f.sum(name).alias(name) for name in ("n_edge", "n_alone", "n_naming")]
    by_words = wordings.groupBy("pattern", "words", "line").agg(f.sum("n").alias("n"), *counts)
    return by_words.groupBy("pattern").agg(
        f.expr("min_by(line, struct(-n, line))").alias("line"),  # of equals the first
        f.expr("min_by(line, struct(-n_naming, line)) filter (where n_naming > 0)").alias("naming"),
        f.count("*").alias("n_wordings"),
        f.sum("n").alias("n_items"),
        *counts,
    )


def add_outlets(carried: DataFrame) -> DataFrame:
    """Return for each pattern the outlet that most carry it for, for how many, and how many outlets and carriers there are."""
    by_outlet = carried.groupBy("pattern", "outlet").agg(f.sum("n").alias("n"))
    return by_outlet.groupBy("pattern").agg(
        f.expr("min_by(outlet, struct(-n, outlet))").alias("outlet"),
        f.max("n").alias("n_owned"),
        f.sum("n").alias("n_told"),
        f.count("*").alias("n_outlets"),
    )


def count_printed(tallies: FolderParts, number: int) -> pl.DataFrame:
    """Return how many items of each outlet, or of none, a part tallies."""
    return tallies.read(number, ("item", "outlet")).group_by("outlet").agg(n_printed=pl.col("item").n_unique())


def count_patterns(tallies: FolderParts, number: int) -> pl.DataFrame:
    """Return how many items of a part carry each pattern, and how many in a line that may name an owner."""
    rows = tallies.read(number, ("pattern", "line", "is_line")).drop_nulls()
    counted = rows.group_by("pattern").agg(n=pl.len(), n_naming=names_owner().sum())
    return _signed(counted.with_columns(part=pl.lit(number, pl.Int64)))


def count_wordings(tallies: FolderParts, number: int, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return how many items of a part carry each wording of each pattern that is `wanted`, where, and how."""
    rows = _pick(tallies.read(number, ("pattern", "words", "line", "is_line", "is_edge")), wanted)
    counts = {"n_edge": pl.col("is_edge").sum(), "n_alone": pl.col("is_line").sum(), "n_naming": names_owner().sum()}
    return _signed(rows.group_by("pattern", "words", "line").agg(n=pl.len(), **counts))


def count_carried(tallies: FolderParts, number: int, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return how many items of each outlet in a part carry each pattern that is `wanted`."""
    rows = _pick(tallies.read(number, ("pattern", "outlet", "line")), wanted)
    return _signed(rows.drop_nulls("outlet").group_by("pattern", "outlet").agg(n=pl.len()))


def _pick(tallies: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the rows, with a line, whose pattern is `wanted`."""
    patterns = _unsigned(wanted)["pattern"]
    return tallies.filter(pl.col("line").is_not_null() & pl.col("pattern").is_in(patterns.implode()))


def choose_batch(
    printed: pl.DataFrame, n_items: int, settings: BoilerplateSettings, described: pl.DataFrame
) -> pl.DataFrame:
    """Return the lines worth judging among those `described`; `printed` are the items of each outlet."""
    forms = described.join(printed.drop_nulls(), on="outlet", how="left").with_columns(
        edge=pl.col("n_edge") / pl.col("n_items"),
        alone=pl.col("n_alone") / pl.col("n_items"),
        owned=pl.col("n_owned") / pl.col("n_told"),
        per_outlet=pl.col("n_told") / pl.col("n_outlets"),
    )
    return choose_lines(forms, n_items, settings)


def keep_owning(naming: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that do name an owner."""
    owners = pl.Series([owner_of(line) for line in naming["line"]], dtype=pl.String)
    return naming.filter(owners.is_not_null())


def find_carriers(tallies: FolderParts, patterns: pl.Series, number: int) -> pl.DataFrame:
    """Return the first carriers of each of `patterns` in a part."""
    rows = tallies.read(number, ("pattern", "item")).filter(pl.col("pattern").is_in(patterns.implode()))
    return _signed(keep_few(rows).with_columns(part=pl.lit(number, pl.Int64)))


def place_carriers(n_buckets: int, carriers: pl.DataFrame) -> pl.DataFrame:
    """Return the first carriers of whole patterns, each pattern with its bucket."""
    first = pl.col("item").hash().min().over("pattern")
    return keep_few(carriers).with_columns(bucket=(first % n_buckets).cast(pl.Int64))


def write_evidence(table: FolderParts, bucket: int, frames: Frames) -> pl.DataFrame:
    """Write the tallies that a bucket of lines is judged by; return a row of DONE."""
    table.write(bucket, frames["tallies"])
    return pl.DataFrame({"number": [bucket], "n_rows": [frames["tallies"].height]})


def judge_bucket(
    evidence: FolderParts,
    unproved: FolderParts,
    known: pl.Series,
    n_items: int,
    settings: BoilerplateSettings,
    bucket: int,
) -> pl.DataFrame:
    """Return the patterns of the lines in a bucket that are furniture, given what is `known` to be."""
    judged = judge_lines(evidence.read(bucket), unproved.read(bucket), known, n_items, settings)
    return _signed(judged.select("pattern"))


def count_part(tallies: FolderParts, named: pl.DataFrame, number: int) -> pl.DataFrame:
    """Return what `count_owners` says of the items of a part."""
    return _signed(count_owners(tallies.read(number, ("pattern", "item")), named))


def _signed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return hashes as the numbers that Spark has: the same bits."""
    return frame.with_columns(pl.col(pl.UInt64).reinterpret(signed=True))


def _unsigned(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `pattern` as the hash that it is."""
    return frame.with_columns(pl.col("pattern").reinterpret(signed=False))

"""The engine for a cluster: a step is a job, and what it made stays in the folder.

A step that is written whole is marked, and found again by the next run on the same folder; so a folder belongs to one
corpus, one version and one choice of settings.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from dedup import clusters
from dedup.engines import BatchFunction, Beside, Parts, Report
from dedup.engines.spark import matching, pairing
from dedup.engines.spark.components import find_components
from dedup.engines.spark.learning import Learner
from dedup.engines.spark.parts import FolderParts
from dedup.engines.spark.shuffles import DONE, TASKS_A_CORE, Drawn, Frames, each, gather, work
from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings
from dedup.tables import MATCHES, REPRINTS

Function = Callable[[int, Frames], pl.DataFrame]


@dataclass(slots=True)
class SparkEngine:
    """Keeps tables as folders of Parquet files in `folder`, which every worker sees, and maps over them by `session`."""

    session: SparkSession
    folder: Path
    report: Report = lambda _step, _n_items: None
    _rounds: int = field(default=0, init=False)
    _n_parts: int = field(default=0, init=False)  # of the items

    def keep(self, names: tuple[str, ...], batches: Iterable[tuple[pl.DataFrame, ...]]) -> tuple[FolderParts, ...]:
        """Return one kept table a name, each batch written as it comes."""
        tables = self._tables(names)
        for number, frames in enumerate(batches):
            for table, frame in zip(tables, frames, strict=True):
                if not table.holds(number):
                    table.write(number, frame)
            self._n_parts = max(self._n_parts, number + 1)
            self.report(names[0], frames[0].height)
        return tables

    def map_items(self, names: tuple[str, ...], function: BatchFunction, *tables: Parts) -> tuple[FolderParts, ...]:
        """Return one kept table a name; parts that an earlier run has made are not made again."""
        made = self._tables(names)
        numbers = _folder_of(tables[0]).numbers()
        done = each(self.session, numbers, partial(map_part, function, tables, made), DONE)
        n_items = done.agg(f.sum("n_rows")).head()
        self.report(names[0], (n_items[0] if n_items else 0) or 0)
        return made

    def sweep(
        self, names: tuple[str, ...], function: BatchFunction, batches: Iterable[tuple[pl.DataFrame, ...]]
    ) -> tuple[FolderParts, ...]:
        """Return one kept table a name; the batches are kept first, since workers read from the folder alone."""
        coming = iter(batches)
        first = next(coming, ())
        kept = self.keep(
            tuple(f"swept-{place}" for place in range(len(first))), chain((first,) if first else (), coming)
        )
        return self.map_items(names, function, *kept)

    def pick(self, table: Parts, items: pl.Series, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the rows of `table` whose `item` is in `items`, in the table's order, with all or some columns."""
        picked = _folder_of(table).scan().filter(pl.col("item").is_in(items.unique().implode()))
        return (picked.select(columns) if columns else picked).collect()

    def pick_each(
        self, table: Parts, portions: Sequence[pl.Series], columns: Sequence[str] | None = None
    ) -> Iterator[pl.DataFrame]:
        """Yield what `pick` returns for each of `portions`."""
        return (self.pick(table, items, columns) for items in portions)

    def learn(self, tallies: Parts, settings: BoilerplateSettings) -> pl.DataFrame:
        """Return the LINES that LINE_TALLIES teach; what is rare stays with the workers."""
        learned, evidence, unproved = self._step("learned", "evidence", "unproved")
        if not self._is_done("learned"):
            shares = (self.session, _folder_of(tallies), evidence, unproved)
            learned.write(0, Learner(*shares, self._keep_round, self._n_tasks(), settings).learn())
            self._mark("learned")
        return learned.read(0)

    def match(
        self, items: Parts, spans: Parts, sketches: Parts, settings: Settings, decisions: PairDecisions
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return MATCHES and CLUSTERS; both also stand in the folder, by components, for `trace`."""
        texts, masks = _folder_of(items), _folder_of(spans)
        matched = self._step("matches", "grouped")
        if not self._is_done("matches"):
            found = self._match_pairs(texts, masks, _folder_of(sketches), settings, decisions)
            self._group(texts, found, matched, settings, decisions)
            self._mark("matches")
        parts = [part.drop("bucket", strict=False) for part in matched[1]]
        return pl.concat([MATCHES.to_frame(), *matched[0]]).sort("item_a", "item_b"), clusters.merge_clusters(parts)

    def trace(
        self,
        tables: tuple[Parts, Parts, Parts, Parts],
        matches: pl.DataFrame,  # noqa: ARG002 - both stand in the folder, in buckets
        grouped: pl.DataFrame,  # noqa: ARG002
        settings: ProvenanceSettings,
    ) -> pl.DataFrame:
        """Return the REPRINTS of all items that match, traced component by component."""
        (made,) = self._step("traced")
        if not self._is_done("traced"):
            names = ("items", "spans", "credits", "dates")
            drawn = [Drawn(name, _folder_of(table)) for name, table in zip(names, tables, strict=True)]
            wanted = self._read("buckets").join(self._places(drawn[0].table), "item")
            held, placed = self._tables(("matches", "grouped"))
            self._work(
                gather(wanted, drawn, self._n_tasks()), partial(matching.trace_bucket, (held, placed, made), settings)
            )
            self._mark("traced")
        traced: pl.DataFrame = pl.concat([REPRINTS.to_frame(), *made])
        return traced.sort("item", "origin", "kind", "notice_start")

    def _match_pairs(
        self,
        texts: FolderParts,
        masks: FolderParts,
        sketches: FolderParts,
        settings: Settings,
        decisions: PairDecisions,
    ) -> tuple[FolderParts, ...]:
        """Return the tables of matches: of the pairs proposed, of those decided, and of those that both suggest."""
        (decided,) = self._step("decided")
        chosen = pl.Series("item", sorted({item for pair in decisions.copies for item in pair}), pl.String)
        own = self.pick(texts, chosen), self.pick(masks, chosen)
        decided.write(0, matching.verify_decided(*own, settings.verify, decisions))
        apart = PairDecisions(no_copies=decisions.no_copies)
        joined = pairing.find_pairs(self.session, sketches, settings.candidates)
        proposed = pairing.add_holders(self.session, joined, (texts, masks, sketches), settings)
        if decisions.copies:
            known = self.session.createDataFrame(sorted(decisions.copies), "item_a string, item_b string")
            proposed = proposed.join(known, ["item_a", "item_b"], "left_anti")
        verified = self._verify("verified", proposed, texts, masks, settings, apart)
        edges = self._ends(verified).union(self._ends(decided))
        components = find_components(edges, self._keep_round)
        more = matching.complete(edges, components, settings, self._n_tasks())
        completed = self._verify("completed", more, texts, masks, settings, apart)
        n_buckets = 1 + components.count() // matching.ITEMS_A_BUCKET
        bucket = f.pmod(f.xxhash64("hub"), f.lit(n_buckets)).alias("bucket")
        components.select("item", bucket).write.mode("overwrite").parquet(self._path("buckets"))
        return verified, completed, decided

    def _verify(
        self,
        name: str,
        pairs: DataFrame,
        texts: FolderParts,
        masks: FolderParts,
        settings: Settings,
        decisions: PairDecisions,
    ) -> FolderParts:
        """Return the table `name` of the MATCHES among `pairs`."""
        paired, made = self._step(f"pairs-{name}", name)
        self.report(f"pairs-{name}", pairing.write_pairs(pairs, paired))
        wanted = matching.wanted_by_pairs(self._ends(paired), self._places(texts))
        packed = gather(wanted, matching.drawn_texts(texts, masks), self._n_tasks())
        self._work(packed, partial(matching.verify_bucket, paired, made, settings.verify, decisions))
        return made

    def _group(
        self,
        texts: FolderParts,
        found: tuple[FolderParts, ...],
        made: tuple[FolderParts, ...],
        settings: Settings,
        decisions: PairDecisions,
    ) -> None:
        """Write MATCHES and CLUSTERS in buckets of whole components."""
        buckets = self._read("buckets")
        wanted = buckets.join(self._places(texts), "item")
        packed = gather(wanted, [Drawn("items", texts, matching.DATED)], self._n_tasks())
        for table in found:
            ends = self._ends(table).select("part", f.col("item_a").alias("item")).distinct()
            drawn = Drawn(table.folder.stem, table, key="item_a")
            packed = packed.union(gather(ends.join(buckets, "item"), [drawn], self._n_tasks()))
        self._work(packed, partial(matching.cluster_bucket, (made[0], made[1]), settings, decisions))

    def _work(self, packed: DataFrame, function: Function) -> None:
        work(packed, function, DONE, self._n_tasks()).collect()

    def _ends(self, table: FolderParts) -> DataFrame:
        ddl = "part long, item_a string, item_b string, method string"
        return each(self.session, table.numbers(), partial(matching.ends_of, table), ddl)

    def _places(self, table: FolderParts) -> DataFrame:
        return each(self.session, table.numbers(), partial(matching.ids_of, table), "part long, item string")

    def _n_tasks(self) -> int:
        """Return into how many tasks a shuffle of buckets is cut: no more than there are parts to read."""
        wanted = int(self.session.conf.get("spark.sql.shuffle.partitions") or 0)
        cores = int(self.session.sparkContext.defaultParallelism)
        return max(1, min(self._n_parts, max(wanted, TASKS_A_CORE * cores)))

    def _keep_round(self, frame: DataFrame) -> DataFrame:
        """Write a round of a search and return it as read again."""
        self._rounds += 1
        frame.write.mode("overwrite").parquet(self._path(f"round-{self._rounds}"))
        return self._read(f"round-{self._rounds}")

    def _read(self, name: str) -> DataFrame:
        found: DataFrame = self.session.read.parquet(self._path(name))
        return found

    def _path(self, name: str) -> str:
        return (self.folder / "joins" / name).absolute().as_uri()

    def _tables(self, names: tuple[str, ...]) -> tuple[FolderParts, ...]:
        return tuple(FolderParts(self.folder.absolute() / f"{name}.parquet") for name in names)

    def _step(self, *names: str) -> tuple[FolderParts, ...]:
        """Return the tables of a step; what one that was broken off has left of them is removed."""
        tables = self._tables(names)
        for table in () if self._is_done(names[0]) else tables:
            shutil.rmtree(table.folder, ignore_errors=True)
        return tables

    def _is_done(self, name: str) -> bool:
        return (self.folder / "done" / name).exists()

    def _mark(self, name: str) -> None:
        (self.folder / "done").mkdir(exist_ok=True)
        (self.folder / "done" / name).touch()


def map_part(
    function: BatchFunction, tables: tuple[Parts, ...], made: tuple[FolderParts, ...], number: int
) -> pl.DataFrame:
    """Write the parts that `function` makes of one part of `tables`; return a row of DONE."""
    items = _folder_of(tables[0]).read(number)
    if not all(table.holds(number) for table in made):
        frames = [_part_of(table, number) for table in tables[1:]]
        for table, frame in zip(made, function(items, *frames), strict=True):
            table.write(number, frame)
    return pl.DataFrame({"number": [number], "n_rows": [items.height]})


def _part_of(table: Parts, number: int) -> pl.DataFrame:
    """Return a part of a table that stands in a folder, or is selected from one beside it."""
    if isinstance(table, Beside):
        return table.select(_part_of(table.items, number))
    return _folder_of(table).read(number)


def _folder_of(table: Parts) -> FolderParts:
    if not isinstance(table, FolderParts):
        raise TypeError(f"a table of this engine stands in its folder, not in {type(table).__name__}")
    return table

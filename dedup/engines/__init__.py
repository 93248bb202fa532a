"""Where the street runs: an engine keeps tables in parts and maps functions over them.

A table of many items is kept as *parts*, one a batch, so that it never has to fit into memory; tables that were mapped
from the same items have parts in the same order. `local` runs on this machine, `spark` on a cluster; both run the very
same stage functions. Three steps see a whole table at once; how they are spread is the engine's own affair.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings

BatchFunction = Callable[..., tuple[pl.DataFrame, ...]]
"""Takes the batches of one or more tables of the same items; returns one frame for each table it makes."""

Report = Callable[[str, int], None]
"""Is told the name of a step and how many more items it has finished."""


class Parts(Protocol):
    """A table kept in parts, one a batch of items."""

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Yield the parts in the order of the items."""
        ...

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield one column, part by part, without reading the others."""
        ...

    def whole(self) -> pl.DataFrame:
        """Return all parts as one frame."""
        ...


@dataclass(frozen=True, slots=True)
class Beside:
    """A table as parts in step with those of the items: each part is what `select` takes for a batch."""

    items: Parts
    select: Callable[[pl.DataFrame], pl.DataFrame]

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Yield the rows that concern each batch of items."""
        return map(self.select, self.items)

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield one column of what is selected for each batch."""
        return (part[name] for part in self)

    def whole(self) -> pl.DataFrame:
        """Return the parts as one frame."""
        return pl.concat(list(self))


class Engine(Protocol):
    """Keeps tables and maps functions over them."""

    def keep(self, names: tuple[str, ...], batches: Iterable[tuple[pl.DataFrame, ...]]) -> tuple[Parts, ...]:
        """Return one kept table a name; each batch holds one frame a name, that of the items first."""
        ...

    def map_items(self, names: tuple[str, ...], function: BatchFunction, *tables: Parts) -> tuple[Parts, ...]:
        """Return one kept table a name, made by `function` from each batch of `tables`."""
        ...

    def sweep(
        self, names: tuple[str, ...], function: BatchFunction, batches: Iterable[tuple[pl.DataFrame, ...]]
    ) -> tuple[Parts, ...]:
        """Return one kept table a name, made by `function` from the frames of each batch as it comes.

        The items are read once and stay in this process: for functions whose work is done by compiled kernels.
        """
        ...

    def pick(self, table: Parts, items: pl.Series, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the rows of `table` whose `item` is in `items`, in the table's order, with all or some columns."""
        ...

    def pick_each(
        self, table: Parts, portions: Sequence[pl.Series], columns: Sequence[str] | None = None
    ) -> Iterator[pl.DataFrame]:
        """Yield what `pick` returns for each of `portions`."""
        ...

    def learn(self, tallies: Parts, settings: BoilerplateSettings) -> pl.DataFrame:
        """Return the LINES that LINE_TALLIES teach."""
        ...

    def match(
        self, items: Parts, spans: Parts, sketches: Parts, settings: Settings, decisions: PairDecisions
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return MATCHES and CLUSTERS."""
        ...

    def trace(
        self,
        tables: tuple[Parts, Parts, Parts, Parts],
        matches: pl.DataFrame,
        grouped: pl.DataFrame,
        settings: ProvenanceSettings,
    ) -> pl.DataFrame:
        """Return the REPRINTS of all items that match; `tables` are ITEMS, SPANS, CREDITS and DATES, `grouped` CLUSTERS."""
        ...

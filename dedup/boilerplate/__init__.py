"""Lines that repeat: tallied, judged, given a kind and an owner, and masked; never deleted.

    items -> cut_units -> UNITS -> tally_units -> LINE_TALLIES -> learn_lines -> LINES
    items, LINES, UNITS that were kept -> mark_lines -> SPANS

Furniture is judged from lines alone, before any matching: carriers that are alike in their other lines share copy,
carriers that are unlike share furniture. A small grammar knows what one item alone gives away.
"""

from dedup.boilerplate.learn import learn_lines
from dedup.boilerplate.mark import mark_lines
from dedup.boilerplate.tally import tally_lines, tally_units
from dedup.boilerplate.units import cut_units, keep_units

__all__ = ["cut_units", "keep_units", "learn_lines", "mark_lines", "tally_lines", "tally_units"]

"""All comparisons in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflictlog.merging.comparing.comparison import Cells, Comparison, Judge
from conflictlog.merging.comparing.counts import COUNTS, INJURED, KILLED
from conflictlog.merging.comparing.kinds import KIND
from conflictlog.merging.comparing.links import LINKS
from conflictlog.merging.comparing.names import (
    ACTORS,
    CONTEXTS,
    METHODS,
    OUTLETS,
    PARTS,
    PLACES,
    SIDES,
    TARGETS,
    TYPES,
)
from conflictlog.merging.comparing.space_time import DISTANCE, PUBLISHED, TIME
from conflictlog.merging.comparing.wording import WORDS
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["COMPARISONS", "compare", "judges"]

COMPARISONS: Final[Mapping[str, Comparison]] = {
    each.name: each
    for each in (
        DISTANCE,
        TIME,
        KIND,
        ACTORS,
        SIDES,
        TYPES,
        PARTS,
        KILLED,
        INJURED,
        COUNTS,
        PLACES,
        METHODS,
        TARGETS,
        CONTEXTS,
        PUBLISHED,
        OUTLETS,
        LINKS,
        WORDS,
    )
}


def judges(records: Records, known: Mapping[str, Judge] | None = None) -> dict[str, Judge]:
    """Make the function of every comparison for these records.

    Parameters
    ----------
    known
        Those of the same records on other days, which have looked much up already.
    """
    return {
        name: each.judge(records) if known is None or each.dated else known[name]
        for name, each in COMPARISONS.items()
    }


def compare(records: Records, pairs: Pairs) -> dict[str, Cells]:
    """Give the cell of every comparison for every pair."""
    return {name: judge(pairs) for name, judge in judges(records).items()}

"""Shared pages, wire stories and named reports: rare, so found by looking for who shares any."""

from __future__ import annotations

from typing import Final

import numpy as np

from conflictlog.merging.comparing.comparison import MISSING, Cells, Comparison, Judge, blind
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import Records

__all__ = ["LINKS"]

#: A page that more records name tells nothing: it is somebody's front page.
_MOST: Final = 50


def _links(records: Records) -> Judge:
    """Not sharing a page is no evidence: most incidents have several."""
    found: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    held = records.links
    for row in np.flatnonzero(held.codes >= 0).tolist():
        for word in held.sets[held.codes[row]]:
            holders.setdefault(word, []).append(row)
    for rows in holders.values():
        if 2 <= len(rows) <= _MOST:
            level = int(len(rows) > 2)
            for at, one in enumerate(rows):
                for other in rows[at + 1 :]:
                    key = one * len(records) + other
                    found[key] = min(level, found.get(key, 1))
    if not found:
        return blind
    keys = np.array(sorted(found), dtype=np.int64)
    levels = np.array([found[key] for key in keys.tolist()], dtype=np.int16)

    def judge(pairs: Pairs) -> Cells:
        asked = pairs.a.astype(np.int64) * len(records) + pairs.b
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[at] == asked, levels[at], MISSING)

    return judge


LINKS: Final = Comparison(
    name="links",
    levels=("a page or wire story of these two", "a page or wire story of several"),
    judge=_links,
)

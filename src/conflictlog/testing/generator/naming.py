"""Names: towns in each source's spelling, actors in their variants, outlets, headlines."""

from __future__ import annotations

import numpy as np
import polars as pl

from conflictlog.testing.generator.world import Whole

__all__ = ["OUTLETS", "countries", "town_names"]

#: Outlets of each source; the first is its own, copies come from the others.
OUTLETS = (
    ("Reuters", "Daily Courier", "Evening Herald", "City Post", "Morning Star"),
    ("Agence France-Presse", "Interfax", "Regional Watch", "The Observer Online", "Channel 5"),
    ("BBC Monitoring", "UNIAN", "Local Desk", "TASS", "Civil Wire"),
)
_FIRST = ("Nov", "Star", "Krasn", "Bil", "Vel", "Mal", "Ver", "Niz", "Olek", "Petr", "Bor", "Kam")
_SECOND = ("o", "y", "a", "i", "e", "oho", "yno", "uv")
_THIRD = ("hrad", "selivka", "pillia", "mykivka", "dar", "stav", "ruch", "ivka", "horod", "bash")
# One town in three transliterations: what is replaced by what.
_SPELLINGS: tuple[dict[str, str], ...] = (
    {},
    {"h": "g", "y": "i", "ivka": "ovka"},
    {"k": "c", "ia": "ya", "v": "w"},
)
_CODES = ("UKR", "NGA", "SYR", "IRQ", "AFG", "SOM", "YEM", "MLI", "SDN", "COL", "MMR", "ETH")


def town_names(count: int, source: int) -> pl.Series:
    """Name towns, the same at every call, in a source's spelling."""
    number = np.arange(count)
    # Steps without a common factor with the lists: neighbours differ, namesakes are far.
    parts = [
        pl.Series(words).gather((number * step + number // turn) % len(words))
        for words, step, turn in ((_FIRST, 5, 12), (_SECOND, 3, 96), (_THIRD, 7, 10))
    ]
    names = parts[0] + parts[1] + parts[2]
    for old, new in _SPELLINGS[source % len(_SPELLINGS)].items():
        names = names.str.replace_all(old, new, literal=True)
    return names.alias("place")


def countries(area: Whole) -> pl.Series:
    """Give the country of each area."""
    return pl.Series(_CODES).gather(area % len(_CODES))

"""The columns of the Global Terrorism Database that are read, of the 135 to 137 that it has."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import tidy_code
from conflictlog.formats.delimited import Layout

__all__ = ["KEY", "KNOWN_BY", "LAYOUT", "QUOTED", "THREE", "with_codes"]

KEY: Final = "eventid"
THREE: Final = ("1", "2", "3")
#: Columns of codes and counts: "3.0" is "3".
_CODES: Final = (
    *(KEY, "iyear", "imonth", "iday", "extended", "specificity", "vicinity"),
    *("doubtterr", "multiple", "success", "suicide", "claimed", "ishostkid", "property"),
    *(f"{name}{n}" for name in ("attacktype", "targtype", "guncertain") for n in THREE),
)
_COUNTS: Final = ("nkill", "nkillus", "nkillter", "nwound", "nwoundus", "nwoundte", "nhostkid")
_WORDS: Final = (
    *("approxdate", "resolution", "country_txt", "region_txt", "provstate", "city"),
    *("latitude", "longitude", "alternative_txt", "dbsource", "related", "nperps"),
    *(f"{name}{n}_txt" for name in ("attacktype", "targtype", "natlty") for n in THREE),
    *(f"weaptype{n}_txt" for n in (*THREE, "4")),
    *(f"weapsubtype{n}_txt" for n in (*THREE, "4")),
    *("target1", "target2", "target3", "gname", "gname2", "gname3"),
    *("gsubname", "gsubname2", "gsubname3"),
)
#: Columns of free text, in the order in which a report's quote holds them.
QUOTED: Final = (
    *("summary", "location", "motive", "weapdetail", "propcomment", "addnotes"),
    *("scite1", "scite2", "scite3"),
)

LAYOUT: Final = Layout(
    what="a table of the Global Terrorism Database",
    columns=(*_CODES, *_COUNTS, *_WORDS, *QUOTED),
    required=(KEY, "iyear", "imonth", "iday"),
    verbatim=QUOTED,
    blanks=(".",),
)
#: A table with all of these is the database and nothing else.
KNOWN_BY: Final = frozenset({*LAYOUT.required, "attacktype1", "gname", "nkill", "country_txt"})


def with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Write each code in one way."""
    return rows.with_columns(tidy_code(pl.col(name), fold=False) for name in _CODES)

"""When, where, how many, who was cited, and which incidents belong together."""

from __future__ import annotations

from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import (
    ISO,
    Check,
    Dates,
    Part,
    coded,
    country,
    days,
    estimate,
    estimates,
    place,
    texts,
    when,
)
from conflictlog.formats.delimited import trimmed
from conflictlog.formats.gtd.columns import KEY
from conflictlog.formats.sited import sited

__all__ = ["cites", "counts", "related", "span", "where"]

_PRECISION: Final = {"1": "town", "2": "admin2", "3": "admin2", "4": "admin1", "5": "unknown"}
#: '"Bomb kills five," Reuters, March 1, 2014.'
_CITED: Final = r'^\s*["“].*?,["”]\s*(.+?),\s*(?:[A-Z][a-z]+ \d{1,2}, )?\d{4}'


def span() -> Part:
    """Give the time at which it began: a day, or its month or year where it is 0."""
    told = when(Dates(year="iyear", month="imonth", day="iday"))
    ended = days("resolution", (ISO, "%m/%d/%Y"))
    return attrs.evolve(
        told,
        checks=(
            *told.checks,
            Check(
                column="resolution",
                where=ended < pl.col("_first"),
                value=pl.format("{}-{}-{}: {}", "iyear", "imonth", "iday", "resolution"),
                problem="it ended before it began",
                hint="kept as a facet; look at the two dates",
            ),
        ),
    )


def where() -> Part:
    """Give the place; what happened in the vicinity of a town is not in it."""
    precision = coded("specificity", _PRECISION)
    near = (pl.col("vicinity") == "1") & (precision.value == "town")
    exactly = pl.when(near).then(pl.lit("vicinity")).otherwise(precision.value)
    vicinity = coded("vicinity", dict.fromkeys(("0", "1", "-9")))
    spot = place(
        "latitude",
        "longitude",
        name=_unless_unknown("city"),
        admin1=_unless_unknown("provstate"),
        country=country("country_txt"),
        precision=attrs.evolve(precision, value=exactly),
    )
    return sited(spot, "latitude", vicinity)


def _unless_unknown(name: str) -> pl.Expr:
    return pl.when(pl.col(name).str.to_lowercase() != "unknown").then(pl.col(name))


def counts() -> Part:
    """Give the counts as stated; a fraction is part of a toll that was split, and listed."""
    told = estimates(
        estimate("killed", "nkill"),
        estimate("injured", "nwound"),
        estimate("abducted", "nhostkid"),
        estimate("killed_perpetrators", "nkillter"),
        estimate("injured_perpetrators", "nwoundte"),
        estimate("killed_us", "nkillus"),
        estimate("injured_us", "nwoundus"),
        estimate("perpetrators", "nperps"),
    )
    fractions = tuple(
        Check(
            column=name,
            where=number.is_finite() & (number > 0) & (number != number.floor()),
            problem="a fraction: the toll of several linked attacks, split among them",
            hint="kept as it is; add the related events up",
        )
        for name in ("nkill", "nwound")
        for number in [pl.col(name).cast(pl.Float64, strict=False)]
    )
    return attrs.evolve(told, checks=(*told.checks, *fractions))


def related() -> Part:
    """Give the ids of the incidents that the database says belong together, but its own."""
    found = texts("related", ",").value
    return Part(
        value=found.list.filter(pl.element() != "").list.set_difference(pl.concat_list(KEY))
    )


def cites() -> Part:
    """Give the outlets of the citations, where one can be read."""
    outlets = [trimmed(pl.col(f"scite{n}").str.extract(_CITED, 1)) for n in (1, 2, 3)]
    found = pl.concat_list(outlets).list.drop_nulls().list.unique(maintain_order=True)
    return Part(value=found)

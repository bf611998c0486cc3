"""Where, as data sets give it: one place a row, which is looked at beside its country."""

from __future__ import annotations

import polars as pl

from conflictlog.formats.building import Cell, Part, beside, country, joined, place, places

__all__ = ["divided", "sited"]


def sited(spot: Part, latitude: str, *more: Part) -> Part:
    """Give the places of a report that has one; points outside its country are listed.

    Parameters
    ----------
    spot
        What `place` made.
    latitude
        The column of latitudes, which problems show.
    more
        What else is to be checked.
    """
    return places(joined([spot, *more, beside(latitude)], spot.value))


def divided(name: Cell, precision: pl.Expr | Part) -> Part:
    """Give the place of a row with Province, District and Country, as ICEWS and POLECAT write it.

    Parameters
    ----------
    name
        The column of its name.
    precision
        How exactly it is known, a word of `Place` by row.
    """
    spot = place(
        "Latitude",
        "Longitude",
        name=name,
        admin1="Province",
        admin2="District",
        country=country("Country"),
        precision=precision if isinstance(precision, Part) else Part(value=precision),
    )
    return sited(spot, "Latitude")

"""Where many events were, by columns: no object is made of an event."""

from __future__ import annotations

import attrs
import polars as pl

from conflictlog.outlines import HALF_WAY_KM, country_rings
from conflictlog.place import Place
from conflictlog.plotting.cartography.boundaries import Boundaries
from conflictlog.plotting.cartography.view import Box, country_box, unrolled
from conflictlog.plotting.intake import Intake, Seen

__all__ = ["Crowd", "crowd_reach", "gather_crowd"]

_NAMES = ("name", "admin1", "admin2", "pcode", "precision", "country")
_LISTED = 8


@attrs.frozen(kw_only=True, eq=False)
class Crowd:
    """Places of many events.

    Parameters
    ----------
    places
        One row a place: `row` of its event, lat, lon, radius_km, country, region (the feature
        of the boundaries given), pointed (its point stands for no area).
    unplaced
        How many events a map cannot show.
    first_unplaced
        The first few of them.
    """

    total: int
    sensitive: int
    places: pl.DataFrame
    unplaced: int
    first_unplaced: tuple[Seen, ...]


def gather_crowd(intake: Intake, boundaries: Boundaries | None) -> Crowd:
    """Take the places of all events that a map can show."""
    disc = pl.all_horizontal(pl.col(name).is_not_null() for name in ("lat", "lon", "radius_km"))
    found = (
        _with_regions(intake.places(), boundaries)
        .select(
            "row",
            "country",
            "region",
            *(pl.when(disc).then(name).alias(name) for name in ("lat", "lon", "radius_km")),
            (disc & pl.col("point").is_null() & pl.col("region").is_null()).alias("pointed"),
        )
        # A third of the globe is no place.
        .filter((pl.col("radius_km") <= HALF_WAY_KM / 3).fill_null(value=True))
        .filter(pl.any_horizontal(pl.col("lat", "country", "region").is_not_null()))
    )
    rows = pl.DataFrame({"row": pl.int_range(intake.total, dtype=pl.Int64, eager=True)})
    missing = rows.join(found.select("row"), on="row", how="anti")["row"]
    return Crowd(
        total=intake.total,
        sensitive=intake.sensitive,
        places=found,
        unplaced=len(missing),
        first_unplaced=tuple(intake.everything(missing.sort().head(_LISTED).to_list())),
    )


def _with_regions(places: pl.DataFrame, boundaries: Boundaries | None) -> pl.DataFrame:
    """Match each distinct name once; its first point decides where several areas bear it."""
    if boundaries is None:
        return places.with_columns(pl.lit(None, dtype=pl.Int64).alias("region"))
    distinct = (
        places.filter(pl.col("precision").is_in(["admin1", "admin2"]))
        .group_by(_NAMES, maintain_order=True)
        .agg(pl.col("lat", "lon", "radius_km").first())
    )
    regions = [boundaries.match(Place(**row)) for row in distinct.iter_rows(named=True)]
    table = distinct.select(_NAMES).with_columns(pl.Series("region", regions, dtype=pl.Int64))
    return places.join(table, on=_NAMES, how="left", nulls_equal=True, maintain_order="left")


def crowd_reach(crowd: Crowd) -> Box | None:
    """Give the box around the points, else around the countries; None without either."""
    points = crowd.places.filter(pl.col("lat").is_not_null())
    points = points.filter("pointed") if points["pointed"].any() else points
    if points.height:
        # A box for each degree of longitude: then gaps are found wherever they are.
        strips = points.group_by(pl.col("lon").floor().alias("strip")).agg(
            pl.col("lon").min().alias("west"),
            pl.col("lat").min().alias("south"),
            pl.col("lon").max().alias("east"),
            pl.col("lat").max().alias("north"),
        )
        return unrolled(list(strips.select("west", "south", "east", "north").iter_rows()))
    codes = {
        code
        for country in crowd.places["country"].drop_nulls().unique().sort()
        for code in country.split("|")
    }
    boxes = [box for code in sorted(codes) if country_rings(code) for box in country_box(code)]
    return unrolled(boxes) if boxes else None

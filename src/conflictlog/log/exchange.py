"""Flat frames for other tools: pandas, GeoPandas, anything that takes columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from conflictlog._lazy import require

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from conflictlog.log.eventlog import EventLog

__all__ = ["flat_frame", "to_geopandas", "to_pandas"]


def flat_frame(log: EventLog) -> pl.DataFrame:
    """Give one flat row an event; see `EventLog.flat`."""
    derived = log.derived
    actors = log.frame.select(
        pl.when(pl.col("actors").list.len() > 0)
        .then(pl.col("actors"))
        .otherwise(pl.col("reports").list.eval(pl.element().struct.field("actors").explode()))
        .list.eval(pl.element().struct.field("name").drop_nulls().unique(maintain_order=True))
        .list.join("; ")
        .alias("actors")
    )["actors"]
    instant = pl.Datetime("us", "UTC")
    return pl.DataFrame(
        {
            "id": log.frame["id"],
            "title": derived["title"],
            "kind": derived["kind"],
            "phase": derived["phase"],
            "status": derived["status"],
            "confidence": derived["confidence"],
            "level": derived["level"],
            "earliest_start": derived["s0"].cast(instant),
            "latest_start": derived["s1"].cast(instant),
            "earliest_end": derived["e0"].cast(instant),
            "latest_end": derived["e1"].cast(instant),
            "tz": derived["tz"],
            "first_day": derived["day_start_first"].cast(pl.Date),
            "last_day": derived["day_end_last"].cast(pl.Date),
            "precision": derived["precision"],
            "place": derived["place"],
            "lat": derived["lat"],
            "lon": derived["lon"],
            "radius_km": derived["radius_km"],
            "place_precision": derived["place_precision"],
            "country": derived["country"],
            "actors": actors,
            "reports": derived["n_reports"],
            "origins_for": derived["origins_for"],
            "origins_against": derived["origins_against"],
            "sensitive": log.frame["sensitive"],
        }
    )


def to_pandas(log: EventLog) -> pd.DataFrame:
    """Give the flat frame as pandas."""
    require("pandas", extra="pandas", purpose="to_pandas()")
    require("pyarrow", extra="pandas", purpose="to_pandas()")
    return flat_frame(log).to_pandas()


def to_geopandas(log: EventLog) -> gpd.GeoDataFrame:
    """Give the flat frame as GeoPandas; an event without a point has no geometry."""
    geo = require("geopandas", extra="geo", purpose="to_geopandas()")
    shapely = require("shapely", extra="geo", purpose="to_geopandas()")
    require("pyarrow", extra="geo", purpose="to_geopandas()")
    flat = flat_frame(log)
    known = flat["lat"].is_not_null().to_numpy()
    points = shapely.points(flat["lon"].to_numpy(), flat["lat"].to_numpy())
    points[~known] = None
    return geo.GeoDataFrame(flat.to_pandas(), geometry=points, crs="EPSG:4326")

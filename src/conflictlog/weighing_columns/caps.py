"""The cap around all places of an event, by columns."""

from __future__ import annotations

import numpy as np
import polars as pl

from conflictlog.outlines import Cap, covering_cap
from conflictlog.place import Place

__all__ = ["cap_columns", "place_caps"]

_NAMES = ("cap_x", "cap_y", "cap_z", "cap_km")
_CAP_FIELDS = [
    pl.col(name).alias(field)
    for name, field in zip(_NAMES, ("x", "y", "z", "radius_km"), strict=True)
]


def place_caps(places: pl.DataFrame) -> pl.DataFrame:
    """Give the cap of each place: a unit vector and a radius in km, null where it may be anywhere.

    Parameters
    ----------
    places
        One row a place, with the fields of a place as columns.
    """
    phi = np.radians(places["lat"].to_numpy().astype(float))
    lam = np.radians(places["lon"].to_numpy().astype(float))
    known = places["lat"].is_not_null() & places["radius_km"].is_not_null()
    discs = pl.DataFrame(
        {
            "cap_x": np.cos(phi) * np.cos(lam),
            "cap_y": np.cos(phi) * np.sin(lam),
            "cap_z": np.sin(phi),
            "cap_km": places["radius_km"],
        }
    ).with_columns(pl.when(known).then(pl.col(name)).alias(name) for name in _NAMES)
    if known.all():
        return discs
    # Places without a disc fall back on their countries: few distinct ones.
    keys = places.select("country", "precision")
    distinct = keys.filter(~known & places["country"].is_not_null()).unique()
    caps = [
        Place(country=country, precision=precision).cap for country, precision in distinct.rows()
    ]
    table = pl.concat([distinct, _frame_of(caps, "_land")], how="horizontal")
    joined = keys.join(table, on=["country", "precision"], how="left", maintain_order="left")
    return discs.with_columns(
        pl.when(known).then(pl.col(name)).otherwise(joined[f"{name}_land"]).alias(name)
        for name in _NAMES
    )


def _frame_of(caps: list[Cap | None], suffix: str = "") -> pl.DataFrame:
    rows = [(cap.x, cap.y, cap.z, cap.radius_km) if cap else (None,) * 4 for cap in caps]
    schema = {f"{name}{suffix}": pl.Float64() for name in _NAMES}
    return pl.DataFrame(rows, schema=schema, orient="row")


def cap_columns(places: pl.DataFrame, height: int) -> pl.DataFrame:
    """Give the cap around all places of each event, and how many there are.

    Parameters
    ----------
    places
        One row a place: ``row`` (of its event) and the fields of a place, in order.
    height
        Number of events.

    Returns
    -------
    polars.DataFrame
        cap_x, cap_y, cap_z, cap_km (null: anywhere) and n_places, one row an event.
    """
    caps = pl.concat([places.select("row"), place_caps(places)], how="horizontal")
    single = caps.group_by("row").agg(
        pl.len().cast(pl.Int32).alias("n_places"),
        *(pl.col(name).first() for name in _NAMES),
    )
    events = (
        pl.DataFrame({"row": pl.int_range(height, dtype=pl.Int64, eager=True)})
        .join(single, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("n_places").fill_null(0))
    )
    several = events.filter(pl.col("n_places") > 1)["row"]
    if several.is_empty():
        return events.drop("row")
    parts = caps.filter(pl.col("row").is_in(several.implode())).partition_by(
        "row", as_dict=True, maintain_order=True
    )
    rows, found = [], []
    for (row,), part in parts.items():
        members = [
            Cap(**values) if None not in values.values() else None
            for values in part.select(_CAP_FIELDS).rows(named=True)
        ]
        rows.append(row)
        found.append(None if None in members else covering_cap([m for m in members if m]))
    table = pl.concat([pl.DataFrame({"row": rows}), _frame_of(found, "_all")], how="horizontal")
    joined = events.join(table, on="row", how="left", maintain_order="left")
    return joined.select(
        pl.when(pl.col("n_places") > 1)
        .then(pl.col(f"{name}_all"))
        .otherwise(pl.col(name))
        .alias(name)
        for name in _NAMES
    ).with_columns(joined["n_places"])

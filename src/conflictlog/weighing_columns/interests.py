"""Whose claims are in their own interest, by columns."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.registry import Registry
from conflictlog.weighing_columns.coding import code_column, code_columns

__all__ = ["party_columns", "self_interested"]


def self_interested(reports: pl.DataFrame, frame: pl.DataFrame, *, registry: Registry) -> pl.Series:
    """Say for each report whether its interest is self, as told or as inferred.

    A report without an interest of its own is self-interested when its side is one
    of the event's parties: the actors that the analyst set, else all reports' actors.
    """
    told = (reports["interest"] == "self").fill_null(value=False)
    taking = reports["interest"].is_null() & reports["side"].is_not_null()
    if not taking.any():
        return told
    sides = code_column(reports["side"].filter(taking))
    rows = reports["row"].filter(taking).to_numpy()
    parties = party_columns(frame)
    asked = np.zeros(frame.height, bool)
    asked[rows] = True
    parties = parties.filter(asked[parties["row"].to_numpy()])
    party = code_columns(parties["name"], parties["country"])
    # Each distinct party is asked once for each distinct side; few pairs agree.
    agreeing = [
        (side, number)
        for side, (name,) in enumerate(sides.values)
        for number, (who, country) in enumerate(party.values)
        if registry.same_side(name, who, country)
    ]
    count = len(sides.values)
    hits: list[NDArray[np.int64]] = []
    for side in {side for side, _ in agreeing}:
        of_side = np.zeros(len(party.values), bool)
        of_side[[number for each, number in agreeing if each == side]] = True
        hits.append(parties["row"].to_numpy()[of_side[party.of]] * count + side)
    if not hits:
        return told
    own = pl.Series(rows * count + sides.of).is_in(pl.Series(np.concatenate(hits)).implode())
    inferred = np.zeros(reports.height, bool)
    inferred[taking.to_numpy()] = own.to_numpy()
    return told | pl.Series(inferred)


def party_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Give row, name and country of the parties of every event, not each one once."""
    fixed = frame["actors"].list.len().fill_null(0) > 0
    rows = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
    own = pl.DataFrame({"row": rows, "actors": frame["actors"]}).filter(fixed).explode("actors")
    told = (
        pl.DataFrame({"row": rows, "reports": frame["reports"]})
        .filter(~fixed)
        .explode("reports")
        .select("row", pl.col("reports").struct.field("actors"))
        .explode("actors")
    )
    actor = pl.col("actors").struct.field
    return (
        pl.concat([own, told])
        .select("row", actor("name"), actor("country"))
        .filter(pl.col("name").is_not_null())
    )

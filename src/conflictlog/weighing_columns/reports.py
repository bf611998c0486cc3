"""The reports of a log in one flat frame, with what each is worth by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.registry import Registry
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing.profile import Profile, profile
from conflictlog.weighing_columns.coding import Codes, code_columns

__all__ = ["LETTERS", "flat_reports", "letter_order", "with_profiles"]

#: Codes of reliability letters; the last is unrated.
LETTERS = ("A", "B", "C", "D", "E", "F", None)


def flat_reports(frame: pl.DataFrame) -> pl.DataFrame:
    """Give one row a report: the row of its event, its struct ``r``, and its short fields."""
    report = pl.col("r").struct.field
    source, claimant = report("source").struct.field, report("claimant").struct.field
    return (
        frame.select(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pl.col("reports").alias("r")
        )
        .explode("r")
        .with_columns(
            report("id"),
            report("stance"),
            report("about"),
            report("interest"),
            report("supersedes"),
            source("outlet"),
            source("reliability").alias("outlet_rating"),
            source("wire"),
            source("published"),
            claimant("name").alias("claimant"),
            claimant("side").alias("claimant_side"),
            claimant("reliability").alias("claimant_rating"),
            (report("derived_from").list.len() > 0).alias("derives"),
            (report("cites").list.len() > 0).alias("has_cites"),
        )
    )


def letter_order(model: ConfidenceModel) -> list[str | None]:
    """Order the letters from the least weight up, as `conflictlog.weighing.profile` does."""
    return sorted(LETTERS, key=lambda letter: (model.weight(letter), letter is None, letter or ""))


def with_profiles(
    reports: pl.DataFrame, *, model: ConfidenceModel, registry: Registry
) -> pl.DataFrame:
    """Judge each distinct outlet, wire and claimant once, and join what they are worth together.

    Adds ``origin``, ``letter``, ``weight``, ``side``, ``outlet_name`` and ``wire_name``; the
    last two and the origin are canonical. The same as `conflictlog.weighing.profile` of every
    combination, of which there may be as many as reports.
    """
    outlets = code_columns(reports["outlet"], reports["outlet_rating"])
    wires = code_columns(reports["wire"])
    claimants = code_columns(
        reports["claimant"], reports["claimant_side"], reports["claimant_rating"]
    )
    judge = {"registry": registry, "model": model}
    published = [
        profile(outlet=name, outlet_rating=rating, **judge)  # type: ignore[arg-type]
        for name, rating in outlets.values
    ]
    carried = [profile(outlet=name, **judge) for (name,) in wires.values]  # type: ignore[arg-type]
    said = [
        profile(
            outlet=None,
            claimant=name,
            claimant_side=side,
            claimant_rating=None if name is None else rating,
            **judge,  # type: ignore[arg-type]
        )
        for name, side, rating in claimants.values
    ]
    order = letter_order(model)
    nothing = len(order)
    weakest = np.minimum.reduce(
        [
            _links(outlets, published, order, [name is None for name, _ in outlets.values]),
            _links(wires, carried, order, [name is None for (name,) in wires.values]),
            # An unrated claimant is no link: the report is as good as its carrier.
            _links(claimants, said, order, [found.reliability is None for found in said]),
        ]
    )
    weakest[weakest == nothing] = order.index(None)
    speaks = np.array([name is not None for name, _, _ in claimants.values], bool)[claimants.of]
    is_carried = np.array([name is not None for (name,) in wires.values], bool)[wires.of]
    # One table of all who may speak: the outlets, then the wires, then the claimants.
    everybody = [*published, *carried, *said]
    first_said = len(published) + len(carried)
    speaker = np.where(is_carried, len(published) + wires.of, outlets.of)
    speaker = np.where(speaks, first_said + claimants.of, speaker)
    cites = bool(reports["has_cites"].any())
    return reports.with_columns(
        _texts([item.origin for item in everybody], speaker).alias("origin"),
        _texts([item.side for item in everybody], speaker).alias("side"),
        _texts(order, weakest).alias("letter"),
        pl.Series([model.weight(letter) for letter in order]).gather(weakest).alias("weight"),
        # Asked for only where a row cites outlets.
        *(
            _texts([item.outlet if cites else None for item in found], codes.of).alias(name)
            for name, codes, found in (
                ("outlet_name", outlets, published),
                ("wire_name", wires, carried),
            )
        ),
    )


def _links(
    codes: Codes, found: Sequence[Profile], order: list[str | None], missing: list[bool]
) -> NDArray[np.int64]:
    """Give the place of each report's letter in the order; past its end where there is none."""
    places = [
        len(order) if gone else order.index(item.reliability)
        for item, gone in zip(found, missing, strict=True)
    ]
    linked: NDArray[np.int64] = np.array(places, dtype=np.int64)[codes.of]
    return linked


def _texts(table: Sequence[str | None], codes: NDArray[np.int64]) -> pl.Series:
    if not any(table):
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(codes))
    return pl.Series(table, dtype=pl.String).gather(codes)

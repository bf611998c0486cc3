"""Putting logs together: the same id and content is one, the same id with other content is not."""

from __future__ import annotations

from typing import Literal, get_args

import polars as pl

from conflictlog.errors import DuplicateId
from conflictlog.event import Event
from conflictlog.keywords import one_of
from conflictlog.log.sameness import equal_rows
from conflictlog.report import Dataset
from conflictlog.schema import decode_events, encode_events

__all__ = ["OnConflict", "combine", "number_twins", "unite_datasets", "united_records"]

OnConflict = Literal["raise", "keep_both", "left", "right"]


def combine(left: pl.DataFrame, right: pl.DataFrame, *, on_conflict: OnConflict) -> pl.DataFrame:
    """Append the rows of one frame to another, equal events once.

    Parameters
    ----------
    left, right
        Frames of the log's schema, each with unique ids.
    on_conflict
        What to do with one id of two contents: raise, keep both (the right one
        gets the suffix ``.2``, ``.3``), or keep the left or the right one.

    Raises
    ------
    DuplicateId
        With the first ids that stand for two contents.
    """
    one_of("on_conflict", on_conflict, get_args(OnConflict))
    shared = left.select("id").join(right.select("id"), on="id", how="semi")["id"]
    if shared.is_empty():
        return pl.concat([left, right])
    ours, theirs = _rows(left, shared), _rows(right, shared)
    # Other columns may still hold equal events: the wording of a date is no part of one.
    other = ~equal_rows(ours, theirs)
    pairs = zip(decode_events(ours.filter(other)), decode_events(theirs.filter(other)), strict=True)
    newer = {event.id: event for before, event in pairs if before != event}
    clashing = [name for name in shared if name in newer]
    equal = [name for name in shared if name not in newer]
    right = right.filter(~pl.col("id").is_in(equal))
    if not clashing or on_conflict == "keep_both":
        return number_twins(pl.concat([left, right]))[0]
    if on_conflict == "left":
        return pl.concat([left, right.filter(~pl.col("id").is_in(clashing))])
    if on_conflict == "right":
        return _replace(left, newer, right.filter(~pl.col("id").is_in(clashing)))
    shown = ", ".join(repr(name) for name in sorted(clashing)[:3])
    more = f" and {len(clashing) - 3} more" if len(clashing) > 3 else ""
    raise DuplicateId(
        f"{shown}{more} stands for two different events",
        expected="one content for one id",
        remedy='say which to keep: on_conflict="keep_both", "left" or "right"',
    )


def _rows(frame: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Give the rows of these ids in their order."""
    rows = pl.DataFrame({"id": frame["id"], "_row": pl.int_range(frame.height, eager=True)})
    found = ids.to_frame().join(rows, on="id", how="left", maintain_order="left")
    return frame[found["_row"]]


def _replace(left: pl.DataFrame, newer: dict[str, Event], rest: pl.DataFrame) -> pl.DataFrame:
    """Put newer events in the places of the older ones, then append the rest."""
    order = left.select("id").with_row_index("_place")
    changed = encode_events(newer.values())
    whole = pl.concat([left.filter(~pl.col("id").is_in(list(newer))), changed])
    placed = whole.join(order, on="id", how="left", maintain_order="left").sort("_place")
    return pl.concat([placed.drop("_place"), rest])


def number_twins(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Give later rows of one id the suffixes ``.2``, ``.3`` and so on.

    Returns
    -------
    tuple
        The frame with unique ids, and the ids that occurred more than once.
    """
    repeated = frame["id"].filter(frame["id"].is_duplicated()).unique(maintain_order=True)
    if repeated.is_empty():
        return frame, repeated
    taken = set(frame["id"])
    seen: set[str] = set()
    names = []
    for name in frame["id"]:
        new, count = name, 1
        while new in seen or (count > 1 and new in taken):
            count += 1
            new = f"{name}.{count}"
        seen.add(new)
        names.append(new)
    return frame.with_columns(pl.Series("id", names, dtype=pl.String)), repeated


def unite_datasets(*groups: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    """Unite the data sets of several logs, each once, in order of first mention."""
    return tuple(dict.fromkeys(dataset for group in groups for dataset in group))


def united_records(left: pl.DataFrame | None, right: pl.DataFrame | None) -> pl.DataFrame | None:
    """Unite the raw rows of two logs, whatever their columns."""
    kept = [records for records in (left, right) if records is not None]
    return pl.concat(kept, how="diagonal") if kept else None

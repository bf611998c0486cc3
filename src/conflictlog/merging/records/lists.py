"""Lists of events and reports of articles: whose rows exclude one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.merging.records.sources import story_of

__all__ = ["Lists", "lists_of"]

Whole = NDArray[np.int64]

#: Data sets that programs code from the news: one incident has as many rows as it has articles.
_STREAMS: Final = ("GDELT", "ICEWS", "POLECAT", "VIINA")


@attrs.frozen(kw_only=True, eq=False)
class Lists:
    """In which list each record stands, and whom it excludes.

    Parameters
    ----------
    sources, source, listed, excluder
        As in `Records`.
    """

    sources: tuple[str, ...]
    source: NDArray[np.int16]
    listed: bool
    excluder: NDArray[np.int32]


def lists_of(frame: pl.DataFrame, log: NDArray[np.int16], names: Sequence[str]) -> Lists:
    """Tell lists from reports.

    Several logs are lists, and rows of one exclude one another. In one log, the rows of a data set
    are a list where they name no articles: a list of events has one row an incident. Where a log
    holds anything else, it holds reports, of which those of one article exclude one another, and
    those of one list.
    """
    if len(names) > 1:
        return Lists(sources=tuple(names), source=log, listed=True, excluder=log.astype(np.int32))
    story, (code, called) = story_of(frame), _curated(frame)
    listed = bool((code >= 0).all())
    if listed and len(called) > 1:
        return Lists(
            sources=called,
            source=code.astype(np.int16),
            listed=True,
            excluder=code.astype(np.int32),
        )
    told = np.where(code >= 0, code, np.where(story >= 0, story + len(called), -1))
    return Lists(
        sources=tuple(names),
        source=log,
        listed=listed,
        excluder=np.where(listed, -1, told).astype(np.int32),
    )


def _curated(frame: pl.DataFrame) -> tuple[Whole, tuple[str, ...]]:
    """Give each record the number of its list, -1 for none, and the names of the lists."""
    element = pl.element().struct
    source = element.field("source").struct
    article = source.field("url").is_not_null() | source.field("title").is_not_null()
    reports = pl.col("reports").list
    dataset = reports.eval(element.field("locator").struct.field("dataset"))
    rows = frame.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        dataset.list.drop_nulls().list.first().fill_null("").alias("dataset"),
        reports.eval(article).list.any().fill_null(value=False).alias("article"),
    )
    lists = (
        rows.group_by("dataset")
        .agg(pl.col("article").any())
        .filter(~pl.col("article") & ~pl.col("dataset").is_in(_STREAMS))
        .sort("dataset")
        .with_row_index("code")
    )
    found = rows.join(lists, on="dataset", how="left", maintain_order="left")["code"]
    return found.cast(pl.Int64).fill_null(-1).to_numpy(), tuple(lists["dataset"].to_list())

"""The flat table: CSV with one row an event, for R, pandas, Excel and QGIS.

What the log shows, in plain columns with plain numbers: `COLUMNS` names each with its unit and
meaning. Cells that a spreadsheet would run as a formula are written behind an apostrophe, which
the reader takes away again. Reports are counted, not written: for those there is the spreadsheet
form, which has one row a report.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.flat.columns import COLUMNS
from conflictlog.formats.flat.reading import events_of, read, sniff
from conflictlog.formats.flat.writing import kept_cells, shown_actors, write
from conflictlog.formats.losses import Loss
from conflictlog.formats.shown import SETTLED, lost_fields
from conflictlog.log import EventLog
from conflictlog.log.sameness import equal_rows
from conflictlog.weighing_columns import shown_values

__all__ = ["COLUMNS", "LOSSES", "NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME: Final = "flat"
SUFFIXES: Final = (".flat.csv",)
#: The size that was tried.
TRIED: Final = "100,000 events with 400,000 reports"

_FLAT: Final = "a row is one event"


def _untyped(log: EventLog) -> pl.Series:
    """Say which events the cells of their row do not give back as they are shown."""
    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row")
    rows = kept_cells(log).with_columns(pl.col(pl.Float64()).cast(pl.String()), number)
    back, _ = events_of(rows)
    values = shown_values(log.frame)
    shown = log.frame.with_columns(
        *(log.derived[name] for name in ("title", "kind", "phase")),
        values["when"],
        values["places"],
        shown_actors(log.frame),
    )
    held = shown.select(back.drop("row").columns)[(back["row"] - 1).to_list()]
    same = equal_rows(*(_worded_alike(frame) for frame in (held, back.drop("row"))))
    kept = pl.DataFrame({"row": back["row"], "same": same})
    found = rows.select("row").join(kept, on="row", how="left", maintain_order="left")
    return ~found["same"].fill_null(value=False)


def _worded_alike(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out what is not in the table, and the wording of dates, which is no part of a time."""
    read_back = {c.field for c in COLUMNS if c.group == "event"}
    wordless = pl.col("when").struct.with_fields(text=pl.lit(None, pl.String()))
    some = pl.when(pl.col("places").list.len() > 0).then("places")
    return frame.select(sorted(read_back)).with_columns(wordless, some)


#: What is lost on reading the table again; other tools lose nothing that the columns say.
LOSSES: Final = (
    SETTLED,
    Loss("event.reports", "reports", "a row is one event: who says so is counted and named"),
    *lost_fields(_FLAT, "event", "members", "links", "assessments"),
    Loss("log.datasets", "data sets and their terms", "there is no row for them"),
    Loss("text", "text that a cell does not give back", "half of it is syntax", _untyped),
)

"""When: the day that a placemark is dated to, and dates that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.formats.building import Check, Part, when

__all__ = ["as_day", "day", "with_days"]

_DAY: Final = 86_400_000_000
_DATED: Final = pl.col("_dated").alias("date")
# The zone of a clock time is written nowhere: the day counts, the time is kept as a facet.
_ISO: Final = r"^\s*(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:.*)?$"
_CLOCK: Final = r"^\s*\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2}.*?)\s*$"


def with_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the date in ISO, or as written where it is none; and a clock time that is given."""
    written = pl.col("date")
    english = written.str.strip_chars().str.to_date("%d %b %Y", strict=False)
    clock = written.str.extract(_CLOCK, 1)
    midnight = clock.str.contains(r"^00:00(:00(\.0+)?)?(Z| UTC|[+-]\d.*)?$")
    return rows.with_columns(
        pl.coalesce(
            english.dt.to_string("iso:strict"), written.str.extract(_ISO, 1), written
        ).alias("_dated"),
        pl.when(~midnight).then(clock).alias("_clock"),
    )


def day(earliest: date, latest: date | None) -> Part:
    """Give the day; a row without one, and one that cannot be, is rejected."""
    found = when(_DATED)
    starts, ends = found.value.struct.field("s0"), found.value.struct.field("e1")
    early = starts < _number(earliest) * _DAY
    # Whoever verified it did so before the file was fetched; the day may be a zone ahead.
    last = latest or date(2100, 1, 1)
    late = ends > (_number(last) + 2) * _DAY
    written = pl.col("date")
    checks = (
        Check(
            column="date",
            where=written.is_null(),
            value=pl.coalesce("name", "description").str.slice(0, 60),
            problem="no date: a permanent marker and no event",
            hint="nothing to mend; give it a date where it is one",
            outcome="rejected",
        ),
        Check(
            column="date",
            where=written.is_not_null() & found.value.is_null(),
            value=written,
            problem="no date can be read",
            hint="look it up at GeoConfirmed and write it as 2023-11-22",
            outcome="rejected",
        ),
        Check(
            column="date",
            where=early | late,
            value=written,
            problem="the date cannot be",
            hint=f"look it up at GeoConfirmed; what is taken lies from {earliest} to {last}",
            outcome="rejected",
        ),
    )
    return attrs.evolve(found, checks=checks)


def as_day(value: object, name: str) -> date:
    """Take a date, or its ISO text."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InvalidValue(
            f"{name} is {value!r}", expected="a date", remedy="write it as 2013-01-01"
        ) from error


def _number(value: date) -> int:
    return value.toordinal() - date(1970, 1, 1).toordinal()

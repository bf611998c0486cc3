"""When: days as the field writes them, to bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import attrs
import polars as pl

from conflictlog.errors import ConflictlogError
from conflictlog.event import Event
from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.lands import looked_up
from conflictlog.formats.building.nesting import record
from conflictlog.formats.building.parts import (
    Cell,
    Part,
    as_cell,
    joined,
    name_of,
    reading,
    tidy_code,
)
from conflictlog.schema import encode_events
from conflictlog.schema.columns import WHEN
from conflictlog.when import When, first_instant, zone_text

__all__ = ["ISO", "Dates", "Span", "days", "when"]

#: The way of writing that `When` reads: 2022-12-19, with a clock time or without; 2022-12; EDTF.
ISO: Final = "iso"
#: What a code of precision makes of one day: the day itself, three days to each side, the
#: calendar month or year that it lies in, or nothing: the dates of the row are the span, which
#: may be said to be a week.
Span = Literal["day", "week", "month", "year", "given", "given week"]

# Three forms: a date alone, with a midnight, and with a midnight in milliseconds.
_ISO_DAY: Final = r"^\s*(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?\s*$"
_OFFSET: Final = re.compile(r"T.*(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
_DAY: Final = 86_400_000_000


@attrs.frozen(kw_only=True)
class Dates:
    """Year, month and day in columns of their own; 0, a sentinel or a blank is unknown.

    An unknown day makes it the month, an unknown month the year.
    """

    year: Cell
    month: Cell
    day: Cell


def days(cell: Cell, formats: Sequence[str] = (ISO,)) -> pl.Expr:
    """Give day numbers, null where a cell holds no whole date in any of the formats.

    Parameters
    ----------
    cell
        The column.
    formats
        `ISO`, or patterns of strptime: "%d %B %Y", "%Y%m%d", "%d-%b-%y". The first that reads
        a cell counts.
    """

    def read(texts: pl.Series) -> pl.Series:
        # A year has 365 days and a file a million rows: each distinct text is read once.
        distinct = texts.to_frame("text").unique().drop_nulls()
        found = pl.coalesce([_dated(pl.col("text"), pattern) for pattern in formats])
        known = distinct.with_columns(found.alias("day"))
        rows = texts.to_frame("text").join(known, on="text", how="left", maintain_order="left")
        return rows["day"]

    return as_cell(cell).map_batches(read, return_dtype=pl.Int64())


def _dated(cell: pl.Expr, pattern: str) -> pl.Expr:
    if pattern == ISO:
        return _number(cell.str.extract(_ISO_DAY, 1).str.to_date("%Y-%m-%d", strict=False))
    date = cell.str.strip_chars().str.to_date(pattern, strict=False, exact=True)
    # "%Y" would read 19.12.22 as a day of the year 22.
    return _number(pl.when(date.dt.year() >= 1000).then(date) if "%Y" in pattern else date)


def when(
    start: Cell | Dates,
    end: Cell | None = None,
    *,
    formats: Sequence[str] = (ISO,),
    tz: str | pl.Expr | None = None,
    span: Part | Span = "given",
    throughout: bool = False,
    required: bool = True,
    alias: str = "",
) -> Part:
    """Give a time: some time within the days from ``start`` to ``end``.

    A row without a readable date is rejected, unless dates are not required; so is one whose
    end is before its start.

    Parameters
    ----------
    start, end
        Columns of dates; without ``end``, one date. Or `Dates`, three columns.
    formats
        How they are written; see `days`. What is ISO but no whole date (a clock time, a month,
        EDTF) is read as `When` does, each distinct text once.
    tz
        Whose days: an IANA key or an offset, or an expression that gives one by row; None
        floats. A row whose zone is not known is rejected.
    span
        A word of `Span`, or a part that gives one by row: ``coded("time_precision",
        {"1": "day", "2": "week", "3": "month"})``.
    throughout
        Whether it lasted for all of these days: a state.
    required
        Whether a row without a date is rejected.
    alias
        Keeps the columns of several times apart.
    """
    zones = _zones(tz, alias)
    zone = pl.col(f"_zone{alias}")
    first, last, told = (pl.col(f"_{name}{alias}") for name in ("first", "last", "told"))
    if isinstance(start, Dates):
        read = _parts(start, alias)
        start_cell = end_cell = read.value
        column = name_of(start.year)
    else:
        read = _read(start, end, formats, throughout=throughout, alias=alias)
        start_cell, end_cell = as_cell(start), as_cell(start if end is None else end)
        column = name_of(start)
    exactly = span.value if isinstance(span, Part) else pl.lit(span)
    widened = _widened(first, last, exactly, alias)
    parts = [zones, read, *([span] if isinstance(span, Part) else []), widened]
    bounds = _Bounds(alias, throughout=throughout)
    both = start_cell + " to " + end_cell
    text = pl.when(start_cell == end_cell).then(start_cell).otherwise(both)
    item = record(
        WHEN,
        **bounds.named(),
        tz=zone,
        text=text,
        precision=_precision(first, last, exactly),
        qualifier=pl.lit("none"),
        open_start=pl.lit("closed"),
        open_end=pl.lit("closed"),
    )
    whole: pl.Expr = pl.when(first.is_not_null() & last.is_not_null()).then(item)
    unread = first.is_null()
    if not isinstance(start, Dates):
        whole = pl.when(told.is_not_null()).then(told).otherwise(whole)
        unread &= told.is_null()
    shared = joined([*parts, bounds.part()], whole)
    checks = [_unreadable(column, start_cell, unread, required=required)]
    if end is not None:
        checks.append(_unreadable(name_of(end), end_cell, last.is_null(), required=required))
    if end is not None:
        checks.append(
            Check(
                column=name_of(end),
                where=last < first,
                value=pl.format("{} to {}", start_cell, end_cell),
                problem="the end is before the start",
                hint="swap the two dates",
                outcome="rejected",
            )
        )
    return attrs.evolve(shared, checks=(*shared.checks, *checks))


def _unreadable(name: str, cell: pl.Expr, where: pl.Expr, *, required: bool) -> Check:
    blank = cell.is_null()
    return Check(
        column=name,
        where=where if required else where & ~blank,
        value=cell,
        problem=pl.when(blank).then(pl.lit("no date")).otherwise(pl.lit("no date can be read")),
        hint="write it as 2017-01-30",
        outcome="rejected" if required else "kept",
    )


def _read(
    start: Cell,
    end: Cell | None,
    formats: Sequence[str],
    *,
    throughout: bool,
    alias: str,
) -> Part:
    """Read days by columns; what is none is read as `When` reads it, each distinct text once."""
    names = [f"_{name}{alias}" for name in ("first", "last", "told")]
    begin = days(start, formats)
    finish = begin if end is None else days(end, formats)

    # A span is two whole days; anything else that `When` reads stands in one cell.
    odd = as_cell(start) if end is None and ISO in formats else pl.lit(None, pl.String)

    def prepare(rows: pl.DataFrame) -> pl.DataFrame:
        rows = rows.with_columns(begin.alias(names[0]), finish.alias(names[1]))
        texts = rows.select(
            pl.when(pl.col(names[0]).is_null()).then(odd).alias("text"),
            pl.col(f"_zone{alias}").alias("zone"),
        )
        return rows.with_columns(_told(texts, throughout=throughout).alias(names[2]))

    return Part(value=pl.col(names[0]), prepare=prepare, reads=reading(start, end))


def _zones(tz: str | pl.Expr | None, alias: str) -> Part:
    """Add the zone of each row, written in one way."""
    name = f"_zone{alias}"
    if not isinstance(tz, pl.Expr):
        one = pl.lit(zone_text(tz), pl.String).alias(name)
        return Part(value=one, prepare=lambda rows: rows.with_columns(one), reads=frozenset())
    check = Check(
        column=name_of(tz),
        where=tz.is_not_null() & pl.col(name).is_null(),
        value=tz,
        problem="no such zone",
        hint="name the city: Europe/Kyiv, or give an offset: +02:00",
        outcome="rejected",
    )
    found = looked_up(tz, _zone_of).alias(name)
    return Part(
        value=tz,
        prepare=lambda rows: rows.with_columns(found),
        checks=(check,),
        reads=reading(tz),
    )


def _zone_of(text: str) -> str | None:
    try:
        return zone_text(text)
    except ConflictlogError:
        return None


def _told(texts: pl.DataFrame, *, throughout: bool) -> pl.Series:
    """Read texts in their zones as `When` does, each pair once; null where it refuses."""
    distinct = texts.filter(pl.col("text").is_not_null()).unique(maintain_order=True)
    found: list[tuple[str, str | None, Event]] = []
    for text, zone in distinct.iter_rows():
        # A clock time with an offset of its own has its zone.
        own = _OFFSET.search(text) is not None
        try:
            told = When(text.strip(), tz=None if own else zone, throughout=throughout)
        except ConflictlogError:
            continue
        found.append((text, zone, Event(id="x", when=told)))
    if not found:
        return pl.Series([None], dtype=WHEN).new_from_index(0, texts.height)
    known = pl.DataFrame(
        {
            "text": [text for text, _, _ in found],
            "zone": pl.Series([zone for _, zone, _ in found], dtype=pl.String),
            "told": encode_events(event for _, _, event in found)["when"],
        }
    )
    keys = ["text", "zone"]
    return texts.join(known, on=keys, how="left", nulls_equal=True, maintain_order="left")["told"]


def _parts(dates: Dates, alias: str) -> Part:
    """Read year, month and day; what is not known widens the span."""
    first, last = f"_first{alias}", f"_last{alias}"
    cells = [tidy_code(as_cell(cell)) for cell in (dates.year, dates.month, dates.day)]
    numbers = [cell.cast(pl.Int64, strict=False) for cell in cells]
    pairs = zip(cells, numbers, strict=True)
    odd = pl.any_horizontal(cell.is_not_null() & number.is_null() for cell, number in pairs)
    known = [pl.when(number > 0).then(number) for number in numbers]
    year = pl.when(~odd & known[0].is_between(1, 9999)).then(known[0].cast(pl.String).str.zfill(4))
    month = known[1].cast(pl.String).str.zfill(2)
    day = pl.when(month.is_not_null()).then(known[2]).cast(pl.String).str.zfill(2)
    begin = _day(year, month.fill_null("01"), day.fill_null("01"))
    finish = (
        pl.when(month.is_null())
        .then(_day(year, pl.lit("12"), pl.lit("31")))
        .when(day.is_null())
        .then(begin.dt.month_end())
        .otherwise(begin)
    )
    iso = pl.concat_str(year, month, day, separator="-", ignore_nulls=True)
    written = pl.concat_str(cells, separator="-", ignore_nulls=True)
    unread = pl.when(written != "").then(written)
    text = pl.when(begin.is_not_null()).then(iso).otherwise(unread)
    number = [
        part.cast(pl.Int32).cast(pl.Int64).alias(name)
        for part, name in ((begin, first), (finish, last))
    ]
    return Part(
        value=text,
        prepare=lambda rows: rows.with_columns(number),
        reads=reading(dates.year, dates.month, dates.day),
    )


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.format("{}-{}-{}", year, month, day).str.to_date("%Y-%m-%d", strict=False)


def _widened(first: pl.Expr, last: pl.Expr, span: pl.Expr, alias: str) -> Part:
    """Widen days to the span that a code of precision stands for."""
    begin, finish = _date(first), _date(last)
    starts = {
        "week": first - 3,
        "month": _number(begin.dt.month_start()),
        "year": _number(begin.dt.truncate("1y")),
    }
    ends = {
        "week": last + 3,
        "month": _number(finish.dt.month_end()),
        "year": _number(finish.dt.offset_by("1y").dt.truncate("1y").dt.offset_by("-1d")),
    }
    columns = [
        _chosen(span, starts, first).alias(f"_first{alias}"),
        _chosen(span, ends, last).alias(f"_last{alias}"),
    ]
    return Part(
        value=first,
        prepare=lambda rows: rows.with_columns(columns),
        reads=reading(span) - {f"_first{alias}", f"_last{alias}"},
    )


def _chosen(span: pl.Expr, cases: Mapping[str, pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    found = otherwise
    for word, value in cases.items():
        found = pl.when(span == word).then(value).otherwise(found)
    return found


def _date(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Int32).cast(pl.Date)


def _number(date: pl.Expr) -> pl.Expr:
    return date.cast(pl.Int32).cast(pl.Int64)


@attrs.frozen
class _Bounds:
    """The four bounds of days from the first to the last, in a zone's days."""

    alias: str
    throughout: bool = attrs.field(kw_only=True)

    def named(self) -> dict[str, pl.Expr]:
        start, end = pl.col(f"_start{self.alias}"), pl.col(f"_end{self.alias}")
        if self.throughout:
            return {"s0": start, "s1": start, "e0": end, "e1": end}
        return {"s0": start, "s1": end - 1, "e0": start, "e1": end}

    def part(self) -> Part:
        def prepare(rows: pl.DataFrame) -> pl.DataFrame:
            zone = rows[f"_zone{self.alias}"]
            first, last = rows[f"_first{self.alias}"], rows[f"_last{self.alias}"]
            return rows.with_columns(
                _instants(first, zone).alias(f"_start{self.alias}"),
                _instants(last + 1, zone).alias(f"_end{self.alias}"),
            )

        return Part(value=pl.col(f"_start{self.alias}"), prepare=prepare, reads=frozenset())


def _instants(numbers: pl.Series, zones: pl.Series) -> pl.Series:
    """Give the first instants of days in their zones, each pair looked up once."""
    if zones.null_count() == len(zones):
        return numbers * _DAY
    pairs = pl.DataFrame({"zone": zones, "day": numbers})
    distinct = pairs.filter(pl.col("day").is_not_null()).unique()
    known = [first_instant(zone, day) for zone, day in distinct.iter_rows()]
    table = distinct.with_columns(pl.Series("instant", known, dtype=pl.Int64))
    keys = ["zone", "day"]
    found = pairs.join(table, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return found["instant"]


def _precision(first: pl.Expr, last: pl.Expr, span: pl.Expr) -> pl.Expr:
    """Name the unit that the span fills, as `When` itself does; a week where it is said."""
    begin, finish = _date(first), _date(last)
    starts_month, ends_month = begin == begin.dt.month_start(), finish == finish.dt.month_end()
    same_year = begin.dt.year() == finish.dt.year()
    whole_year = starts_month & ends_month & (begin.dt.month() == 1) & (finish.dt.month() == 12)
    whole_month = starts_month & ends_month & (begin.dt.month() == finish.dt.month())
    return (
        pl.when(first == last)
        .then(pl.lit("day"))
        .when(span.is_in(["week", "given week"]) & (last - first == 6))
        .then(pl.lit("week"))
        .when(whole_month & same_year)
        .then(pl.lit("month"))
        .when(whole_year & same_year)
        .then(pl.lit("year"))
        .otherwise(pl.lit("range"))
    )

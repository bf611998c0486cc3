"""What events show, flat and in words, for formats that people look at rather than compute with."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.losses import Loss
from conflictlog.formats.spreadsheet.cells import show_when
from conflictlog.log import EventLog
from conflictlog.weighing_columns import shown_values
from conflictlog.when import When, civil, from_json

__all__ = ["SETTLED", "TIMES", "edges", "lost_fields", "shown_frame", "shown_times"]

_CLOCK: Final = frozenset({"instant", "minute", "hour"})
_SHOWN: Final = ("kind", "title", "phase")

#: Columns of `shown_times`.
TIMES: Final = ("when_text", "tz", "start", "end", "date")


def _settled(log: EventLog) -> pl.Series:
    """Say which events show something that nobody set: it was picked from their reports."""
    picked = pl.Series([False]).new_from_index(0, len(log))
    for name in _SHOWN:
        picked |= log.frame[name].is_null() & log.derived[name].is_not_null()
    unset = log.frame["when"].struct.field("precision").is_null()
    picked |= unset & log.derived["precision"].is_not_null()
    return picked | ((log.frame["places"].list.len() == 0) & (log.derived["n_places"] > 0))


#: Lost by every format that writes what is shown: the kind, the time ... read as if they were set.
SETTLED: Final = Loss(
    "event.shown",
    "what was set by hand and what picked from reports",
    "what is shown is written, and reads as if it had been set",
    _settled,
)


def lost_fields(why: str, owner: str, *names: str) -> tuple[Loss, ...]:
    """Declare fields of one owner as lost, for one reason.

    Examples
    --------
    >>> lost_fields("of no use on a map", "report", "locator", "member")[1].field
    'report.member'
    """
    return tuple(Loss(f"{owner}.{name}", name.replace("_", " "), why) for name in names)


def edges(when: When) -> tuple[str | None, str | None]:
    """Give the first and the last moment that a time may touch: days, or clock times in UTC.

    Examples
    --------
    >>> edges(When("2022-12"))
    ('2022-12-01', '2022-12-31')
    >>> edges(When("2022-12-19T14:30", tz="Europe/Kyiv"))
    ('2022-12-19T12:30:00Z', '2022-12-19T12:31:00Z')
    """
    if when.precision in _CLOCK and when.tz is not None:
        start, end = _clock(when.s0), _clock(when.e1)
        if start is not None and end is not None:
            return start, end
    first, _, _, last = when.local_days
    return (
        None if first is None else civil(first).isoformat(),
        None if last is None else civil(last).isoformat(),
    )


def _clock(moment: int | None) -> str | None:
    if moment is None:
        return None
    day, rest = divmod(moment, 86_400_000_000)
    seconds, micro = divmod(rest, 1_000_000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{civil(day).isoformat()}T{clock}{f'.{micro:06}' if micro else ''}Z"


def shown_times(whens: pl.Series) -> pl.DataFrame:
    """Write times as text, each distinct one once; null where there is none.

    Returns
    -------
    polars.DataFrame
        ``when_text`` and ``tz`` (all that is known, as the spreadsheet form has it), ``start``
        and ``end`` (see `edges`), ``date`` (words for a reader).
    """
    stated = whens.struct.field("precision").is_not_null()
    keys = pl.select(pl.when(stated).then(whens.struct.json_encode())).to_series().alias("key")
    rows = []
    for fields in whens.filter(stated).unique(maintain_order=True):
        when = from_json({name: item for name, item in fields.items() if item is not None})
        text, tz = show_when(when)
        key = pl.Series([fields], dtype=whens.dtype).struct.json_encode()[0]
        rows.append((key, text, tz or None, *edges(when), when.label()))
    schema = {"key": pl.String(), **dict.fromkeys(TIMES, pl.String())}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return keys.to_frame().join(table, on="key", how="left", maintain_order="left").drop("key")


def shown_frame(log: EventLog) -> pl.DataFrame:
    """Give what events show, one row an event, in the order of the log.

    The columns: id; title, kind, phase, status, confidence, level, basis as shown; the columns of
    `TIMES`, ``when`` and ``time_precision``; ``places``, and of the first of them ``place``,
    ``lat``, ``lon``, ``radius_km``, ``precision``, ``country``, ``point``.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", when="2022-12-19", place="Minsk")])
    >>> shown_frame(log).select("id", "date", "place").rows()
    [('a', '19 Dec 2022', 'Minsk')]
    """
    derived, values = log.derived, shown_values(log.frame)
    first = values["places"].list.first().struct
    return pl.DataFrame(
        [
            log.frame["id"],
            *(derived[name] for name in ("title", "kind", "phase", "status", "confidence")),
            derived["level"],
            _basis(derived),
            *shown_times(values["when"]),
            values["when"],
            derived["precision"].alias("time_precision"),
            values["places"],
            derived["place"],
            *(derived[name] for name in ("lat", "lon", "radius_km")),
            derived["place_precision"].alias("precision"),
            derived["country"],
            first.field("point").alias("point"),
        ]
    )


def _basis(derived: pl.DataFrame) -> pl.Series:
    """Say in words on what the confidence rests, as `conflictlog.weighing.Basis` does."""
    many, against = pl.col("origins_for"), pl.col("origins_against")
    best = pl.col("best_reliability")
    origins = pl.when(many == 1).then(pl.lit("one origin")).otherwise(pl.format("{} origins", many))
    both = pl.concat_str(
        pl.when(many > 0).then(many.cast(pl.String)).otherwise(pl.lit("no")),
        pl.when(many == 1).then(pl.lit(" origin")).otherwise(pl.lit(" origins")),
        pl.format(" for, {} against", against),
    )
    rated = pl.concat_str(
        origins, pl.when(many > 1).then(pl.lit(", best ")).otherwise(pl.lit(", ")), best
    )
    return derived.select(
        pl.when((many == 0) & (against == 0))
        .then(pl.lit("no origin for or against"))
        .when(against > 0)
        .then(both)
        .when(pl.col("one_sided"))
        .then(pl.concat_str(pl.lit("one side, "), origins))
        .when(best.is_null())
        .then(pl.concat_str(origins, pl.lit(", unrated")))
        .otherwise(rated)
        .alias("basis")
    ).to_series()

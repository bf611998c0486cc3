"""Logs to the flat table, by columns; a value that recurs is put into words once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.formats.flat.columns import COLUMNS, COUNT_PARTS
from conflictlog.formats.jsontext import json_text
from conflictlog.formats.progress import stage
from conflictlog.formats.spreadsheet.cells import FORMULA, NUMBER, show_when
from conflictlog.formats.spreadsheet.things import (
    show_actors,
    show_facets,
    show_places,
    show_words,
)
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import COUNT_NAMES, Actor
from conflictlog.summaries.numbers import counts_stated, numbers_of
from conflictlog.weighing_columns import shown_values
from conflictlog.when import from_json

__all__ = ["flat_table", "kept_cells", "shown_actors", "write"]

_BOUNDS: Final = {
    "earliest_start": "s0",
    "latest_start": "s1",
    "earliest_end": "e0",
    "latest_end": "e1",
}


def write(log: EventLog, path: Path) -> None:
    """Write one row an event, in the order of the log: UTF-8 with its mark, CR LF, commas.

    Parameters
    ----------
    log
        The log.
    path
        The file; by its name ".flat.csv" the format is chosen.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", kind="visit", when="2022-12-19", place="Minsk")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "a.flat.csv")
    ...     table = pl.read_csv(Path(folder) / "a.flat.csv")
    >>> table.select("id", "kind", "place", "first_day").rows()
    [('a', 'visit', 'Minsk', '2022-12-19')]
    """
    stage("writing")
    table = flat_table(log)
    table = table.with_columns(
        _disarmed(pl.col(name)).alias(name)
        for name, dtype in table.schema.items()
        if dtype == pl.String()
    )
    with atomic_path(path) as fresh:
        table.write_csv(fresh, include_bom=True, line_terminator="\r\n")


def _disarmed(text: pl.Expr) -> pl.Expr:
    """Put an apostrophe before what a spreadsheet would run as a formula, as `disarm` does."""
    runs = text.str.contains(f"^(?:{FORMULA})") & ~text.str.contains(f"^(?:{NUMBER})$")
    return pl.when(runs).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)


def flat_table(log: EventLog) -> pl.DataFrame:
    """Give the table, one row an event: what is read back, and what is worked out beside it."""
    derived = log.derived
    columns = {
        "status": derived["status"],
        "confidence": derived["confidence"],
        "level": derived["level"],
        "first_day": derived["day_start_first"].cast(pl.Date).dt.to_string("iso"),
        "last_day": derived["day_end_last"].cast(pl.Date).dt.to_string("iso"),
        **{name: moments(derived[bound], derived["tz"]) for name, bound in _BOUNDS.items()},
        "time_precision": derived["precision"],
        "tz": derived["tz"],
        "reports": derived["n_reports"],
        "origins_for": derived["origins_for"],
        "origins_against": derived["origins_against"],
        **_sources(log.frame),
        **_counts(log),
    }
    frame = kept_cells(log).hstack([values.alias(name) for name, values in columns.items()])
    rare = {column.name for column in COLUMNS if not column.usual}
    kept = [name for name in frame.columns if name not in rare or frame[name].count()]
    rank: dict[object, int] = {column.name: number for number, column in enumerate(COLUMNS)}
    return frame.select(sorted(kept, key=lambda name: rank.get(name, len(rank))))


def kept_cells(log: EventLog) -> pl.DataFrame:
    """Give the columns that are read back: text as it will be read, and numbers."""
    derived, values = log.derived, shown_values(log.frame)
    place = values["places"].list.first().struct
    columns = {
        "id": log.frame["id"],
        "title": derived["title"],
        "kind": derived["kind"],
        "phase": derived["phase"],
        "when": worded(values["when"], _when),
        **{c.name: place.field(c.field) for c in COLUMNS if c.group == "place"},
        "more_places": worded(values["places"].list.slice(1), _listed(Place, show_places)),
        "actors": worded(shown_actors(log.frame), _listed(Actor, show_actors)),
        "facets": worded(log.frame["facets"], _facets),
        "tags": worded(log.frame["tags"], show_words),
        "notes": log.frame["notes"],
    }
    frame = pl.DataFrame([series.alias(name) for name, series in columns.items()])
    # Said only where it is not what every place is and how most points are found; no reader of
    # tables takes a NUL for text.
    return frame.with_columns(
        pl.col(pl.String()).str.replace_all("\0", "\ufffd", literal=True)
    ).with_columns(
        pl.when(log.frame["sensitive"]).then(pl.lit("yes")).alias("sensitive"),
        pl.when(pl.col("place_role") != "occurred").then("place_role"),
        pl.when(pl.col("place_basis") != "reported").then("place_basis"),
    )


def shown_actors(frame: pl.DataFrame) -> pl.Series:
    """Give the actors that are set, else all that reports name, each once."""
    named = pl.col("reports").list.eval(
        pl.element().struct.field("actors").explode().drop_nulls().unique(maintain_order=True)
    )
    chosen = pl.when(pl.col("actors").list.len() > 0).then("actors").otherwise(named)
    return frame.select(chosen.alias("actors"))["actors"]


def worded(values: pl.Series, show: Callable[[Any], str]) -> pl.Series:
    """Put each distinct value into words once; null where there are none."""
    keys = json_text(values).alias("key")
    frame = pl.DataFrame([keys, values.alias("value")]).unique("key", maintain_order=True)
    told = [_said(value, show) for value in frame["value"]]
    words = pl.DataFrame([frame["key"], pl.Series("text", told, pl.String())])
    return keys.to_frame().join(words, on="key", how="left", maintain_order="left")["text"]


def _said(value: Any, show: Callable[[Any], str]) -> str | None:
    items = value.to_list() if isinstance(value, pl.Series) else value
    silent = not items or (isinstance(items, dict) and items.get("precision") is None)
    return None if silent else show(items)


def _stated(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}


def _when(item: dict[str, Any]) -> str:
    text, tz = show_when(from_json(_stated(item)))
    return f"{text}; tz={tz}" if tz else text


def _listed(cls: Callable[..., Any], show: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda items: show([cls(**_stated(item)) for item in items])


def _facets(items: list[dict[str, Any]]) -> str:
    return show_facets({item["name"]: tuple(item["values"]) for item in items})


def moments(bounds: pl.Series, tz: pl.Series) -> pl.Series:
    """Write microseconds since 1970 as ISO 8601; without a zone where none is known.

    Examples
    --------
    >>> moments(pl.Series([0, 1, None]), pl.Series(["Europe/Kyiv", None, None])).to_list()
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000001', None]
    """
    text = bounds.cast(pl.Datetime("us")).dt.to_string("%Y-%m-%dT%H:%M:%S%.6f")
    zone = pl.when(pl.col("tz").is_not_null()).then(pl.lit("Z")).otherwise(pl.lit(""))
    return (
        pl.DataFrame({"text": text.str.replace(r"\.000000$", ""), "tz": tz})
        .select(pl.concat_str("text", zone))
        .to_series()
    )


def _counts(log: EventLog) -> dict[str, pl.Series]:
    """Give the numbers of every count that is stated, as whole numbers where all of them are."""
    stated = counts_stated(log)
    rows = pl.DataFrame({"row": pl.int_range(len(log), dtype=pl.Int64, eager=True)})
    found: dict[str, pl.Series] = {}
    for name in sorted(stated, key=lambda name: (name not in COUNT_NAMES, name)):
        numbers = rows.join(numbers_of(log, name), on="row", how="left", maintain_order="left")
        for part in COUNT_PARTS:
            found[f"{name}_{part}"] = _whole(numbers[part])
    return found


def _whole(numbers: pl.Series) -> pl.Series:
    known = numbers.drop_nulls()
    exact = bool(((known.abs() < 2**53) & (known == known.floor())).all())
    return numbers.cast(pl.Int64) if exact else numbers


def _sources(frame: pl.DataFrame) -> dict[str, pl.Series]:
    source = pl.element().struct.field("source").struct
    told = {"outlets": ("outlet", "; "), "urls": ("url", " ")}
    found = frame.select(
        pl.col("reports")
        .list.eval(source.field(field).drop_nulls().unique(maintain_order=True))
        .list.join(separator)
        .replace("", None)
        .alias(name)
        for name, (field, separator) in told.items()
    )
    return found.to_dict()

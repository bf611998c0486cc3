"""Parts to a log: one row one event, or several rows one event."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Literal

import polars as pl

from conflictlog.event import Event
from conflictlog.formats.building.faults import Check, note_faults
from conflictlog.formats.building.nesting import listed, record, single
from conflictlog.formats.building.parts import Cell, Part, as_cell, name_of
from conflictlog.formats.building.views import View, roots, views_of
from conflictlog.formats.delimited import Table
from conflictlog.formats.findings import Findings
from conflictlog.formats.progress import stage
from conflictlog.log import EventLog
from conflictlog.log.combining import number_twins
from conflictlog.report import Dataset, Report
from conflictlog.schema import SCHEMA, encode_events
from conflictlog.schema.columns import LOCATOR, REPORT

__all__ = ["Rows", "build"]

#: What rows of one key are: events of their own, places of one report, reports of one event.
Rows = Literal["events", "places", "reports"]
#: In a table of fewer rows, looking for those that say alike costs more than they do.
_FEW: Final = 2_000
#: Columns that `build` itself adds.
_ADDED: Final = frozenset({"_key", "_nth"})


def build(
    table: Table,
    findings: Findings,
    *,
    dataset: Dataset,
    reports: Mapping[str, Part] | Sequence[Mapping[str, Part]],
    event: Mapping[str, Part] | None = None,
    key: Cell | None = None,
    prefix: str | None = None,
    rows_are: Rows = "events",
    checks: Sequence[Check] = (),
    keep_rows: bool = False,
) -> EventLog:
    """Make a log of a table: every row is an event, part of one, or listed as rejected.

    Parameters
    ----------
    table
        What `read_table` gave.
    findings
        Takes what is wrong; what the table itself noted is added.
    dataset
        The data set, with its terms.
    reports
        The fields of a report by name, as in `Report`, each a part; or several such, where
        one row holds several reports: one that says nothing at all is left out.
    event
        What the row sets on the event itself: title, tags, notes, sensitive.
    key
        The data set's own key; a row without one is rejected. None: ids by content.
    prefix
        Ids are ``<prefix>:<key>``; left out, the data set's name.
    rows_are
        What rows of one key are: "events" (each its own, later ones under ids of their own),
        "places" of one report, "reports" of one event.
    checks
        More that may be wrong.
    keep_rows
        Whether to keep the rows as they stand in ``log.records``.

    Returns
    -------
    EventLog
        With ``log.problems``, after one warning where there are some.
    """
    table.note(findings)
    told = [reports] if isinstance(reports, Mapping) else list(reports)
    parts = [part for fields in (*told, event or {}) for part in fields.values()]
    own = [*_key_checks(key), *checks]
    # In one piece: Polars 2.1 panics in texts put together of columns cut differently.
    rows = table.rows.rechunk()
    views = views_of(parts, rows) if rows.height >= _FEW else {}
    rows = _prepared(rows, parts, views, key, own)
    whole = View(rows)
    known = [(check, whole) for check in own]
    known += [(check, views.get(id(part), whole)) for part in parts for check in part.checks]
    good = note_faults(known, rows["row"], table.written, findings)
    if good is not None:
        rows = rows.filter(good).rechunk()
    stage("laying out events")
    taken = _taken(parts, views, good)
    rows = rows.with_columns(taken.values()).rechunk()
    rows = _keyed(rows, table, key, prefix or dataset.name)
    if rows_are == "events":
        rows = _one_row_an_id(rows, findings, table, key)
    nth = pl.int_range(1, pl.len() + 1).over("_key") if rows_are == "reports" else pl.lit(1)
    rows = rows.with_columns(nth.alias("_nth"))
    *items, fields = (
        {
            name: pl.col(taken[id(part)].name) if id(part) in taken else part.value
            for name, part in values.items()
        }
        for values in (*told, event or {})
    )
    said = {"id": pl.col("_key"), "reports": _reports(items, table, dataset), **fields}
    empty = _empty()
    frame = (
        rows.lazy()
        .select(
            pl.col("row").alias("_row"),
            *(said.get(name, pl.lit(empty[name]).first()).alias(name) for name in SCHEMA),
        )
        .collect()
    )
    owners = frame.select(pl.col("_row"), pl.col("id").alias("_event"))
    if rows_are != "events":
        frame = _united(frame, rows_are)
    records = None
    if keep_rows:
        kept = table.raw[(owners["_row"] - 1).to_list()]
        records = kept.insert_column(0, owners["_event"])
    numbers = frame["_row"].to_list()
    return findings.make_log(frame.drop("_row"), numbers, (dataset,), records)


@functools.cache
def _empty() -> pl.DataFrame:
    """Give an event of which nothing is said, with a report of which nothing is said."""
    return encode_events([Event(id="x", reports=[Report(source="x", id="x")])])


def _prepared(
    rows: pl.DataFrame,
    parts: Sequence[Part],
    views: Mapping[int, View],
    key: Cell | None,
    checks: Sequence[Check],
) -> pl.DataFrame:
    """Add what parts add to all rows, where anything looks at it that has no view of its own."""
    rest = [part for part in parts if id(part) not in views]
    looks = [value for part in rest for value in part.looks()]
    looks += [value for check in checks for value in check.looks()]
    looks += [] if key is None else [as_cell(key)]
    # What is added here, below, is known to all.
    if all(part.reads is not None for part in rest) and roots(looks) <= {*rows.columns, *_ADDED}:
        return rows
    for part in parts:
        rows = part.prepare(rows)
    return rows


def _taken(
    parts: Sequence[Part], views: Mapping[int, View], good: pl.Series | None
) -> dict[int, pl.Series]:
    """Give what parts make of each row that is kept, worked out in their views."""
    viewing = {id(part): part for part in parts if id(part) in views}
    plans = [
        views[name].rows.lazy().with_columns(part.value.alias(f"_value{n}")).select(f"_value{n}")
        for n, (name, part) in enumerate(viewing.items())
    ]

    def taken(name: int, values: pl.Series) -> pl.Series:
        nth = views[name].nth
        if nth is not None:
            # `pl.lit(values).gather(nth)` takes forty times as long.
            return values.rechunk().gather(nth if good is None else nth.filter(good))
        return values if good is None else values.filter(good)

    values = [frame.to_series() for frame in pl.collect_all(plans)]
    # Polars works on one of these at a time by itself.
    with ThreadPoolExecutor() as pool:
        return dict(zip(viewing, pool.map(taken, viewing, values), strict=True))


def _key_checks(key: Cell | None) -> list[Check]:
    if key is None:
        return []
    return [
        Check(
            column=name_of(key),
            where=as_cell(key).is_null(),
            problem="no id",
            hint="delete the row or give it one",
            outcome="rejected",
        )
    ]


def _keyed(rows: pl.DataFrame, table: Table, key: Cell | None, prefix: str) -> pl.DataFrame:
    """Add ``_key``: the data set's name with its own key, else with a hash of the row."""
    if key is not None:
        return rows.with_columns(pl.format(f"{_plain(prefix)}:{{}}", as_cell(key)).alias("_key"))
    cells = [name for name in table.rows.columns if name != "row"]
    texts = rows.select(
        pl.concat_str([pl.col(name).fill_null("") for name in cells], separator="\x1f")
    ).to_series()
    hashes = [hashlib.sha256(text.encode()).hexdigest()[:12] for text in texts]
    ids = pl.Series("_key", hashes, dtype=pl.String)
    return rows.with_columns(pl.format(f"{_plain(prefix)}:{{}}", ids).alias("_key"))


def _plain(prefix: str) -> str:
    return prefix.replace("{", "(").replace("}", ")")


def _one_row_an_id(
    rows: pl.DataFrame, findings: Findings, table: Table, key: Cell | None
) -> pl.DataFrame:
    """Make ``_key`` unique."""
    if rows["_key"].n_unique() == rows.height:
        return rows
    keyed = rows.select(pl.col("_key").alias("id"))
    unique, repeated = number_twins(keyed)
    if repeated.len():
        shown = rows.select(as_cell(key)).to_series() if key is not None else keyed["id"]
        column = None if key is None else table.written.get(name_of(key), name_of(key))
        for index in (unique["id"] != keyed["id"]).arg_true():
            findings.add(
                rows["row"][index],
                "the id stands for another row already"
                if key is not None
                else "the row says the same as another",
                column=column,
                value=shown[index] if key is not None else None,
                hint=f"read as {unique['id'][index]!r}",
                outcome="kept",
            )
    return rows.with_columns(unique["id"].alias("_key"))


def _united(frame: pl.DataFrame, rows_are: Rows) -> pl.DataFrame:
    """Make one event of the rows of one id: what the first says, and all reports or places."""
    if rows_are == "reports":
        several = pl.col("reports").explode()
        # The reports of an event have one order, by their ids.
        several = several.sort_by(several.struct.field("id"))
        others = pl.exclude("reports").first()
        united = frame.group_by("id", maintain_order=True).agg(others, several)
        return united.select(frame.columns)
    first = pl.col("reports").list.first()
    table = frame.with_columns(first, first.struct.field("places").alias("_places"))
    united = table.group_by("id", maintain_order=True).agg(
        pl.exclude("_places").first(), pl.col("_places").explode().drop_nulls()
    )
    placed = pl.col("reports").struct.with_fields(
        places=pl.col("_places").list.unique(maintain_order=True)
    )
    return united.with_columns(single(placed).alias("reports")).select(frame.columns)


def _reports(told: Sequence[Mapping[str, pl.Expr]], table: Table, dataset: Dataset) -> pl.Expr:
    """Give the reports of each row as a list."""
    locator = record(
        LOCATOR,
        dataset=pl.lit(dataset.name),
        file=pl.lit(table.file),
        sha256=pl.lit(table.sha256, pl.String),
        row=pl.col("row"),
    )
    items = []
    for n, fields in enumerate(told, 1):
        count = (pl.col("_nth") - 1) * len(told) + n
        name = (
            pl.when(count == 1)
            .then(pl.col("_key"))
            .otherwise(pl.format("{}#{}", pl.col("_key"), count))
        )
        items.append(_report(fields, name, locator))
    if len(items) == 1:
        return single(items[0])
    return listed(items, unless_null="id")


def _report(fields: Mapping[str, pl.Expr], name: pl.Expr, locator: pl.Expr) -> pl.Expr:
    """Give one report of each row; what is not said is as in an empty report."""
    empty = _empty()["reports"].list.first().struct
    given = {"id": name, "locator": locator, **fields}
    unsaid = {
        field.name: pl.lit(None, field.dtype)
        if field.name == "source"
        else pl.lit(empty.field(field.name)).first()
        for field in REPORT.fields
        if field.name not in given
    }
    return record(REPORT, **given, **unsaid)

"""VIINA: news reports on the war in Ukraine, geocoded and classified by models.

A row is one report of one event. VIINA says itself which reports tell of one event (one place,
day and class): these become one event with several reports.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import Check, Part, build, facet, facets, plain
from conflictlog.formats.delimited import header_of, read_table
from conflictlog.formats.opening import Head, as_path, check_readable, look
from conflictlog.formats.options import TableOptions, reading_of
from conflictlog.formats.viina.columns import LABELS, LAYOUT, is_events, is_labels, is_merged
from conflictlog.formats.viina.labels import Classes, classes_of, with_labels, with_own_labels
from conflictlog.formats.viina.reports import (
    check_lag,
    check_zone,
    outlet,
    times,
    where,
    with_times,
)
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "viina"
SUFFIXES: Final = (".csv", ".zip")
#: The size of the generated file that was read whole: no real one was at hand.
TRIED: Final = "100,000 generated rows, 50,000 events"

_DATASET: Final = "VIINA"
_TERMS: Final = Dataset(
    _DATASET,
    licence="ODbL 1.0",
    redistributable=True,
    attribution=(
        "Zhukov, Yuri and Ayers, Natalie: VIINA, Violent Incident Information from News Articles "
        "on the 2022 Russian Invasion of Ukraine (github.com/zhukovyuri/VIINA), with the date of "
        "access"
    ),
)
_FACETS: Final = {
    "adm1_code": "adm1_code",
    "adm2_code": "adm2_code",
    "event_id_1pd": "event_id_1pd",
    "feature_code": "feature_code",
    "geo_precision": "geo_precision",
    "geonameid": "geonameid",
    "report_id": "report_id",
    "report_time": "_clock",
}


def sniff(head: Head) -> bool:
    """Recognise VIINA's tables by their columns, and an archive by the names in it."""
    if head.text is None:
        return _member(head.path, "event_info") is not None
    header = header_of(head.first_line, LABELS)[1]
    return is_events(header) or is_labels(header) or is_merged(header)


def _member(path: Path, name: str) -> str | None:
    """Give the table of a zip archive that is called so, where there is one alone."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return None
    found = [item for item in names if item.rpartition("/")[2].lower().startswith(name)]
    return found[0] if len(found) == 1 else None


def read(
    path: str | Path,
    *,
    labels: str | Path | None = None,
    merged: bool = True,
    lag_days: int | None = None,
    tz: str | None = None,
    **options: Unpack[TableOptions],
) -> EventLog:
    """Read VIINA's event_info, with event_labels where they are at hand.

    Parameters
    ----------
    path
        CSV, plain or packed; of an archive, the table event_info.
    labels
        The file event_labels; left out, the one in the same archive counts.
    merged
        Whether reports that VIINA itself takes for one event (``event_id_1pd``) become one
        event; False makes each report an event.
    lag_days
        How long before its report an event may have taken place. VIINA dates reports: None,
        as it stands, means at some time up to that day.
    tz
        The zone of ``time``, which VIINA does not name. Without one, reports are dated by
        day, and their time is a facet.
    options
        What every reader of tables takes: `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that holds labels or merged events alone, and with
        ``errors="raise"`` for a row that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    lag, zone = check_lag(lag_days), check_zone(tz)
    found = as_path(path)
    check_readable(found)
    inside = reading.member or _member(found, "event_info")
    if inside is None:
        _refuse_others(found)
    table = read_table(found, LAYOUT, encoding=reading.encoding, member=inside)
    findings = reading.findings(table)
    beside = _member(found, "event_labels") if inside is not None else None
    if labels is not None:
        given = as_path(labels)
        table = with_labels(table, given, _member(given, "event_labels"), findings)
    elif beside is not None:
        table = with_labels(table, found, beside, findings)
    else:
        table = with_own_labels(table)
    rows = _keyed(with_times(table.rows, lag, zone), merged=merged)
    versions = rows["viina_version"].drop_nulls().unique()
    told = versions[0] if len(versions) == 1 else None
    return build(
        attrs.evolve(table, rows=rows),
        findings,
        dataset=reading.dataset_of(_TERMS, version=told),
        key=pl.col("_event").alias("event_id"),
        reports=_report(classes_of(rows), zone),
        rows_are="reports" if merged else "events",
        checks=(_TWICE,) if merged else (),
        keep_rows=reading.keep_rows,
    )


_TWICE: Final = Check(
    column="event_id",
    where=pl.col("_nth_of_id") > 0,
    problem="the id stands for another row already",
    hint="kept as a report under an id of its own",
)


def _report(classes: Classes, zone: str | None) -> dict[str, Part]:
    shown = facets(*(facet(name, cell) for name, cell in _FACETS.items()), classes.names())
    text = pl.col("text").str.strip_chars().str.extract(r"^([^\n]*)", 1)
    fields = {
        "id": Part(value=pl.format(f"{_DATASET}:{{}}", "_report")),
        "source": outlet(),
        "when": times(zone),
        "places": where(),
        "kind": classes.kind(),
        "headline": plain(text),
        "quote": plain("text"),
        "facets": shown,
    }
    told = {"actors": classes.initiators(), "ratings": classes.rated()}
    return {**fields, **{name: part for name, part in told.items() if part is not None}}


def _keyed(rows: pl.DataFrame, *, merged: bool) -> pl.DataFrame:
    """Add the ids of event and report; an id that was there before gets a number."""
    name = pl.col("event_id")
    rows = rows.with_columns(
        pl.when(name.is_not_null()).then(name.cum_count().over("event_id") - 1).alias("_nth_of_id")
    )
    again = pl.format("{}.{}", name, pl.col("_nth_of_id") + 1)
    report = pl.when(pl.col("_nth_of_id") > 0).then(again).otherwise(name)
    united = pl.coalesce(pl.format("1pd-{}", "event_id_1pd"), name) if merged else name
    return rows.with_columns(
        report.alias("_report"), pl.when(name.is_not_null()).then(united).alias("_event")
    )


def _refuse_others(path: Path) -> None:
    """Refuse the tables that hold no reports: labels, and events that VIINA merged."""
    header = header_of(look(path).first_line, LABELS)[1]
    if is_events(header):
        return
    kind = "labels" if is_labels(header) else "merged events" if is_merged(header) else None
    if kind is not None:
        raise InvalidFile(
            f"{path.name} holds VIINA's {kind}, and no reports",
            expected="event_info",
            remedy="read event_info, and give labels= where you have them; what is one event "
            "stands there as event_id_1pd",
        )

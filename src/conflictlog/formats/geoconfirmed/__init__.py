"""GeoConfirmed's map of geolocated footage: KML, KMZ, CSV with semicolons, the copy in JSON.

One placemark is one event, at the very place that was found. Its reports are the footage as
posted, the geolocations, and GeoConfirmed itself, which stands on these.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Unpack

import attrs
import polars as pl

from conflictlog.formats.building import (
    Check,
    Part,
    actor,
    actors,
    build,
    code_of_name,
    facet,
    facets,
    looked_up,
    place,
    places,
    plain,
    source,
)
from conflictlog.formats.delimited import Table, table_of
from conflictlog.formats.encodings import decode
from conflictlog.formats.geoconfirmed import documents, placemarks
from conflictlog.formats.geoconfirmed.columns import LAYOUT, is_document, is_export, is_map
from conflictlog.formats.geoconfirmed.dates import as_day, day, with_days
from conflictlog.formats.geoconfirmed.posts import (
    CHECKS,
    derived,
    evidence,
    post_reports,
    with_posts,
)
from conflictlog.formats.opening import Head, as_path, check_readable, look
from conflictlog.formats.options import Reading, TableOptions, reading_of
from conflictlog.formats.unpacking import unpacked
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff"]

NAME: Final = "geoconfirmed"
SUFFIXES: Final = (".kml", ".kmz", ".csv", ".json")
#: The size of the generated file that was read whole: no real one was at hand.
TRIED: Final = "100,000 generated rows, 400,000 reports"

_DATASET: Final = "GeoConfirmed"
_TERMS: Final = Dataset(
    _DATASET,
    licence="not stated: ask GeoConfirmed before its data are published again",
    attribution="GeoConfirmed (geoconfirmed.org) and the geolocators that it names",
)
_INSIDE: Final = "doc.kml"
_ZIP: Final = b"PK\x03\x04"
_HEAD: Final = 64 * 1024
#: Factions that are no party: permanent markers, and what nobody could tell.
_NO_SIDE: Final = ("special", "unknown", "other", "neutral", "none")


def sniff(head: Head) -> bool:
    """Recognise an export by its header, its first object, or the head of its map."""
    text = head.text
    if text is not None:
        data = text.encode() if text.lstrip().startswith("<") else b""
        return is_document(text) or is_export(head.first_line) or is_map(data)
    return head.data.startswith(_ZIP) and is_map(_inside(head.path))


def _inside(path: Path) -> bytes:
    """Give the beginning of the document of a KMZ; nothing where it is none."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_INSIDE) as file:
            return file.read(_HEAD)
    except (KeyError, OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return b""


def read(
    path: str | Path,
    *,
    earliest: str = "2000-01-01",
    colours: Mapping[str, str] | None = None,
    **options: Unpack[TableOptions],
) -> EventLog:
    """Read an export of GeoConfirmed.

    Parameters
    ----------
    path
        KML, KMZ, CSV or JSON; CSV and JSON packed or not.
    earliest
        A date before it cannot be: GeoConfirmed's data hold 1527-02-04 by mistake.
    colours
        For KML: the side of each icon's colour, ``{"E00000": "Russia"}``; left out, those of
        the map of Ukraine are known.
    options
        What every reader of tables takes: `TableOptions`. Permanent markers, which have no
        date, are rows that cannot be kept; no event can be later than ``retrieved``.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    InvalidFile
        For a damaged file, one that is no export of GeoConfirmed, KML that declares a
        document type, and with ``errors="raise"`` for a row that cannot be kept.
    """
    reading = reading_of(NAME, read, options)
    first = as_day(earliest, "earliest")
    told = reading.retrieved
    last = None if told is None else as_day(told, "retrieved")
    table = _table(as_path(path), reading, colours)
    rows = with_posts(with_days(_with_places(table.rows)))
    where = _places()
    curated = {
        "source": source(pl.lit(_DATASET)),
        "when": day(first, last),
        "places": where,
        "headline": plain("_headline"),
        "quote": plain("description"),
        "actors": _actors(),
        "facets": _facets(),
        "evidence": evidence("imagery"),
        "derived_from": derived(rows, "source", "geolocation"),
    }
    shape = Check(
        column="shape",
        where=pl.col("shape").is_not_null(),
        problem="only points are read",
        hint="keep_rows=True names what is drawn; look at it in the map",
    )
    return build(
        attrs.evolve(table, rows=rows),
        reading.findings(table),
        dataset=reading.dataset_of(_TERMS),
        key="id",
        reports=[curated, *post_reports(rows, where)],
        checks=(*CHECKS, shape),
        keep_rows=reading.keep_rows,
    )


def _table(path: Path, reading: Reading, colours: Mapping[str, str] | None) -> Table:
    check_readable(path)
    stored = path.read_bytes()
    start = look(path)
    zipped = stored.startswith(_ZIP) and start.data.startswith(_ZIP)
    if zipped or (start.text or "").lstrip().startswith("<"):
        data = unpacked(path, stored, member=_INSIDE if zipped else reading.member)
        raw = placemarks.columns_of(data, file=path.name, colours=colours)
    elif (start.text or "").lstrip().startswith(("{", "[")):
        text = decode(
            unpacked(path, stored, member=reading.member),
            file=path.name,
            encoding=reading.encoding,
        )
        raw = documents.columns_of(text.data, file=path.name)
    else:
        return reading.table(path, LAYOUT)
    found = table_of(raw, LAYOUT, file=path.name)
    return attrs.evolve(found, sha256=hashlib.sha256(stored).hexdigest())


def _with_places(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the place that stands behind a plus code: "GH4P+X43 Lyman, Donetsk Oblast, Ukraine"."""
    words = pl.col("pluscode").str.extract(r"^\s*\S+\+\S*\s+(.+?)\s*$", 1)
    last = words.str.split(",").list.last().str.strip_chars()
    return rows.with_columns(
        words.alias("_place"),
        looked_up(last, code_of_name).alias("_land"),
        pl.col("pluscode").str.extract(r"^\s*(\S+\+\S*)", 1).alias("_plus"),
    )


def _places() -> Part:
    return places(
        place(
            "latitude",
            "longitude",
            name="_place",
            country=Part(value=pl.col("_land")),
            precision="exact",
            basis="geolocated from imagery",
        )
    )


def _actors() -> Part:
    """Give the side whose colour it bears; who acted is not told."""
    side = pl.col("faction")
    named = pl.when(~side.str.to_lowercase().is_in(list(_NO_SIDE))).then(side)
    return actors(actor(named, country=looked_up(named, code_of_name)))


def _facets() -> Part:
    told = {
        "clock_time": "_clock",
        "equipment": "equipment",
        "equipment_items": "equipmentitems",
        "faction": "faction",
        "icon_colour": "colour",
        "orbat_units": "orbatunits",
        "origin": "origin",
        "plus_code": "_plus",
        "units": "units",
    }
    return facets(*(facet(name, cell) for name, cell in told.items()))

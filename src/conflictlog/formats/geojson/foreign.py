"""Anybody's GeoJSON: which property is the date, and what a geometry says of the place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from conflictlog.errors import ConflictlogError, InvalidFile, UnknownName, nearest_hint
from conflictlog.formats.findings import Findings
from conflictlog.formats.jsonfile import plain_text
from conflictlog.formats.progress import counted
from conflictlog.formats.recording import log_of_records
from conflictlog.log import EventLog
from conflictlog.outlines import Cap, covering_cap
from conflictlog.report import Dataset
from conflictlog.when import When, to_json

__all__ = ["foreign_log"]

#: Property names that mean a date, the likeliest first.
_DATES: Final = ("date", "event_date", "start", "start_date", "date_start", "datetime", "timestamp")
_MORE_DATES: Final = ("time", "when", "begin", "day", "occurred", "published", "created_at")
_ENDS: Final = ("end", "end_date", "date_end", "enddate")
_TITLES: Final = ("title", "name", "headline", "label", "event")
_TEXTS: Final = ("description", "text", "notes", "summary", "desc")
_URLS: Final = ("url", "link", "source_url", "href")
_IDS: Final = ("id", "event_id", "fid", "objectid", "uuid")
_WGS84: Final = ("CRS84", "4326")


def foreign_log(
    root: Mapping[str, Any],
    features: list[Any],
    path: Path,
    findings: Findings,
    date: str | None,
    date_format: str | None,
    tz: str | None,
) -> EventLog:
    """Read features that another program wrote; what was chosen is listed in the problems."""
    _check_system(root, path)
    reader = _Reader(path, features, findings, date, date_format, tz)
    title = plain_text(root.get("name")) or path.name.split(".")[0]
    return log_of_records(reader.records(title), findings, (Dataset(title),))


def _check_system(root: Mapping[str, Any], path: Path) -> None:
    system = root.get("crs")
    if system and not any(word in str(system) for word in _WGS84):
        raise InvalidFile(
            f"{path.name}: its coordinates are in {system!r}",
            expected="WGS84 degrees, longitude first",
            remedy="export it again in EPSG:4326",
        )


class _Reader:
    """Reads features after it has found out which property is what."""

    def __init__(
        self,
        path: Path,
        features: list[Any],
        findings: Findings,
        date: str | None,
        date_format: str | None,
        tz: str | None,
    ) -> None:
        self.features = features
        self.findings = findings
        self.date_format = date_format
        self.tz = tz
        told = [item.get("properties") for item in features if isinstance(item, Mapping)]
        self.told = [item for item in told if isinstance(item, Mapping)]
        self.names: dict[str, None] = {name: None for item in self.told for name in item}
        if date is not None and date not in self.names:
            raise UnknownName(
                f"date is {date!r}",
                expected=f"one of {', '.join(self.names) or 'no properties at all'}",
                remedy=nearest_hint(date, self.names) or f"look at the properties of {path.name}",
            )
        self.date = date or self._dated()
        self.end = self._named(_ENDS)
        self.title, self.text = self._named(_TITLES), self._named(_TEXTS)
        self.url, self.key = self._named(_URLS), self._named(_IDS)
        self._say(chosen=date)

    def _named(self, wanted: tuple[str, ...]) -> str | None:
        known = {name.casefold(): name for name in self.names}
        return next((known[name] for name in wanted if name in known), None)

    def _dated(self) -> str | None:
        """Find the property that holds dates: by its name, else by its values."""
        known = {name.casefold(): name for name in self.names}
        likely = [known[name] for name in (*_DATES, *_MORE_DATES) if name in known]
        for name in (*likely, *self.names):
            values = [text for item in self.told if (text := plain_text(item.get(name)))]
            good = sum(isinstance(self._time(text), When) for text in values)
            # By its values alone only what looks like a day: 2022 may be any number.
            long = name in likely or all(len(text) >= 8 for text in values)
            if values and long and good >= 0.9 * len(values):
                return name
        return None

    def _say(self, *, chosen: str | None) -> None:
        read = {self.date, self.end, self.title, self.text, self.url, self.key}
        unread = [name for name in self.names if name not in read]
        if self.date is None:
            self.findings.add(
                0,
                "no property holds dates that can be read: the events are undated",
                hint="say which one: date=..., and date_format= where it is not ISO",
                outcome="kept",
            )
        elif chosen is None:
            self.findings.add(
                0,
                f"the dates are taken from the property {self.date!r}",
                column=self.date,
                hint="say another one: date=...",
                outcome="kept",
            )
        if unread:
            self.findings.add(
                0,
                f"properties that are not read: {', '.join(unread)}",
                hint="read them as a table with a TableMapping, or join them by the id",
                outcome="kept",
            )

    def records(self, dataset: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Make one record a feature; an unreadable date or shape is listed."""
        found = counted(self.features, "building", len(self.features), "events")
        for number, feature in enumerate(found, 1):
            if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
                self.findings.add(number, "this is no feature", value=str(feature)[:80])
                continue
            yield number, self._record(number, feature, dataset)

    def _record(self, number: int, feature: Mapping[str, Any], dataset: str) -> dict[str, Any]:
        told = feature.get("properties") or {}
        text = {
            name: plain_text(told.get(key)) if key else None
            for name, key in (
                ("title", self.title),
                ("text", self.text),
                ("url", self.url),
                ("id", self.key),
            )
        }
        record: dict[str, Any] = {}
        key = plain_text(feature.get("id")) or text["id"]
        if key is not None:
            record["id"] = f"{dataset}:{key}"
        report: dict[str, Any] = {
            "source": {"outlet": dataset} | ({"url": text["url"]} if text["url"] else {}),
            "headline": text["title"],
            "quote": text["text"],
            "when": self._when(number, told),
            "places": self._places(number, feature.get("geometry")),
            "locator": {"dataset": dataset, "file": self.findings.file, "row": number},
        }
        record["reports"] = [report]
        return record

    def _when(self, number: int, told: Mapping[str, Any]) -> dict[str, Any] | None:
        first = plain_text(told.get(self.date)) if self.date else None
        last = plain_text(told.get(self.end)) if self.end else None
        if first is None:
            return None
        found = self._time(f"{first}/{last}") if last and last != first else None
        found = found if isinstance(found, When) else self._time(first)
        if isinstance(found, When):
            return to_json(found)
        self.findings.add(
            number, found.seen, column=self.date, value=first, hint=found.remedy, outcome="kept"
        )
        return None

    def _time(self, text: str) -> When | ConflictlogError:
        if len(text) == 19 and text[10] == " ":
            text = text.replace(" ", "T")
        if text[:4].isdigit() and text.count("/") == 2 and len(text) <= 10:
            text = text.replace("/", "-")
        try:
            if self.date_format is not None:
                day = dt.datetime.strptime(text, self.date_format)  # noqa: DTZ007 - a day
                return When(day.date(), tz=self.tz)
            return When(text, tz=self.tz)
        except ConflictlogError as error:
            return error
        except ValueError as error:
            return ConflictlogError(f"{text!r}: {error}")

    def _places(self, number: int, geometry: object) -> list[dict[str, Any]]:
        try:
            return list(_places_of(geometry))
        except (TypeError, ValueError, KeyError, IndexError) as error:
            self.findings.add(
                number,
                f"the geometry cannot be read: {error!r}",
                column="geometry",
                value=str(geometry)[:120],
                hint="export it again; longitude first, both numbers",
                outcome="kept",
            )
            return []


def _places_of(geometry: Any) -> Iterator[dict[str, Any]]:
    """Give points as they are; of a line or an area the disc that holds it."""
    if not geometry:
        return
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _places_of(part)
        return
    points = list(_positions(geometry["coordinates"]))
    if geometry["type"] in ("Point", "MultiPoint"):
        yield from ({"lat": lat, "lon": lon} for lon, lat in points)
    elif points:
        cap = covering_cap([Cap.around(lat, lon, radius_km=0.0) for lon, lat in points])
        lat, lon = cap.centre
        yield {
            "lat": lat,
            "lon": lon,
            "radius_km": cap.radius_km,
            "precision": "region",
            "point": "representative",
        }


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        lon, lat = coordinates[:2]
        yield float(lon), float(lat)
        return
    for part in coordinates:
        yield from _positions(part)

"""timemap's JSON to logs: ours back, and anybody's with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from conflictlog.errors import ConflictlogError, InvalidFile
from conflictlog.formats.findings import Findings
from conflictlog.formats.heading import read_datasets
from conflictlog.formats.jsonfile import plain_text, read_json
from conflictlog.formats.opening import Head, as_path, check_readable
from conflictlog.formats.progress import counted
from conflictlog.formats.recording import log_of_records
from conflictlog.formats.timemap.writing import MARK
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.when import When, to_json

__all__ = ["read", "sniff"]

_KEYS: Final = ('"description"', '"latitude"', '"longitude"', '"sources"', '"date"')
_US_DATE: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")


def sniff(head: Head) -> bool:
    """Recognise events with coordinates and sources in JSON."""
    text = head.text or ""
    if text.lstrip()[:1] not in ("{", "["):
        return False
    if f'"{MARK}"' in text[:200]:
        return True
    return all(key in text for key in _KEYS) and '"FeatureCollection"' not in text


def read(
    path: Path,
    *,
    errors: str = "collect",
    sources: object = None,
    radius_km: float | None = None,
    tz: str | None = None,
) -> EventLog:
    """Read events, with their sources.

    Parameters
    ----------
    path
        A list of events, or an object with ``events`` and perhaps ``sources``.
    errors
        "collect" or "raise".
    sources
        The file of the sources, where they stand apart.
    radius_km
        How far from the truth the points may lie: many maps move them on purpose. Left out,
        they count as towns, within 5 km.
    tz
        Whose clock the times of day are; without it only their days are read.

    Raises
    ------
    InvalidFile
        Where there is no list of events.
    """
    root = read_json(path)
    events = root.get("events") if isinstance(root, Mapping) else root
    if not isinstance(events, list):
        raise InvalidFile(
            f"{path.name} has no list of events",
            expected='a list of events, or an object with "events"',
            remedy="give the file that the map loads its events from",
        )
    findings = Findings(path.name, errors)
    known = _by_id(root.get("sources") if isinstance(root, Mapping) else None)
    if sources is not None:
        apart = as_path(sources)
        check_readable(apart)
        known |= _by_id(read_json(apart))
    if isinstance(root, Mapping) and MARK in root:
        told = counted(events, "building", len(events), "events")
        ours = ((number, _our_record(item, known)) for number, item in enumerate(told, 1))
        return log_of_records(ours, findings, read_datasets(root, path.name))
    reader = _Events(findings, path.name.split(".")[0], known, radius_km, tz)
    return log_of_records(reader.records(events), findings, (Dataset(reader.name),))


def _by_id(found: object) -> dict[str, Mapping[str, Any]]:
    """Give sources by their ids, whether they stand in an object or in a list."""
    if isinstance(found, Mapping):
        return {key: item for key, item in found.items() if isinstance(item, Mapping)}
    items = found if isinstance(found, list) else []
    return {str(item["id"]): item for item in items if isinstance(item, Mapping) and "id" in item}


def _our_record(item: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    place = {
        "name": item["location"] or None,
        "lat": float(item["latitude"]) if item["latitude"] else None,
        "lon": float(item["longitude"]) if item["longitude"] else None,
    }
    when = When(_iso(item["date"])) if item["date"] else None
    return {
        "id": item["id"],
        "title": item["title"] or None,
        "kind": item["category_full"] or None,
        "when": when and to_json(when),
        "places": [place] if any(part is not None for part in place.values()) else [],
        "reports": [_our_report(known[name]) for name in item["sources"]],
    }


def _our_report(item: Mapping[str, Any]) -> dict[str, Any]:
    named = {"outlet": "author", "title": "title", "url": "url", "published": "date"}
    source = {field: item[key] for field, key in named.items() if item[key]}
    return {
        "id": item["report"],
        "source": source or None,
        "claimant": {"name": item["description"]} if item["description"] else None,
    }


def _iso(text: str) -> str:
    """Turn M/D/YYYY into ISO; what is written otherwise stays as it is.

    Examples
    --------
    >>> _iso("3/1/2022"), _iso("2022-03")
    ('2022-03-01', '2022-03')
    """
    found = _US_DATE.fullmatch(text)
    return text if found is None else f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"


class _Events:
    """Makes records of anybody's events; what cannot be read is listed with its event."""

    def __init__(
        self,
        findings: Findings,
        name: str,
        known: Mapping[str, Mapping[str, Any]],
        radius_km: float | None,
        tz: str | None,
    ) -> None:
        self.findings = findings
        self.name = name
        self.known = known
        self.radius_km = radius_km
        self.tz = tz

    def records(self, events: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Make one record an event."""
        found = counted(events, "building", len(events), "events")
        for number, item in enumerate(found, 1):
            if not isinstance(item, Mapping):
                self.findings.add(number, "this is no event", value=str(item)[:80])
                continue
            yield number, self._record(number, item)

    def _record(self, number: int, item: Mapping[str, Any]) -> dict[str, Any]:
        told = {key: plain_text(value) for key, value in item.items()}
        origins = [
            found
            for entry in item.get("sources") or ()
            if (found := self._source(number, entry)) is not None
        ]
        report = {
            "source": {"outlet": self.name},
            "derived_from": [origin["id"] for origin in origins],
            "headline": told.get("title") or told.get("description"),
            "quote": told.get("description"),
            "when": self._when(number, told),
            "places": self._places(told),
            "locator": {"dataset": self.name, "file": self.findings.file, "row": number},
        }
        words = [told.get(name) for name in ("type", "category", "category_full")]
        words += [plain_text(name) for name in item.get("associations") or ()]
        record: dict[str, Any] = {
            "reports": [report, *origins],
            "tags": list(dict.fromkeys(filter(None, words))),
        }
        if told.get("id"):
            record["id"] = f"{self.name}:{told['id']}"
        return record

    def _source(self, number: int, entry: object) -> dict[str, Any] | None:
        """Make a report of a source: an id, or an object where the file was downloaded."""
        name = plain_text(entry.get("id") if isinstance(entry, Mapping) else entry)
        item = entry if isinstance(entry, Mapping) else self.known.get(str(name))
        if item is None or name is None:
            self.findings.add(
                number,
                "the id of a source that is not there",
                column="sources",
                value=name,
                hint='give the file of the sources: sources="sources.json"',
                outcome="kept",
            )
            return None
        paths = [item.get("path"), item.get("url"), *(item.get("paths") or ())]
        url = next((text for part in paths if (text := plain_text(part)) and "://" in text), None)
        title = plain_text(item.get("title")) or plain_text(item.get("description"))
        outlet = plain_text(item.get("author")) or (urlsplit(url).hostname if url else None)
        told = {"outlet": outlet or title or name, "url": url, "title": title}
        source = {key: value for key, value in told.items() if value is not None}
        return {"id": f"{self.name}:{name}", "source": source}

    def _when(self, number: int, told: Mapping[str, str | None]) -> dict[str, Any] | None:
        text = told.get("date")
        if text is None:
            return None
        clock = _CLOCK.fullmatch(told.get("time") or "")
        day = _iso(text)
        if told.get("time") and (clock is None or self.tz is None):
            self.findings.add(
                number,
                "a time of day that cannot be placed: only its day is read",
                column="time",
                value=told["time"],
                hint='say whose clock it is: tz="Europe/Kyiv"',
                outcome="kept",
            )
        elif clock is not None:
            day = f"{day}T{int(clock[1]):02}:{clock[2]}"
        try:
            return to_json(When(day, tz=self.tz))
        except ConflictlogError as error:
            self.findings.add(
                number,
                error.seen,
                column="date",
                value=text,
                hint="timemap writes M/D/YYYY",
                outcome="kept",
            )
            return None

    def _places(self, told: Mapping[str, str | None]) -> list[dict[str, Any]]:
        place: dict[str, Any] = {
            key: value
            for key, value in (
                ("name", told.get("location")),
                ("lat", _number(told.get("latitude"))),
                ("lon", _number(told.get("longitude"))),
            )
            if value is not None
        }
        if self.radius_km is not None and "lat" in place:
            place["radius_km"] = self.radius_km
        return [place] if place else []


def _number(text: str | None) -> float | str | None:
    """Give a coordinate as a number; what is none is left, for the place to refuse."""
    try:
        return None if text is None else float(text)
    except ValueError:
        return text

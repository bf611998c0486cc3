"""GeoJSON to logs: ours back, and anybody's that has dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from conflictlog.errors import ConflictlogError, InvalidFile
from conflictlog.formats.findings import Findings
from conflictlog.formats.geojson.foreign import foreign_log
from conflictlog.formats.geojson.writing import MARK, VERSION
from conflictlog.formats.heading import read_datasets
from conflictlog.formats.jsonfile import read_json
from conflictlog.formats.opening import Head
from conflictlog.formats.progress import counted
from conflictlog.formats.recording import log_of_records
from conflictlog.formats.spreadsheet.cells import read_when
from conflictlog.log import EventLog
from conflictlog.when import to_json

__all__ = ["read", "records_of", "sniff", "sourced_report"]

# Of one feature, the type stands at the top, before any other object begins.
_FEATURE: Final = re.compile(r'\s*\{[^{}\[\]]*"type"\s*:\s*"Feature"')
#: Properties that are fields of an event under the same name.
_FIELDS = ("title", "kind", "phase", "places", "actors", "tags", "sensitive")


def sniff(head: Head) -> bool:
    """Recognise a collection of features, or one feature."""
    text = head.text or ""
    several = text.lstrip()[:1] == "{" and '"FeatureCollection"' in text and '"features"' in text
    return several or _FEATURE.match(text) is not None


def read(
    path: Path,
    *,
    errors: str = "collect",
    date: str | None = None,
    date_format: str | None = None,
    tz: str | None = None,
) -> EventLog:
    """Read features as events; of files that are not ours, say where the dates stand.

    Parameters
    ----------
    path
        A FeatureCollection, or one Feature.
    errors
        "collect" or "raise".
    date
        The property that holds the date; left out, the one whose name and values say so:
        ``log.problems`` tells which was taken.
    date_format
        How dates are written that are not ISO: "%d/%m/%Y".
    tz
        The zone of clock times that name none.

    Raises
    ------
    InvalidFile
        For coordinates in another reference system than WGS84.
    """
    root = read_json(path)
    features = _features(root, path)
    findings = Findings(path.name, errors)
    if MARK not in root:
        return foreign_log(root, features, path, findings, date, date_format, tz)
    if root[MARK] != VERSION:
        raise InvalidFile(
            f"{path.name}: {MARK} is {root[MARK]!r}",
            expected=f"{VERSION}",
            remedy="install a newer conflictlog",
        )
    datasets = read_datasets(root, path.name)
    return log_of_records(records_of(features, findings), findings, datasets)


def _features(root: object, path: Path) -> list[Any]:
    found = root if isinstance(root, Mapping) else {}
    if found.get("type") == "Feature":
        return [root]
    features = found.get("features")
    if found.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise InvalidFile(
            f"{path.name}: type is {found.get('type')!r}",
            expected="a FeatureCollection with a list of features",
            remedy="export it again as GeoJSON",
        )
    return features


def records_of(features: Sequence[Any], findings: Findings) -> Iterator[tuple[int, dict[str, Any]]]:
    """Make records of features that we wrote; one that was changed is listed."""
    times: dict[tuple[str, str | None], dict[str, Any]] = {}  # days recur
    found = counted(features, "building", len(features), "events")
    for number, feature in enumerate(found, 1):
        try:
            told = feature["properties"]
            record = {name: told[name] for name in _FIELDS if told.get(name) is not None}
            record["id"] = feature["id"]
            if told.get("when"):
                when = told["when"]["text"], told["when"].get("tz")
                if when not in times:
                    times[when] = to_json(read_when(*when))
                record["when"] = times[when]
            record["facets"] = {item["name"]: item["values"] for item in told.get("facets") or ()}
            record["reports"] = [sourced_report(item) for item in told.get("sources") or ()]
        except ConflictlogError as error:
            findings.add(number, error.seen, column="when", hint=error.remedy)
        except (KeyError, TypeError, AttributeError) as error:
            findings.add(
                number,
                f"the feature has lost what we wrote: {error!r}",
                hint="another program has changed it: go back to the original file",
            )
        else:
            yield number, record


def sourced_report(item: Mapping[str, Any]) -> dict[str, Any]:
    """Make a report's record of one of an event's sources, as `shown_sources` lays them out.

    Examples
    --------
    >>> sourced_report({"id": "r-1", "outlet": "AFP", "claimant": "Ukraine"})
    {'id': 'r-1', 'source': {'outlet': 'AFP'}, 'claimant': {'name': 'Ukraine'}}
    """
    record: dict[str, Any] = {"id": item["id"]}
    source = {name: item[name] for name in ("outlet", "title", "url", "published") if name in item}
    if source:
        record["source"] = source
    if "claimant" in item:
        record["claimant"] = {"name": item["claimant"]} | (
            {"side": item["side"]} if "side" in item else {}
        )
    record |= {name: item[name] for name in ("stance", "about") if name in item}
    if item.get("estimates"):
        record["estimates"] = {
            each["name"]: {key: value for key, value in each.items() if key != "name"}
            for each in item["estimates"]
        }
    return record

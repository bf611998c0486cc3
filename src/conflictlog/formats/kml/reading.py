"""Our own KML back to logs: each placemark carries its event."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from conflictlog.errors import InvalidFile, UnknownFormat
from conflictlog.formats.findings import Findings
from conflictlog.formats.geojson.reading import records_of
from conflictlog.formats.geojson.writing import MARK
from conflictlog.formats.heading import read_datasets
from conflictlog.formats.kml.writing import INSIDE
from conflictlog.formats.opening import Head
from conflictlog.formats.progress import stage
from conflictlog.formats.recording import log_of_records
from conflictlog.formats.unpacking import DAMAGE, LIMITS, damaged
from conflictlog.log import EventLog

__all__ = ["read", "sniff"]

_SPACE: Final = "{http://www.opengis.net/kml/2.2}"
_ZIP: Final = b"PK\x03\x04"
_HEAD: Final = 64 * 1024


def sniff(head: Head) -> bool:
    """Recognise KML and KMZ of ours by the mark in the document's head."""
    data = head.data
    if data.startswith(_ZIP):
        try:
            with zipfile.ZipFile(head.path) as archive, archive.open(INSIDE) as file:
                data = file.read(_HEAD)
        except (KeyError, OSError, zipfile.BadZipFile):
            return False
    return b"<kml" in data and f'"{MARK}"'.encode() in data


def read(path: Path, *, errors: str = "collect") -> EventLog:
    """Read what `write` wrote.

    Parameters
    ----------
    path
        KML or KMZ.
    errors
        "collect" or "raise".

    Raises
    ------
    UnknownFormat
        For KML of other makers.
    InvalidFile
        For a damaged or truncated file.
    """
    data = path.read_bytes()
    if data.startswith(_ZIP):
        data = _inside(path, len(data))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InvalidFile(
            f"{path.name} declares a document type",
            expected="KML, which has none",
            remedy="go back to the original file",
        )
    stage("parsing")
    try:
        head, features = _parts(data)
    except ET.ParseError as error:
        raise InvalidFile(
            f"{path.name} is no whole XML: {error}", remedy="perhaps it is cut off: fetch it again"
        ) from error
    if head is None:
        raise UnknownFormat(
            f"{path.name} is KML, but not of conflictlog",
            expected=f"an entry {MARK!r} in its ExtendedData",
            remedy="leave format= out to have the file recognised",
        )
    findings = Findings(path.name, errors)
    datasets = read_datasets(json.loads(head), path.name)
    return log_of_records(records_of(features, findings), findings, datasets)


def _inside(path: Path, size: int) -> bytes:
    """Give the document of a KMZ, unless it unpacks to far more than its file."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(INSIDE) as file:
            most = min(LIMITS.total, max(LIMITS.free, LIMITS.ratio * size))
            data = file.read(most + 1)
    except (KeyError, *DAMAGE) as error:
        raise damaged(path, error) from error
    if len(data) > most:
        raise InvalidFile(
            f"{path.name} unpacks to more than {most} bytes",
            expected="a document of at most that",
            remedy="unpack it yourself, where you trust it",
        )
    return data


def _parts(data: bytes) -> tuple[str | None, list[Any]]:
    """Give the mark of the document and what its placemarks carry."""
    head: str | None = None
    features: list[Any] = []
    for element in _elements(data):
        if element.tag == f"{_SPACE}Placemark":
            text = _entry(element, "event")
            features.append(json.loads(text) if text else None)
            element.clear()
        elif element.tag == f"{_SPACE}ExtendedData" and head is None:
            head = _entry(element, MARK)
    return head, features


def _elements(data: bytes) -> Iterator[ET.Element]:
    for _, element in ET.iterparse(io.BytesIO(data)):  # noqa: S314 - without a document type
        yield element


def _entry(element: ET.Element, name: str) -> str | None:
    found = element.find(f".//{_SPACE}Data[@name='{name}']/{_SPACE}value")
    return None if found is None else found.text

"""What our own lossless files say of themselves: schema version, data sets, model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from conflictlog.errors import ConflictlogError, InvalidFile, NewerSchema
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset
from conflictlog.schema import VERSION
from conflictlog.weighing import ConfidenceModel

__all__ = ["heading", "read_datasets", "read_heading"]

#: Schema version to the first release that reads it; a new version adds its line here.
_FIRST_RELEASE: Final = {1: "0.1.0"}


def heading(log: EventLog) -> dict[str, Any]:
    """Say what a file of this log holds, as a JSON object.

    Examples
    --------
    >>> heading(EventLog())["conflictlog"], heading(EventLog())["schema"]
    ('log', 1)
    """
    return {
        "conflictlog": "log",
        "schema": VERSION,
        "needs": f"conflictlog>={_FIRST_RELEASE[VERSION]}",
        "confidence_model": ConfidenceModel().name,
        "datasets": [_plain(dataset) for dataset in log.datasets],
    }


def _plain(dataset: Dataset) -> dict[str, Any]:
    found = attrs.asdict(dataset, filter=lambda _, item: item not in (None, ()))
    return {name: item for name, item in found.items() if item != {}}


def read_datasets(told: Mapping[str, Any], where: str) -> tuple[Dataset, ...]:
    """Read the data sets that a document of ours names, whatever else it is: GeoJSON, slides.

    Examples
    --------
    >>> read_datasets({"datasets": [{"name": "UCDP GED"}]}, "a.geojson")[0].name
    'UCDP GED'
    """
    head = {"conflictlog": "log", "schema": VERSION, "datasets": told.get("datasets", [])}
    return read_heading(head, where)


def read_heading(head: object, where: str) -> tuple[Dataset, ...]:
    """Check what a file says of itself, and give its data sets.

    Parameters
    ----------
    head
        The JSON object.
    where
        The file, and the place in it, for messages.

    Raises
    ------
    NewerSchema
        Where the file was written for a later version; names the one to install.
    InvalidFile
        Where it does not say what it should.
    """
    if not isinstance(head, Mapping) or head.get("conflictlog") != "log":
        raise InvalidFile(
            f"{where} is {head!r}",
            expected='{"conflictlog": "log", "schema": 1}',
            remedy="add that line at the top",
        )
    version = head.get("schema")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise InvalidFile(
            f"{where}: schema is {version!r}",
            expected=f"a number from 1 to {VERSION}",
            remedy=f'write "schema": {VERSION}',
        )
    if version > VERSION:
        needs = head.get("needs")
        wanted = needs if isinstance(needs, str) and needs else "conflictlog"
        raise NewerSchema(
            f"{where}: schema is {version}",
            expected=f"at most {VERSION}, which this release of conflictlog knows",
            remedy=f'install a newer one: pip install --upgrade "{wanted}"',
        )
    listed = head.get("datasets", [])
    if not isinstance(listed, list):
        raise InvalidFile(f"{where}: datasets is {listed!r}", expected="a list of objects")
    return tuple(_dataset(item, f"{where}, datasets[{n}]") for n, item in enumerate(listed))


def _dataset(item: object, where: str) -> Dataset:
    if not isinstance(item, Mapping):
        raise InvalidFile(f"{where} is {item!r}", expected="an object with a name")
    fields = dict(item)
    try:
        coverage = fields.pop("coverage", None)
        if coverage is not None:
            fields["coverage"] = Coverage(**coverage)
        return Dataset(**fields)
    except (ConflictlogError, TypeError) as error:
        raise InvalidFile(f"{where}: {error}", remedy="mend or remove that data set") from error

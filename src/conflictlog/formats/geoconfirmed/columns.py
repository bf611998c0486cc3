"""The columns of GeoConfirmed's exports, and how their beginnings are told from others."""

from __future__ import annotations

import re
from typing import Final

from conflictlog.formats.delimited import Layout, header_of
from conflictlog.formats.geojson.writing import MARK

__all__ = ["LAYOUT", "is_document", "is_export", "is_map"]

LAYOUT: Final = Layout(
    what="an export of GeoConfirmed",
    columns=(
        *("date", "name", "faction", "origin", "latitude", "longitude", "pluscode"),
        *("description", "source", "geolocation"),
        *("equipment", "equipmentitems", "units", "orbatunits", "id", "date_created"),
        # Of a map alone: the colour of the icon, and what is drawn where it is no point.
        *("colour", "shape"),
    ),
    required=("date", "latitude", "longitude", "description"),
    aliases={"original_source": "source", "plus_code": "pluscode"},
    verbatim=("description",),
)
_KNOWN_BY: Final = frozenset({"date", "faction", "pluscode", "description", "geolocation", "id"})
#: The first object of a list, or of a file with one object a line.
_FIRST: Final = re.compile(r"\A\s*\[?\s*\{([^{}]*)")


def is_export(line: str) -> bool:
    """Say whether a header is that of the export in CSV."""
    return LAYOUT.named(header_of(line, LAYOUT)[1]).keys() >= _KNOWN_BY


def is_document(text: str) -> bool:
    """Say whether text begins as the copy in JSON does."""
    found = _FIRST.match(text)
    keys = ('"original_source"', '"geolocation"', '"description"')
    return found is not None and all(key in found[1] for key in keys)


def is_map(data: bytes) -> bool:
    """Say whether bytes begin as the map in KML does, and not as one that we wrote."""
    small = data.lower()
    ours = MARK.encode() in data
    return b"<kml" in small and not ours and b"geoconfirmed" in small

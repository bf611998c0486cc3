"""The map in KML: placemarks to columns of text.

XML from strangers may declare entities that grow to terabytes or name files of the reader;
KML needs none, so that a document that declares a type is refused before one is looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final
from xml.parsers import expat

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.geoconfirmed.columns import LAYOUT

__all__ = ["COLOURS", "columns_of"]

#: Sides of the icons' colours on the map of Ukraine; other maps use them for other sides.
COLOURS: Final[Mapping[str, str]] = {"E00000": "Russia", "0051CA": "Ukraine"}
_ICON: Final = re.compile(r"icons/([0-9a-f]{6})(?![0-9a-f])", re.IGNORECASE)
_DRAWN: Final = ("LineString", "LinearRing", "Polygon", "Model", "Track")
_IDENTITY: Final = ("date", "latitude", "longitude", "description")


@attrs.define
class _Reader:
    """What is met on the way through a document."""

    file: str
    path: list[str] = attrs.field(factory=list)
    text: list[str] = attrs.field(factory=list)
    title: str = ""
    styles: dict[str, str] = attrs.field(factory=dict)
    style: str = ""
    rows: list[dict[str, str]] = attrs.field(factory=list)

    def doctype(self, *_: object) -> None:
        raise InvalidFile(
            f"{self.file} declares a document type",
            expected="KML, which has none",
            remedy="fetch it again from GeoConfirmed itself",
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self.path.append(tag)
        self.text = []
        if tag in ("Style", "StyleMap"):
            self.style = attributes.get("id", "")
        elif tag == "Placemark":
            self.rows.append({})
        elif tag in _DRAWN and "Placemark" in self.path:
            self.rows[-1]["shape"] = tag

    def data(self, text: str) -> None:
        self.text.append(text)

    def end(self, _: str) -> None:
        tag, text = self.path.pop(), "".join(self.text).strip()
        self.text = []
        above = self.path[-1] if self.path else ""
        if "Placemark" in self.path:
            self._told(tag, above, text)
        elif tag == "name" and above == "Document":
            self.title = text
        elif self.style and tag in ("href", "styleUrl", "color"):
            self.styles.setdefault(self.style, f"color:{text}" if tag == "color" else text)

    def _told(self, tag: str, above: str, text: str) -> None:
        row = self.rows[-1]
        if above == "Placemark" and tag in ("name", "description", "styleUrl"):
            row[tag] = text
        elif tag == "coordinates" and above == "Point":
            lon, _, rest = text.partition(",")
            row["longitude"], row["latitude"] = lon, rest.partition(",")[0]


def columns_of(data: bytes, *, file: str, colours: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Give the placemarks of a document as the columns of the other exports.

    Parameters
    ----------
    data
        The document.
    file
        Its name, for messages.
    colours
        The side that each colour stands for, as six hexadecimal digits; left out, those of
        the map of Ukraine where the document is called so.

    Raises
    ------
    InvalidFile
        For what is no whole XML, declares a document type, or has no placemark.
    """
    reader = _Reader(file)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.data
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - by position alone
    except expat.ExpatError as error:
        raise InvalidFile(
            f"{file} is no whole XML: {error}", remedy="perhaps it is cut off: fetch it again"
        ) from error
    if not reader.rows:
        raise InvalidFile(
            f"{file} holds no placemark",
            expected="the map itself",
            remedy="a file that only links to it must be replaced by what it links to",
        )
    if colours is None:
        colours = COLOURS if "ukraine" in reader.title.casefold() else {}
    sides = {code.removeprefix("#").upper(): side for code, side in colours.items()}
    schema = dict.fromkeys(LAYOUT.columns or (), pl.String)
    return pl.DataFrame(list(_rows(reader, sides)), schema=schema)


def _rows(reader: _Reader, sides: Mapping[str, str]) -> Iterator[dict[str, str | None]]:
    for told in reader.rows:
        colour = _colour(told.get("styleUrl", ""), reader.styles)
        name = told.get("name", "")
        dated = any(letter.isdigit() for letter in name)
        row: dict[str, str | None] = {
            "date": name if dated else None,
            "name": None if dated else name,
            # What a balloon shows is HTML.
            "description": unescape(told["description"]) if "description" in told else None,
            "latitude": told.get("latitude"),
            "longitude": told.get("longitude"),
            "colour": colour,
            "faction": sides.get(colour or ""),
            "shape": told.get("shape"),
        }
        said = "\x1f".join(row[key] or "" for key in _IDENTITY)
        # A placemark has no id: what it says is one, as long as nobody edits it.
        yield {**row, "id": hashlib.sha256(said.encode()).hexdigest()[:12]}


def _colour(style: str, styles: Mapping[str, str]) -> str | None:
    """Give the colour of an icon, by its address or by the style that it names."""
    for _ in range(3):  # a map of styles, a style, its icon
        found = _ICON.search(style)
        if found is not None:
            return found[1].upper()
        if style.startswith("color:"):
            abgr = style.removeprefix("color:").upper()
            return abgr[6:8] + abgr[4:6] + abgr[2:4] if len(abgr) == len("ffrrggbb") else None
        style = styles.get(style.removeprefix("#"), "")
    return None

"""Logs to KML, by columns."""

from __future__ import annotations

import json
import zipfile
from html import escape
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog.atomic import atomic_path
from conflictlog.formats.geojson.writing import MARK, VERSION, drawn, feature_texts, shown_sources
from conflictlog.formats.heading import heading
from conflictlog.formats.shown import shown_frame
from conflictlog.log import EventLog

__all__ = ["INSIDE", "write"]

#: The document inside a KMZ.
INSIDE: Final = "doc.kml"
# Red, green and blue backwards, after the opacity: told apart by the colour-blind, too.
_COLOURS: Final = {
    "reported": "ff2b2bc4",
    "one_sided": "ff00a5e6",
    "contested": "ff9e7300",
    "denied": "ff999999",
}
# XML 1.0 has no way to write these at all.
_ILLEGAL: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
# What stands in a JSON text as itself and not in XML, as JSON escapes it.
_ESCAPES: Final = (("\ufffe", r"\ufffe"), ("\uffff", r"\uffff"))


def write(log: EventLog, path: Path, *, representative: bool = False) -> None:
    """Write a document with a folder for each family of kinds; ".kmz" packs it.

    Parameters
    ----------
    log
        The log.
    path
        The file.
    representative
        Whether points that only stand for an area are drawn.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> log = EventLog([Event(id="a", title="<b>", when="2022-12-19")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "log.kml")
    ...     "<name>&lt;b&gt;</name>" in (Path(folder) / "log.kml").read_text()
    True
    """
    text = "".join(_document(log, path.name, representative=representative))
    with atomic_path(path) as fresh:
        if path.name.lower().endswith(".kmz"):
            with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
                # No time inside: the same log gives the same bytes.
                entry = zipfile.ZipInfo(INSIDE, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text.encode())
        else:
            fresh.write_text(text, encoding="utf-8", newline="\n")


def _document(log: EventLog, name: str, *, representative: bool) -> list[str]:
    mark = json.dumps({"version": VERSION, "datasets": heading(log)["datasets"]})
    credits_ = "\n".join(log.credits())
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
        f"<name>{escape(name)}</name>",
        f"<description>{escape(escape(credits_))}</description>" if credits_ else "",
        *(_style(status, colour) for status, colour in _COLOURS.items()),
        f'<ExtendedData><Data name="{MARK}"><value>{escape(mark)}</value></Data></ExtendedData>\n',
    ]
    shown = shown_frame(log)
    family = shown["kind"].str.split("|").list.first().str.split("/").list.first()
    marks = pl.DataFrame(
        [
            family.fill_null("no kind").alias("family"),
            _placemarks(log, shown, representative=representative),
        ]
    )
    for (folder,), group in marks.group_by("family", maintain_order=True):
        parts.append(f"<Folder><name>{escape(_legal(str(folder)))}</name>\n")
        parts.extend(group["text"])
        parts.append("</Folder>\n")
    return [*parts, "</Document></kml>\n"]


def _style(status: str, colour: str) -> str:
    return (
        f'<Style id="{status}"><IconStyle><color>{colour}</color></IconStyle>'
        f"<LabelStyle><scale>0.8</scale></LabelStyle></Style>\n"
    )


def _legal(text: str) -> str:
    return pl.Series([text]).str.replace_all(_ILLEGAL, " ")[0]  # type: ignore[no-any-return]  # text


def _xml(text: pl.Expr) -> pl.Expr:
    """Escape text for XML, quotation marks too."""
    found = text.str.replace_all(_ILLEGAL, " ")
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        found = found.str.replace_all(letter, entity, literal=True)
    return found


def _element(name: str, text: pl.Expr) -> pl.Expr:
    """Write an element, or nothing where there is no text."""
    written = pl.concat_str(pl.lit(f"<{name}>"), text, pl.lit(f"</{name}>"))
    return written.fill_null("")


def _placemarks(log: EventLog, shown: pl.DataFrame, *, representative: bool) -> pl.Series:
    event = feature_texts(log, shown, representative=representative)
    for letter, written in _ESCAPES:
        event = event.str.replace_all(letter, written, literal=True)
    frame = shown.with_columns(
        event.alias("event"),
        _points(shown["places"], representative=representative).alias("points"),
        _balloons(log, shown).alias("balloon"),
    )
    begin, end = _element("begin", pl.col("start")), _element("end", pl.col("end"))
    title = pl.coalesce("title", "kind", "id")
    return frame.select(
        pl.concat_str(
            pl.lit("<Placemark>"),
            _element("name", _xml(title)),
            _element("description", _xml(pl.col("balloon"))),
            # In the schema's order: a time comes before the style.
            pl.when(pl.col("start").is_not_null() | pl.col("end").is_not_null())
            .then(pl.concat_str(pl.lit("<TimeSpan>"), begin, end, pl.lit("</TimeSpan>")))
            .otherwise(pl.lit("")),
            _element("styleUrl", pl.concat_str(pl.lit("#"), "status")),
            pl.lit("<ExtendedData>"),
            *(_data(name) for name in ("id", "kind", "status", "place", "radius_km", "precision")),
            _data("event"),
            pl.lit("</ExtendedData>"),
            "points",
            pl.lit("</Placemark>\n"),
        ).alias("text")
    ).to_series()


def _data(name: str) -> pl.Expr:
    value = _element("value", _xml(pl.col(name).cast(pl.String)))
    written = pl.concat_str(pl.lit(f'<Data name="{name}">'), value, pl.lit("</Data>"))
    return pl.when(pl.col(name).is_not_null()).then(written).otherwise(pl.lit(""))


def _balloons(log: EventLog, shown: pl.DataFrame) -> pl.Series:
    """Write what a balloon shows, as HTML: basis before the number, then who says so."""
    item = pl.element().struct
    outlet, url = _xml(item.field("outlet")), item.field("url")
    safe = url.str.contains("^https?://")
    link = pl.concat_str(pl.lit('<a href="'), _xml(url), pl.lit('">'), outlet, pl.lit("</a>"))
    who = pl.when(safe).then(link).otherwise(outlet)
    said = pl.when(item.field("stance").is_not_null()).then(
        pl.concat_str(pl.lit(" ("), item.field("stance"), pl.lit(")"))
    )
    claimant = pl.concat_str(_xml(item.field("claimant")), pl.lit(": ")).fill_null("")
    line = pl.concat_str(claimant, who.fill_null("no source given"), said.fill_null(""))
    sources = pl.DataFrame([shown_sources(log).alias("s")]).select(
        pl.col("s").list.eval(line).list.join("<br>").alias("sources")
    )
    return (
        shown.hstack(sources)
        .select(
            pl.concat_str(
                pl.concat_str(_xml(pl.col("date")), pl.lit("<br>")).fill_null(""),
                pl.concat_str(_xml(pl.col("place")), pl.lit("<br>")).fill_null(""),
                _xml(pl.col("kind")).fill_null("no kind"),
                pl.lit("<br>"),
                pl.col("basis"),
                pl.format(": {}", pl.col("confidence").round(2)),
                pl.lit("<br>"),
                "sources",
            )
        )
        .to_series()
    )


def _points(places: pl.Series, *, representative: bool) -> pl.Series:
    """Write each event's points; nothing where there is none."""
    place = pl.col("p").struct
    point = pl.concat_str(
        pl.lit("<Point><coordinates>"),
        place.field("lon"),
        pl.lit(","),
        place.field("lat"),
        pl.lit("</coordinates></Point>"),
    )
    found = drawn(places, point, separator="", representative=representative)
    several = pl.concat_str(pl.lit("<MultiGeometry>"), "text", pl.lit("</MultiGeometry>"))
    text = pl.when(pl.col("n") > 1).then(several).otherwise("text").fill_null("")
    return found.select(text.alias("text")).to_series()

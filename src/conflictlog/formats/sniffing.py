"""The table of formats: found through entry points, recognised by content."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Final, Protocol, cast

from conflictlog.errors import UnknownFormat, nearest_hint
from conflictlog.formats.opening import Head, look
from conflictlog.formats.unpacking import member_names
from conflictlog.log import EventLog

__all__ = [
    "BUILT_IN",
    "BrokenFormatWarning",
    "Format",
    "format_for_writing",
    "format_named",
    "format_table",
    "recognise",
]

GROUP: Final = "conflictlog.formats"

#: Our own, so that a checkout works without being installed.
BUILT_IN: Final = {
    "jsonl": "conflictlog.formats.jsonlines",
    "geoparquet": "conflictlog.formats.geoparquet",
    "acled": "conflictlog.formats.acled",
    "ucdp-ged": "conflictlog.formats.ged",
    "geoconfirmed": "conflictlog.formats.geoconfirmed",
    "viina": "conflictlog.formats.viina",
    "gdelt": "conflictlog.formats.gdelt",
    "icews": "conflictlog.formats.icews",
    "polecat": "conflictlog.formats.polecat",
    "gtd": "conflictlog.formats.gtd",
    "maverick": "conflictlog.formats.maverick",
    "scad": "conflictlog.formats.scad",
    "spreadsheet": "conflictlog.formats.spreadsheet",
    "flat": "conflictlog.formats.flat",
    "geojson": "conflictlog.formats.geojson",
    "kml": "conflictlog.formats.kml",
    "timelinejs": "conflictlog.formats.timelinejs",
    "timemap": "conflictlog.formats.timemap",
}


class BrokenFormatWarning(UserWarning):
    """A format of another package could not be loaded; the others work."""


class Format(Protocol):
    """What a module must have to be a format; ``write`` only where it can write."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, head: Head) -> bool:
        """Say whether a file that begins so is of this format."""

    def read(self, path: Path, *, errors: str = "collect") -> EventLog:
        """Read a file of this format."""


def format_table() -> dict[str, Format]:
    """Load every format: our own and those of installed packages, by name.

    Examples
    --------
    >>> "jsonl" in format_table()
    True
    """
    table: dict[str, Format] = {}
    for name, module in BUILT_IN.items():
        if importlib.util.find_spec(module) is not None:
            table[name] = cast("Format", importlib.import_module(module))
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        if BUILT_IN.get(point.name) == point.value:
            continue
        try:
            found = _loaded(point, table)
        except Exception as error:  # noqa: BLE001 - whatever another package does wrong, ours must work
            warnings.warn(
                f"the format {point.name!r} ({point.value}) could not be loaded and is left out: "
                f"{type(error).__name__}: {error}",
                BrokenFormatWarning,
                stacklevel=4,
            )
            continue
        table[found.NAME] = found
    return table


def _loaded(point: EntryPoint, table: Mapping[str, Format]) -> Format:
    """Load a format of another package, or raise whatever is wrong with it."""
    found = point.load()
    missing = [part for part in ("NAME", "SUFFIXES", "sniff", "read") if not hasattr(found, part)]
    if missing:
        raise TypeError(f"it has no {', '.join(missing)}")
    if found.NAME in table:
        raise TypeError(f"another format bears the name {found.NAME!r}")
    return cast("Format", found)


def format_named(name: str) -> Format:
    """Give a format by its name.

    Raises
    ------
    UnknownFormat
        Where none has it; the nearest is named.
    """
    table = format_table()
    if name not in table:
        raise UnknownFormat(
            f"format is {name!r}",
            expected=f"one of {', '.join(table)}",
            remedy=nearest_hint(str(name), table) or "leave it out to have it recognised",
        )
    return table[name]


def recognise(path: Path, *, member: str | None = None) -> Format:
    """Find the format of a file by what it holds.

    Parameters
    ----------
    path
        The file.
    member
        Which file of a zip archive to look at, where it holds several.

    Raises
    ------
    UnknownFormat
        Where none recognises it, or more than one does.
    """
    head = look(path, member=member)
    found = [fmt for fmt in format_table().values() if _sniff(fmt, head)]
    if len(found) == 1:
        return found[0]
    if found:
        names = [fmt.NAME for fmt in found]
        raise UnknownFormat(
            f"{path} could be {' or '.join(names)}",
            expected="content of one format",
            remedy=f"say which: format={names[0]!r}",
        )
    raise _unrecognised(head)


def _sniff(fmt: Format, head: Head) -> bool:
    try:
        return bool(fmt.sniff(head))
    except Exception as error:  # noqa: BLE001 - as above: one format's fault must not stop another
        warnings.warn(
            f"the format {fmt.NAME!r} failed to look at {head.path.name} and is left out: "
            f"{type(error).__name__}: {error}",
            BrokenFormatWarning,
            stacklevel=5,
        )
        return False


_MAGIC: Final = (
    (b"PAR1", "Parquet, but not a log of conflictlog"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (
        b"\xd0\xcf\x11\xe0",
        "a document of the Office of old (.xls, .doc), or of today with a password",
    ),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "an SQLite database"),
)


#: What may hold a table, beside text: Parquet, Excel of today and of old.
_TABLES: Final = (b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _unrecognised(head: Head) -> UnknownFormat:
    kind = next((words for magic, words in _MAGIC if head.data.startswith(magic)), None)
    if kind is None:
        kind = _text_kind(head.first_line) if head.text is not None else "binary data"
    tabular = head.first_line.lstrip()[:1] not in ("", "{", "[", "<")
    table = head.data.startswith(_TABLES) or (head.text is not None and tabular)
    return UnknownFormat(
        f"{head.path} is {kind}",
        expected=f"a file of one of {', '.join(format_table())}",
        remedy=_choose_member(head.path)
        or ("suggest_mapping(path) proposes how to read any table; else " if table else "")
        + "convert it, or say format= where you know better",
    )


def _choose_member(path: Path) -> str:
    """Say how to read an archive of several files, of which none was named."""
    names = member_names(path)
    if len(names) < 2:
        return ""
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return f"it holds {len(names)} files, {shown}: name the one to read, member={names[0]!r}"


def _text_kind(line: str) -> str:
    shown = line.strip()[:80]
    if shown[:1] == "<":
        return f"a web page or XML: {shown!r}"
    if shown[:1] in ("{", "["):
        return f"JSON without a heading of conflictlog: {shown!r}"
    return f"text of no known format; its first line is {shown!r}" if shown else "blank"


def format_for_writing(path: Path, name: str | None) -> Format:
    """Choose the format to write, by its name or else by the path's suffix.

    Raises
    ------
    UnknownFormat
        Where no format that writes has that name or suffix.
    """
    if name is not None:
        fmt = format_named(name)
        if not hasattr(fmt, "write"):
            able = [other for other, item in format_table().items() if hasattr(item, "write")]
            raise UnknownFormat(
                f"format is {name!r}, which is only read",
                expected=f"one of {', '.join(able)}",
                remedy="choose one of these",
            )
        return fmt
    known = {
        suffix: fmt
        for fmt in format_table().values()
        if hasattr(fmt, "write")
        for suffix in fmt.SUFFIXES
    }
    fitting = [suffix for suffix in known if path.name.lower().endswith(suffix)]
    if not fitting:
        raise UnknownFormat(
            f"{path.name} has the suffix {path.suffix!r}",
            expected=f"one of {', '.join(known)}",
            remedy=nearest_hint(path.suffix, known) or "rename it, or say format=",
        )
    return known[max(fitting, key=len)]

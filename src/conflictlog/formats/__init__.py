"""Reading and writing: one small module a format, found by entry points."""

from __future__ import annotations

import inspect
from typing import Any

from conflictlog.errors import InvalidValue
from conflictlog.formats.findings import ProblemsWarning, check_errors
from conflictlog.formats.losses import Loss, LossWarning, check_lossy, find_losses, speak_of
from conflictlog.formats.mapping import TableMapping, suggest_mapping
from conflictlog.formats.opening import Head, as_path, check_readable
from conflictlog.formats.options import TableOptions, check_options
from conflictlog.formats.progress import showing
from conflictlog.formats.sniffing import (
    BrokenFormatWarning,
    Format,
    format_for_writing,
    format_named,
    format_table,
    recognise,
)
from conflictlog.log import EventLog

__all__ = [
    "BrokenFormatWarning",
    "Format",
    "Head",
    "Loss",
    "LossWarning",
    "ProblemsWarning",
    "TableMapping",
    "TableOptions",
    "format_table",
    "read",
    "suggest_mapping",
    "write",
]


def read(
    path: object,
    *,
    format: str | None = None,
    mapping: TableMapping | None = None,
    errors: str = "collect",
    progress: bool | None = None,
    **options: object,
) -> EventLog:
    r"""Read a log from a file of any known format, recognised by what it holds.

    Parameters
    ----------
    path
        The file; packed text (.gz, .zip, .zst) is opened as it is. With ``mapping``, also a
        table of Polars, pandas or Arrow.
    format
        Name of the format, where it should not be recognised.
    mapping
        For a table of no known format: which column says what; see `TableMapping`.
    errors
        "collect" keeps what can be kept, lists the rest in ``log.problems`` and warns once;
        "raise" stops at the first row that cannot be kept.
    progress
        Whether a bar on stderr shows how far it is: left out, when it takes long; True, at
        once; False, never. Only on a terminal or in a notebook: nothing goes to pipes, files
        or CI.
    options
        What the format's own reader takes; those of tables take `TableOptions`.

    Raises
    ------
    FileNotReadable
        For a missing file or a folder.
    UnknownFormat
        Where no format recognises it.
    InvalidFile
        For an empty, truncated or damaged file.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "visits.jsonl"
    >>> _ = file.write_text(
    ...     '{"conflictlog": "log", "schema": 1}\n'
    ...     '{"kind": "visit", "when": "2022-12-19", "place": "Minsk"}\n'
    ... )
    >>> read(file)[0].place.name
    'Minsk'
    >>> folder.cleanup()
    """
    check_errors(errors)
    if mapping is not None:
        with showing("table", progress):
            return _read_mapped(path, mapping, format, errors, options)
    found = as_path(path)
    check_readable(found)
    member = options.get("member")
    inside = member if isinstance(member, str) else None
    fmt = recognise(found, member=inside) if format is None else format_named(format)
    check_options(fmt.read, options, f"reading {fmt.NAME}")
    with showing(found.name, progress, size=found.stat().st_size):
        return fmt.read(found, errors=errors, **options)


def _read_mapped(
    source: object,
    mapping: TableMapping,
    format: str | None,
    errors: str,
    options: dict[str, Any],
) -> EventLog:
    if not isinstance(mapping, TableMapping):
        raise InvalidValue(
            f"mapping is {mapping!r}",
            expected="a TableMapping",
            remedy="suggest_mapping(path) proposes one",
        )
    if format is not None:
        raise InvalidValue(
            f"mapping= and format={format!r} are both given", remedy="leave one of them out"
        )
    check_options(mapping.read, options, "reading by a mapping")
    return mapping.read(source, errors=errors, **options)


def write(
    log: EventLog,
    path: object,
    *,
    format: str | None = None,
    lossy: str = "warn",
    republish: bool = False,
    progress: bool | None = None,
    **options: object,
) -> None:
    """Write a log to a file, whole or not at all; the suffix chooses the format.

    Parameters
    ----------
    log
        The log; its problems are no part of the file.
    path
        Ending in ".jsonl", ".parquet", ".csv", ".xlsx", ".flat.csv", or what installed formats add.
    format
        Name of the format, whatever the suffix.
    lossy
        What to do where the format cannot hold all of the log: "warn", "raise" before
        anything is written, or "allow". What each format loses, its ``LOSSES`` say.
    republish
        Write even where a data set's licence does not let its rows be passed on: for a
        copy that stays with you.
    progress
        Whether a bar shows how far it is, as in `read`.
    options
        What the format's own writer takes.

    Raises
    ------
    UnknownFormat
        For a suffix that no format has.
    InvalidValue
        Where a data set may not be republished.
    NotExpressible
        With ``lossy="raise"``, where something would be lost.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from conflictlog.datasets import minsk_kyiv_2022
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "december.jsonl"
    >>> write(minsk_kyiv_2022(), file)
    >>> read(file) == minsk_kyiv_2022()
    True
    >>> folder.cleanup()
    """
    target = as_path(path)
    if not isinstance(log, EventLog):
        raise InvalidValue(
            f"log is a {type(log).__name__}", expected="an EventLog", remedy="EventLog(events)"
        )
    check_lossy(lossy)
    fmt = format_for_writing(target, format)
    writer = fmt.write  # type: ignore[attr-defined]  # chosen because it has one
    check_options(writer, options, f"writing {fmt.NAME}")
    closed = [str(dataset) for dataset in log.datasets if dataset.redistributable is False]
    if closed and not republish:
        raise InvalidValue(
            f"the log holds rows of {', '.join(closed)}, which may not be republished",
            expected="data sets whose terms allow it",
            remedy="for a copy that stays with you, say republish=True",
        )
    with showing(target.name, progress):
        # A writer that only sees while it writes what is lost speaks for itself.
        if "lossy" in inspect.signature(writer).parameters:
            options["lossy"] = lossy
        elif lossy != "allow":
            speak_of(find_losses(log, getattr(fmt, "LOSSES", ())), target, lossy)
        writer(log, target, **options)

r"""JSON Lines: lossless, one event a line, written by machines and by hand.

The first line says what the file is: ``{"conflictlog": "log", "schema": 1, "datasets": []}``.
Each further line is one event, with the names of the fields of `Event`. What is left out or
null is not set; ``"when": "2022-12-19"``, ``"place": "Kyiv"``, ``"source": "AFP"``,
``"estimates": {"downed": 30}`` are short for objects. A time with more to say is
``{"edtf": "2022-12-19", "tz": "Europe/Kyiv", "throughout": true}`` or ``{"began_by": ...}``;
written by us, it is its bounds in microseconds.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from conflictlog.atomic import atomic_path
from conflictlog.errors import InvalidFile, InvalidValue, UnknownFormat
from conflictlog.event import Event
from conflictlog.formats.checking import hint_of
from conflictlog.formats.findings import Findings
from conflictlog.formats.gathering import log_of_events
from conflictlog.formats.heading import heading, read_heading
from conflictlog.formats.jsonlines.structuring import event_from_json
from conflictlog.formats.jsonlines.unstructuring import event_to_json
from conflictlog.formats.opening import Head
from conflictlog.formats.progress import advance, counted, stage
from conflictlog.formats.unpacking import unpacked
from conflictlog.log import EventLog

__all__ = ["NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME = "jsonl"
SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson")
#: The size of the generated log that was written and read.
TRIED = "100,000 generated events"


def sniff(head: Head) -> bool:
    """Recognise the heading of a log."""
    line = head.first_line.strip()
    return line.startswith("{") and '"conflictlog"' in line


def read(path: Path, *, errors: str = "collect") -> EventLog:
    """Read a log; a faulty line is listed with every fault that it has, and where.

    Parameters
    ----------
    path
        The file, gzipped or not.
    errors
        "collect" or "raise".

    Raises
    ------
    NewerSchema
        Where a newer release wrote it.
    InvalidFile
        Where its first line is no heading, or with ``errors="raise"`` a line is faulty.
    """
    findings = Findings(path.name, errors)
    lines = _lines(path)
    first, start = next(lines, (0, b""))
    datasets = read_heading(_heading(path, start), f"{path.name}, line {first}")
    events = ((number, _event(number, line, findings)) for number, line in lines)
    return log_of_events(events, findings, datasets)


def write(log: EventLog, path: Path) -> None:
    """Write a log without loss: a heading, then one event a line, in the log's order.

    Examples
    --------
    >>> import tempfile
    >>> log = EventLog([Event(kind="visit", when="2022-12-19", place="Minsk")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(log, Path(folder) / "log.jsonl")
    ...     read(Path(folder) / "log.jsonl") == log
    True
    """
    with atomic_path(path) as fresh, fresh.open("wb") as raw:
        # No name and no time inside: the same log gives the same bytes.
        zipped = path.name.lower().endswith(".gz")
        file: IO[bytes] = (
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[assignment]  # typeshed calls it no IO
            if zipped
            else raw
        )
        with io.TextIOWrapper(file, encoding="utf-8", newline="\n") as text:
            text.write(_line(heading(log)))
            for event in counted(log, "writing", len(log), "events"):
                text.write(_line(event_to_json(event)))


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are not blank, with their numbers from 1."""
    # As a whole: a line of a packed file may be larger than the memory, and limits stop it here.
    data = io.BytesIO(unpacked(path, path.read_bytes()))
    stage("reading", data.getbuffer().nbytes, "B")
    for number, line in enumerate(data, 1):
        if number % 64 == 0:
            advance(data.tell())
        clean = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if clean.strip():
            yield number, clean


def _heading(path: Path, line: bytes) -> object:
    try:
        head = _parse(line)
    except InvalidValue as error:
        raise UnknownFormat(
            f"{path.name}: the first line is not JSON: {error.seen}",
            expected='the heading {"conflictlog": "log", "schema": 1}',
            remedy="add it at the top, or leave format= out to have the file recognised",
        ) from error
    if not isinstance(head, dict) or "conflictlog" not in head:
        raise UnknownFormat(
            f"{path.name}: the first line is JSON but no heading of a log",
            expected='{"conflictlog": "log", "schema": 1}',
            remedy="add it at the top",
        )
    return head


def _event(number: int, line: bytes, findings: Findings) -> Event | None:
    """Make the event of one line, or note what is wrong with it."""
    try:
        record = _parse(line)
    except InvalidValue as error:
        cut = "" if line.endswith(b"\n") else " (the last line: perhaps the file is cut off)"
        findings.add(number, error.seen + cut, value=_shown(line), hint=error.remedy)
        return None
    event, faults = event_from_json(record)
    if faults and findings.errors == "raise":
        told = "; and ".join(f"{fault.path}: {fault.error}" for fault in faults)
        raise InvalidFile(f"{findings.file}, line {number}: {told}")
    for fault in faults:
        findings.add(
            number,
            fault.error.seen,
            column=fault.path,
            value=json.dumps(fault.value, ensure_ascii=False)[:200],
            hint=hint_of(fault.error),
        )
    return event


def _parse(line: bytes) -> object:
    """Parse one line of strict JSON."""
    try:
        found: object = json.loads(
            line.decode(), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
        if b"\\ud" in line.lower():  # half a letter, which no file of ours could hold
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidValue(
            f"the escape \\u{ord(error.object[error.start]):x} is half a letter",
            remedy="write the letter itself, or both halves",
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"byte 0x{line[error.start]:02x} at position {error.start + 1} is not UTF-8",
            remedy="save the file again with the encoding UTF-8",
        ) from error
    except InvalidValue:
        raise
    except (ValueError, RecursionError) as error:
        raise InvalidValue(
            f"the line is no JSON: {error}", remedy="each line is one JSON object"
        ) from error
    return found


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidValue(f"the key {twice!r} occurs twice in one object", remedy="keep one")
    return found


def _no_constant(word: str) -> object:
    raise InvalidValue(f"{word} is no number of JSON", remedy="leave the field out")


def _shown(line: bytes) -> str:
    return line.decode(errors="replace").strip()[:200]

"""The first look at a file: whether it can be read, and what its beginning is."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import attrs

from conflictlog.errors import FileNotReadable, InvalidFile, InvalidValue, UnknownName, nearest_hint
from conflictlog.formats.encodings import decode_head
from conflictlog.formats.unpacking import DAMAGE, BadArchive, damaged, open_packed

__all__ = ["Head", "as_path", "check_readable", "look", "not_utf8", "open_bytes"]

_HEAD_BYTES = 64 * 1024
_SUFFIXES = (".gz", ".zst", ".zip")


@attrs.frozen
class Head:
    """The beginning of a file, as formats look at it to recognise their own.

    Parameters
    ----------
    path
        The file itself.
    name
        Its name in small letters, without ".gz", ".zst" or ".zip".
    data
        Its first bytes, at most 64 KiB, unpacked where it is packed. An archive of several
        files, and a document that merely is an archive (Excel, KMZ), stays as it is.
    text
        Those bytes as text without a byte-order mark, in the encoding that they seem to be
        in; None where they are no text.
    """

    path: Path
    name: str
    data: bytes
    text: str | None

    @property
    def first_line(self) -> str:
        """The first line that is not blank, or nothing where this is no text."""
        return next((line for line in (self.text or "").splitlines() if line.strip()), "")


def as_path(path: object) -> Path:
    """Take a path or its text; a leading ``~`` is the home folder."""
    if not isinstance(path, str | os.PathLike) or not os.fspath(path):
        raise InvalidValue(
            f"path is {path!r}", expected="the path of a file", remedy="give text or a pathlib.Path"
        )
    found = os.fspath(path)
    if isinstance(found, bytes):
        found = os.fsdecode(found)
    if "\0" in found:
        raise InvalidValue(f"path is {found!r}", expected="no NUL in it", remedy="check the name")
    return Path(found).expanduser()


def check_readable(path: Path) -> None:
    """Refuse what is not a file with something in it.

    Raises
    ------
    FileNotReadable
        For a missing file, a folder, or one that may not be read.
    InvalidFile
        For an empty file.
    """
    # os.path and not pathlib: the latter raises where a folder may not be looked into.
    if os.path.isdir(path):  # noqa: PTH112
        raise FileNotReadable(
            f"{path} is a directory", expected="a file", remedy="name one file inside it"
        )
    if not os.path.lexists(path):
        raise FileNotReadable(
            f"{path} does not exist", expected="a file", remedy=_what_is_there(path)
        )
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise FileNotReadable(
            f"{path} cannot be read: {error.strerror}", remedy="check who may read it"
        ) from error
    if empty:
        raise InvalidFile(
            f"{path} is empty", expected="at least a header", remedy="fetch or write it again"
        )


def _what_is_there(path: Path) -> str:
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - as above
    except (FileNotFoundError, NotADirectoryError):
        return f"its folder {path.parent} does not exist either"
    except OSError as error:
        return f"its folder {path.parent} cannot be looked into: {error.strerror}"
    return nearest_hint(path.name, names) or "check the name"


def look(path: Path, *, member: str | None = None) -> Head:
    """Read the beginning of a file, or of one in an archive, after `check_readable`."""
    check_readable(path)
    name = path.name.lower()
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    try:
        with open_bytes(path, member=member) as file:
            data = file.read(_HEAD_BYTES)
    except (UnknownName, BadArchive):
        if member is not None:
            raise
        # Several files, of which a reader's option chooses; or what only begins as an archive.
        with path.open("rb") as file:
            data = file.read(_HEAD_BYTES)
    except DAMAGE as error:
        raise damaged(path, error) from error
    return Head(path, name, data, decode_head(data, whole=len(data) < _HEAD_BYTES))


@contextlib.contextmanager
def open_bytes(path: Path, *, member: str | None = None) -> Iterator[IO[bytes]]:
    """Open a file for reading bytes, through gzip, zip or Zstandard where it is packed so."""
    with path.open("rb") as file, open_packed(path, file, member=member) as found:
        yield found


def not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> InvalidFile:
    """Make the error for bytes that are not UTF-8, with the line and the byte."""
    line = data.count(b"\n", 0, error.start) + 1
    return InvalidFile(
        f"{path.name}, line {line}: byte 0x{data[error.start]:02x} is not UTF-8",
        expected="text in UTF-8",
        remedy="save it again with the encoding UTF-8",
    )

"""What is packed: gzip, zip and Zstandard, unpacked within limits.

A file that unpacks to far more than itself is refused: a few kilobytes can hold
terabytes, and whoever reads the file did not choose to fill the machine.
"""

from __future__ import annotations

import gzip
import importlib
import io
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any, Final, cast

import attrs

from conflictlog._lazy import require
from conflictlog.errors import InvalidFile, UnknownName, nearest_hint
from conflictlog.formats.progress import advance, stage

__all__ = [
    "DAMAGE",
    "LIMITS",
    "BadArchive",
    "Limits",
    "damaged",
    "is_packed",
    "member_names",
    "open_packed",
    "unpacked",
]

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_CHUNK: Final = 1 << 20
#: Parts that tell a document that merely is a zip archive: Excel, KMZ, OpenDocument.
_DOCUMENTS: Final = ("[Content_Types].xml", "doc.kml", "mimetype")
#: What the libraries raise for a packed file that is not whole.
DAMAGE: Final = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


class BadArchive(InvalidFile):
    """A file begins as a zip archive and is none."""


@attrs.frozen(kw_only=True)
class Limits:
    """How much a packed file may become.

    Parameters
    ----------
    ratio
        How many times its own size, once it is past ``free`` bytes.
    total
        How many bytes at most.
    free
        Bytes that are harmless whatever the ratio.
    """

    ratio: int = 200
    total: int = 8 << 30
    free: int = 64 << 20


#: Text of data sets packs five- to thirtyfold; 200 is far beyond it.
LIMITS: Final = Limits()


def is_packed(data: bytes) -> bool:
    """Say whether bytes begin as gzip, Zstandard or a zip archive do."""
    return data.startswith((_GZIP, _ZIP, _ZSTD))


def unpacked(path: Path, stored: bytes, *, member: str | None = None) -> bytes:
    """Give what a file holds: unpacked where it is packed, else as it is.

    A zip archive that is a document of its own (Excel, KMZ) stays as it is, unless a file in it
    is named.

    Parameters
    ----------
    path
        The file, for messages.
    stored
        Its bytes.
    member
        Which file of a zip archive to read, where it holds several.

    Raises
    ------
    InvalidFile
        For a damaged or truncated file, and one that unpacks to more than `LIMITS` allow.
    UnknownName
        For an archive of several files, or without the one that was named.
    """
    if not is_packed(stored):
        return stored
    packed = io.BytesIO(stored)
    stage("unpacking", len(stored), "B")
    with open_packed(path, packed, member=member) as file:
        limit = min(LIMITS.total, max(LIMITS.free, LIMITS.ratio * len(stored)))
        whole = bytearray()
        try:
            while chunk := file.read(_CHUNK):
                whole += chunk
                advance(packed.tell())
                if len(whole) > limit:
                    raise _bomb(path, limit)
        except InvalidFile:
            raise
        except DAMAGE as error:
            raise damaged(path, error) from error
    return bytes(whole)


def open_packed(path: Path, file: IO[bytes], *, member: str | None = None) -> IO[bytes]:
    """Open what a packed file holds; reads of it are the caller's to limit."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if start == _ZSTD:
        return _open_zstd(file)
    return _open_member(path, file, member) if start == _ZIP else file


def _open_zstd(file: IO[bytes]) -> IO[bytes]:
    try:
        zstd: Any = importlib.import_module("compression.zstd")  # Python 3.14 and later
    except ModuleNotFoundError:
        arrow: Any = require("pyarrow", extra="zstd", purpose="a .zst file")
        return cast("IO[bytes]", arrow.CompressedInputStream(arrow.PythonFile(file, "r"), "zstd"))
    return cast("IO[bytes]", zstd.ZstdFile(file))


def _open_member(path: Path, file: IO[bytes], member: str | None) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise BadArchive(
            f"{path.name} begins as a zip archive and is none: {error}", remedy="fetch it again"
        ) from error
    everything = archive.namelist()
    if member is None and any(name in everything for name in _DOCUMENTS):
        file.seek(0)
        return file
    names = _files(everything)
    if (member is None and len(names) != 1) or (member is not None and member not in names):
        raise UnknownName(
            f"{path.name} holds {len(names)} files"
            if member is None
            else f"{path.name} holds no {member!r}",
            expected=f"one of {', '.join(names[:10])}",
            remedy=(nearest_hint(member, names) if member else "")
            or f"name one: member={names[0]!r}"
            if names
            else "fetch it again",
        )
    try:
        return archive.open(member or names[0])
    except (NotImplementedError, RuntimeError) as error:
        raise InvalidFile(
            f"{path.name} cannot be unpacked: {error}", remedy="unpack it by hand first"
        ) from error


def member_names(path: Path) -> list[str]:
    """List the files of a zip archive; none where it is no archive, or a document of its own."""
    try:
        with zipfile.ZipFile(path) as archive:
            everything = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return []
    return [] if any(name in everything for name in _DOCUMENTS) else _files(everything)


def _files(names: list[str]) -> list[str]:
    """Leave out folders, and what a Macintosh adds."""
    return [
        name
        for name in names
        if not name.endswith("/") and not name.startswith("__MACOSX/") and ".DS_Store" not in name
    ]


def _bomb(path: Path, limit: int) -> InvalidFile:
    return InvalidFile(
        f"{path.name} unpacks to more than {limit:,} bytes",
        expected=f"at most {LIMITS.ratio} times its own size, and {LIMITS.total:,} bytes",
        remedy="if it is what you expect, unpack it by hand and read the result",
    )


def damaged(path: Path, error: Exception) -> InvalidFile:
    """Make the error for a packed file that breaks off or is damaged."""
    with path.open("rb") as file:
        start = file.read(4)
    kind = "gzip" if start.startswith(_GZIP) else "zip" if start == _ZIP else "Zstandard"
    return InvalidFile(
        f"{path} is a damaged or truncated {kind} file: {error}", remedy="fetch it again"
    )

"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from conflictlog.errors import ConflictlogError, FileNotReadable

__all__ = ["atomic_path"]


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside a file, and put it in the file's place at the end.

    The bytes are on the disk before the name changes, so a reader sees the old file or
    the new one and nothing between. Where the block fails, the old file stays as it was
    and the temporary one is removed.

    Raises
    ------
    FileNotReadable
        Where the folder is missing or may not be written, the path is a folder, a device or
        a pipe, or the block raises `OSError`: the disk is full.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with atomic_path(Path(folder) / "log.txt") as fresh:
    ...         _ = fresh.write_text("whole")
    ...     (Path(folder) / "log.txt").read_text()
    'whole'
    """
    if os.path.isdir(path):  # noqa: PTH112 - pathlib raises where it may not look
        raise FileNotReadable(
            f"{path} is a directory", expected="the path of a file", remedy="add a file name"
        )
    # A link is written through: the file it points to is replaced, the link stays.
    target = Path(os.path.realpath(path))
    if os.path.exists(target) and not os.path.isfile(target):  # noqa: PTH110, PTH113 - as above
        raise FileNotReadable(
            f"{path} is a device, a pipe or a socket",
            expected="the path of a file",
            remedy="write a file, whole or not at all, and pass it on from there",
        )
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name}.", suffix=".part"
        )
    except OSError as error:
        raise FileNotReadable(
            f"{target.parent} cannot be written to: {error.strerror}",
            expected="an existing folder",
            remedy="make the folder first, or check who may write there",
        ) from error
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        _to_disk(fresh)
        fresh.chmod(_mode(target))
        fresh.replace(target)
    except ConflictlogError:
        raise
    except OSError as error:
        raise FileNotReadable(
            f"{target} could not be written: {error.strerror or error}",
            expected="room on the disk, and the right to write",
            remedy="nothing was changed: make room or choose another folder, and write again",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    if os.name == "posix":
        _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    """Have the system write what it still holds in memory: of a file, or of a folder's names."""
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(target: Path) -> int:
    """Keep the rights of the file that is replaced; a new file gets the usual ones."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

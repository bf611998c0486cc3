"""Quotation marks and rows, checked on the bytes: where a table stops being one.

Parsers forgive: a quote that is never closed swallows the rest of a file into one cell. Every
quotation mark must therefore open a cell, close one, or be one of a pair within.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from conflictlog.errors import InvalidFile

__all__ = ["check_quotes", "row_widths"]

_QUOTE, _CR, _LF = 34, 13, 10
_BLOCK = 1 << 18
_UNCLOSED = "a quotation mark opens a cell and nothing closes it"
_INSIDE = "a quotation mark stands inside a cell"
Positions = npt.NDArray[np.int64]


def check_quotes(data: bytes, separator: str, *, file: str) -> None:
    """Refuse a quotation mark that opens or closes no cell, with its line.

    Raises
    ------
    InvalidFile
        Where one is never closed, or stands inside a cell and is not doubled.
    """
    letters = np.frombuffer(data, dtype=np.uint8)
    fits = _beside_cells(separator)
    # How many cells are open, 0 or 1, and where the last mark stood.
    opened, last = 0, 0
    # In blocks, which stay in the processor's cache.
    for start in range(0, len(letters), _BLOCK):
        at = np.flatnonzero(letters[start : start + _BLOCK] == _QUOTE) + start
        if not len(at):
            continue
        good = np.empty(len(at), dtype=bool)
        # The first and the last letter of the file have no neighbour, and are taken for their own.
        good[opened::2] = fits[letters.take(at[opened::2] - 1, mode="clip")]
        good[1 - opened :: 2] = fits[letters.take(at[1 - opened :: 2] + 1, mode="clip")]
        if not good.all():
            n = int(np.argmin(good))
            if n % 2 == opened:
                raise _fault(data, int(at[n]), file, _INSIDE)
            raise _fault(data, int(at[n - 1]) if n else last, file, _UNCLOSED)
        opened, last = (opened + len(at)) % 2, int(at[-1])
    if opened:
        raise _fault(data, _unclosed(letters), file, _UNCLOSED)


def _beside_cells(separator: str) -> npt.NDArray[np.bool_]:
    """Give what may stand outside a mark that opens or closes a cell, or doubles another."""
    found = np.zeros(256, dtype=bool)
    found[[ord(separator), _CR, _LF, _QUOTE]] = True
    return found


def _unclosed(letters: npt.NDArray[np.uint8]) -> int:
    """Find where the open cell begins: behind the last close that no open follows at once."""
    at = np.flatnonzero(letters == _QUOTE)
    opens, closes = at[0::2], at[1::2]
    n = len(opens) - 1
    while n > 0 and opens[n] == closes[n - 1] + 1:
        n -= 1
    return int(opens[n])


def _fault(data: bytes, at: int, file: str, what: str) -> InvalidFile:
    line = data.count(b"\n", 0, at) + 1
    shown = data[max(0, at - 20) : at + 20].decode(errors="replace").strip()
    return InvalidFile(
        f"{file} is no whole table: line {line}: {what}: {shown!r}",
        expected="quotation marks in pairs around a cell, those within doubled",
        remedy="put the whole cell in quotation marks, and double those within"
        if what == _INSIDE
        else "fetch it again, the download may have been cut off; or close it there",
    )


def row_widths(data: bytes, separator: str, *, quoted: bool) -> tuple[Positions, Positions]:
    """Count the cells of every line of a table, blank lines left out.

    Returns
    -------
    tuple
        The number of cells of each row, the header among them, and the line where it begins.
    """
    letters = np.frombuffer(data, dtype=np.uint8)
    mark = letters == ord(separator)
    end = letters == _LF
    if quoted and b'"' in data:
        within = (np.cumsum(letters == _QUOTE) % 2).astype(bool)
        mark &= ~within
        end &= ~within
    ends = np.flatnonzero(end)
    if not len(ends) or ends[-1] != len(letters) - 1:
        ends = np.append(ends, len(letters))
    starts = np.append(0, ends[:-1] + 1)
    cells = np.diff(np.append(0, np.searchsorted(np.flatnonzero(mark), ends))) + 1
    lengths = ends - starts
    cr = (lengths == 1) & (letters[np.minimum(starts, len(letters) - 1)] == _CR)
    filled = (lengths > 0) & ~cr
    lines = np.searchsorted(np.flatnonzero(letters == _LF), starts) + 1
    return cells[filled], lines[filled]

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
Positions = npt.NDArray[np.int64]


def check_quotes(data: bytes, separator: str, *, file: str) -> None:
    """Refuse a quotation mark that opens or closes no cell, with its line.

    Raises
    ------
    InvalidFile
        Where one is never closed, or stands inside a cell and is not doubled.
    """
    if b'"' not in data:
        return
    letters = np.frombuffer(data, dtype=np.uint8)
    at = _quotes(letters)
    opens, closes = at[0::2], at[1::2]
    edge = _edges(separator)
    before = letters[opens - 1]
    opening = edge[before] | (opens == 0) | (before == _QUOTE)
    after = letters[np.minimum(closes + 1, len(letters) - 1)]
    closing = edge[after] | (closes == len(letters) - 1) | (after == _QUOTE)
    stray, open_ended = _first_false(opening), _first_false(closing)
    # The earlier fault is the one: behind it every mark is taken for its opposite.
    if open_ended is not None and (stray is None or open_ended < stray):
        raise _fault(data, int(opens[open_ended]), file, _UNCLOSED)
    if stray is not None:
        raise _fault(data, int(opens[stray]), file, "a quotation mark stands inside a cell")
    if len(at) % 2:
        raise _fault(data, _unclosed(opens, closes), file, _UNCLOSED)


def _quotes(letters: npt.NDArray[np.uint8]) -> Positions:
    """Find the quotation marks, in blocks whose masks stay in the processor's cache."""
    starts = range(0, len(letters), _BLOCK)
    found = [np.flatnonzero(letters[at : at + _BLOCK] == _QUOTE) + at for at in starts]
    return np.concatenate(found)


def _first_false(good: npt.NDArray[np.bool_]) -> int | None:
    return None if good.all() else int(np.argmin(good))


def _unclosed(opens: Positions, closes: Positions) -> int:
    """Find where the open cell begins: behind the last close that no open follows at once."""
    n = len(opens) - 1
    while n > 0 and opens[n] == closes[n - 1] + 1:
        n -= 1
    return int(opens[n])


def _edges(separator: str) -> npt.NDArray[np.bool_]:
    edge = np.zeros(256, dtype=bool)
    edge[[ord(separator), _CR, _LF]] = True
    return edge


def _fault(data: bytes, at: int, file: str, what: str) -> InvalidFile:
    line = data.count(b"\n", 0, at) + 1
    shown = data[max(0, at - 20) : at + 20].decode(errors="replace").strip()
    return InvalidFile(
        f"{file} is no whole table: line {line}: {what}: {shown!r}",
        expected="quotation marks in pairs around a cell, those within doubled",
        remedy="fetch it again, the download may have been cut off; or close it there",
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

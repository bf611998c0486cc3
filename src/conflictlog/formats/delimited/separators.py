"""What parts the cells of a table, told by its header."""

from __future__ import annotations

import csv
from typing import Final

from conflictlog.formats.delimited.layout import Layout

__all__ = ["first_line", "header_of"]

_SEPARATORS: Final = (",", ";", "\t", "|")


def header_of(line: str, layout: Layout) -> tuple[str, list[str]]:
    """Give the separator of a header line and the names in it.

    It is the one under which most columns are known; without known columns, the one that
    parts the line most often; the comma, where none does.

    Examples
    --------
    >>> header_of("id;date;place, region", Layout())
    (';', ['id', 'date', 'place, region'])
    """
    if layout.separator is not None:
        return layout.separator, split(line, layout.separator, quoted=layout.quoted)
    parted = {mark: split(line, mark, quoted=layout.quoted) for mark in _SEPARATORS}

    def fit(mark: str) -> int:
        names = parted[mark]
        return len(layout.named(names)) if layout.columns is not None else len(names)

    best = max(_SEPARATORS, key=fit)
    return best, parted[best]


def split(line: str, separator: str, *, quoted: bool = True) -> list[str]:
    """Split one line into cells."""
    if not quoted:
        return line.split(separator)
    return next(csv.reader([line], delimiter=separator), [])


def first_line(data: bytes) -> str:
    """Give the first line of a table in UTF-8, which ends at no line break within quotes."""
    end = data.find(b"\n")
    while end >= 0 and data.count(b'"', 0, end) % 2 and end < 1 << 16:
        end = data.find(b"\n", end + 1)
    line = data if end < 0 else data[:end]
    return line.rstrip(b"\r\n").decode()

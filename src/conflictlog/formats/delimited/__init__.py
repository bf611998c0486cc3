"""Delimited text, and tables in memory, to columns of text; nothing is understood yet."""

from __future__ import annotations

from conflictlog.formats.delimited.cells import trimmed, unless_blank
from conflictlog.formats.delimited.layout import Layout
from conflictlog.formats.delimited.separators import header_of
from conflictlog.formats.delimited.table import Table, read_table, table_of

__all__ = ["Layout", "Table", "header_of", "read_table", "table_of", "trimmed", "unless_blank"]

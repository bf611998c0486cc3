"""Running queries on columns: expressions from questions, and the engine in this process."""

from __future__ import annotations

from conflictlog.engines.columns import Columns, Rows
from conflictlog.engines.compiling import compiled
from conflictlog.engines.part import Part
from conflictlog.engines.running import answer_columns, open_rows, possible_rows

__all__ = ["Columns", "Part", "Rows", "answer_columns", "compiled", "open_rows", "possible_rows"]

"""Cells of text: what counts as blank."""

from __future__ import annotations

import sys
from typing import Final

import polars as pl

__all__ = ["trimmed", "unless_blank"]

# The rest of the library asks `str.strip`, which knows four separators more than Polars does.
_BLANK: Final = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))


def trimmed(cell: pl.Expr) -> pl.Expr:
    """Give text without blanks around it, null where nothing is left."""
    text = cell.str.strip_chars(_BLANK)
    return pl.when(text.str.len_bytes() > 0).then(text)


def unless_blank(cell: pl.Expr) -> pl.Expr:
    """Give text as written, null where it says nothing."""
    return pl.when(cell.str.strip_chars(_BLANK).str.len_bytes() > 0).then(cell)

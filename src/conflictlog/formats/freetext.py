"""Free text that a table spreads over several columns, as the one quote of a report."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from conflictlog.formats.building import Part, plain

__all__ = ["quoted"]


def quoted(columns: Iterable[str]) -> Part:
    """Give each column on lines of its own behind its name, in this order; blank ones are left out.

    Examples
    --------
    >>> rows = pl.DataFrame([["Two shots.", None]], schema=["notes", "motive"], orient="row")
    >>> rows.select(quoted(["notes", "motive"]).value.alias("quote")).item()
    'notes: Two shots.'
    """
    lines = [pl.format(f"{name}: {{}}", pl.col(name)) for name in columns]
    words = pl.concat_str(lines, separator="\n", ignore_nulls=True)
    return plain(pl.when(words != "").then(words))

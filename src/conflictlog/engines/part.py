"""One question on columns: what is possible and what is certain, as Polars expressions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs
import polars as pl

__all__ = ["Part", "by_distinct"]

_FEW = 4096


@attrs.frozen(kw_only=True)
class Part:
    """A question, compiled.

    The two expressions are never null. They stand over one of:

    - ``event``: the log's stored and derived columns, one row an event;
    - ``place``: the columns of one place, which for most events are derived columns already;
    - any other word: a flat table of an event's items, one row an item, see `Columns.items`.

    Parameters
    ----------
    over
        What they stand over.
    possible, certain
        The two halves of the answer.
    relevant
        Which items count at all; left out, every one.
    missing
        What an event without a relevant item answers: (possible, certain).
    every
        Whether all items must fit for a certain yes; else one is enough.
    cost
        Cheap parts go first.
    """

    over: str = "event"
    possible: pl.Expr
    certain: pl.Expr
    relevant: pl.Expr | None = None
    missing: tuple[bool, bool] = (True, False)
    every: bool = False
    cost: int = 1

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns that the expressions read."""
        found = [self.possible, self.certain]
        if self.relevant is not None:
            found.append(self.relevant)
        return tuple(dict.fromkeys(name for each in found for name in each.meta.root_names()))


def by_distinct(column: pl.Expr, test: Callable[[str], bool]) -> pl.Expr:
    """Ask a plain function about each distinct text of a column once; null answers no."""
    return column.map_batches(
        partial(_ask_distinct, test=test), return_dtype=pl.Boolean(), is_elementwise=True
    )


def _ask_distinct(texts: pl.Series, test: Callable[[str], bool]) -> pl.Series:
    if len(texts) <= _FEW:  # a dictionary is quicker than five calls
        values = texts.to_list()
        known: dict[str | None, bool] = {text: test(text) for text in {*values} - {None}}
        return pl.Series(texts.name, [known.get(text, False) for text in values], pl.Boolean())
    fitting = [text for text in texts.unique().drop_nulls() if test(text)]
    if not fitting:
        return pl.repeat(False, len(texts), dtype=pl.Boolean(), eager=True)  # noqa: FBT003 - a value
    return texts.is_in(fitting).fill_null(value=False)

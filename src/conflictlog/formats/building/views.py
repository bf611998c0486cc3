"""Rows that say the same: what many rows say alike is worked out once.

A file of a million rows names some thousands of towns, days and actors. A part that looks at a
few columns of a row, and at no other row, is therefore shown each distinct set of their cells once;
what it makes of them is then taken to the rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from conflictlog.formats.building.parts import Part

__all__ = ["View", "numbered", "roots", "view", "views_of"]

Values = npt.NDArray[Any]
#: The number of each row's value in a column, and how many numbers there are.
Numbers = tuple[Values, int]

#: How many rows, from how many places, tell whether a column repeats itself.
_SAMPLE: Final = 40_000
_SAMPLES: Final = 20
#: Where more of them are distinct, finding the others costs more than they do.
_MOST: Final = 0.5
#: Numbers of several columns make one of 64 bits while they are fewer than this.
_WIDEST: Final = 1 << 62


@attrs.frozen
class View:
    """Rows as one part looks at them.

    Parameters
    ----------
    rows
        The columns that it looks at, each distinct row once; or every row of the table.
    nth
        For each row of the table, which of ``rows`` stands for it; None: each for itself.
    """

    rows: pl.DataFrame
    nth: pl.Series | None = None


def roots(values: Iterable[pl.Expr]) -> set[str]:
    """Give the columns that expressions look at."""
    # The element of a list goes by the empty name.
    return {name for value in values for name in value.meta.root_names() if name}


def views_of(parts: Iterable[Part], rows: pl.DataFrame) -> dict[int, View]:
    """Give what each part looks at, with what it adds to it, by the identity of the part.

    Parts are left out that look at other rows, or at what another part adds.
    """
    known = frozenset(rows.columns)
    looking = {
        id(part): (part, roots(part.looks()))
        for part in parts
        if part.reads is not None and part.reads <= known
    }
    columns = {
        name: tuple(sorted((wanted | (part.reads or frozenset())) & known))
        for name, (part, wanted) in looking.items()
    }
    numbers = numbered(rows, set().union(*columns.values()))
    seen: dict[tuple[str, ...], View] = {}
    ready: dict[tuple[tuple[str, ...], object], View] = {}
    found: dict[int, View] = {}
    for name, (part, wanted) in looking.items():
        chosen = columns[name]
        if not chosen:
            continue
        if chosen not in seen:
            seen[chosen] = view(rows.select(chosen), numbers)
        if (chosen, part.prepare) not in ready:
            shared = seen[chosen]
            ready[chosen, part.prepare] = View(part.prepare(shared.rows), shared.nth)
        prepared = ready[chosen, part.prepare]
        if wanted <= set(prepared.rows.columns):
            found[name] = prepared
    return found


def view(rows: pl.DataFrame, numbers: Mapping[str, Numbers]) -> View:
    """Look at each distinct row once, where many rows say the same.

    Parameters
    ----------
    rows
        The columns that are looked at.
    numbers
        What `numbered` made of them: a column that is missing does not repeat itself.

    Examples
    --------
    >>> rows = pl.DataFrame({"town": ["Kyiv", "Kyiv", "Lviv", "Kyiv"]})
    >>> found = view(rows, numbered(rows, ["town"]))
    >>> found.rows["town"].to_list(), found.nth.to_list()
    (['Kyiv', 'Lviv'], [0, 0, 1, 0])
    """
    if not all(name in numbers for name in rows.columns):
        return View(rows)
    whole, size = np.zeros(rows.height, dtype=np.uint64), 1
    for name in rows.columns:
        values, count = numbers[name]
        if size * count >= _WIDEST:
            first, whole = _renumbered(whole, size)
            size = len(first)
        whole = whole * np.uint64(count) + values
        size *= count
    first, nth = _renumbered(whole, size)
    if len(first) > _MOST * rows.height:
        return View(rows)
    return View(rows[first], pl.Series(nth.astype(np.uint32)))


def numbered(rows: pl.DataFrame, names: Collection[str]) -> dict[str, Numbers]:
    """Give numbers to the distinct values of columns, but of those that hardly repeat themselves.

    Returns
    -------
    dict
        By column: the number of each row's value, and how many numbers there are.
    """
    chosen = rows.select(name for name in rows.columns if name in names)
    if not chosen.width or not chosen.height:
        return {}
    step = max(1, rows.height // _SAMPLES)
    sample = chosen
    if rows.height > _SAMPLE:
        size = _SAMPLE // _SAMPLES
        sample = pl.concat(chosen.slice(at, size) for at in range(0, rows.height, step))
    distinct = sample.select(pl.all().n_unique()).row(0, named=True)
    repeating = [name for name, count in distinct.items() if count <= _MOST * sample.height]
    schema = chosen.schema
    texts = chosen.select(
        pl.col(name).cast(pl.Categorical(pl.Categories.random())).to_physical()
        for name in repeating
        if schema[name] == pl.String()
    )
    highest = texts.max().row(0, named=True) if texts.width else {}
    found: dict[str, Numbers] = {}
    for name in repeating:
        if name in highest:
            count = 0 if highest[name] is None else highest[name] + 1
            # An unknown value is one as well.
            values = texts[name].fill_null(count).to_numpy()
            found[name] = values.astype(np.uint64), count + 1
        else:
            first, values = _renumbered(chosen[name])
            found[name] = values, len(first)
    return found


def _renumbered(values: Values | pl.Series, size: int | None = None) -> tuple[Values, Values]:
    """Give values numbers from 0 on: where each value stands first, and the number of each.

    Numbers that are less than a ``size`` are looked up in a table where it is no larger than they.
    """
    if size is not None and size <= len(values):
        first = np.empty(size, dtype=np.int64)
        first[values[::-1]] = np.arange(len(values) - 1, -1, -1)
        present = np.zeros(size, dtype=bool)
        present[values] = True
        return first[present], (np.cumsum(present) - 1)[values]
    place = pl.int_range(pl.len(), dtype=pl.UInt32).alias("place")
    table = pl.DataFrame({"value": values}).with_columns(place)
    places = table.group_by("value", maintain_order=True).agg("place")["place"]
    found = np.empty(len(values), dtype=np.uint64)
    each = np.arange(len(places), dtype=np.uint64)
    found[places.explode().to_numpy()] = np.repeat(each, places.list.len().to_numpy())
    return places.list.first().to_numpy(), found

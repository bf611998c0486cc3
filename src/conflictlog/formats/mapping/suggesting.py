"""`suggest_mapping`: a mapping proposed from names and values, to be read and edited."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import days
from conflictlog.formats.delimited import Layout
from conflictlog.formats.mapping.fields import PACKED
from conflictlog.formats.mapping.guessing import fits, fitting_dates, named_field
from conflictlog.formats.mapping.plan import TableMapping
from conflictlog.formats.mapping.sources import open_table
from conflictlog.kinds import taxonomy

__all__ = ["SuggestionWarning", "suggest_mapping"]

_SAMPLE: Final = 10_000
_MOST_CODES: Final = 40


class SuggestionWarning(UserWarning):
    """A table leaves open what only a person can say: which day of 03/04/2022 is meant."""


def suggest_mapping(
    source: object,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    member: str | None = None,
) -> TableMapping:
    r"""Propose which column of a table says what, from their names and values.

    Printed, it is code to paste and edit. What the table leaves open is not decided: columns
    whose dates read in two ways are left out, with a warning.

    Parameters
    ----------
    source
        A file or a table in memory; see `TableMapping.read`.
    encoding, sheet, member
        As there.

    Raises
    ------
    InvalidFile
        Where no column looks like anything known.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame(
    ...     {
    ...         "Case": ["1", "2"],
    ...         "Date": ["19.12.2022", "20.12.2022"],
    ...         "Town": ["Kyiv", "Kharkiv"],
    ...         "Killed": ["0", "2"],
    ...     }
    ... )
    >>> print(suggest_mapping(table))
    TableMapping(
        {
            'event': 'Case',
            'killed': 'Killed',
            'place': 'Town',
            'when': 'Date',
        },
        date_formats=('%d.%m.%Y',),
    )
    """
    layout = Layout(what="a table")
    table = open_table(source, layout, encoding=encoding, sheet=sheet, member=member)
    rows = table.rows.head(_SAMPLE)
    found = _Proposal(rows)
    for column in rows.columns[1:]:
        found.consider(column)
    found.settle()
    if not found.columns:
        raise InvalidFile(
            f"{table.file} has no column that looks like a date, a place or a count: "
            f"{', '.join(rows.columns[1:9])}",
            expected="some names of the field: date, latitude, fatalities",
            remedy="write the mapping: TableMapping({'when': ..., 'place': ...})",
        )
    stem = Path(table.file).name.partition(".")[0] or "table"
    return TableMapping(
        {
            field: names[0] if len(names) == 1 else tuple(names)
            for field, names in found.columns.items()
        },
        dataset=stem,
        date_formats=found.formats or ("iso",),
        values=found.values,
        undated="reject",
    )


class _Proposal:
    """What was found so far."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows
        self.columns: dict[str, list[str]] = {}
        self.formats: tuple[str, ...] = ()
        self.values: dict[str, dict[str, str]] = {}
        self.unfit: dict[str, tuple[str, str]] = {}

    def consider(self, column: str) -> None:
        """Take a column for what its name says, where its values can be that."""
        field = named_field(column)
        if field is None:
            return
        if not fits(field, self.rows[column]):
            examples = self.rows[column].drop_nulls()
            if len(examples):
                self.unfit[column] = (field, examples[0])
            return
        if field not in self.columns or field in PACKED:
            self.columns.setdefault(field, []).append(column)

    def settle(self) -> None:
        """Settle what depends on several columns."""
        missed = [
            f"{column!r} for {field!r} ({example!r})"
            for column, (field, example) in self.unfit.items()
            if field not in self.columns
        ]
        if missed:
            _warn(
                f"columns whose names say what their values are not: {', '.join(missed)}; left "
                "out: mend the values (48.14, with a decimal point), or map them yourself"
            )
        self._dates()
        self._ids()
        for one, other in (("lat", "lon"), ("lon", "lat"), ("month", "year"), ("day", "year")):
            if other not in self.columns:
                self.columns.pop(one, None)
        for field in ("until", "clock"):
            if "when" not in self.columns:
                self.columns.pop(field, None)
        for field in ("url", "published", "language"):
            if "outlet" not in self.columns:
                self.columns.pop(field, None)
        self._codes()

    def _dates(self) -> None:
        """Find how days are written; two ways that read all alike are for a person to choose."""
        cells = [column for field in ("when", "until") for column in self.columns.get(field, [])]
        if not cells:
            self._by_values()
            cells = self.columns.get("when", [])
        if cells:
            whole = pl.concat([self.rows[column].drop_nulls().alias("day") for column in cells])
            self.formats = self._written(cells[0], whole)
            if not self.formats:
                self.columns.pop("when", None)
                self.columns.pop("until", None)
        if "when" in self.columns:
            for field in ("year", "month", "day"):
                self.columns.pop(field, None)

    def _written(self, column: str, whole: pl.Series) -> tuple[str, ...]:
        """Give the ways in which days are written; none where a person must say it."""
        formats = fitting_dates(whole)
        if formats:
            return _one_of(column, whole, formats)
        # What has clock times, or months alone, is for `When` to read.
        iso = whole.str.contains(r"^\s*\d{4}(-\d{2}(-\d{2}([T ][0-9:.+Z-]+)?)?)?\s*$")
        if int(iso.sum()) * 10 >= len(whole) * 9:
            return ("iso",)
        others = whole.filter(~iso)
        formats = fitting_dates(others)
        if formats and iso.any():
            more = _one_of(column, others, formats)
            return ("iso", *more) if more else ()
        if len(whole):
            _warn(
                f"the dates of {column!r}, such as {whole[0]!r}, are written in several ways: left "
                f"out; map it yourself: columns={{'when': {column!r}}}, date_formats=(...)"
            )
        return ()

    def _by_values(self) -> None:
        """Find a column of days that is not called so."""
        if "year" in self.columns:
            return
        known = {column for names in self.columns.values() for column in names}
        for column in self.rows.columns[1:]:
            if column not in known and fitting_dates(self.rows[column]):
                self.columns["when"] = [column]
                return

    def _ids(self) -> None:
        """Take a column for ids only where it tells rows apart."""
        for column in self.columns.get("event", []):
            cells = self.rows[column]
            if cells.null_count() or cells.n_unique() < len(cells):
                self.columns.pop("event")
                if not cells.null_count():
                    _warn(
                        f"{column!r} repeats: left out; where rows of one number are one event, "
                        f"map it yourself: "
                        f"columns={{'event': {column!r}}}, rows_are='reports'"
                    )
                return

    def _codes(self) -> None:
        """Prepare tables of codes to fill in."""
        for field in ("kind", "precision", "when_precision", "phase"):
            if field not in self.columns:
                continue
            codes = self.rows[self.columns[field][0]].drop_nulls().unique().sort()
            known = set(taxonomy().kinds)
            if len(codes) > _MOST_CODES or (field == "phase"):
                self.columns.pop(field)
            elif field == "kind" and not set(codes) <= known:
                # Kinds are for a person to say: what is free text stays a facet of the row.
                self.columns["facet:type"] = self.columns.pop("kind")
            elif field in {"precision", "when_precision"} and codes.str.contains(r"^\d").any():
                self.columns.pop(field)


def _one_of(column: str, cells: pl.Series, formats: list[str]) -> tuple[str, ...]:
    """Take the first way of writing, unless the second reads something else."""
    if len(formats) == 1 or not _differ(cells, formats[0], formats[1]):
        return (formats[0],)
    ways = " or ".join(repr(pattern) for pattern in formats)
    _warn(
        f"the dates of {column!r} read in {len(formats)} ways, and {str(cells[0])!r} does not tell "
        f"which: left out; map it yourself: columns={{'when': {column!r}}}, date_formats={ways}"
    )
    return ()


def _differ(cells: pl.Series, one: str, other: str) -> bool:
    both = [pl.select(days(pl.lit(cells), (pattern,))).to_series() for pattern in (one, other)]
    return not both[0].equals(both[1])


def _warn(words: str) -> None:
    warnings.warn(words, SuggestionWarning, stacklevel=7)

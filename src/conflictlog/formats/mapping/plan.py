"""`TableMapping`: which column of a table says what."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from conflictlog.errors import InvalidValue, UnknownOption
from conflictlog.formats.building import SENTINELS, Rows
from conflictlog.formats.mapping.checks import (
    columns,
    dataset,
    one_of,
    sequence,
    texts_by_field,
    values,
)
from conflictlog.formats.mapping.fields import PACKED
from conflictlog.frozenmap import FrozenMap
from conflictlog.keywords import named_keywords
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.when import zone_text

__all__ = ["TableMapping"]


@named_keywords
@attrs.frozen(repr=False, str=False)
class TableMapping:
    """Which column of a table says what: one value, printable and reusable.

    A row is a report. What nobody mapped is not read, what cannot be read is listed in
    ``log.problems``, and nothing is guessed.

    Parameters
    ----------
    columns
        Field to column, as it stands in the header: ``{"when": "Date", "lat": "Y"}``. Fields are
        those of `describe_fields`: the columns of our own spreadsheets, counts by name
        (``killed``, ``killed_low``, ``count:drones``), ``facet:...`` and ``rating:...``. Actors,
        tags, cites and evidence take several columns: ``{"party": ("Side A", "Side B")}``.
    dataset
        The data set's name, or a `Dataset` with its terms; ids begin with the name.
    constants
        Field to a text that holds for every row: ``{"country": "UKR"}``.
    values
        Field to a table of codes: ``{"kind": {"Shelling": "strike/shelling"}}``; a code that is
        not in it is listed and left unset.
    date_formats
        How days are written, tried in turn: "iso", or strptime patterns ("%d/%m/%Y").
    tz
        Whose days and clocks, where no column says.
    throughout
        Whether events last for all of their days, instead of happening within them.
    undated
        What becomes of a row whose date is blank: "reject" or "keep".
    separators
        Field to what parts several in one cell: ``{"cites": ";"}``.
    blanks
        Cells that say nothing: "NA", "unknown".
    sentinels
        Numbers that stand for an unknown count.
    rows_are
        What rows of one ``event`` are: "events" of their own, "places" of one report, or
        "reports" of one event.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"No": [7], "Date": ["19/12/2022"], "Town": ["Kyiv"], "Dead": [0]})
    >>> mapping = TableMapping(
    ...     {"event": "No", "when": "Date", "place": "Town", "killed": "Dead"},
    ...     dataset="desk",
    ...     date_formats="%d/%m/%Y",
    ... )
    >>> print(mapping.read(table)[0])
    19 Dec 2022 | kind unknown | Kyiv | one origin, unrated: .55 | desk:7
    >>> eval(repr(mapping)) == mapping
    True
    """

    columns: FrozenMap[str | tuple[str, ...]] = attrs.field(converter=columns)
    dataset: str | Dataset = attrs.field(default="table", kw_only=True, converter=dataset)
    constants: FrozenMap[str] = attrs.field(
        factory=FrozenMap, kw_only=True, converter=texts_by_field("constants")
    )
    values: FrozenMap[FrozenMap[str]] = attrs.field(
        factory=FrozenMap, kw_only=True, converter=values
    )
    date_formats: tuple[str, ...] = attrs.field(
        default=("iso",), kw_only=True, converter=sequence("date_formats")
    )
    tz: str | None = attrs.field(default=None, kw_only=True, converter=zone_text)
    throughout: bool = attrs.field(default=False, kw_only=True)
    undated: Literal["reject", "keep"] = attrs.field(
        default="reject", kw_only=True, validator=one_of(("reject", "keep"))
    )
    separators: FrozenMap[str] = attrs.field(
        factory=FrozenMap, kw_only=True, converter=texts_by_field("separators")
    )
    blanks: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=sequence("blanks"))
    sentinels: tuple[str, ...] = attrs.field(
        default=SENTINELS, kw_only=True, converter=sequence("sentinels")
    )
    rows_are: Rows = attrs.field(default="events", kw_only=True, validator=one_of(get_args(Rows)))

    def __attrs_post_init__(self) -> None:
        twice = [field for field in self.constants if field in self.columns]
        if twice:
            raise InvalidValue(
                f"{twice[0]!r} has a column and a constant", expected="one of the two"
            )
        given = {*self.columns, *self.constants}
        for field, needed in (("until", "when"), ("clock", "when"), ("lat", "lon"), ("lon", "lat")):
            if field in given and needed not in given:
                raise InvalidValue(
                    f"{field!r} is mapped without {needed!r}",
                    expected="both",
                    remedy=f"name the column of {needed!r} too",
                )
        if "year" in given and "when" in given:
            raise InvalidValue(
                "'year' and 'when' are both mapped",
                expected="a date in one column, or in three",
                remedy="leave one out",
            )
        if self.rows_are != "events" and "event" not in self.columns:
            raise InvalidValue(
                f"rows_are is {self.rows_are!r}, and no column holds the key of an event",
                expected="a column for 'event'",
                remedy='map it: {"event": "Case no."}',
            )
        for field in self.separators:
            if field not in PACKED and not field.startswith("facet:"):
                raise UnknownOption(
                    f"separators names {field!r}, which holds one thing",
                    expected=f"one of {', '.join(sorted(PACKED))} or a facet",
                    remedy="leave it out",
                )

    def read(
        self,
        source: object,
        *,
        errors: str = "collect",
        encoding: str | None = None,
        separator: str | None = None,
        sheet: str | None = None,
        member: str | None = None,
        keep_rows: bool = False,
    ) -> EventLog:
        """Read a table with this mapping.

        Parameters
        ----------
        source
            CSV or other delimited text, plain or packed (.gz, .zip, .zst); Excel; Parquet; or a
            table of Polars, pandas or Arrow.
        errors
            "collect" lists rows that cannot be kept in ``log.problems`` and warns once; "raise"
            stops at the first.
        encoding, separator
            Of text; left out, told by what the file holds.
        sheet
            Of an Excel file; left out, the first.
        member
            Which file of a zip archive.
        keep_rows
            Whether to keep every row as it stands in ``log.records``.

        Raises
        ------
        InvalidFile
            For a damaged file, and one without a mapped column; the nearest is named.
        """
        from conflictlog.formats.mapping.reading import read_mapped

        return read_mapped(
            self,
            source,
            errors=errors,
            encoding=encoding,
            separator=separator,
            sheet=sheet,
            member=member,
            keep_rows=keep_rows,
        )

    def __repr__(self) -> str:
        """Write the call that makes an equal mapping."""
        return f"{type(self).__name__}({', '.join(self._arguments())})"

    def __str__(self) -> str:
        """Write it as code to edit: one field a line."""
        lines = [f"        {field!r}: {column!r},\n" for field, column in self.columns.items()]
        first, *others = self._arguments()
        del first
        return "".join(
            (
                f"{type(self).__name__}(\n    {{\n",
                *lines,
                "    },\n",
                *(f"    {other},\n" for other in others),
                ")",
            )
        )

    def _arguments(self) -> list[str]:
        """Give what differs from the defaults, as it is written in a call."""
        written = [repr(self.columns)]
        plain = TableMapping.__attrs_attrs__
        for field in plain[1:]:
            value = getattr(self, field.name)
            default = field.default
            if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # as in report.checks
                default = FrozenMap()
            if value != default:
                written.append(f"{field.name}={value!r}")
        return written

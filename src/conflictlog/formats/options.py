"""What readers of tables take, spelt once, and how an option that none takes is refused."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypedDict, is_typeddict

import attrs

from conflictlog.errors import UnknownOption, nearest_hint
from conflictlog.formats.delimited import Layout, Table, header_of, read_table
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.opening import Head
from conflictlog.report import Coverage, Dataset

__all__ = ["Reading", "TableOptions", "begins_with", "check_options", "reading_of"]


class TableOptions(TypedDict, total=False):
    """What every reader of tables takes beside its own options; all may be left out.

    Parameters
    ----------
    errors
        "collect", as it stands, keeps every row that can be kept, lists what is wrong in
        ``log.problems`` and warns once; "raise" stops at the first row that cannot be kept.
    version
        The release, as its publisher counts it; left out, what the file itself or its name
        tells, where they do.
    retrieved
        When the file was fetched, ISO text.
    coverage
        What the file set out to record: only inside it does no event mean none.
    keep_rows
        Whether to keep every row as it stands, as text columns in ``log.records``.
    encoding
        What the text is in; left out, it is told by its mark and its letters.
    member
        Which file of a zip archive to read, where it holds several.
    """

    errors: str
    version: str | None
    retrieved: str | None
    coverage: Coverage | None
    keep_rows: bool
    encoding: str | None
    member: str | None


@attrs.frozen(kw_only=True)
class Reading:
    """The `TableOptions` of one reading, and what every reader does with them."""

    errors: str = "collect"
    version: str | None = None
    retrieved: str | None = None
    coverage: Coverage | None = None
    keep_rows: bool = False
    encoding: str | None = None
    member: str | None = None

    def table(self, path: Path, layout: Layout) -> Table:
        """Read delimited text; see `read_table`."""
        return read_table(path, layout, encoding=self.encoding, member=self.member)

    def findings(self, table: Table) -> Findings:
        """Give the place where the faults of a table are listed."""
        return Findings(table.file, self.errors)

    def dataset_of(self, terms: Dataset, *, version: str | None = None) -> Dataset:
        """Give a data set as it was read now.

        Parameters
        ----------
        terms
            Its name, its licence, the line that its publisher asks for.
        version
            The release that the file tells, where nobody said another.

        Examples
        --------
        >>> print(Reading(version="23.1").dataset_of(Dataset("UCDP GED"), version="22.1"))
        UCDP GED 23.1
        """
        return attrs.evolve(
            terms,
            version=version if self.version is None else self.version,
            retrieved=self.retrieved,
            coverage=self.coverage,
        )


def reading_of(name: str, read: Callable[..., object], options: TableOptions) -> Reading:
    """Check the options that the reader of a format was given.

    Raises
    ------
    UnknownOption
        For one that it does not take; the nearest is named.
    UnknownName
        For any other word under ``errors`` than "collect" and "raise".

    Examples
    --------
    >>> from conflictlog.formats import icews
    >>> reading_of("icews", icews.read, {"keep_rows": True}).keep_rows
    True
    """
    check_options(read, options, f"reading {name}")
    reading = Reading(**options)
    check_errors(reading.errors)
    return reading


def begins_with(head: Head, layout: Layout, names: Iterable[str]) -> bool:
    """Say whether a file begins with a header that has all of these columns."""
    return layout.named(header_of(head.first_line, layout)[1]).keys() >= set(names)


def check_options(call: Callable[..., object], options: Mapping[str, Any], what: str) -> None:
    """Refuse an option that a format's reader or writer does not take.

    Raises
    ------
    UnknownOption
        With the nearest that it takes.
    """
    known = _taken(call)
    if known is None:
        return
    for name in options:
        if name not in known:
            raise UnknownOption(
                f"{what} takes no {name!r}",
                remedy=nearest_hint(name, known) or f"it takes {', '.join(known) or 'no options'}",
            )


def _taken(call: Callable[..., object]) -> list[str] | None:
    """Name what a function takes by name; None where it takes anything."""
    known: list[str] = []
    for item in inspect.signature(call).parameters.values():
        if item.kind is item.KEYWORD_ONLY:
            known.append(item.name)
        elif item.kind is item.VAR_KEYWORD:
            try:
                spelt = typing.get_args(typing.get_type_hints(call)[item.name])
            except (NameError, KeyError):  # another package's, whose types are not at hand
                return None
            if not (spelt and is_typeddict(spelt[0])):
                return None
            known.extend(spelt[0].__annotations__)
    return known

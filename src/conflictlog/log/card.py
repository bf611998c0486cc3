"""A log in a notebook: the count, the first and the last events, and what stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.log.listing import HEADS, ends_of, row_of, summary_line
from conflictlog.markup import card, line, table

if TYPE_CHECKING:
    import polars as pl

    from conflictlog.log.eventlog import EventLog

__all__ = ["log_card"]

_ROWS = 10
#: To leave out one or two events would save no line.
_WHOLE = _ROWS + 2
_KINDS = 3


def log_card(log: EventLog) -> str:
    """Show a log as escaped HTML, without script: a few lines however many events it holds."""
    parts = [line(summary_line(log))]
    if len(log):
        events = ends_of(log, _WHOLE if len(log) <= _WHOLE else _ROWS)
        rows = [_with_status(row_of(event), event.status) for event in events]
        parts.append(table(rows, heads=_with_status(HEADS, "status"), gap=_gap(log)))
    if log.problems.height:
        lines = "1 line" if log.problems.height == 1 else f"{log.problems.height} lines"
        parts.append(line(f"The reader met problems: log.problems has {lines}."))
    return card(*parts)


def _with_status(row: tuple[str, ...], status: str) -> tuple[str, ...]:
    """Put the status before basis and id."""
    return (*row[:-2], status.replace("_", "-"), *row[-2:])


def _gap(log: EventLog) -> tuple[int, str] | None:
    """Count what is left out, by its commonest kinds, and what of it is disputed."""
    if len(log) <= _WHOLE:
        return None
    hidden = log.derived[_ROWS // 2 : -(_ROWS // 2)]
    kinds = _counts(hidden["kind"].fill_null("unknown kind"))
    named = _KINDS if len(kinds) > _KINDS + 1 else len(kinds)
    told = [f"{count} {kind}" for kind, count in kinds[:named]]
    if rest := kinds[named:]:
        told.append(f"{sum(count for _, count in rest)} of {len(rest)} other kinds")
    told += [
        f"{count} {status.replace('_', '-')}"
        for status, count in _counts(hidden["status"])
        if status != "reported"
    ]
    return _ROWS // 2, f"… {hidden.height} more: {', '.join(told)} …"


def _counts(column: pl.Series) -> list[tuple[str, int]]:
    """Count values, the commonest first."""
    found: list[tuple[str, int]] = list(column.value_counts().iter_rows())
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))

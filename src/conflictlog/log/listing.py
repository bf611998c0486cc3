"""A log for people: a count, what is unknown, and one aligned line an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from wcwidth import wcswidth, wcwidth

from conflictlog.event import confidence_text
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.markup import tidy
from conflictlog.when import When, civil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conflictlog.event import Event
    from conflictlog.log.eventlog import EventLog

__all__ = ["HEADS", "credit_lines", "ends_of", "fit", "row_of", "summary_line", "text_listing"]

#: A longer log shows its first and last events, with a line between.
_SHOWN = 40
_WIDTHS = (26, 22, 42, 24, 30)
HEADS = ("when", "kind", "what", "where", "basis: confidence", "id")
_OUTLETS_NAMED = 8


def summary_line(log: EventLog) -> str:
    """Count the events, give their span, and say what is unknown or disputed."""
    count = f"{len(log)} event{'' if len(log) == 1 else 's'}"
    if not len(log):
        return count
    derived = log.derived
    parts = [count + _span(derived)]
    if log.filtered_by is not None:
        parts.append(log.filtered_by)
    unknown = {
        "without a date": derived["precision"].is_null(),
        "without a place": derived["n_places"] == 0,
        "at an undisclosed place": derived["place_precision"] == "undisclosed",
    }
    missing = [f"{int(flags.sum())} {name}" for name, flags in unknown.items() if flags.any()]
    missing += _strange_kinds(derived["kind"])
    statuses = derived["status"].value_counts().sort("status").rows()
    told = [f"{n} {name.replace('_', '-')}" for name, n in statuses if name != "reported"]
    parts.extend(", ".join(group) for group in (missing, told) if group)
    return "; ".join(parts)


def _strange_kinds(kinds: pl.Series) -> list[str]:
    """Count the events of kinds that the taxonomy does not know: allowed, but said."""
    known = taxonomy()
    counts = kinds.drop_nulls().value_counts(sort=True)
    strange = {
        kind: count
        for kind, count in counts.iter_rows()
        if not set(kind_members(kind)) <= {*known.kinds, *known.groups}
    }
    if not strange:
        return []
    named = ", ".join(repr(kind) for kind in list(strange)[:3])
    more = ", ..." if len(strange) > 3 else ""
    return [f"{sum(strange.values())} of unknown kind ({named}{more})"]


def _span(derived: pl.DataFrame) -> str:
    first, last = derived["day_start_first"].min(), derived["day_end_last"].max()
    starts, ends = derived["day_start_last"].min(), derived["day_end_first"].max()
    days = [day for day in (first, starts, last, ends) if isinstance(day, int)]
    if not days:
        return ""
    ends = [When(civil(min(days))).label(), When(civil(max(days))).label()]
    return f", {' to '.join(dict.fromkeys(ends))}"


def credit_lines(log: EventLog) -> tuple[str, ...]:
    """List data sets with their terms, then the outlets of what belongs to no data set."""
    lines = [
        f"{dataset}: {dataset.attribution}" if dataset.attribution else str(dataset)
        for dataset in log.datasets
    ]
    names = {dataset.name for dataset in log.datasets}
    sources = (
        log.frame.lazy()
        .select(pl.col("reports").explode().alias("r"))
        .select(
            pl.col("r").struct.field("source").struct.field("outlet"),
            pl.col("r").struct.field("source").struct.field("wire"),
            pl.col("r").struct.field("source").struct.field("published"),
            pl.col("r").struct.field("locator").struct.field("dataset"),
        )
        .filter(
            pl.col("outlet").is_not_null()
            & (pl.col("dataset").is_null() | ~pl.col("dataset").is_in(list(names)))
        )
        .with_columns(
            pl.when(pl.col("wire").is_null())
            .then(pl.col("outlet"))
            .otherwise(pl.format("{}/{}", "outlet", "wire"))
            .alias("name"),
            pl.col("published").str.slice(0, 10),
        )
        .group_by("name")
        .agg(
            pl.len().alias("n"),
            pl.col("published").min().alias("a"),
            pl.col("published").max().alias("z"),
        )
        .sort(["n", "name"], descending=[True, False])
        .collect()
    )
    for name, _, first, last in sources.head(_OUTLETS_NAMED).iter_rows():
        dates = f", {first}" if first else ""
        lines.append(f"{name}{dates}" + (f" to {last}" if first and last != first else ""))
    if sources.height > _OUTLETS_NAMED:
        lines.append(f"and {sources.height - _OUTLETS_NAMED} more outlets")
    return tuple(lines)


def text_listing(log: EventLog) -> str:
    """Print a log: the summary, then one aligned line an event, basis before number."""
    rows = [row_of(event) for event in ends_of(log, _SHOWN)]
    if not rows:
        return summary_line(log)
    widths = [
        min(limit, max(_width(row[column]) for row in [HEADS, *rows]))
        for column, limit in enumerate(_WIDTHS)
    ]
    lines = [_line(HEADS, widths), *(_line(row, widths) for row in rows)]
    if len(log) > _SHOWN:
        gap = f"... {len(log) - _SHOWN} more ..."
        lines.insert(1 + _SHOWN // 2, gap)
    return "\n".join([summary_line(log), "", *lines])


def ends_of(log: EventLog, most: int) -> list[Event]:
    """Give the events of a short log, or the first and the last of a long one."""
    if len(log) <= most:
        return list(log)
    half = most // 2
    return [*log[:half], *log[-half:]]


def row_of(event: Event) -> tuple[str, ...]:
    """Say an event in cells: when, kind, what, where, basis with confidence, id."""
    shown = event.shown
    weighed = event.weigh()
    place = str(shown.places[0]) if shown.places else "-"
    more = f" +{len(shown.places) - 1}" if len(shown.places) > 1 else ""
    title = shown.title or "-"
    if event.sensitive:
        title = f"{title} [sensitive]"
    return (
        shown.when.label() if shown.when else "undated",
        shown.kind or "-",
        title,
        place + more,
        confidence_text(weighed.basis, weighed.confidence),
        event.id,
    )


def _line(cells: Sequence[str], widths: Iterable[int]) -> str:
    fitted = [fit(cell, width) for cell, width in zip(cells[:-1], widths, strict=True)]
    return "  ".join([*fitted, tidy(cells[-1])]).rstrip()


def _width(text: str) -> int:
    return max(0, wcswidth(tidy(text)))


def fit(text: str, width: int) -> str:
    """Pad or cut a text to a number of terminal cells; a cut ends in an ellipsis.

    Examples
    --------
    >>> fit("Kyiv", 6) + "|", fit("Severodonetsk", 6)
    ('Kyiv  |', 'Sever…')
    """
    clean = tidy(text)
    if _width(clean) <= width:
        return clean + " " * (width - _width(clean))
    kept, used = "", 0
    for letter in clean:
        cells = max(0, wcwidth(letter))
        if used + cells > width - 1:
            break
        kept, used = kept + letter, used + cells
    return kept + "…" + " " * (width - 1 - used)

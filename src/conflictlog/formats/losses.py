"""What formats cannot hold: declared by each, and found in a log before it is written."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Literal, get_args

import attrs
import polars as pl

from conflictlog.errors import NotExpressible
from conflictlog.event import Assessment, Event, Link
from conflictlog.formats.progress import clear
from conflictlog.keywords import one_of
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant, Estimate, Report, Source
from conflictlog.when import When

__all__ = ["Loss", "LossWarning", "Lossy", "LostItem", "check_lossy", "find_losses", "speak_of"]

Lossy = Literal["warn", "raise", "allow"]

#: Owner of a field -> its class, and where its values stand in the columns of a log.
_OWNERS: Final[dict[str, tuple[type, tuple[tuple[str, ...], ...]]]] = {
    "event": (Event, ((),)),
    "link": (Link, (("links",),)),
    "assessment": (Assessment, (("assessments",),)),
    "report": (Report, (("reports",),)),
    "source": (Source, (("reports", "source"),)),
    "claimant": (Claimant, (("reports", "claimant"),)),
    "estimate": (Estimate, (("reports", "estimates"),)),
    "when": (When, (("when",), ("reports", "when"))),
    "place": (Place, (("places",), ("reports", "places"))),
    "actor": (Actor, (("actors",), ("reports", "actors"))),
}


class LossWarning(UserWarning):
    """A file could not hold all of a log."""


@attrs.frozen
class Loss:
    """Something that a format does not hold.

    Parameters
    ----------
    field
        An owner and its field, "report.locator"; "log.datasets"; or a name of its own, where
        ``finds`` is given.
    what
        What is lost, in words.
    why
        Why the format does not hold it.
    finds
        Says of each event of a log whether it loses that; left out, whether the field says
        anything.

    Examples
    --------
    >>> Loss("report.locator", "the raw row's place", "of no use to a reader").field
    'report.locator'
    """

    field: str
    what: str
    why: str
    finds: Callable[[EventLog], pl.Series] | None = attrs.field(default=None, repr=False)


@attrs.frozen
class LostItem:
    """What one log loses: in words, in how many events, and one of them."""

    what: str
    count: int
    example: str | None = None

    def __str__(self) -> str:
        example = f", {self.example}" if self.example is not None else ""
        return f"{self.what} ({self.count}{example})"


def check_lossy(lossy: object) -> None:
    """Refuse any other word than "warn", "raise" and "allow"."""
    one_of("lossy", lossy, get_args(Lossy))


def find_losses(log: EventLog, losses: Iterable[Loss]) -> list[LostItem]:
    """Find which declared losses occur in a log.

    Examples
    --------
    >>> log = EventLog([Event(id="a", notes="for us")])
    >>> losses = [Loss("event.notes", "notes", "private"), Loss("event.tags", "tags", "private")]
    >>> [str(item) for item in find_losses(log, losses)]
    ['event.notes (1, a)']
    """
    found = []
    for loss in losses:
        if loss.field == "log.datasets":
            if log.datasets:
                found.append(LostItem(loss.field, len(log.datasets), log.datasets[0].name))
            continue
        lost = loss.finds(log) if loss.finds is not None else _says(log.frame, loss.field)
        rows = lost.arg_true()
        if len(rows):
            name = loss.what if loss.finds is not None else loss.field
            found.append(LostItem(name, len(rows), log.frame["id"][rows[0]]))
    return found


def _says(frame: pl.DataFrame, field: str) -> pl.Series:
    """Say for each row whether a field says anything there."""
    owner, name = field.split(".")
    cls, paths = _OWNERS[owner]
    default = getattr(attrs.fields(cls), name).default if attrs.has(cls) else None
    quiet = default if isinstance(default, str) else _QUIET.get(field)
    kept = pl.repeat(value=False, n=frame.height, eager=True)
    for path in paths:
        steps = (*path, name)
        column = frame.select(pl.col(steps[0]).alias("v"))
        kept = kept | _inside(column["v"], steps[1:], quiet)
    return kept


#: Defaults that a constructor of its own hides from attrs.
_QUIET: Final = {"report.stance": "affirms"}


def _inside(values: pl.Series, steps: tuple[str, ...], quiet: str | None) -> pl.Series:
    """Walk down the lists and structs of a column; a list says something where one part does."""
    if isinstance(values.dtype, pl.List) and steps:
        rows = pl.int_range(len(values), dtype=pl.Int64, eager=True)
        flat = (
            pl.DataFrame({"row": rows, "v": values}).explode("v").filter(pl.col("v").is_not_null())
        )
        said = flat.filter(_inside(flat["v"], steps, quiet))["row"].unique()
        return rows.is_in(said.implode())
    if steps:
        return _inside(values.struct.field(steps[0]), steps[1:], quiet)
    if isinstance(values.dtype, pl.List):
        return (values.list.len() > 0).fill_null(value=False)
    if isinstance(values.dtype, pl.Struct):
        parts = [values.struct.field(part.name).is_not_null() for part in values.dtype.fields]
        return pl.DataFrame(parts).select(pl.any_horizontal(pl.all())).to_series()
    if values.dtype == pl.Boolean():
        return values.fill_null(value=False)
    return (values != quiet).fill_null(value=False) if quiet is not None else values.is_not_null()


def speak_of(
    items: Iterable[LostItem], path: Path, lossy: str, *, expected: str = "", depth: int = 3
) -> None:
    """Warn of what is lost, or refuse to lose it.

    Raises
    ------
    NotExpressible
        With ``lossy="raise"``, where something is lost.
    """
    listed = sorted(items, key=lambda item: -item.count)
    if not listed or lossy == "allow":
        return
    more = f" and {len(listed) - 6} more" if len(listed) > 6 else ""
    seen = f"{path.name} cannot hold {', '.join(map(str, listed[:6]))}{more}"
    if lossy == "raise":
        raise NotExpressible(
            seen,
            expected=expected or "what the format holds",
            remedy='write JSON Lines or GeoParquet, or say lossy="allow"',
        )
    clear()  # the warning may go to the line where the bar stands
    warnings.warn(f"{seen}; JSON Lines and GeoParquet can", LossWarning, stacklevel=depth)

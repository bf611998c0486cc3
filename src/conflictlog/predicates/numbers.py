"""Values that are compared with numbers: counts, and confidence."""

from __future__ import annotations

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.query import Number
from conflictlog.report import COUNT_NAMES
from conflictlog.report.checks import optional_text, required_text

__all__ = ["confidence", "value"]

confidence = Number()
"""The confidence of an event, to be compared: ``confidence >= 0.6``."""


def value(name: str, *, scope: str | None = None, unknown_ok: bool = False) -> Number:
    """Give a count, to be compared with a number: ``value("killed") >= 3``.

    A comparison is certain where every report that states the count says so, whatever its
    bounds; possible where one may; not known where none states it.

    Parameters
    ----------
    name
        "killed", "downed", ...: a count of `COUNT_NAMES`, or any other with ``unknown_ok``.
    scope
        The part that it speaks of; left out, whatever part is spoken of.
    unknown_ok
        Whether the count may be one of your own: of a mistyped name nothing would be known.

    Raises
    ------
    UnknownName
        Where it is none of the counts that are named; the nearest are told.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.report import Estimate, Report
    >>> raid = Event(reports=[Report(source="AFP", estimates={"downed": Estimate(30, low=23)})])
    >>> (value("downed") >= 20).answer(raid), (value("downed") < 20).answer(raid)
    (True, False)
    >>> print((value("downed") >= 25).answer(raid))
    None
    """
    told = required_text("name")(name)
    if told not in COUNT_NAMES and not unknown_ok:
        hint = nearest_hint(told, COUNT_NAMES)
        own = f"for a count of your own write value({told!r}, unknown_ok=True)"
        raise UnknownName(
            f"the count is {told!r}",
            expected=f"one of {', '.join(COUNT_NAMES)}",
            remedy=f"{hint}; {own}" if hint else own,
        )
    return Number(told, optional_text("scope")(scope))

"""Values that are compared with numbers: counts, and confidence."""

from __future__ import annotations

from conflictlog.query import Number
from conflictlog.report.checks import optional_text, required_text

__all__ = ["confidence", "value"]

confidence = Number()
"""The confidence of an event, to be compared: ``confidence >= 0.6``."""


def value(name: str, *, scope: str | None = None) -> Number:
    """Give a count, to be compared with a number: ``value("killed") >= 3``.

    A comparison is certain where every report that states the count says so, whatever its
    bounds; possible where one may; not known where none states it.

    Parameters
    ----------
    name
        "killed", "downed", or any other count.
    scope
        The part that it speaks of; left out, whatever part is spoken of.

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
    return Number(required_text("name")(name), optional_text("scope")(scope))

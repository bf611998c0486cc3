"""Notable dates that a picture is told of: dates with words, or events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conflictlog.errors import InvalidValue
from conflictlog.event import Event, headline_of
from conflictlog.when import When

__all__ = ["Annotate", "read_annotations"]

Annotate = Mapping[str, str] | Iterable[Event] | None


def read_annotations(annotate: Annotate) -> list[tuple[When | None, str]]:
    """Give the time and the words of each.

    Examples
    --------
    >>> read_annotations({"2022-12-19": "visit"})
    [(When('2022-12-19'), 'visit')]
    """
    if annotate is None:
        return []
    if isinstance(annotate, Mapping):
        return [(When(date), str(words)) for date, words in annotate.items()]
    told: list[tuple[When | None, str]] = []
    for one in annotate:
        if not isinstance(one, Event):
            raise InvalidValue(
                f"annotate holds {one!r:.80}",
                expected="events, or dates with words",
                remedy="write annotate={'2022-12-19': 'raid'}, or annotate=[log['e-1']]",
            )
        told.append((one.shown.when, headline_of(one.shown)))
    return told

"""`When`: a time with its bounds, its zone and how exactly it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

import attrs

from conflictlog.errors import Inexact, InvalidValue
from conflictlog.keywords import named_keywords
from conflictlog.when import newsroom, relations, spelling, surface, wording
from conflictlog.when.checks import bound, choice, one_way_in, unchanged, wording_of
from conflictlog.when.notation import PRECISIONS, QUALIFIERS, Precision, Qualifier
from conflictlog.when.reading import Bounds, Openness, read_limits, read_value, settle
from conflictlog.when.zones import local_day, zone_text

if TYPE_CHECKING:
    from collections.abc import Collection

    import pendulum

__all__ = ["UNSET", "When"]

_OPENNESS: tuple[Openness, ...] = get_args(Openness)
# Sort keys of what is open: before and after every moment, and still 64-bit integers.
_BEFORE_ALL, _AFTER_ALL = -(2**62), 2**62


def _beside(other: object) -> When:
    """Refuse to compare with what is no `When`: a bare date has neither zone nor extent."""
    if isinstance(other, When):
        return other
    raise InvalidValue(
        f"other is {other!r}", expected="a When", remedy=f"make it one: When({other!r}, tz=...)"
    )


class _Unset:
    """A keyword that was not given; None means an infinite bound."""

    def __repr__(self) -> str:
        return "..."


UNSET: Any = _Unset()


@named_keywords
@attrs.frozen(init=False, repr=False)
class When:
    """A time as it is known: where it starts, where it ends, each between two bounds.

    The start lies in [s0, s1], the end in [e0, e1], microseconds since the epoch (UTC); the event
    is the half-open [start, end), or an instant.  None is -infinity in s0 and e0, +infinity in s1
    and e1.  Construction tightens e0 to at least s0 and s1 to at most e1 - 1 us, unless an exact
    instant is meant.

    Parameters
    ----------
    value
        EDTF subset or ISO 8601 text, a `date`, a `datetime`, a pendulum object, or a pair
        (start, end).  A date is *within*: at some time on that day.
    tz
        Whose days and clocks: an IANA key, a fixed offset, or None for a floating date.
    throughout
        A state that lasted for the whole of what is written, instead of a point within it.
    format
        How to read text that is not ISO: a `strptime` pattern, "%d/%m/%Y".
    precision
        instant, minute, hour, day, week, month, year or range; as written unless given.
    qualifier
        none, uncertain, approximate or both; never changes the bounds.
    began_by, began_no_earlier_than, ended_by, ended_no_earlier_than
        What is known of the start and the end, instead of a value; each one date or clock time.
    s0, s1, e0, e1, text, open_start, open_end
        The fields themselves; `text` is the wording and no part of equality.

    Examples
    --------
    >>> When("2022-12-19", tz="Europe/Kyiv").label()
    '19 Dec 2022'
    >>> When("2022-12-19") == When("2022-12-19", throughout=True)
    False
    >>> When("2022-10/..").open_end
    'ongoing'
    >>> monday = When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19", tz="Europe/Minsk")
    >>> monday.label()
    'already on 19 Dec 2022'
    """

    s0: int | None
    s1: int | None
    e0: int | None
    e1: int | None
    tz: str | None
    text: str | None = attrs.field(eq=False)
    precision: Precision
    qualifier: Qualifier
    open_start: Openness
    open_end: Openness

    def __init__(
        self,
        value: object = None,  # not positional-only: mypy's attrs.evolve stumbles over that
        *,
        tz: str | dt.tzinfo | None = None,
        throughout: bool = False,
        format: str | None = None,
        precision: Precision | None = None,
        qualifier: Qualifier | None = None,
        began_by: object = None,
        began_no_earlier_than: object = None,
        ended_by: object = None,
        ended_no_earlier_than: object = None,
        s0: int | None = UNSET,
        s1: int | None = UNSET,
        e0: int | None = UNSET,
        e1: int | None = UNSET,
        text: str | None = None,
        open_start: Openness | None = None,
        open_end: Openness | None = None,
    ) -> None:
        limits = {
            "began_by": began_by,
            "began_no_earlier_than": began_no_earlier_than,
            "ended_by": ended_by,
            "ended_no_earlier_than": ended_no_earlier_than,
        }
        limits = {name: limit for name, limit in limits.items() if limit is not None}
        given = {
            name: edge
            for name, edge in {"s0": s0, "s1": s1, "e0": e0, "e1": e1}.items()
            if edge is not UNSET
        }
        zone = zone_text(tz)
        one_way_in(value, limits, given, throughout=throughout)
        if given:
            at = {name: bound(name, number) for name, number in given.items()}
            edges = (at.get("s0"), at.get("s1"), at.get("e0"), at.get("e1"))
            found = Bounds(*edges, zone, text, "range")
        elif limits:
            found = read_limits(limits, tz=zone, pattern=format)
        elif isinstance(value, When):
            unchanged(value, zone, throughout=throughout)
            found = Bounds(*attrs.astuple(value))
        else:
            found = read_value(value, tz=zone, throughout=throughout, pattern=format)
        found = found._replace(
            text=wording_of(text, found.text),
            precision=choice("precision", precision, found.precision, PRECISIONS),
            qualifier=choice("qualifier", qualifier, found.qualifier, QUALIFIERS),
            open_start=choice("open_start", open_start, found.open_start, _OPENNESS),
            open_end=choice("open_end", open_end, found.open_end, _OPENNESS),
        )
        settled = settle(found, limits or given or value)
        if given and precision is None:
            settled = settled._replace(precision=spelling.unit_of(settled))
        self.__attrs_init__(*settled)

    @classmethod
    def relative(cls, word: str, *, anchor: object, tz: str | dt.tzinfo | None = None) -> When:
        """Read a newsroom's word: "overnight", "early on Monday", "last month".

        The table stands in `conflictlog.when.newsroom`; its windows are judgement, and wide.

        Parameters
        ----------
        word
            The word, in English, in any case.
        anchor
            The day on which it was written: ISO text, a date, a datetime or a `When`.
        tz
            Whose nights and mornings; needed for words finer than a day.

        Examples
        --------
        >>> When.relative("overnight", anchor="2022-12-19", tz="Europe/Kyiv").label()
        'night to 19 Dec 2022'
        >>> When.relative("on Monday", anchor="2022-12-21").label()
        '19 Dec 2022'
        """
        return restore(settle(newsroom.read_word(word, anchor=anchor, tz=zone_text(tz)), word))

    # What is known of the two ends, as pendulum objects.

    @property
    def earliest_start(self) -> pendulum.DateTime | None:
        """The first moment at which it may have started; None where that is open."""
        return surface.moment(self.tz, self.s0)

    @property
    def latest_start(self) -> pendulum.DateTime | None:
        """The last moment at which it may have started; None where that is open."""
        return surface.moment(self.tz, self.s1)

    @property
    def earliest_end(self) -> pendulum.DateTime | None:
        """The first moment at which it may have ended; None where that is open."""
        return surface.moment(self.tz, self.e0)

    @property
    def latest_end(self) -> pendulum.DateTime | None:
        """The last moment at which it may have ended; None where that is open."""
        return surface.moment(self.tz, self.e1)

    @property
    def start(self) -> pendulum.DateTime:
        """The exact start; `Inexact` where it is known only within bounds."""
        if self.s0 is None or self.s0 != self.s1:
            raise _inexact("start", self)
        return surface.exactly(self.tz, self.s0)

    @property
    def end(self) -> pendulum.DateTime:
        """The exact end; `Inexact` where it is known only within bounds."""
        if self.e0 is None or self.e0 != self.e1:
            raise _inexact("end", self)
        return surface.exactly(self.tz, self.e0)

    @property
    def local_days(self) -> tuple[int | None, int | None, int | None, int | None]:
        """The local days of s0, s1, e0 and the last moment, since 1970-01-01.

        The third is the last day that e0 *counts* for: it counts for day d when it is after d's
        first instant, or is that instant and s0 as well.  The last moment is max(e1 - 1 us, s1).
        So for days a..b the event is possible where first <= b and fourth >= a, and certain where
        second <= b and third >= a, with None as infinite.

        Examples
        --------
        >>> When("2022-12-19", throughout=True).local_days
        (19345, 19345, 19345, 19345)
        """
        reach = relations.reach(self)
        early, late = reach.end0, reach.end1
        return (
            None if self.s0 is None else local_day(self.tz, self.s0),
            None if self.s1 is None else local_day(self.tz, self.s1),
            None if early is None else local_day(self.tz, early - 1),
            None if late is None else local_day(self.tz, late - 1),
        )

    def sort_key(self) -> tuple[int, int, int]:
        """Order by earliest local day, s0, e1: an open start first, an open end last.

        Examples
        --------
        >>> sorted([When("2022-12"), When("../2022-12")], key=When.sort_key)[0].open_start
        'ongoing'
        """
        day = _BEFORE_ALL if self.s0 is None else local_day(self.tz, self.s0)
        s0 = _BEFORE_ALL if self.s0 is None else self.s0
        return day, s0, _AFTER_ALL if self.e1 is None else self.e1

    def before(self, other: When) -> bool | None:
        """Say whether it ended before another time began: True, False, or None for unknown.

        Examples
        --------
        >>> (
        ...     When("2022-12-18").before(When("2022-12-19")),
        ...     When("2022-12").before(When("2022-12-19")),
        ... )
        (True, None)
        """
        return relations.before(self, _beside(other))

    def overlaps(self, other: When) -> bool | None:
        """Say whether the two share a moment: True, False, or None for unknown.

        Examples
        --------
        >>> When("2022-12", throughout=True).overlaps(When("2022-12-19"))
        True
        >>> When("2022-12").overlaps(When("2022-12-19")) is None
        True
        """
        return relations.overlaps(self, _beside(other))

    def during(self, other: When) -> bool | None:
        """Say whether the whole of it lies within another: True, False, or None for unknown.

        Examples
        --------
        >>> When("2022-12-19").during(When("2022-12", throughout=True))
        True
        """
        return relations.during(self, _beside(other))

    def to_edtf(self, *, beside: Collection[str] = ()) -> str:
        """Write it as EDTF, so that `When(text)` gives the same again.

        Parameters
        ----------
        beside
            Fields that the caller keeps beside the text, of "tz" and "precision": then the law
            is `When(text, tz=w.tz, precision=w.precision) == w`.

        Raises
        ------
        NotExpressible
            Where something would be lost: EDTF has no zone for a date, no "throughout", no
            `began_by`.

        Examples
        --------
        >>> When("2022-12-01/2022-12-05").to_edtf()
        '2022-12-01/2022-12-05'
        >>> When("2022-12-19", tz="Europe/Kyiv").to_edtf(beside=["tz"])
        '2022-12-19'
        """
        return spelling.to_edtf(self, beside)

    def label(self, *, year: bool = True, months: Sequence[str] = wording.MONTHS) -> str:
        """Write it for a reader, never with more digits than are known.

        Parameters
        ----------
        year
            Whether days carry their year; a month always does.
        months
            The twelve names of months, January first.

        Examples
        --------
        >>> When("[2022-12-13..2022-12-21]").label()
        'between 13 and 21 Dec 2022'
        >>> When("2022-12-18/2022-12-19").label(year=False)
        '18-19 Dec'
        """
        if len(months) != 12:
            raise InvalidValue(f"months holds {len(months)} names", expected="twelve")
        return wording.label(self, year=year, months=months)

    def __repr__(self) -> str:
        return spelling.expression(self)


def restore(bounds: Bounds) -> When:
    """Make a `When` of fields that were checked before, at once."""
    made: When = object.__new__(When)
    made.__attrs_init__(*bounds)
    return made


def _inexact(which: str, when: When) -> Inexact:
    return Inexact(
        f"the {which} of {when!r} is known only within bounds",
        expected="an exact moment",
        remedy="use earliest_start, latest_start, earliest_end, latest_end",
    )

"""Questions to draw for a log: about days, places and words that its events hold, and others."""

from __future__ import annotations

from hypothesis import strategies as st

from conflictlog.kinds import taxonomy
from conflictlog.outlines import HALF_WAY_KM
from conflictlog.place import ROLES
from conflictlog.query import DayRange, KindIn, NearPoint, TimeRange
from conflictlog.testing import dates, kinds
from conflictlog.when import day_number
from conflictlog.when.days import DAY, FIRST_DAY, LAST_DAY


def held(log, read):
    """Collect values that the events of a log hold."""
    return [value for event in log for value in read(event) if value is not None]


def near_to(values, slacks):
    """Draw one of some numbers, or a number close to it."""
    return st.builds(lambda value, slack: value + slack, st.sampled_from(values), slacks)


def days(log):
    """Draw spans of days, open ones among them, that begin or end where events do."""
    known = held(log, lambda event: event.shown.when.local_days if event.shown.when else ())
    drawn = dates().map(day_number)
    at = st.one_of(drawn, near_to(known, st.integers(-1, 1))) if known else drawn
    at = st.one_of(st.none(), at.map(lambda day: min(max(day, FIRST_DAY), LAST_DAY)))
    return st.tuples(at, at).map(
        lambda pair: DayRange(**dict(zip(("first", "last"), ordered(pair), strict=True)))
    )


def instants(log):
    """Draw spans of instants, that begin or end where events do, or a microsecond beside."""
    known = held(
        log,
        lambda event: (
            [getattr(event.shown.when, name) for name in ("s0", "s1", "e0", "e1")]
            if event.shown.when
            else ()
        ),
    )
    drawn = dates().map(lambda day: day_number(day) * DAY)
    slack = st.sampled_from([-1, 0, 1, 14 * DAY // 24, -12 * DAY // 24])
    at = st.one_of(drawn, near_to(known, slack)) if known else drawn
    at = st.one_of(st.none(), at.map(lambda us: min(max(us, FIRST_DAY * DAY), LAST_DAY * DAY)))
    return (
        st.tuples(at, at)
        .filter(any_bound)
        .map(ordered)
        .filter(lambda pair: pair[0] is None or pair[0] != pair[1])
        .map(lambda pair: TimeRange(start=pair[0], end=pair[1]))
    )


def any_bound(pair):
    """Say whether a span has an end."""
    return pair != (None, None)


def ordered(pair):
    """Put the ends of a span in order."""
    return pair if None in pair else tuple(sorted(pair))


def nearness(log):
    """Draw circles, around places of the log and their antipodes too."""
    known = held(
        log,
        lambda event: [
            (place.lat, place.lon) for place in event.shown.places if place.lat is not None
        ],
    )
    drawn = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    point = st.one_of(drawn, st.sampled_from(known)) if known else drawn
    km = st.one_of(st.sampled_from([0, 5, 50, 300, HALF_WAY_KM]), st.floats(0, HALF_WAY_KM))
    return st.builds(
        lambda at, far, roles: NearPoint(lat=at[0], lon=at[1], km=far, **roles), point, km, roles()
    )


def roles():
    """Draw the roles of places that are asked about: mostly the usual ones."""
    some = st.lists(st.sampled_from(ROLES), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.just({}), some.map(lambda found: {"roles": found}))


def kinds_asked(log):
    """Draw questions of kind: of the taxonomy, of the log, and unknown ones."""
    del log
    members = kinds().map(lambda text: tuple(text.split("|")))
    return members.map(lambda found: KindIn.of(found, taxonomy()))


QUESTIONS = {
    "days": days,
    "instants": instants,
    "kind": kinds_asked,
    "near": nearness,
}


def questions(log):
    """Draw a single question of any sort."""
    return st.one_of([make(log) for make in QUESTIONS.values()])


def queries(log, *, size=4):
    """Draw compounds of questions."""
    return st.recursive(
        questions(log),
        lambda part: st.one_of(
            st.builds(lambda a, b: a & b, part, part),
            st.builds(lambda a, b: a | b, part, part),
            part.map(lambda a: ~a),
        ),
        max_leaves=size,
    )

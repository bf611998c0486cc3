"""Questions to draw for a log: about days, places and words that its events hold, and others."""

from __future__ import annotations

import operator

from hypothesis import strategies as st

import conflictlog as cl
from conflictlog import testing
from conflictlog.event import Event
from conflictlog.kinds import taxonomy
from conflictlog.log import EventLog
from conflictlog.outlines import HALF_WAY_KM
from conflictlog.place import ROLES
from conflictlog.query import (
    STATUSES,
    DayRange,
    InArea,
    InBox,
    InDivision,
    InPolygons,
    KindIn,
    NearPoint,
    TimeRange,
)
from conflictlog.registry.names import name_key
from conflictlog.report import EVIDENCE, PHASES, Report
from conflictlog.report import ROLES as ACTOR_ROLES
from conflictlog.testing import dates, kinds
from conflictlog.when import day_number
from conflictlog.when.days import DAY, FIRST_DAY, LAST_DAY


def telling_logs(*, max_size=3):
    """Draw logs whose events are told by reports that say much, and contradict one another."""
    reports = st.builds(
        Report,
        id=st.sampled_from(["r-0", "r-1", "r-2"]),
        source=testing.sources(),
        claimant=st.one_of(st.none(), testing.claimants()),
        stance=st.sampled_from(["affirms", "affirms", "affirms", "denies", "neutral"]),
        about=st.sampled_from([None, None, None, None, "initiator", "actors", "killed", "place"]),
        supersedes=st.sampled_from([None, None, None, "r-0", "r-1"]),
        evidence=st.lists(st.sampled_from(EVIDENCE), max_size=1),
        when=st.one_of(st.none(), testing.whens()),
        kind=st.one_of(st.none(), kinds()),
        phase=st.one_of(st.none(), st.sampled_from(PHASES)),
        places=st.lists(testing.places(), min_size=1, max_size=2),
        actors=st.lists(testing.actors(), min_size=1, max_size=2),
        estimates=st.dictionaries(
            st.sampled_from(["killed", "downed"]), testing.estimates(), min_size=1
        ),
        facets=st.one_of(testing.facets(), st.just({"weapon": ["drone"]})),
        headline=st.one_of(st.none(), testing.texts()),
        sensitive=st.sampled_from([False, False, True]),
    )
    events = st.builds(
        Event,
        id=testing.ids(),
        reports=st.lists(reports, min_size=1, max_size=3),
        places=st.lists(testing.places(), max_size=2),
        actors=st.one_of(st.just([]), st.lists(testing.actors(), max_size=2)),
        facets=st.one_of(st.just({}), testing.facets()),
        tags=st.lists(testing.texts(), max_size=2),
        links=st.lists(testing.links(), max_size=2),
    )
    some = st.lists(
        st.one_of(events, events, events, testing.events(max_reports=2)),
        min_size=1,
        max_size=max_size,
        unique_by=lambda event: event.id,
    )
    return some.map(EventLog)


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


def areas(log):
    """Draw countries and divisions, of the log and others."""
    codes = st.lists(st.sampled_from(["UKR", "RUS", "BLR", "FJI", "ATA"]), min_size=1, max_size=2)
    names = [
        *("Kyiv Oblast", "KYIV"),
        *held(log, lambda event: [place.admin1 for place in event.shown.places]),
    ]
    some = st.sampled_from(names)
    return st.one_of(
        st.builds(lambda found, roles: InArea(countries=tuple(found), **roles), codes, roles()),
        st.builds(lambda name, roles: InArea(admin1=name, **roles), some, roles()),
        st.builds(lambda name: InArea(countries=("UKR",), admin2=name), some),
        st.builds(
            lambda found, name, field, km, roles: InDivision(
                name="Kyiv Oblast",
                field=field,
                names=("Kyiv Oblast", name or "Київська область"),
                countries=tuple(found),
                lat=50.4,
                lon=30.5,
                km=km,
                **roles,
            ),
            codes,
            some,
            st.sampled_from(["admin1", "admin2"]),
            st.floats(0, 500),
            roles(),
        ),
    )


def boxes(log):
    """Draw boxes, over the antimeridian and at the poles too."""
    del log
    lon = st.one_of(st.sampled_from([-180.0, 180.0, 30.0, 179.0]), st.floats(-180, 180))
    lat = st.one_of(st.sampled_from([-90.0, 90.0, 0.0, 50.0]), st.floats(-90, 90))
    return st.builds(
        lambda west, east, lats, roles: InBox(box=(west, min(lats), east, max(lats)), **roles),
        lon,
        lon,
        st.tuples(lat, lat),
        roles(),
    )


def outlines(log):
    """Draw polygons: triangles around places of the log, and elsewhere."""
    known = held(
        log,
        lambda event: [
            (place.lon, place.lat) for place in event.shown.places if place.lat is not None
        ],
    )
    drawn = st.tuples(st.floats(-170, 170), st.floats(-80, 80))
    centre = st.one_of(drawn, st.sampled_from(known)) if known else drawn

    def triangle(at, size, roles):
        x, y = at
        low, high = max(-90.0, y - size), min(90.0, y + size)
        ring = ((x - size, low), (x + size, low), (x, high), (x - size, low))
        return InPolygons(polygons=((ring,),), **roles)

    return st.builds(triangle, centre, st.sampled_from([0.01, 0.5, 5.0, 40.0]), roles())


def actors_asked(log):
    """Draw names, of the log and others, in any role."""
    known = held(log, lambda event: [actor.name for actor in event.shown.actors])
    names = st.sampled_from(["Russia", "UKR", "boko haram", "Is", *filter(name_key, known)])
    role = st.one_of(st.none(), st.sampled_from(ACTOR_ROLES))
    return st.builds(lambda name, role: cl.actor(name, role=role), names, role)


def claimants_asked(log):
    """Draw claimants."""
    known = held(
        log, lambda event: [report.claimant and report.claimant.name for report in event.reports]
    )
    named = ["the Kremlin", "Ukraine's armed forces", *filter(name_key, known)]
    return st.sampled_from(named).map(cl.claimant)


def sources_asked(log):
    """Draw outlets."""
    known = held(
        log, lambda event: [report.source and report.source.outlet for report in event.reports]
    )
    return st.sampled_from(["AFP", "tass", *filter(name_key, known)]).map(cl.source)


def counts(log):
    """Draw comparisons of counts."""
    known = held(
        log,
        lambda event: [
            number
            for report in event.reports
            for estimate in report.estimates.values()
            for number in (estimate.best, estimate.low, estimate.high)
        ],
    )
    than = st.one_of(st.integers(-1, 40), st.floats(0, 40), st.sampled_from([0, *known]))
    names = st.sampled_from(["killed", "injured", "downed"])
    scope = st.sampled_from([None, None, "Kyiv", "nationwide"])
    number = st.builds(lambda name, scope: cl.value(name, scope=scope), names, scope)
    return st.builds(lambda value, sign, than: sign(value, than), number, signs(), than)


def confidences(log):
    """Draw comparisons of confidence, with that of an event among others."""
    known = [round(event.confidence, 9) for event in log]
    than = st.one_of(st.floats(0, 1), st.sampled_from([0.5, 0.8, *known]))
    return st.builds(lambda sign, than: sign(cl.confidence, than), signs(), than)


def signs():
    """Draw a comparison."""
    return st.sampled_from(
        [operator.ge, operator.gt, operator.le, operator.lt, operator.eq, operator.ne]
    )


def words(log):
    """Draw what is asked by words."""
    facets = held(
        log,
        lambda event: [(name, word) for name, told in event.shown.facets.items() for word in told],
    )
    tags = held(log, lambda event: event.tags)
    links = held(log, lambda event: [link.target for link in event.links])
    return st.one_of(
        st.sampled_from(PHASES).map(cl.phase),
        st.sampled_from(STATUSES).map(cl.status),
        st.sampled_from(EVIDENCE).map(cl.evidence),
        st.sampled_from([("weapon", "drone"), *facets]).map(lambda pair: cl.facet(*pair)),
        st.sampled_from(["winter", *tags]).map(cl.tag),
        st.sampled_from(["1", *log.ids]).map(cl.ids),
        st.sampled_from(["raid", *links]).map(cl.linked_to),
        st.sampled_from(["raid", *links]).map(cl.part_of),
        st.just(cl.sensitive()),
        st.sampled_from(["place", "when", "kind", "phase", "actors", "title", "killed"]).map(
            cl.unknown
        ),
    )


def texts_asked(log):
    """Draw words, of the texts of the log and others."""
    known = held(
        log,
        lambda event: [
            event.title,
            event.notes,
            *(text for report in event.reports for text in (report.headline, report.quote)),
        ],
    )
    held_words = [word for text in known for word in text.split()]
    return st.sampled_from(["kyiv", "北京", "ΚΥΙΒ", *held_words]).map(cl.text)


QUESTIONS = {
    "actor": actors_asked,
    "area": areas,
    "box": boxes,
    "claimant": claimants_asked,
    "confidence": confidences,
    "count": counts,
    "days": days,
    "instants": instants,
    "kind": kinds_asked,
    "near": nearness,
    "polygon": outlines,
    "source": sources_asked,
    "text": texts_asked,
    "words": words,
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

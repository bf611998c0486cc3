"""Reports, links, events and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from conflictlog.event import LINK_TYPES, Assessment, Event, Link, Member
from conflictlog.kinds import taxonomy
from conflictlog.log import EventLog
from conflictlog.report import EVIDENCE, PHASES, Locator, Report
from conflictlog.testing.strategies.times import whens
from conflictlog.testing.strategies.values import (
    OUTLETS,
    actors,
    claimants,
    datasets,
    estimates,
    places,
    sources,
)
from conflictlog.testing.strategies.words import (
    drawing,
    ids,
    maybe,
    moments,
    rare,
    sampled,
    strategies,
    texts,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["events", "facets", "kinds", "links", "logs", "reports"]

#: Few ids, so that reports of one event name one another; and one that is never there.
_REPORT_IDS = tuple(f"r-{number}" for number in range(6))
_ABOUT = ("initiator", "place", "places", "when", "kind", "phase", "headline", "killed", "weapon")
_COUNTS = ("killed", "injured", "downed", "launched", "сбито")


def kinds() -> SearchStrategy[str]:
    """Draw kinds: of the taxonomy, its groups, sets of them, and unknown ones.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(kinds())
    ... def law(kind):
    ...     assert kind == kind.lower()
    >>> law()
    """
    st = strategies()
    known = sampled((*taxonomy().kinds, *taxonomy().groups))
    sets = st.lists(known, min_size=1, max_size=3).map(lambda names: "|".join(sorted({*names})))
    found: SearchStrategy[str] = st.one_of(known, sets, sampled(["sighting/ufo", "x_1"]))
    return found


def facets() -> SearchStrategy[dict[str, list[str]]]:
    """Draw facets: known and unknown names, one word or several.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(facets())
    ... def law(found):
    ...     assert all(words for words in found.values())
    >>> law()
    """
    st = strategies()
    names = st.one_of(sampled(["weapon", "target", "outcome"]), texts())
    words = st.lists(st.one_of(sampled(["drone", "intercepted"]), texts()), min_size=1, max_size=2)
    found: SearchStrategy[dict[str, list[str]]] = st.dictionaries(names, words, max_size=2)
    return found


def reports(identifier: SearchStrategy[str] | None = None) -> SearchStrategy[Report]:
    """Draw reports that may deny, derive from, cite, correct or contradict one another.

    Parameters
    ----------
    identifier
        Ids to draw from; left out, few ids, so that reports of one event meet.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(reports())
    ... def law(report):
    ...     assert 0 < Event(reports=[report]).confidence < 1
    >>> law()
    """
    st = strategies()
    named = st.lists(sampled((*_REPORT_IDS, "gone")), max_size=2)
    telling = st.fixed_dictionaries(
        {
            "id": sampled(_REPORT_IDS) if identifier is None else identifier,
            "source": maybe(sources()),
            "stance": sampled(["affirms", "affirms", "denies", "neutral"]),
        },
        optional={
            "claimant": claimants(),
            "interest": sampled(["self", "against"]),
            "when": whens(),
            "kind": kinds(),
            "places": st.lists(places(), max_size=2),
            "actors": st.lists(actors(), max_size=2),
        },
    )
    rest = st.fixed_dictionaries(
        {},
        optional={
            "about": st.one_of(sampled(_ABOUT), texts()),
            "evidence": st.lists(sampled(EVIDENCE), max_size=2),
            "derived_from": named,
            "cites": st.lists(sampled(OUTLETS), max_size=2),
            "supersedes": sampled((*_REPORT_IDS, "gone")),
            "phase": sampled(PHASES),
            "headline": texts(),
            "estimates": st.dictionaries(sampled(_COUNTS), estimates(), max_size=2),
            "facets": facets(),
            "quote": texts(),
            "translation": texts(),
            "ratings": st.lists(sampled(_RATINGS), max_size=2),
            "sensitive": st.booleans(),
            "locator": st.builds(
                Locator,
                dataset=st.just("UCDP GED"),
                file=maybe(texts()),
                row=maybe(st.integers(1, 10**6)),
            ),
            "member": ids("GED:"),
        },
    )

    # Half of all reports say only the ordinary things: chains and nasty texts are rarer.
    def made(draw: DrawFn) -> Report:
        given: dict[str, Any] = draw(telling)
        if draw(st.booleans()):
            given |= draw(rest)
        return Report(**given)

    return drawing(made)


_RATINGS = (
    ("admiralty-reliability", "B"),
    ("admiralty-credibility", "2"),
    ("x-desk", "green"),
)


def links() -> SearchStrategy[Link]:
    """Draw links to other events.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(links())
    ... def law(link):
    ...     assert link.type in LINK_TYPES
    >>> law()
    """
    st = strategies()
    found: SearchStrategy[Link] = st.builds(
        Link, sampled(LINK_TYPES), ids(), claimant=rare(claimants())
    )
    return found


def _judgements() -> SearchStrategy[Assessment]:
    st = strategies()
    found: SearchStrategy[Assessment] = st.builds(
        Assessment,
        who=texts(),
        p=st.floats(0, 1),
        verdict=rare(texts()),
        when=rare(moments()),
        why=rare(texts()),
    )
    return found


def _set_fields() -> dict[str, SearchStrategy[Any]]:
    """Give what the analyst may set, of an event and of a member alike."""
    st = strategies()
    return {
        "kind": kinds(),
        "title": texts(),
        "when": whens(),
        "places": st.lists(places(), max_size=3),
        "actors": st.lists(actors(), max_size=2),
        "facets": facets(),
        "phase": sampled(PHASES),
        "links": st.lists(links(), max_size=2),
        "assessments": st.lists(_judgements(), max_size=1),
        "notes": texts(),
        "tags": st.lists(texts(), max_size=2),
        "sensitive": st.booleans(),
    }


def events(
    identifier: SearchStrategy[str] | None = None, *, max_reports: int = 4
) -> SearchStrategy[Event]:
    """Draw events: bare, set by an analyst, told by reports, merged of others.

    Parameters
    ----------
    identifier
        Ids to draw from; left out, ordinary ones, strange ones, and hashes of the content.
    max_reports
        How many reports an event has at most.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(events())
    ... def law(event):
    ...     assert EventLog([event])[event.id] == event
    >>> law()
    """
    st = strategies()
    members = st.builds(
        lambda fixed, name: Member(id=name, **fixed),
        st.fixed_dictionaries({}, optional=_set_fields()),
        ids("GED:"),
    )
    merged = st.lists(members, max_size=2)
    told = st.lists(reports(), max_size=max_reports)
    fixed = st.fixed_dictionaries({}, optional=_set_fields())
    names = maybe(ids()) if identifier is None else identifier

    def event(draw: DrawFn) -> Event:
        found = draw(told)
        # Left to chance, reports hardly ever derive from one another in a row or a circle.
        shape = draw(sampled(["free", "free", "free", "row", "circle"]))
        return Event(
            id=draw(names),
            reports=found if shape == "free" else _in_a_row(found, closed=shape == "circle"),
            members=draw(merged) if draw(sampled([False, False, True])) else (),
            **(draw(fixed) if draw(st.booleans()) else {}),
        )

    return drawing(event)


def _in_a_row(found: list[Report], *, closed: bool) -> list[Report]:
    """Let each report derive from the one before; closed, the first from the last."""
    parents = [found[place - 1].id for place in range(len(found))]
    return [
        attrs.evolve(report, derived_from=(parent,) if place or closed else ())
        for place, (report, parent) in enumerate(zip(found, parents, strict=True))
    ]


def logs(*, max_size: int = 4, max_reports: int = 4) -> SearchStrategy[EventLog]:
    """Draw logs.

    Parameters
    ----------
    max_size
        How many events a log has at most.
    max_reports
        How many reports an event has at most.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(logs())
    ... def law(log):
    ...     assert EventLog(log) == log
    >>> law()
    """
    st = strategies()
    told = st.lists(
        events(max_reports=max_reports), max_size=max_size, unique_by=lambda event: event.id
    )
    credited = st.lists(datasets(), max_size=2, unique_by=lambda item: item.name)

    def log(draw: DrawFn) -> EventLog:
        return EventLog(draw(told), datasets=draw(credited))

    return drawing(log)

"""Places, counts, actors, claimants, sources and data sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictlog.place import PRECISIONS, ROLES, Place
from conflictlog.report import ROLES as ACTOR_ROLES
from conflictlog.report import Actor, Claimant, Coverage, Dataset, Estimate, Source
from conflictlog.testing.strategies.words import (
    dates,
    drawing,
    maybe,
    moments,
    rare,
    sampled,
    strategies,
    texts,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "LETTERS",
    "OUTLETS",
    "actors",
    "claimants",
    "datasets",
    "estimates",
    "places",
    "sources",
]

LETTERS = (None, None, "A", "B", "C", "D", "E", "F")
#: Outlets that the registry knows under several names, rated and not, and one that it does not.
OUTLETS = (
    "AFP",
    "Agence France-Presse",
    "Reuters",
    "TASS",
    "ITAR-TASS",
    "The Moscow Times",
    "UCDP",
    "BBC Monitoring",
    "Ukrinform",
    "A blog",
)
_CLAIMANTS = (
    "Ukraine's air force",
    "Russia's Defence Ministry",
    "Dmitry Peskov",
    "officials",
    "TASS",
    "A neighbour",
)
_ACTORS = ("Ukraine", "Russia", "Government of Ukraine", "Boko Haram", "IS", "Civilians")
_COUNTRIES = (None, "UKR", "RUS", "BLR", "NGA", "XKX", "FJI", "ATA")


def places() -> SearchStrategy[Place]:
    """Draw places: named only, points with radius, caps over the antimeridian and the poles.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(places())
    ... def law(place):
    ...     assert eval(repr(place)) == place
    >>> law()
    """
    st = strategies()
    lats = st.one_of(sampled([50.45, 53.9, -90.0, 90.0, 0.0, -16.8]), st.floats(-90, 90))
    lons = st.one_of(sampled([30.52, 27.57, -180.0, 180.0, 179.95, 0.0]), st.floats(-180, 180))
    radii = st.one_of(sampled([0.0, 1.0, 5.0, 300.0, 20015.0]), st.floats(0, 500))

    def made(draw: DrawFn) -> Place:
        given: dict[str, Any] = {
            "precision": draw(maybe(sampled(PRECISIONS))),
            "country": draw(st.one_of(sampled(_COUNTRIES), st.just("RUS|UKR"))),
            "role": draw(st.one_of(st.just("occurred"), sampled(ROLES))),
            "admin1": draw(rare(texts())),
            "admin2": draw(rare(texts())),
            "pcode": draw(rare(sampled(["043", "UA80"]))),
            "basis": draw(sampled(["reported", "reported", "geocoded: offline"])),
        }
        if draw(st.booleans()):
            lat, lon = draw(lats), draw(lons)
            given |= {"lat": lat, "lon": lon, "radius_km": draw(maybe(radii))}
            given["point"] = draw(rare(st.just("representative")))
            if lat == lon == 0.0:
                given |= {"precision": "exact", "radius_km": 1.0}
        return Place(draw(maybe(texts())), **given)

    return drawing(made)


def estimates() -> SearchStrategy[Estimate]:
    """Draw counts: exact, bounded, out of order, in words only.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(estimates())
    ... def law(estimate):
    ...     assert eval(repr(estimate)) == estimate
    >>> law()
    """
    st = strategies()
    counts = st.one_of(st.integers(0, 40), sampled([0, 2**53, 0.5]), st.integers(0, 10**6))

    def made(draw: DrawFn) -> Estimate:
        best, low, high = (draw(maybe(counts)) for _ in range(3))
        words = draw(rare(texts()))
        if best is low is high is words is None:
            return Estimate.none_known()
        return Estimate(
            best,
            low=low,
            high=high,
            text=words,
            unit=draw(rare(sampled(["drones", "people"]))),
            scope=draw(rare(sampled(["Kyiv", "nationwide"]))),
            rounded=draw(st.booleans()),
        )

    return drawing(made)


def actors() -> SearchStrategy[Actor]:
    """Draw actors in every role.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(actors())
    ... def law(actor):
    ...     assert eval(repr(actor)) == actor
    >>> law()
    """
    st = strategies()
    found: SearchStrategy[Actor] = st.builds(
        Actor,
        st.one_of(sampled(_ACTORS), sampled(_ACTORS), texts()),
        role=maybe(sampled(ACTOR_ROLES)),
        country=sampled(_COUNTRIES),
        type=rare(sampled(["state forces", "militia"])),
    )
    return found


def claimants() -> SearchStrategy[Claimant]:
    """Draw claimants, known to the registry and not, rated and not.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(claimants())
    ... def law(claimant):
    ...     assert eval(repr(claimant)) == claimant
    >>> law()
    """
    st = strategies()
    found: SearchStrategy[Claimant] = st.builds(
        Claimant,
        st.one_of(sampled(_CLAIMANTS), sampled(_CLAIMANTS), texts()),
        side=rare(sampled(["Ukraine", "RUS", "Boko Haram"])),
        reliability=sampled(LETTERS),
    )
    return found


def sources() -> SearchStrategy[Source]:
    """Draw published items.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(sources())
    ... def law(source):
    ...     assert eval(repr(source)) == source
    >>> law()
    """
    st = strategies()
    found: SearchStrategy[Source] = st.builds(
        Source,
        st.one_of(sampled(OUTLETS), sampled(OUTLETS), texts()),
        url=rare(sampled(["https://example.org/a?b=1&c=2#d", "http://пример.испытание/новость"])),
        title=rare(texts()),
        published=maybe(moments()),
        retrieved=rare(moments()),
        archived_url=rare(st.just("https://example.org/archive/1")),
        sha256=rare(st.just("ab" * 32)),
        language=rare(sampled(["uk", "ru", "zh-Hant"])),
        wire=rare(sampled(["AFP", "TASS", "Reuters"])),
        reliability=sampled(LETTERS),
    )
    return found


def datasets() -> SearchStrategy[Dataset]:
    """Draw data sets with their terms and coverage.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=2)
    ... @given(datasets())
    ... def law(dataset):
    ...     assert eval(repr(dataset)) == dataset
    >>> law()
    """
    st = strategies()
    spans = st.tuples(dates(), dates()).map(sorted)
    coverages = st.builds(
        lambda span, **options: Coverage(first=span[0], last=span[1], **options),
        spans,
        countries=st.lists(sampled(["UKR", "NGA"]), max_size=2, unique=True),
        kinds=st.lists(sampled(["strike", "violence"]), max_size=2, unique=True),
        lag_days=maybe(st.integers(0, 400)),
    )
    found: SearchStrategy[Dataset] = st.builds(
        Dataset,
        st.one_of(sampled(["UCDP GED", "ACLED"]), texts()),
        version=rare(sampled(["23.1", "043"])),
        licence=rare(sampled(["CC BY 4.0", "all rights reserved"])),
        redistributable=st.sampled_from([None, True, False]),
        attribution=rare(texts()),
        retrieved=rare(moments()),
        coverage=maybe(coverages),
    )
    return found

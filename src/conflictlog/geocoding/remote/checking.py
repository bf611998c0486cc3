"""What speaks against an answer: services do not keep to what they were asked for.

A hit outside the country, far from the place near by, or of another kind contradicts the
question: its confidence falls, a note says why, and it never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from conflictlog.countries import country_cap
from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.remote.reading import UNKNOWN_KIND
from conflictlog.geocoding.spelling import fold, script
from conflictlog.outlines import Cap
from conflictlog.outlines.nearness import near_country

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.geometry import Disc

__all__ = ["Checked", "Expected", "checked", "lies_in"]

#: Outlines are coarse and coasts are where people live: so far outside is still inside.
_MARGIN_KM: Final = 25.0
_NEAR_KM: Final = 150.0
_OUTSIDE, _FAR, _OTHER_KIND, _OTHER_NAME = 0.2, 0.3, 0.3, 0.7


@attrs.frozen(kw_only=True)
class Expected:
    """What a hit must agree with."""

    name: str
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    near: Disc | None = None
    kinds: frozenset[str] | None = None


@attrs.frozen
class Checked:
    """A candidate after the checks, and whether one of them contradicts the question."""

    candidate: Candidate
    contradicts: bool


def checked(found: Candidate, expected: Expected, *, names: Sequence[str] = ()) -> Checked:
    """Check one candidate; its confidence falls with each thing that speaks against it.

    Parameters
    ----------
    found, expected
        The candidate, and what it must agree with.
    names
        What the service calls it besides.
    """
    confidence, notes, contradicts = found.confidence, list(found.notes), False
    for factor, note, against in _doubts(found, expected, names):
        confidence *= factor
        notes.append(note)
        contradicts = contradicts or against
    lands = found.countries
    if not lands and expected.countries and not contradicts:
        lands = tuple(code for code in expected.countries if _inside(found, code))
    return Checked(
        attrs.evolve(found, confidence=round(confidence, 3), notes=tuple(notes), countries=lands),
        contradicts,
    )


def _doubts(
    found: Candidate, expected: Expected, names: Sequence[str]
) -> list[tuple[float, str, bool]]:
    doubts: list[tuple[float, str, bool]] = []
    lands = expected.countries
    told = f"outside {' and '.join(lands)}, which was asked for"
    if lands and found.countries and set(lands).isdisjoint(found.countries):
        doubts.append((_OUTSIDE, f"in {' and '.join(found.countries)}, {told}", True))
    elif lands and not any(_inside(found, code) for code in lands):
        doubts.append((_OUTSIDE, f"by the outline {told}", True))
    if expected.near is not None and found.lat is not None and found.lon is not None:
        here = Cap.around(found.lat, found.lon, radius_km=found.radius_km or 0.0)
        away = here.distance_km(expected.near.cap) - here.radius_km - expected.near.km
        if away > _NEAR_KM:
            doubts.append((_FAR, f"{away:.0f} km from the place that it should be near", True))
    if expected.kinds is not None and found.kind not in expected.kinds:
        unsaid = found.kind == UNKNOWN_KIND
        why = "the service does not say what it is" if unsaid else f"it is a {found.kind}"
        doubts.append((_OTHER_NAME if unsaid else _OTHER_KIND, why, not unsaid))
    called = (found.name, found.matched, *names)
    if not _named(expected.name, called):
        doubts.append((_OTHER_NAME, f"{expected.name!r} is none of its names", False))
    if expected.admin1 is not None and not _named(
        expected.admin1, [found.admin1 or found.matched, found.matched]
    ):
        doubts.append((_OTHER_NAME, f"the answer does not name {expected.admin1!r}", False))
    return doubts


def _named(name: str, called: Sequence[str]) -> bool:
    """Say whether one name holds another; names in other scripts alone cannot tell."""
    if any(fold(name) in fold(each) for each in called):
        return True
    return all(script(each) != script(name) for each in called)


def _inside(found: Candidate, code: str) -> bool:
    if found.lat is None or found.lon is None:
        return False
    # A hit for a whole country or region may have its point anywhere near.
    return lies_in(found.lat, found.lon, code, margin_km=_MARGIN_KM)


def lies_in(lat: float, lon: float, code: str, *, margin_km: float = _MARGIN_KM) -> bool:
    """Say whether a point lies in a country's outline or so near to it.

    Where no outline is drawn, the country's cap decides; where nothing is known, it may.

    Examples
    --------
    >>> lies_in(50.45, 30.52, "UKR"), lies_in(50.45, 30.52, "POL")
    (True, False)
    """
    point = np.array([lat]), np.array([lon])
    near = near_country(code, *point, margin_km=margin_km)
    if near is not None:
        return bool(near[0])
    cap = country_cap(code)
    return cap is None or cap.meets(Cap.around(lat, lon, radius_km=margin_km))

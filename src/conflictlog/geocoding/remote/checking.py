"""What speaks against an answer: services do not keep to what they were asked for.

A hit outside the country, far from the place near by, or of another kind contradicts the
question: its confidence falls, a note says why, and it never decides.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
import numpy.typing as npt

from conflictlog.countries import country_cap
from conflictlog.geocoding.found import Candidate
from conflictlog.geocoding.remote.reading import UNKNOWN_KIND
from conflictlog.geocoding.spelling import fold, script
from conflictlog.outlines import Cap, country_rings

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.geometry import Disc

__all__ = ["Checked", "Expected", "checked", "lies_in"]

#: Outlines are coarse and coasts are where people live: so far outside is still inside.
_MARGIN_KM: Final = 25.0
_NEAR_KM: Final = 150.0
_KM_PER_DEGREE: Final = 111.2
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
    edges = _edges(code)
    if not edges.size:
        cap = country_cap(code)
        return cap is None or cap.meets(Cap.around(lat, lon, radius_km=margin_km))
    # Outlines across the antimeridian run on past 180 degrees.
    if any(_encloses(edges, lat, lon + turn) for turn in (0.0, -360.0, 360.0)):
        return True
    return _distance_km(edges, lat, lon) <= margin_km


@functools.cache
def _edges(code: str) -> npt.NDArray[np.float64]:
    """Give the edges of a country's outline, a row each: from and to, in degrees."""
    lines = [np.asarray(ring) for polygon in country_rings(code) for ring in polygon]
    pairs = [np.hstack([line[:-1], line[1:]]) for line in lines]
    return np.concatenate(pairs) if pairs else np.empty((0, 4))


def _encloses(edges: npt.NDArray[np.float64], lat: float, lon: float) -> bool:
    """Count the edges east of the point, by the even-odd rule."""
    x0, y0, x1, y1 = edges[(edges[:, 1] > lat) != (edges[:, 3] > lat)].T
    east = lon < x0 + (lat - y0) / (y1 - y0) * (x1 - x0)
    return bool(np.count_nonzero(east) % 2)


def _distance_km(edges: npt.NDArray[np.float64], lat: float, lon: float) -> float:
    """Measure to the nearest edge, on a plane that touches the point."""
    wide = np.cos(np.radians(lat)) * _KM_PER_DEGREE
    ax = ((edges[:, 0] - lon + 180) % 360 - 180) * wide
    ay = (edges[:, 1] - lat) * _KM_PER_DEGREE
    dx, dy = (edges[:, 2] - edges[:, 0]) * wide, (edges[:, 3] - edges[:, 1]) * _KM_PER_DEGREE
    length = dx * dx + dy * dy
    share = np.clip(-(ax * dx + ay * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    return float(np.hypot(ax + share * dx, ay + share * dy).min())

"""The nearest places of points: cells and bands find what looking at every place finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.gazetteer.nearness import Points

DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
#: Some crowd one town, some lie at the poles, at the antimeridian, or far from everything.
CLOSE = st.tuples(st.floats(50.4, 50.5), st.floats(30.4, 30.6))
PLACES = st.lists(DEGREES | CLOSE, min_size=1, max_size=40)


def vector(points: list[tuple[float, float]]) -> np.ndarray:
    """Give unit vectors."""
    phi, lam = np.radians(np.array(points)).T
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


@given(places=PLACES, asked=st.lists(DEGREES | CLOSE, min_size=1, max_size=8), k=st.integers(1, 4))
def test_the_nearest_are_those_that_looking_at_all_finds(places, asked, k):
    """Distances agree with those of all places, sorted; missing ones are infinite."""
    lat, lon = np.array(places).T
    north, east = np.array(asked).T
    found = Points(np.arange(len(places)), lat, lon).nearest(north, east, k=k)
    chord = np.linalg.norm(vector(asked)[:, None] - vector(places)[None], axis=2)
    km = np.sort(2 * np.arcsin(np.clip(chord / 2, 0, 1)) * 6371.0088, axis=1)[:, :k]
    held = min(k, len(places))
    assert np.allclose(found.km[:, :held], km[:, :held], atol=1e-3)
    assert np.isinf(found.km[:, held:]).all()
    assert (found.ids[:, held:] == -1).all()


def test_a_point_beyond_the_pole_is_refused():
    """Latitude 91 is no place."""
    with pytest.raises(InvalidValue, match="beyond 90"):
        Points([1], [50.0], [30.0]).nearest([91.0], [30.0])

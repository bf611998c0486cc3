"""What a map asks of the stretch of the globe that it shows, in whatever projection."""

from __future__ import annotations

import abc
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

from conflictlog.outlines import Polygon

__all__ = ["Array", "Box", "Window", "joined"]

Array = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # west, south, east, north


@attrs.frozen(kw_only=True)
class Window(abc.ABC):
    """A window onto a plane of the globe; the axes of a map are in that plane.

    Points of the figure (1/72 inch) run right and down from the window's upper left corner.
    """

    width: float  # points

    @property
    @abc.abstractmethod
    def limits(self) -> Box:
        """Give the window in the plane of the axes: left, lower, right, upper."""

    @property
    @abc.abstractmethod
    def height(self) -> float:
        """Give the height in points that keeps shapes in proportion."""

    @property
    @abc.abstractmethod
    def points_per_km(self) -> float:
        """Give the scale at the middle."""

    @property
    @abc.abstractmethod
    def steady(self) -> bool:
        """Say whether the scale changes so little that one bar can tell it."""

    @property
    @abc.abstractmethod
    def words(self) -> str:
        """Name the projection and where it is true to scale."""

    @abc.abstractmethod
    def planar(self, lons: Array, lats: Array) -> Array:
        """Give places in the plane of the axes; not finite where it does not show them."""

    @abc.abstractmethod
    def lines(self, lines: Iterable[Sequence[tuple[float, float]] | Array]) -> list[Array]:
        """Give lines of degrees in the plane, cut where it is, as far as the window shows them."""

    @abc.abstractmethod
    def path(self, polygons: Iterable[Polygon]) -> Path | None:
        """Give polygons of degrees in the plane; None where the window shows none."""

    @abc.abstractmethod
    def disc(self, lat: float, lon: float, km: float) -> Path | None:
        """Give the disc around a place in the plane; None where the window does not show it."""

    @abc.abstractmethod
    def globe(self) -> Path | None:
        """Give the edge of the globe; None where the window lies inside it."""

    def all_planar(self, points: Array) -> Array:
        """Give points of the figure in the plane of the axes."""
        west, south, east, north = self.limits
        scale = np.array(((east - west) / self.width, (south - north) / self.height))
        return np.asarray(points * scale + (west, north), dtype=float)

    def all_pointed(self, plane: Array) -> Array:
        """Give what lies in the plane of the axes in points of the figure."""
        west, south, east, north = self.limits
        scale = np.array((self.width / (east - west), self.height / (south - north)))
        return np.asarray((plane - (west, north)) * scale, dtype=float)

    def all_points(self, lons: Array, lats: Array) -> Array:
        """Give places in points of the figure."""
        return self.all_pointed(self.planar(lons, lats))

    def holds(self, points: Array, slack: Array | float = 0.0) -> npt.NDArray[np.bool_]:
        """Say which points of the figure lie in the window, or so near beside it."""
        beside = np.broadcast_to(np.asarray(slack, dtype=float), len(points))[:, None]
        size = np.array([self.width, self.height])
        within = (points >= -beside) & (points <= size + beside)
        return np.asarray(np.isfinite(points).all(axis=1) & within.all(axis=1))


def joined(rings: Sequence[Array]) -> Path:
    """Make one path of closed rings."""
    codes = [
        code
        for ring in rings
        for code in (Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY)
    ]
    return Path(np.concatenate(rings), codes)

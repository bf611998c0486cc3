"""The part of a crowd that may touch a window: few enough, it is drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np
import polars as pl

from conflictlog.outlines import country_rings
from conflictlog.plotting.cartography.crowd import Crowd
from conflictlog.plotting.cartography.window import Window
from conflictlog.plotting.intake import Intake, Near, Seen

if TYPE_CHECKING:
    from conflictlog.event import Event
    from conflictlog.event.shown import Shown

__all__ = ["Nearby", "rows_near"]


def rows_near(crowd: Crowd, windows: Sequence[Window]) -> list[int]:
    """Give the rows of the events of which a place may touch one of the windows."""
    places = crowd.places
    known = places["lat"].is_not_null().to_numpy()
    touching = np.zeros(places.height, dtype=bool)
    points = places.filter(known)
    lons, lats = points["lon"].to_numpy(), points["lat"].to_numpy()
    radius = points["radius_km"].to_numpy()
    for window in windows:
        at = window.all_points(lons, lats)
        # Away from its middle a map may stretch: twice the radius is room enough to ask.
        touching[known] |= window.holds(at, 2 * radius * window.points_per_km)
    vague = places.filter(~known)["country"].fill_null("")
    seen = {words: _shown(words, windows) for words in vague.unique()}
    touching[~known] = [seen[words] for words in vague]
    return sorted(set(places.filter(touching)["row"].to_list()))


def _shown(countries: str, windows: Sequence[Window]) -> bool:
    lands = [polygon for code in countries.split("|") if code for polygon in country_rings(code)]
    return not lands or any(window.path(lands) is not None for window in windows)


class Nearby(Intake):
    """Some events of an intake, numbered anew; the total stays that of all."""

    def __init__(self, whole: Intake, rows: Sequence[int]) -> None:
        self._whole, self._rows = whole, list(rows)
        self.total, self.undated = whole.total, whole.undated
        self.sensitive, self.zones, self.kinds = whole.sensitive, whole.zones, whole.kinds

    def __len__(self) -> int:
        return len(self._rows)

    def near(self, window: tuple[float, float] | None) -> Near:
        """Give what the whole has: time is no matter of a map."""
        return self._whole.near(window)

    def ids(self) -> list[str]:
        """Give the ids of all."""
        return self._whole.ids()

    def first_undated(self, count: int) -> list[Seen]:
        """Give so many of all the undated events."""
        return self._whole.first_undated(count)

    def everything(self, rows: Sequence[int] | None = None) -> list[Seen]:
        """Give these events, or those of some of their new numbers."""
        asked = range(len(self._rows)) if rows is None else rows
        found = {one.row: one for one in self._whole.everything([self._rows[n] for n in asked])}
        return [attrs.evolve(found[self._rows[number]], row=number) for number in asked]

    def places(self) -> pl.DataFrame:
        """Give the places of these events."""
        anew = pl.DataFrame(
            {"row": self._rows, "anew": range(len(self._rows))},
            schema={"row": pl.Int64, "anew": pl.Int64},
        )
        places = self._whole.places()
        kept = places.join(anew, on="row", how="inner", maintain_order="left")
        return kept.with_columns(row="anew").select(places.columns)

    def event(self, row: int) -> Event:
        """Give one event."""
        return self._whole.event(self._rows[row])

    def shown(self, row: int) -> Shown:
        """Give what one event shows."""
        return self._whole.shown(self._rows[row])

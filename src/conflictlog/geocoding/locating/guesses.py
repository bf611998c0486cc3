"""A guess: a candidate that is still being weighed, with what speaks for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import attrs

from conflictlog.geocoding.found import Candidate, precision_of
from conflictlog.geocoding.locating.families import ADMINS, AREAS, SETTLEMENTS, WATERS
from conflictlog.geocoding.locating.geometry import Disc

if TYPE_CHECKING:
    from conflictlog.geocoding.gazetteer import Row

__all__ = ["Guess"]

_CURATED = "conflictlog sites"


@attrs.frozen(kw_only=True)
class Guess:
    """A candidate that is still being weighed.

    ``fit`` says how well the name fits (1 an exact name); ``role`` what the matched name is to
    its row (primary, alternate, former, code); ``rank`` is the kind that the name itself stands
    for and ``people`` its inhabitants, which a relation does not change.
    """

    candidate: Candidate
    fit: float = 1.0
    role: str = "primary"
    rank: str = attrs.field(
        default=attrs.Factory(lambda self: self.candidate.kind, takes_self=True)
    )
    people: int = 0
    row_id: int | None = None
    admin1_key: int | None = None
    launch_area: bool = False

    @classmethod
    def of(
        cls, row: Row, *, matched: str, role: str, fit: float, method: str, notes: tuple[str, ...]
    ) -> Guess:
        """Make a guess of a row of the gazetteer."""
        return cls(
            candidate=Candidate(
                name=row.name,
                matched=matched,
                lat=row.lat,
                lon=row.lon,
                radius_km=row.radius_km,
                kind=row.kind,
                countries=row.countries,
                admin1=row.admin1,
                admin2=row.admin2,
                method=method,
                notes=notes,
                source=row.source,
                source_id=row.source_id,
                population=row.population or 0,
            ),
            fit=fit,
            role=role,
            people=row.population or 0,
            row_id=row.id,
            admin1_key=row.admin1_key,
            launch_area=row.launch_area,
        )

    @property
    def disc(self) -> Disc | None:
        """Where it is; None where nobody has placed it."""
        found = self.candidate
        if found.lat is None or found.lon is None:
            return None
        return Disc(found.lat, found.lon, found.radius_km or 0.0)

    @property
    def settled(self) -> bool:
        """Whether it is a populated place."""
        return self.rank in SETTLEMENTS

    @property
    def divided(self) -> bool:
        """Whether it is a division of a country."""
        return self.rank in ADMINS

    @property
    def wide(self) -> bool:
        """Whether it is a region or a water that people know by its name."""
        return self.rank in AREAS | WATERS

    @property
    def curated(self) -> bool:
        """Whether people chose to put it into the gazetteer."""
        return self.candidate.source == _CURATED

    def noted(self, *notes: str) -> Guess:
        """Add notes that it does not have yet."""
        fresh = tuple(each for each in notes if each not in self.candidate.notes)
        return attrs.evolve(
            self, candidate=attrs.evolve(self.candidate, notes=(*self.candidate.notes, *fresh))
        )

    def moved(
        self, disc: Disc, *, method: str, precision: str | None = None, share: float = 1.0
    ) -> Guess:
        """Put it where a relation says; what it is called stays."""
        found = self.candidate
        return attrs.evolve(
            self,
            candidate=attrs.evolve(
                found,
                # To a metre; the radius upwards, so that the disc holds what it held.
                lat=round(disc.lat, 5),
                lon=round(disc.lon, 5),
                radius_km=math.ceil(disc.km * 100) / 100,
                precision=precision or precision_of(found.kind, disc.km),
                method=method,
                population=0,
            ),
            fit=self.fit * share,
        )

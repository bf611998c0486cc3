"""`Gazetteer`: the embedded gazetteer behind the interface of geopy's geocoders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

# The base class is geopy's: this leaf module is loaded when `Gazetteer` is first asked for.
from geopy.adapters import BaseSyncAdapter  # noqa: TID253 - as above
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder  # noqa: TID253 - as above
from geopy.location import Location  # noqa: TID253 - as above
from geopy.point import Point  # noqa: TID253 - as above

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.found import Candidate, Located, ambiguous
from conflictlog.geocoding.locating.offline import shipped_table
from conflictlog.geocoding.locating.overriding import Overrides
from conflictlog.geocoding.locating.pipeline import locate_in
from conflictlog.geocoding.locating.reversing import nearest_candidates
from conflictlog.place import Place

if TYPE_CHECKING:
    from conflictlog.geocoding.gazetteer import Table

__all__ = ["Gazetteer"]


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy is published without types
    """An adapter that sends nothing; pinned, so that no global option puts another in its place."""

    def get_json(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise AssertionError(f"the gazetteer is offline and was asked to fetch {url!r}")

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise AssertionError(f"the gazetteer is offline and was asked to fetch {url!r}")


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy is published without types
    """The embedded gazetteer as a geocoder of geopy: nothing leaves this machine.

    Parameters
    ----------
    table
        An opened table; the embedded one where it is left out.
    cache_dir
        Where the embedded table is unpacked, in place of the user's cache.
    overrides
        Texts and the places that they mean, for every look-up.

    Examples
    --------
    >>> gazetteer = Gazetteer()
    >>> found = gazetteer.geocode("Kharkiv", country="UKR")
    >>> found.address, round(found.latitude, 1), found.raw.kind
    ('Kharkiv, Kharkiv Oblast, Ukraine', 50.0, 'city')
    """

    def __init__(
        self,
        table: Table | None = None,
        *,
        cache_dir: str | os.PathLike[str] | None = None,
        overrides: Overrides | None = None,
    ) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        if table is None and cache_dir is not None:
            from conflictlog.geocoding.gazetteer import open_table

            table = open_table(cache_dir)
        self.table: Final = shipped_table() if table is None else table
        self.overrides: Final[Mapping[Any, Any]] = dict(overrides or {})

    @property
    def attribution(self) -> str:
        """Whom to credit for the data, as its licence asks."""
        return str(self.table.attribution)

    def locate(self, text: str, **options: Any) -> Located:
        """Find what a text means; takes what `conflictlog.locate` takes."""
        own = dict(options.pop("overrides", None) or {})
        return locate_in(self.table, text, overrides={**self.overrides, **own}, **options)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        **options: Any,
    ) -> Location | list[Location] | None:
        """Find the place of a text, as geopy's geocoders do.

        Parameters
        ----------
        query
            The text.
        exactly_one
            False gives all that compete, and what was set aside, as a list.
        timeout
            Taken and not used: nothing is waited for.
        **options
            What `conflictlog.locate` takes.

        Returns
        -------
        geopy.Location or list or None
            The `Candidate` is its ``raw``. None where nothing matched or the place is withheld.

        Raises
        ------
        AmbiguousPlace
            Where several places compete and ``exactly_one`` is set.
        """
        del timeout
        found = self.locate(query, **options)
        if found.state == "withheld" or not found.candidates:
            return None
        if not exactly_one:
            return [each for each in map(_location, found.candidates) if each is not None]
        if found.state == "ambiguous":
            raise ambiguous(found)
        return _location(found.candidates[0])

    def reverse(
        self,
        query: Point | Place | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        limit: int = 5,
    ) -> Location | list[Location] | None:
        """Find the populated place nearest to a point, with its country and the distance.

        The distance stands in the candidate's notes and method.
        """
        del timeout
        lat, lon = self._degrees(query)
        found = nearest_candidates(self.table, lat, lon, count=1 if exactly_one else limit)
        places = [each for each in map(_location, found) if each is not None]
        if exactly_one:
            return places[0] if places else None
        return places

    def _degrees(self, query: object) -> tuple[float, float]:
        if isinstance(query, str):
            found = self.locate(query)
            if found.best is None or not found.best.method.startswith("coordinates"):
                raise InvalidValue(
                    f"reverse({query!r})", expected="coordinates", remedy='write "50.45, 30.52"'
                )
            point: tuple[Any, Any] = (found.best.lat, found.best.lon)
        elif isinstance(query, Point):
            point = (query.latitude, query.longitude)
        elif isinstance(query, Place):
            point = (query.lat, query.lon)
        elif isinstance(query, tuple | list) and len(query) == 2:
            point = (query[0], query[1])
        else:
            point = (None, None)
        checked = Place(lat=point[0], lon=point[1], precision="exact", radius_km=0)
        if checked.lat is None or checked.lon is None:
            raise InvalidValue(
                f"reverse({query!r:.80})",
                expected="a point: (lat, lon), a Place that has one, or a geopy Point",
                remedy="write reverse((50.45, 30.52))",
            )
        return checked.lat, checked.lon


def _location(candidate: Candidate) -> Location | None:
    if candidate.lat is None or candidate.lon is None:
        return None
    return Location(_address(candidate), (candidate.lat, candidate.lon), candidate)


def _address(candidate: Candidate) -> str:
    from conflictlog.countries import country_name

    lands = " or ".join(country_name(code) for code in candidate.countries)
    parts = dict.fromkeys(each for each in (candidate.name, candidate.admin1, lands) if each)
    return ", ".join(parts)

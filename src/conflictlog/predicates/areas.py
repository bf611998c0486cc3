"""The predicate of areas: countries, divisions, boxes, polygons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conflictlog.countries import country_code
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.place import Place
from conflictlog.predicates.looked_up import division_of_name, division_of_place
from conflictlog.query import DEFAULT_ROLES, InArea, InBox, InPolygons, Query
from conflictlog.query.regions import Polygons, shapely

__all__ = ["within"]

_FORMS = "a country, (west, south, east, north), a GeoJSON or shapely polygon, or a boundary's name"


def within(
    area: object = None,
    *,
    admin1: str | None = None,
    admin2: str | None = None,
    boundaries: Mapping[str, Any] | None = None,
    name: str | None = None,
    names: str | Iterable[str] | None = None,
    gazetteer: object = None,
    roles: str | Iterable[str] = DEFAULT_ROLES,
    repair: bool = False,
) -> Query:
    """Ask for events in a country, a division, a box or a polygon.

    An event's place is a disc: it is certainly inside where the whole disc is, possibly where
    the two meet. Countries and divisions are compared with what the place names: there is no
    outline of a division, so a place that names none may lie in it, and ``explain`` says so.

    Parameters
    ----------
    area
        A country's name or code, or several; the name of a division, which is looked up now in
        a gazetteer, and is compared by all the names it has there; ``(west, south, east,
        north)`` in degrees, west greater than east over the antimeridian; a polygon as GeoJSON
        or of shapely (needs ``conflictlog[geo]``); a name in ``boundaries``; or a `Place` of
        precision admin1 or admin2.
    admin1, admin2
        Names of divisions, whatever their case and accents, compared as they are written; with
        ``boundaries`` the outline of that name is meant.
    boundaries
        Polygons by name; the one that is named is resolved now.
    name
        What a polygon is called, for the reader.
    names
        With a `Place`: all the names of the division.
    gazetteer
        What the name of a division is looked up in; the embedded one, offline, where it is left
        out.
    roles
        What the place is to the event: where it occurred, or its target, unless told.
    repair
        Whether a polygon that is not closed, or crosses itself, may be repaired.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.place import Place
    >>> irpin = Event(place=Place("Irpin", lat=50.52, lon=30.25, country="Ukraine"))
    >>> within("Ukraine").answer(irpin), within((29.5, 49.9, 31.5, 51.0)).answer(irpin)
    (True, True)
    >>> print(within("Ukraine", admin1="Kyiv Oblast").answer(irpin))
    None
    >>> within("Kharkiv Oblast").answer(irpin)
    False
    """
    looked_at = (roles,) if isinstance(roles, str) else tuple(roles)
    if boundaries is not None:
        asked = [each for each in (area, admin1, admin2) if each is not None]
        if len(asked) != 1 or not isinstance(asked[0], str):
            raise InvalidValue(
                f"within() was given boundaries and {len(asked)} areas, not one name",
                expected="the name of one boundary",
                remedy="join two questions: "
                "within('Ukraine') & within('Kyiv Oblast', boundaries=...)",
            )
        name = name or asked[0]
        area, admin1, admin2 = _boundary(asked[0], boundaries), None, None
    found = _shape(area)
    if found is not None or (isinstance(area, tuple | list) and _numbers(area)):
        if admin1 is not None or admin2 is not None:
            raise InvalidValue(
                "within() was given an outline and a division",
                expected="one of them",
                remedy="join two questions: within(box) & within(admin1=...)",
            )
        if found is not None:
            return InPolygons(polygons=_polygons(found, repair=repair), name=name, roles=looked_at)
        return InBox(box=tuple(area), roles=looked_at)  # type: ignore[arg-type]  # checked as it is made
    if isinstance(area, Place):
        return division_of_place(area, names=names, roles=looked_at)
    if isinstance(area, str) and admin1 is None and admin2 is None and not _is_country(area):
        return division_of_name(area, gazetteer=gazetteer, roles=looked_at)
    if area is None:
        codes: tuple[str, ...] = ()
    elif isinstance(area, str):
        codes = (_country(area),)
    elif (
        isinstance(area, tuple | list | set | frozenset)
        and area
        and all(isinstance(each, str) for each in area)
    ):
        codes = tuple(_country(each) for each in area)
    else:
        raise InvalidValue(
            f"within({area!r:.80})", expected=_FORMS, remedy="write within('Ukraine')"
        )
    return InArea(countries=codes, admin1=admin1, admin2=admin2, roles=looked_at)


def _numbers(area: tuple[object, ...] | list[object]) -> bool:
    return any(isinstance(each, int | float) for each in area)


def _is_country(text: str) -> bool:
    try:
        country_code(text)
    except UnknownName:
        return False
    return True


def _country(text: str) -> str:
    try:
        return country_code(text)
    except UnknownName as error:
        raise UnknownName(
            f"within({text!r}) is no country",
            expected=error.expected,
            remedy=f"{error.remedy}; for a division write within(admin1={text!r})",
        ) from error


def _boundary(name: str, boundaries: Mapping[str, Any]) -> object:
    if name not in boundaries:
        raise UnknownName(
            f"the boundaries have no {name!r}",
            expected="one of their names",
            remedy=nearest_hint(name, map(str, boundaries))
            or "leave boundaries= out to ask for a country, or for a division by its name",
        )
    return boundaries[name]


def _shape(area: object) -> dict[str, Any] | None:
    """Give the GeoJSON geometry of what is one, None of anything else."""
    told = getattr(area, "__geo_interface__", area)
    if not isinstance(told, Mapping):
        return None
    shape = told.get("geometry") if told.get("type") == "Feature" else told
    if not isinstance(shape, Mapping) or shape.get("type") not in {"Polygon", "MultiPolygon"}:
        raise InvalidValue(
            f"within() was given a GeoJSON {told.get('type')!r}",
            expected="a Polygon or a MultiPolygon, or a Feature with one",
            remedy="take the geometry of one feature",
        )
    return dict(shape)


def _polygons(shape: dict[str, Any], *, repair: bool) -> Polygons:
    """Read polygons; one that is not closed or crosses itself is repaired only if asked."""
    nested = shape.get("coordinates")
    if shape["type"] == "Polygon":
        nested = [nested]
    try:
        polygons = tuple(
            tuple(tuple((float(point[0]), float(point[1])) for point in ring) for ring in rings)
            for rings in nested or ()
        )
    except (TypeError, ValueError, IndexError) as error:
        raise InvalidValue(
            "the coordinates of the polygon are no nested lists of numbers",
            expected="rings of points (longitude, latitude)",
            remedy="nest them: 'coordinates': [[[30, 50], [31, 50], [31, 51], [30, 50]]]",
        ) from error
    if repair:
        polygons = tuple(
            tuple(ring if ring[:1] == ring[-1:] else (*ring, ring[0]) for ring in rings)
            for rings in polygons
        )
    InPolygons(polygons=polygons)  # every fault of form is named there
    module = shapely()
    whole = module.MultiPolygon([module.Polygon(rings[0], rings[1:]) for rings in polygons])
    if module.is_valid(whole):
        return polygons
    if not repair:
        raise InvalidValue(
            f"the polygon is not valid: {module.is_valid_reason(whole)}",
            expected="rings that do not cross themselves or one another",
            remedy="mend it, or write within(..., repair=True)",
        )
    mended = module.make_valid(whole, method="structure", keep_collapsed=False)
    return _polygons(dict(mended.__geo_interface__), repair=False)

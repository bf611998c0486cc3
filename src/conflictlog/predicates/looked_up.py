"""Names of places in questions: looked up when the question is built, never when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from conflictlog.countries import country_code
from conflictlog.errors import AmbiguousPlace, InvalidValue, UnknownName
from conflictlog.place import REPRESENTATIVE_PRECISIONS, Place
from conflictlog.query import InDivision

if TYPE_CHECKING:
    from conflictlog.geocoding import Candidate

__all__ = ["division_of_name", "division_of_place", "looked_up", "point_of"]

_DIVISIONS = ("admin1", "admin2")


def looked_up(asked: str, text: str, gazetteer: Any, **options: Any) -> Candidate:
    """Find the one place that a name means.

    Raises
    ------
    AmbiguousPlace
        Where several compete; the error names them and what would decide.
    UnknownName
        Where nothing is called that, or the words withhold a place.
    """
    from conflictlog.geocoding import locate

    found = locate(text, gazetteer=gazetteer, **options)
    place = found.place  # raises where it is ambiguous
    if place is None or found.state == "withheld" or found.best is None:
        raise UnknownName(
            f"{asked} names {text!r}, which is no place that the gazetteer knows",
            expected="the name of a place, or coordinates",
            remedy=found.hint or "give coordinates",
        )
    return found.best


def point_of(text: str, gazetteer: Any, **options: Any) -> tuple[float, float, str]:
    """Give the point of a name for `near`, and the text as it was written."""
    found = looked_up("near()", text, gazetteer, **options)
    if found.lat is None or found.lon is None or found.precision in REPRESENTATIVE_PRECISIONS:
        raise InvalidValue(
            f"near({text!r}) names {found.name} ({found.kind}), an area without a point of its own",
            expected="a town, a site, or coordinates",
            remedy=f"ask within({text!r})",
        )
    return found.lat, found.lon, text


def division_of_name(area: str, *, gazetteer: Any, roles: tuple[str, ...]) -> InDivision:
    """Make the question for a division by its name, with all the names that it has."""
    try:
        found = looked_up("within()", area, gazetteer, kind=_DIVISIONS)
    except AmbiguousPlace as error:
        raise AmbiguousPlace(
            error.seen,
            expected="a division that one name means",
            remedy=f"write the country with it: within({area + ', Ukraine'!r})",
            candidates=error.candidates,
        ) from error
    except UnknownName as error:
        raise UnknownName(
            f"within({area!r}) is no country, and no division that the gazetteer knows",
            expected="a country by its code or English name, or a division",
            remedy=f"{_country_hint(area)}for a division as the log spells it write "
            f"within(admin1={area!r})",
        ) from error
    if found.precision not in _DIVISIONS or found.lat is None or found.radius_km is None:
        raise InvalidValue(
            f"within({area!r}) names {found.name} ({found.kind}), which is no division",
            expected="a country, or a first or second division",
            remedy=f"ask near({area!r}, km=...), or give a polygon",
        )
    return InDivision(
        name=area,
        field=found.precision,
        names=tuple({area, found.name, found.matched, *_names(gazetteer, found)}),
        countries=found.countries,
        lat=found.lat,
        lon=found.lon,
        km=found.radius_km,
        roles=roles,
    )


def division_of_place(
    place: Place, *, names: str | Iterable[str] | None, roles: tuple[str, ...]
) -> InDivision:
    """Make the question for a division that a `Place` is."""
    told = place.name or getattr(place, place.precision, None)
    known = place.lat is not None and place.radius_km is not None and place.country and told
    if place.precision not in _DIVISIONS or not known:
        raise InvalidValue(
            f"within({place!r})",
            expected="a Place of precision admin1 or admin2 with a name, a point and a country",
            remedy="ask near(place, km=...) for any other",
        )
    given = (names,) if isinstance(names, str) else tuple(names or ())
    return InDivision(
        name=told,
        field=place.precision,
        names=given or (told,),
        countries=place.countries,
        lat=place.lat,
        lon=place.lon,
        km=place.radius_km,
        roles=roles,
    )


def _country_hint(text: str) -> str:
    try:
        country_code(text)
    except UnknownName as error:
        return f"{error.remedy}; " if error.remedy.startswith("did you mean") else ""
    return ""


def _names(gazetteer: Any, found: Candidate) -> list[str]:
    """Give every name that the table has for a division."""
    from conflictlog.geocoding import names_of

    return names_of(found, gazetteer=gazetteer)

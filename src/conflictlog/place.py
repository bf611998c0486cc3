"""Places: what is known of where, and how exactly.

A point with a radius is a disc that surely holds the event. Nothing is clamped, swapped or
guessed: what cannot be true is refused, and what is not known stays unknown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from numbers import Real
from typing import Any, Final

import attrs

from conflictlog.countries import country_cap, country_code, country_name
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.keywords import named_keywords
from conflictlog.outlines import EARTH_RADIUS_KM, HALF_WAY_KM, Cap, covering_cap, distance_km

__all__ = [
    "ACLED_GEO_PRECISION",
    "DEFAULT_RADIUS_KM",
    "EARTH_RADIUS_KM",
    "PRECISIONS",
    "REPRESENTATIVE_PRECISIONS",
    "ROLES",
    "UCDP_WHERE_PREC",
    "Cap",
    "Place",
    "covering_cap",
    "distance_km",
]

DEFAULT_RADIUS_KM: Final[dict[str, float | None]] = {
    "exact": 1.0,
    "site": 5.0,
    "town": 5.0,
    "vicinity": 25.0,
    "admin2": 50.0,
    "admin1": 150.0,
    "region": 300.0,
    "country": None,
    "water": 200.0,
    "undisclosed": None,
    "unknown": None,
}
"""The radius that a precision stands for where none is given; None: the country's cap."""

PRECISIONS: Final = tuple(DEFAULT_RADIUS_KM)
"""How exactly a place is known."""

ROLES: Final = ("occurred", "target", "launched_from", "intercepted_over", "route", "announced_at")
"""What a place is to its event."""

REPRESENTATIVE_PRECISIONS: Final = frozenset({"admin2", "admin1", "region", "country", "water"})
"""The precisions whose coordinates only stand for an area."""

UCDP_WHERE_PREC: Final[dict[int, str]] = {
    1: "exact",
    2: "vicinity",
    3: "admin2",
    4: "admin1",
    5: "region",
    6: "country",
    7: "water",
}
"""The UCDP's where_prec as precisions."""

ACLED_GEO_PRECISION: Final[dict[int, str]] = {1: "town", 2: "admin2", 3: "admin1"}
"""ACLED's geo_precision as precisions."""


def _to_float(value: float | None) -> float | None:
    """Make numbers floats, -0.0 and 0.0 one; what is no number is left for the validator."""
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            return float(value) + 0.0
        except OverflowError:  # an integer of hundreds of digits: no place on Earth either
            return math.inf
    return value


def _to_countries(value: str | Iterable[str] | None) -> str | None:
    """Store one code, or the codes of a disputed place sorted and joined by "|"."""
    if value is None:
        return None
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple, set, frozenset)) or not all(
        isinstance(part, str) for part in parts
    ):
        raise InvalidValue(
            f"country is {value!r}",
            expected="a code, a name, or a set of them",
            remedy='write "UKR", or {"RUS", "UKR"} where it is disputed',
        )
    if not parts:
        raise InvalidValue(
            f"country is {value!r}",
            expected="one country or more",
            remedy="leave it out where it is not known",
        )
    return "|".join(sorted({country_code(part) for part in parts}))


def _to_precision(value: str | None) -> str:
    """Mark a precision that is to be inferred."""
    return "" if value is None else value


def _is_number(_: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no finite number; truth values and text are none."""
    if value is not None and not isinstance(value, float):
        raise InvalidValue(
            f"{field.name} is {value!r}",
            expected="a number of km" if field.name == "radius_km" else "a number of degrees",
            remedy="convert it first, or leave it out where it is not known",
        )
    if value is not None and not math.isfinite(value):
        raise InvalidValue(
            f"{field.name} is {value!r}",
            expected="a finite number",
            remedy="leave it out where it is not known",
        )


def _is_text(_: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no text, and text that says nothing."""
    if value is None and field.default is None:
        return
    if not isinstance(value, str):
        raise InvalidValue(
            f"{field.name} is {value!r}",
            expected="text",
            remedy="give coordinates as lat= and lon="
            if field.name == "name"
            else "write it in quotes: so leading zeros stay",
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidValue(
            f"{field.name} is {value!r}, which holds half a character (a lone surrogate)",
            expected="whole characters",
            remedy="decode the source again with its right encoding",
        ) from error
    if not value.strip():
        raise InvalidValue(
            f"{field.name} is {value!r}",
            expected="text that is not blank",
            remedy="leave it out where it is not known",
        )


def _is_one_of(*words: str) -> Callable[[object, attrs.Attribute[Any], str | None], None]:
    """Make a validator of a small vocabulary; a field's default is always allowed."""

    def check(_: object, field: attrs.Attribute[Any], value: str | None) -> None:
        if value != field.default and value not in words:
            raise UnknownName(
                f"{field.name} is {value!r}",
                expected=f"one of {', '.join(words)}",
                remedy=nearest_hint(str(value), words) or "write one of these words",
            )

    return check


@named_keywords
@attrs.frozen(repr=False, str=False)
class Place:
    """A place as far as it is known: a name, a point with a radius, a country, any or none.

    Parameters
    ----------
    name
        As the source writes it.
    lat, lon
        WGS84 degrees, both or neither. (0, 0) is taken for a missing point and refused,
        unless ``precision`` and ``radius_km`` are both given with it.
    radius_km
        The disc around the point surely holds the event. Where a point comes without it, it
        is what ``precision`` stands for (``DEFAULT_RADIUS_KM``).
    country
        ISO 3166-1 alpha-3 (XKX for Kosovo); alpha-2 and English names are accepted and
        stored as alpha-3. A set, or ``"RUS|UKR"``, where it is disputed.
    admin1, admin2
        Names of the first and second administrative division.
    pcode
        The place's code as text.
    precision
        One of ``PRECISIONS``. Left out, it follows from what is given: from the radius (up to
        1 km exact, 5 town, 25 vicinity, beyond that region); from a point without a radius,
        town, which is neither pin-exact nor vague; from a country or a division without a
        name, country, admin1 or admin2; else unknown. "undisclosed" is only ever said.
    role
        One of ``ROLES``: what the place is to the event.
    basis
        How it was found: "reported", or geocoded by what.
    point
        "representative" where the point only stands for an area (always so for admin2,
        admin1, region, country and water): it centres the cap and is never drawn.

    Examples
    --------
    >>> Place("Kyiv", lat=50.45, lon=30.52, country="UA")
    Place('Kyiv', lat=50.45, lon=30.52, radius_km=5.0, country='UKR', precision='town')
    >>> print(Place(country="Belarus", precision="undisclosed"))
    undisclosed place in Belarus
    >>> Place(lat=118.2, lon=34.05)
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: lat is 118.2; expected -90 to 90; lat and lon look swapped: \
if so, write lat=34.05, lon=118.2

    ``attrs.evolve`` keeps what is stored: with another ``precision`` or another point, give
    ``radius_km=None`` for the new default, and ``precision=None`` to have it inferred anew.
    """

    name: str | None = attrs.field(default=None, validator=_is_text)
    lat: float | None = attrs.field(
        default=None, kw_only=True, converter=_to_float, validator=_is_number
    )
    lon: float | None = attrs.field(
        default=None, kw_only=True, converter=_to_float, validator=_is_number
    )
    radius_km: float | None = attrs.field(
        default=None, kw_only=True, converter=_to_float, validator=_is_number
    )
    country: str | None = attrs.field(default=None, kw_only=True, converter=_to_countries)
    admin1: str | None = attrs.field(default=None, kw_only=True, validator=_is_text)
    admin2: str | None = attrs.field(default=None, kw_only=True, validator=_is_text)
    pcode: str | None = attrs.field(default=None, kw_only=True, validator=_is_text)
    precision: str = attrs.field(
        default="", kw_only=True, converter=_to_precision, validator=_is_one_of(*PRECISIONS)
    )
    role: str = attrs.field(default="occurred", kw_only=True, validator=_is_one_of(*ROLES))
    basis: str = attrs.field(default="reported", kw_only=True, validator=_is_text)
    point: str | None = attrs.field(
        default=None, kw_only=True, validator=_is_one_of("representative")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be true together, then fill what follows from the rest."""
        _refuse_pair(self.lat, self.lon)
        _refuse_radius(self.radius_km)
        has_point = self.lat is not None
        if self.point is not None and not has_point:
            raise InvalidValue(
                f"point is {self.point!r} without lat and lon",
                expected="coordinates that stand for an area",
                remedy="give lat= and lon=, or point=None",
            )
        insists = self.precision and self.radius_km is not None
        if self.lat == self.lon == 0.0 and not insists:
            raise InvalidValue(
                "lat is 0.0 and lon is 0.0, the mark of a missing point",
                expected="a point that is known",
                remedy="leave both out; if it truly was there, in the Gulf of Guinea, "
                "insist by giving precision= and radius_km= with it",
            )
        fill = object.__setattr__  # the value is frozen for everybody else
        if not self.precision:
            fill(self, "precision", self._inferred_precision())
        if has_point and self.radius_km is None:
            fill(self, "radius_km", DEFAULT_RADIUS_KM[self.precision])
        if has_point and self.precision in REPRESENTATIVE_PRECISIONS:
            fill(self, "point", "representative")

    def _inferred_precision(self) -> str:
        if self.radius_km is not None:
            bounds = ((1.0, "exact"), (5.0, "town"), (25.0, "vicinity"))
            return next((word for km, word in bounds if self.radius_km <= km), "region")
        if self.lat is not None:
            return "town"
        if self.name is not None:
            return "unknown"
        if self.country is not None:
            divisions = (("admin2", self.admin2), ("admin1", self.admin1))
            return next((word for word, value in divisions if value is not None), "country")
        return "unknown"

    @property
    def countries(self) -> tuple[str, ...]:
        """The alpha-3 codes: none, one, or those that dispute the place.

        Examples
        --------
        >>> Place("Simferopol", country={"Ukraine", "RUS"}).countries
        ('RUS', 'UKR')
        """
        return tuple(self.country.split("|")) if self.country else ()

    @property
    def cap(self) -> Cap | None:
        """The cap that surely holds the place; None where it may be anywhere.

        A point with a radius is its disc. Without a radius (precision country, undisclosed or
        unknown) or without a point it is the cap of the country, or the one around all the
        countries that dispute it. At sea without a point, the country's cap is widened by
        the radius of "water".

        Examples
        --------
        >>> drills = Place(country="Belarus", precision="undisclosed")
        >>> minsk = Place("Minsk", lat=53.90, lon=27.57)
        >>> drills.cap.meets(minsk.cap), Place("a forest").cap
        (True, None)
        """
        if self.lat is not None and self.lon is not None and self.radius_km is not None:
            return Cap.around(self.lat, self.lon, radius_km=self.radius_km)
        caps = [cap for code in self.countries if (cap := country_cap(code)) is not None]
        if not caps or len(caps) < len(self.countries):
            return None
        cap = covering_cap(caps)
        offshore = DEFAULT_RADIUS_KM["water"] if self.precision == "water" else None
        return cap if offshore is None else cap.widened(offshore)

    @property
    def drawable_point(self) -> tuple[float, float] | None:
        """Latitude and longitude for a map, or None: a representative point is never drawn.

        Examples
        --------
        >>> Place("Kyiv", lat=50.45, lon=30.52).drawable_point
        (50.45, 30.52)
        >>> Place("Belgorod region", lat=50.6, lon=37.6, precision="admin1").drawable_point
        """
        if self.lat is None or self.lon is None or self.point is not None:
            return None
        return self.lat, self.lon

    def __str__(self) -> str:
        """Say it in words, never more exactly than it is known."""
        lands = " or ".join(country_name(code) for code in self.countries)
        name = self.name or self.admin2 or self.admin1
        if self.precision == "undisclosed":
            words = f"undisclosed place in {lands}" if lands else "undisclosed place"
            return f"{name}, {words}" if name else words
        if not name and self.lat is None:
            return f"somewhere in {lands}" if lands else "unknown place"
        if not name and self.point is None:
            where = f"{self.lat:.2f}, {self.lon:.2f} ({self.precision})"
        else:
            where = name or f"{self.precision} around {self.lat:.1f}, {self.lon:.1f}"
        words = f"{where}, {self.country}" if self.country else where
        if self.precision != "vicinity" or not name:
            return words
        return f"near {words}" + (f" ({self.radius_km:g} km)" if self.radius_km is not None else "")

    def __repr__(self) -> str:
        """Write the call that makes an equal place, without what it would fill in itself."""
        given = [] if self.name is None else [repr(self.name)]
        for field in attrs.fields(type(self))[1:]:
            value = getattr(self, field.name)
            if value != field.default:
                given.append(f"{field.name}={value!r}")
        return f"{type(self).__name__}({', '.join(given)})"


def _refuse_pair(lat: float | None, lon: float | None) -> None:
    """Refuse half a pair, and degrees that no place on Earth has."""
    if (lat is None) != (lon is None):
        seen, missing = ("lat", "lon") if lon is None else ("lon", "lat")
        raise InvalidValue(
            f"{seen} is {lat if lon is None else lon!r} but {missing} is not given",
            expected="both or neither",
            remedy=f"give {missing}= too, or leave both out",
        )
    if lat is None or lon is None:
        return
    if abs(lat) > 90:
        swapped = abs(lat) <= 180 and abs(lon) <= 90
        raise InvalidValue(
            f"lat is {lat!r}",
            expected="-90 to 90",
            remedy=f"lat and lon look swapped: if so, write lat={lon!r}, lon={lat!r}"
            if swapped
            else "check the column and its decimal point",
        )
    if abs(lon) > 180:
        raise InvalidValue(
            f"lon is {lon!r}",
            expected="-180 to 180",
            remedy=f"if it counts eastward from 0 to 360, write lon={lon - 360!r}"
            if 180 < lon < 360
            else "check the column and its decimal point",
        )


def _refuse_radius(radius_km: float | None) -> None:
    if radius_km is not None and not 0 <= radius_km <= HALF_WAY_KM:
        raise InvalidValue(
            f"radius_km is {radius_km!r}",
            expected=f"0 to {HALF_WAY_KM:.0f} (half way round the Earth)",
            remedy="leave it out where it is not known; precision= gives a default",
        )

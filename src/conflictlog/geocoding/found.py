"""What a look-up found: candidates, and what they decide together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

import attrs

from conflictlog.countries import country_name
from conflictlog.errors import AmbiguousPlace, InvalidValue
from conflictlog.keywords import named_keywords
from conflictlog.place import PRECISIONS, Place

__all__ = ["Candidate", "Located", "State", "precision_of"]

State = Literal["decided", "ambiguous", "none", "withheld"]
"""What a look-up came to: one place, several that compete, none, or a place that is not told."""

STATES: Final = ("decided", "ambiguous", "none", "withheld")

_PRECISION_OF_KIND: Final = {
    **dict.fromkeys(("settlement", "hamlet", "village", "town", "city", "capital"), "town"),
    **dict.fromkeys(("admin2", "admin3"), "admin2"),
    **dict.fromkeys(("region", "area", "corridor", "line", "desert", "mountains"), "region"),
    **dict.fromkeys(("water", "sea", "strait", "river", "lake", "gulf"), "water"),
    "admin1": "admin1",
    "country": "country",
    "coordinates": "exact",
    "vicinity": "vicinity",
}
"""What a kind of the gazetteer is as a precision; every other kind is a site."""

_WIDEST_SITE_KM: Final = 25.0


def precision_of(kind: str, radius_km: float | None) -> str:
    """Give the precision that a kind stands for; a site that is vast is a region.

    Examples
    --------
    >>> precision_of("settlement", 4), precision_of("airbase", 3), precision_of("island", 60)
    ('town', 'site', 'region')
    """
    known = _PRECISION_OF_KIND.get(kind)
    if known == "exact" and radius_km is not None and radius_km > 1:
        return "vicinity"
    if known is not None:
        return known
    return "region" if radius_km is not None and radius_km > _WIDEST_SITE_KM else "site"


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _candidates(value: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(value)


def _share(_: object, field: attrs.Attribute[Any], value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise InvalidValue(
            f"{field.name} is {value!r}", expected="0 to 1", remedy="give it as a share"
        )


def _state(_: object, field: attrs.Attribute[Any], value: str) -> None:
    if value not in STATES:
        raise InvalidValue(
            f"{field.name} is {value!r}",
            expected=f"one of {', '.join(STATES)}",
            remedy="write one of these words",
        )


@named_keywords
@attrs.frozen(kw_only=True)
class Candidate:
    """One place that a text may mean.

    Parameters
    ----------
    name
        What the gazetteer calls it, in English where it can.
    matched
        The name that was matched, as the gazetteer spells it.
    lat, lon
        WGS84 degrees, both or neither.
    radius_km
        The disc around the point holds the place, as far as is known.
    kind
        A kind of the gazetteer: "settlement", "admin1", "airbase", ...
    countries
        ISO 3166-1 alpha-3 codes; several where it is disputed or lies across a border.
    admin1, admin2
        English names of its first and second division.
    precision
        One of ``conflictlog.place.PRECISIONS``; by kind and radius where it is left out.
    confidence
        From 0 to 1, how well it fits; ``notes`` say what it rests on. It is a judgement that
        sorts candidates, no probability that was measured.
    method
        How the text led here: "exact name", "without ending", "12 km NE of Avdiivka".
    notes
        What a reader should know: what was assumed, what spoke against it.
    source, source_id
        The table it stands in, and its key there.
    population
        Inhabitants as the source gives them; 0 where it gives none.

    Examples
    --------
    >>> kyiv = Candidate(name="Kyiv", lat=50.45, lon=30.52, radius_km=15, kind="settlement",
    ...     countries="UKR", method="exact name", confidence=0.95, source="GeoNames")
    >>> print(kyiv)
    Kyiv (settlement, UKR) 50.450, 30.520 within 15 km; exact name; confidence 0.95
    >>> kyiv.place
    Place('Kyiv', lat=50.45, lon=30.52, radius_km=15.0, country='UKR', precision='town', \
basis='geocoded: exact name, GeoNames')
    """

    name: str
    matched: str = attrs.field(
        default=attrs.Factory(lambda self: self.name, takes_self=True),
    )
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    kind: str
    countries: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    admin1: str | None = None
    admin2: str | None = None
    precision: str = attrs.field(
        default=attrs.Factory(
            lambda self: precision_of(self.kind, self.radius_km), takes_self=True
        ),
        validator=attrs.validators.in_(PRECISIONS),
    )
    confidence: float = attrs.field(default=1.0, validator=_share)
    method: str
    notes: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    source: str = ""
    source_id: str = ""
    population: int = 0

    @property
    def country(self) -> str | None:
        """The code, or the codes joined by "|" where there are several; None where none is."""
        return "|".join(sorted(self.countries)) or None

    @property
    def place(self) -> Place:
        """The place as a value of an event, under the gazetteer's name.

        A country is given without a point: its cap is known better than any disc.
        """
        told = self.precision not in {"country", "undisclosed"} or not self.countries
        basis = ", ".join(part for part in (self.method, self.source) if part)
        return Place(
            self.name,
            lat=self.lat if told else None,
            lon=self.lon if told else None,
            radius_km=self.radius_km if told else None,
            country=self.country,
            admin1=self.name if self.kind == "admin1" else self.admin1,
            admin2=self.name if self.kind == "admin2" else self.admin2,
            precision=self.precision,
            basis=f"geocoded: {basis}",
        )

    def __str__(self) -> str:
        """Say it on one line."""
        where = ", ".join(part for part in (self.kind, self.admin1, self.country) if part)
        point = ""
        if self.lat is not None and self.lon is not None:
            point = f" {self.lat:.3f}, {self.lon:.3f}"
            point += "" if self.radius_km is None else f" within {self.radius_km:.3g} km"
        how = f"{self.method}; confidence {self.confidence:.2f}"
        return f"{self.name} ({where}){point}; {how}"


@named_keywords
@attrs.frozen(kw_only=True)
class Located:
    """What a text came to: a state, and the candidates with the best fitting first.

    Parameters
    ----------
    text
        As it was given.
    state
        "decided", "ambiguous", "none" or "withheld".
    candidates
        Best first; where the state is "withheld", the area that is told, if one is.
    notes
        What was understood, and what was left aside.
    hint
        What would decide, where the state is "ambiguous" or "none".
    countries
        The countries that were asked for, as alpha-3.
    sensitive
        Whether the text may leave this machine; true keeps every remote member away from it.

    Examples
    --------
    >>> nothing = Located(text="Nowhere", state="none", hint="give country=")
    >>> nothing.place, nothing.best
    (None, None)
    >>> print(nothing)
    'Nowhere': none
      to decide: give country=
    """

    text: str
    state: State = attrs.field(validator=_state)
    candidates: tuple[Candidate, ...] = attrs.field(default=(), converter=_candidates)
    notes: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    hint: str = ""
    countries: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    sensitive: bool | None = False

    def __attrs_post_init__(self) -> None:
        """Refuse a state that its candidates contradict."""
        least = {"decided": 1, "ambiguous": 2}.get(self.state, 0)
        if len(self.candidates) < least or (self.state == "none" and self.candidates):
            raise InvalidValue(
                f"state is {self.state!r} with {len(self.candidates)} candidates",
                expected="one or more for 'decided', two for 'ambiguous', none for 'none'",
                remedy="give the state that the candidates make",
            )

    @property
    def best(self) -> Candidate | None:
        """The candidate that fits best, also where others compete with it; None without any."""
        return self.candidates[0] if self.candidates else None

    @property
    def place(self) -> Place | None:
        """The place, named as the text has it; None where nothing matched.

        A withheld place is "undisclosed", in its country or area where that is told.

        Raises
        ------
        AmbiguousPlace
            Where several candidates compete and nothing decides.
        """
        if self.state == "none":
            return None
        if self.state == "ambiguous":
            raise ambiguous(self)
        if self.state == "withheld":
            return self._withheld()
        return attrs.evolve(self.candidates[0].place, name=self.text.strip())

    def _withheld(self) -> Place:
        basis = "geocoded: withheld by the source"
        if self.best is None:
            country = "|".join(self.countries) or None
            return Place(self.text.strip(), country=country, precision="undisclosed", basis=basis)
        area = self.best.place
        return attrs.evolve(
            area,
            name=self.text.strip(),
            precision="undisclosed",
            point=None if area.lat is None else "representative",
            basis=basis,
        )

    def __str__(self) -> str:
        """Show the state, the candidates line by line, and what would decide."""
        lines = [f"{self.text.strip()!r}: {self.state}"]
        for number, each in enumerate(self.candidates, 1):
            lines.append(f"  {number}. {each}")
            lines.extend(f"     {note}" for note in each.notes)
        lines.extend(f"  note: {note}" for note in self.notes)
        if self.hint:
            lines.append(f"  to decide: {self.hint}")
        return "\n".join(lines)


def ambiguous(found: Located) -> AmbiguousPlace:
    """Make the error that names the candidates which compete."""
    shown = [_short(each) for each in found.candidates[:4]]
    more = len(found.candidates) - len(shown)
    told = "; ".join(shown) + (f"; and {more} more" if more else "")
    return AmbiguousPlace(
        f"{found.text.strip()!r} may be {told}",
        expected="a text that means one place",
        remedy=found.hint or "give country=, admin1=, near= or kind=, or an override",
        candidates=found.candidates,
    )


def _short(each: Candidate) -> str:
    lands = " or ".join(country_name(code) for code in each.countries)
    where = ", ".join(part for part in (each.admin1, lands) if part and part != each.name)
    return f"{each.name} ({each.kind}{', ' + where if where else ''})"

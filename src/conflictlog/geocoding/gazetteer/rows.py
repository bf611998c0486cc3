"""What the table holds: rows, and the names by which a look-up met them."""

from __future__ import annotations

from typing import Final, Literal

import attrs

__all__ = ["FAMILIES", "Hit", "Role", "Row", "family_of"]

Role = Literal["primary", "alternate", "former", "code"]
"""What a name is to its row: its own (in Ukraine also in Ukrainian, by the state's codifier),
another in use, one once in use, or a code."""

ROLES: Final[tuple[Role, ...]] = ("primary", "alternate", "former", "code")

FAMILIES: Final[dict[str, frozenset[str]]] = {
    "settlement": frozenset({"settlement", "village", "town", "city"}),
    "admin": frozenset({"admin1", "admin2", "admin3"}),
    "air": frozenset({"airport", "airbase"}),
    "energy": frozenset({"dam", "npp", "nuclear", "plant", "refinery", "oilfield", "depot"}),
    "water": frozenset({"water", "sea", "strait", "river", "lake", "gulf"}),
    "area": frozenset({"region", "area", "corridor", "line", "district", "island", "mountains"}),
}
"""Kinds that one word of a text may mean; a kind that stands in none is a family of its own."""

_FAMILY_OF: Final = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}


def family_of(kind: str) -> str:
    """Name the family of a kind.

    Examples
    --------
    >>> family_of("village"), family_of("airbase"), family_of("country")
    ('settlement', 'air', 'country')
    """
    return _FAMILY_OF.get(kind, kind)


@attrs.frozen(slots=True)
class Row:
    """One place of the table.

    Parameters
    ----------
    id
        Its number in this version of the table; between versions ``source`` and ``source_id``
        stay, this does not.
    name
        In English where the source has it.
    lat, lon
        WGS84 degrees to four decimals; None where the sources place it nowhere.
    radius_km
        The disc around the point holds the place: by population for a settlement of GeoNames, by
        the spread of the settlements inside for a division and for a village that is placed by
        its hromada.
    kind
        "city" (50,000 inhabitants and more), "town" (5,000), "village", "settlement" (population
        not known), "admin1", "admin2", "admin3", "country", "airport", or a kind of the sites.
    countries
        ISO 3166-1 alpha-3, sorted; several for what is disputed or lies across a border.
    admin1, admin1_key
        First division: its English name, and the ``id`` of its row.
    admin2
        Second division (a raion, a district), in English; known for places of 1,000 inhabitants
        and more, and for all of Ukraine.
    population
        As the source gives it; None where it gives none.
    source, source_id
        The table it comes from and its key there, for instance GeoNames and 703448.
    launch_area
        Strikes come from here: it is no target.

    Examples
    --------
    >>> row = Row(1, "Kyiv", 50.4547, 30.5238, 13.8, "city", ("UKR",), source="GeoNames")
    >>> row.family, row.name
    ('settlement', 'Kyiv')
    """

    id: int
    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    kind: str
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    admin1_key: int | None = None
    admin2: str | None = None
    population: int | None = None
    source: str = ""
    source_id: str = ""
    launch_area: bool = False

    @property
    def family(self) -> str:
        """What its kind is of: "settlement" for village, town and city."""
        return family_of(self.kind)


@attrs.frozen(slots=True)
class Hit:
    """A row, and the name that met it.

    Parameters
    ----------
    row
        The place.
    key
        What was looked up, folded.
    matched
        The name as the table spells it.
    role
        "primary", "alternate", "former" or "code".
    """

    row: Row
    key: str
    matched: str
    role: Role

"""`locate`: what a text means, from the embedded gazetteer, with nothing sent anywhere."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.found import Candidate, Located
from conflictlog.geocoding.locating.divisions import without_word
from conflictlog.geocoding.locating.pipeline import locate_in
from conflictlog.geocoding.spelling import fold, forms

if TYPE_CHECKING:
    from conflictlog.geocoding.gazetteer import Table
    from conflictlog.geocoding.locating.overriding import Overrides
    from conflictlog.place import Place

__all__ = ["locate", "names_of", "shipped_table"]

_WORDS = ("province", "governorate", "state", "oblast", "region", "division", "republic")


@functools.cache
def shipped_table() -> Table:
    """Open the embedded table, once a process."""
    from conflictlog.geocoding.gazetteer import open_table

    return open_table()


def locate(
    text: str,
    country: str | Iterable[str] | None = None,
    admin1: str | None = None,
    near: Place | tuple[float, float] | str | None = None,
    kind: str | Iterable[str] | None = None,
    *,
    on: dt.date | str | None = None,
    limit: int = 5,
    sensitive: bool | None = False,
    gazetteer: Any = None,
    overrides: Overrides | None = None,
) -> Located:
    """Find what the text of a place means, offline, and say where it is ambiguous.

    Understood are names in Latin, Cyrillic, Arabic and Hebrew script, old ones and inflected
    ones; settlement and site words ("с.", "смт", "air base", "oblast"); relations ("12 km NE of
    X", "near X", "between X and Y", "western X", "X, Y"); codes of countries, divisions and
    airports; coordinates in every usual notation; and words for a place that is withheld. Each
    relation widens the radius. Misspelt names are looked for inside a country only.

    Where several places of one name are left and nothing decides between them, the state is
    "ambiguous": population decides for cities, never among villages.

    Parameters
    ----------
    text
        As the report has it, up to 300 characters.
    country
        Where it must lie: codes or names, several for a disputed place.
    admin1
        The first division it must lie in, in any spelling.
    near
        A point in degrees, a `Place`, or the name of one: namesakes far from it stand back.
    kind
        A kind or a family that it must be of: "settlement", "airbase", "admin1", "dam".
    on
        The day of the report, for names that have changed.
    limit
        How many candidates are kept, at least two of those that compete.
    sensitive
        Whether the text may leave this machine: nothing does here, and remote members of a
        chain refuse what is sensitive.
    gazetteer
        A `Gazetteer`, a chain, or an opened table, in place of the embedded one.
    overrides
        Texts, or ``(text, country)``, and the `Place` that each means: they always win.

    Raises
    ------
    InvalidValue
        Where the text cannot be a place: empty, too long, with control or look-alike characters,
        coordinates out of range. Never where it is ambiguous or finds nothing.
    UnknownName
        Where ``country``, ``admin1`` or ``kind`` is not known.

    Examples
    --------
    >>> found = locate("Kiev", country="UKR")
    >>> found.state, found.best.name, found.best.kind
    ('decided', 'Kyiv', 'city')
    >>> print(locate("50.45, 30.52").place)
    50.45, 30.52
    """
    options: dict[str, Any] = {
        "country": country,
        "admin1": admin1,
        "near": near,
        "kind": kind,
        "on": on,
        "limit": limit,
        "sensitive": sensitive,
        "overrides": overrides,
    }
    if gazetteer is None:
        return locate_in(shipped_table(), text, **options)
    if hasattr(gazetteer, "locate"):
        found = gazetteer.locate(text, **options)
        assert isinstance(found, Located)  # noqa: S101 - for type checkers
        return found
    if not hasattr(gazetteer, "exact"):
        raise InvalidValue(
            f"gazetteer is {gazetteer!r:.80}",
            expected="a Gazetteer, a chain, or an opened table",
            remedy="leave it out for the embedded gazetteer",
        )
    return locate_in(gazetteer, text, **options)


def names_of(candidate: Candidate, *, gazetteer: Any = None) -> list[str]:
    """Give all the names that a candidate has in the table it was found in.

    Of a first division also what logs write: with another word for what it is, and with or
    without the h at its end ("Hamah governorate").

    Examples
    --------
    >>> "Харків" in names_of(locate("Kharkiv", country="UKR").best)
    True
    """
    table = getattr(gazetteer, "table", gazetteer)
    if not hasattr(table, "exact"):
        table = shipped_table()
    for hit in table.exact([fold(candidate.matched), fold(candidate.name)]):
        if (hit.row.source, hit.row.source_id) == (candidate.source, candidate.source_id):
            names = [name for name, role in table.names(hit.row.id) if role != "code"]
            return list(_as_written(names)) if candidate.kind == "admin1" else names
    return [candidate.name]


def _as_written(names: list[str]) -> dict[str, None]:
    """Add the ways in which logs write the names of a division, in order."""
    found = dict.fromkeys(names)
    for name in names:
        if not name.isascii():
            continue
        bare = without_word(name)
        ends = [form.key for form in forms(bare) if form.method == "final h"]
        for each in (bare, *ends):
            found.update(dict.fromkeys((each, *(f"{each} {word}" for word in _WORDS))))
    return found

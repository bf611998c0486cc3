"""First divisions by their names, whatever the script, the ending, the romanisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.geocoding.phrases.lines import line_of
from conflictlog.geocoding.phrases.names import name_of
from conflictlog.geocoding.spelling import fold, forms

if TYPE_CHECKING:
    from conflictlog.geocoding.gazetteer import Row
    from conflictlog.geocoding.locating.asking import Lookups

__all__ = ["divisions_of", "without_word"]

#: Of 100: a division is spelt so, and no other nearly as much.
_SPELT_SO = 80.0
_APART = 10.0


def divisions_of(text: str, countries: frozenset[str], table: Lookups) -> tuple[Row, ...]:
    """Find the first divisions that a name may mean, whatever its script and its ending.

    Raises
    ------
    UnknownName
        Where no division of these countries is called that.
    """
    if not isinstance(text, str) or not text.strip():
        raise InvalidValue(
            f"admin1 is {text!r}", expected="the name of a division", remedy="or leave it out"
        )
    bare = without_word(text)
    forms_tried = (*forms(text), *forms(bare))
    for key in dict.fromkeys((fold(text), *(form.key for form in forms_tried))):
        rows = [
            row
            for row in table.admin1(key, None)
            if not countries or not countries.isdisjoint(row.countries)
        ]
        if rows:
            return tuple(rows)
    close = _spelt_nearly(bare, countries, table)
    if close is not None:
        return (close,)
    lands = " or ".join(sorted(countries)) or "any country"
    raise UnknownName(
        f"admin1 is {text!r}",
        expected=f"a first division of {lands} by one of its names",
        remedy=_nearest_division(text, countries, table)
        or "leave it out, and give near= or kind= instead",
    )


def _spelt_nearly(text: str, countries: frozenset[str], table: Lookups) -> Row | None:
    """Find the one division of the countries whose name is nearly this; they are few."""
    from rapidfuzz import fuzz, process

    rows = [row for code in sorted(countries) for row in table.areas("admin1", code)]
    names = [_bare(row.name) for row in rows]
    best = process.extract(_bare(text), names, scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < _SPELT_SO or (len(best) > 1 and best[1][1] > best[0][1] - _APART):
        return None
    return rows[best[0][2]]


def _bare(text: str) -> str:
    return fold(without_word(text))


def without_word(text: str) -> str:
    """Leave out what it is, "province"; a direction is a part of the name: "Nord Kivu province"."""
    return name_of(line_of(text)).name


def _nearest_division(text: str, countries: frozenset[str], table: Lookups) -> str:
    names = [row.name for code in sorted(countries) for row in table.areas("admin1", code)]
    return nearest_hint(text, names)

"""Each distinct question once: texts with their country and division, and what they came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.geocoding.found import Candidate, Located
from conflictlog.geocoding.locating.offline import locate

__all__ = ["ANSWER", "KEY", "answered", "candidate_cell", "candidates_shown"]

KEY: Final = ("text", "country", "admin1")
"""What a question is told apart by."""

#: How many candidates a row of a review has room for.
candidates_shown: Final = 5

ANSWER: Final = pl.Schema(
    {
        "state": pl.String(),
        "confidence": pl.Float64(),
        "name": pl.String(),
        "kind": pl.String(),
        "lat": pl.Float64(),
        "lon": pl.Float64(),
        "radius_km": pl.Float64(),
        "found_country": pl.String(),
        "found_admin1": pl.String(),
        "found_admin2": pl.String(),
        "precision": pl.String(),
        "basis": pl.String(),
        "method": pl.String(),
        "notes": pl.String(),
        "hint": pl.String(),
        **{f"candidate_{number}": pl.String() for number in range(1, candidates_shown + 1)},
    }
)
"""What an answer has: the place where it is decided, the candidates where it is not.

``state`` is as in `Located`, or "refused" for a text or a division that cannot be looked up; the
notes then have the error.
"""


def answered(questions: pl.DataFrame, **options: Any) -> pl.DataFrame:
    """Ask each row of a table of distinct questions, and put the answers beside them.

    ``questions`` has the columns of ``KEY`` and may have ``sensitive``; the options are those of
    `conflictlog.locate`.
    """
    told = [dict(_answer(row, options)) for row in questions.iter_rows(named=True)]
    return pl.concat([questions, pl.DataFrame(told, schema=ANSWER)], how="horizontal")


def _answer(row: dict[str, Any], options: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    asked = {**options}
    for name in ("country", "admin1"):
        if row[name] is not None:
            asked[name] = row[name]
    if "sensitive" in row:
        asked["sensitive"] = row["sensitive"]  # None, "nobody has said", is no False
    try:
        found = locate(row["text"], limit=candidates_shown, **asked)
    except (InvalidValue, UnknownName) as error:
        yield from {"state": "refused", "notes": str(error)}.items()
        return
    yield from _told(found)


def _told(found: Located) -> Iterator[tuple[str, Any]]:
    yield "state", found.state
    yield "hint", found.hint or None
    for number, each in enumerate(found.candidates[:candidates_shown], 1):
        yield f"candidate_{number}", candidate_cell(each)
    notes = list(found.notes)
    if found.state in {"decided", "withheld"} and (place := found.place) is not None:
        yield from {
            "lat": place.lat,
            "lon": place.lon,
            "radius_km": place.radius_km,
            "found_country": place.country,
            "found_admin1": place.admin1,
            "found_admin2": place.admin2,
            "precision": place.precision,
            "basis": place.basis,
        }.items()
    if found.state == "decided" and (best := found.best) is not None:
        notes = [*best.notes, *notes]
        yield from {
            "confidence": best.confidence,
            "name": best.name,
            "kind": best.kind,
            "method": best.method,
        }.items()
    yield "notes", "; ".join(notes) or None


def candidate_cell(each: Candidate) -> str:
    """Write a candidate into one cell, to be read by people and read back.

    Examples
    --------
    >>> candidate_cell(
    ...     Candidate(
    ...         name="Stepove",
    ...         lat=48.19,
    ...         lon=37.66,
    ...         radius_km=2,
    ...         kind="village",
    ...         countries="UKR",
    ...         admin1="Donetsk Oblast",
    ...         method="exact name",
    ...     )
    ... )
    'Stepove; village; Donetsk Oblast; UKR; 48.19; 37.66; 2'
    """
    numbers = ("" if value is None else f"{value:.7g}" for value in (each.lat, each.lon))
    radius = "" if each.radius_km is None else f"{each.radius_km:.5g}"
    parts = (each.name, each.kind, each.admin1 or "", each.country or "", *numbers, radius)
    return "; ".join(part.replace(";", ",") for part in parts)

"""The review: what was found for each text, most doubtful first, to be filled in and read back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import polars as pl

from conflictlog.errors import ConflictlogError, InvalidValue
from conflictlog.geocoding.bulk.answers import ANSWER, candidates_shown
from conflictlog.place import Place
from conflictlog.worksheets import read_worksheet, write_worksheet

__all__ = ["read_overrides", "review_of", "write_review"]

_DECISIONS: Final = ("pick", "set_lat", "set_lon", "set_radius_km", "set_precision")
_DOUBT: Final = {"ambiguous": 0, "refused": 1, "none": 2, "decided": 3, "withheld": 4}
_NOWHERE: Final = frozenset({"0", "none", "no"})


def review_of(found: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Order answers by doubt, with room for a person's decision.

    Ambiguous ones come first, then what was refused and what is not known, then what was
    decided, the least sure first; among equals what stands in most events.
    """
    rows = found["_rows"].to_list() if found.height else []
    named = [", ".join(ids.gather(each).to_list()) for each in rows]
    return (
        found.with_columns(
            pl.Series("examples", named, dtype=pl.String()),
            *(pl.lit(None, pl.String()).alias(name) for name in _DECISIONS),
        )
        .sort(
            pl.col("state").replace_strict(_DOUBT, return_dtype=pl.Int8()),
            pl.col("confidence"),
            -pl.col("events").cast(pl.Int64()),
            "text",
        )
        .select(
            *("text", "country", "admin1", "events", "examples"),
            *_DECISIONS,
            *(name for name in ANSWER if name not in {"precision", "basis"}),
        )
    )


def write_review(review: pl.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a review as CSV or Excel, by the ending of the path.

    To decide a text, write into its row either ``pick``: the number of a candidate (1 to 5), or
    "none" where it means none of them; or ``set_lat`` and ``set_lon``, with ``set_radius_km`` and
    ``set_precision`` where they are known. Then `read_overrides` reads the file.

    Examples
    --------
    >>> from conflictlog.geocoding import geocode
    >>> from conflictlog.log import EventLog
    >>> review = geocode(EventLog()).review
    >>> write_review(review, "review.txt")
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: the review is to be written to 'review.txt'; \
expected a path that ends in .csv or .xlsx; name it review.csv
    """
    write_worksheet(review, path, name="review", frozen=1)


def read_overrides(
    path: str | os.PathLike[str],
) -> dict[tuple[str, str | None, str | None], Place]:
    """Read the decisions of a review that was filled in.

    Returns
    -------
    dict
        By text, country and division, for ``overrides=`` of `geocode` and `locate`. Rows without a
        decision are left out.

    Raises
    ------
    FileNotReadable
        Where there is no such file.
    InvalidValue
        Where a decision cannot be read; the row is named.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.event import Event
    >>> from conflictlog.geocoding import geocode
    >>> from conflictlog.log import EventLog
    >>> review = geocode(EventLog([Event(id="a", place="Nowhere at all")])).review
    >>> decided = review.with_columns(set_lat=pl.lit("48.5"), set_lon=pl.lit("37.9"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_review(decided, f"{folder}/review.csv")
    ...     found = read_overrides(f"{folder}/review.csv")
    >>> found
    {('Nowhere at all', None, None): Place('Nowhere at all', lat=48.5, lon=37.9, radius_km=5.0, \
precision='town', basis='geocoded: decided by a person')}
    """
    table = read_worksheet(path, name="review")
    missing = [name for name in ("text", "country", "admin1", "pick") if name not in table.columns]
    if missing:
        raise InvalidValue(
            f"{path} has no column {missing[0]!r}",
            expected="a review that write_review wrote",
            remedy="keep its heading as it is",
        )
    found = {}
    for number, row in enumerate(table.iter_rows(named=True), 2):
        told = {name: value and value.strip() for name, value in row.items()}
        place = _decision(told, f"{Path(path).name}, row {number}")
        if place is not None and told["text"] is not None:
            found[told["text"], told["country"], told["admin1"]] = place
    return found


def _decision(row: dict[str, str | None], where: str) -> Place | None:
    try:
        if row.get("set_lat") is not None or row.get("set_lon") is not None:
            return _set(row)
        pick = row["pick"]
        if pick is None:
            return None
        return _picked(row, pick)
    except (ConflictlogError, ValueError) as error:
        raise InvalidValue(
            f"{where}: {error}",
            expected="pick as the number of a candidate or none, or set_lat and set_lon as numbers",
            remedy="correct the row",
        ) from error


def _set(row: dict[str, str | None]) -> Place:
    numbers: dict[str, Any] = {
        name: None
        if row.get(f"set_{name}") is None
        else float(str(row[f"set_{name}"]).replace(",", "."))
        for name in ("lat", "lon", "radius_km")
    }
    return Place(
        row["text"],
        **numbers,
        country=row["country"] or row.get("found_country"),
        admin1=row["admin1"],
        precision=row.get("set_precision"),
        basis="geocoded: decided by a person",
    )


def _picked(row: dict[str, str | None], pick: str) -> Place:
    if pick.lower() in _NOWHERE:
        return Place(row["text"], country=row["country"], basis="geocoded: none, by a person")
    number = int(float(pick))
    cell = row.get(f"candidate_{number}")
    if not 1 <= number <= candidates_shown or cell is None:
        raise ValueError(f"pick is {pick}, and the row has no such candidate")
    from conflictlog.geocoding.found import precision_of

    name, kind, admin1, country, lat, lon, radius = (part.strip() for part in cell.split(";"))
    point: dict[str, Any] = (
        {"lat": float(lat), "lon": float(lon), "radius_km": float(radius)} if lat else {}
    )
    return Place(
        name,
        **point,
        country=country or None,
        admin1=admin1 or None,
        precision=precision_of(kind, point.get("radius_km")),
        basis="geocoded: picked by a person",
    )

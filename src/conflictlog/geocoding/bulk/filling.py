"""Filling the places of a log: what is missing, never what was written."""

from __future__ import annotations

import re
from typing import Any, Final

import attrs
import polars as pl

from conflictlog.geocoding.bulk.answers import KEY, answered
from conflictlog.geocoding.bulk.nesting import flat_places, with_places
from conflictlog.geocoding.bulk.reviewing import review_of
from conflictlog.geocoding.gazetteer import attribution
from conflictlog.geocoding.gazetteer.packed import imprint
from conflictlog.geocoding.locating.overriding import Overrides
from conflictlog.log import EventLog
from conflictlog.log.combining import unite_datasets
from conflictlog.place import DEFAULT_RADIUS_KM, REPRESENTATIVE_PRECISIONS
from conflictlog.report import Dataset

__all__ = ["Geocoded", "geocode"]

_FILLED: Final = ("lat", "lon", "radius_km", "country", "admin1", "admin2")


@attrs.frozen(kw_only=True, eq=False)
class Geocoded:
    """A log whose places were looked up, and the table of what was found.

    Parameters
    ----------
    log
        The log with points, where a text meant one place.
    review
        A row for each distinct text with its country and division, the most doubtful first; see
        `conflictlog.write_review`.
    filled
        How many places were given what they lacked.

    Examples
    --------
    >>> print(geocode(EventLog()))
    0 places filled; 0 distinct texts
    """

    log: EventLog
    review: pl.DataFrame
    filled: int

    def __str__(self) -> str:
        """Count the texts by what they came to."""
        counts = dict(self.review["state"].value_counts().rows())
        order = ("decided", "withheld", "ambiguous", "none", "refused")
        told = ", ".join(f"{counts[state]} {state}" for state in order if state in counts)
        texts = f"{self.review.height} distinct text{'' if self.review.height == 1 else 's'}"
        return f"{self.filled} places filled; {texts}" + (f": {told}" if told else "")


def geocode(
    log: EventLog,
    *,
    country: str | None = None,
    sensitive: bool | None = None,
    gazetteer: Any = None,
    overrides: Overrides | None = None,
) -> Geocoded:
    """Look up every place of a log that has a name and no point, each distinct text once.

    What was written stays: names, and each country, division or precision that is said. A point,
    a radius and what follows from them are filled where the text means one place; what is
    ambiguous, unknown or withheld is left open and stands in the review. The basis says
    how each was found. Places of reports are filled as well; reports keep their ids. The table
    joins the log's data sets, so that credits and the footers of pictures name it.

    Parameters
    ----------
    log
        The log; it is not changed.
    country
        The country of places that name none.
    sensitive
        Whether events that are not marked as sensitive are so all the same. Left out, nobody
        has said, and that counts as sensitive: remote members of a chain are asked only with
        ``sensitive=False``, and never about a text that only marked events have.
    gazetteer
        A `Gazetteer` or a chain, in place of the embedded gazetteer.
    overrides
        Texts and the places that they mean, as `conflictlog.read_overrides` reads them from a
        review; they always win.

    Returns
    -------
    Geocoded
        With ``.log`` and ``.review``.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> log = EventLog(
    ...     [
    ...         Event(id="a", place="Харків"),
    ...         Event(id="b", place="Степове"),
    ...     ]
    ... )
    >>> found = geocode(log, country="UKR")
    >>> print(found)
    1 places filled; 2 distinct texts: 1 decided, 1 ambiguous
    >>> found.log["a"].place.precision, found.log["a"].place.name
    ('town', 'Харків')
    >>> found.review["text"].to_list()
    ['Степове', 'Харків']
    """
    places = flat_places(log.frame)
    wanted = (
        pl.col("lat").is_null()
        & pl.col("name").is_not_null()
        & ~pl.col("precision").is_in(["undisclosed", "country"])
    )
    places = places.with_columns(
        pl.when(wanted).then(pl.col("name")).alias("_text"),
        pl.coalesce("country", pl.lit(country, pl.String())).alias("_country"),
    )
    asked = (
        places.filter(pl.col("_text").is_not_null())
        .group_by(
            pl.col("_text").alias("text"),
            pl.col("_country").alias("country"),
            "admin1",
            maintain_order=True,
        )
        .agg(
            # One event that may be told of is enough: the text is the same.
            pl.when(pl.col("sensitive").all())
            .then(pl.lit(value=True))
            .otherwise(pl.lit(sensitive, pl.Boolean()))
            .alias("sensitive"),
            pl.col("_row").n_unique().alias("events"),
            pl.col("_row").unique(maintain_order=True).head(3).alias("_rows"),
        )
    )
    found = answered(asked, gazetteer=gazetteer, overrides=overrides)
    filled, count = _filled(places, found)
    frame = with_places(log.frame, filled) if count else log.frame
    fresh = EventLog.from_frame(
        frame,
        datasets=_credited(log, found) if count else log.datasets,
        problems=log.problems,
        records=log.records,
    )
    return Geocoded(log=fresh, review=review_of(found, log.frame["id"]), filled=count)


def _credited(log: EventLog, found: pl.DataFrame) -> tuple[Dataset, ...]:
    """Name the table beside the data sets where a place came from it: GeoNames asks for it."""
    told = imprint()
    sources = "|".join(re.escape(source) for source in told["attributions"])
    used = found["basis"].str.contains(f", (?:{sources})$").any()
    table = Dataset(
        "gazetteer",
        version=told["version"],
        licence="CC BY 4.0",
        redistributable=True,
        attribution=attribution(),
    )
    return unite_datasets(log.datasets, (table,)) if used else log.datasets


def _filled(places: pl.DataFrame, found: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Give the places with what was found, and count those that gained something."""
    settled = found.filter(pl.col("state").is_in(["decided", "withheld"])).select(
        *KEY,
        *(pl.col(name).alias(f"_{name}") for name in ("lat", "lon", "radius_km")),
        pl.col("found_country").alias("_found_country"),
        pl.col("found_admin1").alias("_found_admin1"),
        pl.col("found_admin2").alias("_found_admin2"),
        pl.col("precision").alias("_precision"),
        pl.col("basis").alias("_basis"),
    )
    joined = places.join(
        settled,
        left_on=["_text", "_country", "admin1"],
        right_on=list(KEY),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    hit = pl.col("_text").is_not_null() & pl.col("_precision").is_not_null()
    hit &= pl.col("_lat").is_not_null() | (pl.col("_precision") != "unknown")
    silent = pl.col("precision") == "unknown"
    # A precision that was written stays; its usual radius is then the least.
    least = pl.col("precision").replace_strict(
        {name: km or 0.0 for name, km in DEFAULT_RADIUS_KM.items()}, return_dtype=pl.Float64()
    )
    radius = pl.max_horizontal("_radius_km", pl.when(silent).then(0.0).otherwise(least))
    precision = pl.when(silent).then("_precision").otherwise("precision")
    area = precision.is_in(list(REPRESENTATIVE_PRECISIONS)) | (
        (precision == "undisclosed") & pl.col("_lat").is_not_null()
    )
    values = {
        "lat": pl.col("_lat"),
        "lon": pl.col("_lon"),
        "radius_km": pl.when(pl.col("_lat").is_not_null()).then(radius).otherwise("radius_km"),
        "country": pl.coalesce("country", "_found_country"),
        "admin1": pl.coalesce("admin1", "_found_admin1"),
        "admin2": pl.coalesce("admin2", "_found_admin2"),
        "precision": precision,
        "basis": pl.col("_basis"),
        "point": pl.when(area & pl.col("_lat").is_not_null()).then(pl.lit("representative")),
    }
    result = joined.with_columns(
        pl.when(hit).then(value).otherwise(name).alias(name) for name, value in values.items()
    )
    return result, int(joined.select(hit.fill_null(value=False).sum()).item())

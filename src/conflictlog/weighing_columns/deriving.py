"""What every event shows, in flat columns beside the stored ones."""

from __future__ import annotations

import polars as pl

from conflictlog.registry import Registry, shipped_registry
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.caps import cap_columns
from conflictlog.weighing_columns.localdays import local_days
from conflictlog.weighing_columns.picking import candidates, kind_widths, picked
from conflictlog.weighing_columns.pooling import pool, weighed_reports

__all__ = ["DERIVED", "derive", "shown_places", "shown_values"]

_BOUNDS = ("s0", "s1", "e0", "e1", "tz", "precision", "open_start", "open_end")
_POINT = ("lat", "lon", "radius_km", "country")

#: Columns of the derived frame, and what they mean.
DERIVED = {
    "title": "the title shown",
    "kind": "the kind shown, 'a|b' for a set",
    "phase": "the phase shown",
    "s0": "earliest start, microseconds UTC; null: infinite, or undated where precision is null",
    "s1": "latest start",
    "e0": "earliest end",
    "e1": "latest end",
    "tz": "zone; null: floating",
    "precision": "how exactly the time is known; null: undated",
    "open_start": "closed, ongoing or unknown",
    "open_end": "closed, ongoing or unknown",
    "day_start_first": "local day of s0, days since 1970-01-01",
    "day_start_last": "local day of s1",
    "day_end_first": "local day that e0 still touches",
    "day_end_last": "local day of the last possible moment",
    "place": "name of the first place",
    "lat": "its latitude, degrees",
    "lon": "its longitude, degrees",
    "radius_km": "its radius",
    "country": "its country, ISO alpha-3; 'A|B' where disputed",
    "place_precision": "its precision; null: no place",
    "place_role": "what it is to the event: occurred, target, ...",
    "cap_x": "unit vector of the cap around all places; null: anywhere",
    "cap_y": "",
    "cap_z": "",
    "cap_km": "radius of that cap",
    "n_places": "number of places",
    "n_reports": "number of reports",
    "confidence": "pooled over reports about the event, rounded to 1e-9",
    "status": "reported, one_sided, contested or denied",
    "level": "high, moderate or low",
    "origins_for": "independent affirming origins",
    "origins_against": "independent denying origins",
    "best_reliability": "best letter among the affirming origins",
    "one_sided": "whether every affirming origin speaks in its own interest",
}


def derive(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Derive the flat columns of `DERIVED`, one row an event, in the frame's order."""
    model = model or ConfidenceModel()
    registry = registry or shipped_registry()
    frame = frame.rechunk()
    reports = weighed_reports(frame, model=model, registry=registry)
    kept = candidates(reports)
    report = reports["r"].struct.field
    when = _when(frame, reports, kept)
    bounds = pl.DataFrame([when.struct.field(name).alias(name) for name in _BOUNDS])
    places = _places(frame, reports, kept)
    widths = kind_widths(report("kind"))
    kind = _shown(
        frame,
        "kind",
        picked(
            kept,
            report("kind"),
            about=("kind",),
            stated=lambda value: value.is_not_null(),
            wide=pl.col("value").replace_strict(widths, default=0.0, return_dtype=pl.Float64),
        ),
    )
    phase = _shown(frame, "phase", _plain(kept, report("phase"), ("phase",)))
    title = _shown(frame, "title", _plain(kept, report("headline"), ("title", "headline")))
    flat = _flat(places)
    first = pl.DataFrame({"p": places}).select(pl.col("p").list.first()).to_series().struct
    columns = [
        title.alias("title"),
        kind.alias("kind"),
        phase.alias("phase"),
        *bounds,
        *local_days(bounds),
        first.field("name").alias("place"),
        *(first.field(name) for name in _POINT),
        first.field("precision").alias("place_precision"),
        first.field("role").alias("place_role"),
        *cap_columns(flat, frame.height),
        frame["reports"].list.len().cast(pl.Int32).alias("n_reports"),
        *pool(frame, reports, model, registry),
    ]
    return pl.DataFrame(columns).select(list(DERIVED))


def shown_places(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Give every place that events show: one row a place, `row` being its event's in the frame.

    Examples
    --------
    >>> from conflictlog.testing import many_reports
    >>> places = shown_places(many_reports(3, seed=1))
    >>> places.columns[:4]
    ['row', 'name', 'lat', 'lon']
    """
    model = model or ConfidenceModel()
    frame = frame.rechunk()
    reports = weighed_reports(frame, model=model, registry=registry or shipped_registry())
    return _flat(_places(frame, reports, candidates(reports)))


def shown_values(
    frame: pl.DataFrame,
    *,
    model: ConfidenceModel | None = None,
    registry: Registry | None = None,
) -> pl.DataFrame:
    """Give the time and the places that events show, whole: ``when`` and ``places`` of the schema.

    Examples
    --------
    >>> from conflictlog.testing import many_reports
    >>> shown_values(many_reports(3, seed=1)).columns
    ['when', 'places']
    """
    model = model or ConfidenceModel()
    frame = frame.rechunk()
    reports = weighed_reports(frame, model=model, registry=registry or shipped_registry())
    kept = candidates(reports)
    return pl.DataFrame([_when(frame, reports, kept), _places(frame, reports, kept)])


def _when(frame: pl.DataFrame, reports: pl.DataFrame, kept: pl.DataFrame) -> pl.Series:
    return _shown(
        frame,
        "when",
        picked(
            kept,
            reports["r"].struct.field("when"),
            about=("when",),
            stated=lambda value: value.struct.field("precision").is_not_null(),
            wide=(pl.col("value").struct.field("e1") - pl.col("value").struct.field("s0")).cast(
                pl.Float64
            ),
        ),
        pl.col("when").struct.field("precision").is_not_null(),
    )


def _places(frame: pl.DataFrame, reports: pl.DataFrame, kept: pl.DataFrame) -> pl.Series:
    return _shown(
        frame,
        "places",
        picked(
            kept,
            reports["r"].struct.field("places"),
            about=("place", "places"),
            stated=lambda value: value.list.len() > 0,
            wide=_widest(pl.col("value")),
        ),
        pl.col("places").list.len() > 0,
    )


def _flat(places: pl.Series) -> pl.DataFrame:
    rows = pl.int_range(len(places), dtype=pl.Int64, eager=True)
    return (
        pl.DataFrame({"row": rows, "p": places})
        .explode("p")
        .filter(pl.col("p").is_not_null())
        .unnest("p")
    )


def _plain(kept: pl.DataFrame, values: pl.Series, about: tuple[str, ...]) -> pl.DataFrame:
    return picked(
        kept,
        values,
        about=about,
        stated=lambda value: value.is_not_null(),
    )


def _widest(places: pl.Expr) -> pl.Expr:
    """Give the largest radius among places; null where one of them has none."""
    radii = places.list.eval(pl.element().struct.field("radius_km"))
    bounded = radii.list.eval(pl.element().is_not_null()).list.all()
    return pl.when(bounded).then(radii.list.max())


def _shown(
    frame: pl.DataFrame, name: str, found: pl.DataFrame, is_set: pl.Expr | None = None
) -> pl.Series:
    """Take what the analyst set, else what was picked."""
    is_set = pl.col(name).is_not_null() if is_set is None else is_set
    joined = frame.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("row"),
        pl.col(name),
        is_set.fill_null(value=False).alias("is_set"),
    ).join(found, on="row", how="left", maintain_order="left")
    return joined.select(
        pl.when("is_set").then(pl.col(name)).otherwise(pl.col("value")).alias(name)
    ).to_series()

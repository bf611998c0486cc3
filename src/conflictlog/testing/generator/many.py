"""`many_reports`: events with several reports each, to time and to check what is pooled."""

from __future__ import annotations

import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.schema import SCHEMA
from conflictlog.schema.columns import ACTOR, CLAIMANT, ESTIMATE, PLACE, REPORT, SOURCE, WHEN
from conflictlog.testing.generator.layout import empty_of, list_of, one_of_each, struct_of
from conflictlog.when.days import floating_day_bounds

__all__ = ["many_reports"]

_OUTLETS = (
    *("AFP", "Agence France-Presse", "Reuters", "AP", "Associated Press", "BBC News", "CNN"),
    *("TASS", "ITAR-TASS", "RIA Novosti", "Interfax", "Ukrinform", "UNIAN", "SANA", "Al Jazeera"),
    *("The Moscow Times", "Deutsche Welle", "France 24", "UCDP", "ACLED", "Anadolu", "RT"),
    *(f"Local paper {number}" for number in range(30)),
)
_WIRES = ("AFP", "Reuters", "TASS", "Interfax")
_CLAIMANTS = (
    *("Ukraine's air force", "Russia's Defence Ministry", "the Kremlin", "officials", "residents"),
    *("General Staff of Ukraine", "Dmitry Peskov", "police", "Vitali Klitschko", "witnesses"),
    *(f"Mayor {number}" for number in range(30)),
)
_KINDS = ("strike", "strike/drone", "strike/shelling", "violence", "battle", "explosion")
_PARTIES = ("Ukraine", "Russia", "Government of Ukraine", "Civilians")
_BLOCK = 50_000
_LETTERS = ("A", "B", "C", "D", "E", "F")


def many_reports(
    n_events: int, *, seed: int, reports: tuple[int, int] = (2, 6), derived: float = 0.0
) -> pl.DataFrame:
    """Generate events with several reports each, as a frame with the columns of a log.

    Outlets under several names, wires, claimants, denials, told interests and ratings vary.

    Parameters
    ----------
    n_events
        How many events.
    seed
        Of NumPy's generator; the same arguments give the same frame.
    reports
        Fewest and most reports of an event.
    derived
        Share of the reports, first ones aside, that repeat the one before.

    Examples
    --------
    >>> frame = many_reports(3, seed=1)
    >>> frame.height, frame["reports"].list.len().min() >= 2
    (3, True)
    """
    fewest, most = reports
    if not 0 < fewest <= most:
        raise InvalidValue(
            f"reports is {reports!r}", expected="fewest and most, from 1", remedy="give (2, 6)"
        )
    rng = np.random.default_rng(seed)
    # In blocks: wide nested columns are built several times faster where they fit the caches.
    blocks = [
        _block(rng, start, min(_BLOCK, n_events - start), reports, derived)
        for start in range(0, max(1, n_events), _BLOCK)
    ]
    return pl.concat(blocks, rechunk=True)


def _block(
    rng: np.random.Generator,
    start: int,
    n_events: int,
    reports: tuple[int, int],
    derived: float,
) -> pl.DataFrame:
    """Make some of the events; `start` of them are made already."""
    fewest, most = reports
    counts = rng.integers(fewest, most + 1, n_events)
    row = np.repeat(np.arange(n_events), counts)
    day = (19_000 + rng.integers(0, 1000, n_events))[row]
    size = len(row)
    first = np.concatenate([[True], row[1:] != row[:-1]]) if size else np.zeros(0, bool)

    def some(values: tuple[str, ...], share: float = 1.0) -> pl.Series:
        found = pl.Series(values, dtype=pl.String).gather(rng.integers(0, len(values), size))
        gone = pl.Series(rng.random(size) >= share)
        return pl.select(pl.when(~gone).then(found)).to_series()

    names = ("affirms", "denies", "neutral")
    stances = np.searchsorted([0.85, 0.95], rng.random(size))
    flat = pl.DataFrame(
        {
            "row": row,
            "day": day + rng.integers(0, 2, size),
            "delay": rng.integers(0, 3, size),
            "outlet": some(_OUTLETS),
            "rating": some(_LETTERS, 0.1),
            "wire": some(_WIRES, 0.15),
            "claimant": some(_CLAIMANTS, 0.45),
            "side": some(("UKR", "RUS"), 0.1),
            "claimant_rating": some(_LETTERS, 0.1),
            "stance": pl.Series(names).gather(stances),
            "interest": some(("self", "self", "against"), 0.06),
            "about": some(("initiator", "killed", "place"), 0.08),
            "kind": some(_KINDS),
            "party": some(_PARTIES, 0.5),
            "other": some(_PARTIES, 0.3),
            "killed": rng.geometric(0.2, size) - 1,
            "lat": 46 + 6 * rng.random(size),
            "lon": 24 + 14 * rng.random(size),
            "repeats": (rng.random(size) < derived) & ~first,
        }
    )
    # Each event has room for its most reports: no id comes twice.
    first_id = start * most
    # Ids of one width: within an event they are in order, as a log keeps reports.
    flat = flat.with_columns(
        (
            pl.lit("r-") + pl.int_range(first_id, first_id + pl.len()).cast(pl.String).str.zfill(9)
        ).alias("id")
    ).with_columns(pl.col("id").shift(1).alias("before"))
    nested = (
        flat.select("row", _report().alias("reports"))
        .with_columns(pl.col("row").set_sorted())
        .group_by("row", maintain_order=True)
        .agg("reports")
    )
    given = {
        "id": pl.lit("e-") + (pl.col("row") + start).cast(pl.String).str.zfill(9),
        "reports": pl.col("reports"),
    }
    return nested.select(
        given.get(name, empty_of(dtype)).alias(name) for name, dtype in SCHEMA.items()
    )


def _report() -> pl.Expr:
    bounds = dict(zip(("s0", "s1", "e0", "e1"), floating_day_bounds(pl.col("day")), strict=True))
    place = struct_of(
        PLACE,
        name="Kyiv",
        lat=pl.col("lat"),
        lon=pl.col("lon"),
        radius_km=5.0,
        country="UKR",
        precision="town",
        role="occurred",
        basis="reported",
    )
    claimant = struct_of(
        CLAIMANT,
        name=pl.col("claimant"),
        side=pl.col("side"),
        reliability=pl.col("claimant_rating"),
    )
    before = pl.col("before")
    return struct_of(
        REPORT,
        id=pl.col("id"),
        source=struct_of(
            SOURCE,
            outlet=pl.col("outlet"),
            wire=pl.col("wire"),
            reliability=pl.col("rating"),
            published=(pl.col("day") + pl.col("delay")).cast(pl.Date).dt.to_string("iso"),
        ),
        claimant=pl.when(pl.col("claimant").is_not_null()).then(claimant),
        stance=pl.col("stance"),
        about=pl.col("about"),
        interest=pl.col("interest"),
        derived_from=pl.when("repeats")
        .then(list_of(before))
        .otherwise(list_of(before).list.head(0)),
        when=struct_of(
            WHEN,
            **bounds,
            precision="day",
            qualifier="none",
            open_start="closed",
            open_end="closed",
        ),
        places=list_of(place),
        kind=pl.col("kind"),
        actors=one_of_each(
            *(
                (struct_of(ACTOR, name=pl.col(name), role=role), pl.col(name).is_not_null())
                for name, role in (("party", "initiator"), ("other", "target"))
            )
        ),
        estimates=list_of(struct_of(ESTIMATE, name="killed", best=pl.col("killed"))),
    )

"""Readings as frames: one flat frame a source, one of the truth."""

from __future__ import annotations

import numpy as np
import polars as pl

from conflictlog.testing.generator.naming import OUTLETS, countries, town_names
from conflictlog.testing.generator.reading import Reading, vocabulary
from conflictlog.testing.generator.settings import PRECISIONS, Setting
from conflictlog.testing.generator.world import Whole, World

__all__ = ["source_frame", "truth_frame"]


def source_frame(
    rng: np.random.Generator, reading: Reading, world: World, setting: Setting, source: int
) -> pl.DataFrame:
    """Lay a source's rows out as it would publish them."""
    size = len(reading.start)
    area = reading.town // world.towns.per_area
    names = [name for name, _ in setting.kinds]
    words = vocabulary(source)
    outlets = OUTLETS[source % len(OUTLETS)]
    copied = rng.integers(1, len(outlets), size)
    first, second = (_actors(reading, setting, side) for side in (0, 1))
    frame = pl.DataFrame(
        {
            "number": np.arange(1, size + 1),
            "date_start": reading.start.astype(np.int32),
            "date_end": reading.end.astype(np.int32),
            "lat": reading.lat,
            "lon": reading.lon,
            "precision": pl.Series(PRECISIONS).gather(reading.level),
            "place": town_names(len(world.towns.lat), source).gather(reading.town),
            "admin1": pl.Series([f"Region {n}" for n in range(12)]).gather(reading.town % 12),
            "country": countries(area),
            "event_type": pl.Series(names).gather(reading.kind),
            "kind": pl.Series([words.get(name, name) for name in names]).gather(reading.kind),
            "actor1": first,
            "actor2": second,
            "deaths_low": reading.low,
            "deaths": reading.deaths,
            "deaths_high": reading.high,
            "injured": reading.injured,
            "outlet": pl.Series(outlets).gather(np.where(reading.is_copy, copied, 0)),
            "published": (reading.end + 1 + rng.geometric(0.6, size) - 1).astype(np.int32),
            "episode": reading.is_episode,
        }
    )
    counts = ("deaths_low", "deaths", "deaths_high", "injured")
    nowhere = pl.col("precision") == "none"
    # GED knows no finer word, ACLED has its own; only the first source keeps the fine kind.
    shown = pl.col("event_type").str.split("/").list.last() if source % 3 == 0 else pl.col("kind")
    killed = pl.when(pl.col("deaths") > 0).then(pl.format(", {} killed", "deaths"))
    return frame.with_columns(
        pl.col("date_start", "date_end", "published").cast(pl.Date),
        pl.col("lat", "lon").fill_nan(None),
        pl.when(~nowhere).then("place").alias("place"),
        *(pl.when(pl.col(name) >= 0).then(name).alias(name) for name in counts),
    ).select(
        pl.format(f"{_letter(source)}:{{}}", "number").alias("id"),
        *(name for name in frame.columns if name not in {"number", "event_type", "kind"}),
        "kind",
        pl.concat_str(
            shown.str.replace_all("|", " or ", literal=True),
            pl.lit(" in "),
            pl.coalesce("place", "admin1"),
            killed.fill_null(""),
        ).alias("headline"),
    )


def truth_frame(reading: Reading, frame: pl.DataFrame, source: int) -> pl.DataFrame:
    """Say which incidents each row of a source tells."""
    return pl.DataFrame(
        {
            "source": pl.repeat(_letter(source), len(reading.told_row), eager=True),
            "id": frame["id"].gather(reading.told_row),
            "incident": reading.told_incident,
        }
    ).sort("id", "incident")


def _letter(source: int) -> str:
    return chr(ord("A") + source)


def _actors(reading: Reading, setting: Setting, side: int) -> pl.Series:
    """Name one side of each row; null where the source names nobody."""
    table: list[str | None] = []
    for pair in setting.sides:
        table += [*pair[side], None]
    form = reading.variants[:, side]
    at: Whole = reading.sides * 5 + np.where(form < 0, 4, form)
    return pl.Series(table, dtype=pl.String).gather(at)

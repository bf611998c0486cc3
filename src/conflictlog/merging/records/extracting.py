"""Logs into records: what each event shows, and what its reports say."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.engines.items import ITEMS
from conflictlog.log import EventLog
from conflictlog.merging.records.coding import code_sets, code_texts, folded
from conflictlog.merging.records.sources import links_of, published_of, story_of
from conflictlog.merging.records.values import NO_DAY, PRECISION_CLASSES, Records
from conflictlog.merging.records.wording import words_of

__all__ = ["records_of"]

#: What our words of precision are in the classes that the tables know.
_CLASSES: Mapping[str, str] = {
    "exact": "exact",
    "site": "near",
    "vicinity": "near",
    "town": "settlement",
    "admin2": "district",
    "admin1": "district",
    "region": "district",
    "water": "district",
}
#: Facets that tell how something was done.
_METHODS = ("weapon", "violence", "method", "tactic")
#: And in the course of what.
_CONTEXTS = ("event_context", "context")


def records_of(logs: Mapping[str, EventLog], *, copies: Mapping[str, bool]) -> Records:
    """Give the records of logs: an event is a record.

    Parameters
    ----------
    logs
        By name.
    copies
        By name, whether one event may stand in the log more than once. Where it may not, events
        of a log exclude one another; where it may, those that cite one article do.
    """
    frames = {name: log.frame for name, log in logs.items()}
    derived = pl.concat([log.derived for log in logs.values()])
    frame = pl.concat(list(frames.values()))
    sizes = [log.frame.height for log in logs.values()]
    log = np.repeat(np.arange(len(sizes), dtype=np.int16), sizes)
    item = functools.cache(lambda name: ITEMS[name][0](frame, ("outlet", "wire")))
    reports = item("report")
    story = story_of(frame)
    days = _days(derived)
    kind, kinds = code_texts(derived["kind"])
    actors = item("actor").select("row", word=folded(pl.col("actor")))
    places = _place_names(derived, item("facet"))
    country = code_texts(derived["country"])[0]
    return Records(
        logs=tuple(logs),
        log=log,
        ids=np.array(frame["id"].to_list(), dtype=object),
        excluder=_excluders(log, story, [copies[name] for name in logs]),
        xyz=_vectors(derived),
        radius_km=derived["radius_km"].fill_null(0.0).to_numpy(),
        level=_levels(derived),
        first=days[0],
        last=days[1],
        lasts=_lasting(derived),
        country=country,
        kind=kind,
        kinds=kinds,
        actors=code_sets(actors, frame.height),
        places=code_sets(places, frame.height),
        areas=code_sets(_areas(item("place")), frame.height),
        methods=code_sets(_words_of(item("facet"), _METHODS), frame.height),
        contexts=code_sets(_words_of(item("facet"), _CONTEXTS), frame.height),
        outlets=code_sets(reports.select("row", word=folded(pl.col("outlet"))), frame.height),
        links=code_sets(links_of(frame), frame.height),
        texts=words_of(frame, pl.concat([actors, places], how="vertical_relaxed"), derived["kind"]),
        killed=_killed(item("estimate"), frame.height),
        published=published_of(frame),
    )


def _days(derived: pl.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Give the first and the last local day that a record may touch; open ends at the known one."""
    known = derived.select(
        first=pl.coalesce("day_start_first", "day_start_last", "day_end_first"),
        last=pl.coalesce("day_end_last", "day_end_first", "day_start_last"),
    )
    known = known.with_columns(last=pl.max_horizontal("last", "first"))
    first, last = (known[name].fill_null(int(NO_DAY)).to_numpy() for name in ("first", "last"))
    return first.astype(np.int32), last.astype(np.int32)


def _lasting(derived: pl.DataFrame) -> NDArray[np.int32]:
    """Give the days from the latest start to the earliest end; one where these are not known."""
    found = derived.select(pl.col("day_end_first") - pl.col("day_start_last") + 1).to_series()
    return found.fill_null(1).clip(1).cast(pl.Int32).to_numpy()


def _vectors(derived: pl.DataFrame) -> NDArray[np.float64]:
    phi, lam = (np.radians(derived[name].to_numpy()) for name in ("lat", "lon"))
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def _levels(derived: pl.DataFrame) -> NDArray[np.int8]:
    none = PRECISION_CLASSES.index("none")
    index = {word: PRECISION_CLASSES.index(each) for word, each in _CLASSES.items()}
    found = derived["place_precision"].replace_strict(index, default=none, return_dtype=pl.Int8)
    levels = found.fill_null(none).to_numpy().copy()
    levels[np.isnan(derived["lat"].cast(pl.Float64).to_numpy())] = none
    return levels.astype(np.int8)


def _excluders(
    log: NDArray[np.int16], story: NDArray[np.int64], copies: list[bool]
) -> NDArray[np.int32]:
    """Give a number to those that exclude one another: all of a log, or of an article in it."""
    held = np.where(np.array(copies)[log], story, -2)
    _, found = np.unique(np.stack([log.astype(np.int64), held]), axis=1, return_inverse=True)
    alone = held == -1
    result = found.reshape(-1).astype(np.int32)
    result[alone] = -1
    return result


def _place_names(derived: pl.DataFrame, facets: pl.DataFrame) -> pl.DataFrame:
    own = derived.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), word="place")
    towns = facets.filter(pl.col("facet") == "city").select("row", word="words").explode("word")
    both = pl.concat([own, towns.with_columns(pl.col("row").cast(pl.Int64))])
    return both.select("row", word=folded(pl.col("word")))


def _areas(places: pl.DataFrame) -> pl.DataFrame:
    areas = pl.concat([places.select("row", word=name) for name in ("admin1", "admin2")])
    return areas.select("row", word=folded(pl.col("word")))


def _words_of(facets: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    told = facets.filter(pl.col("facet").is_in(names)).select("row", word="words")
    return told.explode("word").select("row", word=folded(pl.col("word")))


def _killed(estimates: pl.DataFrame, height: int) -> NDArray[np.float64]:
    told = estimates.filter(
        (pl.col("count") == "killed") & pl.col("scope").is_null() & pl.col("best").is_not_null()
    )
    best = told.group_by("row").agg(pl.col("best").max())
    found = np.full(height, np.nan)
    found[best["row"].to_numpy()] = best["best"].to_numpy()
    return found

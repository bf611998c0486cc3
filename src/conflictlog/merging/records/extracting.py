"""Logs into records: what each event shows, and what its reports say."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.engines.items import ITEMS
from conflictlog.log import EventLog
from conflictlog.merging.records.coding import by_distinct, code_sets, code_texts, folded, said
from conflictlog.merging.records.counting import number_of, other_counts
from conflictlog.merging.records.lists import lists_of
from conflictlog.merging.records.people import names_of, parts_of, sides_of, types_of
from conflictlog.merging.records.sources import links_of, outlets_of, published_of
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
#: And radii up to which a point is of a class, where nothing else says so.
_RADII = ((1.0, "exact"), (5.0, "near"), (30.0, "settlement"), (200.0, "district"))
#: Facets that tell how something was done.
_METHODS = ("weapon", "violence", "method", "tactic")
#: And in the course of what.
_CONTEXTS = ("event_context", "context")
#: And against what.
_TARGETS = ("target", "target_type")


def records_of(logs: Mapping[str, EventLog]) -> Records:
    """Give the records of logs by name: an event is a record."""
    frames = {name: log.frame for name, log in logs.items()}
    derived = pl.concat([log.derived for log in logs.values()])
    frame = pl.concat(list(frames.values()))
    sizes = [log.frame.height for log in logs.values()]
    log = np.repeat(np.arange(len(sizes), dtype=np.int16), sizes)
    item = functools.cache(lambda name: ITEMS[name][0](frame, ("outlet", "wire")))
    days = _days(derived)
    kind, kinds = code_texts(derived["kind"])
    people, estimates, height = item("actor"), item("estimate"), frame.height
    actors = names_of(people)
    places = _place_names(derived, item("facet"))
    lists = lists_of(frame, log, tuple(logs))
    country = code_texts(derived["country"])[0]
    return Records(
        logs=tuple(logs),
        log=log,
        ids=np.array(frame["id"].to_list(), dtype=object),
        sources=lists.sources,
        source=lists.source,
        listed=lists.listed,
        excluder=lists.excluder,
        xyz=_vectors(derived),
        radius_km=derived["radius_km"].fill_null(0.0).to_numpy(),
        level=_levels(derived),
        first=days[0],
        last=days[1],
        lasts=_lasting(derived),
        country=country,
        kind=kind,
        kinds=kinds,
        actors=code_sets(actors, height),
        sides=code_sets(sides_of(people), height),
        types=code_sets(types_of(people), height),
        parts=code_sets(parts_of(people), height),
        places=code_sets(places, height),
        areas=code_sets(_areas(item("place")), height),
        methods=code_sets(_words_of(item("facet"), _METHODS), height),
        contexts=code_sets(_words_of(item("facet"), _CONTEXTS), height),
        targets=code_sets(_words_of(item("facet"), _TARGETS), height),
        outlets=code_sets(outlets_of(item("report")), height),
        links=code_sets(links_of(frame), height),
        texts=words_of(frame, pl.concat([actors, places], how="vertical_relaxed"), derived["kind"]),
        killed=number_of(estimates, "killed", height),
        injured=number_of(estimates, "injured", height),
        counts=code_sets(other_counts(estimates), height),
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
    """Give the class of each point: by what its precision is called, or by a radius that tells."""
    none = PRECISION_CLASSES.index("none")
    index = {word: PRECISION_CLASSES.index(each) for word, each in _CLASSES.items()}
    radius = pl.col("radius_km")
    by_radius = pl.coalesce(
        pl.when(radius <= limit).then(PRECISION_CLASSES.index(each)) for limit, each in _RADII
    )
    named = pl.col("place_precision").replace_strict(index, default=None, return_dtype=pl.Int8)
    level = pl.when(radius <= _RADII[0][0]).then(by_radius).otherwise(pl.coalesce(named, by_radius))
    pointed = pl.col("lat").is_not_null() & ~pl.col("lat").cast(pl.Float64).is_nan()
    found = derived.select(pl.when(pointed).then(level).fill_null(none).cast(pl.Int8)).to_series()
    return found.to_numpy().copy()


def _place_names(derived: pl.DataFrame, facets: pl.DataFrame) -> pl.DataFrame:
    # A country's name is compared as a country: who says no more may mean any place in it.
    told = pl.when(pl.col("place_precision").ne_missing("country")).then("place")
    own = derived.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), word=told)
    towns = facets.filter(pl.col("facet") == "city").select("row", word="words").explode("word")
    both = pl.concat([own, towns.with_columns(pl.col("row").cast(pl.Int64))])
    return both.select("row", word=by_distinct(both["word"], folded))


def _areas(places: pl.DataFrame) -> pl.DataFrame:
    areas = pl.concat([places.select("row", word=name) for name in ("admin1", "admin2")])
    return areas.select("row", word=by_distinct(areas["word"], folded))


def _words_of(facets: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    told = facets.filter(pl.col("facet").is_in(names)).select("row", word="words")
    told = told.explode("word")
    return told.select("row", word=by_distinct(told["word"], folded, said))

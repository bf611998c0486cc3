"""Flat tables of what events hold several of: one row an item, ``row`` being its event's.

Where an event was told by one report, or set by the analyst, nothing need be picked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

import polars as pl

from conflictlog.registry import shipped_registry
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.caps import place_caps
from conflictlog.weighing_columns.deriving import shown_places
from conflictlog.weighing_columns.naming import told_by_one
from conflictlog.weighing_columns.picking import candidates, superseded
from conflictlog.weighing_columns.pooling import weighed_reports
from conflictlog.weighing_columns.reports import flat_reports

__all__ = ["ITEMS"]

Table = Callable[[pl.DataFrame, Collection[str]], pl.DataFrame]

_ORDER = ("stance_rank", "letter_rank", "undated", "published", "id", "at")


def _places(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    places = shown_places(frame)
    named = places.rename({"name": "place", "role": "place_role", "precision": "place_precision"})
    return pl.concat([named, place_caps(places)], how="horizontal")


def _actors(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    own = _numbers(frame).filter(frame["actors"].list.len() > 0)
    plain = _plain(frame, "actors", own).select(
        "row",
        pl.col("actors").struct.field("name").alias("actor"),
        pl.col("actors").struct.field("role").alias("actor_role"),
    )
    rest = _untold(frame, own)
    if rest.is_empty():
        return plain
    told = _ranked(frame, rest, "actors").select(
        "row",
        "rank",
        "about",
        pl.col("actors").struct.field("name").alias("actor"),
        pl.col("actors").struct.field("role").alias("actor_role"),
    )
    about = pl.col("about")
    speaks = about.is_null() | (about == "actors") | (about == pl.col("actor_role"))
    return pl.concat([plain, _first(told.filter(speaks), "actor_role").select(plain.columns)])


def _facets(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    def named(table: pl.DataFrame, *others: str) -> pl.DataFrame:
        facet = pl.col("facets").struct.field
        return table.select(
            "row", *others, facet("name").alias("facet"), facet("values").alias("words")
        )

    # An event may set some of its facets, and show what reports tell of others.
    own = frame.select(_row(), "facets").explode("facets").filter(pl.col("facets").is_not_null())
    found = named(own)
    by_one = _numbers(frame).filter(told_by_one(frame))
    parts = [named(_plain(frame, "facets", pl.Series([], dtype=pl.Int64())))]
    rest = _numbers(frame).filter(
        ~_numbers(frame).is_in(by_one.implode()) & (frame["reports"].list.len() > 0)
    )
    if len(rest):
        told = named(_ranked(frame, rest, "facets"), "rank", "about")
        about, name = pl.col("about"), pl.col("facet")
        speaks = about.is_null() | (about == name) | (about == pl.format("facet:{}", name))
        parts.append(_first(told.filter(speaks), "facet").select(found.columns))
    picked = pl.concat(parts).join(found, on=["row", "facet"], how="anti")
    both = pl.concat([found, picked])
    return both.filter(pl.col("words").list.len() > 0)


def _estimates(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    estimate = pl.col("estimates").struct
    fields = [
        estimate.field(each).alias(name)
        for each, name in (
            ("name", "count"),
            ("scope", "scope"),
            ("best", "best"),
            ("low", "low"),
            ("high", "high"),
        )
    ]
    nothing = pl.Series([], dtype=pl.Int64())
    plain = _plain(frame, "estimates", nothing, set_here=False).select("row", *fields)
    rest = _untold(frame, nothing)
    if rest.is_empty():
        return plain
    told = flat_reports(frame[rest].rechunk())
    flat = (
        told.filter(pl.col("stance") != "denies")
        .join(superseded(told), on=["row", "id"], how="anti")
        .select("row", "about", pl.col("r").struct.field("estimates"))
        .explode("estimates")
        .filter(pl.col("estimates").is_not_null())
        .select(pl.lit(rest).gather(pl.col("row")).alias("row"), "about", *fields)
    )
    about, name = pl.col("about"), pl.col("count")
    speaks = about.is_null() | (about == name) | (about == pl.format("facet:{}", name))
    return pl.concat([plain, flat.filter(speaks).select(plain.columns)])


#: Short fields of a report, by the names that questions use.
_REPORT: Final[dict[str, tuple[str, ...]]] = {
    "outlet": ("source", "outlet"),
    "wire": ("source", "wire"),
    "claimant": ("claimant", "name"),
    "evidence": ("evidence",),
    "report_sensitive": ("sensitive",),
    "headline": ("headline",),
    "quote": ("quote",),
    "translation": ("translation",),
    "source_title": ("source", "title"),
}
_TEXTS = ("headline", "quote", "translation", "source_title")


def _reports(frame: pl.DataFrame, needs: Collection[str]) -> pl.DataFrame:
    # Only what is asked for: a report is wide, and costs by its width.
    wanted = [name for name in _REPORT if name in needs]
    lists = []
    for name in wanted:
        value = pl.element()
        for field in _REPORT[name]:
            value = value.struct.field(field)
        lists.append(pl.col("reports").list.eval(value).alias(name))
    return (
        frame.lazy()
        .filter(pl.col("reports").list.len() > 0)
        .select(pl.lit(_filled(frame, "reports")).alias("row"), *lists)
        .explode(wanted)
        .collect()
    )


def _filled(frame: pl.DataFrame, name: str) -> pl.Series:
    return _numbers(frame).filter(frame[name].list.len() > 0)


def _texts(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    told = _reports(frame, _TEXTS)
    parts = [told.select("row", pl.col(name).alias("words")) for name in _TEXTS]
    parts += [frame.select(_row(), pl.col(name).alias("words")) for name in ("title", "notes")]
    return pl.concat(parts).filter(pl.col("words").is_not_null())


def _sensitivity(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    own = frame.select(_row(), pl.col("sensitive").alias("flag"))
    told = _reports(frame, ("report_sensitive",)).rename({"report_sensitive": "flag"})
    return pl.concat([own, told])


def _links(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    links = frame.select(_row(), "links").explode("links").filter(pl.col("links").is_not_null())
    link = pl.col("links").struct.field
    return links.select("row", link("type").alias("link"), link("target").alias("target"))


def _tags(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    tags = frame.select(_row(), pl.col("tags").alias("tag")).explode("tag")
    return tags.filter(pl.col("tag").is_not_null())


def _row() -> pl.Expr:
    return pl.int_range(pl.len(), dtype=pl.Int64).alias("row")


def _numbers(frame: pl.DataFrame) -> pl.Series:
    return pl.int_range(frame.height, dtype=pl.Int64, eager=True)


def _untold(frame: pl.DataFrame, own: pl.Series) -> pl.Series:
    """Give the rows whose reports have to be picked from, or weighed against one another."""
    rows = _numbers(frame)
    several = (frame["reports"].list.len() > 0) & ~told_by_one(frame)
    return rows.filter(several & ~rows.is_in(own.implode()))


def _plain(
    frame: pl.DataFrame, field: str, own: pl.Series, *, set_here: bool = True
) -> pl.DataFrame:
    """Give the items that the analyst set in some rows, and those of single reports elsewhere."""
    rows = _numbers(frame)
    by_one = told_by_one(frame)
    told = pl.DataFrame({"row": rows, "reports": frame["reports"]}).select(
        "row", pl.col("reports").list.first().struct.field(field).alias(field)
    )
    parts = [told.filter(by_one & ~rows.is_in(own.implode()))]
    if set_here and len(own):
        parts.append(pl.DataFrame({"row": own, field: frame[field].gather(own)}))
    return pl.concat(parts).explode(field).filter(pl.col(field).is_not_null())


def _ranked(frame: pl.DataFrame, rows: pl.Series, field: str) -> pl.DataFrame:
    """Give the items of some rows' reports, with the place of the report in the picking order."""
    reports = weighed_reports(
        frame[rows].rechunk(), model=ConfidenceModel(), registry=shipped_registry()
    )
    kept = candidates(reports, field).select(
        pl.lit(rows).gather(pl.col("row")).alias("row"),
        "about",
        *_ORDER,
        field,
    )
    ordered = kept.sort(_ORDER, nulls_last=True).with_row_index("rank").drop(_ORDER)
    return ordered.explode(field).filter(pl.col(field).is_not_null())


def _first(told: pl.DataFrame, key: str) -> pl.DataFrame:
    """Keep what the best report tells, for each event and key."""
    best = told.group_by("row", key).agg(pl.col("rank").min())
    return told.join(best, on=["row", key, "rank"], how="semi", nulls_equal=True)


#: Tables of items by name: each makes one of the rows of a log's frame.
ITEMS: Final[dict[str, Table]] = {
    "place": _places,
    "actor": _actors,
    "facet": _facets,
    "estimate": _estimates,
    "report": _reports,
    "text": _texts,
    "sensitivity": _sensitivity,
    "link": _links,
    "tag": _tags,
}

"""Flat tables of what events hold several of: one row an item, ``row`` being its event's.

Where an event was told by one report, or set by the analyst, nothing need be picked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

import polars as pl

from conflictlog.registry import shipped_registry
from conflictlog.schema.columns import PLACE
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.caps import place_caps
from conflictlog.weighing_columns.deriving import shown_places
from conflictlog.weighing_columns.picking import candidates, superseded
from conflictlog.weighing_columns.pooling import weighed_reports
from conflictlog.weighing_columns.reports import flat_reports

__all__ = ["ITEMS"]

Table = Callable[[pl.DataFrame, Collection[str]], pl.DataFrame]

_ORDER = ("stance_rank", "letter_rank", "undated", "published", "id", "at")


_CAP = {"cap_x", "cap_y", "cap_z", "cap_km"}
#: Fields of a place under other names, as derived columns have them.
_RENAMED = {"name": "place", "role": "place_role", "precision": "place_precision"}


def _places(frame: pl.DataFrame, needs: Collection[str]) -> pl.DataFrame:
    fields = [pl.col("places").struct.field(field.name) for field in PLACE.fields]
    about = pl.col("about")
    speaks = about.is_null() | about.is_in(["place", "places"])
    found, rest = _plain(frame, "places", fields, speaks, pl.col("places").list.len() > 0)
    if len(rest):
        picked = shown_places(frame[rest])
        picked = picked.with_columns(pl.lit(rest).gather(pl.col("row")).alias("row"))
        found = pl.concat([found, picked.select(found.columns)])
    caps = [place_caps(found)] if _CAP.intersection(needs) else []
    return pl.concat([found.rename(_RENAMED), *caps], how="horizontal")


def _actors(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    fields = _fields("actors", actor="name", actor_role="role", actor_type="type")
    about = pl.col("about")
    speaks = about.is_null() | (about == "actors") | (about == pl.col("actor_role"))
    plain, rest = _plain(frame, "actors", fields, speaks, pl.col("actors").list.len() > 0)
    if rest.is_empty():
        return plain
    told = _ranked(frame, rest, "actors").select("row", "rank", "about", *fields)
    return pl.concat([plain, _first(told.filter(speaks), "actor_role").select(plain.columns)])


def _facets(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    fields = _fields("facets", facet="name", words="values")
    # An event may set some of its facets, and show what reports tell of others.
    own = frame.select(_row(), "facets").explode("facets").filter(pl.col("facets").is_not_null())
    found = own.select("row", *fields)
    plain, rest = _plain(frame, "facets", fields, _about("facet"))
    parts = [plain]
    if len(rest):
        told = _ranked(frame, rest, "facets").select("row", "rank", "about", *fields)
        parts.append(_first(told.filter(_about("facet")), "facet").select(found.columns))
    picked = pl.concat(parts).join(found, on=["row", "facet"], how="anti")
    return pl.concat([found, picked]).filter(pl.col("words").list.len() > 0)


def _estimates(frame: pl.DataFrame, _: Collection[str]) -> pl.DataFrame:
    same = {name: name for name in ("scope", "best", "low", "high")}
    fields = _fields("estimates", count="name", **same)
    plain, rest = _plain(frame, "estimates", fields, _about("count"))
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
    return pl.concat([plain, flat.filter(_about("count")).select(plain.columns)])


def _about(name: str) -> pl.Expr:
    """Keep what is said of the event, or of the very count or facet."""
    about = pl.col("about")
    return about.is_null() | (about == pl.col(name)) | (about == pl.format("facet:{}", name))


def _fields(field: str, **names: str) -> list[pl.Expr]:
    """Take fields of an item's struct, each under a name of ours."""
    return [pl.col(field).struct.field(told).alias(name) for name, told in names.items()]


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
        .collect(engine="in-memory")
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


def _plain(
    frame: pl.DataFrame,
    field: str,
    fields: list[pl.Expr],
    speaks: pl.Expr,
    own: pl.Expr | None = None,
) -> tuple[pl.DataFrame, pl.Series]:
    """Give the items that need no picking, and the rows that do: those of several reports.

    Plain is what the analyst set, where `own` says so, and what the only report tells.
    """

    def report(name: str) -> pl.Expr:
        # Field by field: taking the whole report out of its list costs by its width.
        return pl.col("reports").list.eval(pl.element().struct.field(name)).list.first()

    many = pl.col("reports").list.len()
    is_set = pl.lit(value=False) if own is None else own
    by_one = (many == 1) & (report("stance") != "denies") & ~is_set
    told: pl.Expr = pl.when(by_one).then(report(field))
    if own is not None:
        told = pl.when(own).then(field).otherwise(told)
    table = frame.select(
        _row(),
        told.alias(field),
        pl.when(by_one).then(report("about")).alias("about"),
        (~is_set & (many > 1)).alias("several"),
    )
    items = (
        table.lazy()
        .filter(pl.col(field).list.len() > 0)
        .explode(field)
        .select("row", "about", *fields)
        .filter(speaks)
        .drop("about")
        .collect(engine="in-memory")
    )
    return items, table["row"].filter(table["several"])


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


#: Tables of items by name: each is made of some columns of a log's frame, named here.
ITEMS: Final[dict[str, tuple[Table, tuple[str, ...]]]] = {
    "place": (_places, ("places", "actors", "reports")),
    "actor": (_actors, ("actors", "reports")),
    "facet": (_facets, ("facets", "actors", "reports")),
    "estimate": (_estimates, ("reports",)),
    "report": (_reports, ("reports",)),
    "text": (_texts, ("title", "notes", "reports")),
    "sensitivity": (_sensitivity, ("sensitive", "reports")),
    "link": (_links, ("links",)),
    "tag": (_tags, ("tags",)),
}

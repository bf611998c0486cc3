"""A mapped table to a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

import attrs
import polars as pl

from conflictlog.errors import ConflictlogError
from conflictlog.formats.building import (
    ISO,
    Check,
    Dates,
    Part,
    Span,
    actor,
    actors,
    beside,
    build,
    claimant,
    coded,
    country,
    days,
    estimate,
    estimates,
    facet,
    facets,
    joined,
    kind,
    looked_up,
    place,
    places,
    plain,
    rating,
    ratings,
    source,
    texts,
    when,
)
from conflictlog.formats.delimited import Layout
from conflictlog.formats.findings import Findings, check_errors
from conflictlog.formats.mapping.fields import count_of
from conflictlog.formats.mapping.sources import open_table
from conflictlog.kinds import taxonomy
from conflictlog.place import PRECISIONS
from conflictlog.report import Dataset
from conflictlog.report.actor import ROLES
from conflictlog.report.record import EVIDENCE, INTERESTS, PHASES, STANCES

if TYPE_CHECKING:
    from conflictlog.formats.mapping.plan import TableMapping
    from conflictlog.log import EventLog

__all__ = ["layout_of", "read_mapped"]

_SOURCE = (*("url", "published", "retrieved", "archived_url", "language", "wire", "reliability"),)
_TRUTH: Mapping[str, str] = {
    **dict.fromkeys(("yes", "true", "1", "y", "x"), "yes"),
    **dict.fromkeys(("no", "false", "0", "n"), "no"),
}
_SPANS: Mapping[str, str] = {word: word for word in ("day", "week", "month", "year", "given")}


def read_mapped(
    mapping: TableMapping,
    given: object,
    *,
    errors: str,
    encoding: str | None,
    separator: str | None,
    sheet: str | None,
    member: str | None,
    keep_rows: bool,
) -> EventLog:
    """Read a table; see `TableMapping.read`."""
    check_errors(errors)
    layout = attrs.evolve(layout_of(mapping), separator=separator)
    table = open_table(given, layout, encoding=encoding, sheet=sheet, member=member)
    dataset = mapping.dataset if isinstance(mapping.dataset, Dataset) else Dataset(mapping.dataset)
    cells = _Cells(mapping)
    return build(
        table,
        Findings(table.file, errors),
        dataset=dataset,
        reports=cells.report(),
        event=cells.event(),
        key=cells.cell("event") if cells.has("event") else None,
        rows_are=mapping.rows_are,
        keep_rows=keep_rows,
    )


def layout_of(mapping: TableMapping) -> Layout:
    """Give the columns that a mapping reads."""
    named: dict[str, None] = {}
    for column in mapping.columns.values():
        named |= dict.fromkeys((column,) if isinstance(column, str) else column)
    quoted = (mapping.columns.get(field) for field in ("quote", "translation", "notes"))
    return Layout(
        what="a table with the mapped columns",
        columns=tuple(named),
        required=tuple(named),
        verbatim=tuple(column for column in quoted if isinstance(column, str)),
        blanks=mapping.blanks,
    )


class _Cells:
    """The columns and constants of a mapping, as parts."""

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping

    def has(self, *fields: str) -> bool:
        return any(f in self.mapping.columns or f in self.mapping.constants for f in fields)

    def columns(self, field: str) -> list[pl.Expr]:
        """Give the cells of a field: of each of its columns, or its constant."""
        if field in self.mapping.constants:
            return [pl.lit(self.mapping.constants[field]).alias(field)]
        found = self.mapping.columns.get(field, ())
        return [pl.col(name) for name in ((found,) if isinstance(found, str) else found)]

    def cell(self, field: str) -> pl.Expr:
        """Give the cell of a field, blank where it is not mapped; codes already translated."""
        found = self.columns(field)
        return found[0] if found else pl.lit(None, pl.String).alias(field)

    def maybe(self, field: str) -> pl.Expr | None:
        """Give the cell of a field, None where it is not mapped."""
        return self.cell(field) if self.has(field) else None

    def word(self, field: str, words: Mapping[str, str]) -> Part:
        """Give one of the words that a field may hold, by the value map where there is one."""
        table = self.mapping.values.get(field)
        return coded(self.cell(field), words if table is None else table)

    def event(self) -> dict[str, Part]:
        parts = {name: plain(self.cell(name)) for name in ("title", "notes") if self.has(name)}
        if self.has("tags"):
            parts["tags"] = self.several("tags")
        return parts

    def report(self) -> dict[str, Part]:
        text = ("headline", "quote", "translation", "about")
        parts = {name: plain(self.cell(name)) for name in text if self.has(name)}
        single: list[tuple[str, Callable[[], Part]]] = [
            ("kind", self.kind),
            ("cites", lambda: self.several("cites")),
            ("evidence", lambda: self.several("evidence", EVIDENCE)),
            ("phase", lambda: self.word("phase", _same(PHASES))),
            ("interest", lambda: self.word("interest", _same(INTERESTS))),
            ("claimant", self.claimant),
            ("sensitive", self.sensitive),
        ]
        parts |= {name: make() for name, make in single if self.has(name)}
        if self.has("stance"):
            told = self.word("stance", _same(STANCES))
            parts["stance"] = attrs.evolve(told, value=told.value.fill_null("affirms"))
        if self.has("outlet"):
            parts["source"] = self.source()
        else:
            parts["source"] = source(pl.lit(None, pl.String))
        if self.has("when", "year"):
            parts["when"] = self.when()
        if self.has("place", "lat", "country", "country_gw", "admin1", "admin2", "pcode"):
            parts["places"] = places(self.place())
        grouped = (
            ("actors", self.actors()),
            ("estimates", self.estimates()),
            ("facets", self.facets()),
            ("ratings", self.ratings()),
        )
        return parts | {name: part for name, part in grouped if part is not None}

    def when(self) -> Part:
        zone: str | pl.Expr | None = self.mapping.tz
        if self.has("tz"):
            zone = pl.coalesce(self.cell("tz"), pl.lit(self.mapping.tz, pl.String))
            zone = zone.alias(self.cell("tz").meta.output_name())
        span: Part | Span = "given"
        if self.has("when_precision"):
            span = self.word("when_precision", _SPANS)
            span = attrs.evolve(span, value=span.value.fill_null("given"))
        start: pl.Expr | Dates = self.cell("when")
        if self.has("year"):
            start = Dates(year=self.cell("year"), month=self.cell("month"), day=self.cell("day"))
        elif self.has("clock"):
            start = self.clocked(cast("pl.Expr", start))
        formats = self.mapping.date_formats
        if self.has("clock") and ISO not in formats:
            formats = (*formats, ISO)
        return when(
            start,
            self.maybe("until"),
            formats=formats,
            tz=zone,
            span=span,
            throughout=self.mapping.throughout,
            required=self.mapping.undated == "reject",
        )

    def clocked(self, start: pl.Expr) -> pl.Expr:
        """Put the time of day behind the day, where there is one."""
        day = days(start, self.mapping.date_formats).cast(pl.Int32).cast(pl.Date)
        clock = self.cell("clock").str.replace(r"^(\d):", "0$1:")
        whole = day.dt.to_string("%Y-%m-%d") + "T" + clock
        return pl.coalesce(whole, start).alias(start.meta.output_name())

    def place(self) -> Part:
        lands = [(self.cell(name), by) for name, by in _LANDS if self.has(name)]
        precision: Part | None = None
        if self.has("precision"):
            precision = self.word("precision", _same(PRECISIONS))
        told = place(
            self.maybe("lat"),
            self.maybe("lon"),
            name=self.maybe("place"),
            country=country(*lands) if lands else None,
            admin1=self.maybe("admin1"),
            admin2=self.maybe("admin2"),
            pcode=self.maybe("pcode"),
            radius_km=self.maybe("radius_km"),
            precision=precision,
        )
        if not lands or not self.has("lat"):
            return told
        return joined([told, beside(self.cell("lat").meta.output_name())], told.value)

    def kind(self) -> Part:
        table = self.mapping.values.get("kind")
        if table is not None:
            return kind(self.cell("kind"), table)
        cell = self.cell("kind")
        found = looked_up(cell, _kind_of).alias("_kind")
        check = Check(
            column=cell.meta.output_name(),
            where=cell.is_not_null() & pl.col("_kind").is_null(),
            value=cell,
            problem="no kind of the taxonomy: kept without it",
            hint='map it: values={"kind": {"Shelling": "strike/shelling"}}',
        )
        return Part(
            value=pl.col("_kind"), prepare=lambda rows: rows.with_columns(found), checks=(check,)
        )

    def source(self) -> Part:
        fields = {name: self.cell(name) for name in _SOURCE if self.has(name)}
        if self.has("article"):
            fields["title"] = self.cell("article")
        return source(self.cell("outlet"), **fields)

    def claimant(self) -> Part:
        return claimant(self.cell("claimant"), side=self.maybe("side"))

    def sensitive(self) -> Part:
        told = coded(self.cell("sensitive"), self.mapping.values.get("sensitive", _TRUTH))
        return attrs.evolve(told, value=(told.value == "yes").fill_null(value=False))

    def several(self, field: str, words: tuple[str, ...] | None = None) -> Part:
        """Give the texts of all columns of a field, each once."""
        separator = self.mapping.separators.get(field)
        found = [
            texts(cell, separator).value
            if separator is not None
            else pl.concat_list(cell).list.drop_nulls()
            for cell in self.columns(field)
        ]
        whole = pl.concat_list(found).list.unique(maintain_order=True)
        if words is None:
            return Part(value=whole)
        kept = whole.list.filter(pl.element().is_in(list(words)))
        check = Check(
            column=self.columns(field)[0].meta.output_name(),
            where=kept.list.len() < whole.list.len(),
            value=whole.list.join("; "),
            problem="not one of the words that there are: kept without it",
            hint=f"one of {', '.join(words)}",
        )
        return Part(value=kept, checks=(check,))

    def actors(self) -> Part | None:
        named = [
            actor(cell, role=role, separator=self.mapping.separators.get(role))
            for role in ROLES
            for cell in self.columns(role)
        ]
        return actors(*named) if named else None

    def estimates(self) -> Part | None:
        counts: dict[str, dict[str, pl.Expr]] = {}
        for field in (*self.mapping.columns, *self.mapping.constants):
            found = count_of(field)
            if found is not None:
                counts.setdefault(found[0], {})[found[1]] = self.cell(field)
        named = [
            estimate(
                name,
                parts.get("best"),
                low=parts.get("low"),
                high=parts.get("high"),
                text=parts.get("text"),
                unknown=self.mapping.sentinels,
            )
            for name, parts in counts.items()
        ]
        return estimates(*named) if named else None

    def facets(self) -> Part | None:
        named = [
            facet(name.removeprefix("facet:"), self.facet_cell(name))
            for name in (*self.mapping.columns, *self.mapping.constants)
            if name.startswith("facet:")
        ]
        return facets(*named) if named else None

    def facet_cell(self, field: str) -> pl.Expr | Part:
        separator = self.mapping.separators.get(field)
        if separator is not None:
            return texts(self.cell(field), separator)
        table = self.mapping.values.get(field)
        return self.cell(field) if table is None else coded(self.cell(field), table)

    def ratings(self) -> Part | None:
        named = [
            rating(name.removeprefix("rating:"), self.cell(name))
            for name in (*self.mapping.columns, *self.mapping.constants)
            if name.startswith("rating:")
        ]
        return ratings(*named) if named else None


_LANDS = (("country", "name"), ("country_gw", "gw"))


def _kind_of(text: str) -> str | None:
    """Give the kind that a text is; None where the taxonomy has none of the name."""
    try:
        return taxonomy().check(text.strip())
    except ConflictlogError:
        return None


def _same(words: tuple[str, ...]) -> dict[str, str]:
    return {word: word for word in words}

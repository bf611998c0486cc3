"""Who, what it is rated, and what else is stated: actors, ratings, facets, lists in a cell."""

from __future__ import annotations

from typing import Final, cast

import polars as pl

from conflictlog.formats.building.faults import Check
from conflictlog.formats.building.nesting import listed, record, single
from conflictlog.formats.building.parts import Cell, Part, as_cell, joined, name_of, tidy_code
from conflictlog.formats.delimited import trimmed
from conflictlog.scales import scale
from conflictlog.schema.columns import ACTOR, CLAIMANT, FACET, REPORT, SOURCE

__all__ = ["actor", "actors", "claimant", "facet", "facets", "rating", "ratings", "source", "texts"]

_RATING: Final = cast("pl.Struct", cast("pl.List", REPORT.to_schema()["ratings"]).inner)


def actor(
    name: Cell,
    *,
    role: pl.Expr | str = "party",
    country: pl.Expr | Part | None = None,
    type: Cell | None = None,
    separator: str | None = None,
) -> Part:
    """Give one actor of a report, null where the cell is blank; or a list of them.

    Parameters
    ----------
    name
        The column of names.
    role
        As in `Actor`: a word, or a column of words.
    country
        Alpha-3 codes; a part that `country` made is taken.
    type
        The column of types.
    separator
        What parts several names in a cell; each becomes an actor.
    """
    land = country.value if isinstance(country, Part) else country
    shared = {
        "role": pl.lit(role) if isinstance(role, str) else role,
        "country": pl.lit(None, pl.String) if land is None else land,
        "type": pl.lit(None, pl.String) if type is None else as_cell(type),
    }
    parts = [country] if isinstance(country, Part) else []
    cell = as_cell(name)
    if separator is None:
        item = record(ACTOR, name=cell, **shared)
        return joined(parts, pl.when(cell.is_not_null()).then(item))
    if any(value.meta.root_names() for value in shared.values()):
        raise ValueError("several actors in a cell share words, not columns")
    one = record(ACTOR, name=pl.element(), **shared)
    return joined(parts, texts(cell, separator).value.list.eval(one), several=True)


def actors(*parts: Part) -> Part:
    """Put actors, and lists of them, into one column in the order given, each once."""
    if not any(part.several for part in parts):
        return joined(parts, listed([part.value for part in parts], unless_null="name"))
    lists = [part.value if part.several else single(part.value) for part in parts]
    named = [value.alias(str(n)) for n, value in enumerate(lists)]
    return joined(parts, pl.struct(named).map_batches(_together, return_dtype=pl.List(ACTOR)))


def _together(lists: pl.Series) -> pl.Series:
    """Put the lists of each row into one, each item once.

    Item by item and then row by row: `concat_list` of structs takes ten times as long.
    """
    columns = lists.struct.unnest()
    number = pl.int_range(pl.len(), dtype=pl.UInt32).alias("row")
    items = pl.concat(
        columns.select(number, pl.col(name).alias("item")).explode("item").drop_nulls("item")
        for name in columns.columns
    )
    once = items.filter(pl.struct("row", "item").is_first_distinct())
    found = once.sort("row", maintain_order=True).group_by("row", maintain_order=True).agg("item")
    rows = columns.select(number).join(found, on="row", how="left", maintain_order="left")
    return rows["item"].fill_null([])


def texts(cell: Cell, separator: str, *, keep_repeats: bool = False) -> Part:
    """Split a packed cell into texts, blanks around them gone, each once in the order given."""

    def parted(cells: pl.Series) -> pl.Series:
        # Many rows pack the same: each distinct cell is split once.
        distinct = cells.unique().drop_nulls().to_frame("cell")
        found = pl.col("cell").str.split(separator).list.eval(trimmed(pl.element()))
        words = found.list.drop_nulls()
        once = words if keep_repeats else words.list.unique(maintain_order=True)
        known = distinct.with_columns(once.alias("texts"))
        rows = cells.to_frame("cell").join(known, on="cell", how="left", maintain_order="left")
        return rows["texts"].fill_null([])

    value = as_cell(cell).map_batches(parted, return_dtype=pl.List(pl.String))
    return Part(value=value, several=True)


def facet(name: str, value: Cell | Part) -> Part:
    """Give one facet: of a text, or of a list of texts as `texts` gives it."""
    part = value if isinstance(value, Part) else Part(value=as_cell(value))
    words = _sorted(part.value) if part.several else single(part.value)
    said = part.value.list.len() > 0 if part.several else part.value.is_not_null()
    item = record(FACET, name=pl.lit(name), values=words)
    return joined([part], pl.when(said).then(item), name=name)


def _sorted(lists: pl.Expr) -> pl.Expr:
    # Item by item: `list.sort` takes twenty times as long.
    return lists.list.eval(pl.element().sort())


def facets(*parts: Part) -> Part:
    """Put facets into one column, sorted by name as maps are stored."""
    named = sorted(parts, key=lambda part: part.name)
    return joined(named, listed([part.value for part in named], unless_null="name"))


def rating(scale_name: str, cell: Cell) -> Part:
    """Give the code of a scale as it stands; one that the scale has not is listed, and null."""
    chosen = scale(scale_name)
    codes = [code for code, _ in chosen.codes]
    text = as_cell(cell) if chosen.open else tidy_code(as_cell(cell), fold=False)
    code = text if chosen.open else pl.when(text.is_in(codes)).then(text)
    check = Check(
        column=name_of(cell),
        where=as_cell(cell).is_not_null() & code.is_null(),
        value=as_cell(cell),
        problem="no such code: kept without it",
        hint="" if chosen.open else f"the codebook has {codes[0]} to {codes[-1]}",
    )
    item = record(_RATING, scale=pl.lit(scale_name), code=code)
    return Part(value=pl.when(code.is_not_null()).then(item), checks=(check,))


def ratings(*parts: Part) -> Part:
    """Put ratings into one column, in the order given."""
    return joined(parts, listed([part.value for part in parts], unless_null="scale"))


def source(outlet: Cell, **fields: Cell) -> Part:
    """Give the published item: outlet, url, title, published, language and so on by column.

    Null where there is no outlet. ``published`` is ISO text.
    """
    given = {name: as_cell(cell) for name, cell in fields.items()}
    item = record(SOURCE, outlet=as_cell(outlet), **given)
    return Part(value=pl.when(as_cell(outlet).is_not_null()).then(item))


def claimant(name: Cell, *, side: Cell | None = None) -> Part:
    """Give who says so, null where the cell is blank."""
    fields = {} if side is None else {"side": as_cell(side)}
    item = record(CLAIMANT, name=as_cell(name), **fields)
    return Part(value=pl.when(as_cell(name).is_not_null()).then(item))

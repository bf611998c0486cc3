"""The versioned schema: every column of a log, its type, its unit, its meaning.

Version 1. A released version is never changed: a new one gets a new number, and
files of every older one are read for ever (see the golden files in the tests).
"""

from __future__ import annotations

import attrs
import polars as pl

__all__ = [
    "ACTOR",
    "CLAIMANT",
    "COLUMNS",
    "ESTIMATE",
    "FACET",
    "LOCATOR",
    "PLACE",
    "REPORT",
    "SCHEMA",
    "SOURCE",
    "VERSION",
    "WHEN",
    "Column",
    "describe_columns",
]

#: Version of the schema that this release writes.
VERSION = 1

_TEXT = pl.String()
_TEXTS = pl.List(pl.String())
_REAL = pl.Float64()
_MICROSECONDS = pl.Int64()


def _struct(**fields: pl.DataType) -> pl.Struct:
    return pl.Struct(fields)


WHEN = _struct(
    s0=_MICROSECONDS,
    s1=_MICROSECONDS,
    e0=_MICROSECONDS,
    e1=_MICROSECONDS,
    tz=_TEXT,
    text=_TEXT,
    precision=_TEXT,
    qualifier=_TEXT,
    open_start=_TEXT,
    open_end=_TEXT,
)
PLACE = _struct(
    name=_TEXT,
    lat=_REAL,
    lon=_REAL,
    radius_km=_REAL,
    country=_TEXT,
    admin1=_TEXT,
    admin2=_TEXT,
    pcode=_TEXT,
    precision=_TEXT,
    role=_TEXT,
    basis=_TEXT,
    point=_TEXT,
)
ACTOR = _struct(name=_TEXT, role=_TEXT, country=_TEXT, type=_TEXT)
CLAIMANT = _struct(name=_TEXT, side=_TEXT, reliability=_TEXT)
ESTIMATE = _struct(
    name=_TEXT,
    best=_REAL,
    low=_REAL,
    high=_REAL,
    unit=_TEXT,
    scope=_TEXT,
    text=_TEXT,
    rounded=pl.Boolean(),
)
FACET = _struct(name=_TEXT, values=_TEXTS)
SOURCE = _struct(
    outlet=_TEXT,
    url=_TEXT,
    title=_TEXT,
    published=_TEXT,
    retrieved=_TEXT,
    archived_url=_TEXT,
    sha256=_TEXT,
    language=_TEXT,
    wire=_TEXT,
    reliability=_TEXT,
)
LOCATOR = _struct(dataset=_TEXT, file=_TEXT, sha256=_TEXT, row=pl.Int64())
REPORT = _struct(
    id=_TEXT,
    source=SOURCE,
    claimant=CLAIMANT,
    stance=_TEXT,
    about=_TEXT,
    interest=_TEXT,
    evidence=_TEXTS,
    derived_from=_TEXTS,
    cites=_TEXTS,
    supersedes=_TEXT,
    when=WHEN,
    places=pl.List(PLACE),
    kind=_TEXT,
    phase=_TEXT,
    headline=_TEXT,
    actors=pl.List(ACTOR),
    estimates=pl.List(ESTIMATE),
    facets=pl.List(FACET),
    quote=_TEXT,
    translation=_TEXT,
    ratings=pl.List(_struct(scale=_TEXT, code=_TEXT)),
    sensitive=pl.Boolean(),
    locator=LOCATOR,
    member=_TEXT,
)
LINK = _struct(type=_TEXT, target=_TEXT, claimant=CLAIMANT)
ASSESSMENT = _struct(who=_TEXT, p=_REAL, verdict=_TEXT, when=_TEXT, why=_TEXT)
MEMBER = _struct(
    id=_TEXT,
    kind=_TEXT,
    title=_TEXT,
    when=WHEN,
    places=pl.List(PLACE),
    actors=pl.List(ACTOR),
    facets=pl.List(FACET),
    phase=_TEXT,
    links=pl.List(LINK),
    assessments=pl.List(ASSESSMENT),
    notes=_TEXT,
    tags=_TEXTS,
    sensitive=pl.Boolean(),
)


@attrs.frozen
class Column:
    """One column of the schema: its name, type, unit and meaning."""

    name: str
    dtype: pl.DataType
    unit: str
    meaning: str


COLUMNS = (
    Column("id", _TEXT, "", "the event's id, unique in a log"),
    Column("kind", _TEXT, "", "path in the taxonomy, or a set 'a|b'; null: not set by the analyst"),
    Column("title", _TEXT, "", "short name for people"),
    Column("when", WHEN, "us UTC", "bounds of start and end, closed; null bound: infinite"),
    Column("places", pl.List(PLACE), "degrees, km", "where it happened: at all of them"),
    Column("actors", pl.List(ACTOR), "", "who took part"),
    Column("facets", pl.List(FACET), "", "typed side facts"),
    Column("phase", _TEXT, "", "happened, ongoing, planned or cancelled"),
    Column("reports", pl.List(REPORT), "", "who says so, and what exactly they say"),
    Column("links", pl.List(LINK), "", "links to other events"),
    Column("assessments", pl.List(ASSESSMENT), "", "analysts' judgements"),
    Column("notes", _TEXT, "", "free text"),
    Column("tags", _TEXTS, "", "labels"),
    Column("sensitive", pl.Boolean(), "", "publishing it could endanger someone"),
    Column("members", pl.List(MEMBER), "", "what a merged event was made of"),
)

#: Name to type, in order: the schema of a log's frame.
SCHEMA = pl.Schema({column.name: column.dtype for column in COLUMNS})


def describe_columns() -> str:
    """Describe every column, one line each, for the reference pages.

    Examples
    --------
    >>> print(describe_columns().splitlines()[0])
    id: String, the event's id, unique in a log
    """
    lines = []
    for column in COLUMNS:
        kind = str(column.dtype).partition("(")[0]
        unit = f" [{column.unit}]" if column.unit else ""
        lines.append(f"{column.name}: {kind}{unit}, {column.meaning}")
    return "\n".join(lines)

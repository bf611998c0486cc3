"""From a question to expressions: one function a class of question."""

from __future__ import annotations

import functools
import math
from typing import Final

import polars as pl

from conflictlog.engines.part import Part, by_distinct
from conflictlog.engines.regions import in_area, in_division, in_region
from conflictlog.engines.sphere import contained, met
from conflictlog.query import (
    ATTRIBUTES,
    ActorNamed,
    ClaimantNamed,
    ConfidenceIs,
    CountIs,
    DayRange,
    EvidenceIn,
    FacetHas,
    IdIn,
    InArea,
    InBox,
    InDivision,
    InPolygons,
    KindIn,
    LinkedTo,
    NearPoint,
    PhaseIn,
    Question,
    Sensitive,
    SourceNamed,
    StatusIn,
    TagIn,
    TextHas,
    TimeRange,
    Unknown,
)
from conflictlog.when.days import HOUR

__all__ = ["compiled"]

#: Parts by what they cost a row.
_NUMBERS, _TEXTS, _SPHERE, _REGION, _LISTS, _REPORTS = 1, 3, 4, 20, 50, 100
_NO: Final = (False, False)


@functools.singledispatch
def _compile(question: Question) -> Part:
    raise TypeError(f"no question: {type(question).__name__}")


@functools.lru_cache(maxsize=512)
def compiled(question: Question) -> Part:
    """Compile a question to expressions over columns."""
    return _compile(question)


@_compile.register
def _days(question: DayRange) -> Part:
    if question.is_any_time:
        dated = pl.col("precision").is_not_null()
        return Part(possible=pl.lit(value=True), certain=dated, cost=_NUMBERS)
    possible, certain = [], []
    if question.last is not None:
        possible.append((pl.col("day_start_first") <= question.last).fill_null(value=True))
        certain.append((pl.col("day_start_last") <= question.last).fill_null(value=False))
    if question.first is not None:
        possible.append((pl.col("day_end_last") >= question.first).fill_null(value=True))
        certain.append((pl.col("day_end_first") >= question.first).fill_null(value=False))
    return Part(possible=_all(possible), certain=_all(certain), cost=_NUMBERS)


def _all(conditions: list[pl.Expr]) -> pl.Expr:
    return functools.reduce(lambda one, other: one & other, conditions)


@_compile.register
def _instants(question: TimeRange) -> Part:
    # A floating time is read on every clock on Earth, from UTC+14 to UTC-12.
    ahead = pl.when(pl.col("tz").is_null()).then(14 * HOUR).otherwise(0)
    behind = pl.when(pl.col("tz").is_null()).then(12 * HOUR).otherwise(0)
    s0, s1, e0, e1 = (pl.col(name) for name in ("s0", "s1", "e0", "e1"))
    end0 = pl.when(s0.is_null() | e0.is_null()).then(e0).otherwise(pl.max_horizontal(e0, s0 + 1))
    end1 = pl.when(s1.is_null() | e1.is_null()).then(e1).otherwise(pl.max_horizontal(e1, s1 + 1))
    possible, certain = [], []
    if question.end is not None:
        possible.append((s0 - ahead < question.end).fill_null(value=True))
        certain.append((s1 + behind < question.end).fill_null(value=False))
    if question.start is not None:
        possible.append((end1 + behind > question.start).fill_null(value=True))
        certain.append((end0 - ahead > question.start).fill_null(value=False))
    return Part(possible=_all(possible), certain=_all(certain), cost=_NUMBERS)


@_compile.register
def _kinds(question: KindIn) -> Part:
    kind = pl.col("kind")
    return Part(
        possible=kind.is_null() | by_distinct(kind, lambda coded: question.reads(coded)[0]),
        certain=by_distinct(kind, lambda coded: question.reads(coded)[1]),
        cost=_TEXTS,
    )


@_compile.register
def _near(question: NearPoint) -> Part:
    return Part(
        over="place",
        possible=met(question.region),
        certain=contained(question.region),
        relevant=pl.col("place_role").is_in(list(question.roles)),
        cost=_SPHERE,
    )


@_compile.register
def _area(question: InArea) -> Part:
    possible, certain = in_area(question)
    return Part(
        over="place",
        possible=possible,
        certain=certain,
        relevant=pl.col("place_role").is_in(list(question.roles)),
        cost=_LISTS if question.divisions else _SPHERE,
    )


@_compile.register
def _division(question: InDivision) -> Part:
    possible, certain = in_division(question)
    return Part(
        over="place",
        possible=possible,
        certain=certain,
        relevant=pl.col("place_role").is_in(list(question.roles)),
        cost=_LISTS,
    )


@_compile.register(InBox)
@_compile.register(InPolygons)
def _region(question: InBox | InPolygons) -> Part:
    possible, certain = in_region(question)
    return Part(
        over="place",
        possible=possible,
        certain=certain,
        relevant=pl.col("place_role").is_in(list(question.roles)),
        cost=_REGION,
    )


@_compile.register
def _actors(question: ActorNamed) -> Part:
    fits = by_distinct(pl.col("actor"), question.fits)
    if question.role is None:
        return Part(over="actor", possible=fits, certain=fits, cost=_LISTS)
    role = pl.col("actor_role")
    same = (role == question.role).fill_null(value=False)
    named = [each for each in question.untold if each is not None]
    untold = role.is_null() | role.is_in(named)
    return Part(
        over="actor",
        possible=fits,
        certain=fits & same,
        relevant=same | (fits & untold),
        cost=_LISTS,
    )


@_compile.register
def _claimants(question: ClaimantNamed) -> Part:
    fits = by_distinct(pl.col("claimant"), question.fits)
    return Part(over="report", possible=fits, certain=fits, missing=_NO, cost=_REPORTS)


@_compile.register
def _sources(question: SourceNamed) -> Part:
    fits = by_distinct(pl.col("outlet"), question.fits) | by_distinct(pl.col("wire"), question.fits)
    return Part(over="report", possible=fits, certain=fits, missing=_NO, cost=_REPORTS)


@_compile.register
def _evidence(question: EvidenceIn) -> Part:
    words = pl.col("evidence").list.eval(pl.element().is_in(list(question.words)))
    fits = words.list.any().fill_null(value=False)
    return Part(over="report", possible=fits, certain=fits, missing=_NO, cost=_REPORTS)


@_compile.register
def _count(question: CountIs) -> Part:
    low, best, high = pl.col("low"), pl.col("best"), pl.col("high")
    bare = low.is_null() & high.is_null() & best.is_not_null()
    least = pl.min_horizontal(low, best, high)
    most = pl.max_horizontal(low, best, high)
    bottom = pl.when(bare | low.is_not_null()).then(least).otherwise(0.0)
    top = pl.when(bare | high.is_not_null()).then(most).otherwise(math.inf)
    possible, certain = _compared(question.sign, bottom, top, question.than)
    relevant = pl.col("count") == question.name
    if question.scope is not None:
        relevant &= (pl.col("scope") == question.scope).fill_null(value=False)
    return Part(
        over="estimate",
        possible=possible,
        certain=certain,
        relevant=relevant,
        every=True,
        cost=_LISTS,
    )


def _compared(sign: str, low: pl.Expr, high: pl.Expr, than: float) -> tuple[pl.Expr, pl.Expr]:
    if sign == ">=":
        return high >= than, low >= than
    if sign == "<=":
        return low <= than, high <= than
    return (low <= than) & (high >= than), (low == than) & (high == than)


@_compile.register
def _confidence(question: ConfidenceIs) -> Part:
    value = pl.col("confidence")
    possible, certain = _compared(question.sign, value, value, question.than)
    return Part(possible=possible, certain=certain, cost=_NUMBERS)


@_compile.register
def _phase(question: PhaseIn) -> Part:
    fits = pl.col("phase").is_in(list(question.words))
    return Part(
        possible=fits.fill_null(value=True), certain=fits.fill_null(value=False), cost=_TEXTS
    )


@_compile.register
def _status(question: StatusIn) -> Part:
    fits = pl.col("status").is_in(list(question.words))
    return Part(possible=fits, certain=fits, cost=_TEXTS)


@_compile.register
def _ids(question: IdIn) -> Part:
    fits = pl.col("id").is_in(list(question.words))
    return Part(possible=fits, certain=fits, cost=_TEXTS)


@_compile.register
def _facets(question: FacetHas) -> Part:
    words = pl.col("words").list.eval(pl.element().is_in(list(question.words)))
    fits = words.list.any()
    return Part(
        over="facet",
        possible=fits,
        certain=fits,
        relevant=pl.col("facet") == question.name,
        cost=_LISTS,
    )


@_compile.register
def _tags(question: TagIn) -> Part:
    fits = pl.col("tag").is_in(list(question.words))
    return Part(over="tag", possible=fits, certain=fits, missing=_NO, cost=_LISTS)


@_compile.register
def _text(question: TextHas) -> Part:
    fits = by_distinct(pl.col("words"), question.fits)
    return Part(over="text", possible=fits, certain=fits, missing=_NO, cost=10 * _REPORTS)


@_compile.register
def _links(question: LinkedTo) -> Part:
    fits = pl.col("target") == question.target
    if question.type is not None:
        fits &= pl.col("link") == question.type
    return Part(over="link", possible=fits, certain=fits, missing=_NO, cost=_LISTS)


@_compile.register
def _sensitive(_: Sensitive) -> Part:
    found = pl.col("flag")
    return Part(over="sensitivity", possible=found, certain=found, missing=_NO, cost=_REPORTS)


@_compile.register
def _unknown(question: Unknown) -> Part:
    name = question.name
    nothing = pl.lit(value=False)
    if name == "actors":
        return Part(
            over="actor",
            possible=nothing,
            certain=nothing,
            relevant=pl.col("actor").is_not_null(),
            missing=(True, True),
            cost=_LISTS,
        )
    if name not in ATTRIBUTES:
        return Part(
            over="estimate",
            possible=nothing,
            certain=nothing,
            relevant=pl.col("count") == name,
            missing=(True, True),
            cost=_LISTS,
        )
    column = {"when": "precision", "place": "cap_km"}.get(name, name)
    empty = pl.col(column).is_null()
    return Part(possible=empty, certain=empty, cost=_NUMBERS)

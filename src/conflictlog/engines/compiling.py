"""From a question to expressions: one function a class of question."""

from __future__ import annotations

import functools
import math
from typing import Final

import polars as pl

from conflictlog.engines.part import Part, by_distinct
from conflictlog.outlines import EARTH_RADIUS_KM, HALF_WAY_KM
from conflictlog.query import DayRange, KindIn, NearPoint, Question, TimeRange
from conflictlog.when.days import HOUR

__all__ = ["compiled"]

#: Parts by what they cost a row.
_INTEGERS, _TEXTS, _SPHERE = 1, 3, 4
# A millimetre, as caps have it: what rounding may cost.
_SLACK_KM: Final = 1e-6


@functools.singledispatch
def compiled(question: Question) -> Part:
    """Compile a question to expressions over columns."""
    raise NotImplementedError(type(question).__name__)


@compiled.register
def _days(question: DayRange) -> Part:
    if question.is_any_time:
        dated = pl.col("precision").is_not_null()
        return Part(possible=pl.lit(value=True), certain=dated, cost=_INTEGERS)
    possible, certain = pl.lit(value=True), pl.lit(value=True)
    if question.last is not None:
        possible &= (pl.col("day_start_first") <= question.last).fill_null(value=True)
        certain &= (pl.col("day_start_last") <= question.last).fill_null(value=False)
    if question.first is not None:
        possible &= (pl.col("day_end_last") >= question.first).fill_null(value=True)
        certain &= (pl.col("day_end_first") >= question.first).fill_null(value=False)
    return Part(possible=possible, certain=certain, cost=_INTEGERS)


@compiled.register
def _instants(question: TimeRange) -> Part:
    # A floating time is read on every clock on Earth, from UTC+14 to UTC-12.
    ahead = pl.when(pl.col("tz").is_null()).then(14 * HOUR).otherwise(0)
    behind = pl.when(pl.col("tz").is_null()).then(12 * HOUR).otherwise(0)
    s0, s1, e0, e1 = (pl.col(name) for name in ("s0", "s1", "e0", "e1"))
    end0 = pl.when(s0.is_null() | e0.is_null()).then(e0).otherwise(pl.max_horizontal(e0, s0 + 1))
    end1 = pl.when(s1.is_null() | e1.is_null()).then(e1).otherwise(pl.max_horizontal(e1, s1 + 1))
    possible, certain = pl.lit(value=True), pl.lit(value=True)
    if question.end is not None:
        possible &= (s0 - ahead < question.end).fill_null(value=True)
        certain &= (s1 + behind < question.end).fill_null(value=False)
    if question.start is not None:
        possible &= (end1 + behind > question.start).fill_null(value=True)
        certain &= (end0 - ahead > question.start).fill_null(value=False)
    return Part(possible=possible, certain=certain, cost=_INTEGERS)


@compiled.register
def _kinds(question: KindIn) -> Part:
    kind = pl.col("kind")
    return Part(
        possible=kind.is_null() | by_distinct(kind, lambda coded: question.reads(coded)[0]),
        certain=by_distinct(kind, lambda coded: question.reads(coded)[1]),
        cost=_TEXTS,
    )


@compiled.register
def _near(question: NearPoint) -> Part:
    region = question.region
    gap = [
        pl.col(name) - value
        for name, value in (("cap_x", region.x), ("cap_y", region.y), ("cap_z", region.z))
    ]
    # The chord, and not the dot product: it keeps its digits where two points are close.
    chord = gap[0] * gap[0] + gap[1] * gap[1] + gap[2] * gap[2]
    radius = pl.col("cap_km")
    reach = (question.km + _SLACK_KM) + radius
    meets = (chord <= _chord(reach)) | (reach >= HALF_WAY_KM)
    room = (question.km + _SLACK_KM) - radius
    inside = (room >= 0) & (chord <= _chord(room))
    return Part(
        over="place",
        possible=meets.fill_null(value=True),
        certain=(inside | _everywhere(question.km)).fill_null(value=False) & radius.is_not_null(),
        relevant=pl.col("place_role").is_in(list(question.roles)),
        cost=_SPHERE,
    )


def _chord(km: pl.Expr) -> pl.Expr:
    """Give the squared chord, in Earth radii, of a distance along the great circle."""
    half = (km / (2 * EARTH_RADIUS_KM)).clip(0, math.pi / 2).sin()
    return 4 * half * half


def _everywhere(km: float) -> pl.Expr:
    """Say whether a cap is the whole globe, which holds every other."""
    return pl.lit(km + _SLACK_KM >= HALF_WAY_KM)

"""The decoy: the same records on other days, to tell how many links chance would make."""

from __future__ import annotations

import zlib
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.model import MatchModel
from conflictlog.merging.records import NO_DAY, Records
from conflictlog.merging.steps import Scored, find_candidates, score, sigmoid, window_of

__all__ = ["Decoy", "guarded"]

Reals = NDArray[np.float64]

#: Days by which each log is moved round the calendar, and where the span is short.
_SHIFTS: Final = (17, 9)
_SHORT: Final = 90
_INSIDE: Final = 9
_LEVELS: Final = np.linspace(-3.0, 4.0, 29)


@attrs.frozen(kw_only=True)
class Decoy:
    """What the decoy said.

    Parameters
    ----------
    wrong
        The share of links above the threshold that the decoy makes too: about how many are
        wrong. Inside one log it is too low: violence comes in bursts, and moved days leave them.
    expected
        Matches that the data can have, by the surplus of links over the decoy's.
    lowered
        By how much the log-odds were lowered (nats); they are never raised.
    optimistic
        Whether it is inside one log.

    Examples
    --------
    >>> print(Decoy(wrong=0.12, expected=940.0, lowered=0.0, optimistic=False))
    about 12 % of links may be wrong (the same records on other days give as many)
    """

    wrong: float
    expected: float
    lowered: float
    optimistic: bool

    def __str__(self) -> str:
        about = "at least" if self.optimistic else "about"
        text = (
            f"{about} {self.wrong:.0%} of links may be wrong "
            "(the same records on other days give as many)"
        ).replace("%", " %")
        if self.lowered:
            text += "; odds were lowered so that the links are as many as the data can have"
        return text


def guarded(
    records: Records, scored: Scored, model: MatchModel, *, threshold: float
) -> tuple[float, Decoy | None]:
    """Compare the links with a decoy's, and say by how much the log-odds must be lowered.

    Where all records lie within so few days that moved ones meet their partners still, there is no
    decoy, and nothing is lowered.
    """
    moved = _moved(records, clear=window_of(records, model).days)
    if moved is None:
        return 0.0, None
    found = find_candidates(moved, model)
    decoy = score(moved, found.pairs, found.rivals, model.weights(found.question))
    real_z, decoy_z = scored.z, decoy.z
    inside = found.question == "inside"
    if inside:
        half = _half(records)
        real_z = real_z[half[scored.pairs.a] != half[scored.pairs.b]]
        decoy_z = decoy_z[half[decoy.pairs.a] != half[decoy.pairs.b]]
    surplus = [float((real_z > t).sum() - (decoy_z > t).sum()) for t in _LEVELS]
    expected = max(0.0, *surplus)
    lowered = _lowering(real_z, expected)
    stop = np.log(threshold / (1 - threshold))
    links = int((real_z - lowered > stop).sum())
    wrong = min(1.0, float((decoy_z - lowered > stop).sum()) / links) if links else 0.0
    return lowered, Decoy(wrong=wrong, expected=expected, lowered=lowered, optimistic=inside)


def _lowering(z: Reals, expected: float) -> float:
    """Give the least shift at which the probabilities sum to no more than what is expected."""
    if sigmoid(z).sum() <= expected:
        return 0.0
    low, high = 0.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(z - middle).sum() > expected else (low, middle)
    return high


def _moved(records: Records, *, clear: int) -> Records | None:
    """Move each log, or a half of one, round the calendar; None where that is too short.

    Any two that are moved apart must be so by more than `clear` days, round either way.
    """
    known = records.first != NO_DAY
    start, end = int(records.first[known].min()), int(records.first[known].max())
    span = end - start + 1
    alone = len(records.logs) == 1
    first = _INSIDE if alone else _SHIFTS[span < _SHORT]
    times = np.arange(1, 2 if alone else len(records.logs))
    step = next(
        (
            step
            for step in (first, *range(clear + 1, min(span, 400)))
            if _clears(step * times, span, clear)
        ),
        None,
    )
    if step is None:
        return None
    turns = _half(records) if alone else records.log
    there = (records.first - start + turns.astype(np.int64) * step) % span + start
    there = np.where(known, there, records.first)
    return records.moved((there - records.first).astype(np.int32))


def _clears(apart: NDArray[np.int64], span: int, clear: int) -> bool:
    """Say whether shifts are farther than a window, round the calendar either way."""
    round_ = apart % span
    return bool((np.minimum(round_, span - round_) > clear).all())


def _half(records: Records) -> NDArray[np.bool_]:
    """Choose a half by what the records are called, so that nothing is left to chance."""
    named = [
        str(number) if number >= 0 else str(each)
        for number, each in zip(records.excluder.tolist(), records.ids.tolist(), strict=True)
    ]
    return np.array([zlib.crc32(name.encode()) % 2 == 1 for name in named])

"""The decoy: the same records on other days, to tell how many links chance would make."""

from __future__ import annotations

import zlib
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing import judges
from conflictlog.merging.model import MatchModel
from conflictlog.merging.records import NO_DAY, Records
from conflictlog.merging.scoring import sigmoid
from conflictlog.merging.steps import Candidates, Scored, find_candidates, score, window_of

__all__ = ["Decoy", "guarded"]

Reals = NDArray[np.float64]

#: Days by which each log is moved round the calendar, one decoy each; in one log the halves.
_SHIFTS: Final = (17, 23, 31, 41)
_INSIDE: Final = (9, 12, 17, 23)
#: Where those do not fit into the calendar, so many others do.
_DECOYS: Final = 4
#: Log-odds, before competition, above which real pairs and the decoy's are counted.
_LEVELS: Final = np.linspace(-6.0, 8.0, 57)
#: A level must part matches from others at least so well.
_PARTED: Final = 0.05


@attrs.frozen(kw_only=True)
class Decoy:
    """What the decoys said.

    Parameters
    ----------
    wrong
        About how many of the links above the threshold are wrong, as a share: as many as chance
        makes of records that have no partner. Inside one log it is too low: violence comes in
        bursts, and moved days leave them.
    expected, spread
        Matches that the data have, as far as the pairs exceed the decoys' in score; and how far the
        decoys differ in that.
    lowered
        By how much the log-odds were lowered (nats); they are never raised.
    optimistic
        Whether it is inside one log.

    Examples
    --------
    >>> print(Decoy(wrong=0.12, expected=940.0, spread=30.0, lowered=0.0, optimistic=False))
    about 12 % of links may be wrong (the same records on other days give as many)
    """

    wrong: float
    expected: float
    spread: float
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


@attrs.frozen(kw_only=True, eq=False)
class _Seen:
    """Pairs that were looked at: how many met, and the scores of those with any hope."""

    met: int
    before: Reals
    z: Reals

    def above(self, level: float) -> int:
        """Count pairs by their score before competition."""
        return int((self.before > level).sum())

    def links(self, stop: float) -> int:
        """Count pairs by their score among rivals."""
        return int((self.z > stop).sum())


def guarded(
    records: Records,
    candidates: Candidates,
    scored: Scored,
    model: MatchModel,
    *,
    threshold: float,
) -> tuple[float, Decoy | None]:
    """Compare the pairs with decoys', and say by how much the log-odds must be lowered.

    Where all records lie within so few days that moved ones meet their partners still, there is no
    decoy, and nothing is lowered.
    """
    weights = model.weights(candidates.question)
    half = None if candidates.question == "between" else _half(records)
    real = _seen(candidates, scored, half)
    decoys = []
    known = judges(records)
    for moved in _moved(records, clear=window_of(records, model).days):
        found = find_candidates(moved, model)
        there = judges(moved, known)
        scored = score(moved, found.pairs, found.rivals, weights, known=there)
        decoys.append(_seen(found, scored, half))
    decoys = [decoy for decoy in decoys if decoy.met]
    if not decoys:
        return 0.0, None
    estimates = [_expected(real, decoy) for decoy in decoys]
    expected, spread = float(np.mean(estimates)), float(np.std(estimates))
    lowered = _lowering(real.z, expected + spread)
    stop = float(np.log(threshold / (1 - threshold))) + lowered
    chance = np.mean([(real.met - expected) / each.met * each.links(stop) for each in decoys])
    alone = 1 - _shared(records, expected) if half is None else 1.0
    links = real.links(stop)
    return lowered, Decoy(
        wrong=float(np.clip(chance * alone / links, 0, 1)) if links else 0.0,
        expected=expected,
        spread=spread,
        lowered=lowered,
        optimistic=half is not None,
    )


def _seen(candidates: Candidates, scored: Scored, half: NDArray[np.bool_] | None) -> _Seen:
    """Take all pairs, or those between the halves of one log."""
    if half is None:
        return _Seen(met=len(candidates.pairs), before=scored.before, z=scored.z)
    met, kept = (half[each.a] != half[each.b] for each in (candidates.pairs, scored.pairs))
    return _Seen(met=int(met.sum()), before=scored.before[kept], z=scored.z[kept])


def _expected(real: _Seen, decoy: _Seen) -> float:
    """Give the matches among the real pairs, which are a mixture of them and of others.

    Of M matches among N pairs, a share p has a score above a level, as the probabilities say; of
    the others a share d, as the decoy says. So many are above it: p M + d (N - M). Taken is the
    level at which M hangs least on the luck of counting. Scores before competition serve, since a
    record's partner takes links from its rivals, and decoys have none.
    """
    p = sigmoid(real.z)
    total = float(p.sum())
    best, found = np.inf, 0.0
    for level in _LEVELS if total else ():
        true = float(p[real.before > level].sum()) / total
        other = decoy.above(level) / decoy.met
        if true - other < _PARTED:
            continue
        seen, scale = real.above(level), real.met / decoy.met
        error = np.sqrt(max(seen, 1) + scale**2 * max(decoy.above(level), 1)) / (true - other)
        if error < best:
            best, found = error, (seen - real.met * other) / (true - other)
    return max(0.0, found)


def _shared(records: Records, expected: float) -> float:
    """Give the share of records that have a partner, where each has one in another log at most."""
    sizes = np.sort(np.bincount(records.source, minlength=len(records.sources)))
    most = float((sizes * np.arange(len(sizes))[::-1]).sum())
    return min(1.0, expected / max(1.0, most))


def _lowering(z: Reals, expected: float) -> float:
    """Give the least shift at which the probabilities sum to no more than what is expected."""
    if sigmoid(z).sum() <= expected:
        return 0.0
    low, high = 0.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(z - middle).sum() > expected else (low, middle)
    return high


def _moved(records: Records, *, clear: int) -> list[Records]:
    """Move each log, or a half of one, round the calendar, in several ways.

    Any two that are moved apart must be so by more than `clear` days, round either way.
    """
    known = records.first != NO_DAY
    start, end = int(records.first[known].min()), int(records.first[known].max())
    span = end - start + 1
    alone = len(records.sources) == 1
    times = np.arange(1, 2 if alone else len(records.sources))
    steps = [step for step in (_INSIDE if alone else _SHIFTS) if _clears(step * times, span, clear)]
    if len(steps) < _DECOYS:
        there = [step for step in range(clear + 1, span) if _clears(step * times, span, clear)]
        picked = np.linspace(0, len(there) - 1, min(_DECOYS, len(there)))
        steps = [there[round(at)] for at in picked]
    turns = (_half(records) if alone else records.source).astype(np.int64)
    found = []
    for step in steps:
        day = (records.first - start + turns * step) % span + start
        found.append(records.moved(np.where(known, day - records.first, 0).astype(np.int32)))
    return found


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

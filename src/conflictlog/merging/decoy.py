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
from conflictlog.merging.scoring import level_of, sigmoid
from conflictlog.merging.steps import Candidates, Scored, find_candidates, score, window_of

__all__ = ["Decoy", "guarded"]

Reals = NDArray[np.float64]

#: Days by which each log is moved round the calendar, one decoy each; in one log the halves.
_SHIFTS: Final = (17, 23, 31, 41)
_INSIDE: Final = (9, 12, 17, 23)
#: Where those do not fit into the calendar, so many others do.
_DECOYS: Final = 4
#: Of the wrong links that decoys show, so many must be told by the probabilities: decoys are a
#: little too many, as a record's own partner takes links from its rivals.
_TOLD: Final = 0.9
#: A link of chance needs two records without a partner, or with one that fits worse: the share of
#: those without counts more than once, and less than twice.
_ALONE: Final = 1.5
#: Log-odds are lowered in steps, no further than the last.
_STEPS: Final = np.arange(0.0, 8.0, 0.05)


@attrs.frozen(kw_only=True)
class Decoy:
    """What the decoys said.

    Parameters
    ----------
    wrong
        About how many of the links above the threshold are wrong, as a share: as many as chance
        makes of records that have no partner. Inside one log it is too low: violence comes in
        bursts, and moved days leave them.
    expected
        Matches that the data have, as the probabilities add up after lowering.
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
            text += "; odds were lowered until the probabilities say so too"
        return text


def guarded(
    records: Records,
    candidates: Candidates,
    scored: Scored,
    model: MatchModel,
    *,
    threshold: float,
) -> tuple[float, Decoy | None]:
    """Compare the links with decoys', and say by how much the log-odds must be lowered.

    Where few incidents are shared, probabilities say that fewer links are wrong than chance makes:
    they are lowered until they say as many. Where all records lie within so few days that moved
    ones meet their partners still, there is no decoy, and nothing is lowered.
    """
    weights = model.weights(candidates.question)
    half = None if candidates.question == "between" else _half(records)
    met, z = _between_halves(candidates, scored, half)
    known = judges(records)
    decoys = []
    for moved in _moved(records, clear=window_of(records, model).days):
        found = find_candidates(moved, model)
        there = judges(moved, known)
        pairs = score(moved, found.pairs, found.rivals, weights, known=there)
        size, decoy = _between_halves(found, pairs, half)
        if size:
            # Moved records meet fewer of the others where data come in bursts.
            decoys.append((np.sort(decoy), met / size))
    if not decoys:
        return 0.0, None
    links = _Links(
        z=z,
        decoys=decoys,
        stop=level_of(threshold),
        most=np.inf if half is not None else most_matches(records),
    )
    lowered = next(
        (at for at in _STEPS.tolist() if links.said(at) >= links.surely_shown(at)), _STEPS[-1]
    )
    made = links.above(lowered)
    return lowered, Decoy(
        wrong=min(1.0, links.shown(lowered) / made) if made else 0.0,
        expected=float(sigmoid(z - lowered).sum()),
        lowered=lowered,
        optimistic=half is not None,
    )


@attrs.frozen(kw_only=True, eq=False)
class _Links:
    """Real pairs and the decoys', by their log-odds among rivals.

    Parameters
    ----------
    z
        Of the real pairs.
    decoys
        Of each decoy's pairs, sorted; and how many real ones stand for one of its pairs.
    stop
        The level above which pairs are links.
    most
        How many matches there can be.
    """

    z: Reals
    decoys: list[tuple[Reals, float]]
    stop: float
    most: float

    def above(self, lowered: float) -> int:
        """Count the links."""
        return int((self.z - lowered > self.stop).sum())

    def said(self, lowered: float) -> float:
        """Say how many links are wrong by their probabilities."""
        z = self.z - lowered
        return float((1 - sigmoid(z[z > self.stop])).sum())

    def shown(self, lowered: float) -> float:
        """Say how many are wrong by the decoys: records that have a partner are seldom in these."""
        return float(np.mean(self._by_chance(lowered)) * self._alone(lowered))

    def surely_shown(self, lowered: float) -> float:
        """Say how many are beyond luck: a standard error less, as small data have few."""
        by_chance = self._by_chance(lowered)
        scales = np.array([scale for _, scale in self.decoys])
        error = float(np.sqrt((scales * by_chance).sum())) / len(by_chance)
        found = _TOLD * float(np.mean(by_chance)) - error
        return max(0.0, found) * self._alone(lowered)

    def _by_chance(self, lowered: float) -> Reals:
        """Count the links of each decoy, as many as its real pairs would have."""
        level = self.stop + lowered
        counts = [
            scale * (len(z) - np.searchsorted(z, level, side="right")) for z, scale in self.decoys
        ]
        return np.array(counts, float)

    def _alone(self, lowered: float) -> float:
        share = 1 - min(1.0, float(sigmoid(self.z - lowered).sum()) / self.most)
        return float(share**_ALONE)


def _between_halves(
    candidates: Candidates, scored: Scored, half: NDArray[np.bool_] | None
) -> tuple[int, Reals]:
    """Count pairs that met, and give scores: of all pairs, or of those between halves of a log."""
    if half is None:
        return len(candidates.pairs), scored.z
    met, kept = (half[each.a] != half[each.b] for each in (candidates.pairs, scored.pairs))
    return int(met.sum()), scored.z[kept]


def most_matches(records: Records) -> float:
    """Give the most matches that lists can have; rows of some may all be one event.

    Examples
    --------
    >>> from conflictlog.merging.records import records_of
    >>> from conflictlog.testing import generate
    >>> most_matches(records_of(generate(100, seed=1, style="sparse").logs))
    300.0
    """
    size = len(records.sources)
    rows = np.bincount(records.source, minlength=size)
    excluding = [bool((records.excluder[records.source == at] >= 0).any()) for at in range(size)]
    total = 0
    for one in range(size):
        for other in range(one + 1, size):
            # Each row has one partner at most in a list whose rows exclude one another.
            held = [
                int(rows[each])
                for each, there in ((one, excluding[other]), (other, excluding[one]))
                if there
            ]
            total += min(held, default=int(max(rows[one], rows[other])))
    return float(max(1, total))


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

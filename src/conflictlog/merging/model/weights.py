"""`Weights`: what comparisons are worth for one question, and how scores become probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.errors import InvalidValue
from conflictlog.frozenmap import FrozenMap
from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model.tables import Counts

__all__ = ["FIXED_RATIOS", "FLOOR", "Learnt", "Weights"]

Reals = NDArray[np.float64]

#: No comparison alone speaks louder against a pair: 6 bits, in nats.
FLOOR: Final = -6.0 * float(np.log(2.0))
#: What a shared page or wire story, words in common, and numbers but those of dead and injured are
#: worth, set by hand: open labelled data have too few. In nats.
FIXED_RATIOS: Final[Mapping[str, tuple[float, ...]]] = {
    "links": (4.0, 1.5),
    "words": (-0.5, -0.3, 0.0, 0.5, 1.2, 2.0, 3.0),
    "other counts": (
        *(3.0, 2.5, 1.8, 1.2, 0.8, 0.5, 0.2),
        *(0.2, 0.4, 0.0, 0.3, -0.2, 0.0, -0.4, -0.8, -0.2, -0.6, -1.0),
    ),
}


@attrs.frozen(kw_only=True, eq=False)
class Learnt:
    """What two spellings are worth together, where the data at hand have shown it.

    Parameters
    ----------
    pairs
        Two texts in order, as `Comparison.codes` names them.
    ratios
        In nats, one a pair.
    """

    pairs: tuple[tuple[str, str], ...]
    ratios: tuple[float, ...]


def _floats(given: Mapping[str, float]) -> FrozenMap[float]:
    return FrozenMap({name: float(each) for name, each in given.items()})


def _tables(given: Mapping[str, Reals]) -> FrozenMap[Reals]:
    return FrozenMap({name: np.asarray(each, float) for name, each in given.items()})


def _learnt(given: Mapping[str, Learnt]) -> FrozenMap[Learnt]:
    return FrozenMap(given)


@attrs.frozen(kw_only=True, eq=False)
class Weights:
    """Tables, factors and a calibration line.

    Parameters
    ----------
    counts
        How often each level was seen among matches and others.
    factors
        By comparison, 0 to 1.2: plain sums count twice what comparisons have in common.
    corrections
        By comparison, in nats by cell: what labelled pairs add to the table times its factor, or
        take from it, where all comparisons are looked at together. None: nothing.
    rivals
        The factor on the term of rivals.
    intercept
        In nats.
    prior
        What stands for the intercept before anything is compared: with it, as many pairs are
        expected to match as do.
    line
        Slope and intercept of the calibration, on log-odds after competition.
    learnt
        By comparison, for an adapted model.
    """

    counts: Counts
    factors: FrozenMap[float] = attrs.field(converter=_floats)
    rivals: float
    intercept: float
    line: tuple[float, float]
    prior: float = 0.0
    corrections: FrozenMap[Reals] = attrs.field(converter=_tables, factory=dict)
    learnt: FrozenMap[Learnt] = attrs.field(converter=_learnt, factory=dict)

    def ratios(self) -> dict[str, Reals]:
        """Give the log ratio of every cell, in nats, before its factor."""
        found = self.counts.ratios()
        return found | {name: np.array(each) for name, each in FIXED_RATIOS.items()}

    def worth(self) -> dict[str, Reals]:
        """Give what every cell adds to a pair's log-odds, in nats."""
        found = {}
        for name, each in self.ratios().items():
            told = self.factors[name] * each + self.corrections.get(name, 0.0)
            found[name] = np.maximum(told, FLOOR)
        return found

    def as_json(self) -> dict[str, Any]:
        """Give plain values, rounded as they are kept in the shipped file."""

        def kept(held: Mapping[str, Reals]) -> dict[str, list[float]]:
            return {name: [round(float(n), 3) for n in each] for name, each in held.items()}

        return {
            "matches": kept(self.counts.matches),
            "others": kept(self.counts.others),
            "factors": {name: round(float(n), 4) for name, n in self.factors.items()},
            "rivals": round(float(self.rivals), 4),
            "intercept": round(float(self.intercept), 4),
            "prior": round(float(self.prior), 4),
            "line": [round(float(n), 4) for n in self.line],
            "corrections": kept(self.corrections),
            "learnt": {
                name: [
                    [one, other, round(float(ratio), 4)]
                    for (one, other), ratio in zip(each.pairs, each.ratios, strict=True)
                ]
                for name, each in self.learnt.items()
            },
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Weights:
        """Read what `as_json` gave; a comparison that is not there has empty tables.

        Raises
        ------
        InvalidValue
            Where a table has other cells than this version's comparison.
        """

        def held(name: str) -> dict[str, Reals]:
            told, found = given[name], {}
            for each, comparison in COMPARISONS.items():
                table = np.array(told.get(each, [0.0] * len(comparison)), float)
                if len(table) != len(comparison):
                    raise InvalidValue(
                        f"the table of {each!r} has {len(table)} cells",
                        expected=f"{len(comparison)}, as this version of conflictlog compares",
                        remedy="fit or adapt the model again; it was made by another version",
                    )
                found[each] = table
            return found

        return cls(
            counts=Counts(matches=held("matches"), others=held("others")),
            factors={name: given["factors"].get(name, 0.0) for name in COMPARISONS},
            rivals=given["rivals"],
            intercept=given["intercept"],
            line=tuple(given["line"]),
            prior=given.get("prior", given["intercept"]),
            corrections=given.get("corrections", {}),
            learnt={
                name: Learnt(
                    pairs=tuple((one, other) for one, other, _ in rows),
                    ratios=tuple(ratio for _, _, ratio in rows),
                )
                for name, rows in given.get("learnt", {}).items()
            },
        )

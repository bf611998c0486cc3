"""The parameters of confidence in one frozen, named value: judgement, not calibration."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import attrs

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.frozenmap import FrozenMap
from conflictlog.keywords import named_keywords
from conflictlog.report.checks import required_text

__all__ = ["SHIPPED_NAME", "ConfidenceModel", "log_odds", "pooled", "sigmoid"]

SHIPPED_NAME = "conflictlog-2026.1"
_SHIPPED_CHANCE = {"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6, "E": 0.5, "F": 0.55}
# Nothing is ever certain: the nearest to 0 and 1 whose complement is exact too.
_EDGE = 2.0**-53


def log_odds(chance: float) -> float:
    """Turn a probability into log-odds.

    Examples
    --------
    >>> log_odds(0.5)
    0.0
    """
    return math.log(chance / (1 - chance))


def sigmoid(odds: float) -> float:
    """Turn log-odds into a probability, never 0 or 1.

    Examples
    --------
    >>> sigmoid(0.0), sigmoid(1000.0) < 1
    (0.5, True)
    """
    small = math.exp(-abs(odds)) / (1 + math.exp(-abs(odds)))
    small = max(small, _EDGE)
    return small if odds < 0 else 1 - small


def pooled(weights: Iterable[float], rho: float) -> float:
    """Sum the weights of independent origins, each further one counting less.

    Examples
    --------
    >>> pooled([1.0, 2.0], 0.5)
    2.5
    """
    ranked = sorted(weights, reverse=True)
    return math.fsum(rho**rank * weight for rank, weight in enumerate(ranked))


def _letters(value: Mapping[str, float]) -> FrozenMap[float]:
    if not isinstance(value, Mapping):
        raise InvalidValue(
            f"chance is {value!r}",
            expected="a mapping of letters to probabilities",
            remedy="write chance={'A': 0.95}",
        )
    given = dict(value)
    for letter in given:
        if letter not in _SHIPPED_CHANCE:
            raise UnknownName(
                f"chance names the reliability {letter!r}", expected="letters from A to F"
            )
    return FrozenMap({**_SHIPPED_CHANCE, **given})


def _share(_: object, attribute: attrs.Attribute[float], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidValue(
            f"{attribute.name} is {value!r}",
            expected="a number from 0 to 1",
            remedy="0 ignores what it weighs, 1 counts it in full",
        )


def _check_chance(field: str, value: object) -> None:
    # Below a half, a report in favour would speak against.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.5 <= value < 1:
        raise InvalidValue(
            f"{field} is {value!r}",
            expected="a probability from 0.5 to below 1",
            remedy="0.5 gives a source no weight; nothing is certain",
        )


@named_keywords
@attrs.frozen(kw_only=True)
class ConfidenceModel:
    """What each reliability is worth, and how reports add up.

    Parameters
    ----------
    name
        Which model this is; exports name it. Other parameters need another name.
    chance
        Probability by reliability letter; letters left out keep the shipped value.
    unrated
        Probability for a source that nobody rated.
    self_factor
        What part of its weight a self-interested claim keeps.
    rho
        What the second origin counts beside the first, the third beside the second.
    prior
        Probability before any report.

    Raises
    ------
    InvalidValue
        For a chance below 0.5 or of 1, a factor outside 0 to 1, a prior of 0 or 1,
        or other parameters under the shipped model's name.

    Examples
    --------
    >>> ConfidenceModel().chance["B"]
    0.8
    >>> ConfidenceModel(name="desk-1", prior=0.3).prior
    0.3
    """

    name: str = attrs.field(default=SHIPPED_NAME, converter=required_text("name"))
    chance: FrozenMap[float] = attrs.field(
        factory=lambda: FrozenMap(_SHIPPED_CHANCE), converter=_letters
    )
    unrated: float = 0.55
    self_factor: float = attrs.field(default=0.5, validator=_share)
    rho: float = attrs.field(default=0.5, validator=_share)
    prior: float = 0.5

    def __attrs_post_init__(self) -> None:
        for letter, value in self.chance.items():
            _check_chance(f"chance[{letter!r}]", value)
        _check_chance("unrated", self.unrated)
        prior: object = self.prior
        if isinstance(prior, bool) or not isinstance(prior, int | float) or not 0 < prior < 1:
            raise InvalidValue(
                f"prior is {prior!r}", expected="a probability between 0 and 1, neither of them"
            )
        if self.name == SHIPPED_NAME and self._parameters != _SHIPPED_PARAMETERS:
            raise InvalidValue(
                f"name is {self.name!r} with other parameters than the shipped model's",
                expected="a name of its own",
                remedy="pass name=, so that exports tell which model computed them",
            )

    @property
    def _parameters(self) -> tuple[object, ...]:
        return (dict(self.chance), self.unrated, self.self_factor, self.rho, self.prior)

    def weight(self, reliability: str | None) -> float:
        """Give the weight of a reliability letter, in log-odds; None is unrated.

        Examples
        --------
        >>> round(ConfidenceModel().weight("B"), 3)
        1.386
        """
        return log_odds(self.unrated if reliability is None else self.chance[reliability])


_SHIPPED_PARAMETERS = (_SHIPPED_CHANCE, 0.55, 0.5, 0.5, 0.5)

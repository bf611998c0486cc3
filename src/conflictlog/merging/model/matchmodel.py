"""`MatchModel`: everything that turns two records into the probability that they are one event."""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model.weights import Weights
from conflictlog.merging.pairing import Window

__all__ = ["MatchModel", "Question"]

#: What is asked: are rows of two data sets one event, two reports in one log, two rows of one set?
Question = Literal["between", "inside", "copies"]


@attrs.frozen(kw_only=True, eq=False)
class MatchModel:
    """A named model of matching: tables, factors, thresholds.

    Parameters
    ----------
    name
        What exports and reports call it.
    between, inside, copies
        What comparisons are worth between data sets, between the reports of one log, and between
        a row of a data set and its copy there.
    window, inside_window
        How far apart two records may lie, in km and days, and still be looked at: records of
        different data sets, and reports in one log, whose places are often those of a whole town.
    threshold, confident
        The probability at which clusters are joined, and the one for ``confident=True``. F1 is best
        well below a half: a link that is more likely wrong than right still finds more than it
        spoils, down to about half of the F1 that is reached.
    copy
        The probability above which two rows of one data set count as copies.
    absent
        Log-odds (nats) of a pair that lies outside the window, in the mean of a cluster.
    made_from
        What it was fitted on.

    Examples
    --------
    >>> model = MatchModel.default()
    >>> model.threshold, model.confident, model.window.days
    (0.27, 0.5, 4)
    """

    name: str
    between: Weights
    inside: Weights
    copies: Weights
    window: Window = attrs.field(factory=Window)
    inside_window: Window = attrs.field(factory=lambda: Window(km=60, sure_km=60, days=7))
    threshold: float = 0.27
    confident: float = 0.5
    copy: float = 0.95
    absent: float = -6.0
    made_from: tuple[str, ...] = ()

    def weights(self, question: Question) -> Weights:
        """Give the weights for a question."""
        found: Weights = getattr(self, question)
        return found

    def replaced(self, question: Question, weights: Weights, *, name: str) -> MatchModel:
        """Give the same model with other weights for a question, under another name."""
        changed: dict[str, Any] = {question: weights}
        return attrs.evolve(self, name=name, **changed)

    def as_json(self) -> dict[str, Any]:
        """Give plain values for a JSON file, which `from_json` reads back.

        Examples
        --------
        >>> model = MatchModel.default()
        >>> MatchModel.from_json(model.as_json()).name == model.name
        True
        """
        return {
            "name": self.name,
            "made_from": list(self.made_from),
            "window": attrs.asdict(self.window),
            "inside_window": attrs.asdict(self.inside_window),
            "threshold": self.threshold,
            "confident": self.confident,
            "copy": self.copy,
            "absent": self.absent,
            **{name: self.weights(name).as_json() for name in ("between", "inside", "copies")},
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> MatchModel:
        """Read a model from plain values."""
        return cls(
            name=given["name"],
            made_from=tuple(given["made_from"]),
            window=Window(**given["window"]),
            inside_window=Window(**given["inside_window"]),
            threshold=given["threshold"],
            confident=given["confident"],
            copy=given["copy"],
            absent=given["absent"],
            **{name: Weights.from_json(given[name]) for name in ("between", "inside", "copies")},
        )

    @classmethod
    def default(cls) -> MatchModel:
        """Give the shipped model: fitted on open labelled reports and on generated sources.

        Examples
        --------
        >>> MatchModel.default().name
        'conflictlog-2026'
        """
        return _shipped()

    def __repr__(self) -> str:
        return f"<MatchModel {self.name!r}, {len(COMPARISONS)} comparisons>"

    def __str__(self) -> str:
        lines = [f"match model {self.name}: " + "; ".join(self.made_from)]
        lines.append(
            f"joins at p {self.threshold:g} (confident: {self.confident:g}), within "
            f"{self.window.km:g} km and {self.window.days} days"
        )
        lines.append(f"{'factors':14} between  inside  copies")
        for name in (*COMPARISONS, "rivals"):
            row = [self.weights(each) for each in ("between", "inside", "copies")]
            told = [each.rivals if name == "rivals" else each.factors[name] for each in row]
            lines.append(f"{name:14}" + "".join(f"{factor:8.2f}" for factor in told))
        return "\n".join(lines)


@functools.cache
def _shipped() -> MatchModel:
    path = importlib.resources.files("conflictlog.data") / "match_model.json"
    return MatchModel.from_json(json.loads(path.read_text("utf-8")))

"""A model in words and tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import polars as pl

from conflictlog.errors import UnknownName, UnknownOption, nearest_hint
from conflictlog.merging.comparing import COMPARISONS

if TYPE_CHECKING:
    from conflictlog.merging.model.matchmodel import MatchModel, Question

__all__ = ["level_table", "model_text"]

_QUESTIONS: Final[tuple[Question, ...]] = ("between", "inside", "copies")


def level_table(model: MatchModel, comparison: str, question: Question) -> pl.DataFrame:
    """Give the levels of a comparison with what they are worth, in bits."""
    if comparison not in COMPARISONS:
        raise UnknownName(
            f"nothing is compared under {comparison!r}",
            expected=f"one of {', '.join(COMPARISONS)}",
            remedy=nearest_hint(str(comparison), COMPARISONS),
        )
    if question not in _QUESTIONS:
        raise UnknownOption(
            f"question is {question!r}",
            expected=f"one of {', '.join(_QUESTIONS)}",
            remedy=nearest_hint(str(question), _QUESTIONS),
        )
    asked, weights = COMPARISONS[comparison], model.weights(question)
    return pl.DataFrame(
        {
            "stratum": [each for each in asked.strata for _ in asked.levels],
            "level": list(asked.levels) * len(asked.strata),
            "bits": weights.worth()[comparison] / math.log(2),
        }
    )


def model_text(model: MatchModel) -> str:
    """Say what a model is made of: one line a comparison, its factor and its range in bits."""
    lines = [f"match model {model.name}"]
    lines += [f"  made from {each}" for each in model.made_from]
    if model.moved is not None:
        lines.append(f"  moved by {model.moved:.2f} bits a comparison, for what matches")
    for window, what in (
        (model.window, "between data sets"),
        (model.inside_window, "inside one log"),
    ):
        lines.append(f"{what}: up to {window.km:g} km and {window.days} days apart")
    lines.append(
        f"joins at p {model.threshold:g} (confident: {model.confident:g}); copies at {model.copy:g}"
    )
    lines.append(f"{'factor, and bits':18}" + "".join(f"{each:>20}" for each in _QUESTIONS))
    for name in COMPARISONS:
        lines.append(f"{name:18}" + "".join(_range(model, name, each) for each in _QUESTIONS))
    told = [model.weights(each) for each in _QUESTIONS]
    lines.append(f"{'rivals':18}" + "".join(f"{f'{each.rivals:.2f}':>20}" for each in told))
    lines.append(
        f"{'intercept':18}"
        + "".join(f"{f'{each.intercept / math.log(2):+.1f} bits':>20}" for each in told)
    )
    return "\n".join(lines)


def _range(model: MatchModel, name: str, question: Question) -> str:
    bits = level_table(model, name, question)["bits"].to_numpy()
    text = f"{model.weights(question).factors[name]:.2f} {bits.min():+.1f} to {bits.max():+.1f}"
    return f"{text:>20}"

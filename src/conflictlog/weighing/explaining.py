"""The words for a weighing: every step of the sum, so that a reader can redo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.weighing.model import log_odds

if TYPE_CHECKING:
    from conflictlog.weighing.witnesses import Weighing, Witness

__all__ = ["explain", "three_digits"]

_WIDTH = 50


def three_digits(value: float) -> str:
    """Write a number with three digits and no leading zero.

    Examples
    --------
    >>> three_digits(0.6043), three_digits(-0.0004), three_digits(1.386)
    ('.604', '.000', '1.386')
    """
    text = f"{abs(value):.3f}"
    sign = "-" if value < 0 and float(text) else ""
    return sign + (text[1:] if text.startswith("0.") else text)


def explain(weighing: Weighing) -> str:
    """Write out prior, witnesses, sums and result, one step a line."""
    model = weighing.model
    prior = log_odds(model.prior)
    total = prior + weighing.s_affirm - weighing.s_deny
    confidence = three_digits(weighing.confidence)
    lines = [
        f"{weighing.basis}: {confidence} ({weighing.status}; basis {weighing.basis.level})",
        _sum(f"prior {three_digits(model.prior)}", f"{'-' if prior < 0 else '+'}", abs(prior)),
        *_side(weighing, "affirms", "+", weighing.s_affirm),
        *_side(weighing, "denies", "-", weighing.s_deny),
    ]
    neutral = [witness for witness in weighing.witnesses if witness.stance == "neutral"]
    if neutral:
        lines.append("neutral, not counted:")
        lines += [f"  {witness.origin}: {', '.join(witness.reports)}" for witness in neutral]
    if weighing.superseded:
        lines.append(f"superseded, not counted: {', '.join(weighing.superseded)}")
    lines.append(f"confidence = sigmoid({three_digits(total)}) = {confidence}")
    lines.append(f"model {model.name}: judgement, not calibration")
    return "\n".join(lines)


def _sum(text: str, sign: str, value: float) -> str:
    amount = sign + three_digits(value)
    return f"{text:<{_WIDTH - len(amount)}} {amount}"


def _side(weighing: Weighing, stance: str, sign: str, total: float) -> list[str]:
    found = [witness for witness in weighing.witnesses if witness.stance == stance]
    count = "none" if not found else "one origin" if len(found) == 1 else f"{len(found)} origins"
    lines = [_sum(f"{stance}: {count}", sign, total)]
    for rank, witness in enumerate(found):
        lines.append(f"  {witness.origin}: {_steps(weighing, witness, rank)}")
        copies = [report for report in witness.reports if report != witness.heaviest]
        lines.append(f"    {witness.heaviest}")
        if copies:
            lines.append(f"    the same origin, adding nothing: {', '.join(copies)}")
    return lines


def _steps(weighing: Weighing, witness: Witness, rank: int) -> str:
    model = weighing.model
    base = model.weight(witness.reliability)
    text = f"{witness.reliability or 'unrated'} {three_digits(base)}"
    inferred = " (inferred)" if witness.interest_inferred else ""
    if witness.halved:
        text += f" x {three_digits(model.self_factor)} self-interested{inferred}"
    elif witness.interest is not None:
        text += f" {'self-interested' if witness.interest == 'self' else 'against its interest'}"
        text += inferred
    if rank:
        text += f" x {three_digits(model.rho**rank)} as no. {rank + 1}"
    return f"{text} = {three_digits(model.rho**rank * witness.weight)}"

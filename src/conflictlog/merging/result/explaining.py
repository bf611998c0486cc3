"""Why two records are, or are not, one event: a few lines of text, in bits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model import Evidence
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.scoring import sigmoid
from conflictlog.merging.steps import window_of

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["evidence_of", "explain", "judged_lines", "scored_at", "why_not_compared"]


def evidence_of(result: MergeResult, one: int, other: int) -> list[tuple[str, str, float]]:
    """Give what adds up to a pair's score: name, what was seen, bits."""
    pairs, at = _found(result.scored.pairs, one, other)
    if pairs is None:
        return []
    records, weights = result.records, result.model.weights(result.candidates.question)
    told = Evidence(records, weights)
    cells, bits = told.cells(pairs), told.by_comparison(pairs)
    rows = [
        (name, COMPARISONS[name].words(int(cells[name][0])), float(bits[name][0]) / math.log(2))
        for name in COMPARISONS
        if cells[name][0] >= 0
    ]
    rows.sort(key=lambda row: -abs(row[2]))
    summed = sum(bits[name][0] for name in COMPARISONS)
    rest = (float(result.scored.before[at]) - summed) / math.log(2)
    return [("prior", "chance and the rivals of the two", rest), *rows]


def explain(result: MergeResult, one: int, other: int) -> str:
    """Say it in lines."""
    records = result.records
    ids = records.ids[one], records.ids[other]
    together = result.labels[one] == result.labels[other]
    head = f"{ids[0]} and {ids[1]}: {'one event' if together else 'two events'}"
    lines = [head, *judged_lines(result, one, other)]
    rows = evidence_of(result, one, other)
    if not rows:
        lines.append(why_not_compared(result, one, other))
        return "\n".join(lines)
    lines += [f"{bits:+6.1f} bits  {name}: {seen}" for name, seen, bits in rows]
    alone, z = scored_at(result, one, other)
    lines.append(
        f"{alone / math.log(2):+6.1f} bits  in all; among its rivals, and calibrated: "
        f"probability {float(sigmoid(np.array([z]))[0]):.2f} (joined from {result.threshold:g})"
    )
    if not together and z > result.stop and not judged_lines(result, one, other):
        lines.append("their clusters were not joined: other pairs of theirs speak against it")
    return "\n".join(lines)


def scored_at(result: MergeResult, one: int, other: int) -> tuple[float, float]:
    """Give a compared pair's log-odds alone, and among its rivals and calibrated; in nats."""
    _, at = _found(result.scored.pairs, one, other)
    return float(result.scored.before[at]), float(result.scored.z[at])


def judged_lines(result: MergeResult, one: int, other: int) -> list[str]:
    """Say what people decided about the two."""
    ids = {result.records.ids[one], result.records.ids[other]}
    held = [each for (a, b), each in result.ledger.standing().items() if {a[1], b[1]} == ids]
    return [
        f"judged {each.verdict}"
        + (f" by {each.who}" if each.who else "")
        + (f": {each.why}" if each.why else "")
        for each in held
    ]


def why_not_compared(result: MergeResult, one: int, other: int) -> str:
    """Say why two records have no score."""
    records, model = result.records, result.model
    window = window_of(records, model)
    if result.copies[one] == result.copies[other]:
        return "they are copies of one another in one log"
    a, b = (int(records.excluder[row]) for row in (one, other))
    if a >= 0 and a == b:
        return "they exclude one another: one log, or one article, tells of them as two"
    if not records.linkable[one] or not records.linkable[other]:
        return "one of them has no time, or no place at all: it cannot be linked"
    return (
        f"not compared: more than {window.km:g} km or {window.days} days apart, or so unlike "
        "that they were dropped"
    )


def _found(pairs: Pairs, one: int, other: int) -> tuple[Pairs | None, int]:
    low, high = min(one, other), max(one, other)
    left = np.searchsorted(pairs.a, low)
    right = np.searchsorted(pairs.a, low, side="right")
    at = int(left + np.searchsorted(pairs.b[left:right], high))
    if at >= right or pairs.b[at] != high:
        return None, -1
    return pairs.taken(slice(at, at + 1)), at

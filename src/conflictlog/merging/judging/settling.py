"""What judgements settle: which records are one, which are apart; contradictions are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from conflictlog.errors import ContradictoryJudgements
from conflictlog.merging.judging.ledger import Judgement, Key, Ledger

__all__ = ["Settled", "settle"]

Whole = NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Settled:
    """What a ledger says of the records at hand.

    Parameters
    ----------
    groups
        The smallest record of the group that each record is in.
    apart
        Pairs of records that are different.
    passed_over
        Judgements about records that are not at hand.
    """

    groups: Whole
    apart: tuple[tuple[int, int], ...]
    passed_over: tuple[Judgement, ...]


def settle(ledger: Ledger, rows: Mapping[Key, int], groups: Whole) -> Settled:
    """Unite groups of records by what was judged the same.

    Parameters
    ----------
    rows
        The row of each record, by its log and id.
    groups
        Groups that stand already: copies.

    Raises
    ------
    ContradictoryJudgements
        Where two records are judged different, and the same through others; with the chain.
    """
    same: list[tuple[int, int, Judgement]] = []
    apart: list[tuple[int, int, Judgement]] = []
    passed = []
    for (a, b), judgement in ledger.standing().items():
        if a not in rows or b not in rows:
            passed.append(judgement)
        elif judgement.verdict == "same":
            same.append((rows[a], rows[b], judgement))
        elif judgement.verdict == "different":
            apart.append((rows[a], rows[b], judgement))
    _refuse_contradictions(same, apart)
    found = groups.copy()
    # What was judged different leaves its copies: they are joined again only as scores allow.
    for one, other, _ in apart:
        for record in (one, other):
            rest = np.flatnonzero(found == found[record])
            found[rest[rest != record]] = min(rest[rest != record], default=record)
            found[record] = record
    near: dict[int, set[int]] = {}
    for one, other, _ in same:
        near.setdefault(int(found[one]), set()).add(int(found[other]))
        near.setdefault(int(found[other]), set()).add(int(found[one]))
    seen: set[int] = set()
    for start in sorted(near):
        if start in seen:
            continue
        together = _reached(start, near)
        seen |= together
        found[np.isin(found, list(together))] = min(together)
    return Settled(
        groups=found,
        apart=tuple((one, other) for one, other, _ in apart),
        passed_over=tuple(passed),
    )


def _reached(start: int, near: Mapping[int, set[int]]) -> set[int]:
    found, waiting = {start}, deque([start])
    while waiting:
        for other in near[waiting.popleft()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _refuse_contradictions(
    same: list[tuple[int, int, Judgement]], apart: list[tuple[int, int, Judgement]]
) -> None:
    near: dict[int, dict[int, Judgement]] = {}
    for one, other, judgement in same:
        near.setdefault(one, {})[other] = judgement
        near.setdefault(other, {})[one] = judgement
    for one, other, judgement in apart:
        chain = _chain(one, other, near)
        if chain is not None:
            told = "; ".join(f"{each.a[1]} and {each.b[1]} same ({each.who})" for each in chain)
            raise ContradictoryJudgements(
                f"{judgement.a[1]} and {judgement.b[1]} are judged different ({judgement.who}), "
                f"and the same by: {told}",
                expected="judgements that can all hold",
                remedy="withdraw one of them",
            )


def _chain(
    start: int, end: int, near: Mapping[int, Mapping[int, Judgement]]
) -> list[Judgement] | None:
    """Give the shortest chain of "same" from one record to another."""
    came: dict[int, tuple[int, Judgement]] = {}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        if at == end:
            chain = []
            while at != start:
                at, judgement = came[at]
                chain.append(judgement)
            return chain[::-1]
        for other, judgement in near.get(at, {}).items():
            if other not in came and other != start:
                came[other] = (at, judgement)
                waiting.append(other)
    return None

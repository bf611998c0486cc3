"""`MergeReport`: what was linked, what could not be, how dense the data are, how sure it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
import numpy as np

from conflictlog.frozenmap import FrozenMap
from conflictlog.merging.decoy import Decoy
from conflictlog.merging.model import Question

if TYPE_CHECKING:
    from conflictlog.merging.result.mergeresult import MergeResult

__all__ = ["MergeReport", "report_of"]


#: A prior that is lowered by less (nats) is not worth a line.
_TOLD = 0.5


def _counts(given: Mapping[str, int]) -> FrozenMap[int]:
    return FrozenMap(given)


@attrs.frozen(kw_only=True)
class MergeReport:
    """Figures of a merge; printed as lines.

    Parameters
    ----------
    records
        Records by log.
    linked
        Records by log that are together with another.
    unlinkable
        Records without a time or any place: they meet nobody.
    events
        Events after the merge.
    copies
        Rows that are copies of another row of their log.
    rivals
        The mean number of candidates of a record that has any: what best foretells how well a
        merge can do. At 1 it is nearly always right, at 30 half of it may be wrong.
    judgements, passed_over
        Judgements that hold, and those about records that are not here.
    decoy
        How many links chance would make.
    model, threshold
        What joined them.
    question
        What was looked for: one event in different lists ("between"), reports of one event
        ("inside"), or copies in one list ("copies").
    lists
        The lists that were told apart, where there are several: those of one log, or the logs.
    moved
        How far the model was moved by adapting, in bits a comparison.
    lowered
        By how many nats its prior was lowered, as few incidents are shared.
    """

    records: FrozenMap[int] = attrs.field(converter=_counts)
    linked: FrozenMap[int] = attrs.field(converter=_counts)
    unlinkable: int
    events: int
    copies: int
    rivals: float
    judgements: int
    passed_over: int
    decoy: Decoy | None
    model: str
    threshold: float
    question: Question = "between"
    lists: tuple[str, ...] = ()
    moved: float | None = None
    lowered: float = 0.0

    def __str__(self) -> str:
        total = sum(self.records.values())
        lines = [f"{total} records, {self.events} events (joined from p {self.threshold:g})"]
        lines += [
            f"  {name}: {self.linked[name]} of {count} records are with another"
            for name, count in self.records.items()
        ]
        lines.append(f"looked for: {self._asked()}")
        if self.copies:
            lines.append(f"{self.copies} rows are copies of another row of their log")
        lines.append(f"{self.rivals:.1f} candidates a record, where there are any")
        if self.unlinkable:
            lines.append(f"{self.unlinkable} records have no time or no place: they meet nobody")
        if self.decoy is not None:
            lines.append(str(self.decoy))
        if self.judgements or self.passed_over:
            lines.append(
                f"{self.judgements} judgements hold, {self.passed_over} are about records not here"
            )
        if self.lowered >= _TOLD:
            lines.append(
                "matches are rare here: the prior odds of a pair were divided by "
                f"{math.exp(self.lowered):.3g}"
            )
        by = "" if self.moved is None else f" (by {self.moved:.2f} bits a comparison)"
        lines.append(f"model: {self.model}{by}")
        return "\n".join(lines)

    def _asked(self) -> str:
        if self.question == "between":
            return f"one event in different lists ({', '.join(self.lists)})"
        return "reports of one event" if self.question == "inside" else "copies in one list"


def report_of(result: MergeResult) -> MergeReport:
    """Sum a merge up."""
    records, pairs = result.records, result.candidates.pairs
    _, at, sizes = np.unique(result.labels, return_inverse=True, return_counts=True)
    together = sizes[at.reshape(-1)] > 1
    met = np.bincount(pairs.a, minlength=len(records)) + np.bincount(
        pairs.b, minlength=len(records)
    )
    return MergeReport(
        records={name: int((records.log == at).sum()) for at, name in enumerate(records.logs)},
        linked={
            name: int(together[records.log == at].sum()) for at, name in enumerate(records.logs)
        },
        unlinkable=int((~records.linkable).sum()),
        events=len(sizes),
        copies=int((result.copies != np.arange(len(records))).sum()),
        rivals=float(met[met > 0].mean()) if (met > 0).any() else 0.0,
        judgements=len(result.ledger.standing()) - len(result.settled.passed_over),
        passed_over=len(result.settled.passed_over),
        decoy=result.decoy,
        model=result.model.name,
        threshold=result.threshold,
        question=result.candidates.question,
        lists=records.sources if len(records.sources) > 1 else (),
        moved=result.model.moved,
        lowered=result.model.lowered,
    )

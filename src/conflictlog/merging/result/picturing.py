"""The pictures of a merge: ``result.plot.matches()``."""

from __future__ import annotations

import importlib
import math
from typing import TYPE_CHECKING, Any, Unpack

import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.event import headline_of
from conflictlog.merging.result.explaining import (
    evidence_of,
    judged_lines,
    scored_at,
    why_not_compared,
)
from conflictlog.merging.scoring import sigmoid

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from conflictlog.event import Event
    from conflictlog.merging.result.mergeresult import MergeResult
    from conflictlog.plotting import Page

__all__ = ["MergePlotter"]


class MergePlotter:
    """What ``result.plot`` gives: one method a picture, each with `ax=`, each giving Axes.

    Parameters
    ----------
    result
        The merge.
    """

    def __init__(self, result: MergeResult) -> None:
        self._result = result

    def __repr__(self) -> str:
        return f"<MergePlotter of {self._result!r}: calibration, matches, waterfall>"

    def waterfall(self, a: str, b: str, **page: Unpack[Page]) -> Axes:
        """Draw why two records are, or are not, one event, in bits of evidence.

        The last step before the sum is what other candidates of the two take or give, and the
        calibration: the sum is the probability of `matches`.

        Parameters
        ----------
        a, b
            Ids.
        **page
            As in `conflictlog.plotting.Page`.

        Returns
        -------
        Axes
            See `conflictlog.plotting.waterfall`.

        Raises
        ------
        UnknownId
            Where no log holds an id.
        InvalidValue
            For two records that were not compared: the reason is named.

        Examples
        --------
        >>> from conflictlog.merging import merge
        >>> from conflictlog.testing import generate
        >>> both = merge(*generate(100, seed=5, style="sparse", sources=2).logs.values())
        >>> pair = both.matches.row(0, named=True)
        >>> ax = both.plot.waterfall(pair["id_a"], pair["id_b"])
        >>> [text.get_text() for text in ax.texts if text.get_label() == "row:prior"]
        ['chance and the rivals of the two']
        """
        result = self._result
        rows = [result.row(each) for each in (a, b)]
        told = _evidence(result, *rows)
        records = result.records
        events = [result.inputs[records.logs[records.log[row]]][records.ids[row]] for row in rows]
        ids = [records.ids[row] for row in rows]
        together = result.labels[rows[0]] == result.labels[rows[1]]
        remarks = [f"{id}: {_about(event)}." for id, event in zip(ids, events, strict=True)]
        judged = judged_lines(result, *rows)
        remarks += [f"{line[0].upper()}{line[1:]}." for line in judged]
        joins = sum(bits for _, _, bits in told) * math.log(2) >= result.stop
        if not judged and joins != together:
            remarks.append(
                "Joined by the rest of their cluster."
                if together
                else "Not joined: other pairs of their clusters speak against it."
            )
        remarks.append(f"Model {result.model.name}.")
        if any(event.sensitive for event in events):
            remarks.append("Marked sensitive: redact before publishing.")
        drawn: Axes = _pictures().waterfall(
            told,
            pair=(ids[0], ids[1]),
            decision="one event" if together else "two events",
            threshold=result.threshold,
            remarks=remarks,
            **page,
        )
        return drawn

    def matches(self, **page: Unpack[Page]) -> Axes:
        """Draw all pairs by probability: those that stayed apart up, merged ones down.

        Parameters
        ----------
        **page
            As in `conflictlog.plotting.Page`.

        Returns
        -------
        Axes
            See `conflictlog.plotting.matches`.

        Examples
        --------
        >>> from conflictlog.merging import merge
        >>> from conflictlog.testing import generate
        >>> both = merge(*generate(100, seed=5, style="sparse", sources=2).logs.values())
        >>> both.plot.describe(both.plot.matches())[:44]
        'Mirrored histogram: How sure the matches are'
        """
        result = self._result
        scored, labels = result.scored, result.labels
        together = pl.Series(labels[scored.pairs.a] == labels[scored.pairs.b])
        pairs = pl.DataFrame({"probability": sigmoid(scored.z)}).with_columns(
            decision=pl.when(together).then(pl.lit("same event")).otherwise(pl.lit("apart"))
        )
        met, left = len(result.candidates.pairs), len(scored.pairs)
        remarks = [f"{met - left:,} more pairs met and were too unlike to be scored."]
        remarks = remarks * (met > left) + [f"Model {result.model.name}."]
        drawn: Axes = _pictures().matches(
            pairs, threshold=result.threshold, remarks=remarks, **page
        )
        return drawn

    def calibration(self, truth: pl.DataFrame, **page: Unpack[Page]) -> Axes:
        """Draw whether the probabilities hold, where the truth is known.

        Parameters
        ----------
        truth
            Columns id and incident, as `conflictlog.testing.generate` gives: a row for each
            incident that a record tells. Records without a row tell of nothing that another does.
        **page
            As in `conflictlog.plotting.Page`.

        Returns
        -------
        Axes
            See `conflictlog.plotting.calibration`.

        Raises
        ------
        InvalidValue
            Where a column is missing, or no record has a row.

        Examples
        --------
        >>> from conflictlog.merging import merge
        >>> from conflictlog.testing import generate
        >>> made = generate(100, seed=5, style="sparse", sources=2)
        >>> both = merge(*made.logs.values())
        >>> both.plot.describe(both.plot.calibration(made.truth))[:38]
        'Calibration: Do the probabilities hold'
        """
        result = self._result
        scored = result.scored
        pairs = pl.DataFrame(
            {
                "probability": sigmoid(scored.z),
                "truth": _true(result, truth),
            }
        )
        remarks = [f"Model {result.model.name}."]
        drawn: Axes = _pictures().calibration(pairs, remarks=remarks, **page)
        return drawn

    @staticmethod
    def describe(ax: Axes) -> str:
        """Give a picture's alt text; see `conflictlog.plotting.describe`."""
        told: str = _pictures().describe(ax)
        return told

    @staticmethod
    def save(ax: Axes, path: str | Path, *, dpi: float = 200) -> Path:
        """Write a picture as PNG, PDF or SVG; see `conflictlog.plotting.save`."""
        written: Path = _pictures().save(ax, path, dpi=dpi)
        return written


def _pictures() -> Any:
    """Find the room of pictures by name, when the first is asked for: it stands beside this one."""
    return importlib.import_module("conflictlog.plotting")


def _evidence(result: MergeResult, one: int, other: int) -> list[tuple[str, str, float]]:
    """Give the rows of a pair, and what its rivals and the calibration make of their sum."""
    ids = result.records.ids[one], result.records.ids[other]
    if one == other:
        raise InvalidValue(
            f"a and b are both {ids[0]!r}", expected="two records", remedy="give another id"
        )
    told = evidence_of(result, one, other)
    if not told:
        raise InvalidValue(
            f"{ids[0]!r} and {ids[1]!r} have no evidence to draw: "
            f"{why_not_compared(result, one, other)}",
            expected="two records that were compared",
            remedy="result.matches lists pairs that were, result.explain(a, b) says it in words",
        )
    alone, z = scored_at(result, one, other)
    rest = (z - alone) / math.log(2)
    return [*told, ("rivals", "other candidates of the two; calibrated", rest)]


def _true(result: MergeResult, truth: pl.DataFrame) -> pl.Series:
    """Say which scored pairs tell of one incident."""
    columns = getattr(truth, "columns", [])
    if not {"id", "incident"} <= set(columns):
        raise InvalidValue(
            f"truth has the columns {', '.join(columns) or 'none'}",
            expected="a frame with id and incident",
            remedy="rename columns; generate(...).truth and reports_apart(log)[1] are such frames",
        )
    ids, pairs = result.records.ids, result.scored.pairs
    known = truth.select(pl.col("id").cast(pl.String), "incident").unique()
    if not known["id"].is_in(ids.tolist()).any():
        raise InvalidValue(
            "no record of the merge has a row in truth",
            expected="ids of its records",
            remedy="see result.clusters for all ids",
        )
    met = pl.DataFrame(
        {"pair": range(len(pairs)), "a": ids[pairs.a].tolist(), "b": ids[pairs.b].tolist()},
        schema={"pair": pl.Int64, "a": pl.String, "b": pl.String},
    )
    told = met.join(known, left_on="a", right_on="id")
    one = told.join(known, left_on=["b", "incident"], right_on=["id", "incident"], how="semi")
    return met["pair"].is_in(one["pair"].implode())


def _about(event: Event) -> str:
    shown = event.shown
    when = "undated" if shown.when is None else shown.when.label()
    parts = [headline_of(shown), when]
    if shown.title is not None and shown.places:
        parts.append(str(shown.places[0]))
    return ", ".join(parts)

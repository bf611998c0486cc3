"""`MatchModel`: everything that turns two records into the probability that they are one event."""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.model.showing import level_table, model_text
from conflictlog.merging.model.weights import Weights
from conflictlog.merging.pairing import Window

if TYPE_CHECKING:
    from conflictlog.merging.judging import Judgement, Ledger
    from conflictlog.merging.preparing import Cardinality

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
    parts
        Factors of what speaks for a row being a part of an episode: `PART_TERMS` of
        ``conflictlog.merging.episodes``, in their order. Empty: episodes are not looked for.
    made_from
        What it was fitted on.
    moved
        How far adapting or learning moved it: the mean change of what a comparison says of a match,
        in bits; None where nothing did.
    lowered
        By how many nats the prior was lowered, as the data at hand share few incidents.

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
    parts: tuple[float, ...] = ()
    made_from: tuple[str, ...] = ()
    moved: float | None = None
    lowered: float = 0.0

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
            "parts": [round(float(each), 4) for each in self.parts],
            **({} if self.moved is None else {"moved": round(self.moved, 3)}),
            **({"lowered": round(self.lowered, 3)} if self.lowered else {}),
            **{name: self.weights(name).as_json() for name in ("between", "inside", "copies")},
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> MatchModel:
        """Read a model from plain values.

        Raises
        ------
        InvalidValue
            Where it is no mapping of what `as_json` gives.
        """
        if not isinstance(given, Mapping) or not {"name", "between", "inside"} <= set(given):
            raise InvalidValue(
                f"from_json() was given a {type(given).__name__} without name and tables",
                expected="what as_json() gave",
                remedy="read the file first: MatchModel.from_json(json.load(file))",
            )
        return cls(
            name=given["name"],
            made_from=tuple(given["made_from"]),
            window=Window(**given["window"]),
            inside_window=Window(**given["inside_window"]),
            threshold=given["threshold"],
            confident=given["confident"],
            copy=given["copy"],
            absent=given["absent"],
            parts=tuple(given.get("parts", ())),
            moved=given.get("moved"),
            lowered=given.get("lowered", 0.0),
            between=Weights.from_json(given["between"]),
            inside=Weights.from_json(given["inside"]),
            copies=Weights.from_json(given["copies"]),
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
        return model_text(self)

    # ----------------------------------------------------------------- its tables

    def table(self, comparison: str, *, question: Question = "between") -> pl.DataFrame:
        """Give what each level of a comparison is worth.

        Parameters
        ----------
        comparison
            "distance", "time", "actors", ...: `print` of the model lists them.
        question
            "between" data sets, "inside" one log, or "copies" in a data set.

        Returns
        -------
        polars.DataFrame
            stratum (what the two records are like, where that matters), level, and bits: what is
            added to a pair's log-odds, with the factor and never below -6.

        Raises
        ------
        UnknownName
            Where nothing is compared under that name; the nearest are named.

        Examples
        --------
        >>> near = MatchModel.default().table("distance").filter(pl.col("level") == "within 0.3 km")
        >>> near.columns, near["stratum"][0], near["bits"][0] > 1
        (['stratum', 'level', 'bits'], 'exact and exact', True)
        """
        return level_table(self, comparison, question)

    # ----------------------------------------------------------------- to the data at hand

    def adapt(
        self,
        *logs: EventLog,
        names: Iterable[str] | None = None,
        cardinality: Cardinality | Mapping[str, Cardinality] = "one",
    ) -> MatchModel:
        """Adapt the model to logs, in two guarded rounds, as ``merge(*logs)`` does.

        The result can be kept (`as_json`), looked at, and used with ``merge(..., model=adapted,
        adapt=False)``.

        Parameters
        ----------
        *logs, names, cardinality
            As in `conflictlog.merge`.

        Returns
        -------
        MatchModel
            Its ``moved`` tells how far it went, in bits.

        Examples
        --------
        >>> from conflictlog.testing import generate
        >>> logs = generate(100, seed=5, style="sparse", sources=2).logs.values()
        >>> adapted = MatchModel.default().adapt(*logs)
        >>> adapted.name, adapted.moved > 0
        ('conflictlog-2026, adapted', True)
        """
        from conflictlog.merging.learning import adapted_to

        return adapted_to(self, logs, names=names, cardinality=cardinality)

    @classmethod
    def fit(
        cls,
        logs: EventLog | Iterable[EventLog],
        judgements: Ledger | Iterable[Judgement] | pl.DataFrame | str | Path,
        *,
        model: MatchModel | None = None,
        adapt: bool = True,
        names: Iterable[str] | None = None,
        cardinality: Cardinality | Mapping[str, Cardinality] = "one",
    ) -> MatchModel:
        """Learn from an analyst's decisions: how far each comparison is to be trusted.

        Factors and the calibration are fitted anew to the judged pairs and drawn to the model's,
        so that few judgements move it little. Pairs may be chosen by how doubtful they are; a
        sheet of links and near misses teaches most. Use the result with
        ``merge(..., model=learnt, adapt=False, judgements=...)``: what was judged holds, and what
        is like it follows.

        Parameters
        ----------
        logs
            Those that were merged.
        judgements
            A `Ledger`, its file, a filled-in review or sheet, or `Judgement` values. Only same and
            different teach.
        model
            The one to start from; the shipped one unless told.
        adapt
            Whether that is adapted to the logs first.
        names, cardinality
            As in the merge: judgements name logs by them.

        Raises
        ------
        InvalidValue
            With fewer than ten pairs of either verdict among the candidates.
        """
        from conflictlog.merging.learning import learnt_from

        given = (logs,) if isinstance(logs, EventLog) else tuple(logs)
        start = cls.default() if model is None else model
        return learnt_from(
            start, given, judgements, adapt=adapt, names=names, cardinality=cardinality
        )


@functools.cache
def _shipped() -> MatchModel:
    path = importlib.resources.files("conflictlog.data") / "match_model.json"
    return MatchModel.from_json(json.loads(path.read_text("utf-8")))

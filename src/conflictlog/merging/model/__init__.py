"""The match model: tables of log ratios, factors, calibration; fitting and adapting them."""

from __future__ import annotations

from conflictlog.merging.model.evidence import Evidence
from conflictlog.merging.model.matchmodel import MatchModel, Question
from conflictlog.merging.model.tables import Counts, count_cells
from conflictlog.merging.model.weights import Learnt, Weights

__all__ = ["Counts", "Evidence", "Learnt", "MatchModel", "Question", "Weights", "count_cells"]

"""Seeded data: overlapping sources with known truth, and events with many reports."""

from conflictlog.testing.generator.difficulty import Difficulty, measure_difficulty
from conflictlog.testing.generator.many import many_reports
from conflictlog.testing.generator.overlap import Generated, generate

__all__ = ["Difficulty", "Generated", "generate", "many_reports", "measure_difficulty"]

"""What a source says: sources, claimants, actors, estimates and reports."""

from conflictlog.report.actor import ROLES, Actor, Claimant
from conflictlog.report.estimate import COUNT_NAMES, Estimate
from conflictlog.report.provenance import Coverage, Dataset, Locator
from conflictlog.report.record import EVIDENCE, INTERESTS, PHASES, STANCES, Report
from conflictlog.report.source import Source

__all__ = [
    "COUNT_NAMES",
    "EVIDENCE",
    "INTERESTS",
    "PHASES",
    "ROLES",
    "STANCES",
    "Actor",
    "Claimant",
    "Coverage",
    "Dataset",
    "Estimate",
    "Locator",
    "Report",
    "Source",
]

"""The log: events in columns."""

from conflictlog.log.eventlog import EventLog
from conflictlog.log.problems import PROBLEM_SCHEMA, Problem, problem_frame

__all__ = ["PROBLEM_SCHEMA", "EventLog", "Problem", "problem_frame"]

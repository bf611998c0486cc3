"""The log: events in columns."""

from conflictlog.log.eventlog import EventLog
from conflictlog.log.partial import partial_log
from conflictlog.log.problems import PROBLEM_SCHEMA, Problem, problem_frame

__all__ = ["PROBLEM_SCHEMA", "EventLog", "Problem", "partial_log", "problem_frame"]

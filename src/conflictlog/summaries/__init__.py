"""Summaries of logs: counts, sums of estimates, gaps, comparisons; certain and possible."""

from conflictlog.summaries.counting import counts

__all__ = ["counts"]

"""Summaries of logs: counts, sums of estimates, gaps, comparisons; certain and possible."""

from conflictlog.summaries.counting import counts
from conflictlog.summaries.ranking import top
from conflictlog.summaries.silence import gaps
from conflictlog.summaries.summing import sums

__all__ = ["counts", "gaps", "sums", "top"]

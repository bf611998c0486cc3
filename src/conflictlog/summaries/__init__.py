"""Summaries of logs: counts, sums of estimates, gaps, comparisons; certain and possible."""

from conflictlog.summaries.comparing import compare
from conflictlog.summaries.counting import counts
from conflictlog.summaries.describing import Description, describe
from conflictlog.summaries.ranking import top
from conflictlog.summaries.silence import gaps
from conflictlog.summaries.summing import sums

__all__ = ["Description", "compare", "counts", "describe", "gaps", "sums", "top"]

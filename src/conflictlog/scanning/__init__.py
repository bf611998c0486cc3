"""Logs in files larger than memory: the same questions and summaries, read piece by piece."""

from __future__ import annotations

from conflictlog.scanning.logscan import LogScan, scan

__all__ = ["LogScan", "scan"]

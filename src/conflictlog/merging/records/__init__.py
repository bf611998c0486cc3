"""What is compared: one row a record, in plain arrays."""

from __future__ import annotations

from conflictlog.merging.records.extracting import records_of
from conflictlog.merging.records.values import NO_DAY, PRECISION_CLASSES, Records, Sets

__all__ = ["NO_DAY", "PRECISION_CLASSES", "Records", "Sets", "records_of"]

"""What events show and how sure it is, by columns: the same answers as the object path."""

from conflictlog.weighing_columns.deriving import DERIVED, derive
from conflictlog.weighing_columns.pooling import confidence_columns

__all__ = ["DERIVED", "confidence_columns", "derive"]

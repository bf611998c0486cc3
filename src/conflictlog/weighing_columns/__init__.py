"""What events show and how sure it is, by columns: the same answers as the object path."""

from conflictlog.weighing_columns.actors import leading_actors
from conflictlog.weighing_columns.deriving import DERIVED, derive, shown_places, shown_values
from conflictlog.weighing_columns.marking import derived_mark, derived_schema
from conflictlog.weighing_columns.pooling import confidence_columns

__all__ = [
    "DERIVED",
    "confidence_columns",
    "derive",
    "derived_mark",
    "derived_schema",
    "leading_actors",
    "shown_places",
    "shown_values",
]

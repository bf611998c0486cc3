"""How a name is spelt, and under which keys it is looked up."""

from conflictlog.geocoding.spelling.keys import fold

__all__ = ["fold"]

"""Any table by a mapping: which column says what, and a proposal made of names and values."""

from __future__ import annotations

from conflictlog.formats.mapping.fields import FIELDS
from conflictlog.formats.mapping.plan import TableMapping
from conflictlog.formats.mapping.suggesting import SuggestionWarning, suggest_mapping

__all__ = ["SuggestionWarning", "TableMapping", "describe_fields", "suggest_mapping"]


def describe_fields() -> str:
    """Describe what a column can be mapped to, one line each.

    Examples
    --------
    >>> print(describe_fields().splitlines()[0])
    event: the data set's own key; rows of one key: see rows_are
    """
    return "\n".join(f"{name}: {meaning}" for name, meaning in FIELDS.items())

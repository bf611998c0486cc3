"""A time -> the words of a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["label"]


def label(when: When, *, year: bool) -> str:
    """Write a label."""
    return when.text or "undated"

"""Newsroom words -> windows."""

from __future__ import annotations

from conflictlog.when.reading import Bounds

__all__ = ["read_word"]


def read_word(word: str, *, anchor: object, tz: str | None) -> Bounds:
    """Read a word."""
    raise NotImplementedError

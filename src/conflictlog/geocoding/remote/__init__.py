"""Geocoding services behind the gazetteer: asked last, on purpose, and on the record.

``services`` asks and fails in one way; ``limiting`` and ``caching`` stand around a service;
``reading`` makes candidates of answers, ``checking`` and ``choosing`` judge them; ``chaining``
puts members in order and keeps what is sensitive at home.
"""

from __future__ import annotations

from conflictlog.geocoding.remote.caching import Cached
from conflictlog.geocoding.remote.chaining import Chain, Sent
from conflictlog.geocoding.remote.limiting import RateLimited

__all__ = ["Cached", "Chain", "RateLimited", "Sent"]

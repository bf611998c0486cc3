"""A limit on how often a service is asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from conflictlog.errors import GeocodingFailed, InvalidValue
from conflictlog.geocoding.remote.caching import Cached
from conflictlog.geocoding.remote.failures import wait_of
from conflictlog.geocoding.remote.services import (
    Question,
    Record,
    Wrapper,
    ask,
    checked_service,
    service_name,
)

__all__ = ["RateLimited"]


class RateLimited(Wrapper):
    """A geocoder that is asked no more often than so many times a second.

    It waits before a question, never after; a failure is raised, never taken for "not found",
    and a service that names a time to wait (429 with Retry-After) is left alone for as long.
    Threads take turns; another process has a limit of its own. Put the cache outside, so that
    what it knows is not waited for: ``Cached(RateLimited(geocoder))``.

    Parameters
    ----------
    geocoder
        A geocoder of geopy.
    per_second
        Questions a second; the public Nominatim allows one for the whole application.
    clock, sleep
        Seconds that only grow, and how to wait; for tests.

    Raises
    ------
    InvalidValue
        Where ``per_second`` is no positive number, or the geocoder is none or a ``Cached``.

    Examples
    --------
    >>> from geopy.geocoders import Nominatim
    >>> import conflictlog as cl
    >>> cl.RateLimited(Nominatim(user_agent="my-newsroom"), per_second=0.5)
    RateLimited(Nominatim (nominatim.openstreetmap.org), per_second=0.5)
    """

    def __init__(
        self,
        geocoder: Any,
        per_second: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.geocoder = checked_service(geocoder, taken_by="RateLimited")
        if isinstance(geocoder, Cached):
            raise InvalidValue(
                "RateLimited was given a Cached geocoder",
                expected="the limit inside and the cache outside",
                remedy="write Cached(RateLimited(geocoder)): what is cached needs no waiting",
            )
        if isinstance(per_second, bool) or not isinstance(per_second, (int, float)):
            per_second = 0.0
        if not 0 < per_second < float("inf"):
            raise InvalidValue(
                f"per_second is {per_second!r}",
                expected="a number above 0",
                remedy="write 1 for a question a second, 0.1 for one in ten seconds",
            )
        self.per_second = float(per_second)
        self._clock, self._sleep = clock, sleep
        self._turn = threading.Lock()
        self._next = -float("inf")

    def answer(self, question: Question, record: Record) -> tuple[Any, ...]:
        """Wait for the turn, then ask."""
        with self._turn:
            wait = self._next - self._clock()
            if wait > 0:
                self._sleep(wait)
            pause = 1 / self.per_second
            try:
                return ask(self.geocoder, question, record)
            except GeocodingFailed as error:
                pause = max(pause, wait_of(error.__cause__))
                raise
            finally:
                self._next = self._clock() + pause

    def __repr__(self) -> str:
        return f"RateLimited({service_name(self)}, per_second={self.per_second:g})"

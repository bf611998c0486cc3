"""Geocoding services: what is accepted as one, what it is called, and how it is asked.

Every call to a foreign geocoder goes through ``ask``, so that what leaves this machine is
logged in one place and fails in one way.
"""

from __future__ import annotations

import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.remote.failures import failed

__all__ = ["Question", "Record", "Wrapper", "ask", "checked_service", "service_name", "shaped"]

Record = Callable[[str, str], None]
"""Takes the service and the query, before the query is sent."""

_LOG: Final = logging.getLogger("conflictlog.geocoding")


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of a service: a method, a query, and options that may alter the answer."""

    method: Literal["geocode", "reverse"]
    query: Any
    options: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def text(self) -> str:
        """The query as one line of text."""
        if isinstance(self.query, Mapping):
            return ", ".join(f"{key}={self.query[key]}" for key in sorted(self.query))
        if isinstance(self.query, str):
            return self.query
        lat, lon = self.query[0], self.query[1]
        return f"{float(lat)!r}, {float(lon)!r}"


class Wrapper(ABC):
    """What stands between a caller and a geocoder, and is called as geopy's geocoders are."""

    geocoder: Any

    @abstractmethod
    def answer(self, question: Question, record: Record) -> tuple[Any, ...]:
        """Give geopy's locations, none where the service found nothing; record what is sent."""

    def geocode(self, query: Any, *, exactly_one: bool = True, **options: Any) -> Any:
        """Ask for a place by its name, as geopy's geocoders do.

        Returns
        -------
        geopy.Location or list or None
            None where the service says that there is no such place.

        Raises
        ------
        GeocodingFailed
            Where the service did not answer, or not with what was asked for.
        """
        question = Question(method="geocode", query=query, options=options)
        return shaped(self.answer(question, _unrecorded), exactly_one=exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True, **options: Any) -> Any:
        """Ask for what lies at a point, as geopy's geocoders do; see ``geocode``."""
        question = Question(method="reverse", query=query, options=options)
        return shaped(self.answer(question, _unrecorded), exactly_one=exactly_one)


def _unrecorded(service: str, query: str) -> None:
    """Leave the record to the log alone."""


def shaped(found: tuple[Any, ...], *, exactly_one: bool) -> Any:
    """Give one location, a list, or None, as geopy does."""
    if not found:
        return None
    return found[0] if exactly_one else list(found)


def service_name(geocoder: Any) -> str:
    """Name the service behind a geocoder and its wrappers: its class, and where it is.

    Keys and passwords are never part of it.
    """
    while isinstance(geocoder, Wrapper):
        geocoder = geocoder.geocoder
    domain = getattr(geocoder, "domain", None)
    if not isinstance(domain, str):
        return type(geocoder).__name__
    return f"{type(geocoder).__name__} ({domain.rpartition('@')[2].partition('?')[0]})"


def checked_service(geocoder: Any, *, taken_by: str) -> Any:
    """Give the geocoder back, or say why it cannot be one.

    Raises
    ------
    InvalidValue
        Where it is a class or a chain, has no ``geocode``, or answers asynchronously.
    """
    example = f'{taken_by}(Nominatim(user_agent="..."))'
    if isinstance(geocoder, type):
        raise InvalidValue(
            f"{taken_by} was given the class {geocoder.__name__}",
            expected="a geocoder",
            remedy=f"call it first: {example}",
        )
    if not callable(getattr(geocoder, "geocode", None)):
        raise InvalidValue(
            f"{taken_by} was given {type(geocoder).__name__}, which has no method geocode",
            expected="a geocoder of geopy, or one that is called like them",
            remedy=f"give the geocoder itself, not its method: {example}",
        )
    from geopy.adapters import BaseAsyncAdapter

    from conflictlog.geocoding.remote.chaining import Chain

    if isinstance(geocoder, Chain):
        raise InvalidValue(
            f"{taken_by} was given a Chain",
            expected="a geocoder: a chain stands outside of all others",
            remedy="write Chain([Gazetteer(), Cached(RateLimited(Nominatim(...)))])",
        )
    if isinstance(getattr(geocoder, "adapter", None), BaseAsyncAdapter):
        raise _asynchronous(geocoder)
    return geocoder


def ask(geocoder: Any, question: Question, record: Record) -> tuple[Any, ...]:
    """Ask a geocoder or a wrapper; every location that it gives.

    Raises
    ------
    GeocodingFailed
        Where the service did not answer, or not with what was asked for.
    """
    if isinstance(geocoder, Wrapper):
        return geocoder.answer(question, record)
    from geopy.exc import GeopyError

    service = service_name(geocoder)
    record(service, question.text)
    _LOG.info("sent %r to %s", question.text, service)
    try:
        call = getattr(geocoder, question.method)
        found = call(question.query, exactly_one=False, **question.options)
    # A service that answers with another shape than geopy expects makes geopy stumble.
    except (GeopyError, OSError, ArithmeticError, AttributeError, LookupError) as error:
        raise failed(service, question.text, error) from error
    except (TypeError, ValueError) as error:
        raise failed(service, question.text, error) from error
    if inspect.isawaitable(found):
        if inspect.iscoroutine(found):
            found.close()
        raise _asynchronous(geocoder)
    return _locations(found, service, question)


def _locations(found: Any, service: str, question: Question) -> tuple[Any, ...]:
    """Take what geopy gives, one or several; refuse what is no location with a point."""
    if found is None:
        return ()
    several = tuple(found) if isinstance(found, list) else (found,)
    for each in several:
        wrong = _wrong(each)
        if wrong is not None:
            raise failed(service, question.text, wrong) from wrong
    return several


def _wrong(location: Any) -> Exception | None:
    if not hasattr(location, "latitude") or not hasattr(location, "raw"):
        return TypeError(f"{type(location).__name__} is no location")
    # geopy makes 0, 0 of an answer without coordinates.
    if location.latitude == location.longitude == 0:
        return ValueError("a hit has no coordinates")
    return None


def _asynchronous(geocoder: Any) -> InvalidValue:
    return InvalidValue(
        f"{type(geocoder).__name__} answers asynchronously",
        expected="a geocoder that waits for its answer",
        remedy="make it without adapter_factory=, and check "
        "geopy.geocoders.options.default_adapter_factory",
    )

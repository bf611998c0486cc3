"""Services that fail: what went wrong, and what the caller can do about it."""

from __future__ import annotations

from conflictlog.errors import GeocodingFailed

__all__ = ["failed", "wait_of"]


def failed(service: str, query: str, error: Exception) -> GeocodingFailed:
    """Make the error for a question that a service did not answer."""
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return GeocodingFailed(
        f"{service} did not answer for {query!r} ({told:.300})",
        expected="an answer; a place that is not found is no failure",
        remedy=_cure(error),
        service=service,
        query=query,
    )


def wait_of(error: BaseException | None) -> float:
    """Give the seconds that a service asked to wait for; 0 where it did not."""
    wait = getattr(error, "retry_after", None)
    return float(wait) if isinstance(wait, (int, float)) and wait > 0 else 0.0


def _cure(error: Exception) -> str:
    from geopy import exc

    cures: tuple[tuple[type[Exception], str], ...] = (
        (exc.GeocoderTimedOut, "give it longer (geopy waits 1 s): Nominatim(..., timeout=10)"),
        (exc.GeocoderRateLimited, _slower(error)),
        (exc.GeocoderQuotaExceeded, "wait until the service counts anew, or ask another one"),
        (exc.GeocoderAuthenticationFailure, "check the key that the geocoder was made with"),
        (exc.GeocoderInsufficientPrivileges, "check the key, user_agent= and the service's terms"),
        (exc.GeocoderUnavailable, "check the network and the service's address, and ask again"),
        (exc.GeocoderQueryError, "check the query and the options"),
        (exc.ConfigurationError, "check how the geocoder was made"),
        (exc.GeocoderParseError, "ask again later; if it stays, ask another service"),
        (TypeError, "check that the service takes these options, or ask another one"),
    )
    for kind, cure in cures:
        if isinstance(error, kind):
            return cure
    return "ask again later; if it stays, ask another service"


def _slower(error: Exception) -> str:
    wait = wait_of(error)
    pause = f"wait {wait:g} s" if wait else "wait"
    return f"{pause}, then ask more slowly: RateLimited(geocoder, per_second=0.5)"

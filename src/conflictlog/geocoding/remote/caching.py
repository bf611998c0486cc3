"""Answers of a geocoder that are kept, so that each question is sent once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from conflictlog.errors import GeocodingFailed, InvalidValue
from conflictlog.geocoding.remote.services import (
    Question,
    Record,
    Wrapper,
    ask,
    checked_service,
    service_name,
)
from conflictlog.geocoding.remote.storing import Answers, Stored

__all__ = ["Cached", "utc_now"]

#: What a key is made of; another number asks everything anew.
_KEYS: Final = "1"
_MONTH: Final = dt.timedelta(days=30)
# They change how long is waited, not what is answered.
_BESIDE: Final = frozenset({"timeout"})


def utc_now() -> dt.datetime:
    """Read the clock, in UTC."""
    return dt.datetime.now(dt.UTC)


class Cached(Wrapper):
    """A geocoder whose answers are kept in a file and asked for once.

    Kept is what the service sent, whole, with the date and to whom it is owed; "not found" is
    kept as well, until it expires. Failures are never kept. The file alone is the cache: several
    processes may use it at once, and it can be shipped with a study, which ``read_only=True``
    then repeats without a network. It holds every query in plain text: look before it is shared.

    A key is made of the service and its address, the query without differences of case and
    spacing, and the options. Locations are asked for together, so that the first of several and
    a single one are the same.

    Parameters
    ----------
    geocoder
        A geocoder of geopy, or a ``RateLimited``.
    path
        The file; left out, ``answers.sqlite`` in the user's cache (``CONFLICTLOG_CACHE``).
    misses_expire
        How long "not found" is believed, 30 days; None for ever. In read-only mode nothing
        expires.
    read_only
        Never ask and never write. A question that is not in the file is an error.
    attribution
        To whom answers are owed, where the service does not say so in them.
    clock
        Gives the time in UTC; the machine's where it is left out.

    Raises
    ------
    FileNotReadable
        Where the file cannot be read, or in read-only mode does not exist.
    InvalidFile
        Where the file is something else.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from geopy.geocoders import Nominatim
    >>> import conflictlog as cl
    >>> nominatim = cl.RateLimited(Nominatim(user_agent="my-newsroom"))
    >>> path = pathlib.Path(tempfile.mkdtemp(), "study.sqlite")
    >>> cached = cl.Cached(nominatim, path)  # made when the first answer comes
    >>> path.exists()
    False
    """

    def __init__(
        self,
        geocoder: Any,
        path: str | Path | None = None,
        *,
        misses_expire: dt.timedelta | None = _MONTH,
        read_only: bool = False,
        attribution: str | None = None,
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        self.geocoder = checked_service(geocoder, taken_by="Cached")
        if misses_expire is not None and not isinstance(misses_expire, dt.timedelta):
            raise InvalidValue(
                f"misses_expire is {misses_expire!r}",
                expected="a timedelta, or None for never",
                remedy="write datetime.timedelta(days=7)",
            )
        self.path = _default_path() if path is None else Path(path)
        self.read_only = read_only
        self._misses_expire = misses_expire
        self._attribution = attribution
        self._clock = clock or utc_now
        self._answers = Answers(path=self.path, read_only=read_only)
        self._answers.check()

    @property
    def attributions(self) -> tuple[str, ...]:
        """To whom the answers in the file are owed: for the footer of a picture."""
        return self._answers.attributions()

    def answer(self, question: Question, record: Record) -> tuple[Any, ...]:
        """Give what is kept, else ask and keep the answer."""
        service = service_name(self)
        options = {key: question.options[key] for key in question.options.keys() - _BESIDE}
        query = _normalised(question)
        key = _key(service, question.method, query, _json(options, "an option"))
        kept = self._answers.find(key)
        if kept is not None and not self._expired(kept):
            return _restored(kept)
        if self.read_only:
            raise GeocodingFailed(
                f"{question.text!r} is not among the answers of {service} in {self.path}",
                expected="a question that was asked when the file was made: it is read-only",
                remedy="open it with read_only=False to ask the service, or leave the row out",
                service=service,
                query=question.text,
            )
        found = ask(self.geocoder, question, record)
        self._answers.keep(
            Stored(
                key=key,
                service=service,
                method=question.method,
                query=question.text,
                options=_json(options, "an option"),
                asked=self._clock().astimezone(dt.UTC).isoformat(timespec="seconds"),
                attribution=self._owed(found) if found else "",
                answer=_json([_plain(each) for each in found], f"an answer of {service}"),
                made_by=_made_by(),
            )
        )
        return found

    def _expired(self, kept: Stored) -> bool:
        if kept.answer != "[]" or self._misses_expire is None or self.read_only:
            return False
        return dt.datetime.fromisoformat(kept.asked) + self._misses_expire <= self._clock()

    def _owed(self, found: tuple[Any, ...]) -> str:
        raw = found[0].raw
        said = raw.get("licence") if isinstance(raw, Mapping) else None
        if isinstance(said, str) and said:
            return said
        return self._attribution or service_name(self)

    def __repr__(self) -> str:
        mode = ", read_only=True" if self.read_only else ""
        inner = self.geocoder
        name = repr(inner) if isinstance(inner, Wrapper) else service_name(inner)
        return f"Cached({name}, {str(self.path)!r}{mode})"


def _default_path() -> Path:
    from conflictlog.geocoding.gazetteer.unpacking import cache_folder

    return cache_folder() / "answers.sqlite"


def _normalised(question: Question) -> str:
    """Give queries that differ in case, spacing and composed letters one spelling."""
    text = unicodedata.normalize("NFC", question.text).casefold()
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    # "city=Kyiv" may be a text, or a query by parts.
    return f"{{{spaced}}}" if isinstance(question.query, Mapping) else spaced


def _key(*parts: str) -> str:
    return hashlib.sha256(json.dumps([_KEYS, *parts]).encode()).hexdigest()


def _json(value: Any, name: str) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise InvalidValue(
            f"{name} cannot be kept as JSON ({error})",
            expected="text, numbers, lists and mappings",
            remedy="give it in such, or use the geocoder without Cached",
        ) from error


def _plain(location: Any) -> dict[str, Any]:
    point = [location.latitude, location.longitude, location.altitude]
    return {"address": location.address, "point": point, "raw": location.raw}


def _restored(kept: Stored) -> tuple[Any, ...]:
    from geopy.location import Location
    from geopy.point import Point

    return tuple(
        Location(each["address"], Point(*each["point"]), each["raw"])
        for each in json.loads(kept.answer)
    )


def _made_by() -> str:
    import geopy

    return f"geopy {geopy.__version__}"

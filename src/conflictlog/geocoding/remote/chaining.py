"""Geocoders one after another: the embedded gazetteer, then those that the caller adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from conflictlog.errors import InvalidValue, SensitiveQuery
from conflictlog.geocoding.found import Located
from conflictlog.geocoding.remote.caching import utc_now
from conflictlog.geocoding.remote.services import (
    Question,
    Wrapper,
    ask,
    checked_service,
    service_name,
    shaped,
)

if TYPE_CHECKING:
    from conflictlog.geocoding.locating.geometry import Disc
    from conflictlog.geocoding.locating.overriding import Overrides
    from conflictlog.place import Place

__all__ = ["Chain", "Sent"]

# What makes an answer checkable, for services that give it when asked.
_DETAILS: Final[Mapping[str, Mapping[str, Any]]] = {
    "Nominatim": {"addressdetails": True, "namedetails": True, "language": "en"},
    "Photon": {"language": "en"},
}


@attrs.frozen(kw_only=True)
class Sent:
    """What left this machine: a query, the service it went to, and when.

    Parameters
    ----------
    service
        The geocoder's class and its address.
    query
        As it was sent.
    when
        In UTC.
    """

    service: str
    query: str
    when: dt.datetime


class Chain:
    """Geocoders in order: the first that knows a place, or finds it ambiguous, answers.

    A `Gazetteer` is offline. Every other member is remote: it is asked only when those before it
    found nothing, never for a sensitive place, and what it was sent stands in ``sent`` and in the
    log ``conflictlog.geocoding``. Coordinates, withheld places and overrides are settled before
    anybody is asked; of relations ("12 km NE of X") the name alone is sent. Hits outside the
    stated country, far from ``near`` or of another kind lose confidence, say why, and do not
    decide.

    Parameters
    ----------
    members
        Geocoders of geopy, or of ours: ``Gazetteer``, ``Cached``, ``RateLimited``.
    coarsen
        Send remote members a place's name and country only, nothing else that stands with it.
    clock
        Gives the time in UTC, for ``sent``; the machine's where it is left out.

    Raises
    ------
    InvalidValue
        Where there is no member, or one cannot be asked.

    Examples
    --------
    >>> from geopy.geocoders import Nominatim
    >>> import conflictlog as cl
    >>> nominatim = cl.Cached(cl.RateLimited(Nominatim(user_agent="my-newsroom")))
    >>> chain = cl.Chain([cl.Gazetteer(), nominatim])
    >>> chain.locate("Kharkiv", country="UKR").state, chain.sent
    ('decided', ())
    """

    def __init__(
        self,
        members: Iterable[Any],
        *,
        coarsen: bool = False,
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        self.members = tuple(checked_service(each, taken_by="Chain") for each in members)
        if not self.members:
            raise InvalidValue(
                "Chain was given no members",
                expected="one geocoder or more",
                remedy="write Chain([Gazetteer(), Cached(RateLimited(Nominatim(...)))])",
            )
        self.coarsen = coarsen
        self._clock = clock or utc_now
        self._sent: list[Sent] = []

    @property
    def sent(self) -> tuple[Sent, ...]:
        """What left this machine, in order; answers from a cache left nothing."""
        return tuple(self._sent)

    @property
    def attribution(self) -> str:
        """Whom to credit for what the members answer."""
        owed: dict[str, None] = {}
        for member in self.members:
            said = getattr(member, "attributions", None) or getattr(member, "attribution", None)
            each = said if isinstance(said, tuple) else (said or service_name(member),)
            owed.update(dict.fromkeys(map(str, each)))
        return "; ".join(owed)

    def locate(
        self,
        text: str,
        country: str | Iterable[str] | None = None,
        *,
        admin1: str | None = None,
        near: Place | tuple[float, float] | str | None = None,
        kind: str | Iterable[str] | None = None,
        on: dt.date | str | None = None,
        limit: int = 5,
        sensitive: bool | None = False,
        overrides: Overrides | None = None,
    ) -> Located:
        """Find what a text means; takes what `conflictlog.locate` takes.

        ``sensitive=None`` says that nobody knows, and counts as sensitive.

        Raises
        ------
        GeocodingFailed
            Where a service that had to be asked did not answer; never where it found nothing.
        """
        from conflictlog.geocoding.locating.asking import disc_of
        from conflictlog.geocoding.locating.pipeline import locate_in
        from conflictlog.geocoding.remote.nothing import Nothing

        country = country if country is None or isinstance(country, str) else tuple(country)
        options: dict[str, Any] = {
            "country": country,
            "kind": kind,
            "on": on,
            "limit": limit,
            "sensitive": sensitive,
        }
        # Before anybody is asked: what the text itself tells must not reach a service.
        found = locate_in(Nothing(), text, admin1=admin1, overrides=overrides, **options)
        offline = [each for each in self.members if _is_offline(each)]
        if found.state == "withheld" and offline:
            found = offline[0].locate(text, **options)
        if found.state != "none":
            return found
        near = self._point(near, country)
        disc = None if near is None else disc_of(near)
        notes: list[str] = []
        for member in self.members:
            if _is_offline(member):
                found = member.locate(text, admin1=admin1, near=near, **options)
            elif sensitive is not False:
                notes.append(_refusal(member, sensitive))
            else:
                found = self._ask(member, found, admin1=admin1, near=disc, kind=kind, limit=limit)
                notes += found.notes
                found = attrs.evolve(found, notes=())
            if found.state != "none":
                break
        return attrs.evolve(found, notes=(*notes, *found.notes))

    def geocode(self, query: str, *, exactly_one: bool = True, **options: Any) -> Any:
        """Find a place as geopy's geocoders do; takes what ``locate`` takes.

        Returns
        -------
        geopy.Location or list or None
            The `Candidate` is its ``raw``. None where nobody knows the place.

        Raises
        ------
        AmbiguousPlace
            Where several places compete and ``exactly_one`` is set.
        SensitiveQuery
            Where only remote members are left to ask, and the place is sensitive.
        """
        from conflictlog.geocoding.found import ambiguous
        from conflictlog.geocoding.remote.points import location_of

        options.pop("timeout", None)
        found = self.locate(query, **options)
        if found.state == "none" and found.sensitive is not False:
            self._refuse_remote(query, found.sensitive)
        if found.state == "withheld":
            return None
        if found.state == "ambiguous" and exactly_one:
            raise ambiguous(found)
        places = (each for each in map(location_of, found.candidates) if each is not None)
        return shaped(tuple(places), exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        sensitive: bool | None = False,
        **options: Any,
    ) -> Any:
        """Find what lies at a point, as geopy's geocoders do; offline members first.

        Raises
        ------
        SensitiveQuery
            Where only remote members are left to ask, and the point is sensitive.
        """
        from conflictlog.geocoding.remote.points import degrees_of

        options.pop("timeout", None)
        for member in self.members:
            if _is_offline(member):
                found = member.reverse(query, exactly_one=exactly_one)
            elif sensitive is not False:
                continue
            else:
                question = Question(method="reverse", query=degrees_of(query), options=options)
                found = shaped(ask(member, question, self._record), exactly_one=exactly_one)
            if found:
                return found
        self._refuse_remote(query, sensitive)
        return None

    def _ask(
        self,
        member: Any,
        base: Located,
        *,
        admin1: str | None,
        near: Disc | None,
        kind: str | Iterable[str] | None,
        limit: int,
    ) -> Located:
        """Ask one remote member, and check what it answers."""
        from conflictlog.geocoding.locating.families import kinds_asked
        from conflictlog.geocoding.remote.checking import Expected
        from conflictlog.geocoding.remote.choosing import chosen
        from conflictlog.geocoding.remote.naming import related, sending

        service = service_name(member)
        told = sending(base.text, admin1=admin1, countries=base.countries, coarsen=self.coarsen)
        if told is None:
            note = f"{service} was not asked: {base.text!r} is no single name alone"
            return attrs.evolve(base, notes=(note,))
        options = _DETAILS.get(service.partition(" ")[0], {})
        question = Question(method="geocode", query=told.query, options=options)
        hits = ask(member, question, self._record)
        expected = Expected(
            name=told.name,
            countries=base.countries,
            admin1=admin1,
            near=near,
            kinds=None if told.relation else kinds_asked(kind),
        )
        much = f"{len(hits)} hit{'' if len(hits) == 1 else 's'}"
        base = attrs.evolve(base, notes=(f"{service}, asked for {told.query!r}: {much}",))
        found = chosen(base, hits, expected, service=service, limit=limit)
        return related(found, told.relation)

    def _point(self, near: Any, country: Any) -> Any:
        """Look the name of what is near by up, offline only; anything else is left as it is."""
        if not isinstance(near, str):
            return near
        offline = filter(_is_offline, self.members)
        known = (each.locate(near, country=country) for each in offline)
        place = next((found.place for found in known if found.state != "none"), None)
        if place is None:
            raise InvalidValue(
                f"near is {near!r}, which the chain does not know offline",
                expected="(lat, lon), a Place with a point, or a name that a Gazetteer knows",
                remedy="write near=(50.45, 30.52)",
            )
        return place

    def _record(self, service: str, query: str) -> None:
        self._sent.append(Sent(service=service, query=query, when=self._clock()))

    def _refuse_remote(self, query: Any, sensitive: bool | None) -> None:  # noqa: FBT001 - a state
        """Say that "not found" would be a lie: those who may know were not asked."""
        refused = [_refusal(each, sensitive) for each in self.members if not _is_offline(each)]
        if sensitive is not False and refused:
            raise SensitiveQuery(
                f"{query!r} is not known offline, and {'; '.join(refused)}",
                expected="a place that is known offline, or that may leave this machine",
                remedy="use locate, whose state is 'none' then, or say sensitive=False "
                "where that endangers nobody",
            )

    def __repr__(self) -> str:
        names = (
            repr(each) if isinstance(each, Wrapper) else service_name(each) for each in self.members
        )
        return f"Chain([{', '.join(names)}]{', coarsen=True' if self.coarsen else ''})"


def _is_offline(member: Any) -> bool:
    """Say whether a member sends nothing: our own gazetteer, and no class derived from it."""
    from conflictlog.geocoding.locating.service import Gazetteer

    return type(member) is Gazetteer


def _refusal(member: Any, sensitive: bool | None) -> str:  # noqa: FBT001 - a state
    why = "nobody has said that it is not sensitive" if sensitive is None else "it is sensitive"
    return f"{service_name(member)} was not asked: {why}"

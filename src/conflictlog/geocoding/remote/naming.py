"""What of a text is sent to a service: as little as finds the place."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from conflictlog.countries import country_name
from conflictlog.geocoding.phrases import Named, Within, parse

__all__ = ["Sending", "sending"]


@attrs.frozen
class Sending:
    """The query, and the name that an answer should bear."""

    query: str
    name: str


def sending(
    text: str, *, admin1: str | None, countries: Sequence[str], coarsen: bool
) -> Sending | None:
    """Say what to send for a text; None where it names no single place.

    Relations ("12 km NE of X") are no names: a service that is asked for one answers with
    whatever it finds in it.

    Parameters
    ----------
    text
        The place as written.
    admin1, countries
        What was given with it; countries by alpha-3 code, of which one alone is sent.
    coarsen
        Send the name and the country only: no division, no word of what it is, no address.
    """
    phrase = parse(text)
    first = phrase.first if isinstance(phrase, Within) else phrase
    if not isinstance(first, Named):
        return None
    named = first.name if coarsen else phrase.text
    land = country_name(countries[0]) if len(countries) == 1 else None
    parts = (named, None if coarsen else admin1, land)
    return Sending(", ".join(part.strip() for part in parts if part), first.name)

"""The fields that a column can be mapped to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflictlog.errors import UnknownName, nearest_hint
from conflictlog.report.actor import ROLES
from conflictlog.report.estimate import COUNT_NAMES

__all__ = ["COUNT_PARTS", "FIELDS", "PACKED", "PREFIXES", "check_field", "count_of"]

#: Field to what it is; the counts, and what begins with a prefix, come beside them.
FIELDS: Final[Mapping[str, str]] = {
    "event": "the data set's own key; rows of one key: see rows_are",
    "title": "short name of the event",
    "notes": "free text on the event",
    "tags": "labels of the event",
    "sensitive": "yes, if publishing could endanger",
    "when": "the day, or the first of a span",
    "until": "the last day of a span",
    "clock": "the time of day, 14:30, beside when",
    "year": "the year, where a date stands in three columns",
    "month": "the month, 0 or blank where it is not known",
    "day": "the day of the month, 0 or blank where it is not known",
    "tz": "whose days and clocks: Europe/Kyiv, +02:00",
    "when_precision": "a code, mapped to day, week, month, year or given",
    "place": "where, as the source writes it",
    "lat": "latitude, degrees",
    "lon": "longitude, degrees",
    "radius_km": "radius of the disc that surely holds the event",
    "country": "code or name",
    "country_gw": "a Gleditsch-Ward number",
    "admin1": "first division",
    "admin2": "second division",
    "pcode": "code of the place",
    "precision": "a code, mapped to exact, town, admin1, country...",
    "kind": "a code or word, mapped to kinds: strike/drone",
    "phase": "happened, ongoing, planned or cancelled",
    "headline": "what the report says, in short",
    "quote": "its words",
    "translation": "what they mean",
    **{role: f"who took part as {role}" for role in ROLES},
    "outlet": "who published it",
    "url": "where it is",
    "article": "title of the item",
    "published": "when, ISO",
    "retrieved": "when it was fetched, ISO",
    "archived_url": "an archived copy",
    "language": "uk, ru, en",
    "wire": "the agency whose story it carries",
    "reliability": "A to F",
    "claimant": "who says so inside the source",
    "side": "the party whose interest the claimant shares",
    "stance": "affirms, denies or neutral",
    "about": "what the stance is about; blank: the event itself",
    "interest": "self or against",
    "evidence": "imagery, video, statement ...",
    "cites": "outlets that it relied on",
}

#: What begins so names a thing of the user's own: a facet, a scale, a count.
PREFIXES: Final = ("facet:", "rating:", "count:")
COUNT_PARTS: Final = {"": "best", "_low": "low", "_high": "high", "_text": "text"}
#: Fields that several columns may be mapped to, and whose cells may hold several.
PACKED: Final = frozenset({*ROLES, "tags", "cites", "evidence"})


def count_of(field: str) -> tuple[str, str] | None:
    """Give the count and the part of it that a field is; None for another field.

    Examples
    --------
    >>> count_of("killed_low"), count_of("count:drones"), count_of("lat")
    (('killed', 'low'), ('drones', 'best'), None)
    """
    own = field.startswith("count:")
    name = field.removeprefix("count:")
    for suffix in ("_low", "_high", "_text", ""):
        stem = name.removesuffix(suffix) if suffix else name
        if name.endswith(suffix) and stem and (own or stem in COUNT_NAMES):
            return stem, COUNT_PARTS[suffix]
    return None


def check_field(field: str, where: str) -> None:
    """Refuse a field that there is not; the nearest are named."""
    prefixed = any(field.startswith(prefix) and field != prefix for prefix in PREFIXES)
    if field in FIELDS or prefixed or count_of(field) is not None:
        return
    known = [*FIELDS, *COUNT_NAMES]
    raise UnknownName(
        f"{where} names the field {field!r}",
        expected="a field of TableMapping",
        remedy=nearest_hint(field, known)
        or f"one of {', '.join(known)}; or 'facet:...', 'count:...', 'rating:...'",
    )

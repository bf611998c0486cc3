"""The data dictionary: what each column means, takes and is tagged with, for people and HXL.

Hashtags are those of the HXL 1.1 dictionary of 30 April 2018: parties to a conflict are
``#group`` (``#org`` is who responds to a crisis), what a row rests on is ``#meta``. Attributes are
the suggested ones where there is one (``+lat``, ``+killed``, ``+occurred``, ``+reported``,
``+source``, ``+url``), else our own, as the standard allows. A tool that looks for ``#meta+source``
takes every column that has both, whatever else it has: so what is no outlet has not that pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from conflictlog.event.relations import LINK_TYPES
from conflictlog.formats.spreadsheet.cells import FAILED
from conflictlog.formats.spreadsheet.columns import COLUMNS, COUNTS
from conflictlog.place import PRECISIONS, ROLES
from conflictlog.report.actor import ROLES as ACTOR_ROLES
from conflictlog.report.record import EVIDENCE, INTERESTS, PHASES, STANCES

__all__ = ["DICTIONARY", "Entry", "dictionary_table", "hxl_tags", "is_tag_row", "parted"]


@attrs.frozen
class Entry:
    """What there is to know of one column before it is filled in."""

    column: str
    meaning: str
    units: str
    accepts: str
    example: str
    tag: str


#: The headers of the dictionary, as fields of `Entry`.
_HEADS: Final = ("Column", "Meaning", "Units", "Accepted values", "Example", "HXL tag")

_TEXT: Final = "text"
_DATE: Final = "a date by ISO 8601, or date_format="
_WHEN: Final = "dates by ISO 8601 or EDTF, clock times with a zone; words after ';'"
_GRADE: Final = "A, B, C, D, E, F"
_ACTORS: Final = f"names, parted by ';', in brackets one of {', '.join(ACTOR_ROLES)}"
_PLACES: Final = "names, parted by ';', in brackets lat=, lon=, country= ..."
_FACETS: Final = "name=value, parted by ';'"
_MANY: Final = "texts, parted by ';'"
_YES: Final = "yes, no"
_URL: Final = "an address on the web"
_SHORT: Final = "a code or a name"
_KIND: Final = "a path in the taxonomy"
_ZONE: Final = "a name of the IANA time zone database"
_PLACE_ROLES: Final = ", ".join(ROLES)
_COUNT: Final = "30, 30 (28-35), 3-5, 4+, up to 10, none known, or a word"

# Column -> what it takes, an example, its tag; units stand in a table of their own.
_TOLD: Final[dict[str, tuple[str, str, str]]] = {
    "event": (_TEXT, "raid-1", "#event+id"),
    "title": (_TEXT, "Drones over Kyiv", "#event+name"),
    "event_kind": (_KIND, "strike/drone", "#event+type+analyst"),
    "event_when": (_WHEN, "2022-12-19; tz=Europe/Kyiv", "#date+occurred+analyst"),
    "event_places": (_PLACES, "Kyiv (lat=50.45, lon=30.52)", "#loc+analyst+list"),
    "event_actors": (_ACTORS, "Russia (initiator)", "#group+name+analyst+list"),
    "event_facets": (_FACETS, "weapon=drone, missile", "#event+facets+analyst"),
    "event_phase": (", ".join(PHASES), "happened", "#event+phase+analyst"),
    "outlet": (_TEXT, "AFP", "#meta+source"),
    "published": (_DATE, "2022-12-19", "#date+reported"),
    "claimant": (_TEXT, "Ukraine's air force", "#meta+claimant+name"),
    "side": (_SHORT, "Ukraine", "#meta+claimant+side"),
    "claimant_reliability": (_GRADE, "C", "#meta+claimant+reliability"),
    "stance": (", ".join(STANCES), "affirms", "#meta+stance"),
    "about": ("a field or a count of the event", "kind", "#meta+stance+about"),
    "kind": (_KIND, "strike/drone", "#event+type"),
    "when": (_WHEN, "2022-12-18/2022-12-19", "#date+occurred"),
    "tz": (_ZONE, "Europe/Kyiv", "#meta+timezone"),
    "place": (_TEXT, "Kyiv", "#loc+name"),
    "lat": ("from -90 to 90", "50.45", "#geo+lat"),
    "lon": ("from -180 to 180", "30.52", "#geo+lon"),
    "radius_km": ("0 or more", "5", "#geo+radius+km"),
    "country": ("codes or names, parted by |", "UKR", "#country"),
    "admin1": (_TEXT, "Kyiv City", "#adm1+name"),
    "admin2": (_TEXT, "Pecherskyi", "#adm2+name"),
    "pcode": (_TEXT, "UA80", "#loc+code"),
    "precision": (", ".join(PRECISIONS), "town", "#geo+precision"),
    "place_role": (_PLACE_ROLES, "target", "#loc+role"),
    "place_basis": (_TEXT, "geolocated video", "#geo+basis"),
    "point": ("representative", "representative", "#geo+point"),
    "more_places": (_PLACES, "Kharkiv; Odesa", "#loc+list"),
    "actors": (_ACTORS, "Russia (initiator)", "#group+name+list"),
    "phase": (", ".join(PHASES), "happened", "#event+phase"),
    "headline": (_TEXT, "30 drones downed", "#description+headline"),
    "estimates": ("name=count, parted by ';'", "sorties=30 (28-35)", "#impact+counts+list"),
    "facets": (_FACETS, "target=energy", "#event+facets"),
    "evidence": (f"{', '.join(EVIDENCE)}; parted by ';'", "video; statement", "#meta+evidence"),
    "interest": (", ".join(INTERESTS), "self", "#meta+interest"),
    "quote": (_TEXT, "We downed thirty", "#description+quote"),
    "translation": (_TEXT, "Thirty were downed", "#description+quote+translated"),
    "article": (_TEXT, "Ukraine says 30 drones downed", "#meta+title"),
    "url": (_URL, "https://example.org/1", "#meta+url"),
    "archived_url": (_URL, "https://example.org/archive/1", "#meta+url+archived"),
    "retrieved": (_DATE, "2022-12-20", "#date+retrieved"),
    "language": ("a code of a language", "uk", "#meta+language"),
    "wire": (_TEXT, "Reuters", "#meta+wire"),
    "reliability": (_GRADE, "B", "#meta+reliability"),
    "ratings": ("scale=code, parted by ';'", "x-desk=2", "#meta+ratings"),
    "report": (_TEXT, "report-1", "#meta+report+id"),
    "derived_from": (_MANY, "report-2; report-3", "#meta+report+derived"),
    "cites": (_MANY, "AFP; TASS", "#meta+report+cites"),
    "supersedes": (_TEXT, "report-4", "#meta+report+supersedes"),
    "report_sensitive": (_YES, "yes", "#meta+report+sensitive"),
    "tags": (_MANY, "energy; winter", "#event+tags"),
    "notes": (_TEXT, "see the morning's film", "#description+notes"),
    "sensitive": (_YES, "yes", "#meta+sensitive"),
    "links": (f"one of {', '.join(LINK_TYPES)}, =, an id", "part_of=wave", "#event+links"),
    "assessments": (
        "who, in brackets p=, verdict=, when=, why=",
        "desk (p=0.9, why=film)",
        "#meta+assessments",
    ),
}
_PEOPLE: Final = frozenset(
    {
        "abducted",
        "arrested",
        "displaced",
        "injured",
        "killed",
        "killed_civilians",
        "killed_side_a",
        "killed_side_b",
        "killed_unknown",
        "missing",
        "participants",
    }
)
_UNITS: Final = {
    "lat": "degrees (WGS 84)",
    "lon": "degrees (WGS 84)",
    "radius_km": "kilometres",
    "regions_affected": "regions",
    **dict.fromkeys(_PEOPLE, "people, or unit="),
}
_OTHER_COUNT: Final = "what the source counts, or unit="


def _count(name: str) -> Entry:
    return Entry(
        name,
        f"how many: {name.replace('_', ' ')}",
        _UNITS.get(name, _OTHER_COUNT),
        _COUNT,
        "30 (28-35)",
        ("#affected+" if name in _PEOPLE else "#impact+") + name.replace("_", "+"),
    )


#: Every column in the order of writing, then the counts.
DICTIONARY: Final = (
    *(
        Entry(
            column.name,
            column.meaning,
            _UNITS.get(column.name, ""),
            *_TOLD[column.name],
        )
        for column in COLUMNS
    ),
    *map(_count, COUNTS),
)
_TAGS: Final = {entry.column: entry.tag for entry in DICTIONARY}


def dictionary_table() -> list[list[str]]:
    """Give the dictionary as a table of cells, its header first.

    Examples
    --------
    >>> dictionary_table()[0][:2], dictionary_table()[1][0]
    (['Column', 'Meaning'], 'event')
    """
    return [
        list(_HEADS),
        *(list(attrs.astuple(entry)) for entry in DICTIONARY),
    ]


# ------------------------------------------------------------------------------------- HXL

_TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
#: Every hashtag of HXL 1.1: tables of others use those, too, that ours do not.
_CORE: Final = frozenset(
    f"#{name}"
    for name in (
        *("access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary"),
        *("capacity", "cause", "contact", "country", "crisis", "currency", "date", "description"),
        *("event", "geo", "group", "impact", "indicator", "inneed", "item", "loc", "meta"),
        *("modality", "need", "operations", "org", "output", "population", "reached", "region"),
        *("respondee", "sector", "service", "severity", "status", "subsector", "targeted", "value"),
    )
)


def hxl_tags(names: Iterable[str]) -> list[str]:
    """Give the HXL tags of columns.

    Examples
    --------
    >>> hxl_tags(["event", "lat", "killed"])
    ['#event+id', '#geo+lat', '#affected+killed']
    """
    return [_TAGS[name] for name in names]


def is_tag_row(cells: Iterable[str]) -> bool:
    """Say whether a row holds HXL tags and nothing else, one of the standard's among them.

    Examples
    --------
    >>> is_tag_row(["#event+id", "", "#geo +lat"]), is_tag_row(["#raid", ""])
    (True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return all(_TAG.fullmatch(cell) and cell not in FAILED for cell in filled) and any(
        cell.partition("+")[0].strip().casefold() in _CORE for cell in filled
    )


def parted(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Put a blank row before rows whose first would be taken for tags."""
    return [[""] * len(rows[0]), *rows] if rows and is_tag_row(rows[0]) else list(rows)

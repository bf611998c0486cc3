"""The columns of a spreadsheet: one table for reading, writing and the documentation.

One row is one report. Columns that begin with ``event``, and a few others, hold what the
analyst set on the event itself; they stand in any row of the event, and may be blank in the
others. All others hold what the report says.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any, Final, Literal

import attrs

from conflictlog.event import Event
from conflictlog.formats.spreadsheet import counts, things
from conflictlog.formats.spreadsheet.cells import (
    read_number,
    read_yes,
    show_number,
)
from conflictlog.place import Place
from conflictlog.report import Claimant, Report, Source
from conflictlog.report.estimate import COUNT_NAMES

__all__ = ["COLUMNS", "COUNTS", "Column", "column_named", "describe_columns", "nearest_column"]

Group = Literal["event", "report", "source", "claimant", "place"]

_OWNERS: Final = {
    "event": Event,
    "report": Report,
    "source": Source,
    "claimant": Claimant,
    "place": Place,
}


@attrs.frozen
class Column:
    """One column: its name, the field that it fills, and the way to text and back.

    ``usual`` columns are written even where they are empty: a blank form to type into.
    ``dated`` ones read their text with the caller's date format.
    """

    name: str
    group: Group
    field: str
    meaning: str
    read: Callable[[str], Any] = str.strip
    show: Callable[[Any], str] = str
    usual: bool = False
    dated: bool = False

    @property
    def owner(self) -> type[attrs.AttrsInstance]:
        """The class whose field it fills."""
        return _OWNERS[self.group]


def _free(text: str) -> str:
    """Leave free text as it was typed."""
    return text


def _show_yes(value: bool) -> str:  # noqa: FBT001 - the value of a cell
    return "yes" if value else ""


def _number(name: str, meaning: str, *, usual: bool = False) -> Column:
    return Column(name, "place", name, meaning, read_number, show_number, usual)


_WORDS: Final = (things.read_words, things.show_words)
_ACTORS: Final = (things.read_actors, things.show_actors)
_FACETS: Final = (things.read_facets, things.show_facets)
_PLACES: Final = (things.read_places, things.show_places)
_YES: Final = (read_yes, _show_yes)

#: Every column but those of counts, in the order in which they are written.
COLUMNS: Final = (
    Column("event", "event", "id", "id of the event, repeated in each of its rows", usual=True),
    Column("title", "event", "title", "short name of the event", _free, usual=True),
    Column("event_kind", "event", "kind", "kind as the analyst set it: strike/drone"),
    Column("event_when", "event", "when", "time as the analyst set it; see when"),
    Column("event_places", "event", "places", "Kyiv (lat=50.45, lon=30.52); Kharkiv", *_PLACES),
    Column("event_actors", "event", "actors", "Russia (initiator); Ukraine (target)", *_ACTORS),
    Column("event_facets", "event", "facets", "weapon=drone, missile; target=energy", *_FACETS),
    Column("event_phase", "event", "phase", "happened, ongoing, planned or cancelled"),
    Column("outlet", "source", "outlet", "who published it", usual=True),
    Column("published", "source", "published", "when: 2022-12-19", usual=True, dated=True),
    Column("claimant", "claimant", "name", "who says so inside the source", usual=True),
    Column("side", "claimant", "side", "the party whose interest the claimant shares"),
    Column("claimant_reliability", "claimant", "reliability", "A to F"),
    Column("stance", "report", "stance", "affirms, denies or neutral", usual=True),
    Column("about", "report", "about", "what the stance is about; blank: the event itself"),
    Column("kind", "report", "kind", "what happened: strike/drone", usual=True),
    Column(
        "when",
        "report",
        "when",
        "2022-12-19, 2022-12-18/2022-12-19, 2022-12-19; throughout",
        usual=True,
    ),
    Column("tz", "report", "tz", "whose days and clocks: Europe/Kyiv", usual=True),
    Column("place", "place", "name", "where, as the source writes it", usual=True),
    _number("lat", "latitude, degrees", usual=True),
    _number("lon", "longitude, degrees", usual=True),
    _number("radius_km", "radius of the disc that surely holds the event"),
    Column("country", "place", "country", "code or name; RUS|UKR where disputed", usual=True),
    Column("admin1", "place", "admin1", "first division"),
    Column("admin2", "place", "admin2", "second division"),
    Column("pcode", "place", "pcode", "code of the place"),
    Column("precision", "place", "precision", "exact, town, admin1, country, undisclosed ..."),
    Column("place_role", "place", "role", "occurred, target, launched_from ..."),
    Column("place_basis", "place", "basis", "how the point was found"),
    Column("point", "place", "point", "representative, where the point stands for an area"),
    Column("more_places", "report", "places", "further places, as in event_places", *_PLACES),
    Column("actors", "report", "actors", "as in event_actors", *_ACTORS, usual=True),
    Column("phase", "report", "phase", "happened, ongoing, planned or cancelled"),
    Column("headline", "report", "headline", "what it says, in short", _free, usual=True),
    Column(
        "estimates",
        "report",
        "estimates",
        "counts without a column of their own: sorties=30 (28-35, scope=Kyiv); losses=several",
        counts.read_estimates,
        counts.show_estimates,
    ),
    Column("facets", "report", "facets", "as in event_facets", *_FACETS),
    Column("evidence", "report", "evidence", "imagery; video; statement ...", *_WORDS),
    Column("interest", "report", "interest", "self or against; blank: inferred"),
    Column("quote", "report", "quote", "its words", _free),
    Column("translation", "report", "translation", "what they mean", _free),
    Column("article", "source", "title", "title of the item", _free),
    Column("url", "source", "url", "where it is", usual=True),
    Column("archived_url", "source", "archived_url", "an archived copy"),
    Column("retrieved", "source", "retrieved", "when it was fetched", dated=True),
    Column("language", "source", "language", "uk, ru, en"),
    Column("wire", "source", "wire", "the agency whose story it carries"),
    Column("reliability", "source", "reliability", "A to F; blank: the registry's"),
    Column("ratings", "report", "ratings", "scale=code", things.read_pairs, things.show_pairs),
    Column("report", "report", "id", "id of the report; blank: made of its content"),
    Column("derived_from", "report", "derived_from", "ids of the reports it repeats", *_WORDS),
    Column("cites", "report", "cites", "outlets that it relied on", *_WORDS),
    Column("supersedes", "report", "supersedes", "id of the report that it corrects"),
    Column("report_sensitive", "report", "sensitive", "yes, if publishing could endanger", *_YES),
    Column("tags", "event", "tags", "labels of the event", *_WORDS, usual=True),
    Column("notes", "event", "notes", "free text on the event", _free, usual=True),
    Column("sensitive", "event", "sensitive", "yes, if publishing could endanger", *_YES),
    Column(
        "links", "event", "links", "part_of=id of an event", things.read_links, things.show_links
    ),
    Column(
        "assessments",
        "event",
        "assessments",
        "desk (p=0.9, when=2022-12-20, why=geolocated)",
        things.read_assessments,
        things.show_assessments,
    ),
)

#: Counts that have a column of their own: 30, 30 (28-35), 3-5, 4+, up to 10, several.
COUNTS: Final = COUNT_NAMES

_BY_NAME: Final = {column.name: column for column in COLUMNS}
#: What people and other tables write instead.
_ALSO: Final = {
    "event_id": "event",
    "id": "event",
    "date": "when",
    "timezone": "tz",
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "source": "outlet",
    "report_id": "report",
}


def column_named(header: str) -> Column | str | None:
    """Find a column by its header: small or capital letters, blanks or underscores.

    Returns
    -------
    Column, str or None
        A column, the name of a count, or None where there is none.

    Examples
    --------
    >>> column_named("Radius km").name, column_named("killed")
    ('radius_km', 'killed')
    """
    name = "_".join(header.casefold().replace("-", " ").replace("_", " ").split())
    name = _ALSO.get(name, name)
    return name if name in COUNTS else _BY_NAME.get(name)


def nearest_column(header: str) -> str:
    """Name the columns that a mistyped header may mean."""
    known = [*_BY_NAME, *COUNTS]
    close = difflib.get_close_matches(header.casefold().replace(" ", "_"), known, n=2)
    return f"did you mean {' or '.join(map(repr, close))}?" if close else ""


def describe_columns() -> str:
    """Describe every column, one line each, for the reference pages.

    Examples
    --------
    >>> print(describe_columns().splitlines()[0])
    event: id of the event, repeated in each of its rows
    """
    lines = [f"{column.name}: {column.meaning}" for column in COLUMNS]
    told = f"{', '.join(COUNTS)}: a count: 30, 30 (28-35), 3-5, 4+, up to 10, several"
    return "\n".join([*lines, told])

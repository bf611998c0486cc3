"""The columns of the flat table: one list for writing, reading and the documentation."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from conflictlog.report import COUNT_NAMES

__all__ = ["COLUMNS", "COUNT_PARTS", "FlatColumn", "columns_table"]

#: What reading makes of a column: a field of the event, of its first place, or nothing.
Group = Literal["event", "place", "shown"]


@attrs.frozen
class FlatColumn:
    """One column: its name, unit and meaning, and the field that reading fills from it.

    ``usual`` columns stand in every file, the others where an event says something there.
    """

    name: str
    unit: str
    meaning: str
    group: Group = "shown"
    field: str = ""
    usual: bool = True


def _set(name: str, meaning: str, *, field: str = "", usual: bool = True) -> FlatColumn:
    return FlatColumn(name, "", meaning, "event", field or name, usual)


def _place(
    name: str, meaning: str, *, field: str = "", unit: str = "", usual: bool = True
) -> FlatColumn:
    return FlatColumn(name, unit, meaning, "place", field or name, usual)


_UTC: Final = "ISO 8601, UTC; no Z: the zone is not known"
_DAY: Final = "ISO 8601, local day"

#: Every column but those of counts, in the order in which they are written.
COLUMNS: Final = (
    _set("id", "the event's id, each once"),
    _set("title", "a short name"),
    _set("kind", "path in the taxonomy: strike/drone"),
    _set("phase", "happened, ongoing, planned or cancelled"),
    FlatColumn("status", "", "reported, one_sided, contested or denied"),
    FlatColumn("confidence", "0 to 1", "that it happened, by the shipped model"),
    FlatColumn("level", "", "the same in a word"),
    _set("when", "all that is known of its time, in the words of the spreadsheet form"),
    FlatColumn("first_day", _DAY, "the first day that it may touch; blank: open"),
    FlatColumn("last_day", _DAY, "the last day that it may touch; blank: open"),
    FlatColumn("earliest_start", _UTC, "it began no earlier; blank: open"),
    FlatColumn("latest_start", _UTC, "it began no later; blank: open"),
    FlatColumn("earliest_end", _UTC, "it ended no earlier; blank: open"),
    FlatColumn("latest_end", _UTC, "it ended no later; blank: open"),
    FlatColumn("time_precision", "", "minute, day, month ..."),
    FlatColumn("tz", "", "whose days these are: Europe/Kyiv"),
    _place("place", "where; the first, where there are several", field="name"),
    _place("lat", "latitude", unit="degrees, WGS 84"),
    _place("lon", "longitude", unit="degrees, WGS 84"),
    _place("radius_km", "radius of the disc that surely holds the event", unit="kilometres"),
    _place("place_precision", "exact, town, admin1, country ...", field="precision"),
    _place("country", "code; RUS|UKR where disputed"),
    _place("admin1", "first division", usual=False),
    _place("admin2", "second division", usual=False),
    _place("pcode", "code of the place", usual=False),
    _place("place_role", "target, launched_from ...", field="role", usual=False),
    _place("place_basis", "how the point was found", field="basis", usual=False),
    _place("point", "representative, where the point stands for an area", usual=False),
    _set("more_places", "the others: Kharkiv (lat=50, lon=36.23)", field="places", usual=False),
    _set("actors", "those set, else all that reports name: Russia (initiator); Ukraine (target)"),
    _set("facets", "those set: weapon=drone, missile; target=energy", usual=False),
    _set("tags", "labels, parted by ';'"),
    _set("notes", "free text", usual=False),
    _set("sensitive", "yes, where publishing could endanger someone"),
    FlatColumn("reports", "reports", "how many there are"),
    FlatColumn("origins_for", "origins", "how many independent origins affirm it"),
    FlatColumn("origins_against", "origins", "how many deny it"),
    FlatColumn("outlets", "", "who published them, each once, parted by ';'"),
    FlatColumn("urls", "", "where they are, parted by blanks"),
)

#: Endings of the three columns of a count, and what each of them is.
COUNT_PARTS: Final = {
    "low": "the lowest number that a report gives",
    "best": "the best supported; blank: nobody gives one",
    "high": "the highest; blank: nobody gives an upper bound",
}


def columns_table() -> str:
    """Give the columns as a table in Markdown, for the reference pages.

    Examples
    --------
    >>> print(columns_table().splitlines()[2])
    | `id` |  | the event's id, each once | yes |
    """
    told = [
        (f"`{column.name}`", column.unit, column.meaning, column.group != "shown")
        for column in COLUMNS
    ]
    counts = f"each count that a report states: {', '.join(COUNT_NAMES[:3])} ..."
    told += [
        (f"`<count>_{part}`", "people, or what is counted", f"{meaning}; {counts}", False)
        for part, meaning in COUNT_PARTS.items()
    ]
    lines = ["| column | unit | meaning | read back |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {unit} | {meaning.replace('|', chr(92) + '|')} | {'yes' if read else ''} |"
        for name, unit, meaning, read in told
    ]
    return "\n".join(lines)

"""The columns of GDELT's files, which have no header, and how they are told from others.

Files with a header, as other programs write them (commas, any order), are known by its names.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import attrs

from conflictlog.formats.delimited import Layout, header_of

__all__ = ["KEY", "Kind", "layout_of"]

KEY: Final = "GLOBALEVENTID"
Kind = Literal["events", "mentions"]


def _actor(n: int) -> tuple[str, ...]:
    codes = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code")
    return tuple(
        f"Actor{n}{part}"
        for part in (*codes, "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
    )


def _geo(whose: str, *, adm2: bool) -> tuple[str, ...]:
    second = ("ADM2Code",) if adm2 else ()
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", *second, "Lat", "Long", "FeatureID")
    return tuple(f"{whose}_{part}" for part in parts)


def _events(*, adm2: bool) -> tuple[str, ...]:
    return (
        *(KEY, "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *_actor(1),
        *_actor(2),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
        *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(
            name
            for whose in ("Actor1Geo", "Actor2Geo", "ActionGeo")
            for name in _geo(whose, adm2=adm2)
        ),
        *("DATEADDED", "SOURCEURL"),
    )


_SECOND, _FIRST = _events(adm2=True), _events(adm2=False)
_MENTIONS: Final = (
    *(KEY, "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName"),
    *("MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset"),
    *("ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone"),
    *("MentionDocTranslationInfo", "Extras"),
)
_NEEDED: Final[dict[Kind, tuple[str, ...]]] = {
    "events": (KEY, "SQLDATE", "EventCode"),
    "mentions": (KEY, "MentionTimeDate", "MentionSourceName", "MentionIdentifier"),
}
_NAMED: Final[dict[Kind, Layout]] = {
    "events": Layout(what="GDELT's events", columns=_SECOND, required=_NEEDED["events"]),
    "mentions": Layout(what="GDELT's mentions", columns=_MENTIONS, required=_NEEDED["mentions"]),
}
#: Without a header: the number of columns tells the file. Before April 2013 there is no address.
_FILES: Final[tuple[tuple[Kind, tuple[str, ...]], ...]] = (
    ("events", _SECOND),
    ("events", _FIRST),
    ("events", _FIRST[:-1]),
    ("mentions", _MENTIONS),
)
_BY_WIDTH: Final = {len(columns): (kind, columns) for kind, columns in _FILES}
#: What the first cells look like: an id, and dates.
_EVENT: Final = re.compile(r"\d{1,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}(\.\d+)?\t")
_MENTION: Final = re.compile(r"\d{1,12}\t\d{14}\t\d{14}\t\d\t")


def layout_of(line: str) -> tuple[Kind, Layout] | None:
    """Tell GDELT's files by their first line: what they hold and how; None for any other."""
    found = _BY_WIDTH.get(line.count("\t") + 1)
    if found is not None:
        kind, columns = found
        shape = _EVENT if kind == "events" else _MENTION
        if shape.match(line):
            plain = attrs.evolve(_NAMED[kind], columns=columns, separator="\t")
            return kind, attrs.evolve(plain, header=False, quoted=False)
    for name, layout in _NAMED.items():
        named = layout.named(header_of(line, layout)[1])
        if named.keys() >= set(layout.required):
            return name, layout
    return None

"""What columns look like: their names in the words of the field, and their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

import polars as pl

from conflictlog.formats.building import code_of_name, days

__all__ = ["DATE_FORMATS", "fits", "fitting_dates", "named_field"]

#: Ways of writing a day, the plain ones first.
DATE_FORMATS: Final = (
    "iso",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
)

# Field to the names that columns bear: whole names, folded to small letters and spaces.
_NAMES: Final[Mapping[str, str]] = {
    "event": "event|event id|eventid|id|case|case id|case no|case number|incident id|record id|uid"
    "|uuid|globaleventid|event id cnty|key|no|nr",
    "when": "when|date|event date|eventdate|date start|start date|startdate|date of event|day date"
    "|incident date|sqldate|from|datum|дата|fecha|data",
    "until": "until|date end|end date|enddate|to|till|date to",
    "clock": "time|clock|time of day|hour|event time|час",
    "year": "year|iyear|styr|event year",
    "month": "month|imonth|stmo|event month",
    "day": "day|iday|stday|event day",
    "tz": "tz|timezone|time zone",
    "place": "place|location|town|city|where|site|settlement|placename|place name|locality|village"
    "|where coordinates|asciiname|місто|населений пункт|город|место|населённый пункт"
    "|населенный пункт|ort|stadt|lugar|lieu",
    "lat": "lat|latitude|y|y coord|ycoord|geo lat|actiongeo lat|lat dd|широта|breite|latitud",
    "lon": "lon|long|lng|longitude|x|x coord|xcoord|geo lon|actiongeo long|lon dd|довгота|долгота"
    "|länge|longitud",
    "radius_km": "radius km|radius|uncertainty km|accuracy km",
    "country": "country|iso3|country code|countrycode|nation|country name|iso|adm0|adm0 name|land"
    "|країна|страна|país|pays",
    "admin1": "admin1|adm1|adm 1|province|region|oblast|state|governorate|adm1 name|provstate"
    "|область",
    "admin2": "admin2|adm2|adm 2|district|raion|county|municipality|adm2 name|район",
    "pcode": "pcode|p code|adm code",
    "precision": "geo precision|where prec|geoprecision|location precision|specificity|precision",
    "when_precision": "time precision|date prec|date precision|timeprecision",
    "kind": "kind|type|event type|eventtype|category|incident type|sub event type|attack type",
    "phase": "phase",
    "headline": "headline|title|summary|name|event name",
    "quote": "description|notes|text|details|quote|narrative|event text|comment|comments|опис"
    "|описание|beschreibung|descripción",
    "initiator": "initiator|attacker|perpetrator|gname",
    "target": "target|victim|recipient|recipient name|target name",
    "party": "actor|actors|side a|side b|actor1|actor2|actor 1|actor 2|party|faction|actor name",
    "outlet": "outlet|source|source name|publisher|newspaper|source outlet|media|джерело|источник"
    "|quelle|fuente",
    "url": "url|link|source url|sourceurl|source link|href|посилання|ссылка",
    "published": "published|publication date|pubdate|date published",
    "language": "language|lang",
    "claimant": "claimant|claimed by",
    "killed": "killed|fatalities|deaths|dead|nkill|best|best est|kia|ndeath|death toll|загинуло"
    "|вбито|погибло|убито|tote|muertos",
    "killed_low": "killed low|deaths low|low|low est|fatalities low",
    "killed_high": "killed high|deaths high|high|high est|fatalities high",
    "injured": "injured|wounded|injuries|nwound|wia|поранено|ранено|verletzte|heridos",
    "arrested": "arrested|arrests|detained",
    "displaced": "displaced|idps",
    "downed": "downed|shot down",
    "launched": "launched|fired",
    "tags": "tags|labels|keywords",
    "facet:weapon": "weapon|weapons|weapon type|munition|equipment",
}
_FIELD_OF: Final = {name: field for field, names in _NAMES.items() for name in names.split("|")}


def named_field(column: str) -> str | None:
    """Give the field that a column's name stands for, None for a name that says nothing.

    Examples
    --------
    >>> named_field("Event_Date"), named_field("LATITUDE"), named_field("priogrid_gid")
    ('when', 'lat', None)
    """
    plain = unicodedata.normalize("NFKC", column).strip()
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    words = " ".join(re.sub(r"[\W_]+", " ", plain).split()).casefold()
    return _FIELD_OF.get(words) or _FIELD_OF.get(words.replace(" ", ""))


def fitting_dates(cells: pl.Series) -> list[str]:
    """Give the ways of writing that read most cells of a column as a day of these centuries.

    Nine in ten must be read: the rest is for problems. Of two ways, the one that reads more.
    """
    filled = cells.drop_nulls()
    if filled.is_empty():
        return []
    hits = {}
    for pattern in DATE_FORMATS:
        read = pl.select(days(pl.lit(filled), (pattern,))).to_series()
        hits[pattern] = read.is_between(-62_091, 47_482)  # 1800 to 2099
    most = max(int(hit.sum()) for hit in hits.values())
    return [name for name, hit in hits.items() if _mostly(hit) and int(hit.sum()) == most]


def fits(field: str, cells: pl.Series) -> bool:
    """Say whether a column's values can be what its name says; blank columns say nothing."""
    filled = cells.drop_nulls()
    if filled.is_empty():
        return False
    if field == "country":
        names = filled.unique()
        return sum(code_of_name(name) is not None for name in names) * 10 >= len(names) * 8
    if field in _PATTERNS:
        return _mostly(filled.str.contains(_PATTERNS[field]))
    low, high = next(
        (span for name, span in _SPANS.items() if field.startswith(name)), (None, None)
    )
    if low is None or high is None:
        return True
    return _mostly(filled.cast(pl.Float64, strict=False).is_between(low, high))


_PATTERNS: Final = {
    "clock": r"^\s*\d{1,2}:\d{2}(:\d{2})?\s*$",
    "url": r"^\s*https?://",
    "lat": r"^\s*-?\d{1,2}(\.\d+)?\s*$|^\s*-\d\d\s*$",
    "lon": r"^\s*-?\d{1,3}(\.\d+)?\s*$",
}
#: Numbers that a field may hold; sentinels such as -99 among them.
_SPANS: Final = {
    "year": (1400, 2200),
    "month": (-99, 12),
    "day": (-99, 31),
    "radius_km": (0, 20_000),
    "killed": (-999, 1e9),
    "injured": (-999, 1e9),
    "arrested": (-999, 1e9),
    "displaced": (-999, 1e9),
    "downed": (-999, 1e9),
    "launched": (-999, 1e9),
}


def _mostly(true: pl.Series) -> bool:
    """Take a column for what it seems where nine cells in ten agree: the rest is for problems."""
    return int(true.fill_null(value=False).sum()) * 10 >= len(true) * 9

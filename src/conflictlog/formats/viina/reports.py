"""Each row is a news report: who published it when, and by when the event took place."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs
import polars as pl

from conflictlog.errors import InvalidValue
from conflictlog.formats.building import Check, Part, coded, days, place, places, source, when

__all__ = ["check_lag", "check_zone", "outlet", "times", "where", "with_times"]

#: What VIINA calls its sources, and what they call themselves.
_OUTLETS: Final = {
    "24tvua": "24 Kanal",
    "espreso": "Espreso TV",
    "forbesua": "Forbes Ukraine",
    "interfaxua": "Interfax-Ukraine",
    "kp": "Komsomolskaya Pravda",
    "liga": "LIGA.net",
    "liveuamap": "Liveuamap",
    "meduza": "Meduza",
    "militarnyy": "Militarnyi",
    "mz": "Mediazona",
    "ng": "Nezavisimaya Gazeta",
    "ntv": "NTV",
    "nv": "NV",
    "pravdaua": "Ukrainska Pravda",
    "ria": "RIA Novosti",
    "unian": "UNIAN",
}
#: VIINA calls Ukrainian "ua".
_LANGUAGES: Final = {"ua": "uk"}
_PRECISIONS: Final = {"STREET": "site", "ADM3": "town", "ADM2": "admin2", "ADM1": "admin1"}
_STREET_KM: Final = "0.5"
_CLOCK: Final = r"^\d{1,2}:\d{2}(:\d{2})?$"


def check_lag(lag_days: object) -> int | None:
    """Refuse what is no number of days."""
    whole = isinstance(lag_days, int) and not isinstance(lag_days, bool) and lag_days >= 0
    if lag_days is None or whole:
        return lag_days  # type: ignore[return-value]  # None or a whole number
    raise InvalidValue(
        f"lag_days is {lag_days!r}",
        expected="a whole number of days from 0 upwards, or None",
        remedy="1 says that news is of today or yesterday",
    )


def check_zone(tz: object) -> str | None:
    """Refuse what is no zone."""
    try:
        return None if tz is None else ZoneInfo(str(tz)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidValue(
            f"tz is {tz!r}", expected="an IANA zone", remedy="VIINA names none; 'Europe/Kyiv'"
        ) from error


def with_times(rows: pl.DataFrame, lag_days: int | None, tz: str | None) -> pl.DataFrame:
    """Add the day of the report, its moment, and by when the event took place.

    00:00 is what VIINA writes where it knows no time: half of all rows.
    """
    number = days("date", ("%Y%m%d", "iso"))
    date = number.cast(pl.Int32).cast(pl.Date)
    clock = pl.when(~pl.col("time").str.contains(r"^0?0:00(:00)?$")).then(pl.col("time"))
    clock = pl.when(clock.str.contains(_CLOCK)).then(clock)
    rows = rows.with_columns(date.alias("_date"), clock.alias("_clock"))
    told = pl.col("_date").dt.to_string("iso:strict")
    if lag_days is None:
        text = pl.format("[..{}]", told)
    elif lag_days == 0:
        text = told
    else:
        first = pl.col("_date").dt.offset_by(f"-{lag_days}d").dt.to_string("iso:strict")
        text = pl.format("[{}..{}]", first, told)
    moment = pl.lit(None, pl.String)
    if tz is not None:
        local = pl.format("{} {}", told, pl.col("_clock").str.zfill(5).str.slice(0, 5))
        moment = (
            local.str.to_datetime("%Y-%m-%d %H:%M", strict=False, time_unit="us")
            .dt.replace_time_zone(tz, ambiguous="null", non_existent="null")
            .dt.convert_time_zone("UTC")
            .dt.to_string("%Y-%m-%dT%H:%M:%SZ")
        )
    return rows.with_columns(
        pl.when(pl.col("_date").is_not_null()).then(text).alias("_by"),
        pl.coalesce(moment, told).alias("_published"),
    )


def times(tz: str | None) -> Part:
    """Give by when the event took place; a row without a date of its own is rejected."""
    found = when("_by", tz=tz)
    blank = pl.col("date").is_null()
    check = Check(
        column="date",
        where=found.value.is_null(),
        problem=pl.when(blank).then(pl.lit("no date")).otherwise(pl.lit("no date can be read")),
        hint="write it as 20220224",
        outcome="rejected",
    )
    return attrs.evolve(found, checks=(check,))


def outlet() -> Part:
    """Give who published the report: the address, the day or the moment, the language."""
    name = pl.col("source")
    known = name.str.to_lowercase().replace_strict(_OUTLETS, default=name)
    return source(
        pl.coalesce(known, pl.lit("VIINA")),
        url="url",
        published="_published",
        language=pl.col("lang").replace(_LANGUAGES),
    )


def where() -> Part:
    """Give the place; one of an area stands on a point that represents it."""
    by = pl.format("geocoded by {}", pl.col("geo_api")).fill_null("geocoded")
    street = pl.col("geo_precision").str.to_uppercase() == "STREET"
    # Of an area, the name is the area's own.
    settled = pl.col("geo_precision").str.to_uppercase().is_in(["STREET", "ADM3"])
    return places(
        place(
            "latitude",
            "longitude",
            name=pl.when(settled).then(pl.coalesce("asciiname", "address")).otherwise("address"),
            admin1="adm1_name",
            admin2="adm2_name",
            precision=coded("geo_precision", _PRECISIONS),
            radius_km=pl.when(street).then(pl.lit(_STREET_KM)),
            basis=by,
        )
    )

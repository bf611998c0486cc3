"""Who showed it and who found the place: each link of a placemark as a report of its own.

A placemark says nothing of its own: it stands on the footage that somebody posted (source) and
on the work of somebody who found out where it was taken (geolocation). GeoConfirmed's report
derives from both, so that one piece of footage stays one witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from conflictlog.formats.building import Check, Part, source

__all__ = ["CHECKS", "derived", "evidence", "post_reports", "with_posts"]

#: Reports that one cell of links may become; what lies beyond is listed.
_MOST: Final = 8
_LINK: Final = r"https?://[^\s,;<>\"\\]+[^\s,;<>\"\\.)]"
_SECTION: Final = (
    r"(?is)(?:^|\n)\s*{}s?(?:\(s\))?[ \t]*:(.*?)"
    r"(?:\n\s*(?:sources?|geolocations?)(?:\(s\))?[ \t]*:|\z)"
)
_HOST: Final = r"(?i)^https?://(?:www\.|m\.|mobile\.)?([^/?#:]+)"
_ACCOUNT: Final = r"(?i)^https?://[^/]+/(?:s/|@)?([^/?#]+)"
#: Where an address begins with the account that posted.
_SOCIAL: Final = ("x.com", "t.me", "facebook.com", "instagram.com", "tiktok.com", "vk.com")
_NO_ACCOUNT: Final = ("c", "i", "p", "reel", "share", "status", "video", "video.php", "watch")
#: A video's time stands before some descriptions: "0:29-0:32 - ".
_AT: Final = r"^(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s*[-–]\s*(?:\d{1,2}:)?\d{1,2}:\d{2})?\s*[-–:]*\s*"


def with_posts(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the links to footage and to geolocations, and the headline."""
    text = pl.col("description").str.replace_all(r"(?i)<br\s*/?>", "\n")
    rows = rows.with_columns(
        pl.coalesce(name, text.str.extract(_SECTION.format(name), 1)).alias(f"_{name}")
        for name in ("source", "geolocation")
    )
    words = text.str.replace(r"(?is)(?:^|\n)\s*(?:source|geolocation)s?(?:\(s\))?[ \t]*:.*\z", "")
    first = words.str.strip_chars().str.extract(r"^([^\n]*)", 1)
    headline = first.str.replace(_AT, "").str.strip_chars()
    return rows.with_columns(
        pl.when(headline.str.len_bytes() > 0).then(headline).alias("_headline"),
        *(
            pl.col(f"_{name}")
            .str.extract_all(_LINK)
            .list.unique(maintain_order=True)
            .fill_null([])
            .alias(f"_{name}s")
            for name in ("source", "geolocation")
        ),
    )


CHECKS: Final = tuple(
    check
    for name in ("source", "geolocation")
    for check in (
        Check(
            column=name,
            where=(pl.col(f"_{name}").str.strip_chars().str.len_bytes() > 0)
            & (pl.col(f"_{name}s").list.len() == 0),
            value=pl.col(f"_{name}").str.strip_chars(),
            problem="no link in it: kept without a report",
            hint="write its address, https://...",
        ),
        Check(
            column=name,
            where=pl.col(f"_{name}s").list.len() > _MOST,
            value=pl.col(f"_{name}s").list.slice(_MOST).list.join(" "),
            problem=f"more than {_MOST} links: those behind are no reports",
            hint="keep_rows=True keeps them as they stand",
        ),
    )
)


def _id(name: str, nth: int) -> pl.Expr:
    there = pl.col(f"_{name}s").list.len() > nth
    return pl.when(there).then(pl.format(f"{{}}#{name}{nth + 1}", "_key"))


def _ids(rows: pl.DataFrame, name: str) -> list[pl.Expr]:
    longest = rows.select(pl.col(f"_{name}s").list.len().max()).item() or 0
    return [_id(name, nth) for nth in range(min(longest, _MOST))]


def derived(rows: pl.DataFrame, *names: str) -> Part:
    """Give the ids of the reports that another stands on."""
    ids = [item for name in names for item in _ids(rows, name)]
    if not ids:
        return Part(value=pl.lit([], pl.List(pl.String)))
    return Part(value=pl.concat_list(ids).list.drop_nulls())


def evidence(*kinds: str) -> Part:
    """Give what it rests on."""
    return Part(value=pl.lit(list(kinds), pl.List(pl.String)))


def post_reports(rows: pl.DataFrame, places: Part) -> list[Mapping[str, Part]]:
    """Give a report for each post of footage and each geolocation."""
    shown = [
        {"id": Part(value=name), "source": _post("source", nth), "evidence": evidence("imagery")}
        for nth, name in enumerate(_ids(rows, "source"))
    ]
    found = [
        {
            "id": Part(value=name),
            "source": _post("geolocation", nth),
            "evidence": evidence("imagery"),
            "places": Part(value=places.value),
            "derived_from": derived(rows, "source"),
        }
        for nth, name in enumerate(_ids(rows, "geolocation"))
    ]
    return [*shown, *found]


def _post(name: str, nth: int) -> Part:
    url = pl.col(f"_{name}s").list.get(nth, null_on_oob=True)
    host = url.str.extract(_HOST, 1).str.to_lowercase().str.replace(r"^twitter\.com$", "x.com")
    account = url.str.extract(_ACCOUNT, 1)
    known = host.is_in(list(_SOCIAL)) & ~account.str.to_lowercase().is_in(list(_NO_ACCOUNT))
    outlet = pl.when(known).then(pl.format("{}/{}", host, account)).otherwise(host)
    return source(outlet, url=url)

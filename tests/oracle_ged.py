"""A second reader of the UCDP GED, row by row with the csv module and the constructors.

Slow and plain: it shares nothing with the reader by columns but the tables of codes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from pathlib import Path

from conflictlog.countries import codes_by_gw, country_code
from conflictlog.event import Event
from conflictlog.kinds import crosswalk
from conflictlog.place import UCDP_WHERE_PREC, Place
from conflictlog.report import Actor, Estimate, Locator, Report
from conflictlog.when import When

ALIASES = {"best_est": "best", "low_est": "low", "high_est": "high"}


def text_of(path: Path) -> str:
    """Give the text of a file, gzipped or not."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")


def raw_rows(path: Path) -> list[dict[str, str]]:
    """Give the data rows as the csv module sees them, names in small letters, no HXL row."""
    rows = [
        {ALIASES.get(key.lower(), key.lower()): cell for key, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text_of(path), newline=""))
    ]
    tagged = rows and all(cell.startswith("#") for cell in rows[0].values() if cell)
    return rows[1:] if tagged else rows


def events_of(path: Path, *, most: int = 500) -> dict[int, Event]:
    """Make the events of rows all over a file, by place; only for rows without a fault."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = raw_rows(path)
    return {
        place: _event(
            rows[place],
            Locator(dataset="UCDP GED", file=path.name, sha256=digest, row=place + 1),
        )
        for place in range(0, len(rows), len(rows) // most + 1)
    }


def _event(row: dict[str, str], locator: Locator) -> Event:
    def cell(name: str) -> str | None:
        return (row.get(name) or "").strip() or None

    first, last = row["date_start"][:10], row["date_end"][:10]
    span = When(f"[{first}..{last}]")
    # Given as bounds, a time takes the precision of the calendar unit that it fills.
    span = When(s0=span.s0, s1=span.s1, e0=span.e0, e1=span.e1)
    days = (span.e1 - span.s0) // 86_400_000_000
    if row["date_prec"] == "3" and days == 7:
        span = When(f"[{first}..{last}]", precision="week")
    violence = row["type_of_violence"]
    facets = dict(crosswalk("ucdp").facets_of(violence))
    given = {
        "aggregate": "yes" if row["event_clarity"] == "2" else None,
        "conflict": cell("conflict_name"),
        "conflict_id": cell("conflict_new_id"),
        "dyad_id": cell("dyad_new_id"),
        "dyad_name": cell("dyad_name"),
    }
    facets |= {name: (words,) for name, words in given.items() if words}
    roles = ("initiator", "target") if violence == "3" else ("party", "party")
    report = Report(
        id=f"GED:{row['id']}",
        source="UCDP",
        cites=_offices(row),
        when=span,
        place=Place(
            cell("where_coordinates"),
            lat=float(row["latitude"]),
            lon=float(row["longitude"]),
            country=_country(row),
            admin1=cell("adm_1"),
            admin2=cell("adm_2"),
            precision=UCDP_WHERE_PREC[int(row["where_prec"])],
        ),
        kind=crosswalk("ucdp").kind_of(violence),
        headline=_headline(row),
        actors=[
            Actor(row[f"side_{side}"].strip(), role=role, country=_state(row, side))
            for side, role in zip("ab", roles, strict=True)
        ],
        estimates={
            "killed": Estimate(float(row["best"]), low=float(row["low"]), high=float(row["high"])),
            "killed_civilians": float(row["deaths_civilians"]),
            "killed_side_a": float(row["deaths_a"]),
            "killed_side_b": float(row["deaths_b"]),
            "killed_unknown": float(row["deaths_unknown"]),
        },
        facets=facets,
        quote="\n".join(
            f"{name}: {row[name]}"
            for name in ("source_article", "source_original", "where_description")
            if cell(name)
        ),
        ratings=[
            (f"ucdp-{name.replace('_', '-')}", code)
            for name in ("event_clarity", "date_prec", "where_prec", "code_status")
            if (code := cell(name))
        ],
        locator=locator,
    )
    return Event(id=report.id, reports=[report])


def _country(row: dict[str, str]) -> str | None:
    if row.get("iso3"):
        return row["iso3"]
    if row.get("country_id"):
        return codes_by_gw()[int(row["country_id"])]
    return country_code(row["country"]) if row["country"] else None


def _state(row: dict[str, str], side: str) -> str | None:
    number = row.get(f"gwno{side}")
    if number:
        return codes_by_gw()[int(float(number))]
    name = row[f"side_{side}"]
    return country_code(name[len("Government of ") :]) if name.startswith("Government of") else None


def _articles(row: dict[str, str]) -> list[str]:
    if row["number_of_sources"] == "-1":
        return []
    return row["source_article"].strip()[1:-1].split('";"')


def _offices(row: dict[str, str]) -> list[str]:
    named = [re.split(r",\s*\d{4}-\d\d-\d\d,", unit)[0].strip() for unit in _articles(row)]
    return [name for name in named if name]


def _headline(row: dict[str, str]) -> str | None:
    for unit in _articles(row)[:1]:
        told = re.split(r",\s*\d{4}-\d\d-\d\d,", unit, maxsplit=1)[1]
        return " ".join(re.split(r"[\t\r\n]+| {2,}", told)).strip() or None
    return None

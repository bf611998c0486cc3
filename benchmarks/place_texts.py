"""Place texts of the UCDP's events: how many the gazetteer places where the UCDP's coders did.

Run with ``python benchmarks/place_texts.py [folder]`` on a folder of GED files; ``--list wrong``
prints what is wrong, ``--half 1`` asks the half that nobody looked at while rules were written.

Each distinct text with its country and first division is asked once, with the country alone and
with the division too. Right is a decided answer no farther from one of the UCDP's points for that
text than 15 km and its own radius.
"""

from __future__ import annotations

import argparse
import statistics
import time
import zlib
from collections import Counter
from pathlib import Path

import attrs
import polars as pl

from conflictlog.countries import country_code
from conflictlog.errors import ConflictlogError
from conflictlog.geocoding import Located, locate
from conflictlog.outlines import distance_km

_SHARED = Path(__file__).parents[2] / "shared" / "data" / "ucdp-ged"
_FILES = {
    "Ukraine": ("ged_ukr_hdx_2014-2019.csv", "ged_ukr_hdx_2014-2021.csv"),
    "Syria": ("ged_syr_2016-2019.csv.gz",),
    "Myanmar (Burma)": ("ged191_bgd_mmr.csv",),
    "Bangladesh": ("ged191_bgd_mmr.csv",),
    "Nigeria": ("ged30_nigeria_2011.csv",),
    "world": ("ged231_sample1000.csv",),
}
_OUTCOMES = ("right", "wrong", "ambiguous", "unanswered", "refused")
_SLACK_KM = 15.0
_COLUMNS = ["country", "adm_1", "where_coordinates", "latitude", "longitude", "where_prec"]


@attrs.frozen
class Asked:
    """A text with its context, and the points that the UCDP gives it."""

    text: str
    country: str
    division: str | None
    points: tuple[tuple[float, float], ...]


def texts(folder: Path, name: str) -> list[Asked]:
    """Read the distinct texts of a country that are told to a point or a district."""
    frames = [
        pl.read_csv(folder / file, infer_schema_length=0, truncate_ragged_lines=True)
        .select(_COLUMNS)
        .filter(pl.col("where_prec").is_in(["1", "2", "3"]))
        for file in _FILES[name]
    ]
    rows = pl.concat(frames)
    if name != "world":
        rows = rows.filter(pl.col("country") == name)
    found = (
        rows.drop_nulls("where_coordinates")
        .with_columns(pl.col("latitude", "longitude").cast(pl.Float64))
        .group_by("country", "adm_1", "where_coordinates", maintain_order=True)
        .agg(pl.struct("latitude", "longitude").unique(maintain_order=True))
    )
    return [
        Asked(text, country, division, tuple((each["latitude"], each["longitude"]) for each in at))
        for country, division, text, at in found.iter_rows()
    ]


def half(asked: Asked) -> int:
    """Part texts into two halves that stay the same."""
    return zlib.crc32(asked.text.casefold().encode()) % 2


def outcome(asked: Asked, *, division: bool) -> tuple[str, Located | str, float]:
    """Say what came of a text, and how far off the answer is, in km."""
    try:
        found = locate(
            asked.text, _country(asked.country), asked.division if division else None, limit=10
        )
    except ConflictlogError as error:
        return "refused", str(error), 0.0
    if found.state != "decided":
        return ("ambiguous" if found.state == "ambiguous" else "unanswered"), found, 0.0
    best = found.candidates[0]
    if best.lat is None or best.lon is None:
        return "unanswered", found, 0.0
    km = min(distance_km(best.lat, best.lon, *point) for point in asked.points)
    return ("right" if km <= _SLACK_KM + (best.radius_km or 0) else "wrong"), found, km


def _country(name: str) -> str:
    bare = name.partition(" (")[0]
    try:
        return country_code(name)
    except ConflictlogError:
        return country_code(bare)


def measure(name: str, asked: list[Asked], *, division: bool, listed: list[str]) -> None:
    """Print one line of the table, and what is asked to be listed."""
    start = time.perf_counter()
    told = [(each, *outcome(each, division=division)) for each in asked]
    took = time.perf_counter() - start
    counts = Counter(state for _, state, _, _ in told)
    shares = " ".join(f"{counts[word] / len(told):>10.1%}" for word in _OUTCOMES)
    right = [
        (km, found.candidates[0].radius_km or 0.0)
        for _, state, found, km in told
        if state == "right" and isinstance(found, Located)
    ]
    off, wide = (statistics.median(values) for values in zip(*right, strict=True))
    way = "and division" if division else "country"
    print(
        f"{name:16} {way:13}{len(told):>5} {shares} {off:>8.1f} {wide:>8.1f} "
        f"{len(told) / took:>8.0f}"
    )
    for each, state, found, km in told:
        if state in listed:
            best = found.best if isinstance(found, Located) else None
            said = best or (found if isinstance(found, str) else f"{found.state}: {found.hint}")
            print(
                f"    {state}: {each.text!r} / {each.division} {each.points[0]} {km:.0f} km: {said}"
            )


def main() -> None:
    """Measure each country, both ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=_SHARED)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--of", nargs="*", default=list(_FILES))
    parser.add_argument("--list", nargs="*", default=[], choices=_OUTCOMES)
    parser.add_argument("--way", choices=("country", "division"))
    given = parser.parse_args()
    if not given.folder.is_dir():
        print(f"no GED files in {given.folder}")
        return
    locate("Kyiv")
    heads = " ".join(f"{word:>10}" for word in _OUTCOMES)
    print(f"{'':16} {'':13}{'n':>5} {heads} {'km off':>8} {'radius':>8} {'a second':>8}")
    for name in given.of:
        asked = texts(given.folder, name)
        if given.half is not None:
            asked = [each for each in asked if half(each) == given.half]
        for division in (False, True):
            if given.way is None or (given.way == "division") == division:
                measure(name, asked, division=division, listed=given.list)


if __name__ == "__main__":
    main()

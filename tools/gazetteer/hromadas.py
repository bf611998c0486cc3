"""Ukraine's raions and hromadas, and the settlements that only the codifier knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tools.gazetteer.places import Draft, spellings
from tools.gazetteer.romanising import romanised
from tools.gazetteer.ukraine import SETTLED, Entry, discs_around

__all__ = ["complete"]

SOURCE = "KATOTTG"

# Raions whose adjective leads to no town of theirs by its letters.
BY_HAND = {
    "Білоцерківський": "Bila Tserkva",
    "Дубенський": "Dubno",
    "Криворізький": "Kryvyi Rih",
    "Лозівський": "Lozova",
    "Лубенський": "Lubny",
    "Роменський": "Romny",
    "Сумський": "Sumy",
    "Ялтинський": "Yalta",
}


def complete(
    listed: list[Entry], pairs: Mapping[str, Draft], divisions: Mapping[str, Draft]
) -> list[Draft]:
    """Name raions on the rows that are paired, and make rows of all that GeoNames lacks.

    Returns
    -------
    list of Draft
        Raions, hromadas and settlements, placed by the known settlements of their hromada, or of
        their raion where the hromada has none; with a radius that holds most others.
    """
    discs = discs_around((pairs[entry.code], entry) for entry in listed if entry.code in pairs)
    seats = _seats(listed)
    raions = {
        entry.code: f"{seats.get(entry.code, romanised(entry.name))} Raion"
        for entry in listed
        if entry.category == "P"
    }
    made = []
    for entry in listed:
        row = pairs.get(entry.code)
        if row is not None:
            _name(row, entry, raions)
            continue
        row = _row(entry, raions, divisions[entry.division])
        near = discs.get(entry.hromada) or discs.get(entry.raion)
        if near is not None:
            row.lat, row.lon, row.radius_km = near
        made.append(row)
    return made


def _seats(listed: Iterable[Entry]) -> dict[str, str]:
    """Name raions by the town whose adjective they bear: Бахмутський is Bakhmut's."""
    towns: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in listed:
        towns[entry.raion, entry.category].append(entry.name)
    seats = {}
    for entry in listed:
        if entry.category == "P":
            for category in ("X", "M"):  # a town's name outdoes a settlement's
                near = [(_shared(entry.name, town), town) for town in towns[entry.code, category]]
                length, town = max(near, default=(0, ""))
                if length >= 4 and length >= len(town) - 3:
                    seats[entry.code] = romanised(town)
            seats |= {entry.code: BY_HAND[entry.name]} if entry.name in BY_HAND else {}
    return seats


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _name(row: Draft, entry: Entry, raions: Mapping[str, str]) -> None:
    """Give a row of GeoNames the state's name, the raion and the code."""
    own = romanised(entry.name)
    row.alternates = spellings(own, [entry.name, row.name, *row.alternates])
    row.name, row.admin2 = own, raions.get(entry.raion)
    row.codes.append(entry.code)


def _row(entry: Entry, raions: Mapping[str, str], division: Draft) -> Draft:
    latin = romanised(entry.name)
    if entry.category == "P":
        kind, name = "admin2", raions[entry.code]
        others = [
            f"{entry.name} район",
            entry.name,
            f"{latin} Raion",
            latin,
            f"{name[:-6]} District",
        ]
    elif entry.category == "H":
        kind, name = "admin3", f"{latin} Hromada"
        others = [f"{entry.name} громада", f"{entry.name} територіальна громада", entry.name]
    else:
        kind, name, others = SETTLED[entry.category], latin, [entry.name]
    return Draft(
        name,
        kind,
        "UKR",
        SOURCE,
        admin1=division,
        admin2=raions.get(entry.raion) if entry.category != "P" else None,
        code=entry.code,
        alternates=spellings(name, others),
        order=({"P": 0, "H": 1}.get(entry.category, 2), entry.code),
    )

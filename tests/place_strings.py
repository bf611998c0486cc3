"""Place strings with the answers a person would give, and how many of them are found."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import attrs

from conflictlog.geocoding import Located, locate
from conflictlog.outlines import distance_km

FOLDER = Path(__file__).parent / "data" / "places"
OUTCOMES = ("right", "wrong", "ambiguous", "unanswered")


@attrs.frozen
class Answered:
    """A row of the table with what came of it."""

    row: dict[str, str]
    found: Located
    outcome: str


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table of place strings."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(row: dict[str, str], *, country: bool = True, gazetteer: object = None) -> Answered:
    """Ask as the row says, or without the country and the division."""
    near = tuple(map(float, row["near"].split())) if row["near"] else None
    found = locate(
        row["text"],
        country=(row["country"] or None) if country else None,
        admin1=(row["admin1"] or None) if country else None,
        near=near,
        kind=row["kind"] or None,
        limit=40,
        gazetteer=gazetteer,
    )
    return Answered(row, found, outcome(row, found))


def outcome(row: dict[str, str], found: Located) -> str:
    """Say whether an answer is right, wrong, or honestly none."""
    expected = row["expected"]
    if expected != "decided":
        if found.state == expected:
            return "right"
        return "wrong" if found.state == "decided" else _undecided(found)
    if found.state == "withheld":
        return "wrong"
    if found.state != "decided":
        return _undecided(found)
    return "right" if is_there(row, found) else "wrong"


def _undecided(found: Located) -> str:
    return "ambiguous" if found.state == "ambiguous" else "unanswered"


def is_there(row: dict[str, str], found: Located) -> bool:
    """Say whether the first candidate lies where the row has it."""
    best = found.candidates[0]
    if best.lat is None or best.lon is None:
        return False
    away = distance_km(best.lat, best.lon, float(row["lat"]), float(row["lon"]))
    return away <= float(row["tolerance_km"])


def tally(answers: list[Answered]) -> dict[str, float]:
    """Give the share of each outcome."""
    counts = Counter(each.outcome for each in answers)
    return {word: counts[word] / len(answers) for word in OUTCOMES}


def table(answers: dict[str, list[Answered]]) -> str:
    """Show the outcomes as a table, one line a way of asking."""
    lines = [f"{'':28}{'n':>5}" + "".join(f"{word:>12}" for word in OUTCOMES)]
    for name, each in answers.items():
        shares = tally(each)
        lines.append(f"{name:28}{len(each):>5}" + "".join(f"{shares[w]:>12.1%}" for w in OUTCOMES))
    return "\n".join(lines)

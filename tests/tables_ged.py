"""Tables in the layout of the GED, made of the invented rows, for tests to change."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from conflictlog.formats import ProblemsWarning, ged
from conflictlog.log import EventLog

INVENTED = Path(__file__).parent / "data" / "ged" / "invented.csv"


def quiet(path: Path, **options: object) -> EventLog:
    """Read a file that is known to have flaws."""
    with pytest.warns(ProblemsWarning):
        return ged.read(path, **options)


def rows_of(path: Path = INVENTED) -> list[dict[str, str]]:
    """Give the rows as the csv module reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(
    path: Path,
    rows: list[dict[str, str]],
    header: list[str] | None = None,
    *,
    separator: str = ",",
    newline: str = "\n",
) -> Path:
    """Write rows as a table and give its path."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(
        text,
        header or list(rows[0]),
        delimiter=separator,
        lineterminator=newline,
        extrasaction="ignore",
    )
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def changed(tmp_path: Path, number: int = 0, **cells: str) -> Path:
    """Write the invented rows with some cells of one row changed."""
    rows = rows_of()
    rows[number] |= cells
    return written(tmp_path / "changed.csv", rows)

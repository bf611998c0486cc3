"""By what rules and data derived columns were made: so that kept ones are known to be current."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from typing import Final

import polars as pl

from conflictlog.schema import SCHEMA
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns.deriving import derive

__all__ = ["DERIVED_VERSION", "derived_mark", "derived_schema"]

#: One more whenever `derive` gives other columns, or other values for the same log.
DERIVED_VERSION: Final = 1
#: What the derived columns hang on beside the code and the confidence model.
_DATA = ("registry.toml", "kinds.toml", "outlines.json.gz", "countries.csv")


@functools.cache
def derived_mark() -> str:
    """Name the rules that `derive` follows: its version, the model, and a digest of its data.

    Examples
    --------
    >>> derived_mark().split()[:2]
    ['1', 'conflictlog-2026.1']
    """
    digest = hashlib.sha256()
    folder = resources.files("conflictlog").joinpath("data")
    for name in _DATA:
        digest.update(folder.joinpath(name).read_bytes())
    return f"{DERIVED_VERSION} {ConfidenceModel().name} {digest.hexdigest()[:16]}"


@functools.cache
def derived_schema() -> pl.Schema:
    """Give the name and the type of each derived column.

    Examples
    --------
    >>> derived_schema()["cap_km"]
    Float64
    """
    return derive(pl.DataFrame(schema=SCHEMA)).schema

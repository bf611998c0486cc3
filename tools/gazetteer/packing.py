"""Drafts into the packed table: the same drafts give the same bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl

from tools.gazetteer.places import Draft

__all__ = ["content_hash", "frame", "write"]

DEGREE = 10_000
SCHEMA = {
    "name": pl.String,
    "lat": pl.Int32,
    "lon": pl.Int32,
    "radius_km": pl.Float32,
    "kind": pl.String,
    "countries": pl.String,
    "admin1": pl.Int32,
    "admin2": pl.String,
    "population": pl.Int32,
    "source": pl.String,
    "number": pl.Int32,
    "code": pl.String,
    "alternates": pl.String,
    "codes": pl.String,
}


def frame(drafts: list[Draft]) -> pl.DataFrame:
    """Make the table; a row's number is its place in the list."""
    at = {id(draft): number for number, draft in enumerate(drafts)}
    return pl.DataFrame(
        [_packed(draft, at) for draft in drafts],
        schema=SCHEMA,
        orient="row",
    )


def _packed(draft: Draft, at: dict[int, int]) -> tuple[Any, ...]:
    return (
        draft.name,
        None if draft.lat is None else round(draft.lat * DEGREE),
        None if draft.lon is None else round(draft.lon * DEGREE),
        draft.radius_km,
        draft.kind,
        draft.countries,
        None if draft.admin1 is None else at[id(draft.admin1)],
        draft.admin2,
        draft.population,
        draft.source,
        draft.number,
        draft.code,
        "\n".join(draft.alternates) or None,
        "\n".join(draft.codes) or None,
    )


def content_hash(table: pl.DataFrame) -> str:
    """Hash what the table says, however it is packed."""
    return hashlib.sha256(table.write_csv().encode()).hexdigest()


def write(table: pl.DataFrame, path: Path, told: dict[str, Any]) -> None:
    """Pack the table tightly, with what it says of itself; statistics would only cost room."""
    said = {**told, "content": content_hash(table)}
    table.write_parquet(
        path,
        compression="brotli",
        compression_level=11,
        statistics=False,
        row_group_size=table.height,
        metadata={"conflictlog": json.dumps(said, sort_keys=True, ensure_ascii=False)},
    )

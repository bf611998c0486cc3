"""What happened: the event types of every generation, and what else a row is coded as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import polars as pl

from conflictlog.formats.building import Check, Part, facet, facets, looked_up, texts
from conflictlog.kinds import crosswalk

__all__ = ["coded_facets", "kinds"]

_NEW, _OLD = crosswalk("acled"), crosswalk("acled-v7")
#: Sub-event types, and the types above them: of today, and of versions 1 to 7.
_FINE: Final = {code.casefold(): code for code, entry in _NEW.entries.items() if not entry.broad}
_COARSE: Final = {
    code.casefold(): code
    for code in (*_OLD.codes, *(code for code, entry in _NEW.entries.items() if entry.broad))
}
_SCHEMES: Final = (_NEW, _OLD)
_READ: Final = frozenset({"sub_event_type", "event_type"})


def _table(field: str) -> dict[str, str]:
    """Map each code to its kind, or to the word of one of its facets."""
    found: dict[str, str] = {}
    for code in {*_FINE.values(), *_COARSE.values()}:
        scheme = next(scheme for scheme in _SCHEMES if code in scheme.entries)
        words = (scheme.kind_of(code),) if field == "kind" else scheme.facets_of(code).get(field)
        if words and words[0]:
            found[code] = words[0]
    return found


def kinds() -> Part:
    """Give the kind of the sub-event type, else of the event type."""
    return Part(
        value=_looked_up(_table("kind")),
        prepare=_with_codes,
        reads=_READ,
        checks=(
            _unknown("sub_event_type", "_fine", "kept with the kind of its event type"),
            _unknown("event_type", "_coarse", "kept; the kind is that of its sub-event type"),
        ),
    )


def _with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the codes of the crosswalks, and ``_code``, the finer one that is known."""
    return rows.with_columns(
        _known("sub_event_type", _FINE).alias("_fine"),
        _known("event_type", _COARSE).alias("_coarse"),
    ).with_columns(pl.coalesce("_fine", "_coarse").alias("_code"))


def _known(column: str, codes: Mapping[str, str]) -> pl.Expr:
    return looked_up(pl.col(column), lambda text: codes.get(" ".join(text.split()).casefold()))


def _unknown(column: str, known: str, hint: str) -> Check:
    return Check(
        column=column,
        where=pl.col(column).is_not_null() & pl.col(known).is_null(),
        problem="no such event type" if known == "_coarse" else "no such sub-event type",
        hint=pl.when(pl.col("_code").is_null())
        .then(pl.lit("kept with its kind unset"))
        .otherwise(pl.lit(hint)),
    )


def _looked_up(table: Mapping[str, str]) -> pl.Expr:
    return pl.col("_code").replace_strict(table, default=None, return_dtype=pl.String)


def coded_facets() -> Part:
    """Give the facets: ACLED's own words as they stand, and what the crosswalk adds."""
    told = facets(
        facet("admin3", "admin3"),
        facet("civilian_targeting", "civilian_targeting"),
        facet("disorder_type", texts("disorder_type", ";")),
        facet("domain", _looked_up(_table("domain"))),
        facet("event_type", "event_type"),
        facet("interaction", "interaction"),
        facet("region", "region"),
        facet("sea", "_sea"),
        facet("source_scale", "source_scale"),
        facet("sub_event_type", "sub_event_type"),
        facet("tags", texts("tags", ";")),
        facet("victims", _looked_up(_table("victims"))),
    )
    return attrs.evolve(told, prepare=_with_codes, reads=_READ)

"""What happened, and what else the row is coded as; how many died and took part."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import (
    Part,
    coded,
    estimate,
    estimates,
    facet,
    facets,
    joined,
    texts,
)
from conflictlog.kinds import crosswalk, parse_kind

__all__ = ["counts", "kinds", "stated"]

#: What stands in a column of numbers where none is known.
_UNKNOWN: Final = {
    "-99": "unknown",
    "-88": "unknown, a small number",
    "-77": "unknown, a large number",
}
#: Classes of participants: the least and the most of each; none has an end above.
_CLASSES: Final = {
    "1": ("1", "9", "fewer than 10"),
    "2": ("10", "100", "10 to 100"),
    "3": ("101", "1000", "101 to 1,000"),
    "4": ("1001", "10000", "1,001 to 10,000"),
    "5": ("10001", "100000", "10,001 to 100,000"),
    "6": ("100001", "1000000", "100,001 to 1,000,000"),
    "7": ("1000001", None, "more than 1,000,000"),
}


def kinds() -> Part:
    """Give the kind of the type of event, or of what it escalated into: any of them."""
    scheme = crosswalk("scad")
    table: dict[str, str | None] = {}
    for code in scheme.codes:
        first = scheme.kind_of(code) or ""
        table[f"{code}>"] = first
        for other in scheme.codes:
            then = scheme.kind_of(other) or ""
            table[f"{code}>{other}"] = parse_kind({*first.split("|"), *then.split("|")})
    known = list(scheme.codes)
    grown = pl.when(pl.col("escalation").is_in(known)).then(pl.col("escalation")).fill_null("")
    pair = pl.format("{}>{}", pl.col("etype"), grown)
    checked = [
        coded("etype", dict.fromkeys(known)),
        coded("escalation", dict.fromkeys((*known, "0", *_UNKNOWN))),
    ]
    return joined(checked, pair.replace_strict(table, default=None, return_dtype=pl.String))


def counts() -> Part:
    """Give the dead and the class of participants; what is not known keeps its words."""
    low, high, words = (
        pl.col("npart").replace_strict(
            {code: found[n] for code, found in _CLASSES.items()},
            default=None,
            return_dtype=pl.String,
        )
        for n in range(3)
    )
    told = estimate(
        "participants",
        low=low,
        high=high,
        text=pl.coalesce(words, _in_words("npart")),
    )
    classes = coded("npart", dict.fromkeys((*_CLASSES, *_UNKNOWN)))
    taking_part = joined([told, classes], told.value, name=told.name)
    killed = estimate("killed", "ndeath", text=_in_words("ndeath"), unknown=tuple(_UNKNOWN))
    return estimates(killed, taking_part)


def _in_words(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(_UNKNOWN, default=None, return_dtype=pl.String)


def stated() -> Part:
    """Give the facets: SCAD's codes as they stand, under the names of their columns."""
    issues = pl.concat_str("issue1", "issue2", "issue3", separator=";", ignore_nulls=True)
    plain = ("acd_questionable", "cgovtarget", "escalation", "etype", "npart", "nsource")
    return facets(
        *(facet(name, name) for name in (*plain, "repress", "rgovtarget")),
        facet("issue", texts(issues, ";")),
        facet("locnum", texts("_locnum", ";")),
    )

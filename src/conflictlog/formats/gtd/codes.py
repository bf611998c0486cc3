"""What happened, by types of attack; what was hit, by types of target; all other codes."""

from __future__ import annotations

from typing import Final

import polars as pl

from conflictlog.formats.building import Part, coded, facet, facets, joined, looked_up, texts
from conflictlog.formats.gtd.columns import THREE
from conflictlog.kinds import crosswalk, parse_kind

__all__ = ["kinds", "stated"]

_ATTACKS: Final = crosswalk("gtd")
_TARGETS: Final = crosswalk("gtd-targets")
_BOMBING: Final = "3"
_PLAIN: Final = (
    *("approxdate", "claimed", "dbsource", "extended", "ishostkid", "multiple", "property"),
    *("resolution", "success", "suicide", "vicinity"),
)


def kinds() -> Part:
    """Give the kinds of all types of attack of the row: any of them."""
    codes = [pl.col(f"attacktype{n}") for n in THREE]
    together = pl.concat_str(codes, separator=",", ignore_nulls=True)
    key = pl.format("{}/{}", together, pl.col("suicide").fill_null(""))
    checks = [coded(f"attacktype{n}", dict.fromkeys(_ATTACKS.codes)) for n in THREE]
    return joined(checks, looked_up(key, _kind_of))


def _kind_of(key: str) -> str | None:
    codes, _, suicide = key.partition("/")
    found: set[str] = set()
    for code in codes.split(","):
        if code == _BOMBING and suicide == "1":
            found.add("explosion/suicide")
        else:
            found |= set((_ATTACKS.kind_of(code) or "").split("|")) - {""}
    return parse_kind(sorted(found)) if found else None


def stated() -> Part:
    """Give the facets: codes as they stand, and what the types of target say of the target."""
    checks = [coded(f"targtype{n}", dict.fromkeys(_TARGETS.codes)) for n in THREE]
    told = facets(
        *(facet(name, name) for name in _PLAIN),
        facet("alternative", "alternative_txt"),
        facet("region", "region_txt"),
        facet("attack_type", _several("attacktype")),
        facet("target_type", _several("targtype")),
        facet("weapon", _several("weaptype", "4")),
        facet("weapon_subtype", _several("weapsubtype", "4")),
        facet("perpetrator_subgroup", _listed([pl.col(f"gsubname{n}") for n in ("", "2", "3")])),
        facet("guncertain", _listed(_suspected())),
        facet("target", _hit("target")),
        facet("victims", _hit("victims")),
    )
    return joined([told, *checks], told.value)


def _several(name: str, *more: str) -> Part:
    return _listed([pl.col(f"{name}{n}_txt") for n in (*THREE, *more)])


def _listed(cells: list[pl.Expr]) -> Part:
    found = pl.concat_list(cells).list.drop_nulls().list.unique(maintain_order=True)
    return Part(value=found, several=True)


def _suspected() -> list[pl.Expr]:
    """Name the groups of which the attribution is only suspected."""
    names = {"1": "gname", "2": "gname2", "3": "gname3"}
    return [pl.when(pl.col(f"guncertain{n}") == "1").then(pl.col(names[n])) for n in THREE]


def _hit(name: str) -> Part:
    table = {code: ";".join(_TARGETS.facets_of(code).get(name, ())) for code in _TARGETS.codes}
    words = [
        pl.col(f"targtype{n}").replace_strict(table, default=None, return_dtype=pl.String)
        for n in THREE
    ]
    return texts(pl.concat_str(words, separator=";", ignore_nulls=True), ";")

"""What happened: another scheme's codes to kinds, by a crosswalk or a table."""

from __future__ import annotations

from collections.abc import Mapping

from conflictlog.formats.building.parts import Cell, Part, coded
from conflictlog.kinds import Crosswalk, crosswalk, parse_kind

__all__ = ["kind"]


def kind(cell: Cell, scheme: str | Crosswalk | Mapping[str, str]) -> Part:
    """Give the kind of a code; one that is not known is listed, and the kind stays unset.

    Parameters
    ----------
    cell
        The column of codes.
    scheme
        A crosswalk or its name, or a table from codes to kinds.
    """
    if isinstance(scheme, Mapping):
        return coded(cell, {code: parse_kind(value) for code, value in scheme.items()})
    found = crosswalk(scheme) if isinstance(scheme, str) else scheme
    return coded(cell, {code: found.kind_of(code) for code in found.codes})

"""Kinds at a depth: which cells an event's code fills, certainly or possibly."""

from __future__ import annotations

from collections.abc import Iterable

from conflictlog.kinds import kind_members, taxonomy

__all__ = ["cells_of_kinds", "finer_cells"]


def _level(member: str) -> int:
    """Say how many words a path has; a group stands above the families."""
    return 0 if member in taxonomy().groups else member.count("/") + 1


def _own_cell(member: str, depth: int) -> str:
    return "/".join(member.split("/")[:depth])


def finer_cells(kinds: Iterable[str | None], depth: int) -> frozenset[str]:
    """Give the cells at a depth that some of the kinds are coded finely enough for."""
    return frozenset(
        _own_cell(member, depth)
        for kind in kinds
        if kind is not None
        for member in kind_members(kind)
        if _level(member) >= depth
    )


def cells_of_kinds(
    kinds: Iterable[str | None], depth: int, finer: frozenset[str]
) -> list[tuple[str | None, str | None, bool]]:
    """Give for each kind the cells that it fills: kind, cell, and whether certainly.

    A code fills its own cell, cut to the depth; a coarser one stands by itself and is possible in
    every finer cell below it. Of an any-of set each member is possible.

    Examples
    --------
    >>> finer = frozenset({"strike", "visit"})
    >>> for row in cells_of_kinds(["strike/drone", "violence"], 1, finer):
    ...     print(row)
    ('strike/drone', 'strike', True)
    ('violence', 'strike', False)
    ('violence', 'violence', True)
    """
    rows: list[tuple[str | None, str | None, bool]] = []
    tree = taxonomy()
    for kind in kinds:
        if kind is None:
            rows.append((None, None, True))
            continue
        own = {_own_cell(member, depth) for member in kind_members(kind)}
        below = {cell for cell in finer if tree.answers(kind, cell)[0]}
        rows.extend((kind, cell, len(own) == 1 and cell in own) for cell in sorted(own | below))
    return rows

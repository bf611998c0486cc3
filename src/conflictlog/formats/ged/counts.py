"""How many were killed: the best value with its bounds, and the four parts of it."""

from __future__ import annotations

from conflictlog.formats.building import Part, estimate, estimates

__all__ = ["killed"]


def killed() -> Part:
    """Give the counts that the row states; -99 and its like are faults here."""
    parts = {"civilians": "deaths_civilians", "side_a": "deaths_a", "side_b": "deaths_b"}
    parts["unknown"] = "deaths_unknown"
    return estimates(
        estimate("killed", "best", low="low", high="high", unknown=()),
        *(estimate(f"killed_{name}", cell, unknown=()) for name, cell in parts.items()),
    )

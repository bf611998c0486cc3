"""A table that knows no name: what can be told from a text alone is told without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from conflictlog.countries import country_codes

if TYPE_CHECKING:
    from conflictlog.geocoding.gazetteer import Hit, Row

__all__ = ["Nothing"]


class Nothing:
    """The gazetteer of an empty world, for chains that must not send coordinates anywhere."""

    def exact(self, keys: Sequence[str]) -> list[Hit]:  # noqa: ARG002 - the interface of a table
        """Find nothing."""
        return []

    def fuzzy(
        self,
        key: str,  # noqa: ARG002 - the interface of a table
        country: str,  # noqa: ARG002
        *,
        limit: int = 5,  # noqa: ARG002
        cutoff: float = 85,  # noqa: ARG002
    ) -> list[tuple[Hit, float]]:
        """Find nothing."""
        return []

    def admin1(self, key: str, country: str | None = None) -> list[Row]:  # noqa: ARG002
        """Take any name for a division: whether there is one is asked of those who know."""
        from conflictlog.geocoding.gazetteer import Row

        return [Row(0, key, None, None, None, "admin1", country_codes())]

    def areas(self, kind: str, country: str | None = None) -> list[Row]:  # noqa: ARG002
        """Find nothing."""
        return []

"""Policies: what a merged event shows where its members differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeGuard

from conflictlog.errors import InvalidValue, nearest_hint
from conflictlog.frozenmap import FrozenMap

__all__ = ["FIELDS", "POLICIES", "Policies", "Policy", "as_policies"]

Policy = Literal["agreed", "preferred", "mode", "most precise", "most conservative", "latest"]
Policies = FrozenMap[Policy]

POLICIES: Final[tuple[Policy, ...]] = (
    "agreed",
    "preferred",
    "mode",
    "most precise",
    "most conservative",
    "latest",
)
#: What a policy may be told for. Other fields that analysts set are agreed on, or the preferred.
FIELDS: Final = ("when", "place", "kind", "counts")


def as_policies(given: Policy | Mapping[str, Policy]) -> Policies:
    """Take one policy for all, or one by field; what is not named is "agreed".

    Raises
    ------
    InvalidValue
        Where a policy or a field is none; the nearest is named.

    Examples
    --------
    >>> as_policies({"place": "most precise"})["place"], as_policies("latest")["kind"]
    ('most precise', 'latest')
    """
    told: Mapping[str, object] = (
        given if isinstance(given, Mapping) else dict.fromkeys((*FIELDS, "others"), given)
    )
    found: dict[str, Policy] = dict.fromkeys((*FIELDS, "others"), "agreed")
    for field, policy in told.items():
        if field not in found:
            raise InvalidValue(
                f"policy tells of {field!r}",
                expected=f"fields {', '.join(FIELDS)}",
                remedy=nearest_hint(str(field), FIELDS),
            )
        if not _is_policy(policy):
            raise InvalidValue(
                f"policy is {policy!r}",
                expected=f"one of {', '.join(POLICIES)}; or one by field: "
                "{'place': 'most precise'}",
                remedy=nearest_hint(str(policy), POLICIES),
            )
        found[field] = policy
    return FrozenMap(found)


def _is_policy(value: object) -> TypeGuard[Policy]:
    return value in POLICIES

"""The predicate of kinds."""

from __future__ import annotations

from collections.abc import Iterable

from conflictlog.errors import InvalidValue
from conflictlog.kinds import Taxonomy, kind_members, parse_kind, taxonomy
from conflictlog.query import KindIn, Query

__all__ = ["kind"]


def kind(
    *kinds: str | Iterable[str], taxonomy: Taxonomy | None = None, unknown_ok: bool = False
) -> Query:
    """Ask for events of a kind, or of one of several; what stands below a kind is meant too.

    An event that is coded more coarsely than the question ("violence", "strike" or "attack")
    answers *possible*, and so does one without a kind.

    Parameters
    ----------
    kinds
        Paths such as "strike/drone", or groups.
    taxonomy
        Other than the shipped one; resolved now, so that the query carries what it means.
    unknown_ok
        Whether a kind may be missing from the taxonomy.

    Raises
    ------
    UnknownName
        Where a kind is not in the taxonomy; the nearest are named.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> kind("strike").answer(Event(kind="strike/drone"))
    True
    >>> print(kind("strike/drone").answer(Event(kind="violence")))
    None
    """
    if not kinds:
        raise InvalidValue(
            "kind() names no kind", expected="one or more", remedy="write kind('strike')"
        )
    parsed = [parse_kind(each) for each in kinds]
    if None in parsed:
        raise InvalidValue(
            "kind is None", expected="a kind", remedy="for events without one, unknown('kind')"
        )
    members = sorted({member for each in parsed if each for member in kind_members(each)})
    tree = _shipped() if taxonomy is None else taxonomy
    if not unknown_ok:
        for member in members:
            tree.check(member)
    return KindIn.of(tuple(members), tree)


def _shipped() -> Taxonomy:
    return taxonomy()

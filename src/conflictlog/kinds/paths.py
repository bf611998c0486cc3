"""A kind as text: a path such as ``strike/drone``, or an any-of set joined by ``|``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conflictlog.errors import InvalidValue

__all__ = ["kind_members", "parse_kind", "prefixes"]

_PATH = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_]+)*", re.ASCII)


def parse_kind(value: str | Iterable[str] | None) -> str | None:
    """Bring a kind, or several of which one applies, to the form in which it is stored.

    A set is stored sorted and without doubles, joined by ``|``. A member that stands above
    another one stays: "a strike, maybe by drone" is what the coder said.

    Parameters
    ----------
    value
        A path, a set joined by ``|``, several paths, or None where the kind is not known.

    Raises
    ------
    InvalidValue
        Where a member is not a path of lower-case words.

    Examples
    --------
    >>> parse_kind("strike/drone")
    'strike/drone'
    >>> parse_kind(["strike", "attack", "strike"])
    'attack|strike'
    >>> parse_kind(None) is None
    True
    """
    if value is None:
        return None
    if isinstance(value, str):
        given: list[object] = list(value.split("|"))
    elif isinstance(value, Iterable):
        given = [
            part
            for member in value
            for part in (member.split("|") if isinstance(member, str) else [member])
        ]
    else:
        given = [value]
    if not given:
        raise InvalidValue(
            "kind is an empty set",
            expected="at least one path such as 'strike/drone'",
            remedy="give None where the kind is not known",
        )
    return "|".join(sorted({_path(member) for member in given}))


def _path(member: object) -> str:
    text = member.strip() if isinstance(member, str) else member
    if isinstance(text, str) and _PATH.fullmatch(text):
        return text
    guess = (
        re.sub(r"[^a-z0-9_/]+", "_", text.casefold()).strip("_/") if isinstance(text, str) else ""
    )
    remedy = (
        f"write {guess!r}" if _PATH.fullmatch(guess) else "give None where the kind is not known"
    )
    raise InvalidValue(
        f"kind is {member!r}",
        expected="a path of lower-case words such as 'strike/drone', or several joined by '|'",
        remedy=remedy,
    )


def kind_members(kind: str) -> tuple[str, ...]:
    """Give the members of a stored kind: one path, or each of an any-of set.

    Examples
    --------
    >>> kind_members("attack|strike")
    ('attack', 'strike')
    """
    return tuple(kind.split("|"))


def prefixes(path: str) -> tuple[str, ...]:
    """Give the path and what stands above it in its own text, nearest first.

    Examples
    --------
    >>> prefixes("strike/drone")
    ('strike/drone', 'strike')
    """
    parts = path.split("/")
    return tuple("/".join(parts[:length]) for length in range(len(parts), 0, -1))

"""A small immutable mapping: a tuple sorted by key behind a read-only view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

__all__ = ["FrozenMap"]

V = TypeVar("V")


class FrozenMap(Mapping[str, V], Generic[V]):
    """An immutable, hashable mapping from text to values, kept sorted by key.

    Examples
    --------
    >>> counts = FrozenMap({"downed": 30, "launched": 35})
    >>> counts["downed"], list(counts)
    (30, ['downed', 'launched'])
    >>> counts == {"launched": 35, "downed": 30}
    True
    """

    __slots__ = ("_items",)
    _items: tuple[tuple[str, V], ...]

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        pairs = dict(items.items() if isinstance(items, Mapping) else items)
        object.__setattr__(self, "_items", tuple(sorted(pairs.items(), key=lambda pair: pair[0])))

    def __getitem__(self, key: str) -> V:
        for name, value in self._items:
            if name == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set {name!r}")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._items,))

    def __repr__(self) -> str:
        """Show a plain dict: a constructor that takes this value also takes a dict."""
        return repr(dict(self._items))

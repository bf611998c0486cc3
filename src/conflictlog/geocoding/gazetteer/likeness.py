"""Keys of one country that are nearly the one that was asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import attrs
from rapidfuzz import fuzz, process

__all__ = ["Likeness"]


@attrs.frozen
class Likeness:
    """The keys of a country, sorted by length: only those of about the same length can be alike."""

    keys: tuple[str, ...]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, keys: Iterable[str]) -> Likeness:
        """Sort the keys."""
        ordered = sorted(set(keys), key=lambda key: (len(key), key))
        return cls(tuple(ordered), tuple(map(len, ordered)))

    def best(self, key: str, *, limit: int, cutoff: float) -> list[tuple[str, float]]:
        """Give the keys that are most alike, best first, each with its score from 0 to 100.

        The score is the share of letters that two keys have in common in the same order
        (rapidfuzz's ``ratio``); of equal scores the shorter key, then the alphabet comes first.

        Examples
        --------
        >>> keys = Likeness.of(["avdiivka", "kyiv", "makiivka"])
        >>> [(key, round(score)) for key, score in keys.best("avdivka", limit=2, cutoff=80)]
        [('avdiivka', 93)]
        """
        # ratio = 200 * common / (a + b), and common is at most the shorter of both.
        least = len(key) * cutoff / (200 - cutoff)
        most = len(key) * (200 - cutoff) / cutoff if cutoff > 0 else float("inf")
        first, last = bisect_left(self.lengths, least), bisect_right(self.lengths, most)
        found = process.extract(
            key, self.keys[first:last], scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit
        )
        return [(each, float(score)) for each, score, _ in found]

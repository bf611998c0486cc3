"""What is said of the event in words: rare ones in common, less names, kinds and numbers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from conflictlog.merging.comparing.comparison import MISSING, Cells, Comparison, Judge, blind
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.pairing.keys import expand
from conflictlog.merging.records import Records

__all__ = ["WORDS"]

#: Cosines between which levels lie.
_ALIKE: Final = (0.02, 0.05, 0.1, 0.2, 0.35, 0.6)
#: Pairs whose words are looked up at a time.
_BLOCK: Final = 50_000


def _words(records: Records) -> Judge:
    held = records.texts
    if not (held.codes >= 0).any():
        return blind
    width = int(held.words.max(initial=0)) + 1
    texts = np.repeat(np.arange(len(held.norm)), np.diff(held.start))
    keys = texts * width + held.words

    def cosine(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.float64]:
        which, at = expand(held.start[one], held.start[one + 1])
        asked = other[which].astype(np.int64) * width + held.words[at]
        found = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        shared = np.where(keys[found] == asked, held.weights[at] ** 2, 0.0)
        both = held.norm[one] * held.norm[other]
        total = np.bincount(which, shared, minlength=len(one))
        result: NDArray[np.float64] = total / np.where(both > 0, both, 1.0)
        return result

    def judge(pairs: Pairs) -> Cells:
        result = np.full(len(pairs), MISSING)
        one, other = held.codes[pairs.a], held.codes[pairs.b]
        told = np.flatnonzero((one >= 0) & (other >= 0))
        for at in range(0, len(told), _BLOCK):
            rows = told[at : at + _BLOCK]
            result[rows] = np.searchsorted(_ALIKE, cosine(one[rows], other[rows]), side="right")
        return result

    return judge


WORDS: Final = Comparison(
    name="words",
    levels=(
        "no words in common",
        "hardly a word in common",
        "a common word shared",
        "some words shared",
        "rare words shared",
        "much the same words",
        "nearly the same text",
    ),
    judge=_words,
    late=True,
)

"""Names of several words: what each may be a case of, and which of these agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from typing import Final, Literal

from conflictlog.geocoding.spelling.endings import Reading, derivations, language_of, read_endings
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.spelling.morphology import read_dictionary

__all__ = ["Morphology", "nominatives", "towns"]

Morphology = Literal["stems", "pymorphy"]

_READERS: Final[dict[str, Callable[[str, str], tuple[Reading, ...]]]] = {
    "stems": lambda word, language: read_endings(fold(word), language),
    "pymorphy": read_dictionary,
}
_LONGEST_NAME: Final = 4
_COMBINATIONS: Final = 400


def nominatives(words: Sequence[str], morphology: Morphology) -> Iterator[str]:
    """Yield the keys of names that a Cyrillic name may be a case of, likelier ones first.

    Words that agree in gender and case come first ("Великої Новосілки"), then names of which only
    the last or only the first word is inflected ("Івано-Франківську", "Ростове-на-Дону").
    """
    if not 0 < len(words) <= _LONGEST_NAME:
        return
    folded = [fold(word) for word in words]
    readers = [
        [_READERS[morphology](word, language) for word in words]
        for language in language_of("".join(folded))
    ]
    for readings in readers:
        for chosen in islice(product(*readings), _COMBINATIONS):
            if len({reading.agreement for reading in chosen}) == 1:
                yield " ".join(reading.nominative for reading in chosen)
    if len(words) == 1:
        return
    for readings in readers:
        for reading in readings[-1]:
            yield " ".join([*folded[:-1], reading.nominative])
        for reading in readings[0]:
            yield " ".join([reading.nominative, *folded[1:]])


def towns(word: str) -> Iterator[str]:
    """Yield the keys of towns that a Cyrillic adjective may be made of."""
    folded = fold(word)
    for language in language_of(folded):
        yield from derivations(folded, language)

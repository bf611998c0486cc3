"""What a text says of places: a tree of names and of what stands around them."""

from conflictlog.geocoding.phrases.reading import parse
from conflictlog.geocoding.phrases.values import (
    Around,
    Between,
    Either,
    Named,
    Near,
    Offset,
    Part,
    Phrase,
    Several,
    Withheld,
    Within,
)

__all__ = [
    "Around",
    "Between",
    "Either",
    "Named",
    "Near",
    "Offset",
    "Part",
    "Phrase",
    "Several",
    "Withheld",
    "Within",
    "parse",
]

"""The tree that a text is taken apart into: names, and what is said of them."""

from __future__ import annotations

from typing import Final

import attrs

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
]

_POINTS: Final = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)
_WORDS: Final = {"N": "north", "E": "east", "S": "south", "W": "west"}


def _point(bearing: float) -> str:
    return _POINTS[round(bearing / 22.5) % 16]


def _direction(bearing: float, ending: str = "") -> str:
    """Spell a direction: north, north-northeast, northeast."""
    words = [_WORDS[letter] for letter in _point(bearing)]
    spelt = words[0] + "-" + "".join(words[1:]) if len(words) == 3 else "".join(words)
    return spelt + ending


@attrs.frozen
class Phrase:
    """What a text, or a part of one, says of a place.

    Two phrases are equal where they say the same, however it was written.
    """

    text: str = attrs.field(default="", kw_only=True, eq=False, repr=False)
    """As written; where a phrase is made by hand, as it is printed."""

    def __attrs_post_init__(self) -> None:
        if not self.text:
            object.__setattr__(self, "text", str(self))


@attrs.frozen
class Named(Phrase):
    """A plain name."""

    name: str
    """Without the word that says what it is a name of, and without a preposition."""
    word: str | None = None
    """What that word says, as a gazetteer's kind: "airbase", "admin1", "village", "countryside"."""

    def __str__(self) -> str:
        """Print the name with its word."""
        return self.text or self.name


@attrs.frozen
class Withheld(Phrase):
    """A place that is not told, or not known."""

    of: Phrase | None = None
    """What it is said to lie in."""

    def __str__(self) -> str:
        """Print it in English."""
        return "undisclosed location" + (f" in {self.of}" if self.of else "")


@attrs.frozen
class Offset(Phrase):
    """A distance from a place, in a direction."""

    of: Phrase
    km: float
    bearing_degrees: float
    """Clockwise from north."""
    spread: float = 22.5
    """Half of the width of the sector that the direction's word stands for, in degrees."""
    spread_km: float = 0.0
    """Half of the range, where the text gives one ("10-15 km")."""

    def __str__(self) -> str:
        """Print it in English."""
        distance = _distance(self.km, self.spread_km)
        return f"{distance} km {_point(self.bearing_degrees)} of {self.of}"


@attrs.frozen
class Around(Phrase):
    """A distance from a place, in no direction that is told."""

    of: Phrase
    km: float
    spread_km: float = 0.0

    def __str__(self) -> str:
        """Print it in English."""
        return f"{_distance(self.km, self.spread_km)} km from {self.of}"


@attrs.frozen
class Near(Phrase):
    """At a place or close to it."""

    of: Phrase
    km: float | None = None
    """Within how many kilometres, where that is told."""
    bearing_degrees: float | None = None
    """On which side ("north of X"), where that is told."""

    def __str__(self) -> str:
        """Print it in English."""
        if self.bearing_degrees is not None:
            return f"{_direction(self.bearing_degrees)} of {self.of}"
        return f"near {self.of}" if self.km is None else f"within {self.km:.10g} km of {self.of}"


@attrs.frozen
class Between(Phrase):
    """Somewhere between two places, or on the road from one to the other."""

    first: Phrase
    second: Phrase

    def __str__(self) -> str:
        """Print it in English."""
        return f"between {self.first} and {self.second}"


@attrs.frozen
class Part(Phrase):
    """A side of a place, or its middle."""

    of: Phrase
    direction: str
    """"N", "NE", ... or "centre"."""

    @property
    def bearing_degrees(self) -> float | None:
        """The direction in degrees clockwise from north; None for the middle."""
        return None if self.direction == "centre" else _POINTS.index(self.direction) * 22.5

    @classmethod
    def toward(cls, of: Phrase, bearing: float) -> Part:
        """Make one by a bearing in degrees."""
        return cls(of, _point(bearing))

    def __str__(self) -> str:
        """Print it in English."""
        if self.bearing_degrees is None:
            return f"central {self.of}"
        return f"{_direction(self.bearing_degrees, 'ern')} {self.of}"


@attrs.frozen
class Within(Phrase):
    """A place and the areas that it is said to lie in, the smallest first."""

    first: Phrase
    areas: tuple[Phrase, ...]

    def __str__(self) -> str:
        """Print them with commas; several in one area in brackets after it."""
        if isinstance(self.first, Several) and len(self.areas) == 1:
            return f"{self.areas[0]} ({', '.join(map(str, self.first.items))})"
        return ", ".join(map(str, (self.first, *self.areas)))


@attrs.frozen
class Several(Phrase):
    """Places that are named together, all of them meant."""

    items: tuple[Phrase, ...]

    def __str__(self) -> str:
        """Print them with semicolons."""
        return "; ".join(map(str, self.items))


@attrs.frozen
class Either(Phrase):
    """Names of which one is meant, often of one place."""

    items: tuple[Phrase, ...]

    def __str__(self) -> str:
        """Print them with strokes."""
        return " / ".join(map(str, self.items))


def _distance(km: float, spread: float) -> str:
    return f"{km - spread:.10g}-{km + spread:.10g}" if spread else f"{km:.10g}"

"""Degrees: decimal, or with minutes and seconds; with letters in any order, else latitude first."""

from __future__ import annotations

from typing import Final

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations.directions import axis_of, sign_of
from conflictlog.geocoding.notations.tokens import Token, tokens
from conflictlog.geocoding.notations.values import Coordinates, checked, digits_radius

__all__ = ["read_degrees"]

_PARTS: Final = ("°", "'", '"')
_NAMES: Final = ("decimal", "DM", "DMS")


@attrs.frozen(kw_only=True)
class _Angle:
    """One of the two numbers, signed, with the width of its last digit in degrees."""

    value: float
    cell: float
    axis: str | None
    parts: int
    certain: bool
    fraction: bool


def read_degrees(text: str) -> Coordinates | None:
    """Read a pair of angles; None where the text is none.

    A comma between digits is a decimal comma where the text makes no pair otherwise.
    """
    for decimal_comma in (False, True):
        found = tokens(text, decimal_comma=decimal_comma)
        halves = _halves(found) if found else None
        if halves is None:
            continue
        angles = [_angle(half, text) for half in halves[:2]]
        if angles[0] is not None and angles[1] is not None:
            pair = _pair(angles[0], angles[1], parted=halves[2], text=text)
            if pair is not None:
                return pair
    return None


def _halves(found: list[Token]) -> tuple[list[Token], list[Token], bool] | None:
    """Split into two angles, and say whether a comma or its like stands between them."""
    kinds = [token.kind for token in found]
    cuts = [index for index, kind in enumerate(kinds) if kind == "separator"]
    if len(cuts) == 1:
        return found[: cuts[0]], found[cuts[0] + 1 :], True
    if cuts:
        return None
    cut = _cut(found, kinds)
    return None if cut is None else (found[:cut], found[cut:], False)


def _cut(found: list[Token], kinds: list[str]) -> int | None:
    """Find where the second angle begins, in a text without a comma."""
    for kind in ("label", "letter"):
        places = [index for index, each in enumerate(kinds) if each == kind]
        if len(places) == 2:
            return places[1] if places[0] == 0 else places[0] + 1
    numbers = [index for index, each in enumerate(kinds) if each == "number"]
    rings = [index for index in numbers if found[index].mark == "°"]
    start = rings[1] if len(rings) == 2 else numbers[1] if len(numbers) == 2 else None
    if start is not None and kinds[start - 1] == "sign":
        start -= 1
    return start


def _angle(half: list[Token], text: str) -> _Angle | None:
    """Read one angle: a label, a letter or a sign before it, one to three numbers, a letter."""
    rest = list(half)
    label = rest.pop(0).text if rest and rest[0].kind == "label" else None
    letters = [token.text for token in rest if token.kind == "letter"]
    if len(letters) > 1 or (letters and "letter" not in (rest[0].kind, rest[-1].kind)):
        return None
    rest = [token for token in rest if token.kind != "letter"]
    sign = rest.pop(0).text if rest and rest[0].kind == "sign" else ""
    if not 1 <= len(rest) <= 3 or any(token.kind != "number" for token in rest):
        return None
    if any(token.mark not in ("", _PARTS[order]) for order, token in enumerate(rest)):
        return None
    if any("." in token.text for token in rest[:-1]) or len(rest[0].text.split(".")[0]) > 3:
        return None
    axis = axis_of(letters[0]) if letters else label
    if label and letters and axis != label:
        raise _unclear(text, "the label and the letter of one number contradict each other")
    if sign and letters:
        raise _unclear(text, "a sign and a letter stand at one number")
    return _Angle(
        value=_degrees(rest, text)
        * (-1 if sign == "-" else 1)
        * (sign_of(letters[0]) if letters else 1),
        cell=10.0 ** -len(rest[-1].text.partition(".")[2]) / 60.0 ** (len(rest) - 1),
        axis=axis,
        parts=len(rest),
        certain=bool(axis) or any(token.mark for token in rest),
        fraction="." in rest[-1].text,
    )


def _degrees(numbers: list[Token], text: str) -> float:
    values = [float(token.text) for token in numbers]
    for name, value in zip(("minutes", "seconds"), values[1:], strict=False):
        if value >= 60:
            raise InvalidValue(
                f"{name} are {value:g} in {text!r}",
                expected=f"{name} from 0 to below 60",
                remedy="check the digits, or write decimal degrees",
            )
    return sum(value / 60.0**order for order, value in enumerate(values))


def _pair(one: _Angle, two: _Angle, *, parted: bool, text: str) -> Coordinates | None:
    """Decide which is the latitude, whether it is a pair at all, and whether it can be true."""
    if not _is_notation(one, two, parted=parted, text=text):
        return None
    if (one.axis is None) != (two.axis is None):
        raise _unclear(text, "only one of two numbers has a direction")
    if one.axis is not None and one.axis == two.axis:
        axis = "latitudes" if one.axis == "lat" else "longitudes"
        raise _unclear(text, f"both numbers are {axis}")
    lat, lon = (two, one) if one.axis == "lon" else (one, two)
    checked(lat.value, lon.value, text)
    return Coordinates(
        lat=lat.value,
        lon=lon.value,
        radius_km=digits_radius(lat.value, lat.cell, lon.cell),
        notation=_NAMES[max(one.parts, two.parts) - 1],
    )


def _is_notation(one: _Angle, two: _Angle, *, parted: bool, text: str) -> bool:
    """Say whether two numbers are an angle each, and no house numbers."""
    if one.certain and two.certain:
        return True
    if one.parts == two.parts == 1:
        if parted or one.certain or two.certain:
            return one.fraction or two.fraction
        return one.fraction and two.fraction
    if one.parts > 1 and two.parts > 1 and not (one.certain or two.certain):
        raise _unclear(text, "the groups may be degrees, minutes and seconds, or something else")
    return one.certain or two.certain


def _unclear(text: str, why: str) -> InvalidValue:
    return InvalidValue(
        f"{text!r} looks like coordinates, but {why}",
        expected="a latitude and a longitude",
        remedy="write 48.5956, 38.0006 or 48°35'44\" N, 38°00'02\" E",
    )

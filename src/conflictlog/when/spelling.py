"""A time -> text that makes it again: EDTF, and the expression of `repr`."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from conflictlog.errors import InvalidValue, NotExpressible, UnknownOption
from conflictlog.when.days import (
    DAY,
    HOUR,
    LAST_DAY,
    MINUTE,
    SECOND,
    civil,
    month_start,
)
from conflictlog.when.notation import Precision
from conflictlog.when.reading import Bounds, read_limits, read_value, settle
from conflictlog.when.zones import first_instant, local_day, offset_at

if TYPE_CHECKING:
    from conflictlog.when.value import When

__all__ = ["expression", "to_edtf", "unit_of"]

_MARKS = {"none": "", "uncertain": "?", "approximate": "~", "both": "%"}
_BESIDE = ("tz", "precision")
_FIELDS = ("s0", "s1", "e0", "e1", "tz", "precision", "qualifier", "open_start", "open_end")


class _Unit(NamedTuple):
    """A date or clock time that could be written, and the stretch that it names."""

    text: str
    precision: Precision
    lo: int
    hi: int


def _units(tz: str | None, instant: int, *, ending: bool) -> Iterator[_Unit]:
    """Give what starts exactly at an instant, or ends exactly at it.

    Days come first: of several spellings the narrowest says what was tightened away least.
    """
    day = local_day(tz, instant - ending)
    date = civil(day)
    edge = first_instant(tz, day + 1 if ending else day)
    if edge == instant and day <= LAST_DAY:
        year, month = month_start(date.year, 1), month_start(date.year, date.month)
        following = month_start(date.year, date.month + 1)
        stretches: tuple[tuple[str, Precision, int, int], ...] = (
            (date.isoformat(), "day", day, day + 1),
            (date.isoformat()[:7], "month", month, following),
            (date.isoformat()[:4], "year", year, month_start(date.year + 1, 1)),
        )
        for text, precision, first, end in stretches:
            if day == (end - 1 if ending else first):
                yield _Unit(text, precision, first_instant(tz, first), first_instant(tz, end))
    if tz is not None:
        yield from _clock_units(tz, instant, ending=ending)


def _clock_units(tz: str, instant: int, *, ending: bool) -> Iterator[_Unit]:
    sizes: tuple[tuple[Precision, int], ...] = (("hour", HOUR), ("minute", MINUTE), ("instant", 0))
    for precision, size in sizes:
        lo = instant - max(size, 1) if ending else instant
        offset = offset_at(tz, lo)
        wall = lo + offset
        if offset % MINUTE or (size and wall % size) or wall // DAY > LAST_DAY:
            continue
        text = _clock(wall, size) + _offset(tz, offset)
        yield _Unit(text, precision, lo, lo + max(size, 1))


def _clock(wall: int, size: int) -> str:
    day, rest = divmod(wall, DAY)
    text = f"{civil(day).isoformat()}T{rest // HOUR:02d}"
    if size == HOUR:
        return text
    text += f":{rest // MINUTE % 60:02d}"
    if size == MINUTE:
        return text
    text += f":{rest // SECOND % 60:02d}"
    return text + (f".{rest % SECOND:06d}" if rest % SECOND else "")


def _offset(tz: str, offset: int) -> str:
    if tz == "UTC":
        return "Z"
    minutes = abs(offset) // MINUTE
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def unit_of(found: Bounds) -> Precision:
    """Infer the precision of bounds: the calendar unit that they fill, else "range".

    Examples
    --------
    >>> from conflictlog.when import When
    >>> When(s0=0, s1=86_399_999_999, e0=0, e1=86_400_000_000).precision
    'day'
    """
    s0, s1, e0, e1 = found[:4]
    if s0 is None or e1 is None:
        return "range"
    if s0 == s1 == e0 == e1:
        return "instant"
    within, throughout = s0 == e0 and s1 == e1 - 1, s0 == s1 and e0 == e1
    if within or throughout:
        for unit in _units(found.tz, s0, ending=False):
            if unit.hi == e1 and unit.precision != "instant":
                return unit.precision
    return "range"


def _candidates(when: When) -> Iterator[str]:
    """Give the texts that may say it, the plainest first; the caller tries each."""
    mark = _MARKS[when.qualifier]
    first = [] if when.s0 is None else list(_units(when.tz, when.s0, ending=False))
    last = [] if when.e1 is None else list(_units(when.tz, when.e1, ending=True))
    if when.e1 is not None and when.e0 == when.e1:
        last += [unit for unit in _units(when.tz, when.e1, ending=False) if "T" in unit.text]
    starts = [unit.text + mark for unit in first]
    ends = [unit.text + mark for unit in last]
    yield from starts
    open_start = ".." if when.open_start == "ongoing" else ""
    open_end = ".." if when.open_end == "ongoing" else ""
    left = starts if when.s0 is not None else [open_start]
    right = ends if when.e1 is not None else [open_end]
    fine = [text for text in starts if len(text) >= 10], [text for text in ends if len(text) >= 10]
    windows = itertools.product(
        fine[0][:1] if when.s0 is not None else [""], fine[1] if when.e1 is not None else [""]
    )
    for a, b in windows:
        yield f"[{a}..{b}]"
    for a, b in itertools.product(left, right):
        yield f"{a}/{b}"


def _same(found: Bounds, when: When, beside: Collection[str]) -> bool:
    skipped = {"precision"} if "precision" in beside else set()
    return all(
        getattr(found, name) == getattr(when, name) for name in _FIELDS if name not in skipped
    )


def _read(text: str, tz: str | None, *, throughout: bool) -> Bounds | None:
    try:
        found = read_value(text, tz=tz, throughout=throughout, pattern=None)
        return settle(found, text)
    except InvalidValue:
        return None


def _spell(
    when: When, beside: Collection[str], *, throughout: bool = False, original: bool = False
) -> str | None:
    tz = when.tz if "tz" in beside else None
    written = [when.text] if original and when.text else []
    for text in itertools.chain(written, _candidates(when)):
        found = _read(text, tz, throughout=throughout)
        if found is not None and _same(found, when, beside):
            return text
    return None


def to_edtf(when: When, beside: Collection[str]) -> str:
    """Write a time as EDTF, or raise `NotExpressible`; see `When.to_edtf`."""
    wrong = [name for name in beside if name not in _BESIDE]
    if wrong or isinstance(beside, str):
        raise UnknownOption(
            f"beside is {beside!r}", expected="a list of fields", remedy="of 'tz' and 'precision'"
        )
    text = _spell(when, beside)
    if text is not None:
        return text
    missing = [name for name in _BESIDE if name not in beside]
    if missing and _spell(when, _BESIDE) is not None:
        remedy = f"keep {' and '.join(missing)} in a field of its own: to_edtf(beside={_BESIDE})"
    else:
        remedy = "keep its fields instead: to_json(when)"
    raise NotExpressible(
        f"EDTF cannot hold {when!r} without loss",
        expected="dates within, or an interval, without a zone",
        remedy=remedy,
    )


def expression(when: When) -> str:
    """Write the expression that makes a time again, as readable as it can be."""
    settings = {"tz": when.tz} if when.tz is not None else {}
    for throughout, beside in itertools.product((False, True), (("tz",), _BESIDE)):
        text = _spell(when, beside, throughout=throughout, original=True)
        if text is not None:
            extra: dict[str, object] = {"throughout": True} if throughout else {}
            if "precision" in beside:
                extra["precision"] = when.precision
            return _call([repr(text)], settings | extra | _wording(when, text))
    limits = _limits(when)
    if limits is not None:
        return _call([], limits | settings | _marks(when) | _wording(when, None))
    bounds = {name: getattr(when, name) for name in ("s0", "s1", "e0", "e1")}
    fields = {"precision": when.precision, **_marks(when)}
    return _call([], bounds | settings | fields | _wording(when, None))


def _wording(when: When, text: str | None) -> dict[str, object]:
    return {} if when.text in (None, text) else {"text": when.text}


def _marks(when: When) -> dict[str, object]:
    marks = {name: getattr(when, name) for name in ("qualifier", "open_start", "open_end")}
    # An open bound is "unknown" of itself.
    silent = {("qualifier", "none"), ("open_start", "closed"), ("open_end", "closed")}
    if when.s0 is None:
        silent.add(("open_start", "unknown"))
    if when.e1 is None:
        silent.add(("open_end", "unknown"))
    return {name: value for name, value in marks.items() if (name, value) not in silent}


def _call(values: list[str], keywords: dict[str, object]) -> str:
    return (
        f"When({', '.join([*values, *(f'{name}={value!r}' for name, value in keywords.items())])})"
    )


def _limits(when: When) -> dict[str, object] | None:
    """Find the bound keywords that say it, if days do."""
    if when.precision != "range":
        return None
    found: dict[str, object] = {}
    for name, bound, shift in (
        ("began_no_earlier_than", when.s0, 0),
        ("began_by", when.s1, 0),
        ("ended_no_earlier_than", when.e0, -1),
        ("ended_by", when.e1, -1),
    ):
        if bound is not None:
            found[name] = civil(local_day(when.tz, bound + shift)).isoformat()
    try:
        read = settle(read_limits(found, tz=when.tz, pattern=None), None)
    except InvalidValue:
        return None
    read = read._replace(
        qualifier=when.qualifier, open_start=when.open_start, open_end=when.open_end
    )
    return found if found and _same(read, when, ()) else None

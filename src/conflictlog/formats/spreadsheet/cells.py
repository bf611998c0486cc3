"""Single cells: text that is safe to open, numbers, yes and no, dates, times."""

from __future__ import annotations

import ast
import datetime as dt
import re
from typing import Any, Final

from conflictlog.errors import ConflictlogError, InvalidValue
from conflictlog.moments import moment_text
from conflictlog.when import When, civil
from conflictlog.worksheets import FORMULA

__all__ = [
    "FAILED",
    "FORMULA",
    "NUMBER",
    "disarm",
    "read_moment",
    "read_number",
    "read_when",
    "read_yes",
    "rearm",
    "show_number",
    "show_when",
]

NUMBER: Final = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
_FORMULA: Final = re.compile(FORMULA)
_NUMBER: Final = re.compile(NUMBER)
_YES: Final = {"yes": True, "true": True, "x": True, "1": True}
_NO: Final = {"no": False, "false": False, "0": False}
# As Excel's own dates arrive: midnight stands for no time of day, :00 for no seconds.
_OWN_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}.*)")
# What stands before a clock time to which Excel and LibreOffice know no date.
_NO_DATE: Final = frozenset({"1899-12-30", "1899-12-31"})
_BOUNDS: Final = frozenset({"s0", "s1", "e0", "e1"})
#: What a formula leaves behind that has no result.
FAILED: Final = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ]
)


def disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula.

    Numbers stay as they are: a negative longitude is no formula.

    Examples
    --------
    >>> disarm("=HYPERLINK(1)"), disarm("-33.1"), disarm("'-x")
    ("'=HYPERLINK(1)", '-33.1', "''-x")
    """
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def rearm(text: str) -> str:
    """Undo `disarm`, and nothing else.

    Examples
    --------
    >>> rearm("'=HYPERLINK(1)"), rearm("-33.1"), rearm("'tis")
    ('=HYPERLINK(1)', '-33.1', "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def read_number(text: str) -> int | float:
    """Read a number with a decimal point and without separators.

    Examples
    --------
    >>> read_number("30"), read_number("50.45")
    (30, 50.45)
    """
    if not _NUMBER.fullmatch(text.strip()):
        comma = "," in text
        raise InvalidValue(
            f"{text!r} is no number",
            expected="digits with a decimal point",
            remedy="write 50.45, and 1000 without a separator" if comma else "mend it or clear it",
        )
    number = float(text)
    return int(text) if text.strip().lstrip("+-").isdigit() else number


def show_number(number: float) -> str:
    """Write a number so that the same one is read."""
    return repr(int(number)) if float(number).is_integer() and abs(number) < 2**53 else repr(number)


def read_yes(text: str) -> bool:
    """Read yes or no."""
    found = {**_YES, **_NO}.get(text.strip().casefold())
    if found is None:
        raise InvalidValue(f"{text!r}", expected="yes or no", remedy="write one of them")
    return found


def read_moment(text: str, date_format: str | None) -> str | None:
    """Read a moment of publication; a format of the caller's is tried where it is not ISO."""
    text = _iso(text)
    try:
        return moment_text(text)
    except InvalidValue as error:
        if date_format is None:
            raise _with_format(error) from error
    try:
        return moment_text(dt.datetime.strptime(text, date_format).date())  # noqa: DTZ007 - a date
    except ValueError as error:
        raise InvalidValue(
            f"{text!r} is not written as {date_format!r}", expected="that, or 2022-12-19"
        ) from error


def read_when(text: str, tz: str | None = None, date_format: str | None = None) -> When:
    """Read a time: its text, then what text cannot say.

    Examples
    --------
    >>> read_when("2022-12-19; throughout", "Europe/Kyiv").label()
    '19 Dec 2022'
    >>> read_when("began_by=2022-12-19; ended_no_earlier_than=2022-12-19").label()
    'already on 19 Dec 2022'
    """
    parts = [part.strip() for part in text.split(";")]
    value = _iso(parts.pop(0)) if "=" not in parts[0] and parts[0] != "throughout" else None
    given: dict[str, Any] = {} if tz is None else {"tz": tz}
    for part in filter(None, parts):
        key, equals, said = (piece.strip() for piece in part.partition("="))
        if not equals and key != "throughout":
            raise InvalidValue(
                f"{part!r} in {text!r}",
                expected="'throughout' or key=value after the ';'",
                remedy="write as 2022-12-19; throughout",
            )
        if key in given:
            raise InvalidValue(f"{key} is said twice for {text!r}", remedy="keep one")
        given[key] = _setting(key, said) if equals else True
    try:
        return When(value, **given)
    except InvalidValue as error:
        if date_format is not None and value is not None:
            try:
                return When(value, format=date_format, **given)
            except ConflictlogError as second:
                raise second from error
        raise _with_format(error) from error


def _setting(key: str, said: str) -> object:
    if key == "throughout":
        return read_yes(said)
    if key not in _BOUNDS:
        return said
    if said == "none":
        return None
    try:
        return int(said)
    except ValueError as error:
        raise InvalidValue(
            f"{key} is {said!r}", expected="microseconds since 1970, or 'none'"
        ) from error


def _with_format(error: InvalidValue) -> InvalidValue:
    """Name the option of the spreadsheet's reader instead of the constructor's."""
    remedy = error.remedy
    if "format" in remedy or not remedy:
        remedy = 'write 2022-12-19, or read with date_format="%d/%m/%Y"'
    return InvalidValue(error.seen, expected=error.expected, remedy=remedy)


def _iso(text: str) -> str:
    text = text.strip()
    own = _OWN_DATE.fullmatch(text)
    if own is None:
        return text
    if own[1] in _NO_DATE:
        raise InvalidValue(
            f"{own[2]!r} is a clock time without a date",
            expected="2022-12-19T14:30+02:00, or a date alone",
            remedy="write the date and the clock time in one cell",
        )
    return own[1] if own[2] == "00:00:00" else f"{own[1]}T{own[2].removesuffix(':00')}"


def show_when(when: When) -> tuple[str, str]:
    """Write a time as a cell and its zone.

    Examples
    --------
    >>> show_when(When("2022-12-19", tz="Europe/Kyiv", throughout=True))
    ('2022-12-19; throughout', 'Europe/Kyiv')
    """
    plain = _plain_text(when)
    if plain is not None:
        return plain, "" if when.tz is None or _reads_as(plain, {}, when) else when.tz
    # The expression of its repr makes it again: the same words, laid out for people.
    call = ast.parse(repr(when), mode="eval").body
    assert isinstance(call, ast.Call)  # noqa: S101 - a repr of ours
    value = ast.literal_eval(call.args[0]) if call.args else None
    said = {str(item.arg): ast.literal_eval(item.value) for item in call.keywords}
    said.pop("text", None)
    tz = said.pop("tz", "")
    if tz and value is not None and _reads_as(value, said, when):
        tz = ""
    parts = [] if value is None else [value]
    for key, item in said.items():
        parts.append(key if item is True else f"{key}={'none' if item is None else item}")
    return "; ".join(parts), tz


def _plain_text(when: When) -> str | None:
    """Find the words that people would write: what was written, a day, a day throughout."""
    day = when.local_days[0]
    first = None if day is None else civil(day).isoformat()
    for text in dict.fromkeys(filter(None, (when.text, first))):
        for said in ({}, {"throughout": True}):
            if (
                ";" not in text
                and "=" not in text
                and _reads_as(text, {**said, "tz": when.tz}, when)
            ):
                return f"{text}; throughout" if said else text
    return None


def _reads_as(value: str, said: dict[str, Any], when: When) -> bool:
    """Say whether a text means this time."""
    value, throughout = value.removesuffix("; throughout"), value.endswith("; throughout")
    settings = said | {"throughout": True} if throughout else said
    try:
        return When(value, **settings) == when
    except ConflictlogError:
        return False

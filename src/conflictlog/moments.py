"""Publication moments: ISO text that sorts by time, no finer than it was given."""

from __future__ import annotations

import datetime as dt
import re

from conflictlog.errors import InvalidValue

__all__ = ["moment_text"]

_PART = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_WRITTEN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:.*)?)?)?")
_FORMS = "'2022', '2022-12', '2022-12-19' or a time with its offset, '2022-12-19T08:30:00+02:00'"


def moment_text(value: object, field: str = "published") -> str | None:
    """Normalise a moment of publication to text that compares as time.

    A clock time becomes UTC, in whole seconds; a date, month or year stays as coarse as it is.

    Parameters
    ----------
    value
        ISO text, a date, an aware datetime, or None.
    field
        Name of the field, for the message.

    Raises
    ------
    InvalidValue
        For other text, a day that does not exist, or a clock time without a zone.

    Examples
    --------
    >>> moment_text("2022-12-19T08:30:00+02:00")
    '2022-12-19T06:30:00Z'
    >>> moment_text("2022-12")
    '2022-12'
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return _utc_text(value, field)
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        raise InvalidValue(f"{field} is {value!r}", expected=_FORMS, remedy="give ISO text")
    text = value.strip()
    if not _WRITTEN.fullmatch(text):
        raise InvalidValue(
            f"{field} is {value!r}", expected=_FORMS, remedy="write the year first, in full"
        )
    try:
        if _PART.fullmatch(text):
            dt.date.fromisoformat(text + "-01-01"[3 * text.count("-") :])
            return text
        if len(text) == len("2022-12-19"):
            return dt.date.fromisoformat(text).isoformat()
        parsed = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(
            f"{field} is {value!r}", expected=_FORMS, remedy="check that the day and the time exist"
        ) from error
    return _utc_text(parsed, field)


def _utc_text(value: dt.datetime, field: str) -> str:
    if value.tzinfo is None:
        raise InvalidValue(
            f"{field} is {value.isoformat()!r}, a clock time without a zone",
            expected="an offset or a zone",
            remedy="add the offset, '...+02:00', or give the date alone",
        )
    try:
        utc = value.astimezone(dt.UTC)
    except OverflowError as error:
        raise InvalidValue(
            f"{field} is {value.isoformat()!r}, outside the calendar",
            expected="years 1 to 9999",
            remedy="give the year alone",
        ) from error
    # Whole seconds only: "30.5Z" would sort before "30Z".
    return utc.replace(tzinfo=None, microsecond=0).isoformat() + "Z"

"""The names of months and weekdays, in the reader's language."""

from __future__ import annotations

import functools
from typing import Any

from conflictlog._lazy import require
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.plotting.wording import LEFT_TO_RIGHT, RIGHT_TO_LEFT, first_direction
from conflictlog.when.wording import MONTHS

__all__ = ["month_names", "weekday_letters"]


@functools.lru_cache(maxsize=32)
def month_names(locale: str) -> tuple[str, ...]:
    """Give the twelve short names as they stand beside a day.

    Parameters
    ----------
    locale
        A language, with a territory or without: "en", "uk", "pt_BR", "pt-BR". English needs
        no package; the others are those of the Unicode CLDR, by Babel.

    Raises
    ------
    UnknownName
        For a locale that the CLDR does not have.
    MissingExtra
        For any but English where Babel is not installed.

    Examples
    --------
    >>> month_names("en")[11], month_names("uk")[11]
    ('Dec', 'груд.')
    """
    if _is_english(locale):
        return MONTHS
    names = _language(locale).months["format"]["abbreviated"]
    return tuple(_closed(names[number]) for number in range(1, 13))


def _closed(name: str) -> str:
    """Put a name in Arabic or Hebrew between marks, lest it draw the year before the day."""
    turned = first_direction(reversed(name)) == RIGHT_TO_LEFT
    return f"{LEFT_TO_RIGHT}{name}{LEFT_TO_RIGHT}" if turned else name


@functools.lru_cache(maxsize=32)
def weekday_letters(locale: str) -> tuple[str, ...]:
    """Give the letters of the seven weekdays, Monday first; `locale` as in `month_names`.

    Examples
    --------
    >>> "".join(weekday_letters("en"))
    'MTWTFSS'
    """
    if _is_english(locale):
        return tuple("MTWTFSS")
    names = _language(locale).days["stand-alone"]["narrow"]
    return tuple(names[number] for number in range(7))


def _is_english(locale: str) -> bool:
    if not isinstance(locale, str) or not locale.strip():
        raise InvalidValue(
            f"locale is {locale!r}",
            expected="a language, as 'en' or 'pt_BR'",
            remedy="leave it out for English",
        )
    return locale.replace("-", "_").split("_")[0].lower() == "en"


def _language(locale: str) -> Any:
    babel = require("babel", extra="locale", purpose="month names of other languages")
    try:
        return babel.Locale.parse(locale.replace("-", "_"))
    except (babel.UnknownLocaleError, ValueError, TypeError) as error:
        known = require("babel.localedata", extra="locale", purpose="names of languages")
        raise UnknownName(
            f"locale is {locale!r}",
            expected="a language of the Unicode CLDR, as 'uk' or 'pt_BR'",
            remedy=nearest_hint(locale, known.locale_identifiers()),
        ) from error

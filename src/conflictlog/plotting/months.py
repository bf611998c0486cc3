"""The names of months, in the reader's language."""

from __future__ import annotations

import functools

from conflictlog._lazy import require
from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.when.wording import MONTHS

__all__ = ["month_names"]


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
    if not isinstance(locale, str) or not locale.strip():
        raise InvalidValue(f"locale is {locale!r}", expected="a language, as 'en' or 'pt_BR'")
    if locale.replace("-", "_").split("_")[0].lower() == "en":
        return MONTHS
    babel = require("babel", extra="locale", purpose="month names of other languages")
    try:
        names = babel.Locale.parse(locale.replace("-", "_")).months["format"]["abbreviated"]
    except (babel.UnknownLocaleError, ValueError, TypeError) as error:
        known = require("babel.localedata", extra="locale", purpose="names of languages")
        raise UnknownName(
            f"locale is {locale!r}",
            expected="a language of the Unicode CLDR, as 'uk' or 'pt_BR'",
            remedy=nearest_hint(locale, known.locale_identifiers()),
        ) from error
    return tuple(names[number] for number in range(1, 13))

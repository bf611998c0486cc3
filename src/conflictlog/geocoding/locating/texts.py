"""What cannot be a place is refused before anything is looked up."""

from __future__ import annotations

from typing import Final
from unicodedata import category

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.spelling import suspicious

__all__ = ["LONGEST", "checked", "is_text"]

#: The longest text that can be a place; a longer one is a story.
LONGEST: Final = 300

_SHOWN = 60


def is_text(text: object) -> str:
    """Give the text without the blanks around it; refuse what is no text, and what says nothing."""
    if not isinstance(text, str):
        raise InvalidValue(
            f"the text of a place is {text!r:.80}",
            expected="text",
            remedy='write locate("Kyiv"); coordinates are text as well: locate("50.45, 30.52")',
        )
    found = text.strip()
    if not found or not any(category(char)[0] in "LN" for char in found):
        raise InvalidValue(
            f"the text of a place is {text[:_SHOWN]!r}, without a letter or a digit",
            expected="a name, coordinates, or a description",
            remedy="leave rows without a place out",
        )
    return found


def checked(text: object) -> str:
    """Give the text without the blanks around it, or say what is wrong with it.

    Raises
    ------
    InvalidValue
        Where it is no text, is blank or has no letter or digit, is longer than 300 characters,
        or holds control characters or letters of two scripts that look alike in one word.
    """
    found = is_text(text)
    if len(found) > LONGEST:
        raise InvalidValue(
            f"the text of a place has {len(found):,} characters and starts {found[:_SHOWN]!r}",
            expected=f"a place in up to {LONGEST} characters",
            remedy="take the words that name the place out of the story",
        )
    strange = suspicious(found)
    if strange is not None:
        raise InvalidValue(
            f"the text of a place is {found[:_SHOWN]!r}: {strange}",
            expected="letters of one script in a word, and no control characters",
            remedy="type the name again; a copied look-alike letter finds nothing",
        )
    return found

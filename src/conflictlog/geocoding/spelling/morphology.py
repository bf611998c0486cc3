"""The same readings from dictionaries: `pymorphy3`, where the extra is installed and asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

from conflictlog._lazy import require
from conflictlog.geocoding.spelling.endings import Reading
from conflictlog.geocoding.spelling.keys import fold

__all__ = ["read_dictionary"]


def read_dictionary(word: str, language: str) -> tuple[Reading, ...]:
    """List what a word may be a case of, by the dictionary of a language.

    Parameters
    ----------
    word
        As written: dictionaries know letters that a key has lost.
    language
        "uk" or "ru".

    Raises
    ------
    MissingExtra
        Where pymorphy3 or its dictionary is not installed.
    """
    found: dict[Reading, None] = {}
    for parse in _analyser(language).parse(word):
        tag = parse.tag
        if tag.POS not in {"NOUN", "ADJF"} or tag.case is None:
            continue
        nominative = parse.inflect({"nomn"})
        if nominative is None:
            continue
        plural = tag.number == "plur" or "Pltm" in tag or "plur" in tag
        gender = "p" if plural else {"masc": "m", "femn": "f", "neut": "n"}.get(tag.gender, "")
        found[Reading(fold(nominative.word), (gender, str(tag.case)))] = None
    found[Reading(fold(word), ("", "nom"))] = None
    return tuple(found)


@cache
def _analyser(language: str) -> Any:
    purpose = "reading inflected names by a dictionary"
    require(f"pymorphy3_dicts_{language}", extra="morphology", purpose=purpose)
    pymorphy3 = require("pymorphy3", extra="morphology", purpose=purpose)
    return pymorphy3.MorphAnalyzer(lang=language)

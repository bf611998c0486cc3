"""Named scales: a code is kept as given with its scale's name; a number is a named view of it.

STIX and MISP give the same Admiralty letter different numbers (credibility 2 is 70 in one and
75 in the other), so a number without the name of its view would be a guess.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownName, nearest_hint
from conflictlog.yardsticks import VIEWS, YARDSTICKS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Scale",
    "as_number",
    "check_rating",
    "check_reliability",
    "scale",
    "scale_names",
]


@attrs.frozen
class Scale:
    """One scale: its name, its codes with their meanings, best or finest first.

    Examples
    --------
    >>> scale("admiralty-reliability").meaning("B")
    'usually reliable'
    """

    name: str
    title: str = attrs.field(kw_only=True, default="")
    codes: tuple[tuple[str, str], ...] = attrs.field(kw_only=True, default=())
    open: bool = attrs.field(kw_only=True, default=False)

    def meaning(self, code: str | int) -> str | None:
        """Give what a code stands for; None where the scale has no such code."""
        return dict(self.codes).get(_code_text(self, code))

    def describe(self) -> str:
        """Give the codes and their meanings in one line, for messages."""
        shown = (code if code == meaning else f"{code} ({meaning})" for code, meaning in self.codes)
        return ", ".join(shown) or "any text"


_RELIABILITY = (
    ("A", "completely reliable"),
    ("B", "usually reliable"),
    ("C", "fairly reliable"),
    ("D", "not usually reliable"),
    ("E", "unreliable"),
    ("F", "reliability cannot be judged"),
)
_CREDIBILITY = (
    ("1", "confirmed by other sources"),
    ("2", "probably true"),
    ("3", "possibly true"),
    ("4", "doubtful"),
    ("5", "improbable"),
    ("6", "truth cannot be judged"),
)
_SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            *(
                Scale(name, title=title, codes=tuple((code, code) for code in codes))
                for name, title, codes in YARDSTICKS
            ),
            Scale(
                "admiralty-reliability",
                title="Admiralty code, reliability of the source",
                codes=_RELIABILITY,
            ),
            Scale(
                "admiralty-credibility",
                title="Admiralty code, credibility of the information",
                codes=_CREDIBILITY,
            ),
            Scale(
                "ucdp-event-clarity",
                title="UCDP GED event_clarity",
                codes=(
                    ("1", "the event can be fully identified"),
                    ("2", "an aggregate, or not fully identified"),
                ),
            ),
            Scale(
                "ucdp-where-prec",
                title="UCDP GED where_prec",
                codes=(
                    ("1", "exact place"),
                    ("2", "near a named place"),
                    ("3", "second-order division"),
                    ("4", "first-order division"),
                    ("5", "part of a country, in between, island"),
                    ("6", "country only"),
                    ("7", "water or airspace"),
                ),
            ),
            Scale(
                "ucdp-date-prec",
                title="UCDP GED date_prec",
                codes=(
                    ("1", "exact day"),
                    ("2", "two to six days"),
                    ("3", "a week"),
                    ("4", "a month"),
                    ("5", "a year"),
                ),
            ),
            Scale("ucdp-code-status", title="UCDP GED code_status, in its own words", open=True),
            Scale(
                "acled-geo-precision",
                title="ACLED geo_precision",
                codes=(
                    ("1", "town"),
                    ("2", "part of a region, coded to a town"),
                    ("3", "larger region, natural feature or provincial capital"),
                ),
            ),
            Scale(
                "acled-time-precision",
                title="ACLED time_precision",
                # ACLED's sources disagree on 3: mid-month in one, mid-week in another.
                codes=(("1", "the day"), ("2", "the week"), ("3", "the month")),
            ),
            Scale(
                "gtd-doubtterr",
                title="GTD doubtterr: whether it is doubted that the incident was terrorism",
                codes=(("0", "no doubt"), ("1", "doubted"), ("-9", "not coded")),
            ),
            Scale(
                "gtd-specificity",
                title="GTD specificity",
                codes=(
                    ("1", "town, with its coordinates"),
                    ("2", "town, with the centre of the smallest division"),
                    ("3", "no town, with the centre of the smallest division"),
                    ("4", "first-order division"),
                    ("5", "no coordinates"),
                ),
            ),
            Scale(
                "maverick-certain",
                title="MAVERICK certain: how many of six criteria of inclusion are met",
                codes=tuple((str(n), f"{n} of six criteria") for n in range(6, -1, -1)),
            ),
            Scale(
                "maverick-geo-precision",
                title="MAVERICK geo_precision",
                # The codebook words only the two ends; 2 to 5 are as the rows use them.
                codes=(
                    ("6", "street or building"),
                    ("5", "neighbourhood"),
                    ("4", "part of a town, or around it"),
                    ("3", "town"),
                    ("2", "county or district"),
                    ("1", "country"),
                ),
            ),
            Scale(
                "maverick-source-classification",
                title="MAVERICK source_classification: how reputable the source is considered",
                codes=(
                    ("4", "special or human rights commission"),
                    ("3", "international organization"),
                    ("2", "international news"),
                    ("1", "national news"),
                    ("0", "national government or civil society"),
                ),
            ),
            Scale(
                "gdelt-geo-type",
                title="GDELT ActionGeo_Type",
                codes=(
                    ("0", "no place"),
                    ("1", "country"),
                    ("2", "state of the United States"),
                    ("3", "town or landmark in the United States"),
                    ("4", "town or landmark elsewhere"),
                    ("5", "first-order division elsewhere"),
                ),
            ),
            Scale(
                "gdelt-confidence",
                title="GDELT mentions, Confidence: percent, from 10 to 100",
                open=True,
            ),
        )
    }
)


def scale_names() -> tuple[str, ...]:
    """List the scales that conflictlog knows, sorted.

    Examples
    --------
    >>> scale_names()[:2]
    ('acled-geo-precision', 'acled-time-precision')
    """
    return tuple(sorted(_SCALES))


def scale(name: str) -> Scale:
    """Give a scale by its name; a name that begins with ``x-`` is yours and takes any text.

    Raises
    ------
    UnknownName
        For any other name; the nearest are in the message.

    Examples
    --------
    >>> [code for code, _ in scale("admiralty-credibility").codes]
    ['1', '2', '3', '4', '5', '6']
    """
    if not isinstance(name, str):
        raise InvalidValue(
            f"scale is {name!r}", expected="the name of a scale", remedy="see scale_names()"
        )
    if name in _SCALES:
        return _SCALES[name]
    if name.startswith("x-") and name != "x-":
        return Scale(name, title="your own", open=True)
    raise UnknownName(
        f"scale {name!r} is not known",
        expected=f"one of {', '.join(scale_names())}",
        remedy=nearest_hint(name, _SCALES) or f"name a scale of your own 'x-{name}'",
    )


def check_rating(scale_name: str, code: str | int) -> tuple[str, str]:
    """Give a rating as it is stored, or refuse a code that its scale does not have.

    Parameters
    ----------
    scale_name
        The name of a scale; see `scale_names`.
    code
        The code as given; whole numbers and lower-case letters are taken.

    Examples
    --------
    >>> check_rating("admiralty-credibility", 2), check_rating("x-desk", "green")
    (('admiralty-credibility', '2'), ('x-desk', 'green'))
    >>> check_rating("admiralty-credibility", "7")
    Traceback (most recent call last):
      ...
    conflictlog.errors.InvalidValue: admiralty-credibility is '7'; expected 1 (confirmed by other \
sources), 2 (probably true), 3 (possibly true), 4 (doubtful), 5 (improbable), 6 (truth cannot be \
judged); give one of these codes, or name a scale of your own 'x-...'
    """
    chosen = scale(scale_name)
    text = _code_text(chosen, code)
    if text and (chosen.open or text in dict(chosen.codes)):
        return chosen.name, text
    raise InvalidValue(
        f"{chosen.name} is {code!r}", expected=chosen.describe(), remedy=_remedy(chosen, text)
    )


def check_reliability(code: str | None) -> str | None:
    """Give an Admiralty reliability, A to F, or None for what nobody rated.

    Examples
    --------
    >>> check_reliability("b"), check_reliability(None)
    ('B', None)
    """
    if code is None:
        return None
    chosen = scale("admiralty-reliability")
    text = _code_text(chosen, code)
    if text in dict(chosen.codes):
        return text
    raise InvalidValue(
        f"reliability is {code!r}",
        expected=chosen.describe(),
        remedy=_remedy(chosen, text).replace("one of these codes", "one of these, or None"),
    )


def as_number(scale_name: str, code: str | int, *, view: str) -> int | None:
    """Give the number, 0 to 100, that a named mapping assigns to a code.

    Parameters
    ----------
    scale_name, code
        A rating; see `check_rating`.
    view
        The mapping: ``"stix"`` (STIX 2.1), ``"misp"`` (MISP taxonomies), ``"icd-203"`` or
        ``"phia"``; `rating_view` tells their sources, bands and the way back.

    Returns
    -------
    int | None
        None where the mapping leaves the code out: STIX has no value for credibility 6 and no
        mapping at all for reliability; ICD 203 and PHIA have bands and no numbers. It is for
        the caller to leave the property out then.

    Examples
    --------
    >>> as_number("admiralty-credibility", "2", view="stix")
    70
    >>> as_number("admiralty-credibility", "2", view="misp")
    75
    >>> as_number("admiralty-reliability", "B", view="stix") is None
    True
    """
    name, text = check_rating(scale_name, code)
    if view not in VIEWS:
        raise UnknownName(
            f"view {view!r} is not known",
            expected=f"one of {', '.join(sorted(VIEWS))}",
            remedy=nearest_hint(str(view), VIEWS) or "a number needs the mapping it comes from",
        )
    mark = VIEWS[view].marks.get(name, {}).get(text)
    return None if mark is None else mark.number


def _code_text(chosen: Scale, code: object) -> str:
    """Give the code as text, an empty one where it can be no code of any scale."""
    if isinstance(code, int) and not isinstance(code, bool):
        return str(code)
    if not isinstance(code, str):
        return ""
    text = code.strip()
    if chosen.open or any(text == name for name, _ in chosen.codes):
        return text
    known = {_folded(name): name for name, _ in chosen.codes}
    return known.get(_folded(text), text.upper())


def _folded(code: str) -> str:
    """Write a code in one way: 'Almost-certain' is 'almost certain'; -9 is not 9."""
    return " ".join(re.sub(r"(?<=[^\W\d])[-_](?=[^\W\d])", " ", code).split()).casefold()


def _remedy(chosen: Scale, text: str) -> str:
    both = len(text) == len("B2") and chosen.name.startswith("admiralty")
    if both and text[0] in dict(_RELIABILITY) and text[1] in dict(_CREDIBILITY):
        return (
            f"give two ratings: admiralty-reliability {text[0]} and admiralty-credibility {text[1]}"
        )
    if chosen.open:
        return "give its text"
    return "give one of these codes, or name a scale of your own 'x-...'"

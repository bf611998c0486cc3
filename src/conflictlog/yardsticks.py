"""Scales of likelihood and confidence, and the numbers that STIX, MISP and others give them.

Nothing here is ours: each table says whose it is. The same word stands for different numbers
("likely" starts at 55 in ICD 203 and in PHIA's yardstick, at 60 in STIX), so a word without its
scale is ambiguous, and a number without its view a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

__all__ = ["VIEWS", "YARDSTICKS", "Mark", "ViewTable"]


class Mark(NamedTuple):
    """What a view makes of one code: a number, and the numbers that stand for the code.

    Parameters
    ----------
    number
        The number, 0 to 100; None where the view gives a band alone.
    low, high
        The band, both ends in it; None where the view gives a number alone.
    """

    number: int | None = None
    low: int | None = None
    high: int | None = None


@attrs.frozen(kw_only=True)
class ViewTable:
    """One mapping between codes and numbers, and where it is published.

    Parameters
    ----------
    title, source
        What it is, and who says so.
    marks
        Scale, then code, then what the view makes of it.
    whole
        Whether its numbers are whole.
    gaps
        Whether a number between two bands belongs to the nearer one.
    """

    title: str
    source: str
    marks: Mapping[str, Mapping[str, Mark]]
    whole: bool = False
    gaps: bool = False


#: Name, title, and the codes with what they mean; least likely or least confident first.
YARDSTICKS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("stix-low-high", "STIX 2.1, None / Low / Med / High", ("None", "Low", "Med", "High")),
    ("stix-0-10", "STIX 2.1, 0 to 10", tuple(map(str, range(11)))),
    (
        "wep",
        "Words of estimative probability, as in STIX 2.1",
        (
            *("Impossible", "Highly Unlikely", "Unlikely", "Even Chance"),
            *("Likely", "Highly Likely", "Certain"),
        ),
    ),
    (
        "dni",
        "Likelihood of the Director of National Intelligence, as in STIX 2.1",
        (
            *("Almost No Chance", "Very Unlikely", "Unlikely", "Roughly Even"),
            *("Likely", "Very Likely", "Almost Certain"),
        ),
    ),
    (
        "icd-203",
        "ICD 203, likelihood; its synonyms are remote, improbable and so on",
        (
            *("almost no chance", "very unlikely", "unlikely", "roughly even chance"),
            *("likely", "very likely", "almost certain"),
        ),
    ),
    (
        "icd-203-confidence",
        "ICD 203, confidence in an analytic judgment: another quantity than likelihood",
        ("low", "moderate", "high"),
    ),
    (
        "phia",
        "UK PHIA probability yardstick",
        (
            *("remote chance", "highly unlikely", "unlikely", "realistic possibility"),
            *("likely or probable", "highly likely", "almost certain"),
        ),
    ),
    (
        "misp-confidence-level",
        "MISP taxonomy misp, confidence-level",
        (
            *("unconfident", "rarely-confident", "fairly-confident", "usually-confident"),
            *("completely-confident", "confidence-cannot-be-evaluated"),
        ),
    ),
    (
        "misp-admiralty-reliability",
        "MISP taxonomy admiralty-scale, reliability; G is deliberately deceptive",
        ("A", "B", "C", "D", "E", "F", "G"),
    ),
    (
        "kent",
        "Kent 1964, words of estimative probability",
        (
            *("almost certainly not", "probably not", "chances about even"),
            *("probable", "almost certain"),
        ),
    ),
)
_CODES: Final = {name: codes for name, _, codes in YARDSTICKS}
_RELIABILITY: Final = (100, 75, 50, 25, 0, 50)


def _marks(codes: Iterable[str], marks: Iterable[tuple[int | None, ...]]) -> Mapping[str, Mark]:
    return {code: Mark(*mark) for code, mark in zip(codes, marks, strict=True)}


def _numbers(codes: Iterable[str], numbers: Iterable[int]) -> Mapping[str, Mark]:
    return _marks(codes, ((number,) for number in numbers))


def _bands(scale: str, *bands: tuple[int, int]) -> Mapping[str, Mark]:
    return _marks(_CODES[scale], ((None, *band) for band in bands))


_TENTHS: Final = (
    (0, 0, 4),
    *((10 * n, 10 * n - 5, 10 * n + 4) for n in range(1, 10)),
    (100, 95, 100),
)

#: A scale that a view leaves out has no mapping there: STIX has none for reliability, and none
#: for credibility 6.
VIEWS: Final[Mapping[str, ViewTable]] = MappingProxyType(
    {
        "stix": ViewTable(
            title="STIX 2.1, confidence",
            source="OASIS STIX 2.1, appendix A: confidence scales",
            whole=True,
            marks={
                "stix-low-high": _marks(
                    _CODES["stix-low-high"], ((0, 0, 0), (15, 1, 29), (50, 30, 69), (85, 70, 100))
                ),
                "stix-0-10": _marks(_CODES["stix-0-10"], _TENTHS),
                "admiralty-credibility": _marks(
                    "54321",
                    ((10, 0, 19), (30, 20, 39), (50, 40, 59), (70, 60, 79), (90, 80, 100)),
                ),
                "wep": _marks(
                    _CODES["wep"],
                    (
                        *((0, 0, 0), (10, 1, 19), (30, 20, 39), (50, 40, 59)),
                        *((70, 60, 79), (90, 80, 99), (100, 100, 100)),
                    ),
                ),
                "dni": _marks(
                    _CODES["dni"],
                    (
                        *((5, 0, 9), (15, 10, 19), (30, 20, 39), (50, 40, 59)),
                        *((70, 60, 79), (85, 80, 89), (95, 90, 100)),
                    ),
                ),
            },
        ),
        "misp": ViewTable(
            title="MISP taxonomies, numerical values",
            source="MISP/misp-taxonomies: admiralty-scale 5, estimative-language 5 (the lower "
            "bounds of ICD 203), misp 14, vocabulaire-des-probabilites-estimatives 3",
            marks={
                "admiralty-reliability": _numbers("ABCDEF", _RELIABILITY),
                "misp-admiralty-reliability": _numbers("ABCDEFG", (*_RELIABILITY, 0)),
                "admiralty-credibility": _numbers("123456", _RELIABILITY),
                "icd-203": _numbers(_CODES["icd-203"], (0, 5, 20, 45, 55, 80, 95)),
                "icd-203-confidence": _numbers(_CODES["icd-203-confidence"], (0, 55, 95)),
                "misp-confidence-level": _numbers(
                    _CODES["misp-confidence-level"], (0, 25, 50, 75, 100, 50)
                ),
                "kent": _marks(
                    _CODES["kent"],
                    ((7, 2, 12), (30, 20, 40), (50, 40, 60), (75, 63, 87), (93, 87, 99)),
                ),
            },
        ),
        "icd-203": ViewTable(
            title="ICD 203, likelihood in percent: never 0, never 100",
            source="Intelligence Community Directive 203, Analytic Standards",
            marks={
                "icd-203": _bands(
                    "icd-203",
                    *((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)),
                )
            },
        ),
        "phia": ViewTable(
            title="UK PHIA probability yardstick in percent: bands with gaps between them",
            source="Professional Head of Intelligence Assessment, probability yardstick "
            "(gov.uk, 24 March 2025); which band a gap belongs to is our proposal",
            gaps=True,
            marks={
                "phia": _bands(
                    "phia",
                    *((0, 5), (10, 20), (25, 35), (40, 50), (55, 75), (80, 90), (95, 100)),
                )
            },
        ),
    }
)

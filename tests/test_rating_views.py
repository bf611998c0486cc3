"""Views of scales: every row of the published tables, both ways; codes stay codes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue, NotExpressible, UnknownName
from conflictlog.rating_views import rating_view, view_names
from conflictlog.report import Report
from conflictlog.scales import as_number, check_rating, scale, scale_names
from conflictlog.yardsticks import VIEWS, YARDSTICKS

#: STIX 2.1, appendix A: label, value, and the values that map back.
STIX = [
    ("stix-low-high", "None", 0, 0, 0),
    ("stix-low-high", "Low", 15, 1, 29),
    ("stix-low-high", "Med", 50, 30, 69),
    ("stix-low-high", "High", 85, 70, 100),
    ("stix-0-10", "0", 0, 0, 4),
    ("stix-0-10", "1", 10, 5, 14),
    ("stix-0-10", "2", 20, 15, 24),
    ("stix-0-10", "3", 30, 25, 34),
    ("stix-0-10", "4", 40, 35, 44),
    ("stix-0-10", "5", 50, 45, 54),
    ("stix-0-10", "6", 60, 55, 64),
    ("stix-0-10", "7", 70, 65, 74),
    ("stix-0-10", "8", 80, 75, 84),
    ("stix-0-10", "9", 90, 85, 94),
    ("stix-0-10", "10", 100, 95, 100),
    ("admiralty-credibility", "5", 10, 0, 19),
    ("admiralty-credibility", "4", 30, 20, 39),
    ("admiralty-credibility", "3", 50, 40, 59),
    ("admiralty-credibility", "2", 70, 60, 79),
    ("admiralty-credibility", "1", 90, 80, 100),
    ("wep", "Impossible", 0, 0, 0),
    ("wep", "Highly Unlikely", 10, 1, 19),
    ("wep", "Unlikely", 30, 20, 39),
    ("wep", "Even Chance", 50, 40, 59),
    ("wep", "Likely", 70, 60, 79),
    ("wep", "Highly Likely", 90, 80, 99),
    ("wep", "Certain", 100, 100, 100),
    ("dni", "Almost No Chance", 5, 0, 9),
    ("dni", "Very Unlikely", 15, 10, 19),
    ("dni", "Unlikely", 30, 20, 39),
    ("dni", "Roughly Even", 50, 40, 59),
    ("dni", "Likely", 70, 60, 79),
    ("dni", "Very Likely", 85, 80, 89),
    ("dni", "Almost Certain", 95, 90, 100),
]
MISP = [
    *(
        ("admiralty-reliability", *row)
        for row in zip("ABCDEF", (100, 75, 50, 25, 0, 50), strict=True)
    ),
    *(
        ("misp-admiralty-reliability", *row)
        for row in zip("ABCDEFG", (100, 75, 50, 25, 0, 50, 0), strict=True)
    ),
    *(
        ("admiralty-credibility", *row)
        for row in zip("123456", (100, 75, 50, 25, 0, 50), strict=True)
    ),
    ("icd-203", "almost no chance", 0),
    ("icd-203", "very unlikely", 5),
    ("icd-203", "unlikely", 20),
    ("icd-203", "roughly even chance", 45),
    ("icd-203", "likely", 55),
    ("icd-203", "very likely", 80),
    ("icd-203", "almost certain", 95),
    ("icd-203-confidence", "low", 0),
    ("icd-203-confidence", "moderate", 55),
    ("icd-203-confidence", "high", 95),
    ("misp-confidence-level", "completely-confident", 100),
    ("misp-confidence-level", "usually-confident", 75),
    ("misp-confidence-level", "fairly-confident", 50),
    ("misp-confidence-level", "rarely-confident", 25),
    ("misp-confidence-level", "unconfident", 0),
    ("misp-confidence-level", "confidence-cannot-be-evaluated", 50),
    ("kent", "almost certainly not", 7),
    ("kent", "probably not", 30),
    ("kent", "chances about even", 50),
    ("kent", "probable", 75),
    ("kent", "almost certain", 93),
]
BANDS = [
    ("icd-203", "almost no chance", 1, 5),
    ("icd-203", "very unlikely", 5, 20),
    ("icd-203", "unlikely", 20, 45),
    ("icd-203", "roughly even chance", 45, 55),
    ("icd-203", "likely", 55, 80),
    ("icd-203", "very likely", 80, 95),
    ("icd-203", "almost certain", 95, 99),
    ("phia", "remote chance", 0, 5),
    ("phia", "highly unlikely", 10, 20),
    ("phia", "unlikely", 25, 35),
    ("phia", "realistic possibility", 40, 50),
    ("phia", "likely or probable", 55, 75),
    ("phia", "highly likely", 80, 90),
    ("phia", "almost certain", 95, 100),
]


@pytest.mark.parametrize(("name", "code", "value", "low", "high"), STIX)
def test_every_row_of_stix(name: str, code: str, value: int, low: int, high: int) -> None:
    """The value of a label, and every whole number that maps back to it."""
    stix = rating_view("stix")
    assert stix.number(name, code) == as_number(name, code, view="stix") == value
    assert stix.band(name, code) == (low, high)
    assert {stix.code(name, number) for number in range(low, high + 1)} == {code}


@pytest.mark.parametrize(("name", "code", "value"), MISP)
def test_every_row_of_misp(name: str, code: str, value: int) -> None:
    """The numerical value of each tag."""
    assert rating_view("misp").number(name, code) == value


@pytest.mark.parametrize(("name", "code", "low", "high"), BANDS)
def test_every_band_of_icd_203_and_phia(name: str, code: str, low: int, high: int) -> None:
    """Bands in percent and no number: the middle would be invented."""
    chosen = rating_view(name)
    assert chosen.band(name, code) == (low, high)
    assert chosen.number(name, code) is None
    assert chosen.code(name, (low + high) / 2) == code


def test_the_tables_hold_no_other_row() -> None:
    """What is tested here is all there is."""
    tested = {("stix", *row[:2]) for row in STIX} | {("misp", *row[:2]) for row in MISP}
    tested |= {(row[0], *row[:2]) for row in BANDS}
    assert tested == {
        (name, chosen, code)
        for name, table in VIEWS.items()
        for chosen, marks in table.marks.items()
        for code in marks
    }


def test_stix_leaves_out_what_it_does_not_map() -> None:
    """Credibility 6, and reliability as a whole: the property is left out then."""
    stix = rating_view("stix")
    assert stix.number("admiralty-credibility", "6") is None
    assert stix.band("admiralty-credibility", "6") is None
    assert all(stix.number("admiralty-reliability", code) is None for code in "ABCDEF")
    assert "6" not in {stix.code("admiralty-credibility", number) for number in range(101)}


def test_kent_has_a_number_and_a_band() -> None:
    """93, give or take 6."""
    assert rating_view("misp").band("kent", "almost certain") == (87, 99)
    assert rating_view("misp").code("kent", 93) == "almost certain"


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        ("icd-203", 5, "very unlikely"),
        ("icd-203", 55, "roughly even chance"),
        ("icd-203", 95, "very likely"),
        ("phia", 7.4, "remote chance"),
        ("phia", 7.5, "highly unlikely"),
        ("phia", 50, "realistic possibility"),
        ("phia", 52.5, "realistic possibility"),
        ("phia", 53, "likely or probable"),
        ("phia", 77.5, "likely or probable"),
        ("phia", 92.6, "almost certain"),
    ],
)
def test_between_two_bands_the_less_extreme_counts(name: str, number: float, code: str) -> None:
    """At a shared end, and half-way in a gap; else the nearer end."""
    assert rating_view(name).code(name, number) == code


@pytest.mark.parametrize("number", [0, 0.5, 99.5, 100])
def test_icd_203_never_says_certain(number: float) -> None:
    """Its bands end at 1 and at 99."""
    with pytest.raises(NotExpressible, match="expected 1 to 99"):
        rating_view("icd-203").code("icd-203", number)


@pytest.mark.parametrize("number", [-1, 101, 79.5, True, math.nan, math.inf, "50", None])
def test_what_is_no_confidence_of_stix_is_refused(number: object) -> None:
    """A whole number from 0 to 100: nothing is rounded in silence."""
    with pytest.raises(InvalidValue, match="a whole number from 0 to 100"):
        rating_view("stix").code("wep", number)  # type: ignore[arg-type]


def test_a_view_without_bands_gives_no_code() -> None:
    """MISP gives numbers to codes, and none back; another view is named where one does."""
    with pytest.raises(NotExpressible, match="one of stix"):
        rating_view("misp").code("admiralty-credibility", 75)
    with pytest.raises(NotExpressible, match="keep the code"):
        rating_view("stix").code("admiralty-reliability", 75)


def test_views_have_names_and_sources() -> None:
    """An unknown one names the nearest."""
    assert view_names() == ("icd-203", "misp", "phia", "stix")
    for name in view_names():
        assert rating_view(name).source
        assert rating_view(name).title
        assert set(rating_view(name).scales) <= set(scale_names())
    with pytest.raises(UnknownName, match="did you mean 'stix'"):
        rating_view("stixx")


def test_codes_are_kept_with_the_name_of_their_scale() -> None:
    """However they were spelt; "likely" of one scale is not that of another."""
    assert check_rating("icd-203", "Almost-Certain") == ("icd-203", "almost certain")
    assert check_rating("wep", "highly likely") == ("wep", "Highly Likely")
    report = Report(source="Desk", ratings=[("phia", "Likely or probable"), ("icd-203", "likely")])
    assert report.ratings == (("phia", "likely or probable"), ("icd-203", "likely"))
    starts = {
        name: found[0]
        for name, code in (("icd-203", "likely"), ("phia", "likely or probable"))
        if (found := rating_view(name).band(name, code)) is not None
    }
    assert starts == {"icd-203": 55, "phia": 55}
    assert rating_view("stix").band("wep", "likely") == (60, 79)
    with pytest.raises(InvalidValue, match="remote chance, highly unlikely"):
        check_rating("phia", "maybe")
    for name, title, codes in YARDSTICKS:
        assert scale(name).title == title
        assert [code for code, _ in scale(name).codes] == list(codes)


@given(
    number=st.integers(0, 100), name=st.sampled_from(["stix-low-high", "stix-0-10", "wep", "dni"])
)
def test_every_number_of_stix_has_one_code_and_comes_back(number: int, name: str) -> None:
    """There and back a code is the same; the number is the code's own."""
    stix = rating_view("stix")
    code = stix.code(name, number)
    low, high = stix.band(name, code) or (101, -1)
    assert low <= number <= high
    assert stix.code(name, stix.number(name, code) or 0) == code


@given(number=st.floats(0, 100))
def test_every_number_has_a_word_of_phia(number: float) -> None:
    """Gaps are no holes."""
    assert rating_view("phia").code("phia", number) in dict(scale("phia").codes)


def test_a_sign_is_no_hyphen() -> None:
    """9 is not -9."""
    assert check_rating("icd-203", "very_unlikely") == ("icd-203", "very unlikely")
    with pytest.raises(InvalidValue):
        check_rating("stix-0-10", "-9")

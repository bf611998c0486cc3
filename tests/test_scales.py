"""Named scales: codes are kept as given, numbers are views that disagree."""

from __future__ import annotations

import pytest

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.scales import (
    Scale,
    as_number,
    check_rating,
    check_reliability,
    scale,
    scale_names,
)

RELIABILITY, CREDIBILITY = "admiralty-reliability", "admiralty-credibility"


def test_the_scales_are_named() -> None:
    """Admiralty's two, and the ones that readers of data sets keep."""
    assert set(scale_names()) >= {
        RELIABILITY,
        CREDIBILITY,
        "ucdp-event-clarity",
        "ucdp-where-prec",
        "ucdp-date-prec",
        "ucdp-code-status",
        "acled-geo-precision",
        "acled-time-precision",
        "gdelt-confidence",
        "gdelt-geo-type",
    }
    assert [code for code, _ in scale(RELIABILITY).codes] == list("ABCDEF")
    assert [code for code, _ in scale("ucdp-where-prec").codes] == list("1234567")
    assert [code for code, _ in scale("ucdp-date-prec").codes] == list("12345")


def test_every_code_of_every_scale_is_accepted_as_given() -> None:
    """A stored rating reads back as itself."""
    for name in scale_names():
        for code, meaning in scale(name).codes:
            assert check_rating(name, code) == (name, code)
            assert scale(name).meaning(code) == meaning
            if code.isdigit():
                assert check_rating(name, int(code)) == (name, code)


@pytest.mark.parametrize(
    ("code", "stix", "misp"),
    [("1", 90, 100), ("2", 70, 75), ("3", 50, 50), ("4", 30, 25), ("5", 10, 0), ("6", None, 50)],
)
def test_credibility_has_two_numbers(code: str, stix: int | None, misp: int) -> None:
    """STIX and MISP disagree, and STIX has no value for 6."""
    assert as_number(CREDIBILITY, code, view="stix") == stix
    assert as_number(CREDIBILITY, code, view="misp") == misp


@pytest.mark.parametrize(
    ("code", "misp"), [("A", 100), ("B", 75), ("C", 50), ("D", 25), ("E", 0), ("F", 50)]
)
def test_reliability_has_a_number_in_misp_alone(code: str, misp: int) -> None:
    """STIX has no official mapping for the letters: None, not an invented number."""
    assert as_number(RELIABILITY, code, view="misp") == misp
    assert as_number(RELIABILITY, code, view="stix") is None


@pytest.mark.parametrize("code", ["7", "0", "", "A", 0, 7, True, False, 2.0, None, "1.0"])
def test_a_code_that_its_scale_does_not_have_is_refused(code: object) -> None:
    """The message names the scale, the value and the codes with their meanings."""
    with pytest.raises(InvalidValue) as caught:
        check_rating(CREDIBILITY, code)  # type: ignore[arg-type]
    text = str(caught.value)
    assert text.startswith(f"{CREDIBILITY} is {code!r}; expected 1 (confirmed by other sources)")
    assert "6 (truth cannot be judged)" in text
    assert "give one of these codes" in text


def test_a_pair_of_admiralty_codes_is_two_ratings() -> None:
    """B2 is split for the caller."""
    with pytest.raises(InvalidValue, match="reliability B and admiralty-credibility 2"):
        check_rating(RELIABILITY, "b2")


@pytest.mark.parametrize("code", ["G", "", "AB", 1, True, "1"])
def test_a_reliability_that_does_not_exist_is_refused(code: object) -> None:
    """A to F, or None for what nobody rated."""
    with pytest.raises(InvalidValue, match=r"reliability is .*F .*None|reliability is .*F "):
        check_reliability(code)  # type: ignore[arg-type]


def test_reliability_is_stored_as_a_capital_letter() -> None:
    """Lower case is how MISP writes it."""
    assert check_reliability(" b ") == "B"
    assert check_reliability(None) is None


def test_a_scale_of_ones_own_begins_with_x() -> None:
    """It takes any text and has no number."""
    assert check_rating("x-desk", "Green ") == ("x-desk", "Green")
    assert as_number("x-desk", "Green", view="misp") is None
    assert scale("x-desk") == Scale("x-desk", title="your own", open=True)
    for code in ("", "  ", True):
        with pytest.raises(InvalidValue, match="x-desk is"):
            check_rating("x-desk", code)


def test_ucdp_status_keeps_its_own_words() -> None:
    """Open text, in the data set's case."""
    assert check_rating("ucdp-code-status", "Clear") == ("ucdp-code-status", "Clear")


def test_an_unknown_scale_names_the_nearest() -> None:
    """And says how to name one's own."""
    with pytest.raises(UnknownName, match=f"did you mean '{CREDIBILITY}'"):
        check_rating("admiralty-credability", "2")
    with pytest.raises(UnknownName, match="'x-zzz'"):
        scale("zzz")
    with pytest.raises(UnknownName):
        scale("x-")
    with pytest.raises(InvalidValue, match="scale is 3"):
        scale(3)  # type: ignore[arg-type]


def test_an_unknown_view_is_refused() -> None:
    """A number needs the name of its mapping."""
    with pytest.raises(
        UnknownName, match="view 'sticks' is not known; expected one of icd-203, misp, phia, stix"
    ):
        as_number(CREDIBILITY, "2", view="sticks")

"""Times in words: labels, newsroom words, and EDTF beside another parser."""

from __future__ import annotations

import datetime as dt
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue
from conflictlog.testing import whens, written_dates
from conflictlog.when import When, civil, day_number

KYIV = {"tz": "Europe/Kyiv"}


@pytest.mark.parametrize(
    ("text", "keywords", "label", "short"),
    [
        ("2022-12-05", {}, "5 Dec 2022", "5 Dec"),
        ("2022-12-05", {"throughout": True}, "5 Dec 2022", "5 Dec"),
        ("2022-12", {}, "Dec 2022", "Dec 2022"),
        ("2022", {}, "2022", "2022"),
        ("2022-12-18/2022-12-19", {}, "18-19 Dec 2022", "18-19 Dec"),
        ("2022-12-01/2022-12-05", {"throughout": True}, "1-5 Dec 2022", "1-5 Dec"),
        ("2022-11-30/2022-12-02", {}, "30 Nov - 2 Dec 2022", "30 Nov - 2 Dec"),
        ("2022-12-30/2023-01-02", {}, "30 Dec 2022 - 2 Jan 2023", "30 Dec 2022 - 2 Jan 2023"),
        ("2022-10/2022-12", {}, "Oct-Dec 2022", "Oct-Dec 2022"),
        ("2020/2022", {}, "2020-2022", "2020-2022"),
        ("2022-10/2022-12-05", {}, "Oct 2022 - 5 Dec 2022", "Oct 2022 - 5 Dec"),
        ("2022-12-1X/2022-12-21", {}, "from 10-19 Dec to 21 Dec 2022", None),
        ("[2022-12-13..2022-12-21]", {}, "between 13 and 21 Dec 2022", "between 13 and 21 Dec"),
        ("[2022-10..2022-12]", {}, "between Oct and Dec 2022", None),
        ("2022-10/..", {}, "since Oct 2022", "since Oct 2022"),
        ("2022-10/", {}, "from Oct 2022", None),
        ("../2022-12-19", {}, "until 19 Dec 2022", "until 19 Dec"),
        ("[..2022-12-19]", {}, "by 19 Dec 2022", "by 19 Dec"),
        ("[..2022-11]", {}, "by the end of Nov 2022", "by the end of Nov"),
        ("[..2023]", KYIV, "by the end of 2023", None),
        ("[2022-12-19..]", {}, "no earlier than 19 Dec 2022", None),
        ("2022-12-19~", {}, "about 19 Dec 2022", "about 19 Dec"),
        ("2022-12-19?", {}, "19 Dec 2022?", "19 Dec?"),
        ("2022-12-19T14:30", KYIV, "14:30 on 19 Dec 2022", "14:30 on 19 Dec"),
        ("2022-12-19T14:30:05", KYIV, "14:30:05 on 19 Dec 2022", None),
        ("2022-12-19T14", KYIV, "14h on 19 Dec 2022", None),
        ("2022-12-19T03:00/2022-12-19T05:00", KYIV, "03:00-05:00 on 19 Dec 2022", None),
        (
            "2022-12-18T23:00/2022-12-19T05:00",
            KYIV,
            "23:00 on 18 Dec - 05:00 on 19 Dec 2022",
            None,
        ),
        (
            "[2022-12-19T03:07..2022-12-19T05:12]",
            KYIV,
            "between 03:07 and 05:12 on 19 Dec 2022",
            None,
        ),
        ("[..2022-12-19T03:00]", KYIV, "by 03:00 on 19 Dec 2022", None),
        ("2022-12-19T03:00/..", KYIV, "since 03:00 on 19 Dec 2022", None),
        ("2022-10-30T03:30", KYIV, "03:30 on 30 Oct 2022", None),
        ("[2022-12-12..2022-12-18]", {"precision": "week"}, "12-18 Dec 2022", "12-18 Dec"),
        ("0001-01-01", KYIV, "1 Jan 0001", "1 Jan"),
        ("9999-12-31", KYIV, "31 Dec 9999", "31 Dec"),
    ],
)
def test_a_label_has_the_digits_that_are_known(text, keywords, label, short):
    """A label ends with its date at its precision; days may leave the year to the axis."""
    when = When(text, **keywords)
    assert when.label() == label
    assert short is None or when.label(year=False) == short


@pytest.mark.parametrize(
    ("limits", "label"),
    [
        (("began_by", "ended_no_earlier_than"), "already on 19 Dec 2022"),
        (("began_by",), "begun by 19 Dec 2022"),
        (("ended_no_earlier_than",), "at least until 19 Dec 2022"),
        (("ended_by",), "by 19 Dec 2022"),
        (("began_no_earlier_than",), "no earlier than 19 Dec 2022"),
    ],
)
def test_limits_are_worded_as_what_they_are(limits, label):
    """What is known of one end only is said of that end."""
    assert When(**dict.fromkeys(limits, "2022-12-19")).label() == label


@given(whens(), st.booleans())
def test_every_time_has_a_label_on_one_line(when, year):
    """No time is without words, and none breaks a line."""
    label = when.label(year=year)
    assert label
    assert label == " ".join(label.split())


@given(written_dates(vague=False), st.booleans())
def test_a_label_never_has_more_digits_than_were_written(text, throughout):
    """A year shows no month, a month no day, a day no clock."""
    label = When(text, throughout=throughout).label()
    assert len(re.findall(r"[0-9]+", label)) == (1, 1, 2)[text.count("-")]
    assert ":" not in label


MONDAY = "2022-12-19"


@pytest.mark.parametrize(
    ("word", "start", "end", "label"),
    [
        ("overnight", "2022-12-18T18", "2022-12-19T08", "night to 19 Dec 2022"),
        ("Last night", "2022-12-18T18", "2022-12-19T08", "night to 19 Dec 2022"),
        ("overnight into Sunday", "2022-12-17T18", "2022-12-18T08", "night to 18 Dec 2022"),
        ("tonight", "2022-12-19T18", "2022-12-20T08", "night to 20 Dec 2022"),
        ("this morning", "2022-12-19T00", "2022-12-19T12", "morning of 19 Dec 2022"),
        ("Saturday evening", "2022-12-17T17", "2022-12-18T00", "evening of 17 Dec 2022"),
        ("early on Monday", "2022-12-19T00", "2022-12-19T09", "early on 19 Dec 2022"),
        ("early on 2022-12-16", "2022-12-16T00", "2022-12-16T09", "early on 16 Dec 2022"),
        ("late yesterday", "2022-12-18T18", "2022-12-19T00", "late on 18 Dec 2022"),
        ("before dawn", "2022-12-19T00", "2022-12-19T07", "before dawn on 19 Dec 2022"),
        ("yesterday", "2022-12-18T00", "2022-12-19T00", "18 Dec 2022"),
        ("on Tuesday", "2022-12-13T00", "2022-12-14T00", "13 Dec 2022"),
        ("two days ago", "2022-12-17T00", "2022-12-18T00", "17 Dec 2022"),
        ("last month", "2022-11-01T00", "2022-12-01T00", "Nov 2022"),
        ("last week", "2022-12-12T00", "2022-12-19T00", "12-18 Dec 2022"),
        ("earlier this month", "2022-12-01T00", "2022-12-20T00", "between 1 and 19 Dec 2022"),
        ("this year", "2022-01-01T00", "2023-01-01T00", "2022"),
    ],
)
def test_newsroom_words_are_windows(word, start, end, label):
    """Each word of the table is a window within which it happened."""
    when = When.relative(word, anchor=MONDAY, tz="Europe/Kyiv")
    assert when.s0 == when.e0 == When(start, **KYIV).s0
    assert when.s1 is not None
    assert when.e1 == when.s1 + 1 == When(end, **KYIV).s0
    assert when.label() == label
    assert when.text == word


def test_an_anchor_may_be_any_single_day():
    """Text, a date, a datetime with its zone, or a time that lies in one day."""
    same = When.relative("yesterday", anchor=MONDAY, tz="Europe/Minsk")
    assert When.relative("yesterday", anchor=dt.date(2022, 12, 19), tz="Europe/Minsk") == same
    assert When.relative("yesterday", anchor=When(MONDAY, tz="Europe/Minsk")) == same
    assert When.relative("yesterday", anchor="2022-12-19T08:00+03:00").tz == "+03:00"
    assert When.relative("yesterday", anchor=MONDAY).tz is None


@pytest.mark.parametrize(
    ("word", "anchor", "tz", "seen", "cure"),
    [
        ("mondy", MONDAY, None, "word is 'mondy'", "on Monday"),
        ("recently", MONDAY, None, "word is 'recently'", "[A..B]"),
        (5, MONDAY, None, "word is 5", "text"),
        ("overnight", MONDAY, None, "without a zone", "add tz="),
        ("today", "2022-12", None, "anchor is '2022-12'", "2022-12-19"),
        ("today", "now", None, "anchor is 'now'", "give the date"),
        ("today", "0001-01-01", None, "anchor is '0001-01-01'", "4 to 9996"),
        ("early on 2022-02-30", MONDAY, "UTC", "word is '2022-02-30'", "correct the day"),
    ],
)
def test_words_outside_the_table_are_refused(word, anchor, tz, seen, cure):
    """An unknown word, an anchor that is no day, a night without a zone: each has its cure."""
    with pytest.raises(InvalidValue) as caught:
        When.relative(word, anchor=anchor, tz=tz)
    assert seen in str(caught.value)
    assert cure in str(caught.value)


def _strict_days(parsed: object) -> tuple[dt.date, dt.date]:
    low, high = parsed.lower_strict(), parsed.upper_strict()  # type: ignore[attr-defined]
    return dt.date(*low[:3]), dt.date(*high[:3])


@given(written_dates())
def test_another_parser_reads_the_same_days(text):
    """For whole-day forms the bounds are those of the `edtf` package."""
    edtf = pytest.importorskip("edtf")
    contiguous = re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-([0-9]{2}|XX))?|-XX(-XX)?)?", text)
    if contiguous is None:
        return  # the other parser pads what it cannot express
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first, last = _strict_days(edtf.parse_edtf(text))
    days = When(text).local_days
    assert (civil(days[0]), civil(days[3])) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["2022-12-01/2022-12-05", "2022/2022-12", "2022-12-19/..", "../2022-12-19", "2022-12-19/"],
)
def test_another_parser_accepts_the_intervals(text):
    """What we read and write as EDTF is EDTF elsewhere."""
    edtf = pytest.importorskip("edtf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert edtf.parse_edtf(When(text).to_edtf()) is not None
    assert day_number(dt.date(1970, 1, 1)) == 0

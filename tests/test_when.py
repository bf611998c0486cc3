"""Times: what is read, what is refused, what is printed."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import pickle
import subprocess
import sys
import zoneinfo

import attrs
import pendulum
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from conflictlog.errors import (
    ConflictlogError,
    Inexact,
    InvalidValue,
    NotExpressible,
    UnknownOption,
)
from conflictlog.testing import whens
from conflictlog.when import (
    QUALIFIERS,
    Bounds,
    When,
    day_number,
    floating_day_bounds,
    floating_interval_bounds,
    floating_window_bounds,
    from_json,
    restore,
    to_json,
)

DAY = 86_400_000_000
MONDAY = day_number(dt.date(2022, 12, 19))
MIDNIGHT = MONDAY * DAY


def bounds(when: When) -> tuple[int | None, ...]:
    """Give the four bounds of a time."""
    return when.s0, when.s1, when.e0, when.e1


def test_a_day_is_within_unless_it_is_said_to_last_throughout():
    """A point event of day precision happened some time within the day; a state fills it."""
    assert bounds(When("2022-12-19")) == (MIDNIGHT, MIDNIGHT + DAY - 1, MIDNIGHT, MIDNIGHT + DAY)
    state = When("2022-12-19", throughout=True)
    assert bounds(state) == (MIDNIGHT, MIDNIGHT, MIDNIGHT + DAY, MIDNIGHT + DAY)
    assert state.start == pendulum.naive(2022, 12, 19)
    assert state.end == pendulum.naive(2022, 12, 20)


def test_an_interval_touches_the_days_of_both_its_ends():
    """`A/B` starts within A and ends after the first instant of B."""
    when = When("2022-12-01/2022-12-05")
    first, last = MIDNIGHT - 18 * DAY, MIDNIGHT - 14 * DAY
    assert bounds(when) == (first, first + DAY - 1, last + 1, last + DAY)
    assert when.precision == "range"


def test_an_open_interval_knows_only_its_start():
    """`A/..` and `A/` have the same bounds and differ only in how the end is open."""
    ongoing, unknown = When("2022-12-19/.."), When("2022-12-19/")
    assert bounds(ongoing) == bounds(unknown) == (MIDNIGHT, MIDNIGHT + DAY - 1, MIDNIGHT, None)
    assert (ongoing.open_end, unknown.open_end) == ("ongoing", "unknown")
    assert (When("../2022-12-19").open_start, When("/2022-12-19").open_start) == (
        "ongoing",
        "unknown",
    )


def test_a_window_holds_one_event_at_some_time_in_it():
    """`[A..B]` is within, from the first instant of A to the end of B; either may be open."""
    assert bounds(When("[2022-12-18..2022-12-19]")) == (
        MIDNIGHT - DAY,
        MIDNIGHT + DAY - 1,
        MIDNIGHT - DAY,
        MIDNIGHT + DAY,
    )
    assert bounds(When("[..2022-12-19]")) == (None, MIDNIGHT + DAY - 1, None, MIDNIGHT + DAY)
    assert bounds(When("[2022-12-19..]")) == (MIDNIGHT, None, MIDNIGHT, None)


@pytest.mark.parametrize(
    ("text", "same", "precision"),
    [
        ("2022-12-XX", "2022-12", "month"),
        ("2022-XX", "2022", "year"),
        ("2022-XX-XX", "2022", "year"),
        ("2022-12-1X", "[2022-12-10..2022-12-19]", "range"),
        ("2022-02-2X", "[2022-02-20..2022-02-28]", "range"),
        ("2022-1X", "[2022-10..2022-12]", "range"),
        ("2022-12-X5", "[2022-12-05..2022-12-25]", "range"),
    ],
)
def test_x_stands_for_any_digit(text, same, precision):
    """An X widens to all the days that the digits allow."""
    when = When(text)
    assert bounds(when) == bounds(When(same))
    assert when.precision == precision


@pytest.mark.parametrize(
    ("text", "precision", "length"),
    [
        ("2022-12-19T14+02:00", "hour", 3600_000_000),
        ("2022-12-19T14:30+02:00", "minute", 60_000_000),
        ("2022-12-19T14:30:05+02:00", "instant", 0),
        ("2022-12-19T14:30:05.25+02:00", "instant", 0),
    ],
)
def test_a_clock_time_is_as_exact_as_it_is_written(text, precision, length):
    """An hour is an hour wide, a minute a minute; seconds make an instant."""
    when = When(text)
    assert when.precision == precision
    assert when.tz == "+02:00"
    assert when.s0 is not None
    assert when.e1 == when.s0 + length


def test_the_zone_says_whose_days_and_the_offset_says_when():
    """An offset settles the instant; `tz=` settles whose local days count."""
    when = When("2022-12-19T23:30:00+02:00", tz="Europe/Minsk")
    assert when.local_days == (MONDAY + 1,) * 4
    assert When("2022-12-19T23:30:00+02:00").local_days == (MONDAY,) * 4


def test_an_interval_of_clock_times_may_end_at_exactly_the_time_written():
    """A clock time names a moment, so the end may be it, to the minute it is known."""
    when = When("2022-12-18T23:00/2022-12-19T05:00", tz="Europe/Kyiv")
    assert when.earliest_end == pendulum.datetime(2022, 12, 19, 5, tz="Europe/Kyiv")
    assert when.latest_end == pendulum.datetime(2022, 12, 19, 5, 1, tz="Europe/Kyiv")
    exact = When("2022-12-18T23:00/2022-12-19T05:00", tz="Europe/Kyiv", throughout=True)
    assert (exact.start.hour, exact.end.hour) == (23, 5)


def test_python_and_pendulum_values_are_read_as_they_are():
    """A date is a day, a datetime an instant, a pair an interval."""
    kyiv = zoneinfo.ZoneInfo("Europe/Kyiv")
    assert When(dt.date(2022, 12, 19)) == When("2022-12-19")
    assert When(pendulum.date(2022, 12, 19)) == When("2022-12-19")
    noon = When(dt.datetime(2022, 12, 19, 12, tzinfo=kyiv))
    assert noon == When(pendulum.datetime(2022, 12, 19, 12, tz="Europe/Kyiv"))
    assert noon == When(dt.datetime(2022, 12, 19, 12), tz=kyiv)
    assert (noon.tz, noon.precision) == ("Europe/Kyiv", "instant")
    assert noon.start == noon.end == pendulum.datetime(2022, 12, 19, 12, tz="Europe/Kyiv")
    days = dt.date(2022, 12, 1), dt.date(2022, 12, 5)
    assert When(days) == When("2022-12-01/2022-12-05")
    assert When(pendulum.interval(*(pendulum.date(2022, 12, day) for day in (1, 5)))) == When(days)
    assert When(("2022-12-01", None)) == When("2022-12-01/")
    assert When(When("2022-12")) == When("2022-12")


@pytest.mark.parametrize(
    ("text", "pattern", "same"),
    [
        ("19/12/2022", "%d/%m/%Y", "2022-12-19"),
        ("12/19/2022", "%m/%d/%Y", "2022-12-19"),
        ("19 December 2022", "%d %B %Y", "2022-12-19"),
        ("12/2022", "%m/%Y", "2022-12"),
        ("2022", "%Y", "2022"),
        ("19.12.2022 14:30 +0200", "%d.%m.%Y %H:%M %z", "2022-12-19T14:30+02:00"),
    ],
)
def test_other_notations_are_read_by_a_pattern(text, pattern, same):
    """A pattern says how to read text that is not ISO, as exactly as it names."""
    when = When(text, format=pattern)
    assert when == When(same)
    assert when.text == text


def test_limits_say_what_is_known_of_each_end():
    """Already in Minsk on Monday: certain on that day, possible on any before and after."""
    when = When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19", tz="Europe/Minsk")
    assert when.s0 is None
    assert when.e1 is None
    assert (when.open_start, when.open_end) == ("unknown", "unknown")
    assert when.latest_start == pendulum.datetime(2022, 12, 19, 23, 59, 59, 999999, "Europe/Minsk")
    assert when.earliest_end == pendulum.datetime(2022, 12, 19, 0, 0, 0, 1, "Europe/Minsk")
    both = When(began_no_earlier_than="2022-12-01", ended_by="2022-12-05")
    assert bounds(both) == bounds(When("[2022-12-01..2022-12-05]"))


def test_construction_tightens_what_the_other_end_settles():
    """An end is not before the earliest start, a start not after the latest end."""
    when = When("2022-12-05/2022-12")
    assert when.e0 == when.s0
    assert bounds(When(s0=5, s1=20, e0=0, e1=10)) == (5, 9, 5, 10)
    assert bounds(When(s0=5, s1=5, e0=5, e1=5)) == (5, 5, 5, 5)
    assert bounds(When(s0=5, s1=9, e0=5, e1=5)) == (5, 5, 5, 5)
    assert When(s0=5, s1=5, e0=5, e1=5).precision == "instant"


def test_the_mark_of_doubt_is_one_flag():
    """`?`, `~` and `%` set the qualifier; both ends of an interval carry the same."""
    marks = {"": "none", "?": "uncertain", "~": "approximate", "%": "both"}
    assert {mark: When(f"2022-12{mark}").qualifier for mark in marks} == marks
    assert When("2022-12-01~/2022-12-05~").qualifier == "approximate"
    assert When("2022-12-01~/..").qualifier == "approximate"


BAD: list[tuple[object, dict[str, object], str, str]] = [
    ("2022-02-30", {}, "2022-02-30", "correct the day"),
    ("2022-13-01", {}, "2022-13-01", "01 to 12"),
    ("19/12/2022", {}, "19/12/2022", "format="),
    ("19/12/2022", {"format": "%m/%d/%Y"}, "19/12/2022", "correct the value or the format"),
    ("19/12", {"format": "%d/%m"}, "%d/%m", "name the year"),
    ("19 2022", {"format": "%d %Y"}, "%d %Y", "then the month"),
    ("2022-12-05/2022-12-01", {}, "2022-12-05/2022-12-01", "swap"),
    ("2022-12-19/2022-12-18", {}, "2022-12-19/2022-12-18", "swap"),
    ("2022-12-19/2022-12-18", {"throughout": True}, "2022-12-19/2022-12-18", "swap"),
    ("[2022-12-05..2022-12-01]", {}, "2022-12-05", "swap"),
    (("2022-12-05", "2022-12-01"), {}, "2022-12-05", "swap"),
    ("2022-12-19T14:30", {}, "2022-12-19T14:30", "tz="),
    (dt.datetime(2022, 12, 19, 14), {}, "2022-12-19T14", "tz="),
    ("2022-03-27T03:30", {"tz": "Europe/Kyiv"}, "03:30", "offset"),
    (dt.datetime(2022, 3, 27, 3, 30), {"tz": "Europe/Kyiv"}, "03:30", "offset"),
    (
        dt.datetime(2022, 3, 27, 3, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Kyiv")),
        {},
        "03:30",
        "offset",
    ),
    ("2011-12-30", {"tz": "Pacific/Apia"}, "2011-12-30", "day before or after"),
    ("now", {}, "now", "relative"),
    ("", {}, "''", "unset"),
    ("2022-12-19 14:30", {}, "14:30", "write T"),
    ("2022-12-19T24:00Z", {}, "24:00", "next day"),
    ("2022-W51", {}, "2022-W51", "precision='week'"),
    ("20221219", {}, "20221219", "format="),
    ("2022-12-19T14:30+19:00", {}, "+19:00", "at most 18 hours"),
    ("0000", {}, "0000", "0001 to 9999"),
    ("10000-01-01", {}, "10000-01-01", "forms"),
    ("202X", {}, "202X", "forms"),
    ("٢٠٢٢", {}, "٢٠٢٢", "forms"),
    ("2022-12-01?/2022-12-05", {}, "2022-12-01?/2022-12-05", "both ends"),
    ("../..", {}, "../..", "unset"),
    ("[2022-12-19]", {}, "[2022-12-19]", "[A..B]"),
    ("[2022-12-18..2022-12-19]", {"throughout": True}, "throughout", "A/B"),
    ("2022-12-18T23:00+02:00/2022-12-19T05:00+03:00", {}, "several zones", "tz="),
    (True, {}, "True", "ISO text"),
    (20221219, {}, "20221219", "no unit"),
    (float("nan"), {}, "nan", "leave out"),
    (dt.timedelta(1), {}, "timedelta", "ISO text"),
    (("2022", "2023", "2024"), {}, "2024", "pair"),
    (None, {}, "None", "unset"),
    ("2022", {"tz": "Europe/Kyev"}, "Europe/Kyev", "Europe/Kyiv"),
    ("2022", {"tz": "Kyiv"}, "'Kyiv'", "Europe/Kyiv"),
    ("2022", {"tz": 3}, "tz is 3", "IANA"),
    ("2022", {"precision": "dya"}, "dya", "'day'"),
    ("2022", {"qualifier": "uncertian"}, "uncertian", "'uncertain'"),
    ("2022", {"throughout": "no"}, "throughout is 'no'", "True or False"),
    ("2022", {"text": 5}, "text is 5", "leave it out"),
    ("2022", {"began_by": "2022"}, "began_by", "either a value"),
    ("2022", {"s0": 1}, "s0", "either a value"),
    (None, {"began_by": "2022-02-30"}, "began_by is '2022-02-30'", "correct the day"),
    (None, {"began_by": "2022~"}, "began_by is '2022~'", "qualifier="),
    (None, {"began_no_earlier_than": "2022-12-19", "ended_by": "2022-12-18"}, "2022", "swap"),
    (None, {"s0": True}, "s0 is True", "microseconds"),
    (None, {"s0": 1.5}, "s0 is 1.5", "microseconds"),
    (None, {"s0": 10**30}, "s0 is 1000", "1 to 9999"),
    (None, {"s0": 5, "s1": 4}, "when is", "swap"),
    (When("2022"), {"tz": "UTC"}, "When already", "anew"),
]


@pytest.mark.parametrize(("value", "keywords", "seen", "cure"), BAD)
def test_what_cannot_be_read_is_refused_with_its_cure(value, keywords, seen, cure):
    """The message names the field, the value, what is accepted and what to do."""
    with pytest.raises(InvalidValue) as caught:
        When(value, **keywords)
    message = str(caught.value)
    assert seen in message
    assert cure in message
    assert isinstance(caught.value, ValueError)


def test_a_missing_value_of_pandas_is_refused():
    """NaT passes for a datetime, and is none."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InvalidValue, match="leave out what is missing"):
        When(pandas.NaT)
    assert When(pandas.Timestamp("2022-12-19T12:00:00Z")) == When("2022-12-19T12:00:00Z")


def test_a_mistyped_keyword_names_the_nearest():
    """A keyword that is not known is an UnknownOption, which is a TypeError."""
    with pytest.raises(UnknownOption, match="did you mean 'throughout'") as caught:
        When("2022", throughuot=True)
    assert isinstance(caught.value, TypeError)


def test_exact_ends_are_given_and_others_refused():
    """`.start` and `.end` are exact or raise, naming the four bounds."""
    with pytest.raises(Inexact, match="earliest_start, latest_start, earliest_end, latest_end"):
        When("2022-12-19").start
    with pytest.raises(Inexact):
        When("2022-12-19/..").end
    assert When("2022-12-19/..").latest_end is None


def test_pendulum_objects_carry_the_zone():
    """The four bounds are pendulum objects: in the zone, at the offset, or naive."""
    zoned = When("2022-07-01", tz="Europe/Kyiv").earliest_start
    assert isinstance(zoned, pendulum.DateTime)
    assert zoned.timezone_name == "Europe/Kyiv"
    assert zoned.isoformat() == "2022-07-01T00:00:00+03:00"
    fixed = When("2022-07-01", tz="-03:30").earliest_start
    assert isinstance(fixed, pendulum.DateTime)
    assert fixed.isoformat() == "2022-07-01T00:00:00-03:30"
    floating = When("2022-07-01").earliest_start
    assert isinstance(floating, pendulum.DateTime)
    assert floating.tzinfo is None


def test_the_ends_of_the_calendar_have_pendulum_objects():
    """The end of 9999 becomes its last microsecond, the start of year 1 stays in its zone."""
    last = When("9999").latest_end
    assert last is not None
    assert (last.year, last.microsecond) == (9999, 999999)
    first = When("0001", tz="Europe/Kyiv").earliest_start
    assert first is not None
    assert first.year == 1


def test_a_time_is_a_frozen_value():
    """It cannot be changed, holds no dict, and is changed by evolve; the wording is no identity."""
    when = When("2022-12-19", tz="Europe/Kyiv")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        when.tz = "UTC"
    assert not hasattr(when, "__dict__")
    assert attrs.evolve(when, qualifier="both").s0 == when.s0
    assert attrs.evolve(when, text="on Monday") == when
    assert hash(attrs.evolve(when, text="on Monday")) == hash(when)
    assert attrs.evolve(when, e1=None).open_end == "unknown"
    assert restore(Bounds(*attrs.astuple(when))) == when


def test_columns_of_days_have_the_bounds_of_times():
    """Readers work on columns: whole-day bounds are plain arithmetic."""
    assert floating_day_bounds(MONDAY) == bounds(When("2022-12-19"))
    assert floating_window_bounds(MONDAY, MONDAY + 1) == bounds(When("[2022-12-19..2022-12-20]"))
    assert floating_interval_bounds(MONDAY, MONDAY + 1) == bounds(When("2022-12-19/2022-12-20"))
    numpy = pytest.importorskip("numpy")
    columns = floating_day_bounds(numpy.array([MONDAY, MONDAY + 1]))
    assert [int(column[1]) for column in columns] == list(bounds(When("2022-12-20")))


@given(whens())
def test_the_expression_makes_the_time_again(when):
    """`eval(repr(x)) == x`, and the wording survives."""
    again = eval(repr(when), {"When": When})  # noqa: S307 - the law says so
    assert again == when
    assert when.text is None or again.text == when.text


@given(whens())
def test_copies_are_equal(when):
    """Pickle, copy, evolve and JSON give the same time."""
    for again in (
        pickle.loads(pickle.dumps(when)),
        copy.deepcopy(when),
        attrs.evolve(when),
        from_json(to_json(when)),
    ):
        assert again == when
        assert hash(again) == hash(when)
        assert again.text == when.text


@given(whens())
def test_bounds_are_ordered_and_tight(when):
    """Every reading that the bounds allow is an event: start before end, or an instant."""
    low, high = float("-inf"), float("inf")
    s0, e0 = (low if bound is None else bound for bound in (when.s0, when.e0))
    s1, e1 = (high if bound is None else bound for bound in (when.s1, when.e1))
    assert s0 <= s1
    assert e0 <= e1
    assert s0 <= e0
    assert s1 <= e1 - 1 or s0 == s1 == e0 == e1 or e1 == high
    assert attrs.evolve(when) == when


@given(whens(), st.sampled_from(QUALIFIERS))
def test_a_qualifier_never_changes_bounds(when, qualifier):
    """Doubt about a date is a flag, not a width."""
    assert bounds(attrs.evolve(when, qualifier=qualifier)) == bounds(when)


@given(whens())
def test_edtf_gives_the_same_again_or_refuses(when):
    """`When(w.to_edtf()) == w` where EDTF can hold it; with zone and precision beside, too."""
    try:
        assert When(when.to_edtf()) == when
    except NotExpressible as error:
        event("strict: not expressible")
        message = str(error)
        assert "to_edtf(beside=" in message or "to_json" in message
    try:
        text = when.to_edtf(beside=["tz", "precision"])
    except NotExpressible:
        event("beside: not expressible")
        return
    assert When(text, tz=when.tz, precision=when.precision) == when


def test_edtf_refuses_what_it_would_lose():
    """EDTF has no zone for a date, no states, no limits, no weeks."""
    with pytest.raises(NotExpressible, match="beside="):
        When("2022-12-19", tz="Europe/Kyiv").to_edtf()
    with pytest.raises(NotExpressible, match="to_json"):
        When("2022-12-19", throughout=True).to_edtf()
    with pytest.raises(NotExpressible):
        When(began_by="2022-12-19").to_edtf()
    week = When("[2022-12-19..2022-12-25]", precision="week")
    assert week.to_edtf(beside=["precision"]) == "[2022-12-19..2022-12-25]"
    with pytest.raises(UnknownOption, match="'tz' and 'precision'"):
        week.to_edtf(beside=["zone"])


def test_json_refuses_an_unknown_field():
    """Every fault of the JSON form is refused with its cure."""
    with pytest.raises(UnknownOption, match="did you mean 'precision'"):
        from_json({"s0": 1, "precison": "day"})
    with pytest.raises(InvalidValue, match="s0 is '1'"):
        from_json({"s0": "1"})
    with pytest.raises(InvalidValue, match="expected the fields"):
        from_json([])
    assert to_json(When("2022", tz="UTC")).keys() == {
        "s0",
        "s1",
        "e0",
        "e1",
        "tz",
        "text",
        "precision",
    }


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    """No text crashes the parser: it is read, or refused as a ConflictlogError."""
    with contextlib.suppress(ConflictlogError):
        assert isinstance(When(text), When)


@given(st.text("0123456789-/.X?~%T:Z+[]", max_size=30))
def test_any_near_miss_is_read_or_refused(text):
    """Nor does text of the notation's own characters."""
    with contextlib.suppress(ConflictlogError):
        assert isinstance(When(text, tz="Europe/Kyiv"), When)


def test_times_load_neither_pendulum_nor_polars():
    """Bulk code and the door stay light."""
    script = (
        "import sys; from conflictlog.when import When; When('2022-12', tz='Europe/Kyiv').label(); "
        "print([name for name in ('pendulum', 'polars', 'numpy') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("relation", ["before", "overlaps", "during"])
@pytest.mark.parametrize("other", ["2022-12-20", dt.date(2022, 12, 20), None])
def test_relations_take_times_alone(relation, other):
    """Text has no zone of its own: it is made a When first."""
    with pytest.raises(InvalidValue, match=r"other is .*; expected a When; make it one"):
        getattr(When("2022-12-19"), relation)(other)


def test_a_format_is_text_and_a_wording_whole_characters():
    """Neither a number nor half a character reaches what reads or stores it."""
    with pytest.raises(InvalidValue, match="format is 5"):
        When("19/12/2022", format=5)
    with pytest.raises(InvalidValue, match=r"text is .*half a character"):
        When("2022-12-19", text="\ud800")

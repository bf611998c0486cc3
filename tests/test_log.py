"""The log: events in columns."""

from __future__ import annotations

import pickle

import polars as pl
import pytest

from conflictlog.errors import DuplicateId, InvalidValue, UnknownId, UnknownName
from conflictlog.event import Event
from conflictlog.log import EventLog, Problem, problem_frame
from conflictlog.log.combining import number_twins
from conflictlog.log.listing import fit
from conflictlog.log.sameness import equal_frames, equal_rows
from conflictlog.place import Place
from conflictlog.report import Actor, Dataset, Report, Source
from conflictlog.schema import SCHEMA
from conflictlog.when import When


def visit(**changes: object) -> Event:
    """Make a visit to Minsk, with changes."""
    facts: dict[str, object] = {"id": "visit", "kind": "visit", "when": "2022-12-19"}
    return Event(**{**facts, "place": "Minsk", **changes})  # type: ignore[arg-type]  # facts of an event


RAID = Event(id="raid", kind="strike/drone", when="2022-12-18", place="Kyiv")


class TestReading:
    """Reading."""

    def test_a_log_gives_its_events_back_in_order(self) -> None:
        """A log gives its events back in order."""
        assert list(EventLog([visit(), RAID])) == [visit(), RAID]

    def test_an_event_is_found_by_id_row_and_slice(self) -> None:
        """An event is found by id row and slice."""
        log = EventLog([visit(), RAID])
        assert log["raid"] == log[1] == log[-1] == RAID
        assert list(log[:1]) == [visit()]
        assert "raid" in log
        assert RAID in log
        assert "tank" not in log

    def test_an_unknown_id_names_the_nearest(self) -> None:
        """An unknown id names the nearest."""
        with pytest.raises(UnknownId, match="did you mean 'raid'"):
            EventLog([RAID])["riad"]

    def test_a_row_beyond_the_end_is_refused(self) -> None:
        """A row beyond the end is refused."""
        with pytest.raises(UnknownId, match="row 5 of a log of 1"):
            EventLog([RAID])[5]

    def test_a_truth_value_is_no_row_number(self) -> None:
        """A truth value is no row number."""
        with pytest.raises(InvalidValue, match="expected an id"):
            EventLog([RAID])[True]

    def test_a_mistyped_attribute_names_the_nearest(self) -> None:
        """A mistyped attribute names the nearest."""
        with pytest.raises(AttributeError, match="did you mean 'credits'"):
            _ = EventLog().credit  # type: ignore[attr-defined]  # mistyped on purpose

    def test_a_log_does_not_change(self) -> None:
        """A log does not change."""
        log = EventLog([RAID])
        with pytest.raises(AttributeError, match="immutable"):
            log.frame = pl.DataFrame()  # type: ignore[misc]  # refused on purpose
        with pytest.raises(TypeError, match="unhashable"):
            hash(log)

    def test_only_events_go_in(self) -> None:
        """Only events go in."""
        with pytest.raises(InvalidValue, match="was given a str"):
            EventLog(["raid"])  # type: ignore[list-item]  # refused on purpose

    def test_an_empty_log_is_a_log(self) -> None:
        """An empty log is a log."""
        log = EventLog()
        assert (len(log), list(log), str(log)) == (0, [], "0 events")
        assert log.derived.height == log.flat().height == 0
        assert log == EventLog()

    def test_a_log_survives_pickling(self) -> None:
        """A log survives pickling."""
        log = EventLog([visit(), RAID], datasets=[Dataset("ours")])
        again = pickle.loads(pickle.dumps(log))
        assert again == log
        assert again.datasets == log.datasets


class TestCombining:
    """Combining."""

    def test_the_same_event_twice_is_one(self) -> None:
        """The same event twice is one."""
        log = EventLog([RAID])
        assert len(log + RAID) == 1
        assert log | log == log

    def test_the_same_id_with_another_content_is_refused_with_a_cure(self) -> None:
        """The same id with another content is refused with a cure."""
        with pytest.raises(DuplicateId, match=r"'visit' stands for two.*on_conflict"):
            EventLog([visit()]) + visit(place="Lima")

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("left", {"visit": "Minsk"}),
            ("right", {"visit": "Lima"}),
            ("keep_both", {"visit": "Minsk", "visit.2": "Lima"}),
        ],
    )
    def test_a_choice_settles_a_conflict(self, choice: str, expected: dict[str, str]) -> None:
        """A choice settles a conflict."""
        found = EventLog([visit()]).add(visit(place="Lima"), on_conflict=choice)  # type: ignore[arg-type]  # one of the three
        assert {event.id: event.places[0].name for event in found} == expected

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("left", {"visit": "Minsk", "raid": "Kyiv"}),
            ("right", {"visit": "Quito", "raid": "Kyiv"}),
            (
                "keep_both",
                {"visit": "Minsk", "raid": "Kyiv", "visit.2": "Lima", "visit.3": "Quito"},
            ),
        ],
    )
    def test_a_choice_settles_conflicts_among_events_of_one_list(
        self, choice: str, expected: dict[str, str]
    ) -> None:
        """A choice settles conflicts among the events of one list, in their order."""
        given = [visit(), visit(place="Lima"), RAID, visit(place="Quito"), visit()]
        found = EventLog(given, on_conflict=choice)  # type: ignore[arg-type]  # one of the three
        assert {event.id: event.places[0].name for event in found} == expected

    def test_a_mistyped_choice_names_the_nearest(self) -> None:
        """A mistyped choice names the nearest."""
        with pytest.raises(UnknownName, match="did you mean 'keep_both'"):
            EventLog([visit()]).add(visit(), on_conflict="keep_bth")  # type: ignore[arg-type]  # refused on purpose

    def test_the_right_one_takes_the_place_of_the_left(self) -> None:
        """The right one takes the place of the left."""
        log = EventLog([visit(), RAID]).add(visit(place="Lima"), on_conflict="right")
        assert log.ids == ("visit", "raid")

    def test_twins_are_numbered_past_names_that_are_taken(self) -> None:
        """Twins are numbered past names that are taken."""
        frame = pl.DataFrame({"id": ["a", "a", "a.2", "a"]})
        numbered, repeated = number_twins(frame)
        assert numbered["id"].to_list() == ["a", "a.3", "a.2", "a.4"]
        assert repeated.to_list() == ["a"]

    def test_data_sets_and_problems_are_united(self) -> None:
        """Data sets and problems are united."""
        problems = problem_frame([Problem(row=1, problem="odd")])
        ours = EventLog.from_frame(
            EventLog([RAID]).frame, datasets=[Dataset("a")], problems=problems
        )
        both = ours | EventLog([visit()], datasets=[Dataset("a"), Dataset("b")])
        assert both.datasets == (Dataset("a"), Dataset("b"))
        assert both.problems.height == 1

    def test_equal_logs_may_differ_in_row_order_and_in_the_wording_of_a_date(self) -> None:
        """Equal logs may differ in row order and in the wording of a date."""
        worded = visit(when=When("2022-12-19", text="on Monday"))
        assert EventLog([visit(), RAID]) == EventLog([RAID, worded])
        assert EventLog([visit()]) != EventLog([visit(place="Lima")])
        assert EventLog([visit()]) != EventLog([RAID])

    @pytest.mark.parametrize("on_conflict", ["raise", "left", "right", "keep_both"])
    def test_events_that_differ_in_the_wording_of_a_date_are_one(self, on_conflict: str) -> None:
        """Events that differ in the wording of a date are one, beside others that are the same."""
        worded = visit(when=When("2022-12-19", text="on Monday"))
        left, right = EventLog([RAID, visit()]), EventLog([worded, RAID])
        found = left.union(right, on_conflict=on_conflict)  # type: ignore[arg-type]  # one of these
        assert found.ids == ("raid", "visit")
        assert found["visit"].when == worded.when

    def test_nested_columns_are_compared_as_polars_does(self) -> None:
        """Empty lists, nulls and lists of other lengths are told apart, row by row."""
        columns = {
            "a": [[{"b": [1, 2]}], [], None, [{"b": None}], [{"b": [1]}, {"b": []}], [None]],
        }
        frame = pl.DataFrame(columns)
        assert equal_frames(frame, frame.clone())
        for first in range(frame.height):
            for second in range(frame.height):
                left, right = frame[[first, 0]], frame[[second, 0]]
                assert equal_frames(left, right) == (first == second)
                assert equal_rows(left, right).to_list() == [first == second, True]


class TestFrames:
    """Frames."""

    def test_a_frame_of_another_shape_is_refused(self) -> None:
        """A frame of another shape is refused."""
        frame = EventLog([RAID]).frame
        with pytest.raises(InvalidValue, match="no column 'title'"):
            EventLog.from_frame(frame.drop("title"))
        with pytest.raises(InvalidValue, match="'kind' has the type Int32"):
            EventLog.from_frame(frame.with_columns(kind=pl.lit(1)))
        with pytest.raises(InvalidValue, match="'raid' occurs twice"):
            EventLog.from_frame(pl.concat([frame, frame]))
        with pytest.raises(InvalidValue, match="an id is missing"):
            EventLog.from_frame(frame.with_columns(id=pl.lit(None, pl.String)))

    def test_arrow_takes_the_columns(self) -> None:
        """Arrow takes the columns."""
        log = EventLog([visit(), RAID])
        assert pl.DataFrame(log).schema == SCHEMA
        assert EventLog.from_frame(pl.DataFrame(log)) == log

    def test_the_flat_frame_has_one_row_an_event(self) -> None:
        """The flat frame has one row an event."""
        told = visit(
            place=Place("Minsk", lat=53.9, lon=27.57, country="BLR"),
            reports=Report(source="AFP", actors=[Actor("Putin"), Actor("Lukashenko")]),
        )
        flat = EventLog([told, RAID]).flat()
        row = flat.row(0, named=True)
        assert (row["place"], row["lat"], row["country"]) == ("Minsk", 53.9, "BLR")
        assert row["actors"] == "Putin; Lukashenko"
        assert str(row["first_day"]) == str(row["last_day"]) == "2022-12-19"
        assert flat.row(1, named=True)["lat"] is None

    def test_pandas_and_geopandas_open_it(self) -> None:
        """Pandas and geopandas open it."""
        pytest.importorskip("pandas")
        pytest.importorskip("geopandas")
        there = visit(place=Place("Minsk", lat=53.9, lon=27.57))
        log = EventLog([there, RAID])
        assert list(log.to_pandas()["id"]) == ["visit", "raid"]
        frame = log.to_geopandas()
        assert (frame.geometry[0].x, frame.geometry[0].y) == (27.57, 53.9)
        assert frame.geometry[1] is None
        assert frame.crs.to_epsg() == 4326


class TestOrder:
    """Order."""

    def test_time_orders_by_earliest_day_with_open_starts_first_and_undated_last(self) -> None:
        """Time orders by earliest day with open starts first and undated last."""
        events = [
            Event(id="undated"),
            Event(id="later", when="2023"),
            Event(id="open", when="../2022-12-01"),
            Event(id="zoned", when=When("2022-12-18", tz="Asia/Tokyo")),
            RAID,
        ]
        found = EventLog(events).sort()
        assert found.ids == ("open", "zoned", "raid", "later", "undated")

    @pytest.mark.parametrize("by", ["when", "id", "kind", "confidence"])
    def test_an_order_is_total_and_can_be_turned(self, by: str) -> None:
        """An order is total and can be turned."""
        log = EventLog([visit(), RAID, Event(id="a"), Event(id="b", reports=Report(source="AFP"))])
        shuffled = log[::-1].sort(by)
        assert shuffled.ids == log.sort(by).ids
        assert sorted(log.sort(by, descending=True).ids) == sorted(log.ids)

    def test_the_surest_come_first_when_asked(self) -> None:
        """The surest come first when asked."""
        sure = Event(id="sure", reports=[Report(source="AFP"), Report(source="Reuters")])
        assert EventLog([RAID, sure]).sort("confidence", descending=True).ids[0] == "sure"

    def test_an_unknown_order_names_the_nearest(self) -> None:
        """An unknown order names the nearest."""
        with pytest.raises(UnknownName, match="did you mean 'confidence'"):
            EventLog().sort("confidense")


class TestShowing:
    """Showing."""

    def test_a_print_says_how_many_what_is_unknown_and_the_basis_before_the_number(self) -> None:
        """A print says how many what is unknown and the basis before the number."""
        told = visit(reports=Report(source="AFP"))
        text = str(EventLog([told, Event(id="blast", kind="explosion")]))
        assert text.startswith("2 events, 19 Dec 2022; 1 without a date, 1 without a place")
        assert "one origin, B: .80" in text
        assert "undated" in text

    def test_unknown_kinds_are_allowed_counted_and_named(self) -> None:
        """Unknown kinds are allowed, counted and named."""
        log = EventLog([visit(), Event(id="a", kind="strke", when="2022", place="Kyiv")])
        assert "1 of unknown kind ('strke')" in str(log)

    def test_columns_line_up_with_wide_letters(self) -> None:
        """Columns line up with wide letters."""
        lines = str(EventLog([visit(title="基輔"), RAID])).splitlines()[2:]
        assert fit("基輔", 6) == "基輔  "
        assert len(lines) == 3

    def test_a_long_log_shows_its_ends(self) -> None:
        """A long log shows its ends."""
        log = EventLog([Event(id=f"e{n:03}", kind="visit") for n in range(100)])
        text = str(log)
        assert "... 60 more ..." in text
        assert "e000" in text
        assert "e099" in text
        assert "e050" not in text

    def test_control_and_direction_marks_do_not_break_a_line(self) -> None:
        """Control and direction marks do not break a line."""
        text = str(EventLog([visit(title="a\nb\u202ec\x1b[31m")]))
        assert "a bc" in text
        assert "\x1b" not in text
        assert "\u202e" not in text

    def test_a_notebook_shows_data_as_text(self) -> None:
        """A notebook shows data as text."""
        page = EventLog([visit(title="<script>alert(1)</script>")])._repr_html_()
        assert "<script>" not in page
        assert "&lt;script&gt;" in page

    def test_credits_name_data_sets_then_other_outlets(self) -> None:
        """Credits name data sets then other outlets."""
        event = Event(id="a", reports=Source("Paper", wire="AFP", published="2022-12-19").says())
        log = EventLog(
            [event], datasets=[Dataset("Set", licence="CC BY 4.0", attribution="thanks")]
        )
        assert log.credits() == ("Set (CC BY 4.0): thanks", "Paper/AFP, 2022-12-19")


class TestRecords:
    """Raw rows beside the events."""

    def test_raw_rows_go_with_their_events(self) -> None:
        """Raw rows go with their events, and are no part of equality."""
        rows = pl.DataFrame({"_event": ["raid", "visit"], "country": ["Ukraine", "Belarus"]})
        log = EventLog.from_frame(EventLog([visit(), RAID]).frame, records=rows)
        assert log == EventLog([visit(), RAID])
        kept = log[1:].records
        assert kept is not None
        assert kept["country"].to_list() == ["Ukraine"]
        assert EventLog().records is None

    def test_raw_rows_of_two_logs_are_united_whatever_their_columns(self) -> None:
        """Raw rows of two logs are united whatever their columns."""
        one = EventLog.from_frame(
            EventLog([RAID]).frame, records=pl.DataFrame({"_event": ["raid"], "a": ["1"]})
        )
        two = EventLog.from_frame(
            EventLog([visit()]).frame, records=pl.DataFrame({"_event": ["visit"], "b": ["2"]})
        )
        both = (one | two).records
        assert both is not None
        assert both.columns == ["_event", "a", "b"]


def test_a_log_of_what_holds_no_events_is_refused():
    """A number in place of events is an InvalidValue."""
    with pytest.raises(InvalidValue, match="events is 5; expected Event values"):
        EventLog(5)

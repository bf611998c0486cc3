"""From columns of text to events: what each builder makes of its cells, and what it lists."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from conflictlog.errors import InvalidFile
from conflictlog.event import Event
from conflictlog.formats.building import (
    Check,
    Dates,
    Part,
    actor,
    actors,
    as_cell,
    assembling,
    beside,
    build,
    claimant,
    coded,
    country,
    estimate,
    estimates,
    facet,
    facets,
    joined,
    kind,
    place,
    places,
    plain,
    rating,
    ratings,
    source,
    texts,
    when,
)
from conflictlog.formats.building.views import numbered, view, views_of
from conflictlog.formats.delimited import Layout, table_of
from conflictlog.formats.findings import Findings
from conflictlog.log import EventLog
from conflictlog.report import Dataset, Report
from conflictlog.when import When
from tests.flawed import flaws_expected

COUNTS = Dataset("Counts")


@pytest.fixture(autouse=True, scope="module")
def few_rows_are_enough():
    """Look for rows that say alike in the smallest of tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembling, "_FEW", 0)
        yield


def log_of(rows, reports, *, errors="collect", **options) -> EventLog:
    """Build a log of rows, each a dict of text; what is wrong with them is looked at later."""
    raw = pl.DataFrame(rows, infer_schema_length=None).cast(pl.String)
    table = table_of(raw, Layout(), file="rows.csv")
    given = {"source": source(pl.lit("Counts")), **reports}
    with flaws_expected():
        return build(table, Findings("rows.csv", errors), dataset=COUNTS, reports=given, **options)


def report_of(reports, **cells) -> Report:
    """Give the only report of a row that has no flaw."""
    log = log_of([{"id": "1", **cells}], reports, key="id")
    assert log.problems.is_empty(), log.problems["problem"].to_list()
    (report,) = log[0].reports
    return report


def flaws(log: EventLog) -> list[tuple[object, ...]]:
    """Give what is listed: row, column, value, and what became of the row."""
    return log.problems.select("row", "column", "value", "outcome").rows()


# ------------------------------------------------------------------------------------ times


def test_one_date_is_a_day():
    """Whole days of any way of writing; the first that reads a cell counts."""
    told = when("date", formats=("iso", "%d %B %Y"))
    assert report_of({"when": told}, date="2022-12-19").when == When("2022-12-19")
    assert report_of({"when": told}, date="19 December 2022").when == When("2022-12-19")


def test_a_code_of_precision_widens_a_date():
    """A week is three days to each side, a month is the month."""
    told = when("date", span=coded("prec", {"1": "day", "2": "week", "3": "month"}))
    spans = [report_of({"when": told}, date="2022-12-19", prec=code).when for code in "123"]
    assert spans == [
        When("2022-12-19"),
        When("[2022-12-16..2022-12-22]", precision="week"),
        When("2022-12"),
    ]


def test_dates_in_parts_are_as_exact_as_what_is_known():
    """A day of 0 is unknown: it makes the month."""
    told = when(Dates(year="y", month="m", day="d"))
    assert report_of({"when": told}, y="2011", m="4", d="17").when == When("2011-04-17")
    assert report_of({"when": told}, y="2011", m="4.0", d="0").when == When("2011-04")
    assert report_of({"when": told}, y="2011", m="0", d="0").when == When("2011")


def test_a_row_without_a_date_is_rejected_unless_dates_are_optional():
    """An event without a time is one only where the reader says so."""
    rows = [{"id": "1", "date": "2022-12-19"}, {"id": "2", "date": "soon"}]
    strict = log_of(rows, {"when": when("date")}, key="id")
    assert (len(strict), flaws(strict)) == (1, [(2, "date", "soon", "rejected")])
    lenient = log_of(rows, {"when": when("date", required=False)}, key="id")
    assert (len(lenient), flaws(lenient)) == (2, [(2, "date", "soon", "kept")])


def test_an_end_before_the_start_is_no_span():
    """The two are shown together."""
    rows = [{"id": "1", "from": "2022-12-19", "to": "2022-12-18"}]
    log = log_of(rows, {"when": when("from", "to")}, key="id")
    assert flaws(log) == [(1, "to", "2022-12-19 to 2022-12-18", "rejected")]


# ----------------------------------------------------------------------------------- places


def test_a_place_is_a_point_with_what_it_stands_for():
    """The radius follows from the precision."""
    spot = place("lat", "lon", name="town", country=country("land"), precision="town")
    (found,) = report_of(
        {"places": places(spot)}, lat="48.14", lon="37.74", town="Kostiantynivka", land="Ukraine"
    ).places
    assert (found.lat, found.lon, found.name, found.country) == (
        48.14,
        37.74,
        "Kostiantynivka",
        "UKR",
    )
    assert (found.precision, found.radius_km) == ("town", 5.0)


@pytest.mark.parametrize(
    ("lat", "lon", "problem"),
    [
        ("48,14", "37.74", "no pair of numbers"),
        ("48.14", "", "one of the two is missing"),
        ("148.14", "37.74", "latitude is not in -90 to 90 or longitude not in -180 to 180"),
        ("0", "0", "0, 0 is the mark of a missing point"),
        ("-99", "-99", "-99, -99 is the mark of a missing point"),
    ],
)
def test_a_point_that_cannot_be_costs_the_point_and_not_the_row(lat, lon, problem):
    """The name stays."""
    rows = [{"id": "1", "lat": lat, "lon": lon, "town": "Lyman"}]
    log = log_of(rows, {"places": places(place("lat", "lon", name="town"))}, key="id")
    (found,) = log[0].reports[0].places
    assert (found.name, found.lat) == ("Lyman", None)
    assert log.problems["problem"].to_list() == [f"kept without coordinates: {problem}"]


def test_a_point_far_outside_its_country_is_listed_and_kept():
    """Swapped coordinates are called so."""
    spot = place("lat", "lon", country=country("land"))
    told = places(joined([spot, beside("lat")], spot.value))
    rows = [
        {"id": "1", "lat": "50.45", "lon": "30.52", "land": "Ukraine"},
        {"id": "2", "lat": "30.52", "lon": "50.45", "land": "Ukraine"},
    ]
    log = log_of(rows, {"places": told}, key="id")
    assert flaws(log) == [(2, "lat", "30.52, 50.45: UKR", "kept")]
    assert "swapped" in log.problems["hint"][0]
    assert log[1].reports[0].places[0].lat == 30.52


def test_the_first_column_that_names_a_country_counts():
    """Codes, names and Gleditsch-Ward numbers; what names none is listed."""
    land = country("iso", ("number", "gw"))
    spot = {"places": places(place(country=land))}
    assert report_of(spot, iso="Belarus", number="369").places[0].country == "BLR"
    assert report_of(spot, iso="", number="369").places[0].country == "UKR"
    log = log_of([{"id": "1", "iso": "Atlantis", "number": ""}], spot, key="id")
    assert flaws(log) == [(1, "number", "Atlantis", "kept")]


# ----------------------------------------------------------------------------------- counts


def test_a_count_has_a_best_value_and_bounds():
    """Unknown parts stay unknown; a row that says nothing has no count."""
    told = {"estimates": estimates(estimate("killed", "best", low="low", high="high"))}
    found = report_of(told, best="3", low="", high="12").estimates["killed"]
    assert (found.best, found.low, found.high) == (3, None, 12)
    assert not report_of(told, best="", low="", high="-99").estimates


def test_counts_are_stored_by_name():
    """Whatever the order in which they are given."""
    told = {"estimates": estimates(estimate("killed", "k"), estimate("injured", "i"))}
    assert list(report_of(told, k="1", i="2").estimates) == ["injured", "killed"]


def test_what_is_no_count_and_bounds_out_of_order_are_listed():
    """Nothing is mended: the numbers stay as they are."""
    told = {"estimates": estimates(estimate("killed", "best", low="low", high="high"))}
    rows = [
        {"id": "1", "best": "many", "low": "1", "high": "2"},
        {"id": "2", "best": "5", "low": "7", "high": "6"},
    ]
    log = log_of(rows, told, key="id")
    assert flaws(log) == [
        (1, "best", "many", "kept"),
        (2, "best", "low 7, best 5, high 6", "kept"),
    ]
    assert log[1].reports[0].estimates["killed"].low == 7


# ----------------------------------------------------------------- who, what, and the rest


def test_actors_stand_in_the_order_given_each_once():
    """A cell may hold several; a repeated one counts once."""
    told = {"actors": actors(actor("a", role="initiator"), actor("others", separator=";"))}
    found = report_of(told, a="Army", others="Farmers; Teachers;Farmers").actors
    assert [(item.name, item.role) for item in found] == [
        ("Army", "initiator"),
        ("Farmers", "party"),
        ("Teachers", "party"),
    ]


def test_facets_are_stored_by_name_and_blank_ones_left_out():
    """A facet holds its words sorted."""
    told = {"facets": facets(facet("weapon", texts("weapon", ",")), facet("domain", "domain"))}
    assert dict(report_of(told, weapon="rocket, drone", domain="").facets) == {
        "weapon": ("drone", "rocket")
    }


def test_a_kind_is_looked_up_in_a_crosswalk_or_a_table():
    """A code that is not known is listed, and the kind stays unset."""
    table = {"kind": kind("type", {"Drone": "strike/drone"})}
    assert report_of(table, type="drone").kind == "strike/drone"
    assert report_of({"kind": kind("type", "ucdp")}, type="3.0").kind is not None
    log = log_of([{"id": "1", "type": "Flood"}], table, key="id")
    assert (log[0].reports[0].kind, flaws(log)) == (None, [(1, "type", "Flood", "kept")])


def test_a_rating_keeps_the_code_of_its_scale():
    """One that the scale has not is listed and left out."""
    told = {"ratings": ratings(rating("ucdp-date-prec", "prec"))}
    assert report_of(told, prec="2").ratings == (("ucdp-date-prec", "2"),)
    log = log_of([{"id": "1", "prec": "9"}], told, key="id")
    assert (log[0].reports[0].ratings, flaws(log)) == ((), [(1, "prec", "9", "kept")])


def test_who_says_so_and_in_what_words():
    """A claimant is one where the cell names somebody; text stays as it is."""
    told = {"claimant": claimant("who"), "quote": plain("text"), "cites": texts("cited", ";")}
    found = report_of(told, who="Governor", text="two drones", cited="BBC; TASS;BBC")
    assert (found.claimant.name, found.quote, found.cites) == (
        "Governor",
        "two drones",
        ("BBC", "TASS"),
    )
    assert report_of(told, who="", text="", cited="").claimant is None


# ---------------------------------------------------------------------------- rows and ids


def test_ids_are_the_prefix_with_the_key():
    """Later rows of one key have ids of their own, and are listed."""
    rows = [{"id": "7", "text": "a"}, {"id": "7", "text": "b"}, {"id": "", "text": "c"}]
    log = log_of(rows, {"quote": plain("text")}, key="id", prefix="C")
    assert [event.id for event in log] == ["C:7", "C:7.2"]
    assert flaws(log) == [(3, "id", None, "rejected"), (2, "id", "7", "kept")]


def test_rows_of_one_key_may_be_reports_of_one_event():
    """Each has its own words."""
    rows = [{"id": "7", "text": "a"}, {"id": "8", "text": "b"}, {"id": "7", "text": "c"}]
    log = log_of(rows, {"quote": plain("text")}, key="id", rows_are="reports")
    quotes = [[report.quote for report in event.reports] for event in log]
    assert quotes == [["a", "c"], ["b"]]


def test_rows_of_one_key_may_be_places_of_one_report():
    """Each place once."""
    rows = [{"id": "7", "town": town} for town in ("Lyman", "Bakhmut", "Lyman")]
    log = log_of(rows, {"places": places(place(name="town"))}, key="id", rows_are="places")
    (event,) = log
    assert [item.name for item in event.reports[0].places] == ["Lyman", "Bakhmut"]


def test_the_first_row_that_cannot_be_kept_stops_a_strict_reader():
    """Flaws of rows before it do not."""
    rows = [{"id": "1", "n": "many"}, {"id": "", "n": "1"}]
    told = {"estimates": estimates(estimate("killed", "n"))}
    with pytest.raises(InvalidFile, match=r"rows\.csv, row 2, id: no id"):
        log_of(rows, told, key="id", errors="raise")


def test_rows_are_kept_as_they_stand_where_that_is_asked():
    """Beside the id of the event that they became."""
    rows = [{"id": "1", "text": " a "}, {"id": "", "text": "b"}]
    log = log_of(rows, {"quote": plain("text")}, key="id", keep_rows=True)
    assert log.records.rows(named=True) == [{"_event": "Counts:1", "id": "1", "text": " a "}]


# ---------------------------------------------------------- once for all rows that say alike

WHOLE = {
    "when": when("date", formats=("iso", "%d %B %Y")),
    "places": places(place("lat", "lon", name="town", country=country("land"))),
    "actors": actors(actor("who"), actor("others", separator=";")),
    "estimates": estimates(estimate("killed", "n", high="most")),
    "facets": facets(facet("weapon", texts("others", ";"))),
    "quote": plain("town"),
}
CELLS = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["2022-12-19", "19 December 2022", "2022-12", "soon", ""]),
        "lat": st.sampled_from(["48.14", "0", "", "x"]),
        "lon": st.sampled_from(["37.74", "0", ""]),
        "town": st.sampled_from(["Lyman", "Bakhmut", ""]),
        "land": st.sampled_from(["Ukraine", "Atlantis", ""]),
        "who": st.sampled_from(["Army", ""]),
        "others": st.sampled_from(["Farmers;Teachers", "Army;Army", ""]),
        "n": st.sampled_from(["3", "many", "-99", ""]),
        "most": st.sampled_from(["1", "12", ""]),
    }
)


def alone(part: Part) -> Part:
    """Show a part the whole table, as one that looks at other rows is."""
    return Part(
        value=part.value,
        prepare=lambda rows: part.prepare(rows.with_columns()),
        checks=part.checks,
    )


@given(st.lists(CELLS, min_size=1, max_size=6), st.integers(1, 7))
def test_rows_that_say_alike_are_read_as_each_by_itself(base, times):
    """Working once for many rows changes no event, no problem and no order."""
    rows = [{"id": str(n), **cells} for n, cells in enumerate(base * times)]
    told = {name: alone(part) for name, part in WHOLE.items()}
    once, each = log_of(rows, WHOLE, key="id"), log_of(rows, told, key="id")
    assert_frame_equal(once.frame, each.frame)
    assert_frame_equal(once.problems, each.problems)


def test_a_part_is_shown_each_distinct_row_once():
    """Of the columns that it looks at; a column whose values differ is shown row by row."""
    rows = pl.DataFrame({"town": ["Lyman", None] * 50, "n": [str(n) for n in range(100)]})
    shown: list[int] = []

    def prepare(part_rows: pl.DataFrame) -> pl.DataFrame:
        shown.append(part_rows.height)
        return part_rows.with_columns(pl.col("town").str.to_uppercase().alias("_loud"))

    loud = Part(value=pl.col("_loud"), prepare=prepare, reads=frozenset({"town"}))
    both = Part(value=pl.col("town") + pl.col("n"))
    views = views_of([loud, both], rows)
    assert shown == [2]
    assert (
        views[id(loud)].rows["_loud"].gather(views[id(loud)].nth).to_list()
        == [
            "LYMAN",
            None,
        ]
        * 50
    )
    assert views[id(both)].nth is None


def test_a_part_that_looks_at_other_rows_has_no_view():
    """Nor has one that looks at what another part adds."""
    rows = pl.DataFrame({"town": ["Lyman", "Lyman"]})
    counted = Part(
        value=pl.col("_nth"), prepare=lambda rows: rows.with_columns(_nth=pl.int_range(pl.len()))
    )
    borrowing = Part(value=pl.col("_nth") + 1)
    assert views_of([counted, borrowing], rows) == {}


def test_many_columns_of_many_values_are_told_apart():
    """Where their numbers together no longer fit into one, they are numbered anew."""
    width = 12
    rows = pl.DataFrame(
        {f"c{k}": [f"{n * (k + 1) % 997}" for n in range(3000)] for k in range(width)}
    )
    found = view(rows, numbered(rows, rows.columns))
    assert found.nth is not None
    assert found.rows.height == rows.n_unique() == 997
    assert_frame_equal(found.rows[found.nth], rows)


def test_a_fault_that_many_rows_share_is_listed_for_each():
    """In the order of the rows, with the words of each check."""
    check = Check(column="a", where=as_cell("a") == "x", problem="an x", outcome="kept")
    told = {"quote": Part(value=pl.col("a"), checks=(check,))}
    rows = [{"id": str(n), "a": "xy"[n % 2]} for n in range(6)]
    log = log_of(rows, told, key="id")
    assert flaws(log) == [(n, "a", "x", "kept") for n in (1, 3, 5)]
    assert isinstance(log[0], Event)

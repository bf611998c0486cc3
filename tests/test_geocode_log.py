"""Places of a whole log, and texts of a table: each once, nothing lost, doubt first."""

from __future__ import annotations

import attrs
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.testing import events
from tests.places_table import HandTable

TABLE = HandTable()


class Counting:
    """A gazetteer that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object, object]] = []

    def locate(self, text, **options):
        """Look up, and remember."""
        self.asked.append((text, options.get("country"), options.get("sensitive")))
        options.pop("gazetteer", None)
        return cl.locate(text, gazetteer=TABLE, **options)


def geocode(log, **options):
    """Fill a log from the small table."""
    return cl.geocode(log, **{"gazetteer": TABLE, **options})


LOG = cl.EventLog(
    [
        cl.Event(id="a", place=cl.Place("під Бахмутом", country="UKR")),
        cl.Event(id="b", place=cl.Place("Stepove", country="UKR")),
        cl.Event(id="c", place=cl.Place("Stepove", country="UKR", admin1="Donetsk Oblast")),
        cl.Event(id="d", place=cl.Place("Kyiv", lat=50.0, lon=30.0, radius_km=1)),
        cl.Event(id="e", places=(cl.Place("Minsk"), cl.Place("Raqqa", role="target"))),
        cl.Event(id="f"),
        cl.Event(id="g", place=cl.Place("undisclosed location", country="BLR")),
        cl.Event(id="h", place=cl.Place("Kyiv\x00", country="UKR")),
        cl.Event(
            id="i",
            reports=[
                cl.Report(source=cl.Source("Ukrinform"), place="Kharkiv"),
                cl.Report(source=cl.Source("TASS")),
            ],
        ),
        cl.Event(id="j", place=cl.Place("Nowhere at all", country="SYR")),
    ]
)
FOUND = geocode(LOG)


def test_what_means_one_place_gets_its_point_and_keeps_its_text():
    """The basis says how it was found."""
    place = FOUND.log["a"].place
    assert (place.name, place.precision, place.radius_km) == ("під Бахмутом", "vicinity", 16)
    assert place.basis.startswith("geocoded: near Bakhmut")
    assert FOUND.log["c"].place.lat == 48.19


def test_what_is_ambiguous_or_unknown_stays_as_it_was_written():
    """And stands in the review."""
    for name in ("b", "f", "h", "j"):
        assert FOUND.log[name] == LOG[name]


def test_a_place_that_has_a_point_is_left_alone():
    """Whatever its name means."""
    assert FOUND.log["d"] == LOG["d"]


def test_several_places_keep_their_order_and_their_roles():
    """Each is looked up."""
    places = FOUND.log["e"].places
    assert [(place.name, place.role) for place in places] == [
        ("Minsk", "occurred"),
        ("Raqqa", "target"),
    ]
    assert all(place.lat is not None for place in places)


def test_places_of_reports_are_filled_and_reports_keep_their_ids():
    """What an event shows comes from its reports."""
    assert FOUND.log["i"].shown.places[0].lat == 49.9808
    assert [each.id for each in FOUND.log["i"].reports] == [each.id for each in LOG["i"].reports]


def test_a_withheld_place_is_marked_as_undisclosed():
    """It is no place that nobody knows."""
    place = FOUND.log["g"].place
    assert (place.precision, place.country, place.lat) == ("undisclosed", "BLR", None)


def test_a_precision_that_was_written_stays_with_its_radius():
    """Whoever wrote admin1 meant no town."""
    log = cl.EventLog([cl.Event(id="a", place=cl.Place("Bakhmut", precision="admin1"))])
    place = geocode(log).log["a"].place
    assert (place.precision, place.radius_km, place.point) == ("admin1", 150, "representative")


def test_each_text_is_asked_once_with_its_country_and_division():
    """However many events have it."""
    gazetteer = Counting()
    log = cl.EventLog(
        [cl.Event(id=str(n), place=cl.Place("Kyiv", country="UKR")) for n in range(50)]
        + [cl.Event(id="x", place="Kyiv")]
    )
    assert geocode(log, gazetteer=gazetteer).filled == 51
    assert gazetteer.asked == [("Kyiv", "UKR", None), ("Kyiv", None, None)]
    assert geocode(log, gazetteer=Counting(), country="UKR").review["events"].to_list() == [51]


def test_what_nobody_has_called_harmless_counts_as_sensitive():
    """Only ``sensitive=False`` lets texts out, and never those of marked events alone."""
    log = cl.EventLog(
        [
            cl.Event(id="a", place="Kyiv"),
            cl.Event(id="b", place="Minsk", sensitive=True),
            cl.Event(id="c", place="Raqqa"),
            cl.Event(id="d", place="Raqqa", sensitive=True),
        ]
    )
    for said, told in ((None, [None, True, None]), (False, [False, True, False])):
        gazetteer = Counting()
        geocode(log, gazetteer=gazetteer, sensitive=said)
        assert [sensitive for _, _, sensitive in gazetteer.asked] == told


def test_the_review_begins_with_doubt():
    """Ambiguous, refused, unknown, then what is decided, the least sure first."""
    states = FOUND.review["state"].to_list()
    assert states == sorted(
        states, key=["ambiguous", "refused", "none", "decided", "withheld"].index
    )
    decided = FOUND.review.filter(state="decided")["confidence"].to_list()
    assert decided == sorted(decided)
    refused = FOUND.review.filter(state="refused")
    assert "control" in refused["notes"][0]
    first = FOUND.review.row(0, named=True)
    assert (first["text"], first["examples"]) == ("Stepove", "b")
    assert first["candidate_1"].startswith("Stepove; village; ")
    assert str(FOUND).startswith("6 places filled; 9 distinct texts: 5 decided")


@pytest.mark.parametrize("name", ["review.csv", "review.xlsx"])
def test_a_review_that_was_filled_in_wins_over_every_look_up(tmp_path, name):
    """A candidate is picked by its number, or a point is written."""
    rows = FOUND.review.with_columns(
        set_lat=pl.when(text="Nowhere at all").then(pl.lit("35.5")),
        set_lon=pl.when(text="Nowhere at all").then(pl.lit("37.5")),
        set_radius_km=pl.when(text="Nowhere at all").then(pl.lit("3")),
    ).with_columns(
        pick=pl.when((pl.col("text") == "Stepove") & pl.col("admin1").is_null())
        .then(pl.lit("2"))
        .when(pl.col("text") == "Minsk")
        .then(pl.lit("none"))
    )
    cl.write_review(rows, tmp_path / name)
    told = cl.read_overrides(tmp_path / name)
    assert set(told) == {
        ("Stepove", "UKR", None),
        ("Minsk", None, None),
        ("Nowhere at all", "SYR", None),
    }
    again = geocode(LOG, overrides=told)
    second = FOUND.review.row(0, named=True)["candidate_2"].split("; ")
    assert again.log["b"].place.lat == float(second[4])
    assert again.log["e"].places[0].lat is None
    assert (again.log["j"].place.lat, again.log["j"].place.precision) == (35.5, "town")
    assert again.log["c"].place == FOUND.log["c"].place


def test_a_decision_holds_for_its_division_in_a_chain_too():
    """Overrides are settled before any member is asked, and by the whole question."""
    chain = cl.Chain([cl.Gazetteer(TABLE)])
    here = cl.Place("Stepove", lat=1.0, lon=2.0, radius_km=1, country="UKR")
    for decided, told in (("Donetsk Oblast", 1.0), (None, 48.19)):
        overrides = {("Stepove", "UKR", decided): here}
        assert geocode(LOG, gazetteer=chain, overrides=overrides).log["c"].place.lat == told


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    """And means the same when it is read back."""
    log = cl.EventLog([cl.Event(id="a", place="=HYPERLINK(1)")])
    rows = geocode(log).review.with_columns(set_lat=pl.lit("1.5"), set_lon=pl.lit("2.5"))
    cl.write_review(rows, tmp_path / "review.csv")
    assert "'=HYPERLINK" in (tmp_path / "review.csv").read_text(encoding="utf-8-sig")
    told = cl.read_overrides(tmp_path / "review.csv")
    assert geocode(log, overrides=told).log["a"].place.lat == 1.5


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"pick": "7"}, "row 2.*no such candidate"),
        ({"pick": "second"}, "row 2"),
        ({"set_lat": "north"}, "row 2"),
        ({"set_lat": "91", "set_lon": "2"}, "row 2.*-90 to 90"),
        ({"set_lat": "45"}, "row 2.*lon"),
    ],
)
def test_a_decision_that_cannot_be_read_names_its_row(tmp_path, change, told):
    """Nothing is passed over."""
    rows = FOUND.review.head(1).with_columns(
        pl.lit(value).alias(name) for name, value in change.items()
    )
    cl.write_review(rows, tmp_path / "review.csv")
    with pytest.raises(cl.InvalidValue, match=told):
        cl.read_overrides(tmp_path / "review.csv")


def test_a_file_that_is_no_review_is_refused(tmp_path):
    """Missing, of another kind, or with another heading."""
    with pytest.raises(cl.FileNotReadable):
        cl.read_overrides(tmp_path / "none.csv")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(cl.InvalidValue, match="'text'"):
        cl.read_overrides(tmp_path / "other.csv")


@given(st.lists(events(), max_size=3, unique_by=lambda event: event.id))
def test_filling_changes_nothing_but_places_without_a_point(items):
    """Twice is once; events, reports, order and all other fields stay."""
    log = cl.EventLog(items)
    found = geocode(log)
    assert found.log.ids == log.ids
    again = geocode(found.log)
    assert again.log == found.log
    for before, after in zip(log, found.log, strict=True):
        assert attrs.evolve(after, places=before.places, reports=before.reports) == before
        for old, new in zip(before.places, after.places, strict=True):
            assert new == old if old.lat is not None else new.name == old.name


# --- Tables ---


def test_the_texts_of_a_table_are_looked_up_with_their_context():
    """One row in, one row out, in its order."""
    table = pl.DataFrame(
        {
            "where": ["Stepove", "Kyiv", None, " ", "Stepove", "Kуiv"],
            "oblast": ["Donetsk Oblast", None, None, None, None, None],
        }
    )
    found = cl.locate_all(table, "where", country="UKR", admin1="oblast", gazetteer=TABLE)
    assert found.select(table.columns).equals(table)
    states = ["decided", "decided", None, None, "ambiguous", "refused"]
    assert found["located_state"].to_list() == states
    assert found["located_lat"].to_list()[:2] == [48.19, 50.4547]
    assert "Cyrillic" in found["located_notes"][5]


def test_a_table_of_pandas_is_taken_as_well():
    """By way of Arrow."""
    pd = pytest.importorskip("pandas")
    found = cl.locate_all(pd.DataFrame({"where": ["Kyiv"]}), "where", gazetteer=TABLE)
    assert found["located_name"].to_list() == ["Kyiv"]


def test_a_table_that_cannot_be_read_is_refused():
    """With its cure."""
    table = pl.DataFrame({"where": ["Kyiv"]})
    with pytest.raises(cl.UnknownName, match="where"):
        cl.locate_all(table, "were", gazetteer=TABLE)
    with pytest.raises(cl.InvalidValue, match="data frame"):
        cl.locate_all(7, "where", gazetteer=TABLE)
    once = cl.locate_all(table, "where", gazetteer=TABLE)
    with pytest.raises(cl.InvalidValue, match="already"):
        cl.locate_all(once, "where", gazetteer=TABLE)


def test_points_of_a_table_have_a_nearest_place():
    """One row in, one row out; a row without a whole point stays open."""
    table = pl.DataFrame({"y": [48.6, None, 53.9, 48.6], "x": [38.01, 30.0, 27.5, 38.01]})
    found = cl.nearest_places(table, "y", "x", gazetteer=TABLE)
    assert found.select("y", "x").equals(table)
    assert found["nearest_name"].to_list() == ["Bakhmut", None, "Minsk", "Bakhmut"]
    assert found["nearest_country"].to_list() == ["UKR", None, "BLR", "UKR"]
    assert found["nearest_km"].to_list()[0] == pytest.approx(0.92, abs=0.01)


@pytest.mark.parametrize(
    ("table", "error", "told"),
    [
        ({"lat": [1.0, 91.0], "lon": [2.0, 2.0]}, cl.InvalidValue, "row 1 has lat 91.0"),
        ({"lat": [1.0], "lon": [float("nan")]}, cl.InvalidValue, "row 0"),
        ({"lat": ["north"], "lon": ["2"]}, cl.InvalidValue, "no number"),
        ({"lat": [1.0]}, cl.UnknownName, "'lon'"),
        ({"lat": [1.0], "lon": [1.0], "nearest_km": [1]}, cl.InvalidValue, "already"),
    ],
)
def test_points_that_cannot_be_are_refused(table, error, told):
    """The row is named."""
    with pytest.raises(error, match=told):
        cl.nearest_places(pl.DataFrame(table), gazetteer=TABLE)


def test_the_table_is_credited_where_a_place_came_from_it():
    """GeoNames is named by credits and pictures; coordinates of one's own credit nobody."""
    named = cl.EventLog([cl.Event(id="a", place=cl.Place("Харків", country="UKR"))])
    found = cl.geocode(named).log
    assert "GeoNames (geonames.org), CC BY 4.0" in found.credits()[0]
    assert cl.geocode(found).log.datasets == found.datasets
    given = cl.EventLog([cl.Event(id="b", place=cl.Place("50.1, 36.2"))])
    assert cl.geocode(given).log.datasets == ()

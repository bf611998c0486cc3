"""ICEWS: what each column becomes, what may be wrong, and laws of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import icews
from conflictlog.kinds import crosswalk
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.table_laws import HALF, check_rows, odd_cells, odd_tables

EVENT = {
    "Event ID": "20718170",
    "Event Date": "2014-02-20",
    "Source Name": "Police (Ukraine)",
    "Source Sectors": "Police,Government",
    "Source Country": "Ukraine",
    "Event Text": "Use conventional military force",
    "CAMEO Code": "190",
    "Intensity": "-10",
    "Target Name": "Protester (Ukraine)",
    "Target Sectors": "Protestors / Popular Opposition / Mobs,Dissident",
    "Target Country": "Ukraine",
    "Story ID": "33770001",
    "Sentence Number": "3",
    "Publisher": "Interfax: Ukrainian General Newswire",
    "City": "Kyiv",
    "District": "NA",
    "Province": "Misto Kyyiv",
    "Country": "Ukraine",
    "Latitude": "50.4547",
    "Longitude": "30.5238",
}
COLUMNS = list(EVENT)


def text_of(rows: list[dict[str, str]], columns: list[str], mark: str = "\t") -> str:
    """Write rows as ICEWS does: a header, tabs, no quotes."""
    table = [columns, *([row[name] for name in columns] for row in rows)]
    return "".join(mark.join(cells) + "\n" for cells in table)


def write(folder: Path, *rows: dict[str, str]) -> Path:
    """Write a file of events, each the example but for what is given."""
    path = folder / "events.2014.tab"
    full = [{"Event ID": str(100 + n)} | row for n, row in enumerate(rows)]
    path.write_text(text_of([EVENT | row for row in full], COLUMNS), "utf-8")
    return path


def read(path: Path, **options) -> EventLog:
    """Read a file whose flaws are expected."""
    with flaws_expected():
        return icews.read(path, **options)


def only(folder: Path, **cells: str) -> tuple[cl.Report, list[str]]:
    """Read one row, columns named with underscores; give its report and what is listed."""
    log = read(write(folder, {name.replace("_", " "): cell for name, cell in cells.items()}))
    return next(iter(log)).reports[0], log.problems["problem"].to_list()


def test_a_row_is_an_event_with_one_report_of_icews(tmp_path):
    """Source and target act on one another; the publisher is cited; codes stay text."""
    report, problems = only(tmp_path, Event_ID="20718170")
    assert problems == []
    assert report.id == "ICEWS:20718170-2014-02-20"
    assert (report.source.outlet, report.cites) == ("ICEWS", (EVENT["Publisher"],))
    assert report.when.text == "2014-02-20"
    assert report.kind == "battle|strike"
    (place,) = report.places
    assert (place.name, place.admin1, place.admin2) == ("Kyiv", "Misto Kyyiv", None)
    assert (place.country, place.precision) == ("UKR", "town")
    assert [(actor.name, actor.role, actor.country) for actor in report.actors] == [
        ("Police (Ukraine)", "initiator", "UKR"),
        ("Protester (Ukraine)", "target", "UKR"),
    ]
    assert report.facets == {
        "cameo_code": ("190",),
        "event_text": ("Use conventional military force",),
        "intensity": ("-10",),
        "sentence": ("3",),
        "source_sectors": ("Government", "Police"),
        "story_id": ("33770001",),
        "target_sectors": ("Dissident", "Protestors / Popular Opposition / Mobs"),
    }


def test_an_id_stands_for_several_days(tmp_path):
    """The key is the id with its date: two days are two events, and nothing is wrong."""
    same = {"Event ID": "7"}
    log = read(write(tmp_path, same, same | {"Event Date": "2014-02-21"}))
    assert [event.id for event in log] == ["ICEWS:7-2014-02-20", "ICEWS:7-2014-02-21"]
    assert log.problems.is_empty()
    again = read(write(tmp_path, same, same))
    assert len(again) == 2
    assert again.problems["problem"].to_list() == ["the id stands for another row already"]


@pytest.mark.parametrize("code", ["043", "0841", "1823"])
def test_codes_keep_their_zeros(tmp_path, code):
    """They are text of three or four digits."""
    report, _ = only(tmp_path, CAMEO_Code=code)
    assert report.facets["cameo_code"] == (code,)
    assert report.kind == crosswalk("cameo").kind_of(code)


def test_a_code_without_its_zero_is_no_code(tmp_path):
    """20 may be 020, an appeal, or mass violence."""
    report, problems = only(tmp_path, CAMEO_Code="20")
    assert (report.kind, problems) == (None, ["no such code: kept with its kind unset"])


@pytest.mark.parametrize(
    ("cells", "precision"),
    [
        ({}, "town"),
        ({"City": "NA", "District": "Pechersk"}, "admin2"),
        ({"City": "NULL"}, "admin1"),
        ({"City": "", "Province": "NA"}, "country"),
    ],
)
def test_the_finest_division_named_is_the_precision(tmp_path, cells, precision):
    """NA, NULL and a blank name none; NA is never Namibia."""
    report, problems = only(tmp_path, **cells)
    assert (report.places[0].precision, problems) == (precision, [])


def test_a_row_without_a_place_has_none(tmp_path):
    """NA in all of it."""
    names = ("City", "District", "Province", "Country", "Latitude", "Longitude")
    report, problems = only(tmp_path, **dict.fromkeys(names, "NA"))
    assert (report.places, problems) == ((), [])


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Country": "Atlantis"}, "no country is called that"),
        ({"Source_Country": "Atlantis"}, "no country is called that"),
        ({"Latitude": "NA"}, "one of the two is missing"),
        ({"Latitude": "5", "Longitude": "5"}, "outside its country"),
        ({"CAMEO_Code": "---"}, "no such code"),
    ],
)
def test_a_flaw_is_listed_and_the_row_kept(tmp_path, cells, problem):
    """Each with a hint."""
    _, problems = only(tmp_path, **cells)
    assert any(problem in found for found in problems)


@pytest.mark.parametrize("cells", [{"Event Date": "NA"}, {"Event ID": "NULL"}])
def test_without_id_or_date_a_row_is_rejected(tmp_path, cells):
    """Once, and the others are read."""
    path = write(tmp_path, {}, cells)
    log = read(path)
    assert len(log) == 1
    assert log.problems.filter(outcome="rejected")["row"].to_list() == [2]
    with pytest.raises(InvalidFile, match="row 2"):
        read(path, errors="raise")


def test_quotation_marks_are_letters_between_tabs(tmp_path):
    """An unpaired one swallows nothing."""
    report, _ = only(tmp_path, Source_Name='Front of the "Brave')
    assert report.actors[0].name == 'Front of the "Brave'


def test_copies_in_commas_and_with_other_names_are_read(tmp_path):
    """As databases and R write the same columns."""
    path = tmp_path / "copy.csv"
    row = EVENT | {"Source Sectors": "Police", "Target Sectors": "Mobs"}
    text = text_of([row], COLUMNS, ",")
    header, _, rest = text.partition("\n")
    path.write_text(header.lower().replace(" ", "_") + "\n" + rest)
    assert [event.id for event in cl.read(path)] == ["ICEWS:20718170-2014-02-20"]


def test_the_data_set_has_its_terms(tmp_path):
    """Nobody told us whether its rows may be republished."""
    (dataset,) = read(write(tmp_path, {}), version="v35").datasets
    assert (dataset.name, dataset.version, dataset.redistributable) == ("ICEWS", "v35", None)
    assert "10.7910/DVN/28075" in dataset.attribution


def test_what_is_no_icews_is_refused(tmp_path):
    """The message names what is missing."""
    path = tmp_path / "x.tab"
    path.write_text("Event ID\tEvent Date\n1\t2014-01-01\n")
    with pytest.raises(InvalidFile, match="CAMEO Code"):
        icews.read(path)


def test_every_row_of_a_real_file_is_read(shared_data):
    """3,705 rows, each with a kind; listed are eleven points off their country."""
    with flaws_expected():
        log = cl.read(shared_data / "icews" / "events.2018.sample.tab")
    assert len(log) == 3705
    assert log.problems["outcome"].unique().to_list() == ["kept"]
    assert log.problems["problem"].unique().len() == 1
    assert log.problems.height == 11
    assert all(event.shown.kind for event in log)


# -- a law

ODD = odd_cells(
    "", " ", '"', ",", "NA", "NULL", "0", "-1", "nan", "inf", "#x", "2014-02-30", "Ukraine"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file for all examples."""
    return tmp_path_factory.mktemp("icews") / "drawn.tab"


@HALF
@given(rows=odd_tables(EVENT, "Event ID", ODD, most=6, rows=10), header=st.permutations(COLUMNS))
def test_every_row_is_an_event_or_listed_in_any_order_of_columns(path, rows, header):
    """Events and rejected rows make up the rows; the constructors accept each event."""

    def drawn(columns: list[str]) -> EventLog:
        path.write_text(text_of(rows, columns), "utf-8", newline="")
        return read(path, encoding="utf-8")

    check_rows(rows, drawn, COLUMNS, header)

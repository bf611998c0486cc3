"""POLECAT, in its exact header: what each column becomes, what may be wrong, and a law."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import polecat
from conflictlog.kinds import crosswalk, taxonomy
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.table_laws import HALF, check_rows, odd_cells, odd_tables

EVENT = {
    "Event ID": "DUR_ENG_2022_12_19_0_1",
    "Event Date": "2022-12-19",
    "Event Type": "ASSAULT",
    "Event Mode": "drone",
    "Intensity": "-10",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "military;territory",
    "Actor Name": "Russian Armed Forces",
    "Actor Country": "RUS",
    "Actor COW": "365",
    "Primary Actor Sector": "MIL",
    "Actor Sectors": "MIL;GOV",
    "Actor Title": "None",
    "Actor Name Raw": "Russia's forces",
    "Wikipedia Actor ID": "Russian_Armed_Forces",
    "Recipient Name": "None",
    "Recipient Country": "UKR",
    "Recipient COW": "369",
    "Primary Recipient Sector": "CVL",
    "Recipient Sectors": "CVL",
    "Recipient Title": "None",
    "Recipient Name Raw": "None",
    "Wikipedia Recipient ID": "None",
    "Placename": "Kyiv",
    "City": "Kyiv",
    "District": "None",
    "Province": "Kyiv City",
    "Country": "UKR",
    "Latitude": "50.45466",
    "Longitude": "30.5238",
    "GeoNames ID": "703448",
    "Raw Placename": "the capital",
    "Feature Type": "PPLC",
    "Source": "Example Daily",
    "Publication Date": "2022-12-20",
    "Story People": "None",
    "Story Organizations": "None",
    "Story Locations": "Kyiv;Ukraine",
    "Language": "English",
    "Version": "NGEC_Release603",
}
COLUMNS = list(EVENT)


def text_of(rows: list[dict[str, str]], columns: list[str]) -> str:
    """Write rows as POLECAT does: a header, tabs, no quotes."""
    table = [columns, *([row[name] for name in columns] for row in rows)]
    return "".join("\t".join(cells) + "\n" for cells in table)


def write(folder: Path, *rows: dict[str, str]) -> Path:
    """Write a file of events, each the example but for what is given."""
    path = folder / "ngecEvents.20221226.Release603.DV.txt"
    full = [{"Event ID": f"E{n}"} | row for n, row in enumerate(rows)]
    path.write_text(text_of([EVENT | row for row in full], COLUMNS), "utf-8")
    return path


def read(path: Path, **options) -> EventLog:
    """Read a file whose flaws are expected."""
    with flaws_expected():
        return polecat.read(path, **options)


def only(folder: Path, **cells: str) -> tuple[cl.Report, list[str]]:
    """Read one row, columns named with underscores; give its report and what is listed."""
    log = read(write(folder, {name.replace("_", " "): cell for name, cell in cells.items()}))
    return next(iter(log)).reports[0], log.problems["problem"].to_list()


def test_a_row_is_an_event_with_one_report_of_polecat(tmp_path):
    """Actor and recipient, type and mode, the feature's size; None says nothing."""
    assert len(COLUMNS) == 40
    report, problems = only(tmp_path)
    assert problems == []
    assert report.id == "POLECAT:E0"
    assert (report.source.outlet, report.cites) == ("POLECAT", ("Example Daily",))
    assert report.when.text == "2022-12-19"
    assert report.kind == "strike/drone"
    (place,) = report.places
    assert (place.name, place.country, place.precision) == ("Kyiv", "UKR", "town")
    assert (place.admin1, place.admin2) == ("Kyiv City", None)
    assert [(a.name, a.role, a.country, a.type) for a in report.actors] == [
        ("Russian Armed Forces", "initiator", "RUS", "MIL"),
        ("UKR", "target", "UKR", "CVL"),
    ]
    assert report.facets["contexts"] == ("military", "territory")
    assert report.facets["event_mode"] == ("drone",)
    assert "actor_title" not in report.facets


def test_it_is_recognised_by_its_columns(tmp_path):
    """And not taken for ICEWS, whose ids and dates are called the same."""
    assert [event.id for event in cl.read(write(tmp_path, {}))] == ["POLECAT:E0"]


@pytest.mark.parametrize(
    ("kind", "mode", "found"),
    [
        ("CONSULT", "visit", "visit"),
        ("CONSULT", "phone", "talks/call"),
        ("consult", "None", "talks|visit"),
        ("REQUEST", "assist", "statement"),
        ("DEMAND", "None", "statement"),
        ("PROTEST", "riot", "riot"),
        ("RETREAT", "ceasefire", "agreement/ceasefire"),
    ],
)
def test_type_and_mode_are_a_kind(tmp_path, kind, mode, found):
    """A type without its mode may be any of several kinds."""
    report, problems = only(tmp_path, Event_Type=kind, Event_Mode=mode)
    assert (report.kind, problems) == (found, [])


def test_several_modes_are_any_of_their_kinds(tmp_path):
    """PLOVER allows it: kidnapped at gunpoint; one that is not known leaves the type's kind."""
    report, problems = only(tmp_path, Event_Type="ASSAULT", Event_Mode="abduct;firearms")
    assert (report.kind, problems) == ("attack|attack/abduction|battle", [])
    assert report.facets["event_mode"] == ("abduct", "firearms")
    report, problems = only(tmp_path, Event_Type="ASSAULT", Event_Mode="abduct;trebuchet")
    assert report.kind == crosswalk("plover").kind_of("ASSAULT")
    assert len(problems) == 1


def test_a_type_may_be_whatever_one_of_its_modes_may_be():
    """Else who looks for a kind would miss the rows that were coded without a mode."""
    scheme, tree = crosswalk("plover"), taxonomy()
    for code, entry in scheme.entries.items():
        above = scheme.entries[code.partition(" ")[0]]
        for kind in (*entry.kind.split("|"), *entry.also):
            assert any(tree.answers(fit, kind)[0] for fit in (above.kind, *above.also)), (
                code,
                kind,
            )


def test_a_mode_that_is_not_known_leaves_the_kind_of_its_type(tmp_path):
    """The word stays as a facet; a type that is not known leaves none."""
    report, problems = only(tmp_path, Event_Mode="trebuchet")
    assert report.kind == crosswalk("plover").kind_of("ASSAULT")
    assert report.facets["event_mode"] == ("trebuchet",)
    assert len(problems) == 1
    report, problems = only(tmp_path, Event_Type="ASTONISH")
    assert report.kind is None
    assert problems == ["no such event type: kept with its kind unset"]


@pytest.mark.parametrize(
    ("feature", "precision"),
    [
        *(("PCLI", "country"), ("ADM1", "admin1"), ("ADM2", "admin2"), ("ADM3", "admin2")),
        *(("PPL", "town"), ("PPLA2", "town"), ("SEA", "water"), ("None", "unknown")),
    ],
)
def test_features_are_precisions(tmp_path, feature, precision):
    """By the codes of GeoNames."""
    report, problems = only(tmp_path, Feature_Type=feature)
    assert (report.places[0].precision, problems) == (precision, [])


def test_several_names_in_a_cell_are_several_actors(tmp_path):
    """No one's country is known then."""
    report, _ = only(tmp_path, Actor_Name="France; Germany", Actor_Country="FRA;DEU")
    assert [(a.name, a.role, a.country) for a in report.actors][:2] == [
        ("France", "initiator", None),
        ("Germany", "initiator", None),
    ]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Country": "Atlantis"}, "no country is called that"),
        ({"Actor_Country": "Atlantis"}, "no country is called that"),
        ({"Feature_Type": "HTL"}, "how large"),
        ({"Longitude": "None"}, "one of the two is missing"),
        ({"Latitude": "5", "Longitude": "5"}, "outside its country"),
    ],
)
def test_a_flaw_is_listed_and_the_row_kept(tmp_path, cells, problem):
    """With what is wrong."""
    _, problems = only(tmp_path, **cells)
    assert any(problem in found for found in problems)


def test_an_id_that_repeats_is_kept_under_a_new_one(tmp_path):
    """A few do: both rows stay, and it is listed."""
    log = read(write(tmp_path, {"Event ID": "E"}, {"Event ID": "E"}))
    assert len(log) == 2
    assert log.problems["problem"].to_list() == ["the id stands for another row already"]


@pytest.mark.parametrize("cells", [{"Event Date": "None"}, {"Event ID": "None"}])
def test_without_id_or_date_a_row_is_rejected(tmp_path, cells):
    """And the others are read."""
    path = write(tmp_path, {}, cells)
    log = read(path)
    assert len(log) == 1
    assert log.problems.filter(outcome="rejected")["row"].to_list() == [2]
    with pytest.raises(InvalidFile, match="row 2"):
        read(path, errors="raise")


def test_event_intensity_is_intensity(tmp_path):
    """As some releases call it."""
    path = write(tmp_path, {})
    path.write_text(path.read_text().replace("\tIntensity\t", "\tEvent Intensity\t"))
    assert next(iter(read(path))).reports[0].facets["intensity"] == ("-10",)


def test_its_rows_may_not_be_republished(tmp_path):
    """It is for research and education, all rights reserved."""
    (dataset,) = read(write(tmp_path, {}), version="Release603").datasets
    assert (dataset.name, dataset.version, dataset.redistributable) == (
        "POLECAT",
        "Release603",
        False,
    )


def test_what_is_no_polecat_is_refused(tmp_path):
    """The message names what is missing."""
    path = tmp_path / "x.txt"
    path.write_text("Event ID\tEvent Date\n1\t2022-01-01\n")
    with pytest.raises(InvalidFile, match="Event Type"):
        polecat.read(path)


# -- a law

ODD = odd_cells(
    "", " ", '"', ";", "None", "a;b", "0", "-1", "nan", "inf", "#x", "2014-02-30", "UKR;RUS"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file for all examples."""
    return tmp_path_factory.mktemp("polecat") / "drawn.txt"


@HALF
@given(rows=odd_tables(EVENT, "Event ID", ODD, most=8, rows=8), header=st.permutations(COLUMNS))
def test_every_row_is_an_event_or_listed_in_any_order_of_columns(path, rows, header):
    """Events and rejected rows make up the rows; the constructors accept each event."""

    def drawn(columns: list[str]) -> EventLog:
        path.write_text(text_of(rows, columns), "utf-8", newline="")
        return read(path, encoding="utf-8")

    check_rows(rows, drawn, COLUMNS, header)

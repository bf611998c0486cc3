"""Spreadsheets: typed by hand, safe to open, lossless for what can be typed."""

from __future__ import annotations

import datetime as dt
import sys
import warnings
from pathlib import Path

import attrs
import pytest

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import (
    InvalidFile,
    InvalidValue,
    MissingExtra,
    NotExpressible,
    UnknownName,
)
from conflictlog.event import Assessment, Event, Link, Member
from conflictlog.formats import ProblemsWarning, read, write
from conflictlog.formats.spreadsheet import LossWarning, describe_columns
from conflictlog.formats.spreadsheet.cells import (
    disarm,
    read_number,
    read_when,
    rearm,
    show_when,
)
from conflictlog.formats.spreadsheet.columns import COLUMNS
from conflictlog.formats.spreadsheet.counts import read_count, show_count
from conflictlog.formats.spreadsheet.dictionary import (
    dictionary_table,
)
from conflictlog.formats.spreadsheet.phrases import Phrase, read_phrases, write_phrases
from conflictlog.formats.spreadsheet.things import read_places, show_places
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Actor, Dataset, Estimate, Locator, Report, Source
from conflictlog.when import When

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.testing import estimates, logs, places, texts, whens
from tests.table_laws import HALF


def typed(tmp_path: Path, text: str, name: str = "typed.csv") -> Path:
    """Write a file as a person would."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# --------------------------------------------------------------------------------------- laws


def trimmed(event: Event) -> Event:
    """Take from an event what the format declares as lost."""
    reports = [
        attrs.evolve(
            report,
            member=None,
            locator=None,
            source=report.source and attrs.evolve(report.source, sha256=None),
        )
        for report in event.reports
    ]
    return attrs.evolve(event, members=(), reports=reports)


@given(log=logs())
def test_what_is_lost_is_exactly_what_is_declared(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """What is lost is exactly what is declared; text that cannot be typed is told."""
    check_losses(tmp_path_factory.getbasetemp() / "law.csv", log)


@HALF
@given(log=logs())
def test_excel_loses_no_more(tmp_path_factory: pytest.TempPathFactory, log: EventLog) -> None:
    """The same table in a workbook."""
    pytest.importorskip("fastexcel")
    pytest.importorskip("xlsxwriter")
    check_losses(tmp_path_factory.getbasetemp() / "law.xlsx", log)


def check_losses(path: Path, log: EventLog) -> None:
    """Assert that a log comes back from a file, less what is declared."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        write(log, path, republish=True)
        back = read(path)
    told = "".join(str(warning.message) for warning in caught)
    assert ("cannot be typed" in told) or back == EventLog(map(trimmed, log))
    if "cannot be typed" not in told:
        assert back.ids == log.ids


@given(texts() | st.text())
def test_disarmed_cells_come_back_and_are_no_formulas(text: str) -> None:
    """Disarmed cells come back, and are no formulas unless they are numbers."""
    assert rearm(disarm(text)) == text
    if disarm(text)[:1] in tuple("=+-@\t\r\n"):
        assert read_number(text) is not None


@given(whens())
def test_a_time_comes_back_from_its_cell(when: When) -> None:
    """A time comes back from its cell."""
    text, tz = show_when(when)
    assert read_when(text, tz or None) == when


@given(estimates())
def test_a_count_comes_back_from_its_cell(estimate: Estimate) -> None:
    """A count comes back from its cell."""
    assert read_count(show_count(estimate)) == estimate


@given(st.lists(places(), max_size=3))
def test_places_come_back_from_their_cell(several: list[Place]) -> None:
    """Places come back from their cell."""
    assert list(read_places(show_places(several))) == several


words = st.text().map(str.strip).filter(bool)


@given(
    st.lists(
        st.builds(
            Phrase,
            words,
            words=st.lists(words, max_size=2).map(tuple),
            options=st.lists(st.tuples(st.sampled_from(["a", "b"]), st.text()), max_size=2).map(
                tuple
            ),
        )
    )
)
def test_phrases_come_back(phrases: list[Phrase]) -> None:
    """Phrases come back, whatever stands in them."""
    assert list(read_phrases(write_phrases(phrases))) == phrases


# -------------------------------------------------------------------------------- by people


def test_a_hand_typed_table_is_read(tmp_path: Path) -> None:
    """A hand-typed table is read: rows of one id are one event, others are their own."""
    path = typed(
        tmp_path,
        "Event;Date;TZ;Place;Lat;Lon;Country;Source;Claimant;Downed;Injured;Actors;Stance\n"
        "raid;2022-12-19;Europe/Kyiv;Kyiv;50.45;30.52;Ukraine;AFP;Ukraine;30;none known;"
        '"Russia (initiator); ""Wagner (PMC)"" (party)";\n'
        "raid;;;;;;;TASS;the Kremlin;several;3-5;;denies\n"
        ";;;;;;;;;;;;\n"
        ";2022-12;;Minsk;;;BLR;AFP;;4+;up to 10;;\n",
    )
    raid, other = read(path)
    assert raid.id == "raid"
    assert len(raid.reports) == 2
    claim = next(report for report in raid.reports if report.stance == "affirms")
    denial = next(report for report in raid.reports if report.stance == "denies")
    assert claim.when == When("2022-12-19", tz="Europe/Kyiv")
    assert claim.places == (Place("Kyiv", lat=50.45, lon=30.52, country="UKR"),)
    assert claim.actors == (Actor("Russia", role="initiator"), Actor("Wagner (PMC)", role="party"))
    assert claim.estimates == {"downed": Estimate(30), "injured": Estimate.none_known()}
    assert denial.estimates == {
        "downed": Estimate(text="several"),
        "injured": Estimate(low=3, high=5),
    }
    assert other.reports[0].estimates == {"downed": Estimate(low=4), "injured": Estimate(high=10)}
    assert other.id.startswith("e-")


def test_what_the_analyst_sets_stands_in_columns_of_its_own(tmp_path: Path) -> None:
    """What the analyst sets stands in columns of its own, in any row of the event."""
    path = typed(
        tmp_path,
        "event,title,event_kind,event_when,event_places,outlet,tags,links\n"
        "a,,,,,AFP,,\n"
        'a,Raid,strike,2022-12-19; tz=Europe/Kyiv,"Kyiv (lat=50.45, lon=30.52); Kharkiv",TASS,'
        "x; y,part_of=wave (claimant=Ukraine)\n",
    )
    (event,) = read(path)
    assert event.title == "Raid"
    assert event.when == When("2022-12-19", tz="Europe/Kyiv")
    assert event.places == (Place("Kyiv", lat=50.45, lon=30.52), Place("Kharkiv"))
    assert event.tags == ("x", "y")
    assert event.links == (Link("part_of", "wave", claimant="Ukraine"),)
    assert len(event.reports) == 2


def test_every_fault_is_listed_with_row_column_value_and_cure(tmp_path: Path) -> None:
    """Every fault is listed with row, column, value and cure; good rows stay."""
    path = typed(
        tmp_path,
        "event,when,lat,lon,phase,killed,outlet,url,sensitive\n"
        'a,19/12/2022,"50,45",30,hapened,"1,000",AFP,,maybe\n'
        "b,2022-12-19,91,30,,,AFP,,\n"
        "c,2022-02-30,,,,,,http://x,\n"
        "d,2022-12-19,,,,30 (35-28),AFP,,yes\n"
        "d,,,,,,TASS,,no\n"
        "e,,,,,,AFP,,,stray\n",
    )
    with pytest.warns(ProblemsWarning, match=r"5 rows rejected, 1 row kept with a flaw"):
        log = read(path)
    assert log.ids == ("d",)
    found = {(row["row"], row["column"]): row for row in log.problems.iter_rows(named=True)}
    assert set(found) == {
        (2, "when"),
        (2, "lat"),
        (2, "phase"),
        (2, "killed"),
        (2, "sensitive"),
        (3, "lat"),
        (4, "when"),
        (5, "killed"),
        (6, "sensitive"),
        (7, None),
    }
    assert found[2, "when"]["value"] == "19/12/2022"
    assert 'date_format="%d/%m/%Y"' in found[2, "when"]["hint"]
    assert "50.45" in found[2, "lat"]["hint"]
    assert "'happened'" in found[2, "phase"]["hint"]
    assert "-90 to 90" in found[3, "lat"]["hint"]
    assert found[5, "killed"]["outcome"] == "kept"
    assert "differs from row 5" in found[6, "sensitive"]["problem"]
    with pytest.raises(InvalidFile, match=r"typed.csv, row 2, when: .*19/12/2022"):
        read(path, errors="raise")


def test_a_url_without_an_outlet_asks_for_it(tmp_path: Path) -> None:
    """A url without an outlet asks for it."""
    path = typed(tmp_path, "event,url,when\na,http://x,2022\n")
    with pytest.raises(InvalidFile, match=r"outlet is blank, but url is not.*"):
        read(path, errors="raise")


def test_dates_of_another_form_are_read_when_it_is_said(tmp_path: Path) -> None:
    """Dates of another form are read when it is said how."""
    path = typed(tmp_path, "event,when,published,outlet\na,19/12/2022,20/12/2022,AFP\n")
    (event,) = read(path, date_format="%d/%m/%Y")
    assert event.reports[0].when == When("2022-12-19")
    assert event.reports[0].source == Source("AFP", published="2022-12-20")


def test_unknown_columns_name_the_nearest_or_are_passed_over(tmp_path: Path) -> None:
    """Unknown columns name the nearest, or are passed over when told."""
    path = typed(tmp_path, "event,when,outlett,mood\na,2022,AFP,bad\n")
    with pytest.raises(InvalidFile, match=r"'outlett', 'mood'.*did you mean 'outlet'.*ignore="):
        read(path, format="spreadsheet")
    assert len(read(path, format="spreadsheet", ignore=["outlett", "mood"])) == 1
    twice = typed(tmp_path, "event,when,Date\na,2022,2023\n", "twice.csv")
    with pytest.raises(InvalidFile, match=r"two columns are headed 'when'"):
        read(twice)


def test_rows_that_say_the_same_are_events_of_their_own_and_listed(tmp_path: Path) -> None:
    """Rows without an id that say the same are events of their own, and listed."""
    path = typed(tmp_path, "when,place\n2022-12-19,Kyiv\n2022-12-19,Kyiv\n")
    with pytest.warns(ProblemsWarning, match=r"the same as row 2"):
        log = read(path)
    assert len(log) == 2
    assert log.ids[1] == f"{log.ids[0]}.2"


def test_a_broken_quotation_is_refused_with_its_line(tmp_path: Path) -> None:
    """A broken quotation is refused with its line."""
    path = typed(tmp_path, 'event,when,place\na,2022,"Kyiv\n')
    with pytest.raises(InvalidFile, match=r"typed.csv, line 2: .*not doubled"):
        read(path)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Russia (initiatr)", "did you mean 'initiator'"),
        ("Russia (initiator", "bracket '\\(' is not closed"),
        ('"Russia', "is not closed"),
        ("Russia (contry=RUS)", "did you mean 'country'"),
        ("Russia (PMC, party)", "double quotes"),
        ("Russia (country=RUS, country=UKR)", "two of 'country'"),
        ("(party)", "name is ''"),
    ],
)
def test_a_mistyped_list_names_the_cure(tmp_path: Path, cell: str, words: str) -> None:
    """A mistyped list names the cure."""
    quoted = cell.replace('"', '""')
    path = typed(tmp_path, f'event,when,actors\na,2022,"{quoted}"\n')
    with pytest.raises(InvalidFile, match=words):
        read(path, errors="raise")


@pytest.mark.parametrize("cell", ["30 (28", "a; b", "1,000", "30 (28-35, low=2)", "30 people"])
def test_a_mistyped_count_is_refused(cell: str) -> None:
    """A mistyped count is refused."""
    with pytest.raises(InvalidValue):
        read_count(cell)


@pytest.mark.parametrize(
    "cell", ["2022-12-19; always", "2022; precision=day; precision=day", "s0=soon", "19.12.2022"]
)
def test_a_mistyped_time_is_refused(cell: str) -> None:
    """A mistyped time is refused."""
    with pytest.raises(InvalidValue):
        read_when(cell)


# ------------------------------------------------------------------------------------ writing


def test_cells_are_written_for_people(tmp_path: Path) -> None:
    """Cells are written for people."""
    path = tmp_path / "log.csv"
    report = Report(
        source=Source("AFP", published="2022-12-19"),
        when=When("2022-12-19", tz="Europe/Kyiv", throughout=True),
        place=Place("Kyiv", lat=50.45, lon=30.52),
        estimates={
            "killed": 3,
            "sorties": Estimate(text="several"),
            "downed": Estimate(30, low=28),
        },
    )
    write(EventLog([Event(id="a", title="=1+1", reports=[report])]), path)
    header, row = path.read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert {name: text for name, text in cells.items() if text} == {
        "event": "a",
        "title": "'=1+1",
        "outlet": "AFP",
        "published": "2022-12-19",
        "stance": "affirms",
        "when": "2022-12-19; throughout",
        "tz": "Europe/Kyiv",
        "place": "Kyiv",
        "lat": "50.45",
        "lon": "30.52",
        "radius_km": "5",
        "precision": "town",
        "downed": "30 (low=28)",
        "killed": "3",
        "estimates": "sorties=several",
    }


def test_an_empty_log_gives_a_form_to_type_into(tmp_path: Path) -> None:
    """An empty log gives a form to type into."""
    path = tmp_path / "form.csv"
    write(EventLog(), path)
    assert path.read_text(encoding="utf-8-sig").startswith("event,title,outlet,published,claimant")
    assert len(read(path)) == 0


def test_what_would_be_lost_is_told_refused_or_allowed(tmp_path: Path) -> None:
    """What would be lost is told, refused before anything is written, or allowed."""
    report = Report(source=Source("AFP", sha256="ab"), locator=Locator(row=1), member="m")
    log = EventLog([Event(reports=[report], members=[Member(id="m")])], datasets=[Dataset("hand")])
    path = tmp_path / "log.csv"
    with pytest.raises(NotExpressible, match=r"report.locator \(1, "):
        write(log, path, lossy="raise")
    assert not path.exists()
    with pytest.warns(LossWarning, match="log.csv cannot hold") as caught:
        write(log, path)
    for lost in ("event.members", "report.member", "source.sha256", "log.datasets"):
        assert lost in str(caught[0].message)
    write(log, path, lossy="allow")
    with pytest.raises(UnknownName, match=r"lossy is 'warm'.*did you mean 'warn'"):
        write(log, path, lossy="warm")
    odd = EventLog([Event(id="x", place=Place("a "), reports=[Report(source=" AFP")])])
    with pytest.warns(LossWarning, match=r"text that cannot be typed \(1, x\)"):
        write(odd, path)


def test_ids_made_of_content_are_left_out_where_nothing_names_them(tmp_path: Path) -> None:
    """Ids made of content are left out where nothing names them, so cells may be edited."""
    first = Report(source="AFP")
    second = Report(source="TASS", derived_from=[first.id])
    write(EventLog([Event(id="a", reports=[first, second])]), tmp_path / "log.csv")
    text = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    assert first.id in text
    assert second.id not in text
    assert set(read(tmp_path / "log.csv")["a"].reports) == {first, second}


def test_the_sample_comes_back(tmp_path: Path) -> None:
    """The sample comes back, from CSV and from Excel, and loses nothing."""
    pytest.importorskip("fastexcel")
    pytest.importorskip("xlsxwriter")
    sample = EventLog(minsk_kyiv_2022())
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"sample{suffix}"
        write(sample, path, lossy="raise")
        assert read(path) == sample
        assert read(path).ids == sample.ids


def test_judgements_come_back(tmp_path: Path) -> None:
    """Judgements come back, with commas and brackets in them."""
    judged = Assessment(who="desk (night)", p=0.9, when="2022-12-20", why="film; see a, b")
    log = EventLog([Event(id="a", assessments=[judged])])
    write(log, tmp_path / "log.csv")
    assert read(tmp_path / "log.csv") == log


# -------------------------------------------------------------------------------------- Excel


def test_excel_s_own_dates_numbers_and_truths_are_read(tmp_path: Path) -> None:
    """Excel's own dates, numbers and truths are read, under blank rows too."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    path = tmp_path / "own.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("mine")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(1, 0, ["Event", "When", "TZ", "Lat", "Lon", "Killed", "Sensitive", "Published"])
    sheet.write_row(2, 0, [412700, None, None, 50.45, 30.52, 3, True])
    sheet.write_datetime(2, 1, dt.datetime(2022, 12, 19), day)
    sheet.write_datetime(2, 7, dt.datetime(2022, 12, 20), day)
    sheet.write_datetime(3, 1, dt.datetime(2022, 12, 19, 3, 10), day)
    sheet.write_string(3, 2, "Europe/Kyiv")
    book.close()
    one, two = read(path, ignore="Published")
    assert one.id == "412700"
    assert one.sensitive
    assert one.reports[0].when == When("2022-12-19")
    assert one.reports[0].estimates["killed"] == Estimate(3)
    assert two.reports[0].when == When("2022-12-19T03:10", tz="Europe/Kyiv")
    with pytest.raises(InvalidFile, match=r"own.xlsx, row 3, published: "):
        read(path, errors="raise")  # a date of publication without an outlet
    with pytest.raises(UnknownName, match=r"sheet is 'min'.*did you mean 'mine'"):
        read(path, sheet="min")


def test_excel_files_that_are_cut_are_refused(tmp_path: Path) -> None:
    """Excel files that are cut are refused."""
    pytest.importorskip("fastexcel")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "log.xlsx"
    write(EventLog([Event(kind="visit")]), path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InvalidFile, match=r"no whole Excel file.*save it again"):
        read(path)


def test_excel_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel needs its extra, and the message has the line that installs it."""
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "log.xlsx"
    write(EventLog(), path)
    monkeypatch.setitem(sys.modules, "fastexcel", None)
    with pytest.raises(MissingExtra, match=r'pip install "conflictlog\[excel\]"'):
        read(path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"conflictlog\[excel\]"):
        write(EventLog(), tmp_path / "new.xlsx")
    assert [entry.name for entry in tmp_path.iterdir()] == ["log.xlsx"]


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    """A text too long for a cell is refused, and nothing is written."""
    pytest.importorskip("xlsxwriter")
    log = EventLog([Event(notes="x" * 40_000)])
    with pytest.raises(NotExpressible, match=r"row 2, notes: 40000 characters.*JSON Lines"):
        write(log, tmp_path / "log.xlsx")
    assert not list(tmp_path.iterdir())


def test_every_column_is_described() -> None:
    """Every column is described."""
    assert all(f"{column.name}: " in describe_columns() for column in COLUMNS)


def test_a_last_row_that_breaks_off_is_listed(tmp_path: Path) -> None:
    """A file that is cut inside a row says so; one that merely lacks its last newline does not."""
    whole = "event,when,kind,notes\na,2022-12-19,strike,one\nb,2022-12-20,visit,two"
    assert read(typed(tmp_path, whole)).problems.is_empty()
    with pytest.warns(ProblemsWarning, match="ends within this row"):
        log = read(typed(tmp_path, whole.removesuffix("it,two")))
    assert len(log) == 2
    assert log.problems.select("row", "value", "outcome").rows() == [(3, "vis", "kept")]


def test_failed_formulas_are_listed_and_not_taken_for_blank(tmp_path: Path) -> None:
    """What a formula leaves behind that has no result is a fault of its row."""
    pytest.importorskip("fastexcel")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "failed.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("R&D")
    sheet.write_row(0, 0, ["event", "when", "killed"])
    sheet.write_row(1, 0, ["a", "2022-12-19"])
    sheet.write_formula(1, 2, "=1/0", value="#DIV/0!")
    sheet.write_row(2, 0, ["b", "2022-12-19"])
    sheet.write_formula(2, 2, "=1+2", value=3)
    book.close()
    exported = typed(tmp_path, "event,when,killed\na,2022-12-19,#DIV/0!\nb,2022-12-19,3\n")
    for file in (path, exported):
        with pytest.warns(ProblemsWarning, match="a formula has failed"):
            log = read(file)
        assert [event.id for event in log] == ["b"]
        assert log["b"].estimate("killed").best == 3
        assert log.problems.select("row", "column", "value").rows() == [(2, "killed", "#DIV/0!")]


def test_merged_cells_speak_for_all_their_rows(tmp_path: Path) -> None:
    """An id merged over the rows of an event is the id of each; a title stays where it is."""
    pytest.importorskip("fastexcel")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    left = 2  # blank columns to the left change nothing
    sheet.write_row(0, left, ["event", "when", "kind", "outlet"])
    sheet.merge_range(1, left, 2, left, "a")
    sheet.merge_range(1, left + 1, 2, left + 1, "2022-12-19")
    sheet.merge_range(1, left + 2, 2, left + 2, "visit")
    sheet.write_column(1, left + 3, ["AFP", "Reuters"])
    sheet.merge_range(3, left, 3, left + 1, "b")
    sheet.write_row(3, left + 2, ["visit", "AFP"])
    book.close()
    log = read(path)
    assert [event.id for event in log] == ["a", "b"]
    reports = log["a"].reports
    assert {report.source.outlet for report in reports} == {"AFP", "Reuters"}
    assert {report.when for report in reports} == {When("2022-12-19")}
    assert log["b"].when is None


def test_excel_s_clock_times_without_a_date_are_refused(tmp_path: Path) -> None:
    """Excel puts such a time on the last day of 1899: nothing happened then."""
    with pytest.warns(ProblemsWarning, match="a clock time without a date"):
        log = read(typed(tmp_path, "event,when,tz\na,1899-12-31 10:30:00,Europe/Kyiv\n"))
    assert len(log) == 0


def test_a_date_format_is_text(tmp_path: Path) -> None:
    """A date format is text."""
    with pytest.raises(InvalidValue, match="date_format is 3"):
        read(typed(tmp_path, "event,when\na,2022\n"), date_format=3)


def test_the_page_holds_the_data_dictionary() -> None:
    """The reference page has each column with all that the data dictionary says of it."""
    page = Path(__file__).parents[1] / "docs" / "reference" / "spreadsheet.md"
    rows = page.read_text(encoding="utf-8").replace("\\|", "|").replace("`", "").splitlines()
    for cells in dictionary_table()[1:]:
        assert f"| {' | '.join(cells)} |" in rows

"""The flat table: one row an event for other tools, and back less what is declared."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import attrs
import polars as pl
import pytest

import conflictlog as cl
from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import InvalidFile, NotExpressible
from conflictlog.event import Event
from conflictlog.formats import LossWarning, ProblemsWarning, read, write
from conflictlog.formats.flat import LOSSES
from conflictlog.formats.flat.columns import COLUMNS, columns_table
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Report
from tests.flawed import flaws_expected

pytest.importorskip("hypothesis")
from hypothesis import given, settings

from conflictlog.testing import logs

ROOT = Path(__file__).resolve().parents[1]


def flattened(event: Event) -> Event:
    """Give an event as its row has it, by the object alone."""
    shown = event.shown
    named = dict.fromkeys(actor for report in event.reports for actor in report.actors)
    return Event(
        id=event.id,
        title=shown.title,
        kind=shown.kind,
        phase=shown.phase,
        when=shown.when,
        places=shown.places,
        actors=event.actors or tuple(named),
        facets=event.facets,
        tags=event.tags,
        notes=event.notes,
        sensitive=event.sensitive,
    )


def told(log: EventLog, path: Path) -> str:
    """Write a log, and give what is said of losses."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        write(log, path, republish=True)
    return "; ".join(str(item.message) for item in caught if item.category is LossWarning)


@settings(max_examples=15)
@given(log=logs())
def test_what_is_lost_is_what_is_declared(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """Reading gives what events showed; but for text that was named, nothing of it is lost."""
    path = tmp_path_factory.getbasetemp() / "law.flat.csv"
    said = told(log, path)
    expected = [flattened(event) for event in log]
    if expected:
        with flaws_expected():
            back = list(read(path))
        assert (back == expected) == ("text that a cell" not in said)
    assert (expected == list(log) and not log.datasets) == (said == "")


def test_the_table_is_what_other_tools_read(tmp_path: Path) -> None:
    """Numbers are numbers, days are ISO days, and the file is what the csv module reads."""
    path = tmp_path / "december.flat.csv"
    minsk_kyiv_2022().write(path, lossy="allow")
    table = pl.read_csv(path, try_parse_dates=True)
    raid = table.row(by_predicate=pl.col("id") == "MK22:raid", named=True)
    shown = minsk_kyiv_2022()["MK22:raid"]
    downed = shown.estimate("downed", scope="")
    assert [raid[f"downed_{part}"] for part in ("low", "best", "high")] == [
        downed.low,
        downed.best,
        downed.high,
    ]
    assert str(raid["last_day"]) == "2022-12-19"
    assert raid["reports"] == len(shown.reports)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["id"] for row in rows] == list(minsk_kyiv_2022().ids)
    assert path.read_bytes().count(b"\r\n") == len(rows) + 1


def test_no_zone_is_invented(tmp_path: Path) -> None:
    """A moment is in UTC where the zone is known, and bears none where it is not."""
    path = tmp_path / "a.flat.csv"
    kyiv = cl.When("2022-12-19", tz="Europe/Kyiv")
    write(EventLog([Event(id="a", when=kyiv), Event(id="b", when="2022-12-19")]), path)
    table = pl.read_csv(path, infer_schema=False)
    assert table["earliest_start"].to_list() == ["2022-12-18T22:00:00Z", "2022-12-19T00:00:00"]
    assert table["first_day"].to_list() == ["2022-12-19", "2022-12-19"]


def test_a_data_set_comes_back_as_it_was_shown(tmp_path: Path, shared_data: Path) -> None:
    """Of 16,566 events of the UCDP, everything that is shown comes back."""
    with pytest.warns(ProblemsWarning, match="101 rows kept with a flaw"):
        log = read(shared_data / "ucdp-ged" / "ged_syr_2016-2019.csv.gz")
    write(log, tmp_path / "ged.flat.csv", lossy="allow")
    back = read(tmp_path / "ged.flat.csv", errors="raise")
    for name in ("kind", "title", "s0", "s1", "e0", "e1", "lat", "lon", "radius_km", "country"):
        assert log.derived[name].eq_missing(back.derived[name]).all(), name


def test_formulas_are_disarmed_and_numbers_are_not(tmp_path: Path) -> None:
    """No text runs as a formula, negative numbers stay, and the reader undoes it exactly."""
    titles = ["=HYPERLINK(1)", "+1 (wounded)", "-33.1", "@all", "'=x", "'tis", "＝1"]
    log = EventLog(
        [
            Event(id=f"={n}", title=title, place=Place("-", lat=-33.5, lon=-70.25, radius_km=1))
            for n, title in enumerate(titles)
        ]
    )
    path = tmp_path / "a.flat.csv"
    assert told(log, path) == ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == [
        *("'=HYPERLINK(1)", "'+1 (wounded)", "-33.1", "'@all", "''=x", "'tis", "'＝1"),
    ]
    assert {(row["lat"], row["lon"]) for row in rows} == {("-33.5", "-70.25")}
    assert read(path) == log


def test_a_spreadsheet_may_save_it_again(tmp_path: Path) -> None:
    """Semicolons, another encoding, moved columns and edited cells are read."""
    path = tmp_path / "a.flat.csv"
    log = EventLog([Event(id="a", title="Söderköping", when="2022-12-19", place="Minsk")])
    write(log, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("lat")], rows[1][rows[0].index("lon")] = "53.9", "27.57"
    text = "\r\n".join(";".join(reversed(row)) for row in rows)
    path.write_bytes((text + "\r\n").encode("cp1252"))
    back = read(path, encoding="cp1252")
    assert back[0].title == "Söderköping"
    assert (back[0].place.lat, back[0].place.lon) == (53.9, 27.57)


def test_faulty_cells_are_listed_with_row_column_and_value(tmp_path: Path) -> None:
    """A row with a faulty cell is left out and listed; strange columns are named once."""
    path = tmp_path / "a.flat.csv"
    log = EventLog([Event(id=f"e{n}", kind="visit", place=Place("Minsk")) for n in range(5)])
    write(log, path)
    table = pl.read_csv(path, infer_schema=False).with_columns(
        pl.lit("x").alias("mine"), pl.lit("3").alias("killed_low")
    )
    cells = pl.col("id").replace_strict
    table = table.with_columns(
        cells({"e1": "perhaps"}, default=None).alias("phase"),
        cells({"e2": "95"}, default=None).alias("lat"),
        cells({"e2": "27"}, default=None).alias("lon"),
        pl.when(pl.col("id") != "e3").then("id").alias("id"),
    )
    table.write_csv(path)
    with pytest.warns(ProblemsWarning, match="3 rows rejected"):
        back = read(path)
    assert back.ids == ("e0", "e4")
    assert sorted(back.problems.select("row", "column", "value").rows()) == [
        (0, None, None),
        (2, "phase", "perhaps"),
        (3, "lat", "95"),
        (4, "id", None),
    ]
    assert "mine" in back.problems.filter(row=0)["problem"][0]
    assert "killed" not in back.problems.filter(row=0)["problem"][0]
    with pytest.raises(InvalidFile, match="row 2, phase"):
        read(path, errors="raise")


def test_the_declared_losses_are_told(tmp_path: Path) -> None:
    """Whoever may lose nothing is refused before anything is written."""
    path = tmp_path / "a.flat.csv"
    log = EventLog([Event(id="a", reports=[Report(source="AFP", kind="visit")])])
    with pytest.raises(NotExpressible, match=r"event\.reports \(1, a\)"):
        write(log, path, lossy="raise")
    assert not path.exists()
    assert {loss.field for loss in LOSSES} >= {"event.reports", "log.datasets", "event.shown"}
    bare = attrs.evolve(log[0], reports=())
    assert told(EventLog([bare]), path) == ""


def test_the_suffix_chooses_it_and_csv_alone_does_not(tmp_path: Path) -> None:
    """The name x.flat.csv gives one row an event, x.csv one row a report; both are recognised."""
    reports = [Report(source=name) for name in ("AFP", "TASS")]
    log = EventLog([Event(id="a", title="Talks", when="2022-12-19", reports=reports)])
    write(log, tmp_path / "x.csv")
    write(log, tmp_path / "x.flat.csv", lossy="allow")
    write(log, tmp_path / "y.csv", format="flat", lossy="allow")
    assert len(pl.read_csv(tmp_path / "x.csv")) == 2
    assert len(pl.read_csv(tmp_path / "x.flat.csv")) == 1
    assert (tmp_path / "y.csv").read_bytes() == (tmp_path / "x.flat.csv").read_bytes()
    assert cl.read(tmp_path / "x.csv") == log
    assert cl.read(tmp_path / "y.csv")[0].title == "Talks"


def test_the_columns_are_on_their_page() -> None:
    """The page lists every column with its unit and meaning, as the code has them."""
    page = (ROOT / "docs" / "reference" / "flat.md").read_text(encoding="utf-8")
    assert columns_table() in page
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)

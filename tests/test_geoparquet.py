"""GeoParquet: lossless, sorted by day, accepted by a validator, opened by others."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import InvalidFile, NewerSchema, UnknownFormat
from conflictlog.event import Event
from conflictlog.formats import geoparquet, read, write
from conflictlog.formats.geoparquet.geometry import wkb_points
from conflictlog.formats.geoparquet.inspecting import look_into
from conflictlog.formats.geoparquet.kept import from_file
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.schema import SCHEMA
from conflictlog.weighing_columns import DERIVED

LOG = EventLog(
    [
        Event(id="late", when="2022-12-20", place=Place("Kyiv", lat=50.45, lon=30.52)),
        Event(id="undated", place="Minsk"),
        Event(id="early", when="2022-12-19", place=Place("Lima", lat=-12.05, lon=-77.04)),
        Event(id="open", when="../2022-12-19"),
    ]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a small log's file."""
    written = tmp_path / "log.parquet"
    write(LOG, written)
    return written


def rewrite(path: Path, change: Any, **metadata: str) -> None:
    """Write a file again as another program might."""
    kept = {
        key: text for key, text in pl.read_parquet_metadata(path).items() if key != "ARROW:schema"
    }
    change(pl.read_parquet(path)).write_parquet(path, metadata=kept | metadata)


def test_rows_are_sorted_by_day_and_read_in_the_log_s_order(path: Path) -> None:
    """Rows are sorted by day, and read in the log's order."""
    assert pl.read_parquet(path)["id"].to_list() == ["early", "late", "undated", "open"]
    assert read(path).ids == LOG.ids
    assert read(path) == LOG


def test_the_stored_columns_stand_first(path: Path) -> None:
    """The stored columns stand first; what events show, and the points, stand behind."""
    frame = pl.read_parquet(path)
    assert frame.columns[: len(SCHEMA)] == list(SCHEMA)
    assert frame.schema["first_day"] == pl.Date()
    assert frame["place"].to_list() == ["Lima", "Kyiv", "Minsk", None]
    assert "problem" not in "".join(frame.columns)


def test_what_events_show_is_kept_under_the_mark_of_its_rules(path: Path) -> None:
    """What events show is kept, under the mark of its rules; another mark is not believed."""
    kept = pl.read_parquet(path).sort("row_index").select(from_file(DERIVED))
    assert kept.equals(LOG.derived)
    assert look_into(path).derived
    head = json.loads(pl.read_parquet_metadata(path)["conflictlog"])
    rewrite(path, lambda frame: frame, conflictlog=json.dumps({**head, "derived": "0 mine"}))
    assert not look_into(path).derived
    assert read(path) == LOG


def test_points_are_21_bytes_of_wkb_and_null_where_no_point_is_known(path: Path) -> None:
    """Points are 21 bytes of WKB, and null where no point is known."""
    points = pl.read_parquet(path)["geometry"].to_list()
    assert [point is None for point in points] == [False, False, True, True]
    assert struct.unpack("<BIdd", points[1]) == (1, 1, 30.52, 50.45)
    empty = wkb_points(pl.Series([None], dtype=pl.Float64), pl.Series([1.0]))
    assert empty.to_list() == [None]
    assert empty.dtype == pl.Binary()


def test_a_validator_accepts_it(tmp_path: Path, path: Path) -> None:
    """A validator finds no fault by the rules of GeoParquet 1.1, with points and without."""
    validator = pytest.importorskip("geoparquet_validator")
    write(EventLog(), tmp_path / "none.parquet")
    write(minsk_kyiv_2022(), tmp_path / "sample.parquet")
    for written in (path, tmp_path / "none.parquet", tmp_path / "sample.parquet"):
        report = validator.check(str(written))
        assert report["version"] == "1.1.0"
        assert {item["id"] for item in report["outcomes"] if item["status"] == "pass"} >= {
            "/conf/core/wkb",
            "/conf/core/geometry-types",
        }
        assert validator.failed(report, "core") == []
        assert validator.failed(report, "covering") == []
    assert validator.failed(validator.check(str(path))) == []


def test_the_metadata_tell_the_box_of_all_points(tmp_path: Path, path: Path) -> None:
    """The metadata tell the box of all points, none without points, and no system but the usual."""
    geo = json.loads(pl.read_parquet_metadata(path)["geo"])["columns"]["geometry"]
    assert geo["bbox"] == [-77.04, -12.05, 30.52, 50.45]
    assert "crs" not in geo
    write(EventLog(), tmp_path / "none.parquet")
    none = json.loads(pl.read_parquet_metadata(tmp_path / "none.parquet")["geo"])
    assert "bbox" not in none["columns"]["geometry"]
    assert read(tmp_path / "none.parquet") == EventLog()


def test_geopandas_opens_it(path: Path) -> None:
    """GeoPandas opens it, with the points where they are."""
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_parquet(path)
    assert str(frame.crs) == "OGC:CRS84"
    kyiv = frame.set_index("id").geometry["late"]
    assert (kyiv.x, kyiv.y) == (30.52, 50.45)
    assert frame.set_index("id").geometry["undated"] is None


def test_duckdb_opens_it(path: Path) -> None:
    """DuckDB opens it, nested columns included."""
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(
        f"select id, first_day, places[1].lat from '{path}' where country is null order by id"  # noqa: S608 - our own path
    ).fetchall()
    assert [row[0] for row in found] == ["early", "late", "open", "undated"]
    assert found[1][2] == 50.45


def test_the_sample_opens_elsewhere_and_comes_back(tmp_path: Path) -> None:
    """The sample opens elsewhere, and comes back."""
    geopandas = pytest.importorskip("geopandas")
    sample = minsk_kyiv_2022()
    write(sample, tmp_path / "sample.parquet")
    assert len(geopandas.read_parquet(tmp_path / "sample.parquet")) == len(sample)
    assert read(tmp_path / "sample.parquet") == sample


hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402 - skipped where it is missing

from conflictlog.testing import logs  # noqa: E402


@given(logs())
def test_a_log_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """A log comes back as it was, to the wording of its times."""
    path = tmp_path_factory.getbasetemp() / "law.parquet"
    write(log, path, republish=True)
    back = read(path)
    assert back == log
    assert back.ids == log.ids
    assert back.datasets == log.datasets
    assert [event.when and event.when.text for event in back] == [
        event.when and event.when.text for event in log
    ]


@pytest.mark.parametrize("kept", [4, 100, 5_000, -4, -1])
def test_a_truncated_file_is_refused(path: Path, kept: int) -> None:
    """A truncated file is refused, wherever it was cut."""
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InvalidFile, match=r"no whole Parquet file.*truncated or damaged"):
        read(path)


def test_a_file_damaged_inside_is_refused(path: Path) -> None:
    """A file damaged inside is refused."""
    data = bytearray(path.read_bytes())
    for position in range(4, 2_000):
        data[position] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(InvalidFile, match="no whole Parquet file"):
        read(path)


def test_parquet_of_others_is_no_log(tmp_path: Path) -> None:
    """Parquet of others is no log, and says so."""
    path = tmp_path / "theirs.parquet"
    pl.DataFrame({"id": ["a"]}).write_parquet(path)
    with pytest.raises(UnknownFormat, match="Parquet, but not a log"):
        read(path)
    with pytest.raises(UnknownFormat, match="its metadata has no key 'conflictlog'"):
        read(path, format="geoparquet")


def test_a_newer_schema_names_what_to_install(path: Path) -> None:
    """A newer schema names what to install."""
    head = {"conflictlog": "log", "schema": 7, "needs": "conflictlog>=3.1"}
    rewrite(path, lambda frame: frame, conflictlog=json.dumps(head))
    with pytest.raises(NewerSchema, match=r'"conflictlog>=3.1"'):
        read(path)


def test_what_another_program_changed_is_refused(path: Path) -> None:
    """What another program changed is refused, with the column."""
    rewrite(path, lambda frame: frame.with_columns(title=pl.lit(5)))
    with pytest.raises(InvalidFile, match=r"column 'title' has the type Int32.*expected String"):
        read(path)
    rewrite(path, lambda frame: frame.drop("title"))
    with pytest.raises(InvalidFile, match="no column 'title'"):
        read(path)


def test_twice_the_same_id_is_refused(path: Path) -> None:
    """Twice the same id is refused: our own files never hold it."""
    rewrite(path, lambda frame: pl.concat([frame, frame[:1]]))
    with pytest.raises(InvalidFile, match="id 'early' occurs twice"):
        read(path)
    rewrite(path, lambda frame: frame, conflictlog="{")
    with pytest.raises(InvalidFile, match="no JSON"):
        read(path)


def test_without_the_column_of_the_order_rows_stay_as_they_stand(path: Path) -> None:
    """Without the column of the order, rows stay as they stand."""
    rewrite(path, lambda frame: frame.drop("row_index"))
    assert read(path).ids == ("early", "late", "undated", "open")


def test_sniffing_looks_at_the_end_of_the_file(path: Path) -> None:
    """Sniffing looks at the end of the file, where Parquet says what it is."""
    from conflictlog.formats.opening import look

    assert geoparquet.sniff(look(path))
    path.write_bytes(b"PAR1")
    assert geoparquet.sniff(look(path))
    path.write_bytes(b"PAR0")
    assert not geoparquet.sniff(look(path))

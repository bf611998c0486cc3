"""GeoJSON: ours back less what is declared, and anybody's that has dates."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import InvalidFile, NotExpressible, UnknownName
from conflictlog.event import Event
from conflictlog.formats import LossWarning, ProblemsWarning, read, write
from conflictlog.formats.geojson import LOSSES
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Dataset, Report
from tests.lessened import lessened

pytest.importorskip("hypothesis")
from hypothesis import given

from conflictlog.testing import logs


@given(log=logs())
def test_what_is_lost_is_exactly_what_is_declared_and_told(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """What is lost is declared, and told exactly where the log is not what comes back."""
    path = tmp_path_factory.getbasetemp() / "law.geojson"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        write(log, path, republish=True)
    back, less = read(path), lessened(log, LOSSES)
    assert list(back) == less
    assert back.datasets == log.datasets
    told = any(isinstance(item.message, LossWarning) for item in caught)
    assert told == (list(log) != less)


def features(path: Path) -> list[dict]:
    """Read the features of a file."""
    found: list[dict] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def test_geometry_is_a_point_several_or_none(tmp_path: Path) -> None:
    """One place is a point, several are a MultiPoint, an area's point is none unless asked for."""
    kyiv, minsk = Place("Kyiv", lat=50.45, lon=30.52), Place("Minsk", lat=53.9, lon=27.57)
    area = Place("Belgorod", lat=50.6, lon=37.6, precision="admin1")
    log = EventLog(
        [
            Event(id="one", place=kyiv),
            Event(id="two", places=[kyiv, minsk]),
            Event(id="area", place=area),
            Event(id="none", kind="talks"),
        ]
    )
    write(log, tmp_path / "a.geojson")
    found = {item["id"]: item["geometry"] for item in features(tmp_path / "a.geojson")}
    assert found["one"] == {"type": "Point", "coordinates": [30.52, 50.45]}
    assert found["two"] == {"type": "MultiPoint", "coordinates": [[30.52, 50.45], [27.57, 53.9]]}
    assert found["area"] is None
    assert found["none"] is None
    write(log, tmp_path / "b.geojson", representative=True)
    assert features(tmp_path / "b.geojson")[2]["geometry"]["coordinates"] == [37.6, 50.6]
    assert read(tmp_path / "b.geojson") == read(tmp_path / "a.geojson") == log


def test_properties_say_what_a_map_needs(tmp_path: Path) -> None:
    """Properties say what a map needs: words, days, radius, basis before confidence."""
    write(minsk_kyiv_2022(), tmp_path / "a.geojson", lossy="allow")
    told = features(tmp_path / "a.geojson")[0]["properties"]
    for name in ("id", "title", "kind", "start", "end", "radius_km", "precision", "status"):
        assert name in told
    assert {"confidence", "basis", "sources", "date"} <= told.keys()
    event = minsk_kyiv_2022()[0]
    assert told["basis"] == str(event.basis)
    for feature, event in zip(features(tmp_path / "a.geojson"), minsk_kyiv_2022(), strict=True):
        assert feature["properties"]["basis"] == str(event.basis)


def test_geopandas_opens_it(tmp_path: Path) -> None:
    """GeoPandas opens it, with the points and the columns."""
    geopandas = pytest.importorskip("geopandas")
    write(minsk_kyiv_2022(), tmp_path / "a.geojson", lossy="allow")
    frame = geopandas.read_file(tmp_path / "a.geojson")
    assert len(frame) == len(minsk_kyiv_2022())
    assert frame.crs.to_epsg() == 4326
    assert list(frame["id"]) == list(minsk_kyiv_2022().ids)


def test_attribution_and_licence_go_along(tmp_path: Path) -> None:
    """Attribution and terms go along as foreign members."""
    log = EventLog([Event(id="a")], datasets=[Dataset("UCDP GED", licence="CC BY 4.0")])
    write(log, tmp_path / "a.geojson", lossy="raise")
    root = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert root["attribution"] == ["UCDP GED (CC BY 4.0)"]
    assert read(tmp_path / "a.geojson").datasets == log.datasets


def test_what_is_lost_is_refused_on_request(tmp_path: Path) -> None:
    """What is lost is named, with a count and one event, and refused on request."""
    log = EventLog([Event(id="a", reports=[Report(source="AFP", quote="It flew.")])])
    with pytest.raises(NotExpressible, match=r"report.quote \(1, a\)"):
        write(log, tmp_path / "a.geojson", lossy="raise")
    assert not (tmp_path / "a.geojson").exists()
    with pytest.warns(LossWarning, match=r"report.quote"):
        write(log, tmp_path / "a.geojson")


def foreign(tmp_path: Path, *properties: dict, geometry: object = None, **root: object) -> Path:
    """Write what another program would."""
    items = [{"type": "Feature", "geometry": geometry, "properties": told} for told in properties]
    path = tmp_path / "theirs.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **root, "features": items}))
    return path


def test_a_date_is_found_by_name_and_values_and_said(tmp_path: Path) -> None:
    """Of anybody's features the date is found by name and values, and the problems say so."""
    path = foreign(
        tmp_path,
        {"id": 7, "Name": "Strike", "Event_Date": "2022-12-19", "n": 3, "url": "https://a.org/1"},
        {"id": 8, "Name": "Strike", "Event_Date": "2022-12", "n": 4, "url": None},
        geometry={"type": "Point", "coordinates": [30.52, 50.45, 0]},
    )
    with pytest.warns(ProblemsWarning):
        log = read(path)
    assert log.ids == ("theirs:7", "theirs:8")
    assert log[0].shown.when.label() == "19 Dec 2022"
    assert (log[0].place.lat, log[0].place.lon) == (50.45, 30.52)
    assert log[0].reports[0].source.url == "https://a.org/1"
    said = " ".join(log.problems["problem"])
    assert "'Event_Date'" in said
    assert "not read: n" in said
    with pytest.raises(UnknownName, match="did you mean 'Event_Date'"):
        read(path, date="Event_Dat")


def test_a_date_is_found_by_values_alone(tmp_path: Path) -> None:
    """A property of an unheard-of name is taken where nearly all of its values are days."""
    path = foreign(
        tmp_path, *({"count": 2000 + n, "giorno": f"2022-12-{n:02}"} for n in range(1, 9))
    )
    with pytest.warns(ProblemsWarning):
        log = read(path)
    assert log[3].shown.when.label() == "4 Dec 2022"


def test_dates_in_another_form_take_a_format(tmp_path: Path) -> None:
    """Dates in another form are read with their format; without one the events are undated."""
    path = foreign(tmp_path, {"date": "19/12/2022"})
    with pytest.warns(ProblemsWarning):
        assert read(path)[0].shown.when is None
    assert read(path, date="date", date_format="%d/%m/%Y")[0].shown.when.label() == "19 Dec 2022"


def test_an_area_becomes_the_disc_that_holds_it(tmp_path: Path) -> None:
    """A line or an area becomes the disc that holds it, across the antimeridian too."""
    square = [[[179, 10], [-179, 10], [-179, 12], [179, 12], [179, 10]]]
    path = foreign(tmp_path, {"date": "2022"}, geometry={"type": "Polygon", "coordinates": square})
    place = read(path, date="date")[0].place
    assert place.point == "representative"
    assert abs(place.lon) > 179.9
    assert 150 < place.radius_km < 170


def test_other_reference_systems_are_refused(tmp_path: Path) -> None:
    """Coordinates that are not WGS84 degrees are refused, for they would be taken for them."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(InvalidFile, match="3857"):
        read(foreign(tmp_path, {"date": "2022"}, crs=crs))


def test_faulty_features_are_listed(tmp_path: Path) -> None:
    """Features with faulty dates and points are listed, and nothing is dropped in silence."""
    path = foreign(
        tmp_path,
        *({"date": "2022-12-19"} for _ in range(12)),
        {"date": "soon"},
        geometry={"type": "Point", "coordinates": [50.45, 130.0]},
    )
    with pytest.warns(ProblemsWarning):
        log = read(path)
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")
    assert rejected["row"].unique().sort().to_list() == list(range(1, 14))
    assert "swapped" in rejected["hint"][0]

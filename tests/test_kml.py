"""KML and KMZ: placemarks in time, safe to open, ours back less what is declared."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import InvalidFile, UnknownFormat
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, read, write
from conflictlog.formats.kml import LOSSES
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Report, Source
from tests.lessened import lessened

pytest.importorskip("hypothesis")
from hypothesis import given

from conflictlog.testing import logs

SPACE = {"k": "http://www.opengis.net/kml/2.2"}
# The order that the schema of KML 2.2 asks of a placemark's children.
ORDER = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData", "Point", "MultiGeometry"]


@given(log=logs())
def test_what_is_lost_is_exactly_what_is_declared(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """What is lost is exactly what is declared."""
    path = tmp_path_factory.getbasetemp() / "law.kml"
    write(log, path, republish=True, lossy="allow")
    back = read(path)
    assert back == EventLog(lessened(log, LOSSES))
    assert back.datasets == log.datasets


def placemarks(path: Path) -> list[ET.Element]:
    """Parse a file and give its placemarks."""
    return ET.parse(path).getroot().findall(".//k:Placemark", SPACE)  # noqa: S314 - ours


def test_placemarks_stand_in_time_and_have_the_order_of_the_schema(tmp_path: Path) -> None:
    """Placemarks have a span of time, a style that exists, and the order of the schema."""
    write(minsk_kyiv_2022(), tmp_path / "a.kml", lossy="allow")
    found = placemarks(tmp_path / "a.kml")
    assert len(found) == len(minsk_kyiv_2022())
    text = (tmp_path / "a.kml").read_text(encoding="utf-8")
    spans = [mark.find("k:TimeSpan/k:end", SPACE) for mark in found]
    assert sum(span is not None for span in spans) >= 7
    for mark in found:
        names = [child.tag.partition("}")[2] for child in mark]
        assert names == sorted(names, key=ORDER.index)
        style = mark.findtext("k:styleUrl", "", SPACE)
        assert f'<Style id="{style[1:]}">' in text


def test_points_are_longitude_first(tmp_path: Path) -> None:
    """One place is a point, several are one geometry of several, an area's point is not drawn."""
    kyiv, minsk = Place("Kyiv", lat=50.45, lon=30.52), Place("Minsk", lat=53.9, lon=27.57)
    area = Place("Belgorod", lat=50.6, lon=37.6, precision="admin1")
    log = EventLog(
        [Event(id="a", place=kyiv), Event(id="b", places=[kyiv, minsk]), Event(id="c", place=area)]
    )
    write(log, tmp_path / "a.kml")
    one, two, none = placemarks(tmp_path / "a.kml")
    assert one.findtext("k:Point/k:coordinates", "", SPACE) == "30.52,50.45"
    assert len(two.findall("k:MultiGeometry/k:Point", SPACE)) == 2
    assert none.find(".//k:coordinates", SPACE) is None


def test_nothing_that_a_source_wrote_is_run(tmp_path: Path) -> None:
    """What a source wrote is text in a balloon, and only web addresses become links."""
    nasty = Report(source=Source("<script>alert(1)</script>", url="javascript:alert(1)"))
    good = Report(source=Source("AFP", url='https://afp.com/?a="&b=1'), stance="denies")
    log = EventLog([Event(id="a", title="<img src=x>]]>", reports=[nasty, good])])
    write(log, tmp_path / "a.kml", lossy="allow")
    (mark,) = placemarks(tmp_path / "a.kml")
    balloon = mark.findtext("k:description", "", SPACE)
    assert "<script" not in balloon
    assert 'href="javascript' not in balloon
    assert '<a href="https://afp.com/?a=&quot;&amp;b=1">AFP</a> (denies)' in balloon
    assert mark.findtext("k:name", "", SPACE) == "<img src=x>]]>"


def test_a_kmz_holds_one_document(tmp_path: Path) -> None:
    """A KMZ holds one document, that of the KML, and the same log gives the same bytes."""
    for name in ("a.kmz", "b.kmz"):
        write(minsk_kyiv_2022(), tmp_path / name, lossy="allow")
    assert zipfile.ZipFile(tmp_path / "a.kmz").namelist() == ["doc.kml"]
    first, second = (
        zipfile.ZipFile(tmp_path / name).read("doc.kml") for name in ("a.kmz", "b.kmz")
    )
    assert first.replace(b"a.kmz", b"b.kmz") == second
    write(minsk_kyiv_2022(), tmp_path / "a.kml", lossy="allow")
    assert first.replace(b"a.kmz", b"a.kml") == (tmp_path / "a.kml").read_bytes()
    assert read(tmp_path / "a.kmz") == read(tmp_path / "a.kml")


def test_faulty_files_are_refused(tmp_path: Path) -> None:
    """A cut file, one with a document type and another maker's are refused."""
    path = tmp_path / "a.kml"
    write(minsk_kyiv_2022(), path, lossy="allow")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-2000], encoding="utf-8")
    with pytest.raises(InvalidFile, match="cut off"):
        read(path)
    path.write_text(whole.replace("<kml", "<!DOCTYPE kml>\n<kml", 1), encoding="utf-8")
    with pytest.raises(InvalidFile, match="document type"):
        read(path)
    path.write_text('<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>')
    with pytest.raises(UnknownFormat, match="not of conflictlog"):
        read(path, format="kml")
    path.write_text(
        whole.replace("&quot;type&quot;:&quot;Feature&quot;,", "", 1).replace(
            "&quot;id&quot;", "&quot;ix&quot;", 1
        )
    )
    with pytest.warns(ProblemsWarning, match="lost what we wrote"):
        assert len(read(path)) == len(minsk_kyiv_2022()) - 1

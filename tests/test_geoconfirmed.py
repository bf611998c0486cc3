"""GeoConfirmed: each placemark an event, its footage and its geolocation as reports."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import ConflictlogError, InvalidFile, InvalidValue
from conflictlog.formats.findings import ProblemsWarning
from tests.flawed import flaws_expected

HEADER = (
    "Date;Name;Faction;Origin;Latitude;Longitude;PlusCode;Description;Source;Geolocation;"
    "Equipment;EquipmentItems;Units;OrbatUnits;Id"
)
ROW = (
    '2026-09-18;18 SEP;Russia;UAV;48.99;37.81;"XR52+7C Lyman, Donetsk Oblast, Ukraine";'
    '"0:29-0:32 - Strike on a ""truck""; then a fire";"https://x.com/a/status/1, '
    'https://t.me/channel/7";https://twitter.com/b/status/9;Truck;Ural;3rd Brigade;;id-1'
)
RED, BLUE = ("api/icons/E00000/False/template/192.png", "api/icons/0051CA/False/template/10.png")


def _csv(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEADER, *rows, "")), encoding="utf-8-sig")
    return path


def _placemark(name: str, text: str, style: str = RED, point: str = "36.87,50.37,0") -> str:
    named = f"<name><![CDATA[{name}]]></name>" if name else "<name />"
    return (
        f"<Placemark>{named}<description><![CDATA[{text}]]></description>"
        f"<styleUrl>#{style}</styleUrl><Point><coordinates>{point}</coordinates></Point></Placemark>"
    )


def _kml(*placemarks: str, name: str = "@GeoConfirmed - War Ukraine", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{name}</name><Style id='{RED}-normal'><IconStyle><Icon><href>images/{RED}</href>"
        "</Icon></IconStyle></Style><Folder><name>B. Last 7 days</name>"
        f"{''.join(placemarks)}</Folder></Document></kml>"
    )


STRIKE = (
    "Strike on a depot &amp; a rail line\n\nSource(s):\nhttps://x.com/a/status/1\n"
    "https://x.com/c/status/3\n\nGeolocation(s):\nhttps://x.com/b/status/2"
)


def test_a_row_of_csv_is_an_event_at_the_very_place(tmp_path: Path) -> None:
    """Exact, because it was geolocated; the day, without a zone; the side as a party."""
    log = cl.read(_csv(tmp_path / "export.csv", ROW))
    event = log["GeoConfirmed:id-1"]
    (place,) = event.shown.places
    assert (place.lat, place.lon, place.precision, place.radius_km) == (48.99, 37.81, "exact", 1.0)
    assert (place.name, place.country) == ("Lyman, Donetsk Oblast, Ukraine", "UKR")
    assert event.shown.when == cl.When("2026-09-18")
    assert event.shown.title == 'Strike on a "truck"; then a fire'
    assert [(actor.name, actor.role, actor.country) for actor in event.shown.actors] == [
        ("Russia", "party", "RUS")
    ]
    assert event.shown.facets["origin"] == ("UAV",)
    assert event.shown.facets["plus_code"] == ("XR52+7C",)
    assert event.shown.facets["units"] == ("3rd Brigade",)
    assert log.problems.is_empty()
    (dataset,) = log.datasets
    assert dataset.name == "GeoConfirmed"
    assert dataset.redistributable is None


def test_links_are_reports_and_the_curated_row_stands_on_them(tmp_path: Path) -> None:
    """Footage, geolocation, curated row: one chain, so that a copy is no second witness."""
    event = cl.read(_csv(tmp_path / "export.csv", ROW))[0]
    told = {report.id.partition("#")[2]: report for report in event.reports}
    assert list(told) == ["", "source1", "source2", "geolocation1"]
    assert [report.source.outlet for report in event.reports if report.source] == [
        "GeoConfirmed",
        "x.com/a",
        "t.me/channel",
        "x.com/b",
    ]
    assert told["geolocation1"].source.url == "https://twitter.com/b/status/9"
    assert all(report.evidence == ("imagery",) for report in event.reports)
    assert told["geolocation1"].places == told[""].places
    assert told["source1"].places == ()
    sources = (told["source1"].id, told["source2"].id)
    assert told["geolocation1"].derived_from == sources
    assert set(told[""].derived_from) == {*sources, told["geolocation1"].id}
    assert len(event.explain().splitlines()) > 1
    assert event.basis.origins_for == 2


def test_a_map_in_kml_reads_as_the_table_does(tmp_path: Path) -> None:
    """Day, headline, links and side come out of name, description and the icon's colour."""
    path = tmp_path / "map.kml"
    grey = "api/icons/777777/False/1.png"
    marks = (_placemark("13 SEP 2026", STRIKE), _placemark("1 Jan 2023", "Mark", grey))
    path.write_text(_kml(*marks), encoding="utf-8")
    strike, mark = cl.read(path)
    assert strike.shown.when == cl.When("2026-09-13")
    assert [(place.lat, place.lon) for place in strike.shown.places] == [(50.37, 36.87)]
    assert strike.shown.title == "Strike on a depot & a rail line"
    assert strike.shown.facets["faction"] == ("Russia",)
    assert strike.shown.facets["icon_colour"] == ("E00000",)
    assert [report.source.url for report in strike.reports[1:] if report.source] == [
        "https://x.com/a/status/1",
        "https://x.com/c/status/3",
        "https://x.com/b/status/2",
    ]
    assert "faction" not in mark.shown.facets
    assert mark.shown.facets["icon_colour"] == ("777777",)
    assert cl.read(path)[0].id == strike.id


def test_colours_are_sides_only_where_they_are_known(tmp_path: Path) -> None:
    """Blue is another side on another map."""
    path = tmp_path / "map.kml"
    path.write_text(_kml(_placemark("13 SEP 2026", "x", BLUE), name="GeoConfirmed - Iran"))
    assert "faction" not in cl.read(path)[0].shown.facets
    assert cl.read(path, colours={"#0051ca": "Israel"})[0].shown.facets["faction"] == ("Israel",)


def test_a_colour_may_stand_in_the_style(tmp_path: Path) -> None:
    """As Google Earth writes it: opacity, blue, green, red."""
    path = tmp_path / "map.kml"
    style = (
        "<StyleMap id='m'><Pair><key>normal</key><styleUrl>#s</styleUrl></Pair></StyleMap>"
        "<Style id='s'><IconStyle><color>ff0000e0</color></IconStyle></Style>"
    )
    text = _kml(_placemark("13 SEP 2026", "x", "m")).replace("<Folder>", style + "<Folder>", 1)
    path.write_text(text)
    assert cl.read(path)[0].shown.facets["faction"] == ("Russia",)


def test_a_kmz_is_unpacked(tmp_path: Path) -> None:
    """The document inside, whatever icons stand beside it."""
    path = tmp_path / "map.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("images/a.png", b"\x89PNG")
        archive.writestr("doc.kml", _kml(_placemark("13 SEP 2026", STRIKE)))
    log = cl.read(path)
    assert len(log) == 1
    assert log[0].reports[0].locator.file == "map.kmz"


@pytest.mark.parametrize("lines", [False, True])
def test_the_copy_in_json(tmp_path: Path, lines: bool) -> None:
    """A list, or an object a line; a clock time of no known zone is kept as a facet."""
    item = {
        "id": "5e50efc2",
        "date": "2022-10-10T16:20:00",
        "date_created": "2022-10-11",
        "description": "Missile strike",
        "longitude": 30.52,
        "latitude": 50.45,
        "original_source": "https://t.me/channel/1",
        "geolocation": "https://x.com/b/status/2",
        "origin": None,
        "tweeted": True,
        "eor_tracking": None,
        "plus_code": "FG2C+2X Kyiv, Ukraine",
    }
    path = tmp_path / "copy.json"
    later = {**item, "id": "2", "date": "2022-10-11T00:00:00"}
    text = "\n".join(map(json.dumps, (item, later))) if lines else json.dumps([item, later])
    path.write_text(text)
    first, second = cl.read(path)
    assert first.id == "GeoConfirmed:5e50efc2"
    assert first.shown.when == cl.When("2022-10-10")
    assert first.shown.facets["clock_time"] == ("16:20:00",)
    assert "clock_time" not in second.shown.facets
    assert first.shown.places[0].country == "UKR"
    assert len(first.reports) == 3


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        ("", "no date: a permanent marker"),
        ("1527-02-04", "the date cannot be"),
        ("2203-02-04", "the date cannot be"),
        ("1579567301963440128", "no date can be read"),
        ("2023-02-31", "no date can be read"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem_and_no_guess(
    tmp_path: Path, date: str, problem: str
) -> None:
    """The row is listed with its value; markers without a date are no events."""
    bad = f"{date};NPP;Special;;47.5;34.5;;A plant;;;;;;;id-2"
    path = _csv(tmp_path / "export.csv", ROW, bad)
    with pytest.warns(ProblemsWarning):
        log = cl.read(path)
    (row,) = log.problems.rows(named=True)
    assert (row["row"], row["column"], row["outcome"]) == (2, "Date", "rejected")
    assert row["problem"].startswith(problem)
    assert row["value"] == (date or "NPP")
    with pytest.raises(InvalidFile, match="row 2, Date"):
        cl.read(path, errors="raise")


def test_no_event_is_later_than_the_file(tmp_path: Path) -> None:
    """A day ahead may be a matter of zones."""
    path = _csv(tmp_path / "export.csv", ROW)
    with pytest.warns(ProblemsWarning, match="cannot be"):
        assert len(cl.read(path, retrieved="2026-09-01")) == 0
    assert len(cl.read(path, retrieved="2026-09-18")) == 1
    with pytest.warns(ProblemsWarning):
        assert len(cl.read(path, earliest="2026-09-19")) == 0
    with pytest.raises(InvalidValue, match="earliest is 'long ago'"):
        cl.read(path, earliest="long ago")


def test_what_is_no_link_and_what_is_too_much_are_listed(tmp_path: Path) -> None:
    """Nothing is dropped in silence."""
    many = " ".join(f"https://x.com/a/status/{n}" for n in range(12))
    rows = (
        "2026-09-18;;Russia;;48;37;;One;by mail;;;;;;1",
        f"2026-09-18;;Russia;;48;37;;Two;{many};;;;;;2",
    )
    with pytest.warns(ProblemsWarning):
        log = cl.read(_csv(tmp_path / "export.csv", *rows))
    assert [len(event.reports) for event in log] == [1, 9]
    assert log.problems["problem"].to_list() == [
        "no link in it: kept without a report",
        "more than 8 links: those behind are no reports",
    ]


LAUGHS = (
    '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE kml [<!ENTITY file SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("doctype", "entity"), [(LAUGHS, "c"), (OUTSIDE, "file")])
def test_entities_are_refused(tmp_path: Path, doctype: str, entity: str, encoding: str) -> None:
    """Billion laughs and files of the reader: no document type is looked at, in any encoding."""
    path = tmp_path / "map.kml"
    mark = _placemark("13 SEP 2026", "x").replace("<![CDATA[x]]>", f"&{entity};")
    text = _kml(mark, before=doctype).replace('encoding="utf-8"', f'encoding="{encoding}"')
    path.write_bytes(text.encode(encoding))
    with pytest.raises(InvalidFile, match="declares a document type"):
        cl.read(path, format="geoconfirmed")


def test_a_kmz_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    """Within the limits that hold for every packed file."""
    path = tmp_path / "map.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", _kml() + " " * (80 << 20))
    with pytest.raises(InvalidFile, match="unpacks to more than"):
        cl.read(path, format="geoconfirmed")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_kml(_placemark("13 SEP 2026", "x"))[:-30], "no whole XML"),
        (_kml(), "holds no placemark"),
        (_kml(_placemark("", "x")), None),
        ('[{"original_source": 1, "geolocation": 2, "description": 3}', "line 1"),
        ('[3, {"id": 1}]', "entry 1 of the list is '3'"),
        ("[]", "holds no entry"),
        (HEADER + "\n", "no rows"),
        ("a;b\n1;2\n", "no column date"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str, words: str | None) -> None:
    """With what is wrong; a map of markers alone gives an empty log and a problem."""
    path = tmp_path / "file.txt"
    path.write_text(text)
    if words is None:
        with pytest.warns(ProblemsWarning):
            assert len(cl.read(path)) == 0
        return
    with pytest.raises(InvalidFile, match=words):
        cl.read(path, format="geoconfirmed")


def test_our_own_kml_of_these_events_is_not_taken_for_theirs(tmp_path: Path) -> None:
    """It names GeoConfirmed in its credits, and reads back as ours."""
    log = cl.read(_csv(tmp_path / "export.csv", ROW))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        log.write(tmp_path / "ours.kml")
    assert cl.read(tmp_path / "ours.kml").ids == log.ids


CELLS = st.sampled_from(
    ["", "2023-11-22", "1527-02-04", "x", "48.1", "-99", "0", "https://t.me/a/1"]
)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_every_row_is_an_event_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    """Events and rejected rows together are all rows."""
    lines = [
        f"{date};n;Russia;;{lat};{lon};;{text};{link};;;;;;{key}"
        for date, lat, lon, text, link, key in rows
    ]
    path = _csv(tmp_path_factory.mktemp("law") / "export.csv", *lines)
    with flaws_expected():
        log = cl.read(path, format="geoconfirmed")
    rejected = set(log.problems.filter(log.problems["outcome"] == "rejected")["row"])
    assert len(log) + len(rejected) == len(rows)


@given(data=st.binary(max_size=200))
def test_damaged_maps_raise_ours_alone(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Whatever the bytes, the error is one of ours."""
    path = tmp_path_factory.mktemp("law") / "map.kml"
    path.write_bytes(b"<kml>GeoConfirmed" + data)
    with pytest.raises(ConflictlogError):
        cl.read(path, format="geoconfirmed")

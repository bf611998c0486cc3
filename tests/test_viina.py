"""VIINA: news reports, merged as VIINA merges them, classes and probabilities as given."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile, InvalidValue
from conflictlog.formats.findings import ProblemsWarning
from conflictlog.kinds import crosswalk, parse_kind, taxonomy
from tests.flawed import flaws_expected

COLUMNS = [
    *("viina_version", "event_id", "event_id_1pd", "date", "time"),
    *("geonameid", "feature_code", "asciiname", "ADM1_NAME", "ADM1_CODE", "ADM2_NAME", "ADM2_CODE"),
    *("longitude", "latitude", "GEO_PRECISION", "GEO_API", "location", "address"),
    *("report_id", "source", "url", "text", "lang"),
]
ROW = {
    "viina_version": "VIINA 2.0",
    "event_id": "101",
    "event_id_1pd": "7",
    "date": "20260102",
    "time": "13:05",
    "geonameid": "706483",
    "feature_code": "PPLA",
    "asciiname": "Kharkiv",
    "ADM1_NAME": "Kharkiv",
    "ADM1_CODE": "07",
    "ADM2_NAME": "Kharkivskyi",
    "ADM2_CODE": "0701",
    "longitude": "36.25",
    "latitude": "49.98",
    "GEO_PRECISION": "ADM3",
    "GEO_API": "OSM",
    "location": "1",
    "report_id": "55",
    "source": "pravdaua",
    "url": "https://www.pravda.com.ua/news/1",
    "text": "Окупанти вдарили по Харкову, є поранені",
    "lang": "ua",
}
CLASSES = ("t_mil", "t_airstrike", "t_uav", "t_civcas", "a_rus", "a_ukr")


def _csv(rows: list[dict[str, str]], columns: list[str]) -> str:
    lines = [",".join(columns)]
    lines += [",".join(f'"{row.get(name, "")}"' for name in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _info(*rows: Mapping[str, str]) -> str:
    return _csv([{**ROW, **row} for row in rows], COLUMNS)


def _labels(*rows: Mapping[str, str], odds: str = "_pred") -> str:
    flags = [f"{name}{end}" for end in (odds, "_b") for name in CLASSES]
    full = [{**dict.fromkeys(flags, "0"), **row} for row in rows]
    return _csv(full, ["viina_version", "event_id", *flags])


def _zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}_latest_2026.csv", text)
    return path


HIT = {
    "event_id": "101",
    "t_mil_b": "1",
    "t_airstrike_b": "1",
    "t_uav_b": "1",
    "a_rus_b": "1",
    "t_airstrike_pred": "0.0313",
    "t_uav_pred": "0.9731",
    "t_civcas_pred": "0.2",
}


def test_a_row_is_a_report_of_its_outlet(tmp_path: Path) -> None:
    """Outlet, address, day, language; the place with the radius of its precision."""
    log = cl.read(_zip(tmp_path / "event_info_latest_2026.zip", event_info=_info({})))
    event = log["VIINA:1pd-7"]
    (report,) = event.reports
    assert report.id == "VIINA:101"
    source = report.source
    assert source is not None
    assert (source.outlet, source.url) == ("Ukrainska Pravda", ROW["url"])
    assert (source.published, source.language) == ("2026-01-02", "uk")
    assert report.quote == report.headline == ROW["text"]
    (place,) = report.places
    assert (place.name, place.admin1, place.admin2) == ("Kharkiv", "Kharkiv", "Kharkivskyi")
    assert (place.precision, place.radius_km) == ("town", 5.0)
    assert place.basis == "geocoded by OSM"
    assert report.facets["report_time"] == ("13:05",)
    assert report.kind is None
    (dataset,) = log.datasets
    assert (dataset.licence, dataset.redistributable) == ("ODbL 1.0", True)
    assert dataset.version == "VIINA 2.0"
    assert log.problems.is_empty()


def test_labels_of_version_2_are_those_of_version_1(tmp_path: Path) -> None:
    """Its probabilities stand under the bare name of the class: t_mil for t_mil_pred."""
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    bare = {name.removesuffix("_pred"): cell for name, cell in HIT.items()}
    _zip(old, event_info=_info({}), event_labels=_labels(HIT))
    _zip(new, event_info=_info({}), event_labels=_labels(bare, odds=""))
    one, other = (cl.read(path)["VIINA:1pd-7"].reports[0] for path in (old, new))
    assert one.ratings == other.ratings
    assert dict(one.ratings) == {
        "x-viina-t_airstrike": "0.0313",
        "x-viina-t_uav": "0.9731",
        **dict.fromkeys(("x-viina-a_rus", "x-viina-t_mil"), "0"),
    }
    assert (one.kind, one.facets) == (other.kind, other.facets)


def test_labels_of_version_2_alone_are_told_by_their_header(tmp_path: Path) -> None:
    """As it stands in the files of 2026: 61 columns, and but for one: 54 of them are classes."""
    classes = (
        *("t_mil", "a_rus", "a_ukr", "a_rus_init", "a_ukr_init", "a_civ", "a_other", "t_aad"),
        *("t_airstrike", "t_airalert", "t_uav", "t_armor", "t_arrest", "t_artillery"),
        *("t_control", "t_firefight", "t_ied", "t_raid", "t_occupy", "t_property", "t_cyber"),
        *("t_hospital", "t_milcas", "t_civcas", "t_retreat", "t_loc", "t_san"),
    )
    ids = ["viina_version", "event_id", "event_id_1pd", "date", "geonameid"]
    header = [*ids, *classes, *(f"{name}_b" for name in classes), "tid"]
    assert len(header) == 60
    path = tmp_path / "event_labels_latest_2026.csv"
    path.write_text(_csv([dict.fromkeys(header, "1")], header))
    with pytest.raises(InvalidFile, match="holds VIINA's labels"):
        cl.read(path)


def test_the_date_is_that_of_the_report(tmp_path: Path) -> None:
    """The event took place by then; how long before is the analyst's to say."""
    path = tmp_path / "info.csv"
    path.write_text(_info({}))
    assert cl.read(path)[0].shown.when == cl.When("[..2026-01-02]")
    assert cl.read(path, lag_days=0)[0].shown.when == cl.When("2026-01-02")
    assert cl.read(path, lag_days=1)[0].shown.when == cl.When("[2026-01-01..2026-01-02]")
    for wrong in (-1, 1.5, True, "1"):
        with pytest.raises(InvalidValue, match="lag_days is"):
            cl.read(path, lag_days=wrong)


def test_a_clock_time_needs_a_zone_and_midnight_is_no_time(tmp_path: Path) -> None:
    """VIINA writes 00:00 where it knows none, and names no zone."""
    path = tmp_path / "info.csv"
    path.write_text(_info({}, {"event_id": "102", "event_id_1pd": "8", "time": "00:00"}))
    told = [event.reports[0].source for event in cl.read(path, tz="Europe/Kyiv")]
    assert [source.published for source in told if source] == ["2026-01-02T11:05:00Z", "2026-01-02"]
    assert "report_time" not in cl.read(path)[1].reports[0].facets
    assert cl.read(path, tz="Europe/Kyiv", lag_days=0)[0].shown.when == cl.When(
        "2026-01-02", tz="Europe/Kyiv"
    )
    with pytest.raises(InvalidValue, match="tz is 'Kyiv time'"):
        cl.read(path, tz="Kyiv time")


@pytest.mark.parametrize(
    ("code", "precision", "radius", "point"),
    [
        ("STREET", "site", 0.5, None),
        ("ADM3", "town", 5.0, None),
        ("ADM2", "admin2", 50.0, "representative"),
        ("ADM1", "admin1", 150.0, "representative"),
    ],
)
def test_precision_codes(
    tmp_path: Path, code: str, precision: str, radius: float, point: str | None
) -> None:
    """A point of an area represents it and is no place of the event."""
    path = tmp_path / "info.csv"
    path.write_text(_info({"GEO_PRECISION": code}))
    (place,) = cl.read(path)[0].shown.places
    assert (place.precision, place.radius_km, place.point) == (precision, radius, point)


def test_reports_of_one_event_are_joined_as_viina_joins_them(tmp_path: Path) -> None:
    """One id a day and place: one event, two witnesses; or each a row of its own."""
    other = {"event_id": "102", "source": "ria", "lang": "ru", "time": "00:00"}
    path = tmp_path / "info.csv"
    path.write_text(_info({}, other, {"event_id": "103", "event_id_1pd": ""}))
    log = cl.read(path)
    assert log.ids == ("VIINA:1pd-7", "VIINA:103")
    assert [report.id for report in log[0].reports] == ["VIINA:101", "VIINA:102"]
    assert log[0].basis.origins_for == 2
    apart = cl.read(path, merged=False)
    assert apart.ids == ("VIINA:101", "VIINA:102", "VIINA:103")
    assert apart[1].shown.facets["event_id_1pd"] == ("7",)


@pytest.mark.parametrize("beside", [True, False])
def test_classes_are_joined_by_id(tmp_path: Path, beside: bool) -> None:
    """From the same archive, or from a file of their own: any of the kinds that are set."""
    if beside:
        path = _zip(tmp_path / "all.zip", event_info=_info({}), event_labels=_labels(HIT))
        log = cl.read(path)
    else:
        labels = _zip(tmp_path / "event_labels.zip", event_labels=_labels(HIT))
        log = cl.read(_zip(tmp_path / "i.zip", event_info=_info({})), labels=labels)
    (report,) = log[0].reports
    assert report.kind == "strike/air|strike/drone"
    assert report.facets["viina_classes"] == ("a_rus", "t_airstrike", "t_mil", "t_uav")
    assert [(actor.role, actor.country) for actor in report.actors] == [("initiator", "RUS")]
    # As the model wrote them: a flag is cut at .03 for one class and at .99 for another.
    assert set(report.ratings) == {
        ("x-viina-t_airstrike", "0.0313"),
        ("x-viina-t_uav", "0.9731"),
        ("x-viina-t_mil", "0"),
        ("x-viina-a_rus", "0"),
    }
    assert log[0].assessments == ()
    bare = cl.read(_zip(tmp_path / "bare.zip", event_info=_info({})))
    assert log[0].confidence == bare[0].confidence


def test_classes_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    """Rows twice, rows of other events, events without a row."""
    info, labels = tmp_path / "info.csv", tmp_path / "labels.csv"
    info.write_text(_info({}, {"event_id": "102"}))
    labels.write_text(_labels(HIT, HIT, {"event_id": "999"}))
    with pytest.warns(ProblemsWarning):
        log = cl.read(info, labels=labels)
    said = [text.partition(": ")[2] for text in log.problems["problem"]]
    assert [text.split(":")[0] for text in said] == [
        "1 rows of an id that has labels already",
        "1 rows of events that are not in event_info",
        "1 events without a row in event_labels",
    ]


def test_initiators_apart_from_parties(tmp_path: Path) -> None:
    """Where VIINA tells who began, the others are parties."""
    columns = [*COLUMNS, "a_rus_b", "a_ukr_b", "a_rus_init_b", "t_mil_b"]
    row = {**ROW, "a_rus_b": "1", "a_ukr_b": "1", "a_rus_init_b": "1", "t_mil_b": "1"}
    path = tmp_path / "info.csv"
    path.write_text(_csv([row], columns))
    assert [(actor.country, actor.role) for actor in cl.read(path)[0].shown.actors] == [
        ("RUS", "initiator"),
        ("UKR", "party"),
    ]


def test_every_class_has_a_kind_of_the_taxonomy() -> None:
    """The crosswalk names kinds alone."""
    table = crosswalk("viina")
    for code in table.codes:
        assert taxonomy().check(table.kind_of(code) or "") == parse_kind(table.kind_of(code))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (_labels(HIT), "holds VIINA's labels"),
        ("event_id_1pd,date,n_reports,event_ids,sources\n7,20260102,1,101,ria\n", "merged events"),
        (_info(), "no rows"),
        ("a,b\n1,2\n", "no column event_id"),
        (_info({}) + '"cut off', "closes it"),
    ],
)
def test_what_is_no_event_info_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """With what it is, and what to read instead."""
    path = tmp_path / "file.csv"
    path.write_text(text)
    with pytest.raises(InvalidFile, match=words):
        cl.read(path, format="viina")


def test_labels_without_classes_are_refused(tmp_path: Path) -> None:
    """Such as event_info itself."""
    path = tmp_path / "info.csv"
    path.write_text(_info({}))
    with pytest.raises(InvalidFile, match="holds no classes"):
        cl.read(path, labels=path)


CELLS = st.fixed_dictionaries(
    {
        "event_id": st.sampled_from(["", "1", "2"]),
        "event_id_1pd": st.sampled_from(["", "7", "8"]),
        "date": st.sampled_from(["", "20260102", "2026", "20260231", "2026-01-02"]),
        "time": st.sampled_from(["", "00:00", "25:99", "7:05"]),
        "latitude": st.sampled_from(["", "x", "49", "-99"]),
        "GEO_PRECISION": st.sampled_from(["", "ADM1", "ADM9"]),
    }
)


@given(rows=st.lists(CELLS, min_size=1, max_size=6), merged=st.booleans())
def test_every_row_is_a_report_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], merged: bool
) -> None:
    """Reports and rejected rows together are all rows, merged or not; ids are unique."""
    path = tmp_path_factory.mktemp("law") / "info.csv"
    path.write_text(_info(*rows))
    with flaws_expected():
        log = cl.read(path, merged=merged, tz="Europe/Kyiv")
    rejected = set(log.problems.filter(log.problems["outcome"] == "rejected")["row"])
    ids = [report.id for event in log for report in event.reports]
    assert len(ids) + len(rejected) == len(rows)
    assert len(set(ids)) == len(ids)

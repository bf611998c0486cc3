"""GDELT's events and mentions: what each column becomes, and what may be wrong with a row."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import pytest

import conflictlog as cl
from conflictlog.errors import InvalidFile, UnknownName
from conflictlog.formats import gdelt
from conflictlog.formats.gdelt.columns import _FIRST, _MENTIONS, _SECOND
from conflictlog.kinds import crosswalk
from conflictlog.log import EventLog
from tests.flawed import flaws_expected

SEEN = "20221219153000"
EVENT = {
    "GLOBALEVENTID": "1077000001",
    "SQLDATE": "20221219",
    "MonthYear": "202212",
    "Year": "2022",
    "FractionDate": "2022.9562",
    "Actor1Code": "RUSMIL",
    "Actor1Name": "RUSSIA",
    "Actor1CountryCode": "RUS",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "UKR",
    "Actor2Name": "UKRAINE",
    "Actor2CountryCode": "UKR",
    "IsRootEvent": "1",
    "EventCode": "195",
    "EventBaseCode": "195",
    "EventRootCode": "19",
    "QuadClass": "4",
    "GoldsteinScale": "-10",
    "NumMentions": "6",
    "NumSources": "2",
    "NumArticles": "5",
    "AvgTone": "-7.5",
    "Actor1Geo_Type": "0",
    "Actor2Geo_Type": "0",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Kyiv, Kyyiv, Misto, Ukraine",
    "ActionGeo_CountryCode": "UP",
    "ActionGeo_ADM1Code": "UP12",
    "ActionGeo_ADM2Code": "26193",
    "ActionGeo_Lat": "50.4333",
    "ActionGeo_Long": "30.5167",
    "ActionGeo_FeatureID": "-1044367",
    "DATEADDED": SEEN,
    "SOURCEURL": "https://www.example.org/kyiv-drones",
}
MENTION = {
    "GLOBALEVENTID": "1077000001",
    "EventTimeDate": SEEN,
    "MentionTimeDate": SEEN,
    "MentionType": "1",
    "MentionSourceName": "example.net",
    "MentionIdentifier": "https://example.net/a",
    "SentenceID": "3",
    "InRawText": "1",
    "Confidence": "70",
    "MentionDocTranslationInfo": "srclc:ukr;eng:GT-UKR 1.0",
}


def lines(rows: list[dict[str, str]], columns: tuple[str, ...]) -> str:
    """Write rows as GDELT does: tabs, no header, no quotes."""
    return "".join("\t".join(row.get(name, "") for name in columns) + "\n" for row in rows)


def write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = _SECOND) -> Path:
    """Write a file of events, each the example but for what is given."""
    path = folder / "20221219153000.export.CSV"
    full = [{"GLOBALEVENTID": str(2_000 + n)} | row for n, row in enumerate(rows)]
    path.write_text(lines([EVENT | row for row in full], columns), "utf-8")
    return path


def read(path: Path, **options) -> EventLog:
    """Read a file whose flaws are expected."""
    with flaws_expected():
        return gdelt.read(path, **options)


def only(folder: Path, **cells: str) -> tuple[cl.Report, list[str]]:
    """Read one row, and give its report and what is listed."""
    log = read(write(folder, cells))
    return next(iter(log)).reports[0], log.problems["problem"].to_list()


def test_a_row_is_an_event_with_one_report_of_gdelt(tmp_path):
    """Codes stay text, the country is no longer FIPS, and the outlet is cited."""
    report, problems = only(tmp_path, GLOBALEVENTID="1077000001")
    assert problems == []
    assert report.id == "GDELT:1077000001"
    assert str(report.source.outlet) == "GDELT"
    assert report.source.url == EVENT["SOURCEURL"]
    assert report.source.retrieved == "2022-12-19T15:30:00Z"
    assert report.cites == ("example.org",)
    assert (report.when.precision, report.when.text) == ("day", "20221219")
    assert report.kind == crosswalk("cameo").kind_of("195")
    (place,) = report.places
    assert (place.name, place.country, place.precision) == (
        EVENT["ActionGeo_FullName"],
        "UKR",
        "town",
    )
    assert [(a.name, a.role, a.country, a.type) for a in report.actors] == [
        ("RUSSIA", "initiator", "RUS", "MIL"),
        ("UKRAINE", "target", "UKR", None),
    ]
    assert report.facets["event_code"] == ("195",)
    assert report.facets["goldstein"] == ("-10",)
    assert dict(report.ratings) == {"gdelt-geo-type": "4"}


def test_leading_zeros_of_codes_stay(tmp_path):
    """043 is hosting a visit, and 43 is nothing: a program that takes codes for numbers lost it."""
    report, problems = only(tmp_path, EventCode="043")
    assert (report.kind, report.facets["event_code"], problems) == ("visit", ("043",), [])
    for lost in ("43", "20"):
        report, problems = only(tmp_path, EventCode=lost)
        assert (report.kind, report.facets["event_code"]) == (None, (lost,))
        assert problems == ["no such code: kept with its kind unset"]


def test_a_code_that_is_not_known_is_read_as_the_code_above_it(tmp_path):
    """1459 is some riot; 159 some show of force."""
    assert only(tmp_path, EventCode="1459")[0].kind == "riot"
    report, problems = only(tmp_path, EventCode="159")
    assert report.kind == crosswalk("cameo").kind_of("15")
    assert problems == ["no such code: read as the code above it"]


@pytest.mark.parametrize(
    ("code", "precision"),
    [("1", "country"), ("2", "admin1"), ("3", "town"), ("4", "town"), ("5", "admin1")],
)
def test_types_of_places_are_precisions(tmp_path, code, precision):
    """A pin of a country is a country and not a place in it."""
    report, _ = only(tmp_path, ActionGeo_Type=code)
    assert report.places[0].precision == precision
    assert (report.places[0].point == "representative") is (precision != "town")


def test_type_0_is_no_place(tmp_path):
    """Nothing is said of where, and nothing is wrong with that."""
    blank = {name: "" for name in _SECOND if name.startswith("ActionGeo_")}
    report, problems = only(tmp_path, **blank | {"ActionGeo_Type": "0"})
    assert (report.places, problems) == ((), [])


def test_seas_are_no_country(tmp_path):
    """OS is the oceans: the place is water, in no country."""
    cells = {"ActionGeo_CountryCode": "OS", "ActionGeo_Lat": "43", "ActionGeo_Long": "34"}
    report, problems = only(tmp_path, **cells)
    assert (report.places[0].country, report.places[0].precision) == (None, "water")
    assert problems == []


@pytest.mark.parametrize(
    ("fips", "iso"),
    [("RS", "RUS"), ("AS", "AUS"), ("SF", "ZAF"), ("GM", "DEU"), ("KV", "XKX"), ("GZ", "PSE")],
)
def test_countries_are_fips_and_not_iso(fips, iso):
    """RS is Russia, not Serbia."""
    from conflictlog.formats.gdelt.codes import _fips

    assert _fips()[0][fips] == iso


def test_parts_of_the_world_are_no_country_and_no_fault(tmp_path):
    """AFR is Africa."""
    report, problems = only(tmp_path, Actor1CountryCode="AFR", Actor1Name="AFRICA")
    assert (report.actors[0].country, problems) == (None, [])


def test_an_actor_without_a_name_bears_its_code(tmp_path):
    """Who is not named is still somebody."""
    assert only(tmp_path, Actor1Name="")[0].actors[0].name == "RUSMIL"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"MonthYear": "202211"}, "not in the month"),
        ({"SQLDATE": "20221231"}, "after GDELT took the article up"),
        ({"ActionGeo_CountryCode": "QQ"}, "no country is called that"),
        ({"ActionGeo_Type": "9"}, "no such code"),
        ({"ActionGeo_Lat": ""}, "one of the two is missing"),
        ({"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}, "mark of a missing point"),
        ({"ActionGeo_Lat": "5", "ActionGeo_Long": "5"}, "outside its country"),
        ({"DATEADDED": "2022121915300"}, "no time can be read"),
        ({"Actor2CountryCode": "QQQ"}, "no country is called that"),
    ],
)
def test_a_flaw_is_listed_and_the_row_kept(tmp_path, cells, problem):
    """Each names its column and its value."""
    log = read(write(tmp_path, cells))
    assert len(log) == 1
    (row,) = [r for r in log.problems.iter_rows(named=True) if problem in r["problem"]]
    assert row["outcome"] == "kept"
    assert row["value"]
    assert row["hint"]


@pytest.mark.parametrize("cells", [{"SQLDATE": "20221399", "MonthYear": "202213"}, {"SQLDATE": ""}])
def test_a_row_without_a_date_is_rejected(tmp_path, cells):
    """It is listed, and the others are read."""
    path = write(tmp_path, {}, cells)
    log = read(path)
    assert len(log) == 1
    assert log.problems.filter(outcome="rejected")["row"].to_list() == [2]
    with pytest.raises(InvalidFile, match="row 2"):
        read(path, errors="raise")


def test_rows_of_one_article_are_counted_and_not_merged(tmp_path):
    """Date, code, place and address in common: said once."""
    log = read(write(tmp_path, {}, {"Actor1Name": "KREMLIN"}, {"EventCode": "190"}))
    assert len(log) == 3
    (row,) = log.problems.iter_rows(named=True)
    assert row["problem"].startswith("2 of 3 rows share date, code, place and address")
    assert (row["row"], row["outcome"]) == (0, "kept")


@pytest.mark.parametrize("columns", [_FIRST, _FIRST[:-1]], ids=["58", "57"])
def test_version_1_is_read(tmp_path, columns):
    """It has no second-order divisions, days of taking up, and once no addresses."""
    log = read(write(tmp_path, {"DATEADDED": "20221220"}, columns=columns))
    report = next(iter(log)).reports[0]
    assert log.datasets[0].version == "1.0"
    assert report.source.retrieved == "2022-12-20"
    assert report.source.url == (EVENT["SOURCEURL"] if columns is _FIRST else None)
    assert log.problems.is_empty()


def test_quotation_marks_are_letters(tmp_path):
    """Nothing is quoted: a mark opens no cell."""
    name = 'Place "of" the "lost quote'
    assert only(tmp_path, ActionGeo_FullName=name)[0].places[0].name == name


def test_a_header_and_commas_are_read_by_name(tmp_path):
    """As other programs write the same columns, in any order."""
    columns = sorted(_SECOND)
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="")
    table.writeheader()
    table.writerow(EVENT)
    path = tmp_path / "events.csv"
    path.write_text(text.getvalue())
    (one,), (other,) = read(path), read(write(tmp_path, EVENT))
    assert one.reports[0].places == other.reports[0].places
    assert one.reports[0].facets == other.reports[0].facets


def test_gdelt_is_recognised_packed_as_it_comes(tmp_path):
    """By content: in a zip of one file, and in gzip."""
    data = write(tmp_path, {}).read_bytes()
    packed = tmp_path / "20221219153000.export.CSV.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20221219153000.export.CSV", data)
    (tmp_path / "x.gz").write_bytes(gzip.compress(data))
    assert [event.id for event in cl.read(packed)] == ["GDELT:2000"]
    assert [event.id for event in cl.read(tmp_path / "x.gz")] == ["GDELT:2000"]


def test_the_data_set_has_its_terms(tmp_path):
    """Licence, attribution, and whether rows may be republished."""
    (dataset,) = read(write(tmp_path, {}), retrieved="2022-12-20").datasets
    assert dataset.redistributable is True
    assert "GDELT Project" in dataset.attribution
    assert (dataset.version, dataset.retrieved) == ("2.0", "2022-12-20")


def test_raw_rows_are_kept_on_demand(tmp_path):
    """Every column as it stands, beside the event's id."""
    records = read(write(tmp_path, {}), keep_rows=True).records
    assert records is not None
    assert records["Actor1Geo_Type"].to_list() == ["0"]
    assert records["_event"].to_list() == ["GDELT:2000"]


# -- mentions


def mentions(folder: Path, *rows: dict[str, str], at: str = "20221219153000") -> Path:
    """Write a file of mentions, each the example but for what is given."""
    path = folder / f"{at}.mentions.CSV"
    path.write_text(lines([MENTION | row for row in rows], _MENTIONS))
    return path


def test_mentions_are_reports_of_their_event(tmp_path):
    """Each is of the outlet that told it, with GDELT's confidence in its own reading."""
    told = mentions(tmp_path, {}, {"MentionSourceName": "example.com", "Confidence": "20"})
    log = read(write(tmp_path, {"GLOBALEVENTID": "1077000001"}, {}), mentions=told)
    event = log["GDELT:1077000001"]
    assert [report.source.outlet for report in event.reports] == [
        "GDELT",
        "example.net",
        "example.com",
    ]
    report = event.reports[1]
    assert report.source.url == MENTION["MentionIdentifier"]
    assert report.ratings == (("gdelt-confidence", "70"),)
    assert report.facets == {
        "mention_type": ("web",),
        "sentence": ("3",),
        "translated_from": ("ukr",),
    }
    assert report.locator.file == told.name
    assert len({r.id for r in event.reports}) == 3
    assert len(log["GDELT:2001"].reports) == 1
    assert event.shown.kind == crosswalk("cameo").kind_of("195")


def test_mentions_of_several_files_are_reports_of_one_event(tmp_path):
    """GDELT writes a file each 15 minutes; the order of the files changes no event."""
    files = [
        mentions(tmp_path, {"MentionSourceName": f"{at}.example"}, {"GLOBALEVENTID": "5"}, at=at)
        for at in ("20221219153000", "20221219154500")
    ]
    path = write(tmp_path, {"GLOBALEVENTID": "1077000001"}, {})
    log = read(path, mentions=files)
    reports = log["GDELT:1077000001"].reports
    assert [report.locator.file for report in reports[1:]] == [file.name for file in files]
    assert [report.id for report in reports] == [
        "GDELT:1077000001",
        "GDELT:1077000001-mention",
        "GDELT:1077000001-mention#2",
    ]
    assert log.problems.filter(outcome="rejected")["file"].to_list() == [f.name for f in files]
    # A file that is named twice is read once, and none adds nothing.
    assert read(path, mentions=(str(file) for file in [*files, *files]))[:1] == log[:1]
    assert read(path, mentions=[]) == read(path)


def test_the_reports_of_an_event_stand_in_one_order(tmp_path):
    """That of the constructor, by their ids, however many there are."""
    told = mentions(tmp_path, *({"SentenceID": str(n)} for n in range(12)))
    event = read(write(tmp_path, {"GLOBALEVENTID": "1077000001"}), mentions=told)[0]
    assert event.reports == cl.Event(reports=event.reports[::-1]).reports


def test_a_mention_of_another_day_s_event_is_listed(tmp_path):
    """Reports and rejected rows make up the mentions."""
    told = mentions(tmp_path, {"GLOBALEVENTID": "5"}, {}, {"GLOBALEVENTID": ""})
    log = read(write(tmp_path, {"GLOBALEVENTID": "1077000001"}), mentions=told)
    assert len(log["GDELT:1077000001"].reports) == 2
    rejected = log.problems.filter(outcome="rejected")
    assert rejected["row"].to_list() == [1, 3]
    assert rejected["file"].to_list() == [told.name] * 2


def test_no_mention_may_fit(tmp_path):
    """The events stay as they are."""
    told = mentions(tmp_path, {"GLOBALEVENTID": "5"})
    log = read(write(tmp_path, {}), mentions=told)
    assert len(next(iter(log)).reports) == 1


def test_mentions_alone_are_refused_with_the_cure(tmp_path):
    """They hold neither day nor place; the message says how to read them."""
    told = mentions(tmp_path, {})
    with pytest.raises(InvalidFile, match=r"no events.*mentions='20221219153000.mentions.CSV'"):
        cl.read(told)


def test_events_are_no_mentions(tmp_path):
    """The two paths may not change places."""
    path = write(tmp_path, {})
    with pytest.raises(InvalidFile, match="holds events; expected mentions"):
        read(path, mentions=path)


# -- bad input


def test_what_is_no_gdelt_is_refused(tmp_path):
    """A line of another shape is not taken for events."""
    path = tmp_path / "x.csv"
    path.write_text("a\tb\nc\td\n")
    with pytest.raises(InvalidFile, match="61 columns parted by tabs"):
        gdelt.read(path)


def test_a_line_too_long_is_refused_and_one_too_short_listed(tmp_path):
    """A tab too many shifts cells; a line cut off lacks some."""
    path = write(tmp_path, {}, {})
    text = path.read_text()
    path.write_text(text[:-1] + "\tmore\n")
    with pytest.raises(InvalidFile, match="line 2: 62 cells"):
        read(path)
    first, second = text.splitlines()
    path.write_text(f"{first}\n{second.rpartition(chr(9))[0]}\n")
    assert "the row has 60 cells" in " ".join(read(path).problems["problem"])


def test_errors_is_one_of_two_words(tmp_path):
    """As in every reader."""
    with pytest.raises(UnknownName, match="collect, raise"):
        gdelt.read(write(tmp_path, {}), errors="ignore")


# -- real files


def test_every_row_of_a_real_file_is_read(shared_data):
    """2,414 rows, none rejected: what is listed are the twins, half a pair, and points astray."""
    log = cl_read(shared_data / "gdelt" / "20180101000000.export.CSV")
    assert len(log) == 2414
    assert log.problems.filter(outcome="rejected").is_empty()
    assert log.problems["problem"][0].startswith("1497 of 2414 rows share")
    assert log.problems.height == 5
    assert sum(event.shown.kind is None for event in log) == 0


def test_the_real_mentions_are_told_apart(shared_data):
    """They come with a header and commas, and are refused with the cure."""
    with pytest.raises(InvalidFile, match="mentions=") as caught:
        cl.read(shared_data / "gdelt" / "mentions_20170701.csv")
    assert caught.value.remedy


def test_real_mentions_are_read_beside_events(tmp_path, shared_data):
    """All 1,635 rows become reports or are listed."""
    path = shared_data / "gdelt" / "mentions_20170701.csv"
    log = read(write(tmp_path, {"GLOBALEVENTID": "555924816"}), mentions=path)
    rejected = log.problems.filter(outcome="rejected").height
    assert len(next(iter(log)).reports) - 1 + rejected == 1635


def cl_read(path: Path) -> EventLog:
    """Read through the door, flaws expected."""
    with flaws_expected():
        return cl.read(path)

"""The Global Terrorism Database: dates with zeros, fractions, old bytes, three perpetrators."""

from __future__ import annotations

from pathlib import Path

import pytest

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import gtd
from conflictlog.formats.opening import look
from conflictlog.formats.sniffing import recognise
from conflictlog.kinds import crosswalk
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.tables_ged import written

_TARGETS = tuple(
    f"{name}{n}{text}"
    for n in "123"
    for name, text in (
        *(("targtype", ""), ("targtype", "_txt"), ("targsubtype", ""), ("targsubtype", "_txt")),
        *(("corp", ""), ("target", ""), ("natlty", ""), ("natlty", "_txt")),
    )
)
_CLAIMS = tuple(f"claim{m}{n}" for n in ("", "2", "3") for m in ("ed", "mode", "mode_txt"))
_WEAPONS = tuple(
    f"weap{kind}type{n}{text}" for n in "1234" for kind in ("", "sub") for text in ("", "_txt")
)
#: The columns of the release of 2018, in their order.
HEADER = (
    *("eventid", "iyear", "imonth", "iday", "approxdate", "extended", "resolution"),
    *("country", "country_txt", "region", "region_txt", "provstate", "city"),
    *("latitude", "longitude", "specificity", "vicinity", "location", "summary"),
    *("crit1", "crit2", "crit3", "doubtterr", "alternative", "alternative_txt", "multiple"),
    *("success", "suicide", "attacktype1", "attacktype1_txt", "attacktype2", "attacktype2_txt"),
    *("attacktype3", "attacktype3_txt", *_TARGETS, "gname", "gsubname", "gname2", "gsubname2"),
    *("gname3", "gsubname3", "motive", "guncertain1", "guncertain2", "guncertain3"),
    *("individual", "nperps", "nperpcap", *_CLAIMS, "compclaim", *_WEAPONS, "weapdetail"),
    *("nkill", "nkillus", "nkillter", "nwound", "nwoundus", "nwoundte", "property"),
    *("propextent", "propextent_txt", "propvalue", "propcomment", "ishostkid", "nhostkid"),
    *("nhostkidus", "nhours", "ndays", "divert", "kidhijcountry", "ransom", "ransomamt"),
    *("ransomamtus", "ransompaid", "ransompaidus", "ransomnote", "hostkidoutcome"),
    *("hostkidoutcome_txt", "nreleased", "addnotes", "scite1", "scite2", "scite3", "dbsource"),
    *("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "related"),
)
BASE = dict.fromkeys(HEADER, "") | {
    "eventid": "201403010001",
    "iyear": "2014",
    "imonth": "3",
    "iday": "1",
    "extended": "0",
    "country": "113",
    "country_txt": "Libya",
    "region_txt": "Middle East & North Africa",
    "provstate": "Benghazi",
    "city": "Benghazi",
    "latitude": "32.12",
    "longitude": "20.07",
    "specificity": "1",
    "vicinity": "0",
    "summary": "03/01/2014: An invented bomb hit an invented patrol’s car.",
    "doubtterr": "0",
    "multiple": "1",
    "success": "1",
    "suicide": "0",
    "attacktype1": "3",
    "attacktype1_txt": "Bombing/Explosion",
    "attacktype2": "2",
    "attacktype2_txt": "Armed Assault",
    "targtype1": "10",
    "targtype1_txt": "Journalists & Media",
    "target1": "Invented newspaper",
    "natlty1_txt": "Libya",
    "gname": "Invented Brigade",
    "gname2": "Other Invented Brigade",
    "guncertain1": "0",
    "guncertain2": "1",
    "nperps": "-99",
    "weaptype1_txt": "Explosives",
    "weapsubtype1_txt": "Vehicle",
    "nkill": "2",
    "nwound": "5",
    "ishostkid": "0",
    "scite1": '"Invented bomb kills two," Reuters, March 1, 2014.',
    "scite2": '"Two dead," The Daily Example, March 2, 2014.',
    "dbsource": "START Primary Collection",
    "related": "201403010001, 201403010002",
}
ROWS = [
    BASE,
    BASE | {"eventid": "201403010002", "nkill": "6.333333", "iday": "0", "attacktype2": ""},
    BASE | {"eventid": "201400000003", "imonth": "0", "iday": "0", "gname": "Unknown"},
]


def quiet(path: Path, **options: object) -> EventLog:
    """Read a file that may have flaws."""
    with flaws_expected():
        return gtd.read(path, **options)


def one(tmp_path: Path, **cells: str) -> tuple[cl.Report, EventLog]:
    """Read one row with some cells changed."""
    log = quiet(written(tmp_path / "one.csv", [BASE | cells]))
    (report,) = log[str(log.frame["id"][0])].reports
    return report, log


def test_the_header_is_that_of_the_release() -> None:
    """135 columns, and the reader finds its own among them."""
    assert len(HEADER) == 135
    assert set(HEADER) >= gtd.columns.KNOWN_BY
    assert set(gtd.columns.LAYOUT.columns or ()) <= set(HEADER)


def test_a_row_is_an_event_with_its_links(tmp_path: Path) -> None:
    """Ids stay text; what the database calls related is linked, the row itself left out."""
    log = quiet(written(tmp_path / "gtd.csv", ROWS), version="2018")
    event = log["GTD:201403010001"]
    assert event.links == (cl.Link("related", "GTD:201403010002", claimant="GTD"),)
    (report,) = event.reports
    assert report.kind == "attack|battle|explosion|strike"
    assert report.cites == ("Reuters", "The Daily Example")
    assert report.facets["weapon"] == ("Explosives",)
    assert report.facets["target"] == ("media",)
    assert "victims" not in report.facets  # the code holds people and offices
    assert report.facets["guncertain"] == ("Other Invented Brigade",)
    assert [(actor.name, actor.role) for actor in report.actors] == [
        ("Invented Brigade", "initiator"),
        ("Other Invented Brigade", "initiator"),
        ("Invented newspaper", "target"),
    ]
    assert report.actors[2].country == "LBY"
    assert report.ratings == (("gtd-doubtterr", "0"), ("gtd-specificity", "1"))
    (dataset,) = log.datasets
    assert (dataset.name, dataset.version, dataset.redistributable) == ("GTD", "2018", False)
    assert "START" in str(dataset.attribution)
    nobody = log["GTD:201400000003"].reports[0].actors
    assert nobody[0].name == "Other Invented Brigade"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "2014-03-01"),
        ({"iday": "0"}, "2014-03"),
        ({"imonth": "0", "iday": "0"}, "2014"),
        ({"iyear": "2014.0", "imonth": "3.0", "iday": "1.0"}, "2014-03-01"),
    ],
)
def test_zero_is_an_unknown_day_or_month(
    tmp_path: Path, cells: dict[str, str], expected: str
) -> None:
    """The month or the year stands for it; what is said of it otherwise is kept."""
    report, _ = one(tmp_path, approxdate="March 1-8, 2014", **cells)
    assert report.when == cl.When(expected)
    assert report.facets["approxdate"] == ("March 1-8, 2014",)


def test_the_end_of_an_episode_is_a_second_date(tmp_path: Path) -> None:
    """It is kept beside the day on which it began."""
    report, log = one(tmp_path, extended="1", resolution="2014-03-09")
    assert report.when == cl.When("2014-03-01")
    assert report.facets["resolution"] == ("2014-03-09",)
    assert log.problems.is_empty()


def test_a_fraction_is_kept_and_listed(tmp_path: Path) -> None:
    """The toll of linked attacks is split among them."""
    report, log = one(tmp_path, nkill="6.333333")
    assert report.estimates["killed"].best == 6.333333
    (problem,) = log.problems.to_dicts()
    assert problem["column"] == "nkill"
    assert "fraction" in problem["problem"]
    assert "perpetrators" not in report.estimates


@pytest.mark.parametrize(
    ("cells", "precision"),
    [
        ({}, "town"),
        ({"vicinity": "1"}, "vicinity"),
        ({"specificity": "2"}, "admin2"),
        ({"specificity": "4"}, "admin1"),
        ({"specificity": "5", "latitude": "", "longitude": ""}, "unknown"),
    ],
)
def test_specificity_becomes_precision(
    tmp_path: Path, cells: dict[str, str], precision: str
) -> None:
    """What happened around a town is not in it."""
    place = one(tmp_path, **cells)[0].places[0]
    assert (place.precision, place.country, place.admin1) == (precision, "LBY", "Benghazi")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"attacktype2": ""}, "explosion|strike"),
        ({"attacktype2": "", "suicide": "1"}, "explosion/suicide"),
        ({"attacktype1": "6", "attacktype2": ""}, "attack/abduction"),
        ({"attacktype1": "9", "attacktype2": ""}, "violence"),
        ({"attacktype1": "", "attacktype2": ""}, None),
    ],
)
def test_types_of_attack_become_kinds(
    tmp_path: Path, cells: dict[str, str], kind: str | None
) -> None:
    """Of several types any may be meant."""
    assert one(tmp_path, **cells)[0].kind == kind


def test_the_crosswalks_have_every_type() -> None:
    """Nine types of attack and twenty-two of targets, all in the vocabulary."""
    assert set(crosswalk("gtd").codes) == {str(n) for n in range(1, 10)}
    targets = crosswalk("gtd-targets")
    assert set(targets.codes) == {str(n) for n in range(1, 23)}
    for code in targets.codes:
        for name, words in targets.facets_of(code).items():
            for word in words:
                assert cl.taxonomy().check_facet(name, word) == (name, word)


def test_bytes_of_an_old_macintosh_are_read(tmp_path: Path) -> None:
    """An apostrophe is one, told by the letters beside it or by the caller."""
    path = written(tmp_path / "mac.csv", ROWS)
    path.write_bytes(path.read_text("utf-8").encode("mac_roman"))
    for options in ({"encoding": "mac_roman"}, {}):
        log = quiet(path, **options)
        assert "patrol’s" in str(log["GTD:201403010001"].reports[0].quote)


def test_excel_says_the_same_as_text(tmp_path: Path) -> None:
    """Numbers that Excel holds as numbers are the ids and counts that they were."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "gtd.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([list(HEADER), *([r[h] for h in HEADER] for r in ROWS)]):
            sheet.write_row(n, 0, row)
    assert recognise(path).NAME == "gtd"
    text = quiet(written(tmp_path / "gtd.csv", ROWS))
    log = quiet(path)
    assert list(log.frame["id"]) == list(text.frame["id"])
    for event in log:
        (report,), (other,) = event.reports, text[event.id].reports
        assert (report.when, report.places, report.kind, report.estimates, report.facets) == (
            *(other.when, other.places, other.kind, other.estimates, other.facets),
        )


@pytest.mark.parametrize(
    ("cells", "column", "problem", "outcome"),
    [
        ({"eventid": ""}, "eventid", "no id", "rejected"),
        ({"iyear": "0"}, "iyear", "no date", "rejected"),
        ({"iday": "soon"}, "iyear", "no date can be read", "rejected"),
        ({"imonth": "2", "iday": "30"}, "iyear", "no date can be read", "rejected"),
        ({"resolution": "2013-12-24"}, "resolution", "ended before it began", "kept"),
        ({"attacktype1": "10"}, "attacktype1", "no such code", "kept"),
        ({"targtype1": "23"}, "targtype1", "no such code", "kept"),
        ({"doubtterr": "2"}, "doubtterr", "no such code", "kept"),
        ({"specificity": "6"}, "specificity", "no such code", "kept"),
        ({"vicinity": "2"}, "vicinity", "no such code", "kept"),
        ({"nkill": "several"}, "nkill", "no count can be read", "kept"),
        ({"latitude": "95"}, "latitude", "", "kept"),
        ({"country_txt": "Atlantis"}, "country_txt", "no country", "kept"),
    ],
)
def test_what_is_wrong_is_listed(
    tmp_path: Path, cells: dict[str, str], column: str, problem: str, outcome: str
) -> None:
    """With its column, what is wrong with it, and a cure."""
    good = BASE | {"eventid": "1", "related": ""}
    log = quiet(written(tmp_path / "bad.csv", [good, BASE | cells]))
    found = log.problems.filter(log.problems["column"] == column).to_dicts()
    assert found, log.problems
    assert problem in found[0]["problem"]
    assert found[0]["hint"]
    assert (found[0]["row"], found[0]["outcome"]) == (2, outcome)
    assert len(log) == (1 if outcome == "rejected" else 2)


def test_other_tables_are_refused(tmp_path: Path) -> None:
    """The message names the missing column; ours is recognised among all formats."""
    path = written(tmp_path / "other.csv", [{"eventid": "1", "iyear": "2014", "imonth": "1"}])
    with pytest.raises(InvalidFile, match="iday"):
        gtd.read(path)
    assert not gtd.sniff(look(path))
    assert recognise(written(tmp_path / "gtd.csv", ROWS)).NAME == "gtd"

"""Any table through `TableMapping`: what is mapped is read, what is wrong is listed."""

from __future__ import annotations

import datetime as dt
import gzip
import warnings
import zipfile

import attrs
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import ProblemsWarning
from conflictlog.formats.mapping import SuggestionWarning
from conflictlog.formats.mapping.fields import FIELDS

HEADER = "No,Date,Town,Lat,Lon,Land,What,Dead,Source"
ROWS = """\
1,19/12/2022,Kyiv,50.45,30.52,UA,Drones,0,AFP; Reuters
2,20/12/2022,Kherson,46.64,32.61,Ukraine,Shelling,3,AFP
"""
MAPPING = cl.TableMapping(
    {
        "event": "No",
        "when": "Date",
        "place": "Town",
        "lat": "Lat",
        "lon": "Lon",
        "country": "Land",
        "kind": "What",
        "killed": "Dead",
        "cites": "Source",
    },
    dataset="desk",
    date_formats="%d/%m/%Y",
    tz="Europe/Kyiv",
    values={"kind": {"Drones": "strike/drone", "Shelling": "strike/shelling"}},
    separators={"cites": ";"},
    constants={"outlet": "Our desk"},
)


def table(tmp_path, rows=ROWS, header=HEADER, name="table.csv"):
    """Write a table and give its path."""
    path = tmp_path / name
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return path


def read(path, mapping=MAPPING, **options):
    """Read a table that is known to have flaws."""
    with pytest.warns(ProblemsWarning):
        return mapping.read(path, **options)


NESTED = pl.DataFrame(
    {
        "d": ["2022-12-19", "2022-12-20"],
        "towns": [["Kyiv", "Kharkiv"], None],
        "point": [{"lat": 50.45, "lon": 30.52}, {"lat": 49.98, "lon": 36.25}],
    }
).with_columns(pair=pl.Series([[50.45, 30.52], [49.98, 36.25]], dtype=pl.Array(pl.Float64, 2)))


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("towns", r"column 'towns': each cell is a list.*list.join"),
        ("point", r"column 'point': each cell is a struct.*unnest\('point'\)"),
        ("pair", r"column 'pair': each cell is an array.*arr.to_struct"),
    ],
)
@pytest.mark.parametrize("stored", [False, True])
def test_a_column_that_is_read_holds_one_value_a_row(tmp_path, column, said, stored):
    """Lists and structs are refused, with the line that makes columns of text of them."""
    given = NESTED
    if stored:
        given = tmp_path / "nested.parquet"
        NESTED.write_parquet(given)
    with pytest.raises(InvalidFile, match=said):
        cl.read(given, mapping=cl.TableMapping({"when": "d", "place": column}))


def test_the_cures_of_nested_columns_cure_them():
    """As they stand in the message."""
    towns = NESTED.with_columns(pl.col("towns").cast(pl.List(pl.String)).list.join("; "))
    log = cl.read(towns, mapping=cl.TableMapping({"when": "d", "place": "towns"}))
    assert [event.reports[0].places[0].name for event in log[:1]] == ["Kyiv; Kharkiv"]
    points = cl.TableMapping({"when": "d", "lat": "lat", "lon": "lon"})
    assert cl.read(NESTED.unnest("point"), mapping=points)[1].reports[0].places[0].lat == 49.98
    pairs = NESTED.with_columns(pl.col("pair").arr.to_struct()).unnest("pair")
    sides = cl.TableMapping({"when": "d", "lat": "field_0", "lon": "field_1"})
    assert cl.read(pairs, mapping=sides)[1].reports[0].places[0].lon == 36.25


def test_nested_columns_that_nobody_reads_do_no_harm():
    """They are kept as JSON with the rows, and no proposal takes them."""
    log = cl.TableMapping({"when": "d"}).read(NESTED, keep_rows=True)
    assert log.records is not None
    assert log.records["towns"].to_list() == ['["Kyiv","Kharkiv"]', None]
    assert log.records["point"][0] == '{"lat":50.45,"lon":30.52}'
    proposed = cl.suggest_mapping(NESTED.rename({"d": "Date", "towns": "Town"}))
    assert proposed.columns == {"when": "Date"}


def made_of(code):
    """Run what a mapping prints."""
    return eval(code, {"TableMapping": cl.TableMapping})  # noqa: S307 - our own text


def test_columns_become_fields(tmp_path):
    """Days have their zone, codes their kinds, packed cells are split, every row is located."""
    log = cl.read(table(tmp_path), mapping=MAPPING)
    first, second = log
    assert log.ids == ("desk:1", "desk:2")
    report = first.reports[0]
    assert report.when == cl.When("2022-12-19", tz="Europe/Kyiv")
    assert report.places == (cl.Place("Kyiv", lat=50.45, lon=30.52, country="UKR"),)
    assert (report.kind, report.cites) == ("strike/drone", ("AFP", "Reuters"))
    assert report.source == cl.Source("Our desk")
    assert second.reports[0].estimates["killed"] == cl.Estimate(3)
    assert second.reports[0].locator.row == 2
    assert log.datasets == (cl.Dataset("desk"),)
    assert len(log.problems) == 0


def test_a_mapping_is_a_value_that_prints_as_code():
    """What is printed, and what repr gives, makes an equal mapping; it can be hashed."""
    assert made_of(repr(MAPPING)) == MAPPING
    assert made_of(str(MAPPING)) == MAPPING
    assert {MAPPING: 1}[made_of(repr(MAPPING))] == 1


@pytest.mark.parametrize(
    "kind", ["gz", "zip", "xlsx", "parquet", "polars", "pandas", "arrow", "tsv"]
)
def test_the_source_makes_no_difference(tmp_path, kind):
    """Packed text, Excel, Parquet and data frames give the log that the plain table gives."""
    path = table(tmp_path)
    plain = MAPPING.read(path)
    frame = pl.read_csv(path)
    source = tmp_path / f"table.{kind}"
    match kind:
        case "gz":
            source.write_bytes(gzip.compress(path.read_bytes()))
        case "zip":
            with zipfile.ZipFile(source, "w") as archive:
                archive.write(path, "table.csv")
        case "xlsx":
            pytest.importorskip("xlsxwriter")
            pytest.importorskip("fastexcel")
            frame.write_excel(source)
        case "parquet":
            frame.write_parquet(source)
        case "tsv":
            frame.write_csv(source, separator="\t")
        case "pandas":
            pytest.importorskip("pandas")
            source = frame.to_pandas()
        case "arrow":
            pytest.importorskip("pyarrow")
            source = frame.to_arrow()
        case _:
            source = frame
    log = MAPPING.read(source)
    unlocated = [
        [
            cl.Report(
                **{name: getattr(report, name) for name in ("when", "places", "kind", "cites")}
            )
            for event in found
            for report in event.reports
        ]
        for found in (log, plain)
    ]
    assert unlocated[0] == unlocated[1]
    assert log.ids == plain.ids


def test_typed_columns_are_read_as_a_person_would_write_them():
    """Dates, moments with a zone, numbers and truth values of a data frame."""
    frame = pl.DataFrame({"d": ["2022-12-19"], "n": [3.0], "s": [True]}).with_columns(
        pl.col("d").str.to_date()
    )
    mapping = cl.TableMapping({"when": "d", "killed": "n", "sensitive": "s"})
    report = mapping.read(frame)[0].reports[0]
    assert report.when == cl.When("2022-12-19")
    assert (report.estimates["killed"].best, report.sensitive) == (3, True)
    moments = frame.select(
        pl.col("d").cast(pl.Datetime).dt.replace_time_zone("UTC").dt.offset_by("14h30m")
    )
    told = cl.TableMapping({"when": "d"}).read(moments)[0].reports[0].when
    assert told.earliest_start.isoformat().startswith("2022-12-19T14:30")


@pytest.mark.parametrize(
    ("cells", "column", "problem", "outcome"),
    [
        ({"Date": "12/31/2022"}, "Date", "no date can be read", "rejected"),
        ({"Date": "19.12.22"}, "Date", "no date can be read", "rejected"),
        ({"Date": ""}, "Date", "no date", "rejected"),
        ({"No": ""}, "No", "no id", "rejected"),
        ({"Lat": "0", "Lon": "0"}, "Lat", "0, 0 is the mark", "kept"),
        ({"Lat": "-99", "Lon": "-99"}, "Lat", "-99, -99 is the mark", "kept"),
        ({"Lat": "130.5", "Lon": "30"}, "Lat", "not in -90 to 90", "kept"),
        ({"Lon": ""}, "Lat", "one of the two is missing", "kept"),
        ({"Land": "Atlantis"}, "Land", "no country is called that", "kept"),
        ({"Land": "Belarus"}, "Lat", "", "kept"),
        ({"What": "Parade"}, "What", "no such code", "kept"),
        ({"Dead": "many"}, "Dead", "no count can be read", "kept"),
        ({"Dead": "-3"}, "Dead", "no count can be read", "kept"),
    ],
)
def test_what_is_wrong_is_listed(tmp_path, cells, column, problem, outcome):
    """Every fault with its row, column, value and cure; nothing is clamped or swapped."""
    first = dict(zip(HEADER.split(","), ROWS.splitlines()[0].split(","), strict=True))
    rows = ",".join((first | cells).values()) + "\n" + ROWS.splitlines()[1] + "\n"
    log = read(table(tmp_path, rows))
    (found,) = log.problems.rows(named=True)
    assert (found["row"], found["column"], found["outcome"]) == (1, column, outcome)
    assert problem in found["problem"]
    assert found["hint"]
    assert len(log) == (1 if outcome == "rejected" else 2)


def test_sentinels_are_unknown_and_no_fault(tmp_path):
    """-99 is what data sets write for a number that nobody knows."""
    log = MAPPING.read(table(tmp_path, ROWS.replace(",3,", ",-99,")))
    assert dict(log[1].reports[0].estimates) == {}


def test_faults_are_raised_when_told(tmp_path):
    """The first row that cannot be kept is named."""
    path = table(tmp_path, ROWS.replace("19/12/2022", "soon"))
    with pytest.raises(cl.InvalidFile, match=r"row 1, Date: no date can be read"):
        MAPPING.read(path, errors="raise")


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"columns": {"wen": "Date"}}, cl.UnknownName, "did you mean 'when'"),
        ({"columns": {"lat": "Y"}}, cl.InvalidValue, "'lon'"),
        ({"columns": {"when": ("a", "b")}}, cl.InvalidValue, "several for"),
        ({"columns": {"when": "D"}, "tz": "Europe/Kiew"}, cl.InvalidValue, "Europe/Kiev"),
        ({"columns": {"when": "D"}, "rows_are": "reports"}, cl.InvalidValue, "'event'"),
        ({"columns": {"when": "D"}, "rows_are": "report"}, cl.UnknownName, "reports"),
        ({"columns": {"when": "D"}, "constants": {"when": "x"}}, cl.InvalidValue, "constant"),
        ({"columns": {"when": "D"}, "separators": {"when": ";"}}, cl.UnknownOption, "one thing"),
        ({"columns": {"when": "D"}, "format": "x"}, cl.UnknownOption, "format"),
        ({"columns": "Date"}, cl.InvalidValue, "mapping from fields"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(given, error, words):
    """At once, with what was meant perhaps."""
    with pytest.raises(error, match=words):
        cl.TableMapping(**given)


def test_a_missing_column_names_the_nearest(tmp_path):
    """Also through `read`, which refuses what is no mapping."""
    path = table(tmp_path, header=HEADER.replace("Town", "Towns"))
    with pytest.raises(cl.InvalidFile, match=r"no column Town.*did you mean 'Towns'"):
        cl.read(path, mapping=MAPPING)
    with pytest.raises(cl.InvalidValue, match="suggest_mapping"):
        cl.read(path, mapping={"when": "Date"})
    with pytest.raises(cl.UnknownOption, match="did you mean 'encoding'"):
        cl.read(path, mapping=MAPPING, encodig="utf-8")


def test_rows_of_one_key_are_reports_of_one_event(tmp_path):
    """Or places of one report, or events under ids of their own."""
    rows = ROWS.replace("2,20", "1,20")
    path = table(tmp_path, rows)
    twins = read(path)
    assert twins.ids == ("desk:1", "desk:1.2")
    fields = dict(MAPPING.columns.items())
    for rows_are, counts in (("reports", (2, 1)), ("places", (1, 2))):
        mapping = cl.TableMapping(
            fields,
            dataset="desk",
            date_formats="%d/%m/%Y",
            rows_are=rows_are,
            values=MAPPING.values,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ProblemsWarning)
            log = mapping.read(path)
        (event,) = log
        assert (len(event.reports), len(event.reports[0].places)) == counts
        assert len({report.id for report in event.reports}) == len(event.reports)


def test_ids_come_of_what_a_row_says_where_there_is_no_key(tmp_path):
    """The same row has the same id in any file; one that stands twice is listed."""
    mapping = cl.TableMapping({"when": "Date", "place": "Town"}, date_formats="%d/%m/%Y")
    one = mapping.read(table(tmp_path))
    turned = mapping.read(table(tmp_path, "".join(reversed(ROWS.splitlines(keepends=True)))))
    assert set(one.ids) == set(turned.ids)
    log = read(table(tmp_path, ROWS.splitlines(keepends=True)[0] * 2), mapping)
    assert len(log) == 2
    assert log.ids[1] == f"{log.ids[0]}.2"


@pytest.mark.parametrize(
    ("columns", "cells", "when", "options"),
    [
        ({"when": "a", "until": "b"}, ("2022-12-01", "2022-12-05"), "[2022-12-01..2022-12-05]", {}),
        ({"year": "a", "month": "b", "day": "c"}, ("2022", "12", "0"), "2022-12", {}),
        ({"year": "a", "month": "b", "day": "c"}, ("2022", "0", "0"), "2022", {}),
        ({"when": "a"}, ("2022-12",), "2022-12", {}),
        ({"when": "a", "clock": "b"}, ("2022-12-19", "9:30"), "2022-12-19T09:30", {"tz": "UTC"}),
        ({"when": "a", "clock": "b"}, ("2022-12-19", ""), "2022-12-19", {"tz": "UTC"}),
        ({"when": "a", "tz": "b"}, ("2022-12-19", "Europe/Kyiv"), "2022-12-19", {"tz": "UTC"}),
        ({"when": "a", "when_precision": "b"}, ("2022-12-19", "month"), "2022-12", {}),
    ],
)
def test_dates_stand_in_one_column_or_in_several(columns, cells, when, options):
    """Spans, parts, clock times, zones by row, codes of precision."""
    frame = pl.DataFrame({name: [cell] for name, cell in zip("abc", cells, strict=False)})
    log = cl.TableMapping(columns, **options).read(frame)
    zone = "Europe/Kyiv" if "tz" in columns else options.get("tz")
    assert log[0].reports[0].when == cl.When(when, tz=zone)


def test_unknown_zones_are_listed():
    """A row whose days cannot be placed is not kept."""
    frame = pl.DataFrame({"d": ["2022-12-19"] * 2, "z": ["Europe/Kyiv", "Mars"]})
    log = read(frame, cl.TableMapping({"when": "d", "tz": "z"}))
    assert len(log) == 1
    assert log.problems["problem"].to_list() == ["no such zone"]


def test_an_undated_row_may_be_kept():
    """Where the analyst says so."""
    frame = pl.DataFrame({"d": ["2022-12-19", None], "p": ["Kyiv", "Minsk"]})
    log = cl.TableMapping({"when": "d", "place": "p"}, undated="keep").read(frame)
    assert [event.reports[0].when is None for event in log] == [False, True]


# ------------------------------------------------------------------------------ suggestions


def test_a_suggestion_reads_the_table(tmp_path):
    """Names and values together: days first, as the 19th shows."""
    path = table(tmp_path)
    found = cl.suggest_mapping(path)
    assert dict(found.columns) == {
        "country": "Land",
        "event": "No",
        "killed": "Dead",
        "lat": "Lat",
        "lon": "Lon",
        "outlet": "Source",
        "place": "Town",
        "when": "Date",
    }
    assert found.date_formats == ("%d/%m/%Y",)
    assert len(found.read(path)) == 2
    assert made_of(str(found)) == found


def test_dates_that_read_in_two_ways_are_left_to_the_analyst(tmp_path):
    """Nothing in 03/04/2022 tells the day from the month."""
    path = table(tmp_path, ROWS.replace("19/12", "03/04").replace("20/12", "05/06"))
    with pytest.warns(SuggestionWarning, match=r"'%d/%m/%Y' or '%m/%d/%Y'"):
        found = cl.suggest_mapping(path)
    assert "when" not in found.columns


def test_a_few_odd_dates_do_not_hide_a_column_of_dates():
    """Nine in ten tell how days are written; the others are for `log.problems`."""
    days = [f"{n}.12.2022" for n in range(10, 28)]
    frame = pl.DataFrame({"Date": [*days, "around Christmas"], "Town": "Kyiv"})
    found = cl.suggest_mapping(frame)
    assert (found.columns["when"], found.date_formats) == ("Date", ("%d.%m.%Y",))
    with pytest.warns(ProblemsWarning, match="1 row rejected"):
        assert len(found.read(frame)) == 18


def test_a_column_of_days_written_in_two_ways_is_read_in_both():
    """Where they cannot be told apart, or are of many ways, the analyst is asked."""
    both = ["2022-03-01", "2022-03-02", "25/03/2022", "26/03/2022"]
    found = cl.suggest_mapping(pl.DataFrame({"Date": both, "Town": "Kyiv"}))
    assert found.date_formats == ("iso", "%d/%m/%Y")
    with pytest.warns(SuggestionWarning, match=r"'%d/%m/%Y' or '%m/%d/%Y'"):
        found = cl.suggest_mapping(
            pl.DataFrame({"Date": [*both[:2], "01/03/2022"], "Town": "Kyiv"})
        )
    assert "when" not in found.columns
    odd = pl.DataFrame({"Date": ["1 May", "25.03.2022", "spring"], "Town": "Kyiv"})
    with pytest.warns(SuggestionWarning, match=r"such as '1 May', are written in several ways"):
        assert "when" not in cl.suggest_mapping(odd).columns


def test_columns_that_are_not_what_their_names_say_are_told():
    """A decimal comma, say: nothing is left out without a word."""
    frame = pl.DataFrame({"Date": ["2022-03-01"], "Lat": ["50,45"], "Lon": ["30.52"]})
    with pytest.warns(SuggestionWarning, match=r"'Lat' for 'lat' \('50,45'\).*decimal point"):
        found = cl.suggest_mapping(frame)
    assert dict(found.columns) == {"when": "Date"}


def test_tables_of_other_languages_are_understood_by_their_usual_names():
    """What a newsroom in Kyiv or in Berlin calls its columns."""
    row = ["2022-03-01", "Київ", "50.45", "30.52", "3", "Reuters"]
    fields = ["when", "place", "lat", "lon", "killed", "outlet"]
    for names in (
        ["Дата", "Місто", "Широта", "Довгота", "Загинуло", "Джерело"],
        ["Дата", "Город", "Широта", "Долгота", "Погибло", "Источник"],
        ["Datum", "Ort", "Breite", "Länge", "Tote", "Quelle"],
    ):
        found = cl.suggest_mapping(pl.DataFrame([row], schema=names, orient="row"))
        assert dict(found.columns) == dict(zip(fields, names, strict=True))


def test_a_number_that_repeats_is_left_to_the_analyst():
    """Rows of one number may be one event, or of one code."""
    frame = pl.DataFrame({"Case": ["1", "1", "2"], "Date": "2022-03-01", "Town": "Kyiv"})
    with pytest.warns(SuggestionWarning, match=r"'Case' repeats.*rows_are='reports'"):
        assert "event" not in cl.suggest_mapping(frame).columns


def test_a_table_that_says_nothing_known_is_refused(tmp_path):
    """With what its columns are called."""
    with pytest.raises(cl.InvalidFile, match="foo, bar"):
        cl.suggest_mapping(table(tmp_path, "1,2\n", "foo,bar"))


# ------------------------------------------------------------------------------------- laws

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1)
REPORTS = st.fixed_dictionaries(
    {
        "when": st.dates(min_value=dt.date(1900, 1, 1)),
        "name": WORDS,
        "lat": st.floats(-90, 90).map(lambda x: round(x, 4)).filter(lambda x: abs(x) > 1),
        "lon": st.floats(-180, 180).map(lambda x: round(x, 4)),
        "kind": st.sampled_from(["strike/drone", "visit", "exercise"]),
        "killed": st.none() | st.integers(0, 10**6),
        "party": st.lists(WORDS.filter(lambda text: ";" not in text), max_size=3, unique=True),
    }
)


@given(
    st.lists(REPORTS.filter(lambda told: told["lat"] != told["lon"]), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_is_written_into_a_table_is_read_out_of_it(tmp_path_factory, reports, separator):
    """A small log in a table of its own making comes back, whatever its letters."""
    log = cl.EventLog(
        [
            cl.Event(
                id=f"t:{n}",
                reports=[
                    cl.Report(
                        id=f"t:{n}",
                        when=cl.When(told["when"], tz="Europe/Kyiv"),
                        place=cl.Place(told["name"], lat=told["lat"], lon=told["lon"]),
                        kind=told["kind"],
                        actors=[cl.Actor(name, role="party") for name in told["party"]],
                        estimates={} if told["killed"] is None else {"killed": told["killed"]},
                    )
                ],
            )
            for n, told in enumerate(reports)
        ]
    )
    frame = pl.DataFrame(
        [
            {
                "id": str(n),
                "d": told["when"].strftime("%d.%m.%Y"),
                "p": told["name"],
                "y": repr(told["lat"]),
                "x": repr(told["lon"]),
                "k": told["kind"],
                "n": None if told["killed"] is None else str(told["killed"]),
                "w": "; ".join(told["party"]),
            }
            for n, told in enumerate(reports)
        ],
        schema=dict.fromkeys(("id", "d", "p", "y", "x", "k", "n", "w"), pl.String),
    )
    path = tmp_path_factory.mktemp("law") / "table.csv"
    frame.write_csv(path, separator=separator)
    mapping = cl.TableMapping(
        {
            "event": "id",
            "when": "d",
            "place": "p",
            "lat": "y",
            "lon": "x",
            "kind": "k",
            "killed": "n",
            "party": "w",
        },
        dataset="t",
        date_formats="%d.%m.%Y",
        tz="Europe/Kyiv",
        separators={"party": ";"},
    )
    read = mapping.read(path, errors="raise", separator=separator)
    unlocated = [
        cl.Event(id=e.id, reports=[attrs.evolve(r, locator=None) for r in e.reports]) for e in read
    ]
    assert cl.EventLog(unlocated) == log


@given(st.sampled_from(sorted(FIELDS)), st.text(min_size=1))
def test_every_mapping_is_evaluable(field, column):
    """Whatever columns are called."""
    try:
        mapping = cl.TableMapping({field: column})
    except cl.ConflictlogError:
        return
    assert made_of(repr(mapping)) == mapping

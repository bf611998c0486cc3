"""Laws of the GED reader: they hold whatever the cells hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import attrs
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.event import Event
from conflictlog.formats import ged
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.oracle_ged import raw_rows

INVENTED = raw_rows(Path(__file__).parent / "data" / "ged" / "invented.csv")
HEADER = list(INVENTED[0])
NAMES = {name: getattr(cl, name) for name in ("Actor", "Estimate", "Event", "Locator", "Place")}
NAMES |= {name: getattr(cl, name) for name in ("Report", "Source", "When")}

#: What may stand in any cell: blanks, numbers of all sorts, quotes, separators, other scripts.
ODD = st.sampled_from(
    [
        *("", " ", "\n", "\x1f", "0", "-1", "1.0", "1e400", "nan", "inf", "7", "XXX700", "true"),
        *('"', '";"', ";", ",", "'", "«місто»", "\u2028", "#x", "2014-02-29"),
        '"A,2014-01-01,B";"C,2014-01-02,D"',
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
SENSIBLE = {
    "date_start": st.dates().map(str) | st.just("2014-01-01 00:00:00.000"),
    "date_end": st.dates().map(str) | st.just("2014-12-31 00:00:00"),
    "latitude": st.floats(-100, 100).map(str),
    "longitude": st.floats(-200, 200).map(str),
    "id": st.integers(1, 4).map(str),
    "where_prec": st.integers(0, 8).map(str),
    "type_of_violence": st.integers(0, 4).map(str),
    "best": st.integers(-1, 9).map(str),
    "low": st.integers(-1, 9).map(str),
    "gwnoa": st.sampled_from(["369", "369.0", "2, 200", "9999"]),
    "country": st.sampled_from(["Ukraine", "Yemen (North Yemen)", "Atlantis"]),
}


@st.composite
def tables(draw) -> list[dict[str, str]]:
    """Draw some of the invented rows with odd cells in any columns."""
    rows = []
    for base in draw(st.lists(st.sampled_from(INVENTED), min_size=1, max_size=5)):
        row = dict(base)
        for name in draw(st.lists(st.sampled_from(HEADER), max_size=6)):
            row[name] = draw(ODD | SENSIBLE.get(name, ODD))
        rows.append(row)
    return rows


def text_of(rows: list[dict[str, str]], header: list[str]) -> bytes:
    """Write rows as a table, every cell in quotes."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, header, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def read(folder: Path, data: bytes) -> EventLog:
    """Read bytes as a file; flaws are expected."""
    path = folder / "drawn.csv"
    path.write_bytes(data)
    with flaws_expected():
        return ged.read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one folder for all examples."""
    return tmp_path_factory.mktemp("ged")


@given(rows=tables())
def test_no_row_is_lost_and_every_event_is_valid(folder, rows):
    """Events and rejected rows make up the rows, and the constructors accept each event."""
    log = read(folder, text_of(rows, HEADER))
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].unique()
    kept = [event.reports[0].locator.row for event in log]
    tagged = len(rows) - len(kept) - len(rejected)
    assert tagged == 0 or (tagged == 1 and rows[0]["id"].startswith("#"))
    assert sorted([*kept, *rejected]) == list(range(1, len(rows) - tagged + 1))
    for event in log:
        assert eval(repr(event), NAMES) == event  # noqa: S307 - our own repr
    assert log == EventLog(list(log))


@given(rows=tables(), header=st.permutations(HEADER))
def test_the_order_of_columns_changes_nothing(folder, rows, header):
    """Columns are found by name: any order gives the same log and the same problems."""
    one, other = read(folder, text_of(rows, HEADER)), read(folder, text_of(rows, header))
    assert [unlocated(event) for event in one] == [unlocated(event) for event in other]
    assert one.problems.drop("file").equals(other.problems.drop("file"))


@given(rows=tables(), cut=st.integers(0, 4000))
def test_a_cut_off_file_is_read_or_refused(folder, rows, cut):
    """Wherever a download ends, the reader gives a log or says that the file is damaged."""
    try:
        log = read(folder, text_of(rows, HEADER)[:cut])
    except InvalidFile:
        return
    assert len(log) <= len(rows)


def unlocated(event: Event) -> Event:
    """Forget where the row of an event stood, which holds the hash of the file."""
    return attrs.evolve(event, reports=[attrs.evolve(r, locator=None) for r in event.reports])

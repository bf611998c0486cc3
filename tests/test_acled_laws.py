"""Laws of the ACLED reader: they hold whatever the cells hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.errors import InvalidFile
from conflictlog.formats import acled
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.test_acled import HEADER, ROWS, table, unlocated

NAMES = {name: getattr(cl, name) for name in ("Actor", "Estimate", "Event", "Locator", "Place")}
NAMES |= {name: getattr(cl, name) for name in ("Report", "Source", "When")}

#: What may stand in any cell: blanks, numbers of all sorts, quotes, separators, other scripts.
ODD = st.sampled_from(
    [
        *("", " ", "\n", "\x1f", "0", "-1", "1.0", "1e400", "nan", "inf", "7", "true", "-99"),
        *('"', ";", "; ;", "a;b;a", ",", "'", "«місто»", "\u2028", "#x", "2014-02-29", "1/2/2014"),
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
SENSIBLE = {
    "event_id_cnty": st.integers(1, 3).map("UKR{}".format),
    "event_date": st.dates().map(str) | st.sampled_from(["1 May 2014", "31/12/2014", "2014-02"]),
    "year": st.integers(2013, 2026).map(str),
    "latitude": st.floats(-100, 100).map(str),
    "longitude": st.floats(-200, 200).map(str),
    "time_precision": st.integers(0, 4).map(str),
    "geo_precision": st.integers(0, 4).map(str),
    "inter1": st.integers(-1, 9).map(str),
    "iso": st.integers(0, 999).map(str),
    "country": st.sampled_from(["Fiji", "Kosovo", "Red Sea", "Atlantis", "Russia"]),
    "fatalities": st.integers(-1, 12).map(str),
    "timestamp": st.integers(1_700_000_000, 1_700_000_002).map(str),
    "sub_event_type": st.sampled_from(["Other", "Battles", "AGREEMENT", "Mob  violence"]),
}


@st.composite
def tables(draw) -> list[dict[str, str]]:
    """Draw some of the invented rows with odd cells in any columns."""
    rows = []
    for base in draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=5)):
        row = dict.fromkeys(HEADER, "") | base
        for name in draw(st.lists(st.sampled_from(HEADER), max_size=6)):
            row[name] = draw(ODD | SENSIBLE.get(name, ODD))
        rows.append(row)
    return rows


def read(folder: Path, data: bytes, name: str = "drawn.csv") -> EventLog:
    """Read bytes as a file; flaws are expected."""
    path = folder / name
    path.write_bytes(data)
    with flaws_expected():
        return acled.read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one folder for all examples."""
    return tmp_path_factory.mktemp("acled")


@given(rows=tables())
def test_every_row_is_an_event_or_a_problem(folder, rows):
    """Events and rejected rows make up the rows, and the constructors accept each event."""
    log = read(folder, table(rows).encode())
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].unique()
    kept = [event.reports[0].locator.row for event in log]
    assert sorted([*kept, *rejected]) == list(range(1, len(rows) + 1))
    for event in log:
        assert eval(repr(event), NAMES) == event  # noqa: S307 - our own repr
    assert log == EventLog(list(log))


@given(rows=tables(), header=st.permutations(HEADER))
def test_the_order_of_columns_and_the_container_change_nothing(folder, rows, header):
    """Columns are found by name; JSON that holds the same text gives the same events."""
    one, other = (read(folder, table(rows, names).encode()) for names in (HEADER, header))
    assert unlocated(one) == unlocated(other)
    assert one.problems.drop("file").equals(other.problems.drop("file"))
    document = read(folder, json.dumps(rows).encode(), "drawn.json")
    assert unlocated(document) == unlocated(one)


@given(rows=tables(), cut=st.integers(0, 4000))
def test_a_cut_off_file_is_read_or_refused(folder, rows, cut):
    """Wherever a download ends, the reader gives a log or says that the file is damaged."""
    try:
        log = read(folder, table(rows).encode()[: cut + 1])
    except InvalidFile:
        return
    assert len(log) <= len(rows)

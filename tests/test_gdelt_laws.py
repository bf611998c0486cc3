"""Laws of the GDELT reader: they hold whatever the cells hold."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from conflictlog.formats import gdelt
from conflictlog.formats.gdelt.columns import _SECOND
from conflictlog.log import EventLog
from tests.flawed import flaws_expected
from tests.test_gdelt import EVENT, lines

ODD = st.sampled_from(
    ["", " ", '"', '";"', "0", "-1", "1.0", "nan", "inf", "---", "X", "NULL", "OS", "20221219"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=5)
COLUMNS = [name for name in _SECOND if name in EVENT]


@st.composite
def tables(draw) -> list[dict[str, str]]:
    """Draw rows with odd cells in some columns; the first stays as GDELT's are."""
    rows = [dict(EVENT)]
    for _ in range(draw(st.integers(0, 4))):
        changed = draw(st.dictionaries(st.sampled_from(COLUMNS), ODD, max_size=5))
        ident = {"GLOBALEVENTID": draw(st.sampled_from(["7", "8", "9"]))}
        rows.append(EVENT | ident | changed)
    return rows


def read(path: Path, text: str) -> EventLog:
    """Read text as a file; flaws are expected."""
    path.write_text(text, "utf-8", newline="")
    with flaws_expected():
        return gdelt.read(path, encoding="utf-8")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one file for all examples."""
    return tmp_path_factory.mktemp("gdelt") / "drawn.export.CSV"


@given(rows=tables())
def test_every_row_is_an_event_or_listed(path, rows):
    """Events and rejected rows make up the rows, and the constructors accept each event."""
    log = read(path, lines(rows, _SECOND))
    rejected = log.problems.filter(outcome="rejected")["row"].unique().to_list()
    kept = [event.reports[0].locator.row for event in log]
    assert sorted([*kept, *rejected]) == list(range(1, len(rows) + 1))
    assert log == EventLog(list(log))


@given(rows=tables(), header=st.permutations(_SECOND))
def test_the_order_of_columns_changes_nothing(path, rows, header):
    """Where a header names them."""
    logs = []
    for names in (_SECOND, header):
        text = io.StringIO(newline="")
        table = csv.DictWriter(text, names, restval="", quoting=csv.QUOTE_ALL)
        table.writeheader()
        table.writerows(rows)
        logs.append(read(path, text.getvalue()))
    one, other = logs
    assert one.frame.drop("reports").equals(other.frame.drop("reports"))
    fields = [
        [(r.when, r.places, r.kind, r.actors, r.facets, r.source, r.cites) for r in event.reports]
        for log in logs
        for event in log
    ]
    assert fields[: len(one)] == fields[len(one) :]
    assert one.problems.equals(other.problems)

"""Laws of the readers of coded event tables: they hold whatever the cells hold."""

from __future__ import annotations

import csv
import io
import random
import re
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import InvalidFile
from conflictlog.formats import gtd, maverick, scad
from conflictlog.log import EventLog
from tests import test_gtd, test_maverick, test_scad
from tests.flawed import flaws_expected

#: What may stand in any cell: blanks, numbers of all sorts, quotes, separators, other scripts.
ODD = st.sampled_from(
    [
        *("", " ", "\n", "\x1f", "0", "-1", "-9", "-77", "-88", "-99", "-99.0", "1", "2", "3.0"),
        *("31", "2011", "1e400", "nan", "inf", "6.3333", "XXX700", "true", "no", "Unknown", "."),
        *("2014-02-29", "2014-03-01", "2014-03-05", "17-Apr-11", "March 1-8, 2014", "3/9/2014"),
        *('"', '";"', ";", ",", "'", "«місто»", "\u2028", "#x", "(2014-03-01)", "Kenya"),
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
TABLES = [
    pytest.param(gtd, test_gtd.ROWS, id="gtd"),
    pytest.param(maverick, test_maverick.ROWS, id="maverick"),
    pytest.param(scad, test_scad.ROWS, id="scad"),
]
Rows = list[dict[str, str]]


@st.composite
def tables(draw: st.DrawFn, base: Rows) -> Rows:
    """Draw some of the invented rows with odd cells in any columns."""
    rows = []
    for row in draw(st.lists(st.sampled_from(base), min_size=1, max_size=5)):
        names = draw(st.lists(st.sampled_from(list(row)), max_size=6))
        rows.append(row | {name: draw(ODD) for name in names})
    return rows


def read(module: ModuleType, path: Path, rows: Rows, header: list[str]) -> EventLog:
    """Write rows as a table, every cell in quotes, and read it; flaws are expected."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, header, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode())
    with flaws_expected():
        log: EventLog = module.read(path, keep_rows=True)
    return log


@pytest.mark.parametrize(("module", "base"), TABLES)
@given(data=st.data())
def test_every_row_is_an_event_or_part_of_one_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, module: ModuleType, base: Rows, data: st.DataObject
) -> None:
    """No row is lost, and none stands twice; every event can be looked at."""
    rows = data.draw(tables(base))
    log = read(module, tmp_path_factory.getbasetemp() / "law.csv", rows, list(base[0]))
    rejected = log.problems.filter(log.problems["outcome"] == "rejected")["row"].n_unique()
    assert log.records is not None
    assert log.records.height + rejected == len(rows)
    assert set(log.records["_event"]) == set(log.frame["id"])
    for event in log:
        assert event.reports
        assert eval(repr(event), _names()) == event  # noqa: S307 - the law of representations


@pytest.mark.parametrize(("module", "base"), TABLES)
@given(data=st.data(), seed=st.integers(0, 999))
def test_the_order_of_columns_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    module: ModuleType,
    base: Rows,
    data: st.DataObject,
    seed: int,
) -> None:
    """Columns count by name, wherever they stand."""
    rows = data.draw(tables(base))
    header = list(base[0])
    shuffled = random.Random(seed).sample(header, len(header))  # noqa: S311 - no secret
    path = tmp_path_factory.getbasetemp() / "law.csv"
    one, other = read(module, path, rows, header), read(module, path, rows, shuffled)
    assert _without_hash(one) == _without_hash(other)
    assert one.problems.equals(other.problems)


@pytest.mark.parametrize(("module", "base"), TABLES)
def test_a_cut_file_is_refused(tmp_path: Path, module: ModuleType, base: Rows) -> None:
    """Rows behind the break are missing as well."""
    path = tmp_path / "cut.csv"
    read(module, path, base, list(base[0]))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InvalidFile, match=r"breaks off|nothing closes it"):
        module.read(path)


def _names() -> dict[str, object]:
    import conflictlog as cl

    return {name: getattr(cl, name) for name in cl.__all__}


def _without_hash(log: EventLog) -> list[str]:
    return [re.sub("sha256='[0-9a-f]+'", "", repr(event)) for event in log]

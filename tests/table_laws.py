"""What holds for every reader of tables in which one row is one event, whatever its cells hold."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st

from conflictlog.log import EventLog

__all__ = ["HALF", "check_rows", "odd_cells", "odd_tables"]

#: For laws of which an example costs as much as two: it writes and reads several files.
HALF = settings(max_examples=settings().max_examples // 2)
Rows = list[dict[str, str]]


def odd_cells(*cells: str) -> st.SearchStrategy[str]:
    """Draw one of these cells, or any few letters."""
    return st.sampled_from(cells) | st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=5
    )


@st.composite
def odd_tables(
    draw, event: dict[str, str], key: str, odd: st.SearchStrategy[str], *, most: int, rows: int
) -> Rows:
    """Draw rows that are the event but for some odd cells; ids may repeat.

    ``most`` is how many cells of a row are odd, ``rows`` how many rows there are.
    """
    return [
        event
        | {key: draw(st.sampled_from(["7", "8", "9"]))}
        | draw(st.dictionaries(st.sampled_from(list(event)), odd, max_size=most))
        for _ in range(draw(st.integers(1, rows)))
    ]


def check_rows(rows: Rows, read: Callable[[list[str]], EventLog], *headers: list[str]) -> None:
    """Assert that events and rejected rows make up the rows, in any order of columns.

    The constructors accept each event, and the order of the columns changes none of them.
    """
    logs = [read(header) for header in headers]
    for log in logs:
        rejected = log.problems.filter(outcome="rejected")["row"].unique().to_list()
        kept = [event.reports[0].locator.row for event in log]
        assert sorted([*kept, *rejected]) == list(range(1, len(rows) + 1))
        assert log == EventLog(list(log))
    one, *others = logs
    for other in others:
        assert one.problems.equals(other.problems)
        assert list(map(_said, one)) == list(map(_said, other))


def _said(event) -> tuple:
    """Give all that a report says but where it stands: a file's hash is that of its bytes."""
    report = event.reports[0]
    said = (report.when, report.places, report.kind, report.actors, report.facets, report.cites)
    return (event.id, report.id, *said)

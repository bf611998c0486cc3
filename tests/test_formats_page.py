"""The page of formats says what the code says."""

from __future__ import annotations

from conflictlog.formats.sniffing import BUILT_IN, format_table
from tools.formats_page import PAGE, page


def test_the_page_of_formats_is_up_to_date() -> None:
    """The page of formats is up to date: else run tools/formats_page.py."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_format_of_ours_is_in_the_table() -> None:
    """Every format of ours is in the table, and each that writes declares what it loses."""
    table = format_table()
    text = PAGE.read_text(encoding="utf-8")
    for name in BUILT_IN:
        if name not in table:  # its module is not there yet
            continue
        assert f"| `{table[name].NAME}` |" in text
        for loss in getattr(table[name], "LOSSES", ()):
            assert loss.what
            assert loss.why

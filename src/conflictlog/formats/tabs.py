"""Tables whose cells tabs part and nothing quotes, and their copies in commas."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from conflictlog.formats.delimited import Layout, Table
from conflictlog.formats.opening import look
from conflictlog.formats.options import Reading

__all__ = ["copied", "tabbed"]


def copied(columns: Iterable[str]) -> dict[str, str]:
    """Give the names that R and databases write for columns with blanks in their names.

    Examples
    --------
    >>> copied(["Event ID"])
    {'event_id': 'Event ID', 'event.id': 'Event ID'}
    """
    return {name.casefold().replace(" ", mark): name for name in columns for mark in ("_", ".")}


def tabbed(path: Path, layout: Layout, reading: Reading) -> Table:
    """Read a table; where tabs part a header without quotation marks, these are letters.

    Whoever saves such a table again writes commas, or puts the header in quotes.
    """
    line = look(path).first_line
    plain = "\t" in line and '"' not in line
    chosen = attrs.evolve(layout, separator="\t", quoted=False) if plain else layout
    return reading.table(path, chosen)

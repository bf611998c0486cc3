"""Tables whose cells tabs part and nothing quotes, and their copies in commas."""

from __future__ import annotations

import attrs

from conflictlog.formats.delimited import Layout

__all__ = ["unquoted_if_tabs"]


def unquoted_if_tabs(layout: Layout, line: str) -> Layout:
    """Take quotation marks for letters where tabs part a header that has none.

    Whoever saves such a table again writes commas, or puts the header in quotes.
    """
    if "\t" in line and '"' not in line:
        return attrs.evolve(layout, separator="\t", quoted=False)
    return layout

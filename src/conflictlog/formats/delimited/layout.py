"""What the table of a format looks like: its columns by name, and how its cells are parted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from conflictlog.frozenmap import FrozenMap

__all__ = ["Layout"]


@attrs.frozen(kw_only=True)
class Layout:
    """What the table of a format looks like.

    Parameters
    ----------
    what
        What it is, for messages: "a UCDP GED table in CSV".
    columns
        Names of the columns that are read, as the reader calls them. None: every column of
        the file, under the name that stands in it.
    required
        Columns without which there is no event.
    aliases
        Other names of a column, in small letters: ``{"best_est": "best"}``.
    verbatim
        Columns of free text, whose cells keep the blanks around them.
    header
        Whether the first line names the columns. Without one, ``columns`` are all columns of
        the file in their order.
    separator
        What parts the cells; None: comma, semicolon, tab or bar, as the header tells.
    quoted
        Whether cells may stand in quotation marks. In GDELT's files they never do, and a
        quotation mark is a letter as any other.
    blanks
        Cells that say nothing, as written: "NA", "None", "NULL".
    rowless
        Whether a header alone is a table: a log without events, and not a download cut off.
    """

    what: str = "a table in CSV"
    columns: tuple[str, ...] | None = None
    required: tuple[str, ...] = ()
    aliases: Mapping[str, str] = attrs.field(factory=FrozenMap)
    verbatim: tuple[str, ...] = ()
    header: bool = True
    separator: str | None = None
    quoted: bool = True
    blanks: tuple[str, ...] = ()
    rowless: bool = False

    def named(self, header: Iterable[str]) -> dict[str, list[str]]:
        """Map the name of each column that is read to how the file writes it.

        Examples
        --------
        >>> layout = Layout(columns=("id", "best"), aliases={"best_est": "best"})
        >>> layout.named(["ID", "Best_est", "geom_wkt"])
        {'id': ['ID'], 'best': ['Best_est']}
        """
        found: dict[str, list[str]] = {}
        for written in header:
            name = written
            if self.columns is not None:
                folded = " ".join(written.split()).casefold()
                known = written if written in self.columns else _known(folded, self.columns)
                name = self.aliases.get(folded, known)
                if name not in self.columns:
                    continue
            found.setdefault(name, []).append(written)
        return found


def _known(folded: str, columns: tuple[str, ...]) -> str:
    """Give the column that is called so but for the case of its letters."""
    if folded in columns:
        return folded
    return next((name for name in columns if name.casefold() == folded), "")

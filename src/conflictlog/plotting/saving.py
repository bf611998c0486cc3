"""A picture in a file: PNG, PDF or SVG, its text still text, its alt text inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from conflictlog.atomic import atomic_path
from conflictlog.errors import InvalidValue, UnknownFormat, nearest_hint
from conflictlog.plotting.describing import describe

__all__ = ["save"]

# Letters stay letters: TrueType in PDF, <text> in SVG; ids do not change from run to run.
_EDITABLE: Any = {"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "conflictlog"}
_WORDS = {".png": "Description", ".pdf": "Subject", ".svg": "Description"}


def save(ax: Axes, path: str | Path, *, dpi: float = 200) -> Path:
    """Write the figure of a picture; text stays text that can be edited and searched.

    Parameters
    ----------
    ax
        The Axes that a picture gave.
    path
        Ends in .png, .pdf or .svg; the file appears whole or not at all. The alt text goes
        into its metadata.
    dpi
        Of a PNG, and of what a PDF or an SVG holds as pixels.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UnknownFormat
        For another ending.
    FileNotReadable
        For a folder that does not exist.
    InvalidValue
        For axes without a picture of ours, or a resolution that is none.

    Examples
    --------
    >>> import tempfile
    >>> from conflictlog.plotting import timeline
    >>> folder = tempfile.TemporaryDirectory()
    >>> save(timeline([]), Path(folder.name) / "empty.svg").name
    'empty.svg'
    >>> folder.cleanup()
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in _WORDS:
        raise UnknownFormat(
            f"path is {str(path)!r}",
            expected="a name that ends in .png, .pdf or .svg",
            remedy=nearest_hint(suffix, _WORDS)
            or "for other formats write ax.figure.savefig(path)",
        )
    if isinstance(dpi, bool) or not isinstance(dpi, (int, float)) or not 20 <= dpi <= 2400:
        raise InvalidValue(
            f"dpi is {dpi!r}", expected="20 to 2400 dots per inch", remedy="leave it out for 200"
        )
    metadata: dict[str, Any] = {_WORDS[suffix]: describe(ax)}
    if suffix != ".png":
        # Same picture, same bytes: no clock.
        metadata["CreationDate" if suffix == ".pdf" else "Date"] = None
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)  # noqa: S101 - describe has found a drawn picture
    with atomic_path(path) as file, mpl.rc_context(_EDITABLE):
        figure.savefig(file, format=suffix[1:], dpi=dpi, metadata=metadata)
    return path

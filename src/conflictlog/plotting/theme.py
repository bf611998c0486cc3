"""How a figure looks: a frozen value, so that no figure changes another."""

from __future__ import annotations

import attrs

__all__ = ["OKABE_ITO", "Theme"]

# Okabe and Ito's colours in an order that keeps neighbours apart under deutan vision too;
# yellow is left out: it fails on white.
OKABE_ITO = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


@attrs.frozen(kw_only=True)
class Theme:
    """Fonts, colours and distances of a figure; lengths are in points (1/72 inch).

    Parameters
    ----------
    fonts
        Families, tried in order; name one that has your script, "Noto Sans CJK SC".
    palette
        One colour a category; what comes after is drawn in `other`.
    label_width
        Widest line of an event's label.
    label_lines
        Lines of a title before it ends in an ellipsis.
    gap
        Least distance between two neighbours in a row.
    mark
        Diameter of a mark.

    Examples
    --------
    >>> Theme(label_lines=2).label_lines
    2
    """

    fonts: tuple[str, ...] = attrs.field(default=("DejaVu Sans",), converter=tuple)
    palette: tuple[str, ...] = attrs.field(default=OKABE_ITO, converter=tuple)
    other: str = "#5A5A5A"  # a lighter grey is purple's twin under deutan vision
    ink: str = "#1F1F1F"
    muted: str = "#5C5C5C"
    paper: str = "#FFFFFF"
    band: str = "#F4F4F2"
    grid: str = "#DCDCDA"
    title_size: float = 16.0
    subtitle_size: float = 10.5
    lane_size: float = 10.5
    label_size: float = 9.0
    tick_size: float = 9.0
    legend_size: float = 9.0
    footer_size: float = 8.0
    label_width: float = 168.0
    label_lines: int = 3
    gap: float = 9.0
    mark: float = 8.5
    bar: float = 7.5
    margin: float = 14.0

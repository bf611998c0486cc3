"""How a figure looks: a frozen value, so that no figure changes another."""

from __future__ import annotations

from typing import Any, Self

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.plotting.months import month_names

__all__ = ["DEEP", "MM_PER_INCH", "Theme"]

MM_PER_INCH = 25.4

# Okabe and Ito's hues but yellow, moved (no farther than 13 in CAM02-UCS) until each stands out
# 3:1 from paper and band, as their orange, sky blue and purple do not, and until no two, `other`
# among them, are nearer than 15 under full deutan or protan vision.
DEEP = ("#AC4202", "#19589A", "#428A60", "#A86990", "#C77C05", "#3D91DA", "#000000")
# The same hues, lifted for a dark paper; black becomes white.
_LIFTED = ("#E4801A", "#578BCD", "#38C680", "#FA9AC4", "#EAD759", "#9BDBFE", "#FFFFFF")


def _wide(_: object, __: object, value: float | None) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 76 <= value <= 5000:
        raise InvalidValue(
            f"width_mm is {value!r}", expected="76 to 5000 mm", remedy="a column is often 89 mm"
        )


@attrs.frozen(kw_only=True)
class Theme:
    """Fonts, colours and distances of a figure; lengths are in points (1/72 inch).

    Parameters
    ----------
    fonts
        Families, tried in order; name one that has your script, "Noto Sans CJK SC".
    palette
        One colour a category; what comes after is drawn in `other`.
    width_mm
        Width of a new figure in millimetres, where the picture is not told another.
    locale
        Language of the months' names: "en", "uk", "pt_BR"; any but English needs the extra
        ``locale``.
    key
        Colour of drawings in the legend that stand for every category.
    affirm, deny
        Colours of what speaks for and against.
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
    >>> Theme.print(width_mm=183).title_size < Theme().title_size
    True
    """

    fonts: tuple[str, ...] = attrs.field(default=("DejaVu Sans",), converter=tuple)
    palette: tuple[str, ...] = attrs.field(default=DEEP, converter=tuple)
    width_mm: float | None = attrs.field(default=None, validator=_wide)
    locale: str = "en"
    other: str = "#575757"  # a lighter grey is purple's twin under deutan vision
    ink: str = "#1F1F1F"
    muted: str = "#5C5C5C"
    key: str = "#4A4A4A"
    paper: str = "#FFFFFF"
    band: str = "#F4F4F2"
    grid: str = "#DCDCDA"
    affirm: str = "#0072B2"
    deny: str = "#D55E00"
    sea: str = "#5B8FB0"
    land: str = "#B5A77A"
    coast: str = "#54788F"
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

    @property
    def months(self) -> tuple[str, ...]:
        """Give the names of months in the theme's language, January first."""
        return month_names(self.locale)

    @classmethod
    def light(cls, **changes: Any) -> Self:
        """Give the look for a white page: what a picture has when nobody says otherwise.

        Examples
        --------
        >>> Theme.light() == Theme()
        True
        """
        return cls(**changes)

    @classmethod
    def dark(cls, **changes: Any) -> Self:
        """Give the look for a dark page or a slide.

        Examples
        --------
        >>> Theme.dark(gap=12).gap
        12
        """
        look: dict[str, Any] = {
            "palette": _LIFTED,
            "other": "#8F8F8F",
            "ink": "#F1F1EE",
            "muted": "#B4B4AE",
            "key": "#C8C8C2",
            "paper": "#15181C",
            "band": "#1E2227",
            "grid": "#363B42",
            "affirm": "#4F9FDB",
            "deny": "#F08A3C",
            "land": "#C9C2A8",
        }
        return cls(**{**look, **changes})

    @classmethod
    def print(cls, **changes: Any) -> Self:
        """Give the look for a printed column of 89 mm; give `width_mm` for another.

        Examples
        --------
        >>> Theme.print().width_mm
        89.0
        """
        look: dict[str, Any] = {
            "width_mm": 89.0,
            "title_size": 10.0,
            "subtitle_size": 7.5,
            "lane_size": 7.5,
            "label_size": 7.0,
            "tick_size": 6.5,
            "legend_size": 6.5,
            "footer_size": 6.0,
            "label_width": 118.0,
            "gap": 6.0,
            "mark": 6.0,
            "bar": 5.5,
            "margin": 6.0,
        }
        return cls(**{**look, **changes})

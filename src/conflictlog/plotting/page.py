"""What every picture takes beside its own options."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import attrs

from conflictlog.errors import InvalidValue, UnknownOption, nearest_hint
from conflictlog.plotting.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["OPTIONS", "Page", "theme_of"]

#: What single pictures take of their own, so that a slip of the keyboard finds its name.
OPTIONS = (
    *("annotate", "boundaries", "by", "columns", "days", "extent", "height", "labels", "lanes"),
    *("model", "most", "of", "period", "planned", "projection", "registry", "start", "style"),
    *("tz", "window"),
)


class Page(TypedDict, total=False):
    """What every picture takes beside its own options; all may be left out.

    Parameters
    ----------
    ax
        Axes to draw into; everything then stays inside the rectangle that it has. Left out,
        a new figure.
    title
        The subject.
    theme
        Fonts, colours, distances: `Theme.light()`, `Theme.dark()`, `Theme.print(width_mm=89)`.
    width
        Of a new figure, in inches.
    footer
        Said before the sources and counts.
    locale
        Language of the months' names, "uk"; any but English needs the extra ``locale``.
    """

    ax: Axes | None
    title: str | None
    theme: Theme | None
    width: float | None
    footer: str | None
    locale: str | None


def theme_of(page: Page) -> Theme:
    """Give the look of a page, in its language; refuse what no page takes.

    Raises
    ------
    UnknownOption
        For an option that no picture knows; the nearest is named.

    Examples
    --------
    >>> theme_of({"theme": Theme(gap=12), "locale": "en"}).gap
    12
    """
    for name in page:
        if name not in Page.__annotations__:
            raise UnknownOption(
                f"the picture was given {name}=",
                expected=f"its own options, or {', '.join(Page.__annotations__)}",
                remedy=nearest_hint(name, (*Page.__annotations__, *OPTIONS))
                or "leave it out; help(log.plot.timeline) lists what it takes",
            )
    theme = page.get("theme")
    theme = Theme() if theme is None else theme
    if not isinstance(theme, Theme):
        raise InvalidValue(f"theme is {theme!r:.80}", expected="a Theme", remedy="Theme.dark()")
    locale = page.get("locale")
    theme = theme if locale is None else attrs.evolve(theme, locale=locale)
    _ = theme.months  # an unknown language is told before anything is drawn
    return theme

"""How wide a text will be, and where to break it."""

from __future__ import annotations

import functools

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from conflictlog.plotting.wording import LEFT_TO_RIGHT, RIGHT_TO_LEFT, first_direction

__all__ = ["Ruler"]

# Hinting moves letters to whole pixels: a line is wider on one screen than on another.
_RESOLUTIONS = (72, 75, 80, 90, 100)  # of fifteen from 72 to 300, the widest lie among these
_ELLIPSIS = "\u2026"


@functools.lru_cache(maxsize=8192)
def _width(text: str, fonts: tuple[str, ...], size: float, bold: bool) -> float:  # noqa: FBT001
    font = FontProperties(family=list(fonts), size=size, weight="bold" if bold else "normal")
    found = 0.0
    for dpi in _RESOLUTIONS:
        size_of = _renderer(dpi).get_text_width_height_descent
        width, _, _ = size_of(text, font, ismath=False)  # type: ignore[no-untyped-call]
        found = max(found, float(width) * 72 / dpi)
    return found


@functools.cache
def _renderer(dpi: int) -> RendererAgg:
    # Renderers of our own: no figure is needed, and none is touched.
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]


def _bare(text: str) -> str:
    return text.replace(LEFT_TO_RIGHT, "").replace(RIGHT_TO_LEFT, "")


class Ruler:
    """Measures text in points, in one list of fonts.

    Examples
    --------
    >>> ruler = Ruler(("DejaVu Sans",))
    >>> ruler.width("mm", 10) > ruler.width("m", 10) > 0
    True
    >>> ruler.wrap("two words", 10, ruler.width("words", 10))
    ('two', 'words')
    """

    def __init__(self, fonts: tuple[str, ...]) -> None:
        self.fonts = fonts

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Give the width of one line in points."""
        return _width(text, self.fonts, size, bold) if text else 0.0

    def wrap(
        self, text: str, size: float, width: float, *, lines: int = 10**6, bold: bool = False
    ) -> tuple[str, ...]:
        """Break text into lines no wider than `width`; what exceeds `lines` ends in an ellipsis.

        A line that would run in another direction than the whole begins with a mark of it.
        """
        done: list[str] = []
        rest = text.strip()
        while rest and len(done) < lines:
            line, rest = self._first_line(rest, size, width, bold=bold)
            done.append(line)
        if rest and done:
            done[-1] = self._cut(done[-1], size, width, bold=bold)
        if len(done) == 1 and not rest:
            return tuple(done)
        whole = first_direction(text) or LEFT_TO_RIGHT
        return tuple(
            line if (first_direction(line) or LEFT_TO_RIGHT) == whole else whole + line
            for line in done
        )

    def balanced(self, text: str, size: float, width: float, *, lines: int) -> tuple[str, ...]:
        """Break text as `wrap` does, then into lines as even as so many lines allow."""
        best = self.wrap(text, size, width, lines=lines)
        if len(best) < 2 or best[-1].endswith(_ELLIPSIS):
            return best
        for narrower in (0.92, 0.85, 0.78, 0.71, 0.65, 0.59, 0.54):
            tried = self.wrap(text, size, width * narrower, lines=lines + 1)
            if len(tried) > len(best) or _bare(" ".join(tried)) != _bare(text):
                break
            best = tried
        return best

    def _first_line(self, text: str, size: float, width: float, *, bold: bool) -> tuple[str, str]:
        fits = self._longest(text, size, width, bold=bold)
        if fits == len(text):
            return text, ""
        space = text.rfind(" ", 0, fits + 1)
        if space > 0:
            return text[:space], text[space + 1 :]
        return text[:fits], text[fits:].lstrip()

    def _longest(self, text: str, size: float, width: float, *, bold: bool) -> int:
        """Give how many characters fit, at least one; found by doubling, then halving."""
        low, high = 1, 16
        while high < len(text) and self.width(text[:high], size, bold=bold) <= width:
            low, high = high, high * 2
        high = min(high, len(text))
        if self.width(text[:high], size, bold=bold) <= width:
            return high
        while high - low > 1:
            middle = (low + high) // 2
            if self.width(text[:middle], size, bold=bold) <= width:
                low = middle
            else:
                high = middle
        return low

    def _cut(self, line: str, size: float, width: float, *, bold: bool) -> str:
        while line and self.width(line + _ELLIPSIS, size, bold=bold) > width:
            line = line[:-1]
        return line.rstrip(" ,;:.-") + _ELLIPSIS
